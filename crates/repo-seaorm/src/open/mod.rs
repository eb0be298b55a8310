//! Opening a database: look, refuse with a sentence, migrate, connect.

mod copy;
mod file;
mod postgres;
mod sqlite;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use ariadne_migrations::{Migrator, MigratorTrait};
use ariadne_ports::{Clock, Error, ErrorKind, IdSource, Result};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait, Set, Statement};

use crate::Repo;
use crate::entities::head;
use crate::error::db;
use crate::repo::{Connections, begin};

pub use copy::Held;
pub(crate) use copy::problems;
pub(crate) use file::OpenFile;
pub(crate) use postgres::writable;

const OPERATION: &str = "repo.open";

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; it is made when it is not there, its folder is not.
    Sqlite(PathBuf),
    /// A PostgreSQL database by URL, `postgres://user:password@host/database`.
    Postgres(String),
}

impl Location {
    /// Reads a database URL: `sqlite:<path>`, `sqlite://<path>`, `postgres://…` or
    /// `postgresql://…`; the path is taken as it is. Else `Validation` at `databaseUrl`.
    pub fn parse(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite://").or(url.strip_prefix("sqlite:"));
        match path {
            Some(path) if !path.is_empty() && path != ":memory:" => Ok(Self::Sqlite(path.into())),
            _ => Err(Error::validation(
                OPERATION,
                vec![ariadne_domain::Violation::new(
                    ["databaseUrl"],
                    "INVALID",
                    "A database URL is sqlite:<path of a file> or postgres://user:password@host/database.",
                )],
            )),
        }
    }
}

/// Without the password of a URL.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "Sqlite({})", path.display()),
            Self::Postgres(url) => {
                let behind = url.rsplit_once('@').map_or("…", |(_, behind)| behind);
                let host = behind.split('?').next().unwrap_or(behind);
                write!(f, "Postgres({host})")
            }
        }
    }
}

/// What [`Database::open`] needs.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Where the database is.
    pub location: Location,
    /// Says whether an idempotency key still counts.
    pub clock: Arc<dyn Clock>,
    /// Makes the id of a new catalog.
    pub ids: Arc<dyn IdSource>,
    /// Most connections that read at the same time.
    pub readers: u32,
    /// Refused while another process has the database open, and keeps others out
    /// until it is closed. On SQLite that is the caller's business: he knows the
    /// folder that the processes of one machine share.
    pub alone: bool,
}

impl OpenOptions {
    /// Options with eight readers, beside others.
    pub fn new(location: Location, clock: Arc<dyn Clock>, ids: Arc<dyn IdSource>) -> Self {
        Self { location, clock, ids, readers: 8, alone: false }
    }
}

/// A catalog's database.
#[derive(Debug)]
pub struct Database;

impl Database {
    /// Opens the database, made or migrated forward as needed.
    ///
    /// Refused before anything is written, each with a sentence that says what to
    /// do: a file that is not a catalog of ours, one of a newer version, a
    /// read-only or unreachable one, a PostgreSQL database that could not search
    /// letters beyond ASCII.
    pub async fn open(options: OpenOptions) -> Result<Repo> {
        let (mut held, mut file) = (None, None);
        let (reads, scans, writes, commits) = match &options.location {
            Location::Sqlite(path) => {
                let fresh = sqlite::inspect(path).await?;
                let writes = sqlite::connect_writer(path, fresh).await?;
                migrate(&writes, options.ids.as_ref()).await?;
                let opened = OpenFile::at(path).map_err(|e| Error::internal(OPERATION, e))?;
                file = Some(opened);
                let reads = sqlite::connect_readers(path, options.readers).await?;
                // a file has one writer, so everything that writes shares its connection
                let scans = sqlite::connect_scanner(path).await?;
                (reads, scans, writes.clone(), writes)
            }
            Location::Postgres(url) => {
                postgres::inspect(url).await?;
                let commits = if options.alone {
                    held = Some(postgres::hold(url).await?);
                    postgres::connect(url, 1, "commits").await?
                } else {
                    postgres::connect_beside(url).await?
                };
                migrate(&commits, options.ids.as_ref()).await?;
                let others = postgres::connect(url, options.readers, "reads").await?;
                (others.clone(), others.clone(), others, commits)
            }
        };
        let connections = Connections { reads, scans, writes, commits, held, file };
        Ok(Repo::new(connections, options.clock))
    }
}

