//! The floor of a write: the rows that a changeset of one new edge is, written by the bare
//! driver in one durable transaction, behind a bare server in a process of its own.
//!
//! It writes to a copy of the product's database, so that its trees are as deep and its
//! pages as full, through a connection with the same settings.

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection as _, Row as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::Outcome;

/// Begins the transaction as the product does: with the lock, not with a read.
const BEGIN: &str = "BEGIN IMMEDIATE";

const EDGE: &str = "INSERT INTO edge (id, level, from_id, to_id, from_table, to_table, status, \
    claims, seq, version, created_at, updated_at) \
    VALUES ($1, 'TABLE', $2, $3, $2, $3, 'APPROVED', 1000, $4, 1, $5, $5)";

const ASSERTION: &str = "INSERT INTO assertion (id, edge_id, key_hash, origin, status, \
    claimant_id, claimant_name, claimant_kind, process, at, confidence, transformation, note, \
    seq, version, created_at, updated_at) \
    VALUES ($1, $2, $3, 'MANUAL', 'APPROVED', $4, $5, $6, NULL, $7, NULL, NULL, NULL, $8, 0, $7, $7)";

const CHANGESET: &str = "INSERT INTO changeset (seq, id, actor_id, actor_name, actor_kind, at, \
    origin, message, undoes, touched, deleted) \
    VALUES ($1, $2, $3, $4, $5, $6, 'API', NULL, NULL, 24, 0)";

const HEAD: &str = "UPDATE head SET seq = $1, at = $2";

/// What a floor's process is told: where the copy is, and who writes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Plan {
    database: PathBuf,
    actor: (Uuid, String, String),
    seq: i64,
    at: i64,
    /// What is answered, as long as what the product answers.
    answer: String,
}

/// What it is asked to write; nothing, when it is asked what a bare request costs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Pair {
    pub(crate) ends: Option<(Uuid, Uuid)>,
}

impl Pair {
    /// The request.
    pub(crate) fn body(ends: Option<(Uuid, Uuid)>) -> Outcome<String> {
        Ok(serde_json::to_string(&Self { ends })?)
    }
}

impl Plan {
    /// Copies the database of a product that nobody writes to, which stays so while it is
    /// copied, and takes the last changeset's actor as who writes.
    pub(crate) async fn copy(database: &Path, folder: &Path, answer: String) -> Outcome<Self> {
        let mut held = SqliteConnectOptions::new().filename(database);
        held = held.busy_timeout(std::time::Duration::from_secs(10));
        let mut connection = SqliteConnection::connect_with(&held).await?;
        sqlx::query::<sqlx::Sqlite>(BEGIN).execute(&mut connection).await?;
        let copy = folder.join("floor.db");
        std::fs::copy(database, &copy)?;
        let log = |file: &Path| {
            let mut name = file.as_os_str().to_owned();
            name.push("-wal");
            PathBuf::from(name)
        };
        if log(database).exists() {
            std::fs::copy(log(database), log(&copy))?;
        }
        sqlx::query::<sqlx::Sqlite>("ROLLBACK").execute(&mut connection).await?;
        let last = "SELECT seq, at, actor_id, actor_name, actor_kind FROM changeset \
            ORDER BY seq DESC LIMIT 1";
        let row = sqlx::query::<sqlx::Sqlite>(last).fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok(Self {
            database: copy,
            seq: row.try_get(0)?,
            at: row.try_get(1)?,
            actor: (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?),
            answer,
        })
    }

    /// Where the copy is.
    pub(crate) fn database(&self) -> &Path {
        &self.database
    }
}

/// Who writes the rows.
struct Writer {
    plan: Plan,
    connection: SqliteConnection,
    /// Makes ids.
    made: u128,
}

impl Writer {
    async fn open(plan: Plan) -> Outcome<Self> {
        let options = SqliteConnectOptions::new()
            .filename(&plan.database)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "MEMORY");
        let connection = SqliteConnection::connect_with(&options).await?;
        Ok(Self { plan, connection, made: 0 })
    }

    /// Ids that grow with time, as the product's do.
    fn id(&mut self) -> Uuid {
        const BEGIN: u128 = 1_795_000_000_000;
        self.made += 1;
        Uuid::from_u128((BEGIN + self.made) << 80 | 0x7 << 76 | 0b10 << 62 | scattered(self.made))
    }

    async fn write(&mut self, (from, to): (Uuid, Uuid)) -> Outcome<()> {
        let (edge, claim, changeset) = (self.id(), self.id(), self.id());
        let mut hash = [0; 32];
        hash[..16].copy_from_slice(claim.as_bytes());
        hash[16..].copy_from_slice(edge.as_bytes());
        let Self { plan, connection, .. } = self;
        plan.seq += 1;
        plan.at += 1_000;
        let (actor, name, kind) = &plan.actor;
        sqlx::query::<sqlx::Sqlite>(BEGIN).execute(&mut *connection).await?;
        sqlx::query::<sqlx::Sqlite>(EDGE)
            .bind(edge)
            .bind(from)
            .bind(to)
            .bind(plan.seq)
            .bind(plan.at)
            .execute(&mut *connection)
            .await?;
        sqlx::query::<sqlx::Sqlite>(ASSERTION)
            .bind(claim)
            .bind(edge)
            .bind(&hash[..])
            .bind(actor)
            .bind(name)
            .bind(kind)
            .bind(plan.at)
            .bind(plan.seq)
            .execute(&mut *connection)
            .await?;
        sqlx::query::<sqlx::Sqlite>(CHANGESET)
            .bind(plan.seq)
            .bind(changeset)
            .bind(actor)
            .bind(name)
            .bind(kind)
            .bind(plan.at)
            .execute(&mut *connection)
            .await?;
        sqlx::query::<sqlx::Sqlite>(HEAD)
            .bind(plan.seq)
            .bind(plan.at)
            .execute(&mut *connection)
            .await?;
        sqlx::query::<sqlx::Sqlite>("COMMIT").execute(&mut *connection).await?;
        Ok(())
    }
}

