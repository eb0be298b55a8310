//! What a commit must fulfil, checked against the state before it is touched.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

use ariadne_domain::{
    Assertion, AssertionId, Column, ColumnId, Delta, Edge, EdgeId, Entity, EntityChange,
    EntityKind, EntityRef, Identity, Source, SourceId, Table, TableId, Violation, fold,
};
use ariadne_ports::{At, Error, ErrorKind, Head, Requirement, Result};

use super::check_lineage;
use super::shelf::Shelf;
use super::state::State;

pub(super) const COMMIT: &str = "memory.commit";

/// The current entities as they will be after the commit.
pub(super) struct After {
    sources: BTreeMap<SourceId, Source>,
    pub(super) tables: BTreeMap<TableId, Table>,
    pub(super) columns: BTreeMap<ColumnId, Column>,
    pub(super) edges: BTreeMap<EdgeId, Edge>,
    pub(super) assertions: BTreeMap<AssertionId, Assertion>,
}

pub(super) fn reference(kind: EntityKind, id: uuid::Uuid) -> EntityRef {
    EntityRef { kind, id }
}

fn after<T: Entity, I: From<uuid::Uuid> + Ord>(
    shelf: &Shelf<T>,
    steps: &[&Delta<T>],
) -> BTreeMap<I, T> {
    let mut rows: BTreeMap<I, T> =
        shelf.rows(At::Head).map(|row| (row.value.id().into(), row.value.clone())).collect();
    for step in steps {
        if let Some(before) = &step.before {
            rows.remove(&before.value.id().into());
        }
    }
    for step in steps {
        if let Some(value) = &step.after {
            rows.insert(value.id().into(), value.clone());
        }
    }
    rows
}

/// The steps of a commit by kind.
#[derive(Default)]
pub(super) struct Steps<'a> {
    pub(super) sources: Vec<&'a Delta<Source>>,
    pub(super) tables: Vec<&'a Delta<Table>>,
    pub(super) columns: Vec<&'a Delta<Column>>,
    pub(super) edges: Vec<&'a Delta<Edge>>,
    pub(super) assertions: Vec<&'a Delta<Assertion>>,
}

impl<'a> Steps<'a> {
    pub(super) fn of(changes: &'a [EntityChange]) -> Self {
        let mut steps = Self::default();
        for change in changes {
            match change {
                EntityChange::Source(delta) => steps.sources.push(delta),
                EntityChange::Table(delta) => steps.tables.push(delta),
                EntityChange::Column(delta) => steps.columns.push(delta),
                EntityChange::Edge(delta) => steps.edges.push(delta),
                EntityChange::Assertion(delta) => steps.assertions.push(delta),
            }
        }
        steps
    }
}

impl State {
    /// Refuses what the contract of `CatalogWriter` refuses.
    pub(super) fn check(&self, head: &Head, changes: &[EntityChange]) -> Result<()> {
        let steps = Steps::of(changes);
        check_shape(changes, &steps)?;
        let after = After {
            sources: after(&self.sources, &steps.sources),
            tables: after(&self.tables, &steps.tables),
            columns: after(&self.columns, &steps.columns),
            edges: after(&self.edges, &steps.edges),
            assertions: after(&self.assertions, &steps.assertions),
        };
        for requirement in &head.requires {
            self.require(requirement, &after)?;
        }
        for step in &steps.sources {
            self.check_row(&self.sources, step)?;
        }
        for step in &steps.tables {
            self.check_row(&self.tables, step)?;
        }
        for step in &steps.columns {
            self.check_row(&self.columns, step)?;
        }
        for step in &steps.edges {
            self.check_row(&self.edges, step)?;
        }
        for step in &steps.assertions {
            self.check_row(&self.assertions, step)?;
        }
        self.check_references(&after)?;
        self.check_ends(&after)?;
        check_unique(&after)?;
        check_lineage::unique(&after)
    }

    pub(super) fn conflict(&self, entity: EntityRef) -> Error {
        Error::conflict(COMMIT, self.conflict_with(entity))
    }

