//! The data folder and the lock on it.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use ariadne_ports::{Error, ErrorKind, Result};

/// Held while a process serves, migrates or rotates. The system releases it when
/// the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    // Closing the file releases the lock.
    _file: File,
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Unavailable, "server.data_dir", message)
}

impl Lock {
    /// Makes the folder when it is not there and takes the lock; `Unavailable` with
    /// a sentence when another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        make(folder)?;
        let path = folder.join("lock");
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
        Ok(Self { _file: file })
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
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
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
