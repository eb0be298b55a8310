//! How a graph stands in the database.
//!
//! - `(:AriadneGraph {name})` says what a graph shows (catalog, epoch, seq) and which load
//!   its data are of. It is changed in the transaction that changes the data, which has its
//!   lock until they are there.
//! - `(:AriadneLoad {load, graph})` is a load that is going on, or that was given up or
//!   replaced (`abandoned`) and is to be swept away.
//! - `(:AriadneTable {load, id})`, `(:AriadneColumn {load, id, table})`.
//! - `ARIADNE_TABLE_EDGE`, `ARIADNE_COLUMN_EDGE`: one relationship for each state that an edge
//!   was in, with `edge` (its id), `status`, `claims`, `from_seq`, `to_seq`.
//!   `ARIADNE_IMPLIED` is a column edge's state once more, between its tables.
//! - `(:AriadneFacet {load, table, source, kind, from_seq, to_seq})`: what a table was.

use ariadne_ports::Result;
use neo4rs::query;

use crate::client::Client;

/// Types of relationships.
pub(crate) const TABLE_EDGE: &str = "ARIADNE_TABLE_EDGE";
pub(crate) const COLUMN_EDGE: &str = "ARIADNE_COLUMN_EDGE";
pub(crate) const IMPLIED: &str = "ARIADNE_IMPLIED";

/// `to_seq` of what holds to this day.
pub(crate) const OPEN: i64 = i64::MAX;

/// All that must be there, by names that begin with `ariadne_`.
const SCHEMA: [&str; 8] = [
    "CREATE CONSTRAINT ariadne_graph IF NOT EXISTS FOR (n:AriadneGraph) REQUIRE n.name IS UNIQUE",
    "CREATE CONSTRAINT ariadne_load IF NOT EXISTS FOR (n:AriadneLoad) REQUIRE n.load IS UNIQUE",
    "CREATE CONSTRAINT ariadne_table IF NOT EXISTS FOR (n:AriadneTable) REQUIRE (n.load, n.id) IS UNIQUE",
    "CREATE CONSTRAINT ariadne_column IF NOT EXISTS FOR (n:AriadneColumn) REQUIRE (n.load, n.id) IS UNIQUE",
    "CREATE INDEX ariadne_facet IF NOT EXISTS FOR (n:AriadneFacet) ON (n.load, n.table)",
    "CREATE INDEX ariadne_table_edge IF NOT EXISTS FOR ()-[r:ARIADNE_TABLE_EDGE]-() ON (r.load, r.edge)",
    "CREATE INDEX ariadne_column_edge IF NOT EXISTS FOR ()-[r:ARIADNE_COLUMN_EDGE]-() ON (r.load, r.edge)",
    "CREATE INDEX ariadne_implied IF NOT EXISTS FOR ()-[r:ARIADNE_IMPLIED]-() ON (r.load, r.edge)",
];

const PRESENT: &str = "SHOW INDEXES YIELD name, state \
    WHERE name STARTS WITH 'ariadne_' AND state = 'ONLINE' RETURN name";

/// Servers that start at the same time get in each other's way.
const ATTEMPTS: usize = 5;

/// Makes the constraints and indexes that are missing.
pub(crate) async fn prepare(client: &Client) -> Result<()> {
    let mut attempt = 1;
    loop {
        match make(client).await {
            Err(error) if attempt < ATTEMPTS && is_race(&error) => attempt += 1,
            done => return done,
        }
    }
}

/// Whether another server may have made the same at the same moment.
fn is_race(error: &ariadne_ports::Error) -> bool {
    let races = ["Neo.ClientError.Schema.", "Neo.TransientError.", "Neo.DatabaseError.Schema."];
    error
        .context()
        .iter()
        .any(|(key, code)| *key == "code" && races.iter().any(|race| code.starts_with(race)))
}

async fn make(client: &Client) -> Result<()> {
    let operation = "lineage.prepare";
    let mut tx = client.begin(operation).await?;
    let present = tx.rows(query(PRESENT)).await;
    if tx.end(present).await?.len() == SCHEMA.len() {
        return Ok(());
    }
    for statement in SCHEMA {
        // changes of the schema and of data do not share a transaction
        let mut tx = client.begin(operation).await?;
        let done = tx.rows(query(statement)).await;
        tx.end(done).await?;
    }
    let mut tx = client.begin(operation).await?;
    let online = tx.rows(query("CALL db.awaitIndexes(25)")).await;
    tx.end(online).await?;
    Ok(())
}
