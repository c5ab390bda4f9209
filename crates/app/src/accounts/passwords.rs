//! Passwords: which are accepted, and how one is compared with what is kept of it.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use tokio::sync::Semaphore;
use tokio::task;

use super::refusal::{self, AccountRefusal};
use super::secrets;
use crate::fault::Fault;
use crate::outside::Chance;

/// The fewest characters.
const SHORTEST: usize = 10;

/// The most characters; a longer text would cost time for nothing.
const LONGEST: usize = 256;

/// How many hashes are made at the same time; each takes 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Passwords of ten characters and more that head the lists of those in use.
const USUAL: &[&str] = &[
    "0123456789",
    "1029384756",
    "1122334455",
    "1234567890",
    "12345678910",
    "123456789a",
    "1234567891",
    "147258369a",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "5201314520",
    "9876543210",
    "a123456789",
    "a1234567890",
    "aa12345678",
    "aa123456789",
    "abc1234567",
    "abc12345678",
    "abcd123456",
    "abcd1234567",
    "abcdefghij",
    "abcdefghijk",
    "administrator",
    "admin12345",
    "admin123456",
    "asd1234567",
    "asdfghjkl;",
    "asdfghjkl1",
    "changeme123",
    "iloveyou123",
    "letmein123",
    "p@ssw0rd123",
    "p@ssword123",
    "password01",
    "password12",
    "password123",
    "password1234",
    "password1!",
    "passw0rd123",
    "q1w2e3r4t5",
    "q123456789",
    "qazwsxedcrfv",
    "qq123456789",
    "qwe1234567",
    "qwer123456",
    "qwer12345678",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "welcome123",
    "woaini1314",
    "woaini1314520",
    "woaini520",
    "zhang123456",
    "wang123456",
    "z123456789",
    "zxcvbnm123",
];

/// Whether a password may be set for a login.
pub(super) fn acceptable(password: &str, login: &str) -> Result<(), AccountRefusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(refusal::password_short(SHORTEST));
    }
    if length > LONGEST {
        return Err(refusal::password_long(LONGEST));
    }
    let folded = password.trim().to_lowercase();
    if folded == login {
        return Err(refusal::password_is_login());
    }
    let mut characters = folded.chars();
    let first = characters.next();
    if USUAL.contains(&folded.as_str()) || characters.all(|character| Some(character) == first) {
        return Err(refusal::password_usual());
    }
    Ok(())
}

/// What is kept of a password: an Argon2id hash in the PHC form with its own salt.
pub(super) async fn hashed(password: &str, chance: &dyn Chance) -> Result<String, Fault> {
    let (password, salt) = (password.to_owned(), secrets::bytes(chance, 16)?);
    apart(move || {
        let hash: Result<PasswordHash, _> =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Fault::Setting(format!("a password hash: {error}")))
    })
    .await?
}

/// Whether a password is the one that was kept. Where nothing was kept the same work is done, so that the time that it takes
/// does not tell which logins exist.
pub(super) async fn fits(kept: Option<String>, password: &str) -> Result<bool, Fault> {
    // nobody has a longer one; to hash it would be work that anybody can order
    if password.chars().count() > LONGEST {
        return Ok(false);
    }
    let password = password.to_owned();
    apart(move || match kept {
        Some(kept) => Argon2::default().verify_password(password.as_bytes(), kept.as_str()).is_ok(),
        None => {
            let work: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(password.as_bytes(), b"nobody's own salt");
            let _ = std::hint::black_box(work);
            false
        }
    })
    .await
}

/// Does slow work beside the threads that answer.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let broken =
        |error: &dyn std::fmt::Display| Fault::Setting(format!("a password could not be hashed: {error}"));
    let _turn = AT_ONCE.acquire().await.map_err(|error| broken(&error))?;
    task::spawn_blocking(work).await.map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::acceptable;

    #[test]
    fn rules_of_passwords() {
        for (password, code) in [
            ("short pass", None),
            ("too short", Some("password-short")),
            ("Password123", Some("password-usual")),
            ("aaaaaaaaaaaa", Some("password-usual")),
            ("Lin.Office@City", Some("password-is-login")),
            ("度衡平台的登录密码很长", None),
        ] {
            let found = acceptable(password, "lin.office@city").err().map(|refusal| refusal.code);
            assert_eq!(found, code, "{password}");
        }
        let long = "ab".repeat(129);
        assert_eq!(acceptable(&long, "lin").unwrap_err().code, "password-long");
    }
}
