//! Whole copies of a SQLite database, and what PostgreSQL's own tools do instead.

use std::path::Path;

use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::{Database, Location, applied, postgres, refused, sqlite};
use crate::error::db;

const OPERATION: &str = "repo.copy";

/// Most problems of a file that are told.
const PROBLEMS: usize = 20;

/// What a catalog's database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The newest changeset; 0 in an empty catalog.
    pub seq: u64,
    /// Tables of now.
    pub tables: u64,
    /// Lineage edges of now.
    pub edges: u64,
    /// Sealed secrets.
    pub secrets: u64,
    /// The id of the key that the secrets are sealed with.
    pub key_id: Option<String>,
}

impl Location {
    /// The command that saves a PostgreSQL database to `file`, and the one that puts it
    /// back, without the password; `None` for SQLite.
    pub fn dump_commands(&self, file: &Path) -> Result<Option<(String, String)>> {
        let Self::Postgres(url) = self else { return Ok(None) };
        let options = postgres::tool_options(url)?;
        let file = postgres::quoted(&file.display().to_string());
        Ok(Some((
            format!("pg_dump --format=custom --file={file} {options}"),
            format!(
                "pg_restore --clean --if-exists --no-owner --single-transaction {options} {file}"
            ),
        )))
    }
}

impl Database {
    /// Writes the SQLite catalog at `from` whole to the file `to`, which is empty or not
    /// there, as it is at one moment. Other processes may have it open and write.
    ///
    /// It is one read transaction: writers go on and their log grows until it ends. (The
    /// online backup of SQLite would begin anew whenever another process has written.)
    /// The copy is one file without a log, and has no unused space.
    pub async fn copy(from: &Path, to: &Path) -> Result<()> {
        sqlite::inspect_existing(from).await?;
        let path = to.to_str().ok_or_else(|| {
            refused(format!(
                "The name of the file {} is no UTF-8 text. Choose another.",
                to.display()
            ))
        })?;
        let source = sqlite::connect_scanner(from).await?;
        let copying =
            Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()]);
        let copied = source.execute_raw(copying).await;
        source.close().await.map_err(db(OPERATION))?;
        copied.map(|_| ()).map_err(db(OPERATION))
    }

    /// What the SQLite catalog at `path` holds. Refused when it is not there, is no
    /// catalog of ours, or of a newer version.
    pub async fn held(path: &Path) -> Result<Held> {
        sqlite::inspect_existing(path).await?;
        let looking = sqlite::connect_looking(path).await?;
        let held = read_held(&looking).await;
        looking.close().await.map_err(db(OPERATION))?;
        held
    }

    /// Writes the log of a SQLite database that nobody has open back into its file, as
    /// the last one who closes it does.
    pub async fn write_log_back(path: &Path) -> Result<()> {
        sqlite::inspect_existing(path).await?;
        let writing = sqlite::connect_writer(path, false).await?;
        let written = writing.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await;
        writing.close().await.map_err(db(OPERATION))?;
        written.map(|_| ()).map_err(db(OPERATION))
    }

    /// Refuses a SQLite file that is not whole: every page, index and row is looked at.
    pub async fn refuse_damaged(path: &Path) -> Result<()> {
        let damaged = |what: &str| {
            let shown = path.display();
            let message = format!(
                "The file {shown} is damaged{what}. Take another backup; nothing was changed."
            );
            Error::new(ErrorKind::Internal, OPERATION, message)
        };
        match find_problems(path).await {
            Ok(problems) => match problems.first() {
                None => Ok(()),
                Some(first) => Err(damaged(&format!(" ({first})"))),
            },
            // So badly that it is not even searched: it is cut off, or overwritten.
            Err(error) if error.kind() == ErrorKind::Internal => {
                Err(damaged("").with_source(error))
            }
            Err(error) => Err(error),
        }
    }
}

async fn find_problems(path: &Path) -> Result<Vec<String>> {
    sqlite::inspect_existing(path).await?;
    let looking = sqlite::connect_looking(path).await?;
    let problems = problems(&looking).await;
    looking.close().await.map_err(db(OPERATION))?;
    problems
}

/// What SQLite finds wrong in its file.
pub(crate) async fn problems(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = format!("PRAGMA integrity_check({PROBLEMS})");
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let lines: Vec<String> = rows
        .map_err(db(OPERATION))?
        .iter()
        .map(|row| row.try_get_by_index(0).map_err(db(OPERATION)))
        .collect::<Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

async fn read_held(connection: &DatabaseConnection) -> Result<Held> {
    // A catalog of an older version has fewer tables.
    let lineage = applied(connection).await?.iter().any(|name| name.starts_with("m0004"));
    let edges = if lineage { "(SELECT count(*) FROM edge)" } else { "0" };
    let sql = format!(
        "SELECT seq, key_id, (SELECT count(*) FROM catalog_table) AS tables, {edges} AS edges, \
         (SELECT count(*) FROM source_secret) AS secrets FROM head"
    );
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let row = row.map_err(db(OPERATION))?.ok_or_else(|| {
        refused("The database holds no catalog: its first start was interrupted.")
    })?;
    let number = |name: &str| {
        let number: i64 = row.try_get("", name).map_err(db(OPERATION))?;
        Ok::<_, Error>(number.cast_unsigned())
    };
    Ok(Held {
        seq: number("seq")?,
        tables: number("tables")?,
        edges: number("edges")?,
        secrets: number("secrets")?,
        key_id: row.try_get("", "key_id").map_err(db(OPERATION))?,
    })
}
