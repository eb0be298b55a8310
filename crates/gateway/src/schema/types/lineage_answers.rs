use std::collections::BTreeMap;

use ariadne_application::domain::{self, ColumnId};
use ariadne_application::{self as application, At, GraphEdge, LineageRequest, WalkNode};
use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::enums::{FileFormat, MappingReason};
use super::lineage::nodes_of;
use super::{Column, LineageEdge, LineageNode, Source};
use crate::schema::impact_address;
use crate::schema::page::{Connection, Total, list_cost, page_cost};
use crate::schema::scalars::{Long, count};
use crate::schema::session::Session as _;

/// A way from one table or column to another.
#[derive(SimpleObject)]
pub(crate) struct LineagePath {
    /// The tables or columns along it, the first and the last included.
    nodes: Vec<LineageNode>,
    /// The edges between them, in order.
    edges: Vec<LineageEdge>,
}

impl LineagePath {
    /// Paths that the graph found from `start`.
    pub(crate) async fn of(
        ctx: &Context<'_>,
        at: At,
        level: domain::LineageLevel,
        paths: Vec<Vec<GraphEdge>>,
    ) -> Result<Vec<Self>> {
        let ids = paths.iter().flatten().flat_map(|edge| [edge.from, edge.to]);
        let known = ctx.reader()?.shown_nodes(at, level, ids).await?;
        let nodes = nodes_of(ctx, at, level, known).await?;
        let path = |edges: Vec<GraphEdge>| {
            let first = edges.first().map(|edge| edge.from);
            let ids = first.into_iter().chain(edges.iter().map(|edge| edge.to));
            Self {
                nodes: ids.filter_map(|id| nodes.get(&id).cloned()).collect(),
                edges: edges.iter().map(|edge| LineageEdge::new(at, level, *edge)).collect(),
            }
        };
        Ok(paths.into_iter().map(path).collect())
    }
}

/// Nodes of one set of tables or columns that feed each other that are answered at most.
pub(crate) const CYCLE_NODES: usize = 100;

/// Tables or columns that feed each other.
#[derive(Clone, SimpleObject)]
pub(crate) struct LineageCycle {
    /// Each of them reaches all others; by id, the first 100.
    nodes: Vec<LineageNode>,
    /// How many there are, with those beyond the first 100.
    total_nodes: i32,
}

impl LineageCycle {
    /// Sets that the graph found.
    pub(crate) async fn of(
        ctx: &Context<'_>,
        at: At,
        level: domain::LineageLevel,
        sets: Vec<Vec<application::Node>>,
    ) -> Result<Vec<Self>> {
        let told = |set: &Vec<application::Node>| -> Vec<application::Node> {
            set.iter().take(CYCLE_NODES).copied().collect()
        };
        let nodes = nodes_of(ctx, at, level, sets.iter().flat_map(told).collect()).await?;
        let cycle = |set: &Vec<application::Node>| Self {
            nodes: told(set).iter().filter_map(|node| nodes.get(&node.id).cloned()).collect(),
            total_nodes: count(set.len()),
        };
        Ok(sets.iter().map(cycle).collect())
    }
}

/// What is affected, counted.
pub(crate) struct Impact {
    pub(crate) request: LineageRequest,
    pub(crate) found: application::ImpactView,
}

/// What is affected: for tables the tables and columns, for columns the columns and
/// the tables that these belong to.
#[Object]
impl Impact {
    /// How many tables.
    async fn tables(&self) -> Long {
        Long::of(self.found.table_count)
    }

    /// How many columns.
    async fn columns(&self) -> Long {
        Long::of(self.found.columns.nodes)
    }

    /// Where all of them can be downloaded, with these filters and at this point of history.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn export_url(&self, ctx: &Context<'_>, format: FileFormat) -> Result<String> {
        let base = &ctx.request()?.base_url;
        Ok(format!("{base}{}", impact_address(&self.request, format.into())))
    }

    /// By distance, the nearest first.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn by_depth(&self) -> Vec<ImpactLevel> {
        let mut levels: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for (depth, number) in &self.found.tables.by_depth {
            levels.entry(*depth).or_default().0 = *number;
        }
        for (depth, number) in &self.found.columns.by_depth {
            levels.entry(*depth).or_default().1 = *number;
        }
        let level = |(depth, (tables, columns))| ImpactLevel {
            depth,
            tables: Long::of(tables),
            columns: Long::of(columns),
        };
        levels.into_iter().map(level).collect()
    }

    /// By data source, most first: tables where tables were asked about, else columns.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn by_source(&self, ctx: &Context<'_>) -> Result<Vec<ImpactSource>> {
        let at = self.request.at;
        let counts = match self.found.tables.nodes {
            0 => &self.found.columns.by_source,
            _ => &self.found.tables.by_source,
        };
        let keys = counts.iter().filter_map(|(source, _)| *source).map(|id| (at, id).into());
        let sources = ctx.loaders()?.sources.many(keys).await?;
        let of = |(id, count): &(Option<domain::SourceId>, u64)| ImpactSource {
            source: id
                .and_then(|id| sources.get(&(at, id).into()).cloned())
                .map(|s| Source::new(at, s)),
            count: Long::of(*count),
        };
        Ok(counts.iter().map(of).collect())
    }

    /// The affected tables (of columns: the affected columns), nearest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<LineageNode>> {
        let page = crate::schema::page::page_of(&ctx.limits(), first, after.as_deref())?;
        let (found, level, total) = ctx.reader()?.impact_nodes(&self.request, &page).await?;
        let at = self.request.at;
        let node = |node: WalkNode| LineageNode { at, level, node };
        Ok(Connection::new(found.map(node), Total::Known(total)))
    }
}

