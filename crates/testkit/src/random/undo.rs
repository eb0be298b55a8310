use std::collections::BTreeSet;

use ariadne_domain::{
    Blocker, ColumnId, Edge, EdgeId, EntityChange, EntityHistory, EntityKind, EntityRef, Inverse,
    LineageLevel, SourceId, TableId, invert,
};
use ariadne_ports::At;
use uuid::Uuid;

use crate::Backend;

/// The ids that undoing a step has to look at.
#[derive(Default)]
struct Wanted {
    sources: BTreeSet<SourceId>,
    tables: BTreeSet<TableId>,
    columns: BTreeSet<ColumnId>,
    edges: BTreeSet<EdgeId>,
}

impl Wanted {
    fn add(&mut self, change: &EntityChange) {
        match change {
            EntityChange::Source(_) => {
                self.sources.insert(change.entity().id.into());
            }
            EntityChange::Table(delta) => {
                let before = delta.before.as_ref().map(|before| &before.value);
                for table in before.into_iter().chain(&delta.after) {
                    self.tables.insert(table.id);
                    self.sources.extend(table.source);
                }
            }
            EntityChange::Column(delta) => {
                let before = delta.before.as_ref().map(|before| &before.value);
                for column in before.into_iter().chain(&delta.after) {
                    self.columns.insert(column.id);
                    self.tables.insert(column.table);
                }
            }
            EntityChange::Edge(delta) => {
                let before = delta.before.as_ref().map(|before| &before.value);
                for edge in before.into_iter().chain(&delta.after) {
                    self.edges.insert(edge.id);
                    self.ends(edge);
                }
            }
            EntityChange::Assertion(delta) => {
                let before = delta.before.as_ref().map(|before| &before.value);
                self.edges.extend(before.into_iter().chain(&delta.after).map(|claim| claim.edge));
            }
        }
    }

    fn ends(&mut self, edge: &Edge) {
        self.tables.extend([edge.from_table, edge.to_table]);
        if edge.level == LineageLevel::Column {
            self.columns.extend([edge.from, edge.to].map(ColumnId));
        }
    }
}

/// What undoing these changes of changeset `seq` has to look at, read from a repo.
pub async fn undo_context(backend: &Backend, seq: u64, changes: &[EntityChange]) -> EntityHistory {
    let mut wanted = Wanted::default();
    for change in changes {
        wanted.add(change);
    }
    let sources: Vec<SourceId> = wanted.sources.into_iter().collect();
    let tables: Vec<TableId> = wanted.tables.into_iter().collect();
    let columns: Vec<ColumnId> = wanted.columns.into_iter().collect();
    let edges: Vec<EdgeId> = wanted.edges.into_iter().collect();
    let of = |kind, id: Uuid| EntityRef { kind, id };
    let aggregates: Vec<EntityRef> = sources
        .iter()
        .map(|id| of(EntityKind::Source, id.0))
        .chain(tables.iter().map(|id| of(EntityKind::Table, id.0)))
        .chain(edges.iter().map(|id| of(EntityKind::Edge, id.0)))
        .collect();
    let head = At::Head;
    let sources = backend.sources.sources(head, &sources).await.expect("sources");
    let tables = backend.tables.tables(head, &tables).await.expect("tables");
    let columns = backend.columns.columns(head, &columns).await.expect("columns");
    let assertions = backend.lineage.assertions_of(head, &edges).await.expect("assertions");
    let edges = backend.lineage.edges(head, &edges).await.expect("edges");
    let later = backend.changesets.later_changes(seq, &aggregates, 100_000).await;
    EntityHistory {
        sources: sources.into_iter().map(|row| (row.value.id, row)).collect(),
        tables: tables.into_iter().map(|row| (row.value.id, row)).collect(),
        columns: columns.into_iter().map(|row| (row.value.id, row)).collect(),
        edges: edges.into_iter().map(|row| (row.value.id, row)).collect(),
        assertions: assertions.into_iter().map(|row| (row.value.id, row)).collect(),
        later: later.expect("later changes"),
    }
}

/// The inverse of changeset `seq` against the current state.
pub async fn inverse_of(backend: &Backend, seq: u64) -> Result<Inverse, Vec<Blocker>> {
    let changes = backend.changesets.entity_changes(seq).await.expect("changes");
    invert(&changes, &undo_context(backend, seq, &changes).await)
}
