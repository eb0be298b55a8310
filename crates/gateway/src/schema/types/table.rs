use std::collections::HashMap;
use std::sync::Arc;

use ariadne_application::domain::{self, ColumnId, Stored, TableId, filter_text, search_words};
use ariadne_application::{
    At, ChangesetFilter, Cursor, CursorKey, Error, Neighbours, Node, Page, PageRequest, TableView,
};
use async_graphql::{Context, ID, Object, Result};

use super::enums::TableKind;
use super::{Changeset, Column, Source, TableKey};
use crate::schema::page::{Connection, Total, column_page_of, list_cost, page_cost, page_of};
use crate::schema::scalars::{DateTime, Json, Long};
use crate::schema::session::Session as _;

/// Anything that has columns.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    at: At,
    stored: Arc<Stored<domain::Table>>,
    /// Its columns when they are stored nowhere (a dry run).
    columns: Option<Arc<Vec<domain::Column>>>,
}

impl Table {
    /// A table as it is (or was) at a point of history.
    pub(crate) fn new(at: At, stored: Stored<domain::Table>) -> Self {
        Self { at, stored: Arc::new(stored), columns: None }
    }

    /// The table at a point of history; `NotFound` when there is none then.
    pub(crate) async fn load(ctx: &Context<'_>, at: At, id: TableId) -> Result<Self> {
        let found = ctx.loaders()?.tables.one((at, id).into()).await?;
        let found = found
            .ok_or_else(|| Error::not_found("gateway.table", format!("table with the id {id}")))?;
        Ok(Self::new(at, found))
    }

    pub(crate) fn value(&self) -> &domain::Table {
        &self.stored.value
    }

    /// Printed paths of the columns that its keys mention.
    async fn key_paths(&self, ctx: &Context<'_>) -> Result<HashMap<ColumnId, String>> {
        let planned = self.columns.iter().flat_map(|columns| columns.iter());
        let mut paths: HashMap<ColumnId, String> =
            planned.map(|c| (c.id, c.path.to_string())).collect();
        // A key still goes over a column that was removed here.
        let ids = self.value().keys().iter().flat_map(|key| key.columns.iter().copied());
        let missing = ids.filter(|id| !paths.contains_key(id)).map(|id| (self.at, id).into());
        let found = ctx.loaders()?.columns.many(missing).await?;
        paths.extend(found.into_values().map(|c| (c.value.id, c.value.path.to_string())));
        Ok(paths)
    }

    // Answered as an optional result: an error of a bare one would take the whole
    // object with it, which the record alone can answer.
    async fn neighbours(&self, ctx: &Context<'_>) -> Result<Neighbours> {
        let id = self.value().id;
        let key = (self.at, Node { id: id.0, table: id }).into();
        Ok(ctx.loaders()?.neighbours.one(key).await?.unwrap_or_default())
    }

    /// A page of columns that are stored nowhere.
    fn page_of_planned(
        columns: &[domain::Column],
        text: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<domain::Column>> {
        let words = search_words(text.unwrap_or_default());
        let scope = format!("planned columns {words:?}");
        let start = match &page.after {
            None => 0,
            Some(cursor) => {
                cursor.check("gateway.columns", &scope)?;
                let behind = columns.iter().position(|c| c.id.0 == cursor.id);
                behind.map_or(columns.len(), |at| at + 1)
            }
        };
        let fits = |column: &&domain::Column| {
            let printed = column.path.to_string();
            let text = filter_text([Some(printed.as_str()), column.description()]);
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let mut found = columns[start..].iter().filter(fits);
        let items: Vec<_> = found
            .by_ref()
            .take(page.first)
            .map(|column| {
                let key = CursorKey::Int(column.ordinal.into());
                (column.clone(), Cursor::new(&scope, vec![key], column.id.0))
            })
            .collect();
        Ok(Page { items, has_next: found.next().is_some() })
    }
}

impl From<TableView> for Table {
    fn from(view: TableView) -> Self {
        Self { at: At::Head, stored: Arc::new(view.table), columns: view.columns }
    }
}

/// Anything that has columns: a table, view, collection, index, file, topic, report.
#[Object]
impl Table {
    /// Its id.
    async fn id(&self) -> ID {
        self.value().id.to_string().into()
    }

    /// The person's kind, else the observed one, else TABLE.
    async fn kind(&self) -> TableKind {
        self.value().kind().into()
    }

    /// Its schema in the catalog.
    async fn schema(&self) -> Option<&str> {
        self.value().schema.as_deref()
    }

    /// Its name in the catalog.
    async fn name(&self) -> &str {
        &self.value().name
    }

    /// Schema and name, or the name alone; for people, not for parsing.
    async fn qualified_name(&self) -> String {
        self.value().qualified_name()
    }

    /// The data source that it is bound to; null for a manual table.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Source>> {
        let Some(id) = self.value().source else { return Ok(None) };
        let found = ctx.loaders()?.sources.one((self.at, id).into()).await?;
        Ok(found.map(|stored| Source::new(self.at, stored)))
    }

    /// What the source calls its schema, when it was bound.
    async fn external_schema(&self) -> Option<&str> {
        self.value().external.as_ref().and_then(|name| name.schema.as_deref())
    }

    /// What the source calls it, when it was bound.
    async fn external_name(&self) -> Option<&str> {
        self.value().external.as_ref().map(|name| name.name.as_str())
    }

    /// The person's text, else the source's comment.
    async fn description(&self) -> Option<&str> {
        self.value().description()
    }

    /// The source's own comment.
    async fn source_comment(&self) -> Option<&str> {
        self.value().source_comment()
    }

    /// Tags, sorted.
    async fn tags(&self) -> &[String] {
        &self.value().tags
    }

    /// Who answers for it.
    async fn owner(&self) -> Option<&str> {
        self.value().owner.as_deref()
    }

    /// Primary, unique and foreign keys.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn keys(&self, ctx: &Context<'_>) -> Result<Vec<TableKey>> {
        let keys = self.value().keys();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let paths = self.key_paths(ctx).await?;
        Ok(keys.iter().map(|key| TableKey::stored(key, &paths)).collect())
    }

