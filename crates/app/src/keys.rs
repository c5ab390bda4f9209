//! The key of a deployment, which seals the secrets that have to be read again: those of second factors.
//!
//! It is a file of its own beside the data, so that neither the database nor a backup alone opens them. Machines that
//! serve one database share the file.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::fault::Fault;
use crate::outside::{Chance, SystemChance};

/// The name of the file.
const FILE: &str = "key";
/// How a sealed text begins.
pub(crate) const SEALED: &str = "sealed:";
/// The bytes of a nonce of XChaCha20.
const NONCE: usize = 24;

/// The key.
pub(crate) struct Key(XChaCha20Poly1305);

impl Key {
    /// Reads the key beside the folder of files. The first opening makes it, of random bytes whatever the chance of the
    /// deployment is, for its owner alone.
    pub(crate) fn open(files: &Path) -> Result<Self, Fault> {
        let path = files.with_file_name(FILE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => made(&path),
            read => read,
        };
        let wrong = |why: &str| Fault::Setting(format!("the key `{}` {why}", path.display()));
        let text = text.map_err(|error| wrong(&format!("cannot be read or made: {error}")))?;
        let bytes = from_hex(text.trim());
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes);
        cipher.map(Self).map_err(|_| wrong("is not 64 hexadecimal digits; put the right file there"))
    }

    /// Seals bytes about somebody; what is sealed about one opens for no other.
    pub(crate) fn seal(&self, about: &str, plain: &[u8], chance: &dyn Chance) -> Result<String, Fault> {
        let nonce: Vec<u8> = from_hex(&chance.draw()?).into_iter().take(NONCE).collect();
        let broken = || Fault::Setting("a secret cannot be sealed".to_owned());
        let sealing = XNonce::try_from(nonce.as_slice()).map_err(|_| broken())?;
        let payload = Payload { msg: plain, aad: about.as_bytes() };
        let sealed = self.0.encrypt(&sealing, payload).map_err(|_| broken())?;
        Ok(format!("{SEALED}{}{}", to_hex(&nonce), to_hex(&sealed)))
    }

    /// What was sealed about somebody; nothing where another key sealed it or it was changed.
    pub(crate) fn unseal(&self, about: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = from_hex(sealed.strip_prefix(SEALED)?);
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        self.0.decrypt(&nonce, Payload { msg: sealed, aad: about.as_bytes() }).ok()
    }
}

/// Makes the file whole or not at all; who comes second takes that of the first.
fn made(path: &Path) -> std::io::Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draw = || SystemChance.draw().map_err(|error| std::io::Error::other(error.to_string()));
    let (text, mark) = (draw()?, draw()?);
    let beside: PathBuf = path.with_file_name(format!("{FILE}.{}", mark.get(..16).unwrap_or_default()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => fs::read_to_string(path),
    }
}

/// The bytes that hexadecimal digits stand for; what is none is left out.
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks_exact(2).filter_map(|pair| Some(pair.first()? << 4 | pair.last()?)).collect()
}

/// Bytes as hexadecimal digits.
fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::Key;
    use crate::outside::SystemChance;

    #[test]
    fn what_one_key_seals_about_somebody_no_other_opens() {
        let folder = std::env::temp_dir().join(format!("duheng_key_{}", std::process::id()));
        let key = Key::open(&folder.join("one/files")).unwrap();
        let sealed = key.seal("lin", b"secret", &SystemChance).unwrap();
        assert_ne!(sealed, key.seal("lin", b"secret", &SystemChance).unwrap());
        let again = Key::open(&folder.join("one/files")).unwrap();
        assert_eq!(again.unseal("lin", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(again.unseal("wei", &sealed), None);
        assert_eq!(Key::open(&folder.join("other/files")).unwrap().unseal("lin", &sealed), None);
        assert_eq!(key.unseal("lin", "sealed:00"), None);
        let mode = std::fs::metadata(folder.join("one/key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(folder.join("one/key"), "short").unwrap();
        assert!(Key::open(&folder.join("one/files")).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
