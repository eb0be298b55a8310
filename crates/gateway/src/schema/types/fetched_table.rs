use std::sync::Arc;

use ariadne_application as application;
use ariadne_application::domain::{self, ColumnFacts, KeyKind, Path};
use async_graphql::{ID, Object};

use super::enums::{LogicalTypeKind, TableKind};
use super::problem::problems;
use super::{Problem, TableDiff, TableKey, millis};
use crate::schema::page::list_cost;
use crate::schema::scalars::{Json, Long};

/// What a fetch saw of one table.
#[derive(Clone, Debug)]
pub(crate) struct FetchedTable(Arc<application::Fetched>);

impl From<application::Fetched> for FetchedTable {
    fn from(fetched: application::Fetched) -> Self {
        Self(Arc::new(fetched))
    }
}

/// What a fetch saw of one table. Nothing of it is in the catalog until it is accepted
/// by its id, within 24 hours.
#[Object]
impl FetchedTable {
    /// Its id; `createTable` and `applyFetched` take it.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Facts of the table as a whole.
    async fn table(&self) -> TableFacts {
        TableFacts(Arc::clone(&self.0))
    }

    /// Every column, in the source's order.
    #[graphql(complexity = "list_cost(1_000, child_complexity)")]
    async fn columns(&self) -> Vec<FetchedColumn> {
        let count = self.0.fetched.columns.len();
        (0..count).map(|index| FetchedColumn { of: Arc::clone(&self.0), index }).collect()
    }

    /// Primary, unique and foreign keys, in the source's order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn keys(&self) -> Vec<TableKey> {
        self.0.fetched.facts.keys.iter().map(TableKey::fetched).collect()
    }

    /// What accepting would change, when it is a re-fetch of a table.
    async fn diff(&self) -> Option<TableDiff> {
        self.0.diff.is_some().then(|| TableDiff(Arc::clone(&self.0)))
    }

    /// What could not be seen or looks wrong.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn warnings(&self) -> Vec<Problem> {
        problems(&self.0.fetched.warnings)
    }

    /// How it was found out.
    async fn evidence(&self) -> Evidence {
        Evidence(Arc::clone(&self.0))
    }
}

/// Facts of a table as a whole.
pub(crate) struct TableFacts(Arc<application::Fetched>);

/// Facts of a table as a whole, as its source reports them.
#[Object]
impl TableFacts {
    /// What the source calls its schema.
    async fn schema(&self) -> Option<&str> {
        self.0.fetched.facts.external.schema.as_deref()
    }

    /// What the source calls it, exactly.
    async fn name(&self) -> &str {
        &self.0.fetched.facts.external.name
    }

    /// What it is.
    async fn kind(&self) -> TableKind {
        self.0.fetched.facts.kind.into()
    }

    /// The source's own comment.
    async fn source_comment(&self) -> Option<&str> {
        self.0.fetched.facts.comment.as_deref()
    }

    /// View text or pipeline.
    async fn definition(&self) -> Option<&str> {
        self.0.fetched.facts.definition.as_deref()
    }

    /// Estimated number of rows or documents.
    async fn row_count(&self) -> Option<Long> {
        self.0.fetched.facts.row_count.map(Long::of)
    }

    /// What only this engine knows.
    async fn properties(&self) -> Option<Json> {
        let properties = &self.0.fetched.facts.properties;
        (!properties.is_blank()).then(|| Json(properties.clone()))
    }
}

/// A column as a fetch saw it.
pub(crate) struct FetchedColumn {
    of: Arc<application::Fetched>,
    index: usize,
}

impl FetchedColumn {
    fn facts(&self) -> &ColumnFacts {
        &self.of.fetched.columns[self.index]
    }

    fn keys(&self, kind: KeyKind) -> impl Iterator<Item = &[Path]> {
        let keys = self.of.fetched.facts.keys.iter();
        keys.filter(move |key| key.kind == kind && key.enabled != Some(false))
            .map(|key| key.columns.as_slice())
    }
}

/// A column as a fetch saw it.
#[Object]
impl FetchedColumn {
    /// Where it is: keys as they are, `[]` for the elements of an array in an array,
    /// `{}` for the values of a map.
    async fn path(&self) -> Vec<String> {
        self.facts().path.to_wire()
    }

    /// The path as one text, for example `address.city`.
    async fn name(&self) -> String {
        self.facts().path.to_string()
    }

    /// The type in the engine's own spelling.
    async fn data_type(&self) -> &str {
        &self.facts().data_type
    }

    /// The normal form of the type.
    async fn logical_type(&self) -> String {
        self.facts().logical_type.to_string()
    }

    /// The kind of the logical type.
    async fn logical_kind(&self) -> LogicalTypeKind {
        self.facts().logical_type.kind().into()
    }

    /// Whether it may be absent or null.
    async fn nullable(&self) -> bool {
        self.facts().nullable
    }

    /// Its position in the primary key, from 1; null when not in it.
    async fn primary_key(&self) -> Option<u32> {
        let keys = self.of.fetched.facts.keys.iter();
        let primary = keys.filter(|key| key.kind == KeyKind::Primary).map(|key| &key.columns);
        let mut at =
            primary.filter_map(|columns| columns.iter().position(|p| *p == self.facts().path));
        at.find_map(|at| u32::try_from(at + 1).ok())
    }

    /// Whether no two rows have the same value in this column alone.
    async fn unique(&self) -> bool {
        let alone = std::slice::from_ref(&self.facts().path);
        let mut keys = self.keys(KeyKind::Primary).chain(self.keys(KeyKind::Unique));
        keys.any(|columns| columns == alone)
    }

    /// The default expression.
    async fn default(&self) -> Option<&str> {
        self.facts().default.as_deref()
    }

    /// How it is generated, if it is.
    async fn generated(&self) -> Option<&str> {
        self.facts().generated.as_deref()
    }

    /// The source's own comment.
    async fn source_comment(&self) -> Option<&str> {
        self.facts().comment.as_deref()
    }

    /// What only this engine knows.
    async fn properties(&self) -> Option<Json> {
        let properties = &self.facts().properties;
        (!properties.is_blank()).then(|| Json(properties.clone()))
    }
}

/// How an answer came to be.
pub(crate) struct Evidence(Arc<application::Fetched>);

impl Evidence {
    fn evidence(&self) -> &domain::Evidence {
        &self.0.fetched.evidence
    }
}

/// How an answer came to be.
#[Object]
impl Evidence {
    /// Every statement or request sent, in order.
    async fn statements(&self) -> &[String] {
        &self.evidence().statements
    }

    /// Number of documents looked at, where a sample was taken.
    async fn sampled_documents(&self) -> Option<Long> {
        self.evidence().sampled_documents.map(Long::of)
    }

    /// How the sample was taken.
    async fn sample_method(&self) -> Option<&str> {
        self.evidence().sample_method.as_deref()
    }

    /// How long the fetch took, in milliseconds.
    async fn elapsed_ms(&self) -> i32 {
        millis(self.evidence().elapsed)
    }

    /// How the name was resolved, when not literally: folding, synonym, alias.
    async fn resolved_from(&self) -> Option<&str> {
        self.evidence().resolved_from.as_deref()
    }
}
