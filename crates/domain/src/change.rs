//! Changes: full states before and after, and how people see them.

use uuid::Uuid;

use crate::names::names;
use crate::{
    Assertion, Column, Edge, EdgeId, Entity, EntityKind, Source, Table, TableId, Timestamp, Value,
};

/// An entity as it is stored, with what the record keeps about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored<T> {
    /// The entity.
    pub value: T,
    /// The changeset that made this row.
    pub seq: u64,
    /// Version of the aggregate (a source; a table with its columns; an edge with its
    /// assertions), from 1. A column or assertion carries no version of its own: 0.
    pub version: u32,
    /// Time of the changeset that created the entity.
    pub created_at: Timestamp,
    /// Time of the changeset that made this row.
    pub updated_at: Timestamp,
}

/// One entity's step from a state to a state. At least one side is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta<T> {
    /// The stored row that the step was computed from. A commit refuses the step
    /// when the row is no longer this one.
    pub before: Option<Stored<T>>,
    /// What it becomes; `None` deletes it.
    pub after: Option<T>,
}

impl<T: Entity> Delta<T> {
    /// Creates `value`.
    pub fn created(value: T) -> Self {
        Self { before: None, after: Some(value) }
    }

    /// Replaces `before` by `after`.
    pub fn updated(before: Stored<T>, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// Deletes `before`.
    pub fn deleted(before: Stored<T>) -> Self {
        Self { before: Some(before), after: None }
    }

    fn change(&self, table: Option<TableId>) -> Option<Change> {
        let before = self.before.as_ref().map(|b| &b.value);
        let (operation, current) = match (before, &self.after) {
            (None, Some(after)) => (Operation::Created, after),
            (Some(_), Some(after)) => (Operation::Updated, after),
            (Some(before), None) => (Operation::Deleted, before),
            (None, None) => return None,
        };
        let fields = field_changes(before, self.after.as_ref());
        if operation == Operation::Updated && fields.is_empty() {
            return None;
        }
        let (entity, name) = (EntityRef { kind: T::KIND, id: current.id() }, current.label());
        Some(Change { entity, table, edge: None, name, operation, fields })
    }
}

/// The fields that differ between two states; of a created or deleted entity
/// those that are not blank.
fn field_changes<T: Entity>(before: Option<&T>, after: Option<&T>) -> Vec<FieldChange> {
    let one_sided = |state: &T, created: bool| {
        state
            .fields()
            .into_iter()
            .filter(|(_, value)| !value.is_blank() && *value != Value::Array(Vec::new()))
            .map(|(field, value)| {
                let (old, new) = if created { (Value::Null, value) } else { (value, Value::Null) };
                FieldChange { field, old, new }
            })
            .collect()
    };
    match (before, after) {
        (Some(before), Some(after)) => {
            let differing = before.differing(after);
            let pairs = before.fields().into_iter().zip(after.fields());
            pairs
                .filter(|((field, _), _)| differing.contains(field))
                .map(|((field, old), (_, new))| FieldChange { field, old, new })
                .collect()
        }
        (None, Some(after)) => one_sided(after, true),
        (Some(before), None) => one_sided(before, false),
        (None, None) => Vec::new(),
    }
}

/// A step of any entity. A table whose columns change is among the changes of
/// the same changeset even when none of its own fields does: its version counts
/// for the whole aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityChange {
    /// A source's.
    Source(Delta<Source>),
    /// A table's.
    Table(Delta<Table>),
    /// A column's.
    Column(Delta<Column>),
    /// A lineage edge's; among the changes whenever one of its assertions is.
    Edge(Delta<Edge>),
    /// An assertion's.
    Assertion(Delta<Assertion>),
}

impl EntityChange {
    /// Which entity it is about.
    pub fn entity(&self) -> EntityRef {
        fn id<T: Entity>(delta: &Delta<T>) -> EntityRef {
            let before = delta.before.as_ref().map(|b| b.value.id());
            let id = before.or(delta.after.as_ref().map(Entity::id)).unwrap_or_default();
            EntityRef { kind: T::KIND, id }
        }
        match self {
            Self::Source(delta) => id(delta),
            Self::Table(delta) => id(delta),
            Self::Column(delta) => id(delta),
            Self::Edge(delta) => id(delta),
            Self::Assertion(delta) => id(delta),
        }
    }

