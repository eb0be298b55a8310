use ariadne_application::domain;
use async_graphql::{ID, Object, SimpleObject};

use super::enums::{EntityKind, Operation};
use crate::schema::page::list_cost;
use crate::schema::scalars::{Json, Long};

/// What one changeset did to one entity.
#[derive(Clone, Debug)]
pub(crate) struct Change(pub(crate) domain::Change);

/// What one changeset did to one entity.
#[Object]
impl Change {
    /// What the entity is.
    async fn kind(&self) -> EntityKind {
        self.0.entity.kind.into()
    }

    /// Id of the entity.
    async fn entity_id(&self) -> ID {
        self.0.entity.id.to_string().into()
    }

    /// Of a column: id of its table.
    async fn table_id(&self) -> Option<ID> {
        self.0.table.map(|id| id.to_string().into())
    }

    /// Of a lineage edge or a claim: the edge, with what its ends were called then.
    async fn edge(&self) -> Option<ChangedLineage> {
        self.0.edge.clone().map(ChangedLineage)
    }

    /// What the entity was called then.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What happened to it.
    async fn operation(&self) -> Operation {
        self.0.operation.into()
    }

    /// Field by field; of a created or deleted entity the fields that were set.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn fields(&self) -> Vec<FieldChange> {
        self.0.fields.iter().cloned().map(FieldChange).collect()
    }
}

/// The lineage edge that a change is about.
pub(crate) struct ChangedLineage(domain::ChangedEdge);

/// The lineage edge that a change is about.
#[Object]
impl ChangedLineage {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What the table or column was called then in which it begins: `shop.orders`, a column
    /// `shop.orders: customer.id`; null when that is not known any more.
    async fn from(&self) -> Option<&str> {
        self.0.from.as_deref()
    }

    /// What the table or column was called then in which it ends.
    async fn to(&self) -> Option<&str> {
        self.0.to.as_deref()
    }
}

/// How often a changeset did one thing to one kind of entity.
#[derive(SimpleObject)]
pub(crate) struct ChangeCount {
    /// To what.
    kind: EntityKind,
    /// What.
    operation: Operation,
    /// How often; at least 1.
    count: Long,
}

impl From<ariadne_application::ChangeCount> for ChangeCount {
    fn from(counted: ariadne_application::ChangeCount) -> Self {
        let ariadne_application::ChangeCount { kind, operation, count, .. } = counted;
        Self { kind: kind.into(), operation: operation.into(), count: Long::of(count) }
    }
}

/// One field's old and new value.
pub(crate) struct FieldChange(domain::FieldChange);

/// One field's old and new value.
#[Object]
impl FieldChange {
    /// The field.
    async fn field(&self) -> &str {
        self.0.field
    }

    /// Before; null when unset or when the entity was created.
    async fn old(&self) -> Option<Json> {
        Json::some(&self.0.old)
    }

    /// After; null when unset or when the entity was deleted.
    async fn new(&self) -> Option<Json> {
        Json::some(&self.0.new)
    }
}
