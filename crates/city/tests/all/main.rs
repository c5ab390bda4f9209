//! The city on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "../../../app/tests/all/databases.rs"]
#[allow(dead_code, reason = "shared with the tests of the use-cases")]
mod databases;

mod cities;