    /// Whether it makes what was not there.
    pub fn creates(&self) -> bool {
        match self {
            Self::Source(delta) => delta.before.is_none(),
            Self::Table(delta) => delta.before.is_none(),
            Self::Column(delta) => delta.before.is_none(),
            Self::Edge(delta) => delta.before.is_none(),
            Self::Assertion(delta) => delta.before.is_none(),
        }
    }

    /// The change as history shows it; `None` when no field differs (a table that
    /// only counts its columns' change).
    pub fn describe(&self) -> Option<Change> {
        match self {
            Self::Source(delta) => delta.change(None),
            Self::Table(delta) => delta.change(None),
            Self::Edge(delta) => {
                let edge = delta.before.as_ref().map(|b| b.value.id);
                let edge = edge.or(delta.after.as_ref().map(|e| e.id));
                delta.change(None).map(|change| change.about(edge))
            }
            Self::Assertion(delta) => {
                let edge = delta.before.as_ref().map(|b| b.value.edge);
                let edge = edge.or(delta.after.as_ref().map(|a| a.edge));
                delta.change(None).map(|change| change.about(edge))
            }
            Self::Column(delta) => {
                let before = delta.before.as_ref().map(|b| b.value.table);
                delta.change(before.or(delta.after.as_ref().map(|c| c.table)))
            }
        }
    }
}

impl From<Delta<Source>> for EntityChange {
    fn from(delta: Delta<Source>) -> Self {
        Self::Source(delta)
    }
}

impl From<Delta<Table>> for EntityChange {
    fn from(delta: Delta<Table>) -> Self {
        Self::Table(delta)
    }
}

impl From<Delta<Column>> for EntityChange {
    fn from(delta: Delta<Column>) -> Self {
        Self::Column(delta)
    }
}

impl From<Delta<Edge>> for EntityChange {
    fn from(delta: Delta<Edge>) -> Self {
        Self::Edge(delta)
    }
}

impl From<Delta<Assertion>> for EntityChange {
    fn from(delta: Delta<Assertion>) -> Self {
        Self::Assertion(delta)
    }
}

/// Points at one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityRef {
    /// What it is.
    pub kind: EntityKind,
    /// Its id.
    pub id: Uuid,
}

names! {
    /// What happened to an entity.
    pub enum Operation {
        /// It came to be.
        Created = "CREATED",
        /// Some of its fields changed.
        Updated = "UPDATED",
        /// It ended.
        Deleted = "DELETED",
    }
}

/// What one changeset did to one entity, for people and programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The entity.
    pub entity: EntityRef,
    /// The table a column belongs to.
    pub table: Option<TableId>,
    /// Of a lineage edge or a claim: the edge.
    pub edge: Option<ChangedEdge>,
    /// What the entity was called then.
    pub name: String,
    /// What happened.
    pub operation: Operation,
    /// Field by field; of a created or deleted entity its set fields.
    pub fields: Vec<FieldChange>,
}

impl Change {
    /// The change as one of an edge, or of a claim about it.
    fn about(mut self, edge: Option<EdgeId>) -> Self {
        self.edge = edge.map(|id| ChangedEdge { id, from: None, to: None });
        self
    }
}

/// The lineage edge that a change is about. A change itself knows only ids; what the
/// ends were called then is looked up for who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedEdge {
    /// The edge.
    pub id: EdgeId,
    /// What the table or column was called in which it begins.
    pub from: Option<String>,
    /// What the table or column was called in which it ends.
    pub to: Option<String>,
}

/// One field's old and new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's public name.
    pub field: &'static str,
    /// Before; `Null` when unset or when the entity was created.
    pub old: Value,
    /// After; `Null` when unset or when the entity was deleted.
    pub new: Value,
}
