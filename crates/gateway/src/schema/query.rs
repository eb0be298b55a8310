//! Reading.

use ariadne_application::domain::{ChangesetId, SourceId, TableId, Violation};
use ariadne_application::{At, Error, Reader};
use async_graphql::{Context, ID, MergedObject, Object, Result};

use super::access_query::AccessQuery;
use super::import_query::ImportQuery;
use super::input::{AsOf, ChangesetFilter, ExternalName, SourceFilter, TableFilter};
use super::lineage_query::LineageQuery;
use super::page::{Connection, Total, count_cost, list_cost, page_cost, page_of};
use super::scalars::{id_of, id_or_none};
use super::session::Session as _;
use super::types::enums::TableOrder;
use super::types::{
    Actor, Changeset, SearchConnection, ServerInfo, Source, SourceKindInfo, Table, TableFacets,
    TableName,
};

/// Most live names that one call suggests.
const MAX_SUGGESTIONS: i32 = 100;

/// What can be asked.
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub struct Query(CatalogQuery, LineageQuery, AccessQuery, ImportQuery);

/// Reading the catalog.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CatalogQuery;

/// A filter as the use cases take it; a source that is not there is `NotFound`.
async fn filter_of(
    reader: &Reader,
    at: At,
    filter: Option<TableFilter>,
) -> ariadne_application::Result<ariadne_application::TableFilter> {
    let filter: ariadne_application::TableFilter = filter.unwrap_or_default().try_into()?;
    if let Some(id) = filter.source
        && reader.sources(at, &[id]).await?.is_empty()
    {
        return Err(Error::not_found("gateway.filter", format!("data source with the id {id}")));
    }
    Ok(filter)
}

/// Reading the catalog.
#[Object]
impl CatalogQuery {
    /// What serves this API, and where its catalog stands.
    async fn server(&self, ctx: &Context<'_>) -> Result<ServerInfo> {
        Ok(ServerInfo(ctx.reader()?.server().await?))
    }

