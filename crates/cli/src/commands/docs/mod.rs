//! `duheng docs`
use clap::Args;
use crate::failure::{Exit, Failure};
/// x
#[derive(Debug, Args)]
pub struct Docs {}
impl Docs { pub fn run(self) -> Result<Exit, Failure> { Ok(Exit::Done) } }
