use std::sync::Arc;

use ariadne_application::domain::{self, primary_key_position, unique_alone};
use ariadne_application::{At, Neighbours, Node};
use async_graphql::{Context, ID, Object, Result};

use super::Table;
use super::enums::{ColumnOrigin, LogicalTypeKind};
use crate::schema::scalars::Json;
use crate::schema::session::Session as _;

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    at: At,
    value: Arc<domain::Column>,
    /// Its table, where the reader came from there.
    table: Option<Table>,
}

impl Column {
    /// A column as it is (or was) at a point of history.
    pub(crate) fn new(at: At, value: domain::Column, table: Option<Table>) -> Self {
        Self { at, value: Arc::new(value), table }
    }

    // Answered as an optional result: an error of a bare one would take the whole
    // object with it, which the record alone can answer.
    async fn neighbours(&self, ctx: &Context<'_>) -> Result<Neighbours> {
        let key = (self.at, Node { id: self.value.id.0, table: self.value.table }).into();
        Ok(ctx.loaders()?.neighbours.one(key).await?.unwrap_or_default())
    }

    async fn its_table(&self, ctx: &Context<'_>) -> Result<Table> {
        match &self.table {
            Some(table) => Ok(table.clone()),
            None => Table::load(ctx, self.at, self.value.table).await,
        }
    }
}

/// A column of a table, or a field of a document: observed facts with what people
/// wrote over them.
// One field after the other: nearly none of them waits, and there are thousands.
#[Object(serial)]
impl Column {
    /// Its id; it stays when the column is renamed.
    async fn id(&self) -> ID {
        self.value.id.to_string().into()
    }

    /// Its table.
    async fn table(&self, ctx: &Context<'_>) -> Result<Table> {
        self.its_table(ctx).await
    }

    /// How many columns feed it directly; null, with an error of its own, while the
    /// lineage graph cannot answer.
    async fn upstream_count(&self, ctx: &Context<'_>) -> Option<Result<u32>> {
        Some(self.neighbours(ctx).await.map(|of| of.upstream))
    }

    /// How many columns it feeds directly; null, with an error of its own, while the
    /// lineage graph cannot answer.
    async fn downstream_count(&self, ctx: &Context<'_>) -> Option<Result<u32>> {
        Some(self.neighbours(ctx).await.map(|of| of.downstream))
    }

    /// Where it is, unique in its table: keys as they are, `[]` for the elements of an
    /// array in an array, `{}` for the values of a map.
    async fn path(&self) -> Vec<String> {
        self.value.path.to_wire()
    }

    /// The path as one text, for example `address.city`.
    async fn name(&self) -> String {
        self.value.path.to_string()
    }

    /// The type in the engine's own spelling.
    async fn data_type(&self) -> &str {
        self.value.data_type()
    }

    /// The normal form of the type, for example `decimal(10,2)` or `array<object>`.
    async fn logical_type(&self) -> String {
        self.value.logical_type().to_string()
    }

    /// The kind of the logical type.
    async fn logical_kind(&self) -> LogicalTypeKind {
        self.value.logical_type().kind().into()
    }

    /// Whether it may be absent or null.
    async fn nullable(&self) -> bool {
        self.value.nullable()
    }

    /// Its position in the primary key, from 1; null when not in it.
    async fn primary_key(&self, ctx: &Context<'_>) -> Result<Option<u32>> {
        Ok(primary_key_position(self.its_table(ctx).await?.value().keys(), self.value.id))
    }

    /// Whether no two rows have the same value in this column alone.
    async fn unique(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(unique_alone(self.its_table(ctx).await?.value().keys(), self.value.id))
    }

    /// The default expression.
    async fn default(&self) -> Option<&str> {
        self.value.default()
    }

    /// How it is generated, if it is.
    async fn generated(&self) -> Option<&str> {
        self.value.generated()
    }

    /// The person's text, else the source's comment.
    async fn description(&self) -> Option<&str> {
        self.value.description()
    }

    /// The source's own comment.
    async fn source_comment(&self) -> Option<&str> {
        self.value.source_comment()
    }

    /// Tags, sorted.
    async fn tags(&self) -> &[String] {
        &self.value.tags
    }

    /// Its place in the table's order, from 0.
    async fn ordinal(&self) -> u32 {
        self.value.ordinal
    }

    /// Whether a fetch ever saw it.
    async fn origin(&self) -> ColumnOrigin {
        if self.value.is_manual() { ColumnOrigin::Manual } else { ColumnOrigin::Introspected }
    }

    /// The fields in which a person's word stands over an observed fact.
    async fn overridden(&self) -> Vec<&'static str> {
        self.value.overridden()
    }

    /// What only this engine knows: presence, shares of a union's members, analyzers, …
    async fn properties(&self) -> Option<Json> {
        self.value.properties().and_then(Json::some)
    }
}
