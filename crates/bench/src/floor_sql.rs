//! The SQL floor: the same rows by the same statements through the bare driver, one
//! connection, statements prepared once, every value read, nothing made of them.

use std::hint::black_box;
use std::sync::Arc;

use ariadne_domain::word_starts;
use ariadne_repo_seaorm::Location;
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection, TypeInfo as _,
    ValueRef as _, postgres::PgRow, sqlite::SqliteConnectOptions, sqlite::SqliteRow,
};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::Outcome;
use crate::expect::Hit;
use crate::product::PAGE;

const TABLE: &str = "id, source_id, schema, name, external, tags, owner, observed, overrides, \
    introspected_at, kind, identity_hash, order_key, owner_key, filter_text, seq, version, \
    created_at, updated_at, doc";

const COLUMN: &str = "id, table_id, path, path_hash, ordinal, observed, overrides, tags, hidden, \
    seq, version, created_at, updated_at, doc";

/// What a page of a table's columns needs of them.
const LISTED: &str = "id, path, ordinal, observed, overrides, tags, seq, version, created_at, \
    updated_at";

const SOURCE: &str = "id, name, kind, description, settings, secret, is_active, name_hash, \
    order_key, filter_text, seq, version, created_at, updated_at, doc";

/// A parameter.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Int(i64),
    Id(Uuid),
}

/// A statement with its parameters. Its rows begin with an id.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    text: Arc<str>,
    values: Vec<Value>,
}

impl Statement {
    fn new(text: &str, values: Vec<Value>) -> Self {
        Self { text: text.into(), values }
    }

    /// A page of tables by name.
    pub(crate) fn list(after: Option<(String, Uuid)>) -> Self {
        let behind = if after.is_some() { "WHERE (order_key, id) > ($1, $2)" } else { "" };
        let text = format!(
            "SELECT {TABLE} FROM catalog_table {behind} ORDER BY order_key, id LIMIT {}",
            PAGE + 1
        );
        let keys = after.map(|(name, id)| vec![Value::Text(name), Value::Id(id)]);
        Self::new(&text, keys.unwrap_or_default())
    }

    /// A page of hits of one word, already folded. `leading`: names that begin with
    /// it, which come first, fill the page.
    pub(crate) fn hits(driver: &Driver, word: &str, after: Option<&Hit>, leading: bool) -> Self {
        let sqlite = matches!(driver.connection, Connection::Sqlite(_));
        let at = if sqlite { "instr" } else { "strpos" };
        let mut values = vec![Value::Text(word.to_owned()), Value::Text(word_starts(word))];
        let (from, fits) = if leading {
            // behind all that begin with a word of the letters that these are
            values.push(Value::Text(format!("{word}{}", char::MAX)));
            let start = if sqlite { "" } else { " AND left(n.name, 64) BETWEEN $1 AND $3" };
            ("search_name n".to_owned(), format!("n.name BETWEEN $1 AND $3{start}"))
        } else if ariadne_domain::is_short(word) && !word.is_ascii() {
            let from = "search_gram g CROSS JOIN search_name n".to_owned();
            (from, "n.rowid = g.doc AND g.gram = $1".to_owned())
        } else if ariadne_domain::is_short(word) {
            ("search_name n".to_owned(), format!("{at}(COALESCE(n.place, n.name), $1) > 0"))
        } else if sqlite {
            values.push(Value::Text(trigrams(word)));
            (
                "search_text t CROSS JOIN search_name n".to_owned(),
                "n.rowid = t.rowid AND t.search_text MATCH $3 \
                 AND (instr(n.name, $1) > 0 OR instr(t.text, $1) > 0)"
                    .to_owned(),
            )
        } else {
            values.push(Value::Text(format!("%{}%", word.replace('_', "\\_"))));
            (
                "search_text t JOIN search_name n ON n.rowid = t.rowid".to_owned(),
                "t.text LIKE $3".to_owned(),
            )
        };
        let behind = after.map_or_else(String::new, |hit| {
            let length = i64::try_from(hit.length).unwrap_or(i64::MAX);
            let first = values.len() + 1;
            values.extend([
                Value::Int(hit.rank.into()),
                Value::Int(hit.kind.into()),
                Value::Int(length),
                Value::Text(hit.name.clone()),
                Value::Id(hit.id),
            ]);
            let bound: Vec<String> = (first..first + 5).map(|n| format!("${n}")).collect();
            format!("WHERE (rank, kind, length, name, id) > ({})", bound.join(", "))
        });
        let text = format!(
            "SELECT * FROM (SELECT n.entity_id AS id, n.kind AS kind, n.table_id AS table_id, \
             n.name AS name, n.length AS length, CASE WHEN n.name = $1 THEN 0 \
             WHEN {at}(n.name, $1) = 1 THEN 1 WHEN {at}(n.name, $1) = 0 THEN 4 \
             WHEN {at}(n.starts, $2) > 0 THEN 2 ELSE 3 END AS rank \
             FROM {from} WHERE {fits}) s {behind} ORDER BY rank, kind, length, name, id LIMIT {}",
            PAGE + 1
        );
        Self::new(&text, values)
    }

