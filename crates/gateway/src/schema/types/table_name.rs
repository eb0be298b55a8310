use ariadne_application::domain;
use async_graphql::Object;

use super::enums::TableKind;

/// A name of a table at a source.
#[derive(Clone, Debug)]
pub(crate) struct TableName(pub(crate) domain::TableName);

/// A name of a table at a source.
#[Object]
impl TableName {
    /// Schema, database or owner; null where the engine has none.
    async fn schema(&self) -> Option<&str> {
        self.0.schema.as_deref()
    }

    /// The table's own name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is, where it is known.
    async fn kind(&self) -> Option<TableKind> {
        self.0.kind.map(Into::into)
    }
}