/// 62 bits, the same for the same number.
fn scattered(number: u128) -> u128 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) & ((1 << 62) - 1)
}

async fn answer(
    State(writer): State<Arc<Mutex<Writer>>>,
    body: Bytes,
) -> Result<Response, StatusCode> {
    let asked: Pair = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut writer = writer.lock().await;
    if let Some(ends) = asked.ends {
        writer.write(ends).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    }
    let response = Response::builder().header(CONTENT_TYPE, "application/json");
    let body = Body::from(writer.plan.answer.clone());
    response.body(body).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Serves as the file tells that is the second argument, until killed.
pub(crate) fn serve() -> Outcome<()> {
    let file = std::env::args().nth(2).ok_or("A file with a plan is missing.")?;
    let plan: Plan = serde_json::from_slice(&std::fs::read(file)?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let writer = Arc::new(Mutex::new(Writer::open(plan).await?));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let mut out = std::io::stdout();
        writeln!(out, "http://{}/", listener.local_addr()?)?;
        out.flush()?;
        let listener = listener.tap_io(|stream| {
            // Without it the figures show the delay, and that is seen at once.
            let _ = stream.set_nodelay(true);
        });
        let router = Router::new().route("/graphql", post(answer)).with_state(writer);
        axum::serve(listener, router).await?;
        Ok(())
    })
}

/// How many rows every table has, and what the newest edge, claim and changeset look like:
/// the kind of each value, and how long it is. Numbers are as long as they are large, so of
/// them only the kind counts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    rows: Vec<(String, i64)>,
    newest: Vec<Vec<String>>,
}

impl Shape {
    /// Looks at a database that may be in use.
    pub(crate) async fn of(database: &Path) -> Outcome<Self> {
        let options = SqliteConnectOptions::new().filename(database).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 \
            AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let names = sqlx::query::<sqlx::Sqlite>(names).fetch_all(&mut connection).await?;
        let mut rows = Vec::new();
        for name in names {
            let name: String = name.try_get(0)?;
            let count = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{name}\""));
            let row = sqlx::query::<sqlx::Sqlite>(count).fetch_one(&mut connection).await?;
            rows.push((name, row.try_get(0)?));
        }
        let mut newest = Vec::new();
        for table in ["edge", "assertion", "changeset"] {
            let info = AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')"));
            let columns = sqlx::query::<sqlx::Sqlite>(info).fetch_all(&mut connection).await?;
            let columns: Vec<String> =
                columns.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
            let shape = columns.iter().map(|name| {
                format!(
                    "typeof({name}) || CASE WHEN typeof({name}) = 'integer' THEN '' \
                     ELSE ifnull(length(CAST({name} AS BLOB)), '') END"
                )
            });
            let shape: Vec<String> = shape.collect();
            let text = AssertSqlSafe(format!(
                "SELECT {} FROM {table} ORDER BY seq DESC LIMIT 1",
                shape.join(", ")
            ));
            let row = sqlx::query::<sqlx::Sqlite>(text).fetch_one(&mut connection).await?;
            newest.push(
                (0..columns.len()).map(|at| row.try_get(at)).collect::<Result<_, sqlx::Error>>()?,
            );
        }
        connection.close().await?;
        Ok(Self { rows, newest })
    }

    /// What became of the numbers of rows since `before`.
    pub(crate) fn grown(&self, before: &Self) -> Vec<(&str, i64)> {
        let pairs = self.rows.iter().zip(&before.rows);
        let grown = pairs.map(|((name, now), (_, was))| (name.as_str(), now - was));
        grown.filter(|(_, more)| *more != 0).collect()
    }

    /// What the newest rows look like.
    pub(crate) fn newest(&self) -> &[Vec<String>] {
        &self.newest
    }
}