impl Database {
    /// Opens the database of a catalog to read it, beside servers that write it: it is
    /// neither made nor migrated, and every change is answered with an error. Refused
    /// when it is not there, is no catalog of ours, or is not at this version's schema.
    pub async fn open_to_read(options: OpenOptions) -> Result<Repo> {
        let reads = match &options.location {
            Location::Sqlite(path) => {
                sqlite::inspect_existing(path).await?;
                sqlite::connect_scanner(path).await?
            }
            Location::Postgres(url) => {
                postgres::inspect(url).await?;
                postgres::connect_reading(url).await?
            }
        };
        if let Err(error) = refuse_other(&reads).await {
            reads.close().await.map_err(db(OPERATION))?;
            return Err(error);
        }
        let connections = Connections {
            reads: reads.clone(),
            scans: reads.clone(),
            writes: reads.clone(),
            commits: reads,
            held: None,
            file: None,
        };
        Ok(Repo::new(connections, options.clock))
    }
}

/// Names of the migrations that the database was brought to.
async fn applied(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let migrated = match connection.get_database_backend() {
        sea_orm::DbBackend::Postgres => postgres::has_migrations(connection).await?,
        _ => sqlite::has_migrations(connection).await?,
    };
    if !migrated {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT version FROM {}", ariadne_migrations::MIGRATION_TABLE);
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.map_err(db(OPERATION))?;
    rows.iter().map(|row| row.try_get("", "version").map_err(db(OPERATION))).collect()
}

/// Refuses a database that is not at the schema of this version.
async fn refuse_other(connection: &impl ConnectionTrait) -> Result<()> {
    let applied = applied(connection).await?;
    let missing = ariadne_migrations::names().into_iter().find(|name| !applied.contains(name));
    match missing {
        None => Ok(()),
        Some(name) => Err(refused(format!(
            "The database is of an older version of Ariadne (it lacks {name}). Bring it to this one with `ariadne migrate`. Nothing was changed."
        ))),
    }
}

/// Applies what is missing, in one transaction that only one process at a time holds.
async fn migrate(writes: &DatabaseConnection, ids: &dyn IdSource) -> Result<()> {
    let transaction = begin(writes).await.map_err(db(OPERATION))?;
    if writes.get_database_backend() == sea_orm::DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({})", postgres::MIGRATION_LOCK);
        transaction.execute_unprepared(&lock).await.map_err(db(OPERATION))?;
    }
    // Looked at once more: while this one waited, a newer version may have migrated.
    let migrated = match transaction.get_database_backend() {
        sea_orm::DbBackend::Postgres => postgres::has_migrations(&transaction).await?,
        _ => sqlite::has_migrations(&transaction).await?,
    };
    if migrated {
        refuse_newer(&transaction).await?;
    }
    Migrator::up(&transaction, None).await.map_err(db(OPERATION))?;
    if head::Entity::find().one(&transaction).await.map_err(db(OPERATION))?.is_none() {
        let first = head::ActiveModel {
            id: Set(1),
            catalog: Set(ids.next()),
            epoch: Set(1),
            seq: Set(0),
            at: Set(0),
            key_id: Set(None),
        };
        first.insert(&transaction).await.map_err(db(OPERATION))?;
    }
    transaction.commit().await.map_err(db(OPERATION))
}

/// Refuses a database that a newer version has migrated.
async fn refuse_newer(connection: &impl ConnectionTrait) -> Result<()> {
    let known = ariadne_migrations::names();
    match applied(connection).await?.into_iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => Err(refused(format!(
            "The database was last used by a newer version of Ariadne (it knows {name}, this version does not). \
             Start that version, or restore a backup made with this one. Nothing was changed."
        ))),
    }
}

fn refused(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Unavailable, OPERATION, message)
}
