//! The files that a catalog cannot do without, which nothing may be saved over.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};
use ariadne_repo_seaorm::Location;

use crate::data_dir::LOCK;
use crate::{Config, KeySource};

/// A file, and those that bear its name with more behind it.
struct Needed {
    path: PathBuf,
    what: &'static str,
    /// Whether a file belongs to it whose name goes on like this.
    with: fn(&[u8]) -> bool,
}

fn alone(rest: &[u8]) -> bool {
    rest.is_empty()
}

/// Logs of SQLite, what a restore prepares, and what it keeps.
fn of_database(rest: &[u8]) -> bool {
    let whole: [&[u8]; 4] = [b"", b"-wal", b"-shm", b"-journal"];
    whole.contains(&rest)
        || [&b".restoring"[..], b".before-restore-"].iter().any(|p| rest.starts_with(p))
}

/// The next key of a rotation, and those of before.
fn of_key(rest: &[u8]) -> bool {
    rest.is_empty() || rest.starts_with(b".")
}

/// Refuses `file` when it is one that this catalog needs, by its name, through a link, or
/// as another name of the same file. `Validation`.
pub(crate) fn refuse(config: &Config, file: &Path) -> Result<()> {
    let mut all = Vec::new();
    let mut need = |path: &Path, what: &'static str, with: fn(&[u8]) -> bool| {
        all.push(Needed { path: path.to_owned(), what, with });
    };
    if let Location::Sqlite(path) = &config.database {
        need(path, "the database", of_database);
    }
    if let KeySource::File(path) = &config.key {
        need(path, "the key", of_key);
    }
    need(&config.data_dir.join(LOCK), "the lock of the data folder", alone);
    let tls = config.tls.iter().flat_map(|tls| [&tls.certificate, &tls.key]);
    for path in config.kept_files.iter().chain(tls) {
        need(path, "a file of the settings", alone);
    }
    for needed in all {
        if needed.holds(file) {
            let shown = file.display();
            let what = needed.what;
            let what = if same_name(file, &needed.path) {
                format!("{what} itself")
            } else {
                format!("kept beside {what}")
            };
            let message = format!(
                "{shown} is {what}, which the catalog needs. Give the backup another name."
            );
            return Err(Error::new(ErrorKind::Validation, "server.backup", message));
        }
    }
    Ok(())
}

fn same_name(a: &Path, b: &Path) -> bool {
    let (a, b) = (places(a), places(b));
    a.iter().any(|place| b.contains(place))
}

/// Folder and name of a file, as it is named and where links lead, whether it is there
/// or not.
fn places(path: &Path) -> Vec<(PathBuf, OsString)> {
    let split = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some((folder, path.file_name()?.to_owned()))
    };
    let real = fs::canonicalize(path).ok();
    split(path).into_iter().chain(real.as_deref().and_then(split)).collect()
}

/// What makes two names those of one file.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

impl Needed {
    fn holds(&self, file: &Path) -> bool {
        let (own, wanted) = (places(&self.path), places(file));
        let id = identity(file);
        own.iter().any(|(folder, name)| {
            let bears = |other: &OsStr| {
                other.as_bytes().strip_prefix(name.as_bytes()).is_some_and(self.with)
            };
            wanted.iter().any(|(other, name)| other == folder && bears(name))
                || id.is_some_and(|id| {
                    let there = fs::read_dir(folder).into_iter().flatten().flatten();
                    let mut there = there.filter(|entry| bears(&entry.file_name()));
                    there.any(|entry| identity(&entry.path()) == Some(id))
                })
        })
    }
}
