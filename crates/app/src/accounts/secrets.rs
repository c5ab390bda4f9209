//! Secrets: drawn by chance, handed out once, kept as hashes.

use duheng_pack::digest::Digest;

use crate::fault::Fault;
use crate::outside::Chance;

/// What a secret is for; the hashes of different things differ.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Session,
    Invitation,
    RecoveryCode,
    /// What was tried on with a password or a code: not a secret, but nothing that a table should show.
    Attempt,
}

/// The hash of a secret, as 64 hexadecimal digits.
pub(super) fn hash(kind: Kind, secret: &str) -> String {
    let mut digest = Digest::new(match kind {
        Kind::Session => "duheng session",
        Kind::Invitation => "duheng invitation",
        Kind::RecoveryCode => "duheng recovery code",
        Kind::Attempt => "duheng attempt",
    });
    digest.text(secret);
    digest.finish()
}

/// A new id of 96 bits, as 24 hexadecimal digits.
pub(super) fn id(chance: &dyn Chance) -> Result<String, Fault> {
    Ok(chance.draw()?.chars().take(24).collect())
}

/// The first bytes of a draw, at most 32.
pub(super) fn bytes(chance: &dyn Chance, count: usize) -> Result<Vec<u8>, Fault> {
    Ok(from_hex(&chance.draw()?).into_iter().take(count).collect())
}

/// The bytes that hexadecimal digits stand for; what is none is left out.
pub(super) fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks_exact(2).filter_map(|pair| Some(pair.first()? << 4 | pair.last()?)).collect()
}

/// Bytes as hexadecimal digits.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
