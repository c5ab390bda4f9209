//! Standard output, through one handle: a reader that goes away (`duheng score … | head`) ends a command quietly.

use std::io::{self, ErrorKind, Write};

use duheng_pack::text::Text;

use crate::failure::{Exit, Failure};

/// Writes `text` to standard output.
///
/// # Errors
/// When it cannot be written for another reason than that nobody reads it any more.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(
            Exit::Failed,
            Text::new(
                format!("标准输出写不进去：{error}"),
                format!("standard output cannot be written: {error}"),
            ),
            Text::new("检查磁盘空间和输出的去向", "check the free space and where the output goes"),
        )),
    }
}

/// Writes `text` to standard error; what cannot be written there is lost.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
