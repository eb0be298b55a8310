//! The SQLite file: what it is, and the connections to it.

use std::fs::{File, Metadata};
use std::io::{ErrorKind as IoErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous,
};
use sea_orm::sqlx::{Connection, Error as SqlxError};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use super::{OPERATION, refuse_newer, refused};
use crate::error::db;

/// `Arid` in the file's header says that it is a catalog of ours.
const APPLICATION_ID: u32 = 0x4172_6964;

/// Where SQLite's header keeps it.
const APPLICATION_ID_AT: usize = 68;
const HEADER: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How long a statement waits for another process' write.
const BUSY: Duration = Duration::from_secs(30);

/// Looks at the file without opening it for writing; true when it is to be made.
pub(super) async fn inspect(path: &Path) -> Result<bool> {
    let Some(about) = recognise(path)? else { return Ok(true) };
    if about.permissions().readonly() {
        return Err(refused(format!(
            "The database {} is read-only. Make the file writable for this user.",
            path.display()
        )));
    }
    look(path).await.map(|()| false)
}

/// Refuses what is no catalog of ours by its first bytes; `None` when there is nothing
/// yet and a catalog can be made.
fn recognise(path: &Path) -> Result<Option<Metadata>> {
    let shown = path.display();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let about_folder = std::fs::metadata(folder);
    if !about_folder.as_ref().is_ok_and(Metadata::is_dir) {
        return Err(refused(format!(
            "There is no folder {}. Make it, or name another place for the database.",
            folder.display()
        )));
    }
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == IoErrorKind::NotFound => {
            if about_folder.is_ok_and(|about| about.permissions().readonly()) {
                return Err(refused(format!(
                    "The folder {} is read-only, so the database cannot be made there. Make it writable for this user.",
                    folder.display()
                )));
            }
            return Ok(None);
        }
        Err(error) => {
            return Err(refused(format!("The database {shown} cannot be looked at: {error}.")));
        }
    };
    if about.is_dir() {
        return Err(refused(format!("{shown} is a folder. Name a file for the database.")));
    }
    if about.len() == 0 {
        return Ok(None);
    }
    let mut header = [0; HEADER];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() != IoErrorKind::UnexpectedEof => {
            return Err(refused(format!(
                "The database {shown} cannot be read: {error}. Make it readable for this user."
            )));
        }
        Err(_) => return Err(not_ours(path)),
        Ok(()) => {}
    }
    let id = header[APPLICATION_ID_AT..].first_chunk().map_or(0, |id| u32::from_be_bytes(*id));
    if header[..MAGIC.len()] != *MAGIC || id != APPLICATION_ID {
        return Err(not_ours(path));
    }
    Ok(Some(about))
}

/// Refuses a file that is not there or no catalog of ours, or of a newer version, and
/// writes nothing.
pub(super) async fn inspect_existing(path: &Path) -> Result<()> {
    if recognise(path)?.is_none() {
        return Err(Error::new(
            ErrorKind::NotFound,
            OPERATION,
            format!("There is no catalog in {}.", path.display()),
        ));
    }
    look(path).await
}

/// Refuses a catalog of a newer version.
async fn look(path: &Path) -> Result<()> {
    let looking = connect_looking(path).await?;
    let newer = match has_migrations(&looking).await {
        Ok(true) => refuse_newer(&looking).await,
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    looking.close().await.map_err(db(OPERATION))?;
    newer
}

/// A connection to a file that may belong to nobody.
///
/// Without a log beside it the file is all there is, and nobody has it open: told so,
/// SQLite makes no files of its own beside it.
pub(super) async fn connect_looking(path: &Path) -> Result<DatabaseConnection> {
    let whole = !log_of(path).exists();
    connect(path, move |o| o.read_only(true).immutable(whole), 1).await
}

/// The write-ahead log of a database file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

fn not_ours(path: &Path) -> ariadne_ports::Error {
    refused(format!(
        "{} is not a database of Ariadne. Name another file, or move this one away. It was not changed.",
        path.display()
    ))
}

/// Whether the file got as far as its first migration.
pub(super) async fn has_migrations(connection: &impl ConnectionTrait) -> Result<bool> {
    let sql = format!(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{}'",
        ariadne_migrations::MIGRATION_TABLE
    );
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
    let row = connection.query_one_raw(statement).await.map_err(db(OPERATION))?;
    Ok(row.is_some())
}

/// Makes the file when it is not there, for this user alone: it holds password hashes and
/// the addresses of sources. SQLite gives its log the mode of the file.
fn make(path: &Path) -> Result<()> {
    match File::options().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != IoErrorKind::AlreadyExists => {
            let message = format!(
                "The database {} cannot be made ({}). Let this user write to its folder.",
                path.display(),
                error.kind()
            );
            Err(refused(message).with_source(error))
        }
        _ => Ok(()),
    }
}

/// The one connection that writes: every commit is on the disk when it returns.
pub(super) async fn connect_writer(path: &Path, fresh: bool) -> Result<DatabaseConnection> {
    if fresh {
        make(path)?;
        // The mark goes in before the write-ahead log does, so that it always
        // stands in the file itself, where `inspect` looks.
        let mark = |o: SqliteConnectOptions| o.pragma("application_id", APPLICATION_ID.to_string());
        let marking = connect(path, mark, 1).await?;
        marking.close().await.map_err(db(OPERATION))?;
    }
    let durable = |o: SqliteConnectOptions| {
        o.journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "MEMORY")
            .optimize_on_close(true, 1_000)
    };
    connect(path, durable, 1).await
}

/// Connections that only read; the write-ahead log lets them while one writes.
pub(super) async fn connect_readers(path: &Path, most: u32) -> Result<DatabaseConnection> {
    let reading = |o: SqliteConnectOptions| {
        // a page crosses from SQLite's thread at once, not row by row
        o.read_only(true)
            .row_buffer_size(1_024)
            .pragma("mmap_size", "1073741824")
            .pragma("cache_size", "-16384")
            .pragma("temp_store", "MEMORY")
    };
    connect(path, reading, most.max(1)).await
}

/// A connection that reads the whole catalog once, row by row: it maps no file, since
/// what it has passed is of no use to it any more.
pub(super) async fn connect_scanner(path: &Path) -> Result<DatabaseConnection> {
    let scanning = |o: SqliteConnectOptions| {
        o.read_only(true).row_buffer_size(1_024).pragma("cache_size", "-2048")
    };
    connect(path, scanning, 1).await
}

async fn connect(
    path: &Path,
    shape: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
    most: u32,
) -> Result<DatabaseConnection> {
    let file = path.to_owned();
    // The path goes in as a path: in a URL some characters would mean something else.
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(most)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_mins(1))
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|c, _| Box::pin(reusable(c))))
        .map_sqlx_sqlite_opts(move |o| {
            let on_disk = o.in_memory(false).shared_cache(false).filename(&file);
            shape(on_disk.busy_timeout(BUSY))
        });
    Database::connect(options).await.map_err(db(OPERATION))
}

/// Whether a connection that comes back may be used again.
///
/// SQLite ends a transaction itself when the disk is full or fails. The driver does
/// not hear of it: it counts on, and would make a savepoint where the next
/// transaction should begin, whose commit would store nothing. Such a connection is
/// closed. The ping waits for the rollback of a transaction that was dropped.
pub(crate) async fn reusable(
    connection: &mut SqliteConnection,
) -> std::result::Result<bool, SqlxError> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