    /// The rows of what was found, one statement for each kind that there is.
    pub(crate) fn found(hits: &[Hit]) -> Vec<Self> {
        let ids = |kind: u8| hits.iter().filter(move |hit| hit.kind == kind).map(|hit| hit.id);
        let mut tables: Vec<Uuid> = ids(0).chain(hits.iter().filter_map(|hit| hit.table)).collect();
        tables.sort_unstable();
        tables.dedup();
        [
            ("catalog_table", TABLE, tables),
            ("catalog_column", COLUMN, ids(1).collect()),
            ("source", SOURCE, ids(2).collect()),
        ]
        .into_iter()
        .filter(|(_, _, ids)| !ids.is_empty())
        .map(|(table, columns, ids)| {
            let bound: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
            let text = format!("SELECT {columns} FROM {table} WHERE id IN ({})", bound.join(", "));
            Self::new(&text, ids.into_iter().map(Value::Id).collect())
        })
        .collect()
    }

    /// All edges, as far as a graph is made of them.
    pub(crate) fn edges() -> Self {
        let columns = "id, level, from_id, to_id, from_table, to_table, status, claims, seq";
        Self::new(&format!("SELECT {columns} FROM edge ORDER BY id"), Vec::new())
    }

    /// All columns of a table.
    pub(crate) fn columns(table: Uuid) -> Self {
        let text = format!(
            "SELECT {LISTED} FROM catalog_column WHERE table_id = $1 AND hidden = FALSE \
             ORDER BY ordinal, id LIMIT 5001"
        );
        Self::new(&text, vec![Value::Id(table)])
    }
}

/// The trigrams of a word as the index is asked for them.
fn trigrams(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let quoted = chars.windows(3).map(|three| format!("\"{}\"", three.iter().collect::<String>()));
    quoted.collect::<Vec<_>>().join(" AND ")
}

enum Connection {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

/// A connection of the bare driver.
pub(crate) struct Driver {
    runtime: Runtime,
    connection: Connection,
}

/// A value read from a row.
#[derive(Debug)]
#[expect(dead_code, reason = "read to be paid for, not to be used")]
enum Cell {
    Null,
    Int(i64),
    Flag(bool),
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
}

impl Driver {
    /// A connection that reads as the product's do.
    pub(crate) fn open(location: &Location) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let connection = runtime.block_on(async {
            Ok::<_, sqlx::Error>(match location {
                Location::Sqlite(path) => {
                    let options = SqliteConnectOptions::new()
                        .filename(path)
                        .read_only(true)
                        .pragma("mmap_size", "1073741824")
                        .pragma("cache_size", "-16384")
                        .pragma("temp_store", "MEMORY");
                    let opened = SqliteConnection::connect_with(&options).await?;
                    Connection::Sqlite(Box::new(opened))
                }
                Location::Postgres(url) => {
                    Connection::Postgres(Box::new(PgConnection::connect(url).await?))
                }
            })
        })?;
        Ok(Self { runtime, connection })
    }

    /// Runs a statement, reads every value of every row, answers the rows' ids.
    pub(crate) fn read(&mut self, statement: &Statement) -> Outcome<Vec<Uuid>> {
        let text = AssertSqlSafe(statement.text.clone());
        let Self { runtime, connection } = self;
        Ok(match connection {
            Connection::Sqlite(connection) => {
                let mut query = sqlx::query::<sqlx::Sqlite>(text);
                for value in &statement.values {
                    query = match value {
                        Value::Text(text) => query.bind(text),
                        Value::Int(number) => query.bind(number),
                        Value::Id(id) => query.bind(id),
                    };
                }
                let rows = runtime.block_on(query.fetch_all(&mut **connection))?;
                rows.iter().map(of_sqlite).collect::<Result<_, _>>()?
            }
            Connection::Postgres(connection) => {
                let mut query = sqlx::query::<sqlx::Postgres>(text);
                for value in &statement.values {
                    query = match value {
                        Value::Text(text) => query.bind(text),
                        Value::Int(number) => query.bind(number),
                        Value::Id(id) => query.bind(id),
                    };
                }
                let rows = runtime.block_on(query.fetch_all(&mut **connection))?;
                rows.iter().map(of_postgres).collect::<Result<_, _>>()?
            }
        })
    }

    pub(crate) fn close(self) -> Outcome<()> {
        let Self { runtime, connection } = self;
        match connection {
            Connection::Sqlite(connection) => runtime.block_on(connection.close())?,
            Connection::Postgres(connection) => runtime.block_on(connection.close())?,
        }
        Ok(())
    }
}

fn of_sqlite(row: &SqliteRow) -> Result<Uuid, sqlx::Error> {
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        let kind = raw.type_info().name().to_owned();
        black_box(match kind.as_str() {
            _ if raw.is_null() => Cell::Null,
            "TEXT" => Cell::Text(row.try_get(at)?),
            "BLOB" => Cell::Bytes(row.try_get(at)?),
            _ => Cell::Int(row.try_get_unchecked(at)?),
        });
    }
    row.try_get(0)
}

fn of_postgres(row: &PgRow) -> Result<Uuid, sqlx::Error> {
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        let kind = raw.type_info().name().to_owned();
        black_box(match kind.as_str() {
            _ if raw.is_null() => Cell::Null,
            "UUID" => Cell::Id(row.try_get(at)?),
            "BYTEA" => Cell::Bytes(row.try_get(at)?),
            "BOOL" => Cell::Flag(row.try_get(at)?),
            "INT8" => Cell::Int(row.try_get(at)?),
            "INT4" => Cell::Int(row.try_get::<i32, _>(at)?.into()),
            _ => Cell::Text(row.try_get(at)?),
        });
    }
    row.try_get(0)
}
