//! The interface for programs, `/api/v1`: what a page can do, by the same use-cases and the same reader of commands.
//!
//! The table of operations makes routes, rights and description; an operation that is not in it does not exist.

mod account;
mod applications;
pub(crate) mod body;
mod claims;
mod colleagues;
mod commands;
mod decisions;
mod document;
mod earlier;
mod editions;
mod goals;
pub(crate) mod guard;
mod jobs;
mod notices;
mod operation;
mod own;
mod papers;
mod people;
mod places;
mod portal;
mod printed;
pub(crate) mod problem;
mod registers;
mod reviews;
mod self_checks;
mod shapes;
mod words;
mod wrong;

use std::sync::LazyLock;

use duheng_app::LARGEST_FILE;

pub(crate) use operation::BASE;
pub use operation::Operation;

/// The most bytes of a request: the largest file and some room.
pub(crate) const ROOM: usize = LARGEST_FILE + 64 * 1024;

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let mut all = portal::operations();
    all.extend(notices::operations());
    all.extend(papers::operations());
    all.extend(own::operations());
    all.extend(account::operations());
    all.extend(colleagues::operations());
    all.extend(people::operations());
    all.extend(places::operations());
    all.extend(claims::operations());
    all.extend(goals::operations());
    all.extend(self_checks::operations());
    all.extend(earlier::operations());
    all.extend(printed::operations());
    all.extend(reviews::operations());
    all.extend(editions::operations());
    all.extend(applications::operations());
    all.extend(decisions::operations());
    all.extend(registers::operations());
    all.extend(jobs::operations());
    all.extend(commands::operations());
    all
});

/// All operations.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter()
}
