//! What must hold for lineage: ends that are there, assertions with their edge, one
//! edge for a pair, one assertion for a key.

use std::collections::{BTreeMap, HashMap, HashSet};

use ariadne_domain::{
    Assertion, Column, Delta, Edge, EntityKind, LineageLevel, Table, TableId, Violation,
};
use ariadne_ports::{Error, Result};
use sea_orm::sea_query::{Alias, ExprTrait, Query};
use sea_orm::{ConnectionTrait, EntityName};
use uuid::Uuid;

use super::OPERATION;
use super::checks::{conflict, left_behind};
use super::names::duplicate;
use super::steps::{AllSteps, Steps, fault};
use crate::entities::{assertion, catalog_column, catalog_table, edge};
use crate::error::db;
use crate::kept::{CHUNK, Kept, col, distinct};
use crate::mapping::claim_hash;
use crate::read::pairs_among;

/// What an edge is between; it never changes.
fn course(edge: &Edge) -> (LineageLevel, Uuid, Uuid, TableId, TableId) {
    (edge.level, edge.from, edge.to, edge.from_table, edge.to_table)
}

/// Refuses edges that move or go nowhere, and assertions that move.
pub(super) fn stay(edges: &[&Delta<Edge>], assertions: &[&Delta<Assertion>]) -> Result<()> {
    for delta in edges {
        if let (Some(before), Some(after)) = (&delta.before, &delta.after)
            && course(&before.value) != course(after)
        {
            return Err(fault("An edge never moves to other ends."));
        }
        if delta.after.as_ref().is_some_and(|edge| edge.from == edge.to) {
            return Err(fault("An edge from a node to itself."));
        }
    }
    for delta in assertions {
        if let (Some(before), Some(after)) = (&delta.before, &delta.after)
            && before.value.edge != after.edge
        {
            return Err(fault("An assertion never moves to another edge."));
        }
    }
    Ok(())
}

/// Refuses an assertion's step without one of its edge: the edge's version counts
/// for the whole aggregate.
pub(super) fn aggregates_are_whole(steps: &AllSteps<'_>) -> Result<()> {
    let mut edges = steps.assertions.deltas.iter().filter_map(|delta| {
        delta.after.as_ref().map(|a| a.edge).or(delta.before.as_ref().map(|b| b.value.edge))
    });
    if edges.all(|edge| steps.edges.ids.contains(&edge.0)) {
        return Ok(());
    }
    Err(fault("An assertion's step without one of its edge, whose version counts it."))
}

