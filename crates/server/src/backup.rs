//! Saving a catalog to one file while it is served.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};
use ariadne_repo_seaorm::{Database, Held, Location};

use crate::{Config, keys, needed};

const OPERATION: &str = "server.backup";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// The catalog in it.
    pub held: Held,
    /// Size of the file in bytes.
    pub bytes: u64,
}

/// A file that is not finished; removed unless it took its place.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        // It is not there any more when it took its place.
        let _ = fs::remove_file(&self.0);
    }
}

pub(crate) fn failed(message: &str, error: io::Error) -> Error {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::NotADirectory => "its folder is a file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not write there".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        other => other.to_string(),
    };
    Error::new(ErrorKind::Unavailable, OPERATION, format!("{message}: {why}.")).with_source(error)
}

/// Saves the catalog as it is at one moment to `file`, which only this user can read.
/// Servers go on meanwhile; no lock is taken. The file appears whole or not at all; one
/// that is there is replaced only with `force`, and never one that the catalog needs. A PostgreSQL database is refused with
/// the command that saves it.
pub async fn backup(config: &Config, file: &Path, force: bool) -> Result<BackedUp> {
    let database = match &config.database {
        Location::Sqlite(path) => path,
        Location::Postgres(_) => return Err(by_other_means(config, file)?),
    };
    let taken = || {
        let message = format!(
            "The file {} is there already. Give another name, or --force to replace it.",
            file.display()
        );
        Error::new(ErrorKind::Conflict, OPERATION, message)
    };
    needed::refuse(config, file)?;
    if !force && file.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let aside = Aside(beside(file, &format!(".part-{}", std::process::id())));
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside.0);
    made.map_err(|e| failed(&format!("The file {} cannot be made", file.display()), e))?;
    Database::copy(database, &aside.0).await?;
    let held = Database::held(&aside.0).await?;
    let written = File::open(&aside.0).and_then(|part| {
        part.sync_all()?;
        part.metadata()
    });
    let unfinished = |e| failed(&format!("The file {} cannot be finished", file.display()), e);
    let bytes = written.map_err(unfinished)?.len();
    let placed = if force {
        fs::rename(&aside.0, file)
    } else {
        // Unlike a rename, a link never replaces a file that came meanwhile.
        match fs::hard_link(&aside.0, file) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken()),
            // Some file systems know no links.
            Err(_) => fs::rename(&aside.0, file),
            Ok(()) => Ok(()),
        }
    };
    placed.and_then(|()| keys::sync_folder(file)).map_err(unfinished)?;
    Ok(BackedUp { held, bytes })
}

fn by_other_means(config: &Config, file: &Path) -> Result<Error> {
    let commands = config.database.dump_commands(file)?.unwrap_or_default();
    let message = format!(
        "A PostgreSQL database is saved by PostgreSQL's own tool, also while servers run: {} (it asks for the password, or takes it from PGPASSWORD or ~/.pgpass). Keep the key file apart from it.",
        commands.0
    );
    Ok(Error::new(ErrorKind::Validation, OPERATION, message))
}

/// Whether two paths lead to one file.
pub(crate) fn same(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// A path with more at the end of its name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
