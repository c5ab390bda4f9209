//! Tests of the pages: a real server on a deployment that walks of a shipped pack were played on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod accounts;
mod administration;
mod api;
mod api_founding;
mod api_walk;
mod assessing;
mod beginning;
mod browser;
mod bulk;
mod chromium;
mod claims;
mod closed;
mod codes;
mod cohort;
mod course;
#[allow(dead_code, reason = "the tests of use-cases share this file")]
#[path = "../../../app/tests/all/databases.rs"]
mod databases;
mod demo;
mod deployment;
mod earlier;
mod enterprises;
mod every_form;
mod example;
mod facts_of_authorities;
mod goals;
mod guides;
mod homes;
#[path = "../../../app/tests/all/host.rs"]
mod host;
mod impossible_days;
mod matrix;
mod objections;
mod offers;
mod offices;
mod pages;
mod papers;
mod parity;
mod people;
mod picture;
mod printed;
mod requirements;
mod rows;
mod safety;
mod screen;
mod self_check;
mod signing_in;
mod stale;
mod standing;
mod tongues;
mod town;
mod turned_back;
mod turns;
mod unproved;
