//! The data folder and the lock on it.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};

use crate::backup::beside;

/// The name of the lock file in the data folder.
pub(crate) const LOCK: &str = "lock";

/// Held while a process serves, migrates or rotates. The system releases it when
/// the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

/// Closing the file would release the lock as well, unless this process makes another at
/// that moment: until that one runs its own program it has the open file too.
impl Drop for Lock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::debug!(%error, "the lock on the data folder was left to the system");
        }
    }
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Unavailable, "server.data_dir", message)
}

impl Lock {
    /// Makes the folder when it is not there and takes the lock; `Unavailable` with
    /// a sentence when another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        make(folder)?;
        let path = folder.join(LOCK);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| {
                refused(format!(
                    "The lock file {} cannot be opened ({}). Let the user that runs the server write to its folder.",
                    path.display(),
                    error.kind()
                ))
                .with_source(error)
            })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(folder, &mut file)),
            Err(TryLockError::Error(error)) => {
                return Err(refused(format!(
                    "The lock file {} cannot be locked ({}). Put the data folder on a file system that has locks.",
                    path.display(),
                    error.kind()
                ))
                .with_source(error));
            }
        }
        // Only for the sentence that another process prints.
        let noted = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        if let Err(error) = noted {
            tracing::debug!(%error, "the process id was not noted in the lock file");
        }
        Ok(Self { file })
    }
}

/// Says in the log when other users of the machine can read a SQLite database: it holds
/// password hashes and the addresses of sources.
pub(crate) fn warn_when_read_by_others(database: &Path) {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mode = |path: &Path| fs::metadata(path).map_or(0, |about| about.permissions().mode());
    // Who may not pass through the folder does not get at the file.
    let through = mode(folder.unwrap_or(Path::new(".")));
    let open = |file: &PathBuf| (mode(file) >> 2) & through & 0o011 != 0;
    let files = ["", "-wal", "-shm"].map(|suffix| beside(database, suffix));
    if files.iter().any(open) {
        let there = files.iter().filter(|file| file.exists());
        let names: Vec<_> = there.map(|file| format!("'{}'", file.display())).collect();
        tracing::warn!(
            "Other users of this machine can read the database. Run: chmod 600 {}",
            names.join(" ")
        );
    }
}

fn taken(folder: &Path, file: &mut File) -> Error {
    let mut owner = String::new();
    let owner = match file.take(20).read_to_string(&mut owner) {
        Ok(_) if owner.parse::<u32>().is_ok() => format!(" (process {owner})"),
        _ => String::new(),
    };
    refused(format!(
        "Another Ariadne process{owner} uses the data folder {}. Stop it first, or give this one another --data-dir.",
        folder.display()
    ))
}

fn make(folder: &Path) -> Result<()> {
    let about = fs::metadata(folder);
    if about.as_ref().is_ok_and(fs::Metadata::is_dir) {
        return Ok(());
    }
    if about.is_ok() {
        return Err(refused(format!(
            "The data folder {} is a file. Give another --data-dir, or move the file away.",
            folder.display()
        )));
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder.create(folder).map_err(|error| {
        refused(format!(
            "The data folder {} cannot be made ({}). Give another --data-dir, or make it writable for this user.",
            folder.display(),
            error.kind()
        ))
        .with_source(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_at_a_time() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("new").join("data");
        let lock = Lock::take(&folder).expect("free");
        let error = Lock::take(&folder).expect_err("taken").to_string();
        let process = format!("(process {})", std::process::id());
        assert!(error.contains(&process) && error.contains("--data-dir"), "{error}");
        drop(lock);
        Lock::take(&folder).expect("free again");
    }

    #[test]
    fn a_file_is_no_folder() {
        let root = tempfile::tempdir().expect("a folder");
        let file = root.path().join("data");
        fs::write(&file, "x").expect("written");
        let error = Lock::take(&file).expect_err("refused").to_string();
        assert!(error.contains("is a file. Give another --data-dir"), "{error}");
        assert_eq!(fs::read(&file).expect("still there"), b"x");
    }
}
