//! `duheng render-document`: the child process in which templates of packs are rendered.

use std::io;

use clap::Args;
use duheng_documents::child::serve;
use duheng_pack::text::Text;

use crate::failure::{Exit, Failure};

/// Render the document of a request on standard input, within its limits
#[derive(Debug, Args)]
pub struct RenderDocument {}

impl RenderDocument {
    /// Reads one request and answers it; what goes wrong is part of the answer.
    pub fn run(self) -> Result<Exit, Failure> {
        serve(io::stdin().lock(), io::stdout().lock()).map(|()| Exit::Done).map_err(|error| {
            Failure::new(
                Exit::Failed,
                Text::new(format!("答复写不出去：{error}"), format!("the answer cannot be written: {error}")),
                Text::new("本命令由程序自身调用", "the program calls this command by itself"),
            )
        })
    }
}