/// Refuses a commit that would leave an edge without an end, or an assertion
/// without its edge.
pub(super) async fn references(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<()> {
    ends_are_there(connection, steps).await?;
    let hidden = steps.columns.after().filter(|c| c.overrides.hidden).map(|c| c.id.0);
    let gone = steps.columns.deleted().chain(hidden);
    if let Some(column) = still_an_end(connection, steps, gone).await? {
        return Err(conflict::<Column>(connection, column).await);
    }
    if let Some(table) = still_an_end(connection, steps, steps.tables.deleted()).await? {
        return Err(conflict::<Table>(connection, table).await);
    }

    let kept: HashSet<Uuid> = steps.edges.after().map(|edge| edge.id.0).collect();
    let orphan = steps
        .assertions
        .after()
        .find(|claim| steps.edges.ids.contains(&claim.edge.0) && !kept.contains(&claim.edge.0));
    if let Some(orphan) = orphan {
        return Err(conflict::<Edge>(connection, orphan.edge.0).await);
    }
    for chunk in distinct(steps.edges.deleted()).chunks(CHUNK) {
        let left = (assertion::Entity.table_name(), "edge_id");
        if let Some(edge) = left_behind(connection, left, chunk, &steps.assertions.ids).await? {
            return Err(conflict::<Edge>(connection, edge).await);
        }
    }
    Ok(())
}

/// One of `gone` at which an edge begins or ends that the commit does not touch.
async fn still_an_end(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
    gone: impl Iterator<Item = Uuid>,
) -> Result<Option<Uuid>> {
    for chunk in distinct(gone).chunks(CHUNK) {
        for key in ["from_id", "to_id"] {
            let left = (edge::Entity.table_name(), key);
            let end = left_behind(connection, left, chunk, &steps.edges.ids).await?;
            if end.is_some() {
                return Ok(end);
            }
        }
    }
    Ok(None)
}

/// Every edge of the commit begins and ends at what is there, and not hidden, after
/// it, and names the table of each end.
async fn ends_are_there(connection: &impl ConnectionTrait, steps: &AllSteps<'_>) -> Result<()> {
    // by the end: the table that the edge says it is or belongs to
    let (mut tables, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for edge in steps.edges.after() {
        for (end, table) in [(edge.from, edge.from_table), (edge.to, edge.to_table)] {
            let wanted = match edge.level {
                LineageLevel::Table => &mut tables,
                LineageLevel::Column => &mut columns,
            };
            if *wanted.entry(end).or_insert(table.0) != table.0 {
                return Err(foreign_table());
            }
        }
    }
    // what the commit itself makes
    let made = steps.tables.after().map(|table| (table.id.0, table.id.0)).collect();
    let there = found(connection, EntityKind::Table, &tables, &steps.tables, made).await?;
    if let Some(missing) = first_missing(&tables, &there)? {
        return Err(conflict::<Table>(connection, missing).await);
    }
    let shown = steps.columns.after().filter(|column| !column.overrides.hidden);
    let made = shown.map(|column| (column.id.0, column.table.0)).collect();
    let there = found(connection, EntityKind::Column, &columns, &steps.columns, made).await?;
    if let Some(missing) = first_missing(&columns, &there)? {
        return Err(conflict::<Column>(connection, missing).await);
    }
    Ok(())
}

fn foreign_table() -> Error {
    fault("An end of an edge belongs to another table.")
}

/// The first that is not there; one of another table is a fault of the caller.
fn first_missing(
    wanted: &BTreeMap<Uuid, Uuid>,
    there: &HashMap<Uuid, Uuid>,
) -> Result<Option<Uuid>> {
    for (end, table) in wanted {
        match there.get(end) {
            None => return Ok(Some(*end)),
            Some(of) if of != table => return Err(foreign_table()),
            Some(_) => {}
        }
    }
    Ok(None)
}

/// Of the wanted ends those that are there after the commit, with their tables.
async fn found<K: Kept>(
    connection: &impl ConnectionTrait,
    kind: EntityKind,
    wanted: &BTreeMap<Uuid, Uuid>,
    steps: &Steps<'_, K>,
    made: HashMap<Uuid, Uuid>,
) -> Result<HashMap<Uuid, Uuid>> {
    let mut there = made;
    let untouched: Vec<Uuid> =
        wanted.keys().copied().filter(|id| !steps.ids.contains(id)).collect();
    for chunk in untouched.chunks(CHUNK) {
        let mut select = Query::select();
        select.column(Alias::new("id")).and_where(col("id").is_in(chunk.iter().copied()));
        let table = if kind == EntityKind::Column {
            select.column(Alias::new("table_id")).from(catalog_column::Entity);
            select.and_where(col("hidden").eq(false));
            "table_id"
        } else {
            select.from(catalog_table::Entity);
            "id"
        };
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            there.insert(id, row.try_get("", table).map_err(db(OPERATION))?);
        }
    }
    Ok(there)
}

/// One violation for each pair that another edge joins, and for each claim that
/// repeats another's key.
pub(super) async fn taken(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<Vec<Violation>> {
    let mut violations = taken_pairs(connection, steps).await?;
    violations.extend(taken_claims(connection, steps).await?);
    Ok(violations)
}

async fn taken_pairs(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<Vec<Violation>> {
    let joined = |to: Uuid| duplicate("to", &to.as_hyphenated().to_string());
    let mut takers = HashSet::with_capacity(steps.edges.deltas.len());
    let (mut created, mut violations) = (Vec::new(), Vec::new());
    for delta in &steps.edges.deltas {
        let Some(after) = &delta.after else { continue };
        let pair = (after.from, after.to);
        if !takers.insert(pair) {
            violations.push(joined(after.to));
        } else if delta.before.is_none() {
            created.push(pair);
        }
    }
    created.sort_unstable();
    for chunk in created.chunks(CHUNK) {
        let mut select = Query::select();
        select
            .columns(["id", "to_id"].map(Alias::new))
            .from(edge::Entity)
            .and_where(pairs_among(chunk));
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            if !steps.edges.ids.contains(&id) {
                violations.push(joined(row.try_get("", "to_id").map_err(db(OPERATION))?));
            }
        }
    }
    Ok(violations)
}

async fn taken_claims(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<Vec<Violation>> {
    let repeated =
        |claim: &Assertion| duplicate("process", claim.process.as_deref().unwrap_or("The claim"));
    let mut takers: HashMap<(Uuid, Vec<u8>), &Assertion> = HashMap::new();
    let mut violations = Vec::new();
    // edges that are made by the commit have no other assertions yet
    let mut older = Vec::new();
    for claim in steps.assertions.after() {
        let key = (claim.edge.0, claim_hash(&claim.key()));
        if takers.insert(key, claim).is_some() {
            violations.push(repeated(claim));
        }
        if steps.edges.rows.contains_key(&claim.edge.0) {
            older.push(claim.edge.0);
        }
    }
    for chunk in distinct(older).chunks(CHUNK) {
        let mut select = Query::select();
        select
            .columns(["id", "edge_id", "key_hash"].map(Alias::new))
            .from(assertion::Entity)
            .and_where(col("edge_id").is_in(chunk.iter().copied()));
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            let edge: Uuid = row.try_get("", "edge_id").map_err(db(OPERATION))?;
            let hash: Vec<u8> = row.try_get("", "key_hash").map_err(db(OPERATION))?;
            if let Some(claim) = takers.get(&(edge, hash))
                && !steps.assertions.ids.contains(&id)
            {
                violations.push(repeated(claim));
            }
        }
    }
    Ok(violations)
}
