//! SHA-256 over structured content: every text goes in with its length, so that no two contents run together.

use alloc::format;
use alloc::string::String;

use sha2::{Digest as _, Sha256};

/// A hash in the making.
#[derive(Clone, Debug)]
pub struct Digest(Sha256);

impl Digest {
    /// Starts a hash; `domain` keeps hashes of different things apart.
    #[must_use]
    pub fn new(domain: &str) -> Self {
        let mut digest = Self(Sha256::new());
        digest.text(domain);
        digest
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    /// Opens a group.
    pub fn open(&mut self, kind: &str) {
        self.0.update(b"(");
        self.text(kind);
    }

    /// Closes the last group.
    pub fn close(&mut self) {
        self.0.update(b")");
    }

    /// The hash, as 64 hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