/// What is affected at one distance.
#[derive(SimpleObject)]
pub(crate) struct ImpactLevel {
    /// How many edges away.
    depth: u32,
    /// How many tables.
    tables: Long,
    /// How many columns.
    columns: Long,
}

/// What is affected in one data source.
#[derive(SimpleObject)]
pub(crate) struct ImpactSource {
    /// The data source; null for tables without one.
    source: Option<Source>,
    /// How many.
    count: Long,
}

/// What differs between the lineage of two points of history.
#[derive(SimpleObject)]
pub(crate) struct LineageDiff {
    /// Nodes of the later point only.
    added_nodes: Vec<LineageNode>,
    /// Nodes of the earlier point only.
    removed_nodes: Vec<LineageNode>,
    /// Edges that came, went, or are held otherwise.
    edges: Vec<LineageEdgeChange>,
}

/// An edge that came, went, or is held otherwise.
#[derive(SimpleObject)]
pub(crate) struct LineageEdgeChange {
    /// At the earlier point; null when it was not there.
    before: Option<LineageEdge>,
    /// At the later point; null when it was not there any more.
    after: Option<LineageEdge>,
}

impl LineageDiff {
    pub(crate) fn new(
        level: domain::LineageLevel,
        (from, to): (At, At),
        diff: application::LineageDiff,
    ) -> Self {
        let node = |at| move |node| LineageNode { at, level, node };
        let edge = |at| move |edge| LineageEdge::new(at, level, edge);
        Self {
            added_nodes: diff.added.into_iter().map(node(to)).collect(),
            removed_nodes: diff.removed.into_iter().map(node(from)).collect(),
            edges: diff
                .edges
                .into_iter()
                .map(|change| LineageEdgeChange {
                    before: change.before.map(edge(from)),
                    after: change.after.map(edge(to)),
                })
                .collect(),
        }
    }
}

/// A pair of columns that seem to belong together.
pub(crate) struct MappingProposal {
    pub(crate) proposal: domain::MappingProposal,
}

/// A pair of columns that seem to belong together. Nothing is written.
#[Object]
impl MappingProposal {
    /// The column that the data would come from.
    async fn from(&self, ctx: &Context<'_>) -> Result<Option<Column>> {
        column(ctx, self.proposal.from).await
    }

    /// The column that the data would go to.
    async fn to(&self, ctx: &Context<'_>) -> Result<Option<Column>> {
        column(ctx, self.proposal.to).await
    }

    /// Why.
    async fn reason(&self) -> MappingReason {
        self.proposal.reason.into()
    }

    /// How sure, from 0 to 1.
    async fn confidence(&self) -> f64 {
        self.proposal.confidence.number()
    }
}

async fn column(ctx: &Context<'_>, id: ColumnId) -> Result<Option<Column>> {
    let found = ctx.loaders()?.columns.one((At::Head, id).into()).await?;
    Ok(found.map(|stored| Column::new(At::Head, stored.value, None)))
}

/// The record against the graph.
pub(crate) struct LineageHealth(pub(crate) application::LineageHealth);

/// Whether the lineage graph shows what the record says.
#[Object]
impl LineageHealth {
    /// Whether it shows the newest changeset, and nothing else.
    async fn in_sync(&self) -> bool {
        self.0.in_sync()
    }

    /// The record's newest changeset.
    async fn seq(&self) -> Long {
        Long::of(self.0.seq)
    }

    /// The newest changeset that the graph shows; null when it was never loaded.
    async fn applied_seq(&self) -> Option<Long> {
        self.0.applied.map(|applied| Long::of(applied.seq))
    }

    /// Edges of the record.
    async fn record_edges(&self) -> Long {
        Long::of(self.0.record_edges)
    }

    /// Edges of the graph.
    async fn graph_edges(&self) -> Long {
        Long::of(self.0.graph_edges)
    }

    /// How many edges differ.
    async fn differences(&self) -> Long {
        Long::of(self.0.differences)
    }

    /// The first of them, at most 100.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn examples(&self) -> Vec<LineageDifference> {
        self.0.examples.iter().copied().map(LineageDifference).collect()
    }
}

/// One edge of which record and graph say different things.
pub(crate) struct LineageDifference(application::LineageDifference);

/// One edge of which record and graph say different things.
#[Object]
impl LineageDifference {
    /// Id of the edge.
    async fn edge_id(&self) -> ID {
        self.0.edge.to_string().into()
    }

    /// What the record says; null when it has no such edge.
    async fn record(&self) -> Option<String> {
        self.0.record.map(|said| described(&said))
    }

    /// What the graph says; null when it has no such edge.
    async fn graph(&self) -> Option<String> {
        self.0.graph.map(|said| described(&said))
    }
}

fn described((ends, state): &(application::EdgeEnds, domain::EdgeState)) -> String {
    let origins: Vec<&str> = state.claims.origins().map(domain::LineageOrigin::as_str).collect();
    format!(
        "{} {} -> {} {} [{}]",
        ends.level,
        ends.from.id.as_hyphenated(),
        ends.to.id.as_hyphenated(),
        state.status,
        origins.join(", ")
    )
}
