//! What must hold for a commit to count: rows unchanged, requirements, references.

use ariadne_domain::{Assertion, Column, Edge, EntityKind, EntityRef, Source, Table, Timestamp};
use ariadne_ports::{At, ConflictWith, Error, Head, Requirement, Result};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityName};
use uuid::Uuid;

use super::OPERATION;
use super::steps::{AllSteps, Steps};
use crate::entities::{catalog_column, catalog_table, changeset};
use crate::error::db;
use crate::kept::{CHUNK, Kept, both, col, distinct, load_by, versions};
use crate::read::load_changesets;

/// Refuses steps whose row is another by now.
pub(super) async fn rows_unchanged<K: Kept>(
    connection: &impl ConnectionTrait,
    steps: &Steps<'_, K>,
) -> Result<()> {
    for delta in &steps.deltas {
        let before = delta.before.as_ref().map(|b| (b.value.id(), b.seq));
        let id = before.map(|(id, _)| id).or(delta.after.as_ref().map(K::id)).unwrap_or_default();
        let stored = steps.rows.get(&id).map(|row| row.seq.cast_unsigned());
        if stored != before.map(|(_, seq)| seq) {
            return Err(conflict::<K>(connection, id).await);
        }
    }
    Ok(())
}

/// The conflict that names who changed or ended an entity last.
pub(super) async fn conflict<K: Kept>(connection: &impl ConnectionTrait, id: Uuid) -> Error {
    match conflict_with::<K>(connection, id).await {
        Ok(with) => Error::conflict(OPERATION, with),
        Err(error) => error,
    }
}

async fn conflict_with<K: Kept>(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<ConflictWith> {
    let rows = versions::<K>(connection, OPERATION, col("id").eq(id), col("id").eq(id)).await?;
    let last = rows.into_iter().max_by_key(|row| row.stored.seq);
    let seq = last.as_ref().map(|row| row.to_seq.unwrap_or(row.stored.seq));
    let among = Cond::all().add(changeset::Column::Seq.eq(seq.unwrap_or_default().cast_signed()));
    let by = load_changesets(connection, OPERATION, among).await?.pop();
    let current = last.as_ref().filter(|row| row.to_seq.is_none());
    Ok(ConflictWith {
        entity: EntityRef { kind: K::KIND, id },
        name: last.as_ref().map_or_else(|| id.to_string(), |row| row.stored.value.label()),
        version: current.map(|row| row.stored.version).filter(|version| *version > 0),
        seq,
        actor: by.as_ref().map(|changeset| changeset.actor.clone()),
        at: by.map(|changeset| Timestamp(changeset.at.0)),
    })
}

async fn conflict_of(connection: &impl ConnectionTrait, entity: EntityRef) -> Error {
    match entity.kind {
        EntityKind::Source => conflict::<Source>(connection, entity.id).await,
        EntityKind::Table => conflict::<Table>(connection, entity.id).await,
        EntityKind::Column => conflict::<Column>(connection, entity.id).await,
        EntityKind::Edge => conflict::<Edge>(connection, entity.id).await,
        EntityKind::Assertion => conflict::<Assertion>(connection, entity.id).await,
    }
}

/// Checks existence and versions; names are checked in [`super::names`].
pub(super) async fn requirements(connection: &impl ConnectionTrait, head: &Head) -> Result<()> {
    for requirement in &head.requires {
        let (entity, version) = match requirement {
            Requirement::Exists(entity) => (*entity, None),
            Requirement::Version(entity, version) => (*entity, Some(*version)),
            Requirement::TableNameFree(_) | Requirement::SourceNameFree(_) => continue,
        };
        let stored = match entity.kind {
            EntityKind::Source => version_of::<Source>(connection, entity.id).await?,
            EntityKind::Table => version_of::<Table>(connection, entity.id).await?,
            EntityKind::Column => version_of::<Column>(connection, entity.id).await?,
            EntityKind::Edge => version_of::<Edge>(connection, entity.id).await?,
            EntityKind::Assertion => version_of::<Assertion>(connection, entity.id).await?,
        };
        let holds = match (stored, version) {
            (None, _) => false,
            (Some(_), None) => true,
            // what has no version of its own has none that could be required
            (Some(stored), Some(version)) => {
                let of_a_whole = matches!(entity.kind, EntityKind::Column | EntityKind::Assertion);
                !of_a_whole && stored == version.cast_signed()
            }
        };
        if !holds {
            return Err(conflict_of(connection, entity).await);
        }
    }
    Ok(())
}

async fn version_of<K: Kept>(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<i32>> {
    let mut select = Query::select();
    select
        .column(Alias::new("version"))
        .from(Alias::new(K::Row::default().table_name()))
        .and_where(col("id").eq(id));
    let row = connection.query_one(&select).await.map_err(db(OPERATION))?;
    row.map(|row| row.try_get("", "version").map_err(db(OPERATION))).transpose()
}

/// Refuses a commit that would leave a table without its source or a column
/// without its table.
pub(super) async fn references(
    connection: &impl ConnectionTrait,
    steps: &AllSteps<'_>,
) -> Result<()> {
    let sources = steps.tables.after().filter_map(|table| table.source.map(|id| id.0));
    exist::<Source>(connection, &steps.sources, sources).await?;
    let tables = steps.columns.after().map(|column| column.table.0);
    exist::<Table>(connection, &steps.tables, tables).await?;

    let gone = distinct(steps.sources.deleted());
    for chunk in gone.chunks(CHUNK) {
        let left = (catalog_table::Entity.table_name(), "source_id");
        if let Some(source) = left_behind(connection, left, chunk, &steps.tables.ids).await? {
            return Err(conflict::<Source>(connection, source).await);
        }
    }
    let gone = distinct(steps.tables.deleted());
    for chunk in gone.chunks(CHUNK) {
        let left = (catalog_column::Entity.table_name(), "table_id");
        if let Some(table) = left_behind(connection, left, chunk, &steps.columns.ids).await? {
            return Err(conflict::<Table>(connection, table).await);
        }
    }
    Ok(())
}

/// Every one of `ids` is there after the commit.
async fn exist<K: Kept>(
    connection: &impl ConnectionTrait,
    steps: &Steps<'_, K>,
    ids: impl Iterator<Item = Uuid>,
) -> Result<()> {
    let made: std::collections::HashSet<Uuid> = steps.after().map(K::id).collect();
    let wanted = distinct(ids.filter(|id| !made.contains(id)));
    let kept = wanted.iter().copied().filter(|id| !steps.ids.contains(id));
    let found = load_by::<K>(connection, OPERATION, At::Head, "id", kept).await?;
    let found: std::collections::HashSet<Uuid> = found.iter().map(|row| row.value.id()).collect();
    match wanted.iter().find(|id| !found.contains(id)) {
        None => Ok(()),
        Some(missing) => Err(conflict::<K>(connection, *missing).await),
    }
}

/// One of `parents` that a row which the commit does not touch still refers to.
pub(super) async fn left_behind(
    connection: &impl ConnectionTrait,
    (table, key): (&'static str, &'static str),
    parents: &[Uuid],
    touched: &std::collections::HashSet<Uuid>,
) -> Result<Option<Uuid>> {
    let mut select = Query::select();
    select.columns([Alias::new("id"), Alias::new(key)]).from(Alias::new(table)).cond_where(both(
        Expr::col(Alias::new(key)).is_not_null(),
        col(key).is_in(parents.iter().copied()),
    ));
    for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
        let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
        if !touched.contains(&id) {
            return row.try_get("", key).map(Some).map_err(db(OPERATION));
        }
    }
    Ok(None)
}
