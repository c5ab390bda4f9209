//! A score as JSON.

use crate::sheet::Scored;

/// A score with its whole trace.
pub fn score(_scored: Scored<'_>) -> String {
    String::new()
}
