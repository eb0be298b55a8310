//! Uniqueness: identities of tables, paths of columns, names of sources.
//!
//! The unique indexes enforce it; this finds what they would refuse, so that a
//! person hears which name is taken.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Source, Table, Violation};
use ariadne_ports::{Error, Head, Requirement, Result};
use sea_orm::sea_query::{Alias, ExprTrait, Query};
use sea_orm::{ConnectionTrait, EntityName};
use uuid::Uuid;

use super::steps::{AllSteps, Steps};
use super::{OPERATION, lineage};
use crate::entities::catalog_column;
use crate::error::db;
use crate::kept::{CHUNK, Kept, col, distinct};
use crate::mapping::{identity_hash, name_hash, path_hash};

/// A name that is taken by an entity of the commit, or required to be free.
struct Name<'a> {
    hash: Vec<u8>,
    taker: Option<Uuid>,
    text: &'a str,
}

/// Refuses names that are taken, all of them at once.
pub(super) async fn free(
    connection: &impl ConnectionTrait,
    head: &Head,
    steps: &AllSteps<'_>,
) -> Result<()> {
    let mut tables: Vec<Name<'_>> = Vec::new();
    for after in steps.tables.after() {
        let (hash, taker) = (identity_hash(&after.identity()), Some(after.id.0));
        tables.push(Name { hash, taker, text: &after.name });
    }
    let mut sources: Vec<Name<'_>> = Vec::new();
    for after in steps.sources.after() {
        let taker = Some(after.id.0);
        sources.push(Name { hash: name_hash(&after.name), taker, text: &after.name });
    }
    for requirement in &head.requires {
        match requirement {
            Requirement::TableNameFree(identity) => {
                let hash = identity_hash(identity);
                tables.push(Name { hash, taker: None, text: &identity.name });
            }
            Requirement::SourceNameFree(name) => {
                sources.push(Name { hash: name_hash(name), taker: None, text: name });
            }
            Requirement::Exists(_) | Requirement::Version(..) => {}
        }
    }
    let mut violations =
        taken::<Table>(connection, "identity_hash", &steps.tables, &tables).await?;
    violations.extend(taken::<Source>(connection, "name_hash", &steps.sources, &sources).await?);
    violations.extend(taken_paths(connection, steps).await?);
    violations.extend(lineage::taken(connection, steps).await?);
    if violations.is_empty() { Ok(()) } else { Err(Error::validation(OPERATION, violations)) }
}

pub(super) fn duplicate(field: &'static str, name: &str) -> Violation {
    Violation::new(
        [field],
        "DUPLICATE",
        format!("{name} is taken: another change was faster. Use another name."),
    )
}

/// One violation for each name that two entities of the commit take, or that
/// another row holds.
async fn taken<K: Kept>(
    connection: &impl ConnectionTrait,
    key: &'static str,
    steps: &Steps<'_, K>,
    names: &[Name<'_>],
) -> Result<Vec<Violation>> {
    let mut takers: HashMap<&[u8], Uuid> = HashMap::new();
    let mut refused: HashSet<&[u8]> = HashSet::new();
    for name in names {
        if let Some(taker) = name.taker
            && takers.insert(&name.hash, taker).is_some()
        {
            refused.insert(&name.hash);
        }
    }
    let mut hashes: Vec<&[u8]> = names.iter().map(|name| name.hash.as_slice()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let (mut held, mut kept) = (HashSet::new(), HashSet::new());
    for chunk in hashes.chunks(CHUNK) {
        let mut select = Query::select();
        select
            .columns([Alias::new("id"), Alias::new(key)])
            .from(Alias::new(K::Row::default().table_name()))
            .and_where(col(key).is_in(chunk.iter().map(|hash| hash.to_vec())));
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            let hash: Vec<u8> = row.try_get("", key).map_err(db(OPERATION))?;
            if !steps.ids.contains(&id) {
                held.insert(hash);
            } else if takers.get(&*hash) == Some(&id) {
                kept.insert(hash);
            }
        }
    }
    for name in names {
        // a row of the commit is free to keep its name, but then nobody else finds it free
        let required = name.taker.is_none();
        if held.contains(&name.hash) || (required && kept.contains(&name.hash)) {
            refused.insert(&name.hash);
        }
    }
    let mut told = HashSet::new();
    let first = names.iter().filter(|n| refused.contains(&*n.hash) && told.insert(&*n.hash));
    Ok(first.map(|name| duplicate("name", name.text)).collect())
}

/// The same for paths, each within its table.
async fn taken_paths(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<Vec<Violation>> {
    let mut takers: HashMap<(Uuid, Vec<u8>), &ariadne_domain::Path> = HashMap::new();
    let mut violations = Vec::new();
    // tables that are made by the commit have no other columns yet
    let mut older = Vec::new();
    for column in steps.columns.after() {
        let place = (column.table.0, path_hash(&column.path));
        if takers.insert(place, &column.path).is_some() {
            violations.push(duplicate("path", &column.path.to_string()));
        }
        if steps.tables.rows.contains_key(&column.table.0) {
            older.push(column.table.0);
        }
    }
    for chunk in distinct(older).chunks(CHUNK) {
        let mut select = Query::select();
        select
            .columns(["id", "table_id", "path_hash"].map(Alias::new))
            .from(catalog_column::Entity)
            .and_where(col("table_id").is_in(chunk.iter().copied()));
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            let table: Uuid = row.try_get("", "table_id").map_err(db(OPERATION))?;
            let hash: Vec<u8> = row.try_get("", "path_hash").map_err(db(OPERATION))?;
            if let Some(path) = takers.get(&(table, hash))
                && !steps.columns.ids.contains(&id)
            {
                violations.push(duplicate("path", &path.to_string()));
            }
        }
    }
    Ok(violations)
}
