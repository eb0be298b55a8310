use std::collections::HashMap;

use ariadne_application::domain::{self, ColumnId, ForeignTarget, KeyKind};
use async_graphql::Object;

use super::TableName;

/// A key of a table.
#[derive(Clone, Debug)]
pub(crate) struct TableKey {
    kind: KeyKind,
    name: Option<String>,
    columns: Vec<String>,
    references: Option<ForeignTarget>,
    enabled: Option<bool>,
}

impl TableKey {
    /// A key of the catalog, its columns by `paths`.
    pub(crate) fn stored(key: &domain::Key, paths: &HashMap<ColumnId, String>) -> Self {
        Self {
            kind: key.kind,
            name: key.name.clone(),
            columns: key.columns.iter().filter_map(|id| paths.get(id).cloned()).collect(),
            references: key.references.clone(),
            enabled: key.enabled,
        }
    }

    /// A key as a source reports it.
    pub(crate) fn fetched(key: &domain::KeyFacts) -> Self {
        Self {
            kind: key.kind,
            name: key.name.clone(),
            columns: key.columns.iter().map(ToString::to_string).collect(),
            references: key.references.clone(),
            enabled: key.enabled,
        }
    }
}

/// A key of a table.
#[Object]
impl TableKey {
    /// PRIMARY, UNIQUE or FOREIGN.
    async fn kind(&self) -> &str {
        self.kind.as_str()
    }

    /// The constraint's or index's name.
    async fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Names of its columns, in key order.
    async fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The table that a foreign key points to.
    async fn references(&self) -> Option<TableName> {
        self.references.as_ref().map(|target| {
            TableName(domain::TableName {
                schema: target.schema.clone(),
                name: target.name.clone(),
                kind: None,
            })
        })
    }

    /// The columns that a foreign key points to, in key order.
    async fn referenced_columns(&self) -> &[String] {
        self.references.as_ref().map_or(&[], |target| &target.columns)
    }

    /// Whether the engine enforces it; null where it has no such notion.
    async fn enabled(&self) -> Option<bool> {
        self.enabled
    }
}
