use std::collections::HashMap;

use ariadne_application::domain::{self, ColumnId};
use ariadne_application::{At, Neighbours, Walk, WalkNode};
use async_graphql::{Context, ID, Object, Result};
use uuid::Uuid;

use super::compact::{Compact, compact};
use super::enums::LineageLevel;
use super::{Column, LineageEdge, Table};
use crate::schema::page::list_cost;
use crate::schema::scalars::count;
use crate::schema::session::Session as _;

/// Nodes that the prices of a walk's fields are for; the walk itself counts how many
/// hundreds it may answer.
pub(crate) const HUNDRED: usize = 100;

/// What a walk along lineage found.
#[derive(Debug)]
pub(crate) struct Lineage {
    pub(crate) at: At,
    pub(crate) level: domain::LineageLevel,
    pub(crate) walk: Walk,
}

/// What a walk along lineage found.
#[Object]
impl Lineage {
    /// Tables or columns by depth, then id; the start among them.
    #[graphql(complexity = "list_cost(HUNDRED, child_complexity)")]
    async fn nodes(&self) -> Vec<LineageNode> {
        let node = |node: &WalkNode| LineageNode { at: self.at, level: self.level, node: *node };
        self.walk.nodes.iter().map(node).collect()
    }

    /// The edges that the walk went along, between answered nodes.
    #[graphql(complexity = "list_cost(10 * HUNDRED, child_complexity)")]
    async fn edges(&self) -> Vec<LineageEdge> {
        let edges = self.walk.graph_edges();
        edges.map(|edge| LineageEdge::new(self.at, self.level, edge)).collect()
    }

    /// How many nodes there are, with those beyond the limit.
    async fn total_nodes(&self) -> i32 {
        count(self.walk.total_nodes)
    }

    /// How many edges there are, with those beyond the limit.
    async fn total_edges(&self) -> i32 {
        count(self.walk.total_edges)
    }

    /// Whether the limit cut something.
    async fn truncated(&self) -> bool {
        self.walk.truncated()
    }

    /// The same for canvases, as parallel arrays: `nodes: { id, name, schema, kind,
    /// source, table, depth, up, down }` (`source` the id of the data source or null,
    /// `table` the id of a column's table or null, `depth` negative upstream, `up` and `down`
    /// the numbers of direct neighbours), between columns `tables: { id, name }` with each
    /// of their tables once, and `edges: { id, from, to, status, origins,
    /// derived }` with `from` and `to` as places in the nodes and `origins` as a list of
    /// words for each edge.
    #[graphql(complexity = 10)]
    async fn compact(&self, ctx: &Context<'_>) -> Result<Compact> {
        compact(&ctx.reader()?, self.at, self.level, &self.walk).await
    }
}

/// A table or column in lineage.
#[derive(Clone, Debug)]
pub(crate) struct LineageNode {
    pub(crate) at: At,
    pub(crate) level: domain::LineageLevel,
    pub(crate) node: WalkNode,
}

impl LineageNode {
    /// The point of history as of which a table or column is told that is not there at
    /// the point that is looked at: of now, the graph may be a moment behind.
    async fn last_seen(&self, ctx: &Context<'_>, id: Uuid) -> Result<At> {
        if self.at != At::Head {
            return Ok(self.at);
        }
        Ok(ctx.loaders()?.last_seen.one(id).await?.map_or(At::Head, At::Seq))
    }
}

/// A table or column in lineage; its id is the table's or the column's.
#[Object]
impl LineageNode {
    /// Id of the table or column.
    async fn id(&self) -> ID {
        self.node.node.id.as_hyphenated().to_string().into()
    }

    /// What it is.
    async fn level(&self) -> LineageLevel {
        self.level.into()
    }

    /// The table, or the column's table.
    async fn table(&self, ctx: &Context<'_>) -> Result<Table> {
        let id = self.node.node.table;
        let found = ctx.loaders()?.tables.one((self.at, id).into()).await?;
        match found {
            Some(found) => Ok(Table::new(self.at, found)),
            None => Table::load(ctx, self.last_seen(ctx, id.0).await?, id).await,
        }
    }

    /// The column; null for a table.
    async fn column(&self, ctx: &Context<'_>) -> Result<Option<Column>> {
        if self.level == domain::LineageLevel::Table {
            return Ok(None);
        }
        let id = ColumnId(self.node.node.id);
        let columns = &ctx.loaders()?.columns;
        let (mut at, mut found) = (self.at, columns.one((self.at, id).into()).await?);
        if found.is_none() {
            at = self.last_seen(ctx, id.0).await?;
            found = columns.one((at, id).into()).await?;
        }
        Ok(found.map(|stored| Column::new(at, stored.value, None)))
    }

    /// How many edges from the start, either way.
    async fn depth(&self) -> u32 {
        self.node.depth()
    }

    /// How many edges upstream of the start; null when it is not.
    async fn up_depth(&self) -> Option<u32> {
        self.node.up_depth
    }

    /// How many edges downstream of the start; null when it is not.
    async fn down_depth(&self) -> Option<u32> {
        self.node.down_depth
    }

    /// How many direct neighbours it has upstream, under the filter.
    async fn upstream_count(&self) -> u32 {
        self.node.upstream
    }

    /// How many direct neighbours it has downstream, under the filter.
    async fn downstream_count(&self) -> u32 {
        self.node.downstream
    }
}

/// Nodes for paths and cycles: as the graph knows them, without depth.
pub(crate) async fn nodes_of(
    ctx: &Context<'_>,
    at: At,
    level: domain::LineageLevel,
    nodes: Vec<ariadne_application::Node>,
) -> Result<HashMap<Uuid, LineageNode>> {
    let found: HashMap<Uuid, Neighbours> = ctx.reader()?.neighbours(at, &nodes).await?;
    let walked = nodes.into_iter().map(|node| {
        let Neighbours { upstream, downstream } = found.get(&node.id).copied().unwrap_or_default();
        let node = WalkNode { node, up_depth: None, down_depth: None, upstream, downstream };
        (node.node.id, LineageNode { at, level, node })
    });
    Ok(walked.collect())
}
