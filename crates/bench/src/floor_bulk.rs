//! The least that bringing a file in can cost: every cell read by the bare parser, and the
//! rows that the product made of it, written once more by SQLite itself.

use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use ariadne_formats::Format;
use calamine::{Reader as _, Xlsx};
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection as _, Row as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::Outcome;

/// Reads every cell; answers how long it took and how many rows there were.
pub(crate) fn parse(format: Format, bytes: &[u8]) -> Outcome<(Duration, u64)> {
    let begun = Instant::now();
    let mut rows = 0;
    if format == Format::Xlsx {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
        for name in book.sheet_names() {
            let mut cells = book.worksheet_cells_reader(&name)?;
            let mut last = None;
            while let Some(cell) = cells.next_cell()? {
                let row = cell.get_position().0;
                rows += u64::from(last != Some(row));
                last = Some(row);
            }
        }
    } else {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
        for n in 0..archive.len() {
            let mut reader = csv::Reader::from_reader(archive.by_index(n)?);
            let mut record = csv::ByteRecord::new();
            while reader.read_byte_record(&mut record)? {
                rows += 1;
            }
        }
    }
    Ok((begun.elapsed(), rows))
}

/// What an import writes, with the search index, in the order of the product.
const TABLES: [&str; 9] = [
    "search_gram",
    "search_name",
    "search_text",
    "catalog_table",
    "table_tag",
    "catalog_column",
    "edge",
    "assertion",
    "changeset",
];

/// Writes the rows of a product that has ended to a copy of an empty catalog, in one
/// durable transaction; answers how long it took and how many rows they were.
pub(crate) fn insert(empty: &Path, full: &Path, copy: &Path) -> Outcome<(Duration, u64)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for file in [copy.to_owned(), copy.with_extension("db-wal"), copy.with_extension("db-shm")]
        {
            if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        std::fs::copy(empty, copy)?;
        let options = SqliteConnectOptions::new()
            .filename(copy)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "MEMORY");
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let from = full.to_str().ok_or("The folder has a name that is no text.")?;
        let attach = AssertSqlSafe(format!("ATTACH '{from}' AS product"));
        sqlx::query::<sqlx::Sqlite>(attach).execute(&mut connection).await?;
        let begun = Instant::now();
        let mut rows = 0;
        sqlx::query::<sqlx::Sqlite>("BEGIN IMMEDIATE").execute(&mut connection).await?;
        for table in TABLES {
            let columns = columns(&mut connection, table).await?;
            // What the empty catalog came with is there already.
            let and = if table == "changeset" { " WHERE seq > 0" } else { "" };
            let insert = AssertSqlSafe(format!(
                "INSERT OR FAIL INTO main.{table} ({columns}) SELECT {columns} FROM product.{table}{and}"
            ));
            let done = sqlx::query::<sqlx::Sqlite>(insert).execute(&mut connection).await?;
            rows += done.rows_affected();
        }
        sqlx::query::<sqlx::Sqlite>("COMMIT").execute(&mut connection).await?;
        let took = begun.elapsed();
        connection.close().await?;
        Ok((took, rows))
    })
}

/// The columns that are written: those that SQLite works out itself are not told here.
async fn columns(connection: &mut SqliteConnection, table: &str) -> Outcome<String> {
    if table == "search_text" {
        return Ok("rowid, text".to_owned());
    }
    let names = sqlx::query::<sqlx::Sqlite>("SELECT name FROM pragma_table_info(?)");
    let names = names.bind(table.to_owned()).fetch_all(connection).await?;
    let names: Result<Vec<String>, _> = names.iter().map(|row| row.try_get(0)).collect();
    Ok(names?.join(", "))
}

/// How many rows a table has.
pub(crate) fn count(database: &Path, table: &str) -> Outcome<u64> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(database);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let count = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        let row = sqlx::query::<sqlx::Sqlite>(count).fetch_one(&mut connection).await?;
        let count: i64 = row.try_get(0)?;
        connection.close().await?;
        Ok(u64::try_from(count)?)
    })
}