    /// View text or pipeline.
    async fn definition(&self) -> Option<&str> {
        self.value().observed.as_ref().and_then(|o| o.definition.as_deref())
    }

    /// What only this engine knows.
    async fn properties(&self) -> Option<Json> {
        let observed = self.value().observed.as_ref();
        observed.filter(|o| !o.properties.is_blank()).and_then(|o| Json::some(&o.properties))
    }

    /// Estimated number of rows or documents.
    async fn row_count(&self) -> Option<Long> {
        self.value().observed.as_ref().and_then(|o| o.row_count).map(Long::of)
    }

    /// When the last accepted fetch was made.
    async fn introspected_at(&self) -> Option<DateTime> {
        self.value().introspected_at.map(DateTime)
    }

    /// Its columns in their order. `filter`: every word of it is within the path or
    /// the description. A page has at most 5,000.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn columns(
        &self,
        ctx: &Context<'_>,
        filter: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Column>> {
        let page = column_page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.filter(|text| !text.trim().is_empty());
        if let Some(columns) = &self.columns {
            let found = Self::page_of_planned(columns, filter.as_deref(), &page)?;
            let all = PageRequest::first(usize::MAX);
            let total = Self::page_of_planned(columns, filter.as_deref(), &all)?.items.len();
            let found = found.map(|c| Column::new(self.at, c, Some(self.clone())));
            return Ok(Connection::new(found, Total::Known(total)));
        }
        let id = self.value().id;
        let found = ctx.reader()?.list_columns(self.at, id, filter.as_deref(), &page).await?;
        let found = found.map(|c| Column::new(self.at, c.value, Some(self.clone())));
        Ok(Connection::new(found, Total::Columns(self.at, id, filter)))
    }

    /// How many columns it has.
    async fn column_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = if let Some(columns) = &self.columns {
            columns.len() as u64
        } else {
            let key = (self.at, self.value().id).into();
            ctx.loaders()?.column_counts.one(key).await?.unwrap_or(0)
        };
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// How many tables feed it directly; null, with an error of its own, while the
    /// lineage graph cannot answer.
    async fn upstream_count(&self, ctx: &Context<'_>) -> Option<Result<u32>> {
        Some(self.neighbours(ctx).await.map(|of| of.upstream))
    }

    /// How many tables it feeds directly; null, with an error of its own, while the
    /// lineage graph cannot answer.
    async fn downstream_count(&self, ctx: &Context<'_>) -> Option<Result<u32>> {
        Some(self.neighbours(ctx).await.map(|of| of.downstream))
    }

    /// The changesets that touched it or its columns, newest first, whatever point
    /// of history it is looked at.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Changeset>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter =
            ChangesetFilter { entity: Some(self.value().id.0), ..ChangesetFilter::default() };
        let found = ctx.reader()?.list_changesets(&filter, &page).await?;
        Ok(Connection::new(found.map(Changeset), Total::Changesets(filter)))
    }

    /// Raised by every change of the table or its columns; a change has to name it.
    async fn version(&self) -> u32 {
        self.stored.version
    }

    /// When it was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.stored.created_at)
    }

    /// When the table or its columns last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.stored.updated_at)
    }
}
