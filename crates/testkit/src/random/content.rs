use std::collections::BTreeMap;

use ariadne_domain::{
    Assertion, AssertionId, Column, ColumnId, Delta, Edge, EdgeId, Entity, EntityChange,
    EntityKind, EntityRef, Source, SourceId, Table, TableId,
};
use ariadne_ports::At;
use uuid::Uuid;

use crate::Backend;

/// What a catalog holds: entities without seqs, versions and times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Sources.
    pub sources: BTreeMap<SourceId, Source>,
    /// Tables.
    pub tables: BTreeMap<TableId, Table>,
    /// Columns.
    pub columns: BTreeMap<ColumnId, Column>,
    /// Edges.
    pub edges: BTreeMap<EdgeId, Edge>,
    /// Assertions.
    pub assertions: BTreeMap<AssertionId, Assertion>,
}

/// Ids of one kind that the record ever spoke of.
fn ids<I: From<Uuid>>(entities: &[EntityRef], kind: EntityKind) -> Vec<I> {
    entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.id.into()).collect()
}

fn step<I: From<Uuid> + Ord, T: Entity>(rows: &mut BTreeMap<I, T>, delta: &Delta<T>) {
    if let Some(before) = &delta.before {
        rows.remove(&before.value.id().into());
    }
    if let Some(after) = &delta.after {
        rows.insert(after.id().into(), after.clone());
    }
}

impl Content {
    /// Everything at a point of history, read by the ids that the record speaks of.
    pub async fn read(backend: &Backend, at: At) -> Self {
        let known = Self::entities(backend).await;
        let (sources, tables) = (ids(&known, EntityKind::Source), ids(&known, EntityKind::Table));
        let columns: Vec<ColumnId> = ids(&known, EntityKind::Column);
        let edges: Vec<EdgeId> = ids(&known, EntityKind::Edge);
        let assertions: Vec<AssertionId> = ids(&known, EntityKind::Assertion);
        let sources = backend.sources.sources(at, &sources).await.expect("sources");
        let tables = backend.tables.tables(at, &tables).await.expect("tables");
        let columns = backend.columns.columns(at, &columns).await.expect("columns");
        let edges = backend.lineage.edges(at, &edges).await.expect("edges");
        let assertions = backend.lineage.assertions(at, &assertions).await.expect("assertions");
        Self {
            sources: sources.into_iter().map(|row| (row.value.id, row.value)).collect(),
            tables: tables.into_iter().map(|row| (row.value.id, row.value)).collect(),
            columns: columns.into_iter().map(|row| (row.value.id, row.value)).collect(),
            edges: edges.into_iter().map(|row| (row.value.id, row.value)).collect(),
            assertions: assertions.into_iter().map(|row| (row.value.id, row.value)).collect(),
        }
    }

    /// Every entity that the record ever spoke of, by kind and id.
    pub async fn entities(backend: &Backend) -> Vec<EntityRef> {
        let head = backend.changesets.state().await.expect("state").seq;
        let mut entities = Vec::new();
        for seq in 1..=head {
            let changes = backend.changesets.entity_changes(seq).await.expect("changes");
            entities.extend(changes.iter().map(EntityChange::entity));
        }
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    /// What is left of these changes after each other.
    pub fn apply(&mut self, changes: &[EntityChange]) {
        for change in changes {
            match change {
                EntityChange::Source(delta) => step(&mut self.sources, delta),
                EntityChange::Table(delta) => step(&mut self.tables, delta),
                EntityChange::Column(delta) => step(&mut self.columns, delta),
                EntityChange::Edge(delta) => step(&mut self.edges, delta),
                EntityChange::Assertion(delta) => step(&mut self.assertions, delta),
            }
        }
    }
}