    fn require(&self, requirement: &Requirement, after: &After) -> Result<()> {
        match requirement {
            Requirement::Exists(entity) if !self.exists(*entity) => Err(self.conflict(*entity)),
            Requirement::Version(entity, version) if self.version(*entity) != Some(*version) => {
                Err(self.conflict(*entity))
            }
            Requirement::TableNameFree(identity) => {
                // Whoever had the name before and has it still did not free it.
                let kept = self.tables.rows(At::Head).any(|row| {
                    let then = after.tables.get(&row.value.id).map(Table::identity);
                    row.value.identity() == *identity && then.as_ref() == Some(identity)
                });
                if kept { Err(duplicate("name", &identity.name)) } else { Ok(()) }
            }
            Requirement::SourceNameFree(name) => {
                let kept = self.sources.rows(At::Head).any(|row| {
                    let then = after.sources.get(&row.value.id).map(|source| fold(&source.name));
                    fold(&row.value.name) == fold(name) && then == Some(fold(name))
                });
                if kept { Err(duplicate("name", name)) } else { Ok(()) }
            }
            Requirement::Exists(_) | Requirement::Version(..) => Ok(()),
        }
    }

    fn check_row<T: Entity>(&self, rows: &Shelf<T>, step: &Delta<T>) -> Result<()> {
        let id = step.before.as_ref().map(|before| before.value.id());
        let id = id.or(step.after.as_ref().map(Entity::id)).unwrap_or_default();
        let stored = rows.row(At::Head, id).map(|row| row.seq);
        if stored == step.before.as_ref().map(|before| before.seq) {
            return Ok(());
        }
        Err(self.conflict(reference(T::KIND, id)))
    }

    fn check_references(&self, after: &After) -> Result<()> {
        for table in after.tables.values() {
            if let Some(source) = table.source.filter(|id| !after.sources.contains_key(id)) {
                return Err(self.conflict(reference(EntityKind::Source, source.0)));
            }
        }
        for column in after.columns.values() {
            if !after.tables.contains_key(&column.table) {
                return Err(self.conflict(reference(EntityKind::Table, column.table.0)));
            }
        }
        Ok(())
    }
}

pub(super) fn fault(text: &str) -> Result<()> {
    Err(Error::new(ErrorKind::Internal, COMMIT, text))
}

/// Faults of the caller: nothing to do, a step from nothing to nothing, two steps
/// of one entity, a column's step without its table's.
fn check_shape(changes: &[EntityChange], steps: &Steps<'_>) -> Result<()> {
    if changes.is_empty() {
        return fault("A commit without changes.");
    }
    let mut seen = HashSet::new();
    for change in changes {
        let empty = match change {
            EntityChange::Source(delta) => delta.before.is_none() && delta.after.is_none(),
            EntityChange::Table(delta) => delta.before.is_none() && delta.after.is_none(),
            EntityChange::Column(delta) => delta.before.is_none() && delta.after.is_none(),
            EntityChange::Edge(delta) => delta.before.is_none() && delta.after.is_none(),
            EntityChange::Assertion(delta) => delta.before.is_none() && delta.after.is_none(),
        };
        if empty {
            return fault("A step from nothing to nothing.");
        }
        if !seen.insert(change.entity()) {
            return fault("Two steps of one entity.");
        }
    }
    let counted: HashSet<uuid::Uuid> = changes
        .iter()
        .map(EntityChange::entity)
        .filter(|entity| entity.kind == EntityKind::Table)
        .map(|entity| entity.id)
        .collect();
    for step in &steps.columns {
        let before = step.before.as_ref().map(|before| before.value.table);
        let after = step.after.as_ref().map(|after| after.table);
        if before.is_some() && after.is_some() && before != after {
            return fault("A column never moves to another table.");
        }
        if before.or(after).is_some_and(|table| !counted.contains(&table.0)) {
            return fault("A column's step without its table's, whose version counts it.");
        }
    }
    check_lineage::shape(changes, steps)
}

pub(super) fn duplicate(field: &str, name: &str) -> Error {
    let message = format!("{name} is taken: another change was faster. Use another name.");
    Error::validation(COMMIT, vec![Violation::new([field], "DUPLICATE", message)])
}

pub(super) fn first_repeat<K: Hash + Eq, V>(items: impl IntoIterator<Item = (K, V)>) -> Option<V> {
    let mut seen = HashSet::new();
    items.into_iter().find_map(|(key, value)| (!seen.insert(key)).then_some(value))
}

fn check_unique(after: &After) -> Result<()> {
    let tables = after.tables.values().map(|table| (table.identity(), table));
    if let Some(table) = first_repeat::<Identity, _>(tables) {
        return Err(duplicate("name", &table.name));
    }
    let columns = after.columns.values().map(|column| ((column.table, &column.path), column));
    if let Some(column) = first_repeat(columns) {
        return Err(duplicate("path", &column.path.to_string()));
    }
    let sources = after.sources.values().map(|source| (fold(&source.name), source));
    if let Some(source) = first_repeat(sources) {
        return Err(duplicate("name", &source.name));
    }
    Ok(())
}
