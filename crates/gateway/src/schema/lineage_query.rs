//! Asking about lineage.

use ariadne_application::domain::{self, EdgeId, TableId, Violation};
use ariadne_application::{Error, LineageRequest, Reader};
use async_graphql::{Context, ID, Object, Result};
use uuid::Uuid;

use super::input::{AsOf, LineageFilter, LineageReviewFilter};
use super::page::{Connection, Total, list_cost, page_cost, page_of};
use super::scalars::{id_of, id_or_none};
use super::session::Session as _;
use super::types::enums::{Direction, LineageLevel};
use super::types::{
    HUNDRED, Impact, Lineage, LineageCycle, LineageDiff, LineageEdge, LineageHealth, LineagePath,
    LineageProposal, MappingProposal,
};

/// Asking about lineage.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineageQuery;

/// A number that may not be negative.
fn number(field: &'static str, given: Option<i32>) -> ariadne_application::Result<Option<u32>> {
    let Some(given) = given else { return Ok(None) };
    u32::try_from(given).map(Some).map_err(|_| {
        let message = format!("{given} is negative; give 0 or more.");
        Error::validation("gateway.lineage", vec![Violation::new([field], "INVALID", message)])
    })
}

/// What a walk costs: what is asked of each hundred nodes, as often as it may answer so
/// many.
fn walk_cost(limit: Option<i32>, child: usize) -> usize {
    let nodes = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(2_000);
    list_cost(nodes.div_ceil(HUNDRED).max(1), child)
}

/// What paths cost, each of them of about ten edges.
fn paths_cost(max: Option<i32>, child: usize) -> usize {
    let paths = max.and_then(|max| usize::try_from(max).ok()).unwrap_or(10);
    list_cost(paths.saturating_mul(10), child)
}

/// What most questions about lineage have in common.
struct Asked {
    of: Vec<ID>,
    level: LineageLevel,
    direction: Direction,
    depth: Option<i32>,
    filter: Option<LineageFilter>,
    limit: Option<i32>,
}

impl Asked {
    async fn request(
        self,
        reader: &Reader,
        as_of: Option<AsOf>,
    ) -> ariadne_application::Result<LineageRequest> {
        let of = self.of.iter().map(|id| id_of::<Uuid>(id, "table or column"));
        let limit = number("limit", self.limit)?;
        Ok(LineageRequest {
            of: of.collect::<ariadne_application::Result<_>>()?,
            level: self.level.into(),
            direction: self.direction.into(),
            depth: number("depth", self.depth)?,
            filter: self.filter.unwrap_or_default().try_into()?,
            at: reader.lineage_as_of(as_of.map(TryInto::try_into).transpose()?).await?,
            limit: limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
        })
    }
}

