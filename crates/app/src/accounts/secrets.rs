//! Secrets: drawn by chance, handed out once, kept as hashes.

use duheng_pack::digest::Digest;

use crate::fault::Fault;
use crate::keys::from_hex;
use crate::outside::Chance;

/// What a secret is for; the hashes of different things differ.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Session,
    Invitation,
    RecoveryCode,
    Token,
    /// What a program sent, so that the same key with another body is told apart.
    Request,
    /// What was tried on with a password or a code: not a secret, but nothing that a table should show.
    Attempt,
}

/// The hash of a secret, as 64 hexadecimal digits.
pub(super) fn hash(kind: Kind, secret: &str) -> String {
    let mut digest = Digest::new(match kind {
        Kind::Session => "duheng session",
        Kind::Invitation => "duheng invitation",
        Kind::RecoveryCode => "duheng recovery code",
        Kind::Token => "duheng token",
        Kind::Request => "duheng request",
        Kind::Attempt => "duheng attempt",
    });
    digest.text(secret);
    digest.finish()
}

/// A new id of 96 bits, as 24 hexadecimal digits.
pub(crate) fn id(chance: &dyn Chance) -> Result<String, Fault> {
    Ok(chance.draw()?.chars().take(24).collect())
}

/// The first bytes of a draw, at most 32.
pub(super) fn bytes(chance: &dyn Chance, count: usize) -> Result<Vec<u8>, Fault> {
    Ok(from_hex(&chance.draw()?).into_iter().take(count).collect())
}