    /// The kinds of data sources that this server can read, with their settings.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn source_kinds(&self, ctx: &Context<'_>) -> Result<Vec<SourceKindInfo>> {
        Ok(ctx.reader()?.source_kinds().iter().cloned().map(SourceKindInfo).collect())
    }

    /// Data sources by name.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn sources(
        &self,
        ctx: &Context<'_>,
        filter: Option<SourceFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Source>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.unwrap_or_default().into();
        let found = ctx.reader()?.list_sources(&filter, &page).await?;
        let found = found.map(|stored| Source::new(At::Head, stored));
        Ok(Connection::new(found, Total::Sources(filter)))
    }

    /// A data source; null when there is none with this id.
    async fn source(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Source>> {
        let Some(id) = id_or_none::<SourceId>(&id) else { return Ok(None) };
        let found = ctx.loaders()?.sources.one((At::Head, id).into()).await?;
        Ok(found.map(|stored| Source::new(At::Head, stored)))
    }

    /// Tables. With `asOf` those of then, what was deleted since included.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn tables(
        &self,
        ctx: &Context<'_>,
        filter: Option<TableFilter>,
        order_by: Option<TableOrder>,
        first: Option<i32>,
        after: Option<String>,
        as_of: Option<AsOf>,
    ) -> Result<Connection<Table>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let reader = ctx.reader()?;
        let at = AsOf::resolve(as_of, &reader).await?;
        let filter = filter_of(&reader, at, filter).await?;
        let order = order_by.unwrap_or(TableOrder::Name).into();
        let found = reader.list_tables(at, &filter, order, &page).await?;
        let found = found.map(|stored| Table::new(at, stored));
        Ok(Connection::new(found, Total::Tables(at, filter)))
    }

    /// A table; null when there is (or was then) none with this id.
    async fn table(&self, ctx: &Context<'_>, id: ID, as_of: Option<AsOf>) -> Result<Option<Table>> {
        let at = AsOf::resolve(as_of, &ctx.reader()?).await?;
        let Some(id) = id_or_none::<TableId>(&id) else { return Ok(None) };
        let found = ctx.loaders()?.tables.one((at, id).into()).await?;
        Ok(found.map(|stored| Table::new(at, stored)))
    }

    /// The one table of this name; null when there is none, AMBIGUOUS when several fit.
    /// `source` is the name of its data source.
    async fn table_by_name(
        &self,
        ctx: &Context<'_>,
        source: Option<String>,
        schema: Option<String>,
        name: String,
    ) -> Result<Option<Table>> {
        let reader = ctx.reader()?;
        let found = reader.table_by_name(source.as_deref(), schema.as_deref(), &name).await?;
        Ok(found.map(|stored| Table::new(At::Head, stored)))
    }

    /// The tables that are bound to these objects of a data source, whatever the catalog
    /// calls them; at most 100 names. They are read as the source reads what is typed: those
    /// of Oracle as they stand, else in upper case.
    #[graphql(complexity = "list_cost(names.len(), child_complexity)")]
    async fn bound_tables(
        &self,
        ctx: &Context<'_>,
        source_id: ID,
        names: Vec<ExternalName>,
    ) -> Result<Vec<Table>> {
        let source = id_of(&source_id, "data source")?;
        let names: Vec<_> = names.into_iter().map(Into::into).collect();
        let found = ctx.reader()?.bound_tables(source, &names).await?;
        Ok(found.into_iter().map(|stored| Table::new(At::Head, stored)).collect())
    }

    /// Tags, owners, data sources and kinds of tables with their counts.
    #[graphql(complexity = "count_cost(child_complexity)")]
    async fn facets(&self, ctx: &Context<'_>, filter: Option<TableFilter>) -> Result<TableFacets> {
        let reader = ctx.reader()?;
        let filter = filter_of(&reader, At::Head, filter).await?;
        Ok(TableFacets(reader.table_facets(&filter).await?))
    }

    /// Tables, columns and data sources that have every word of the text in their
    /// names, paths or descriptions, best first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        text: String,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<SearchConnection> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let reader = ctx.reader()?;
        let hits = reader.search(&text, &page).await?;
        Ok(SearchConnection::load(&reader, text, hits).await?)
    }

    /// Live names from a data source that contain or resemble the text.
    #[graphql(complexity = "page_cost(limit, child_complexity)")]
    async fn suggest_tables(
        &self,
        ctx: &Context<'_>,
        source_id: ID,
        text: String,
        #[graphql(default_with = "Some(20)")] limit: Option<i32>,
    ) -> Result<Vec<TableName>> {
        let limit = limit.unwrap_or(20);
        if !(1..=MAX_SUGGESTIONS).contains(&limit) {
            let message = format!("From 1 to {MAX_SUGGESTIONS} names can be suggested.");
            let violation = Violation::new(["limit"], "INVALID", message);
            return Err(Error::validation("gateway.suggest", vec![violation]).into());
        }
        let source = id_of(&source_id, "data source")?;
        let limit = usize::try_from(limit).unwrap_or(1);
        let names = ctx.reader()?.suggest_tables(source, &text, limit).await?;
        Ok(names.into_iter().map(TableName).collect())
    }

    /// Changesets, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn changesets(
        &self,
        ctx: &Context<'_>,
        filter: Option<ChangesetFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Changeset>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.unwrap_or_default().try_into()?;
        let found = ctx.reader()?.list_changesets(&filter, &page).await?;
        Ok(Connection::new(found.map(Changeset), Total::Changesets(filter)))
    }

    /// Everybody who ever changed the catalog, each once under the newest name, who did so
    /// last first: the choices of `ChangesetFilter.actor`.
    #[graphql(complexity = "list_cost(50, child_complexity)")]
    async fn change_actors(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        Ok(ctx.reader()?.changeset_actors().await?.into_iter().map(Actor).collect())
    }

    /// A changeset; null when there is none with this id.
    async fn changeset(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Changeset>> {
        let Some(id) = id_or_none::<ChangesetId>(&id) else { return Ok(None) };
        Ok(ctx.loaders()?.changesets.one(id).await?.map(Changeset))
    }
}
