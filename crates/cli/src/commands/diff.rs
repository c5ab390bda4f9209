//! `duheng diff`
use clap::Args;
use super::Show;
use crate::failure::{Exit, Failure};
/// x
#[derive(Debug, Args)]
pub struct Diff {}
impl Diff { pub fn run(self, _show: Show) -> Result<Exit, Failure> { Ok(Exit::Done) } }
