//! What the database says, as errors of the ports: the one table.

use ariadne_ports::{Error, ErrorKind};
use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::mapping::Corrupt;

const FULL: &str =
    "The disk that holds the database is full. Free some space; nothing was written.";
const READ_ONLY: &str =
    "The database is read-only. Make its file and folder writable for this user.";
const DAMAGED: &str = "The database file is damaged. Stop the server and restore a backup.";
const BUSY: &str = "The database is busy with another write. Try again.";
const DOWN: &str =
    "The database cannot be reached. Try again; if it stays so, look at the database server.";
const CANNOT_OPEN: &str = "The database file cannot be opened. Check that it and its folder are there and writable for this user.";
const DISK: &str =
    "The disk that holds the database answered with an error. Look at the system's log.";

/// SQLite's result codes that have a sentence: whole ones, and primary ones for all of
/// their kind.
const SQLITE: &[(i32, ErrorKind, &str)] = &[
    // SHMSIZE: no room for the index of the log, which is made when the file is opened
    (4874, ErrorKind::Unavailable, FULL),
    (5, ErrorKind::Unavailable, BUSY),
    (6, ErrorKind::Unavailable, BUSY),
    (8, ErrorKind::Unavailable, READ_ONLY),
    (10, ErrorKind::Unavailable, DISK),
    (11, ErrorKind::Internal, DAMAGED),
    (13, ErrorKind::Unavailable, FULL),
    (14, ErrorKind::Unavailable, CANNOT_OPEN),
    (26, ErrorKind::Internal, DAMAGED),
];

/// PostgreSQL error classes and codes by prefix, the longer first.
const POSTGRES: &[(&str, ErrorKind, &str)] = &[
    ("53100", ErrorKind::Unavailable, FULL),
    ("53", ErrorKind::Unavailable, DOWN),
    ("08", ErrorKind::Unavailable, DOWN),
    ("57P", ErrorKind::Unavailable, DOWN),
    // the server ended a transaction in which it heard nothing for too long
    ("25P03", ErrorKind::Unavailable, DOWN),
    ("25006", ErrorKind::Unavailable, READ_ONLY),
    ("40", ErrorKind::Unavailable, BUSY),
    ("55P03", ErrorKind::Unavailable, BUSY),
    (
        "28",
        ErrorKind::Unavailable,
        "The database refused the login. Check user and password in the database URL.",
    ),
    (
        "3D",
        ErrorKind::Unavailable,
        "There is no such database on the server. Create it first, with encoding UTF8.",
    ),
    (
        "42501",
        ErrorKind::Unavailable,
        "The database user lacks a privilege. It must own the schema that the catalog lies in.",
    ),
];

/// Turns a database error of `operation` into an error of the ports.
pub(crate) fn db(operation: &'static str) -> impl Fn(DbErr) -> Error + Copy {
    move |error| {
        let (kind, message) = classify(&error);
        match message {
            Some(message) => Error::new(kind, operation, message).with_source(error),
            None => Error::internal(operation, error),
        }
    }
}

/// Whether the database was not reached.
pub(crate) fn down(error: &DbErr) -> bool {
    classify(error).1 == Some(DOWN)
}

/// Whether a lock was waited for as long as it may be on PostgreSQL.
pub(crate) fn waited(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = error
    else {
        return false;
    };
    e.as_database_error().is_some_and(|error| error.code().as_deref() == Some("55P03"))
}

/// Turns a row that does not read back into an error of the ports.
pub(crate) fn corrupt(operation: &'static str) -> impl Fn(Corrupt) -> Error + Copy {
    move |error| Error::internal(operation, error)
}

fn classify(error: &DbErr) -> (ErrorKind, Option<&'static str>) {
    let sqlx = match error {
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => e,
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => {
            return (ErrorKind::Unavailable, Some(DOWN));
        }
        _ => return (ErrorKind::Internal, None),
    };
    match sqlx.as_ref() {
        sqlx::Error::Database(e) => {
            let code = e.code().unwrap_or_default();
            if e.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                // the low byte is the primary code, what is above it says more
                let code = code.parse::<i32>().unwrap_or_default();
                let known = |wanted: i32| SQLITE.iter().find(|(c, ..)| *c == wanted);
                let known = known(code).or_else(|| known(code & 0xff));
                known.map_or((ErrorKind::Internal, None), |(_, kind, text)| (*kind, Some(*text)))
            } else {
                let known = POSTGRES.iter().find(|(prefix, ..)| code.starts_with(prefix));
                known.map_or((ErrorKind::Internal, None), |(_, kind, text)| (*kind, Some(*text)))
            }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => (ErrorKind::Unavailable, Some(DOWN)),
        _ => (ErrorKind::Internal, None),
    }
}
