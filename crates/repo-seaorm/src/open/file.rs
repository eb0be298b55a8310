//! The file of an open database, looked at from outside.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};
use rustix::fs::{Access, access, statvfs};

/// Bytes that a change needs: less than this is a full disk.
const ROOM: u64 = 1024 * 1024;

/// The file that was opened.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    path: PathBuf,
    identity: (u64, u64),
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::metadata(path).map(|about| (about.dev(), about.ino()))
}

impl OpenFile {
    /// The file at `path`, which is open now.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), identity: identity(path)? })
    }

    /// Refuses when the file is not there any more, was replaced, takes no changes, or
    /// has no room to grow. Costs three calls of the system.
    pub(crate) fn check(&self, operation: &'static str) -> Result<()> {
        let shown = self.path.display();
        let refuse = |message: String| Err(Error::new(ErrorKind::Unavailable, operation, message));
        match identity(&self.path) {
            Ok(found) if found == self.identity => {}
            Ok(_) => {
                return refuse(format!(
                    "The database file {shown} is another one than this server has open. Restart the server."
                ));
            }
            Err(error) => {
                return refuse(format!(
                    "The database file {shown} is gone ({}). Stop the server and restore a backup.",
                    error.kind()
                ));
            }
        }
        if access(&self.path, Access::WRITE_OK).is_err() {
            return refuse(format!(
                "The database file {shown} is read-only. Make it and its folder writable for this user."
            ));
        }
        match statvfs(&self.path) {
            Ok(disk) if disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM => {
                refuse(format!("The disk that holds {shown} is full. Free some space."))
            }
            // A file system that does not say has no say.
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_exchanged_or_removed_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        fs::write(&path, "x").expect("written");
        let file = OpenFile::at(&path).expect("there");
        file.check("test").expect("as it was");
        let aside = folder.path().join("b.db");
        fs::write(&aside, "y").expect("written");
        fs::rename(&aside, &path).expect("renamed");
        let error = file.check("test").expect_err("another").to_string();
        assert!(error.contains("another one"), "{error}");
        fs::remove_file(&path).expect("removed");
        let error = file.check("test").expect_err("gone").to_string();
        assert!(error.contains("is gone"), "{error}");
    }
}
