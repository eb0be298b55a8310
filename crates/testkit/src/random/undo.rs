use std::collections::BTreeSet;

use ariadne_domain::{
    Blocker, ColumnId, EntityChange, EntityHistory, EntityKind, EntityRef, Inverse, SourceId,
    TableId, invert,
};
use ariadne_ports::At;

use crate::Backend;

/// The states that a step has: before and after.
fn tables_of(change: &EntityChange) -> Vec<TableId> {
    match change {
        EntityChange::Source(_) => Vec::new(),
        EntityChange::Table(delta) => {
            let before = delta.before.as_ref().map(|before| before.value.id);
            before.into_iter().chain(delta.after.as_ref().map(|after| after.id)).collect()
        }
        EntityChange::Column(delta) => {
            let before = delta.before.as_ref().map(|before| before.value.table);
            before.into_iter().chain(delta.after.as_ref().map(|after| after.table)).collect()
        }
    }
}

fn sources_of(change: &EntityChange) -> Vec<SourceId> {
    match change {
        EntityChange::Source(_) => vec![change.entity().id.into()],
        EntityChange::Table(delta) => {
            let before = delta.before.as_ref().and_then(|before| before.value.source);
            let after = delta.after.as_ref().and_then(|after| after.source);
            before.into_iter().chain(after).collect()
        }
        EntityChange::Column(_) => Vec::new(),
    }
}

/// What undoing these changes of changeset `seq` has to look at, read from a repo.
pub async fn undo_context(backend: &Backend, seq: u64, changes: &[EntityChange]) -> EntityHistory {
    let sources: BTreeSet<SourceId> = changes.iter().flat_map(sources_of).collect();
    let tables: BTreeSet<TableId> = changes.iter().flat_map(tables_of).collect();
    let columns: BTreeSet<ColumnId> = changes
        .iter()
        .map(EntityChange::entity)
        .filter(|entity| entity.kind == EntityKind::Column)
        .map(|entity| entity.id.into())
        .collect();
    let aggregates: Vec<EntityRef> = sources
        .iter()
        .map(|id| EntityRef { kind: EntityKind::Source, id: id.0 })
        .chain(tables.iter().map(|id| EntityRef { kind: EntityKind::Table, id: id.0 }))
        .collect();
    let sources: Vec<SourceId> = sources.into_iter().collect();
    let tables: Vec<TableId> = tables.into_iter().collect();
    let columns: Vec<ColumnId> = columns.into_iter().collect();
    let head = At::Head;
    let sources = backend.sources.sources(head, &sources).await.expect("sources");
    let tables = backend.tables.tables(head, &tables).await.expect("tables");
    let columns = backend.columns.columns(head, &columns).await.expect("columns");
    let later = backend.changesets.later_changes(seq, &aggregates, 100_000).await;
    EntityHistory {
        sources: sources.into_iter().map(|row| (row.value.id, row)).collect(),
        tables: tables.into_iter().map(|row| (row.value.id, row)).collect(),
        columns: columns.into_iter().map(|row| (row.value.id, row)).collect(),
        later: later.expect("later changes"),
    }
}

/// The inverse of changeset `seq` against the current state.
pub async fn inverse_of(backend: &Backend, seq: u64) -> Result<Inverse, Vec<Blocker>> {
    let changes = backend.changesets.entity_changes(seq).await.expect("changes");
    invert(&changes, &undo_context(backend, seq, &changes).await)
}
