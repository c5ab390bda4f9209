//! Files by the hash of their content. The same content is kept once; nothing is ever overwritten.

use std::path::Path as Folder;

use bytes::Bytes;
use object_store::ObjectStoreExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use sha2::{Digest as _, Sha256};

use crate::fault::Fault;

/// The files of a deployment.
pub(crate) struct Blobs(LocalFileSystem);

impl Blobs {
    /// The files in a folder, which is made when missing. A file is on the disk before it is acknowledged.
    pub(crate) fn open(folder: &Folder) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder).map_err(|error| {
            Fault::Setting(format!("the folder of files `{}`: {error}", folder.display()))
        })?;
        Ok(Self(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)))
    }

    /// Keeps a content and returns its hash.
    pub(crate) async fn keep(&self, content: Bytes) -> Result<String, Fault> {
        let hash = hash(&content);
        let path = path(&hash);
        match self.0.head(&path).await {
            Ok(_) => {}
            Err(object_store::Error::NotFound { .. }) => {
                self.0.put(&path, content.into()).await?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(hash)
    }

    /// The content of a hash; none if it is not there.
    pub(crate) async fn get(&self, hash: &str) -> Result<Option<Bytes>, Fault> {
        match self.0.get(&path(hash)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The SHA-256 of a content, as 64 hexadecimal digits.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder for each first two digits, so that none holds too many files.
fn path(hash: &str) -> Path {
    let (first, rest) = hash.split_at_checked(2).unwrap_or(("", hash));
    Path::from_iter([first, rest])
}
