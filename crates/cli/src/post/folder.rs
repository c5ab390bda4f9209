//! Letters as files `.eml` in a folder, for a deployment without a mail server and for the demo.

use std::fs;
use std::future::{Future, ready};
use std::io;
use std::path::PathBuf;
use std::pin::Pin;

use super::{Carrier, Parcel, Undelivered};
use crate::failure::Failure;
use crate::output::complain;

/// A folder for letters.
pub struct Folder {
    folder: PathBuf,
    /// Whether the link of a letter is told on standard error as well; for the demo alone, since a link is a secret.
    tells: bool,
}

impl Folder {
    /// The folder, made where it is missing; nobody else of the machine may read what is in it.
    pub fn new(folder: PathBuf, tells: bool) -> Result<Self, Failure> {
        closed(&folder).map_err(|error| Failure::unwritable(&folder, &error))?;
        Ok(Self { folder, tells })
    }

    fn put(&self, parcel: &Parcel) -> io::Result<()> {
        let path = self.folder.join(format!("{}.eml", parcel.id));
        // whoever looks into the folder sees whole letters alone
        let half = path.with_extension("part");
        fs::write(&half, parcel.message.formatted())?;
        fs::rename(&half, &path)
    }
}

fn closed(folder: &PathBuf) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

impl Carrier for Folder {
    /// No other machine takes the file, and whoever opens it finds each link on one line.
    fn keeps_lines(&self) -> bool {
        true
    }

    fn carry<'a>(
        &'a mut self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>> {
        let put = self.put(parcel).map_err(|error| Undelivered(format!("the folder of letters: {error}")));
        if let (Ok(()), true, Some(link)) = (&put, self.tells, &parcel.link) {
            complain(&format!("{link}\n"));
        }
        Box::pin(ready(put))
    }
}
