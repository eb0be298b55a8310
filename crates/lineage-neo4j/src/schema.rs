//! How a graph stands in the database.
//!
//! - `(:AriadneGraph {name})` says what a graph shows (catalog, epoch, seq) and which load
//!   its data are of. It is changed in the transaction that changes the data, which has its
//!   lock until they are there. `ahead`, `ahead_at`: who writes changesets ahead of the one
//!   shown, in several transactions.
//! - `(:AriadneLoad {load, graph})` is a load that is going on, or that was given up or
//!   replaced (`abandoned`) and is to be swept away.
//! - `(:AriadneTable {load, id})`, `(:AriadneColumn {load, id, table})`.
//! - `ARIADNE_TABLE_EDGE`, `ARIADNE_COLUMN_EDGE`: one relationship for each state that an edge
//!   was in, with `edge` (its id), `status`, `claims`, `from_seq`, `to_seq`.
//!   `ARIADNE_IMPLIED` is a column edge's state once more, between its tables.
//! - `(:AriadneFacet {load, table, source, kind, from_seq, to_seq})`: what a table was.
//!
//! Queries name their index, and that it is sought in (`USING INDEX SEEK`): of a database whose
//! statistics are of a time when it was empty, the planner holds a scan for every row to be
//! as cheap, and keeps to that plan after a load.

use std::sync::Arc;

use ariadne_ports::{Error, ErrorKind, Result};
use neo4rs::query;

use crate::client::Client;
use crate::graph::uninterrupted;

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

const OPERATION: &str = "lineage.prepare";

/// Servers that start at the same time get in each other's way.
const ATTEMPTS: usize = 5;

/// Makes the constraints and indexes that are missing, unless this process knows them there:
/// a graph that shows what it should may have lost one.
pub(crate) async fn prepared(client: &Arc<Client>) -> Result<()> {
    if client.is_prepared() { Ok(()) } else { prepare(client).await }
}

/// Makes the constraints and indexes that are missing.
pub(crate) async fn prepare(client: &Arc<Client>) -> Result<()> {
    let client = client.clone();
    uninterrupted(OPERATION, async move {
        let mut attempt = 1;
        loop {
            match make(&client).await {
                Err(error) if attempt < ATTEMPTS && is_race(&error) => attempt += 1,
                made => {
                    client.set_prepared(made.is_ok());
                    return made;
                }
            }
        }
    })
    .await
}

/// Whether another server may have made the same at the same moment.
fn is_race(error: &Error) -> bool {
    let races = ["Neo.ClientError.Schema.", "Neo.TransientError.", "Neo.DatabaseError.Schema."];
    races.iter().any(|race| has_code(error, race))
}

fn has_code(error: &Error, beginning: &str) -> bool {
    error.context().iter().any(|(key, code)| *key == "code" && code.starts_with(beginning))
}

async fn make(client: &Client) -> Result<()> {
    let operation = OPERATION;
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
    match tx.end(online).await {
        Err(error) if has_code(&error, "Neo.ClientError.Procedure.") => {
            let message =
                "Neo4j is still building the indexes of the lineage graph; try again in a moment.";
            Err(Error::new(ErrorKind::Unavailable, operation, message).with_source(error))
        }
        online => online.map(drop),
    }
}
