//! Loading anew, beside what is there: nothing is ever half loaded.
//!
//! A load has an id of its own, which all its data carry. When they are there, a transaction
//! of its own makes it the one that the graph shows. What it replaces, and what was given up
//! on the way, is swept away afterwards.

use std::collections::HashSet;
use std::sync::Arc;

use ariadne_ports::{Applied, GraphRow, GraphRows, Result};
use neo4rs::{Query, query};
use uuid::Uuid;

use crate::batch::Batch;
use crate::client::{Client, Tx};
use crate::error::not_loaded;
use crate::graph::uninterrupted;
use crate::mapping::{Fields, id, int};
use crate::schema::{COLUMN_EDGE, IMPLIED, TABLE_EDGE, prepare};
use crate::shown::Whole;

const OPERATION: &str = "lineage.reset";

/// Rows of one transaction.
const ROWS: usize = 10_000;

const BEGIN: &str =
    "CREATE (l:AriadneLoad {load: randomUUID(), graph: $name}) RETURN l.load AS load";

/// Takes the lock of a load, and finds it only while it was not given up.
const GOES_ON: &str = "MATCH (l:AriadneLoad {load: $load}) SET l.locked = true \
    WITH l WHERE l.abandoned IS NULL RETURN l.load AS load";

/// The load becomes what the graph shows, what it showed so far a load to sweep away. Loads
/// that others began are given up: they would show an older state.
const SHOW: [&str; 3] = [
    "MATCH (l:AriadneLoad {load: $load}) DELETE l",
    "MATCH (l:AriadneLoad {graph: $name}) SET l.abandoned = true",
    "MERGE (g:AriadneGraph {name: $name}) SET g.locked = 0 WITH g, g.load AS replaced \
     SET g.catalog = $catalog, g.epoch = $epoch, g.seq = $seq, g.load = $load \
     REMOVE g.ahead, g.ahead_at WITH replaced WHERE replaced IS NOT NULL \
     CREATE (:AriadneLoad {load: replaced, graph: $name, abandoned: true})",
];

const GIVE_UP: &str = "MATCH (l:AriadneLoad {load: $load}) SET l.abandoned = true";

pub(crate) async fn reset(
    client: &Arc<Client>,
    applied: Applied,
    rows: &mut dyn GraphRows,
) -> Result<()> {
    prepare(client).await?;
    let (begun, name) = (client.clone(), client.name().to_owned());
    let load = uninterrupted(OPERATION, async move {
        let mut tx = begun.begin(OPERATION).await?;
        let made = tx.rows(query(BEGIN).param("name", name)).await;
        let made = tx.end(made).await?;
        let row = made.first().ok_or_else(|| not_loaded(OPERATION))?;
        Ok(Fields::of(row, OPERATION).text("load")?.unwrap_or_default())
    })
    .await?;
    let loaded = fill(client, &load, applied, rows).await;
    let (client, failed) = (client.clone(), loaded.is_err());
    // Nobody waits for it: a question asks for the new load only.
    tokio::spawn(async move {
        if let Err(error) = sweep(&client, failed.then_some(load)).await {
            tracing::warn!(%error, "an old lineage graph is left to be swept away after the next load");
        }
    });
    loaded
}

async fn fill(
    client: &Arc<Client>,
    load: &str,
    applied: Applied,
    rows: &mut dyn GraphRows,
) -> Result<()> {
    let mut known: HashSet<Uuid> = HashSet::new();
    let mut batch = Batch::default();
    while let Some(rows) = rows.next().await? {
        for row in rows.into_iter().filter_map(|row| row.until(applied.seq)) {
            match row {
                GraphRow::Edge { ends, state, from_seq, to_seq } => {
                    batch.edge(&ends, &state, (from_seq, to_seq), |node| !known.insert(node));
                }
                GraphRow::Table { table, facet, from_seq, to_seq } => {
                    batch.facet(table, &facet, (from_seq, to_seq));
                }
            }
            if batch.len() >= ROWS {
                store(client, load, std::mem::take(&mut batch).queries(load)).await?;
            }
        }
    }
    store(client, load, batch.queries(load)).await?;
    let show = SHOW.map(|text| {
        query(text)
            .param("load", load)
            .param("name", client.name())
            .param("catalog", id(applied.catalog))
            .param("epoch", int(applied.epoch))
            .param("seq", int(applied.seq))
    });
    store(client, load, show.into()).await?;
    client.saw(Whole { load: load.to_owned(), seq: applied.seq });
    Ok(())
}

/// Runs queries in one transaction while the load goes on.
async fn store(client: &Arc<Client>, load: &str, queries: Vec<Query>) -> Result<()> {
    let (client, load) = (client.clone(), load.to_owned());
    uninterrupted(OPERATION, async move {
        let mut tx = client.begin(OPERATION).await?;
        let done = store_in(&mut tx, &load, queries).await;
        tx.end(done).await
    })
    .await
}

async fn store_in(tx: &mut Tx<'_>, load: &str, queries: Vec<Query>) -> Result<()> {
    if tx.rows(query(GOES_ON).param("load", load)).await?.is_empty() {
        return Err(not_loaded(OPERATION).with_context("reason", "another server loaded it"));
    }
    tx.run(queries).await
}

/// Rows that one transaction removes.
const SWEPT: i64 = 10_000;

/// Removes the data of loads that nobody shows. It may be repeated at any time.
async fn sweep(client: &Client, failed: Option<String>) -> Result<()> {
    let operation = "lineage.sweep";
    let mut tx = client.begin(operation).await?;
    let done = async {
        if let Some(load) = failed {
            tx.rows(query(GIVE_UP).param("load", load)).await?;
        }
        let text = "MATCH (l:AriadneLoad {graph: $name}) WHERE l.abandoned RETURN l.load AS load";
        tx.rows(query(text).param("name", client.name())).await
    };
    let done = done.await;
    let abandoned = tx.end(done).await?;
    let relationship = |kind: &str| {
        format!(
            "MATCH ()-[x:{kind}]->() USING INDEX SEEK x:{kind}(load, edge) \
             WHERE x.load = $load AND x.edge >= ''"
        )
    };
    let node = |label: &str, key: &str| {
        format!(
            "MATCH (x:{label}) USING INDEX SEEK x:{label}(load, {key}) \
             WHERE x.load = $load AND x.{key} >= ''"
        )
    };
    let matches = [
        relationship(TABLE_EDGE),
        relationship(COLUMN_EDGE),
        relationship(IMPLIED),
        node("AriadneTable", "id"),
        node("AriadneColumn", "id"),
        node("AriadneFacet", "table"),
        // last, so that what is left of a load is found again
        "MATCH (x:AriadneLoad {load: $load})".to_owned(),
    ];
    for row in &abandoned {
        let load = Fields::of(row, operation).text("load")?.unwrap_or_default();
        for found in &matches {
            let text = format!("{found} WITH x LIMIT $most DELETE x RETURN count(x) AS swept");
            loop {
                let some = query(&text).param("load", load.as_str()).param("most", SWEPT);
                let mut tx = client.begin(operation).await?;
                let swept = tx.rows(some).await;
                let swept = tx.end(swept).await?;
                let all = swept.first().map(|row| Fields::of(row, operation).number("swept"));
                if all.transpose()?.is_none_or(|swept| swept < SWEPT.unsigned_abs()) {
                    break;
                }
            }
        }
    }
    Ok(())
}