/// Asking about lineage.
#[Object]
impl LineageQuery {
    /// What is upstream and downstream of tables or columns. At level COLUMN a table
    /// stands for all its columns, at level TABLE a column for its table. `depth` null
    /// is to the ends, 0 the start alone. `limit`: most nodes to answer, 2,000 when
    /// absent; `truncated` says whether it cut something.
    #[graphql(complexity = "walk_cost(limit, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    async fn lineage(
        &self,
        ctx: &Context<'_>,
        of: Vec<ID>,
        #[graphql(default_with = "LineageLevel::Table")] level: LineageLevel,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        #[graphql(default_with = "Some(3)")] depth: Option<i32>,
        filter: Option<LineageFilter>,
        as_of: Option<AsOf>,
        limit: Option<i32>,
    ) -> Result<Lineage> {
        let reader = ctx.reader()?;
        let asked = Asked { of, level, direction, depth, filter, limit };
        let request = asked.request(&reader, as_of).await?;
        let walk = reader.lineage(&request).await?;
        Ok(Lineage { at: request.at, level: request.level, walk })
    }

    /// What differs between the lineage of two points of history.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    #[graphql(complexity = "list_cost(1_000, child_complexity)")]
    async fn lineage_diff(
        &self,
        ctx: &Context<'_>,
        of: Vec<ID>,
        #[graphql(default_with = "LineageLevel::Table")] level: LineageLevel,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        #[graphql(default_with = "Some(3)")] depth: Option<i32>,
        from: AsOf,
        to: AsOf,
    ) -> Result<LineageDiff> {
        let reader = ctx.reader()?;
        let asked = Asked { of, level, direction, depth, filter: None, limit: None };
        let request = asked.request(&reader, Some(to)).await?;
        let earlier = reader.lineage_as_of(Some(from.try_into()?)).await?;
        let diff = reader.lineage_diff(&request, earlier, request.at).await?;
        Ok(LineageDiff::new(request.level, (earlier, request.at), diff))
    }

    /// Ways from one table or column to another that visit nothing twice, shortest
    /// first; at most 100.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    #[graphql(complexity = "paths_cost(max, child_complexity)")]
    async fn lineage_paths(
        &self,
        ctx: &Context<'_>,
        from: ID,
        to: ID,
        #[graphql(default_with = "LineageLevel::Table")] level: LineageLevel,
        #[graphql(default_with = "Some(10)")] max: Option<i32>,
        filter: Option<LineageFilter>,
        as_of: Option<AsOf>,
    ) -> Result<Vec<LineagePath>> {
        let reader = ctx.reader()?;
        let ends = (id_of(&from, "table or column")?, id_of(&to, "table or column")?);
        let at = reader.lineage_as_of(as_of.map(TryInto::try_into).transpose()?).await?;
        let max = number("max", max)?.unwrap_or(10);
        let max = usize::try_from(max).unwrap_or(usize::MAX);
        let filter = filter.unwrap_or_default().try_into()?;
        let level = level.into();
        let paths = reader.lineage_paths(ends, level, max, filter, at).await?;
        LineagePath::of(ctx, at, level, paths).await
    }

    /// What changes when these tables or columns do (UPSTREAM: what they rely on),
    /// counted to the ends.
    async fn impact(
        &self,
        ctx: &Context<'_>,
        of: Vec<ID>,
        #[graphql(default_with = "Direction::Downstream")] direction: Direction,
        filter: Option<LineageFilter>,
        as_of: Option<AsOf>,
    ) -> Result<Impact> {
        let reader = ctx.reader()?;
        let level = LineageLevel::Table;
        let asked = Asked { of, level, direction, depth: None, filter, limit: None };
        let request = asked.request(&reader, as_of).await?;
        let found = reader.impact(&request).await?;
        Ok(Impact { request, found })
    }

    /// Sets of tables or columns that feed each other, each as large as it is; of each
    /// the first 100 are told, and how many there are.
    #[graphql(complexity = "100 + page_cost(first, list_cost(10, child_complexity))")]
    async fn lineage_cycles(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "LineageLevel::Table")] level: LineageLevel,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<LineageCycle>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let level: domain::LineageLevel = level.into();
        let (found, total) = ctx.reader()?.page_of_cycles(level, &page).await?;
        let at = ariadne_application::At::Head;
        let (sets, cursors): (Vec<_>, Vec<_>) = found.items.into_iter().unzip();
        let cycles = LineageCycle::of(ctx, at, level, sets).await?;
        let items = cycles.into_iter().zip(cursors).collect();
        let found = ariadne_application::Page { items, has_next: found.has_next };
        Ok(Connection::new(found, Total::Known(total)))
    }

    /// The edges that wait for a decision: those that are PROPOSED now, the surest first,
    /// the newest first among equals. Decide on them with reviewLineage. Derived edges are
    /// not among them: deciding on the column edges decides on them.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn lineage_review(
        &self,
        ctx: &Context<'_>,
        filter: Option<LineageReviewFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<LineageProposal>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.unwrap_or_default().try_into()?;
        let found = ctx.reader()?.list_proposals(&filter, &page).await?;
        Ok(Connection::new(found.map(LineageProposal), Total::Proposals(filter)))
    }

    /// An edge that somebody asserted; null when there is none with this id.
    async fn lineage_edge(&self, ctx: &Context<'_>, id: ID) -> Result<Option<LineageEdge>> {
        let Some(id) = id_or_none::<EdgeId>(&id) else { return Ok(None) };
        let key = (ariadne_application::At::Head, id).into();
        let found = ctx.loaders()?.edges.one(key).await?;
        Ok(found.map(|stored| stored.value.into()))
    }

    /// Pairs of columns of two tables that seem to belong together, the most certain
    /// first. Writes nothing: hand what is right to createLineage.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn propose_mapping(
        &self,
        ctx: &Context<'_>,
        from_table: ID,
        to_table: ID,
    ) -> Result<Vec<MappingProposal>> {
        let (from, to): (TableId, TableId) =
            (id_of(&from_table, "table")?, id_of(&to_table, "table")?);
        let found = ctx.reader()?.propose_mapping(from, to).await?;
        Ok(found.into_iter().map(|proposal| MappingProposal { proposal }).collect())
    }

    /// Compares the lineage graph with the record, edge by edge.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn lineage_health(&self, ctx: &Context<'_>) -> Result<LineageHealth> {
        Ok(LineageHealth(ctx.reader()?.lineage_health().await?))
    }
}
