//! The lineage graph: a projection of the record that answers questions.

use std::collections::HashMap;
use std::fmt::Debug;

use ariadne_domain::{
    Direction, EdgeId, EdgeState, LineageFilter, LineageLevel, SourceId, TableId, TableKind,
};
use async_trait::async_trait;
use uuid::Uuid;

use crate::{At, Result};

/// A table or column. For a table both ids are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// Its id.
    pub id: Uuid,
    /// The table that it is or belongs to.
    pub table: TableId,
}

/// What never changes of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EdgeEnds {
    /// Its id.
    pub id: EdgeId,
    /// What it runs between.
    pub level: LineageLevel,
    /// Where the data comes from.
    pub from: Node,
    /// Where the data goes.
    pub to: Node,
}

/// What a graph knows of a table, for filters and groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableFacet {
    /// The source that it is bound to.
    pub source: Option<SourceId>,
    /// Its kind.
    pub kind: TableKind,
}

/// One state, true for `from_seq <= n < to_seq`, to this day when `to_seq` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GraphRow {
    /// Of an edge.
    Edge {
        /// Which.
        ends: EdgeEnds,
        /// What was held of it.
        state: EdgeState,
        /// From this changeset on.
        from_seq: u64,
        /// Until before this one.
        to_seq: Option<u64>,
    },
    /// Of a table.
    Table {
        /// Which.
        table: TableId,
        /// What it was.
        facet: TableFacet,
        /// From this changeset on.
        from_seq: u64,
        /// Until before this one.
        to_seq: Option<u64>,
    },
}

impl GraphRow {
    /// What is left of it when nothing happened after changeset `seq`; `None` when it
    /// begins later.
    #[must_use]
    pub fn until(mut self, seq: u64) -> Option<Self> {
        let (Self::Edge { from_seq, to_seq, .. } | Self::Table { from_seq, to_seq, .. }) =
            &mut self;
        *to_seq = to_seq.filter(|to| *to <= seq);
        (*from_seq <= seq).then_some(self)
    }
}

/// What one changeset means to the graph; of most it is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphStep {
    /// The changeset.
    pub seq: u64,
    /// Edges with their state from now on; `None` ends them.
    pub edges: Vec<(EdgeEnds, Option<EdgeState>)>,
    /// Tables with what they are from now on; `None` ends them.
    pub tables: Vec<(TableId, Option<TableFacet>)>,
}

/// Which record a graph shows, and up to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The catalog's id.
    pub catalog: Uuid,
    /// Its epoch; a restored catalog has a higher one.
    pub epoch: u64,
    /// The last changeset that was applied.
    pub seq: u64,
}

/// Hands out the rows that a graph is rebuilt from.
#[async_trait]
pub trait GraphRows: Send {
    /// The next rows; `None` at the end. Rows of one entity come one after the
    /// other, by `from_seq`.
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>>;
}

/// A question about what is up or down from somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkRequest {
    /// Which edges are walked.
    pub level: LineageLevel,
    /// Where it starts: nodes of this level.
    pub of: Vec<Node>,
    /// Which way.
    pub direction: Direction,
    /// How many edges away at most; `None` is to the ends, 0 the start alone.
    pub depth: Option<u32>,
    /// What is walked and shown.
    pub filter: LineageFilter,
    /// When.
    pub at: At,
    /// Most nodes to answer.
    pub max_nodes: usize,
    /// Most edges to answer.
    pub max_edges: usize,
}

/// A node of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkNode {
    /// The node.
    pub node: Node,
    /// Edges against the flow from the start, when it lies upstream; 0 at the start,
    /// whichever way is asked.
    pub up_depth: Option<u32>,
    /// Edges with the flow from the start, when it lies downstream; 0 at the start,
    /// whichever way is asked.
    pub down_depth: Option<u32>,
    /// Direct neighbours upstream under the edge conditions of the filter.
    pub upstream: u32,
    /// Direct neighbours downstream under the edge conditions of the filter.
    pub downstream: u32,
}

impl WalkNode {
    /// How far from the start, either way.
    pub fn depth(&self) -> u32 {
        let both = [self.up_depth, self.down_depth];
        both.into_iter().flatten().min().unwrap_or_default()
    }
}

/// An edge of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphEdge {
    /// The edge's id; of a derived one [`ariadne_domain::derived_edge_id`].
    pub id: EdgeId,
    /// Id of the node that the data comes from.
    pub from: Uuid,
    /// Id of the node that the data goes to.
    pub to: Uuid,
    /// What is held of it ([`ariadne_domain::pair_state`] between tables).
    pub state: EdgeState,
    /// Only column edges say so: nobody asserted it.
    pub derived: bool,
}

/// An edge of a walk; its ends are places in [`Walk::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkEdge {
    /// As of a [`GraphEdge`].
    pub id: EdgeId,
    /// Place of the node that the data comes from.
    pub from: u32,
    /// Place of the node that the data goes to.
    pub to: u32,
    /// As of a [`GraphEdge`].
    pub state: EdgeState,
    /// As of a [`GraphEdge`].
    pub derived: bool,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Nodes by depth, then id.
    pub nodes: Vec<WalkNode>,
    /// Edges between answered nodes, by the ids of from, then to.
    pub edges: Vec<WalkEdge>,
    /// How many nodes there are, with those beyond the limit.
    pub total_nodes: usize,
    /// How many edges there are between all of those.
    pub total_edges: usize,
}

impl Walk {
    /// Of nodes and the edges between them, each in its order; an edge that is not
    /// between them is left out.
    pub fn of(nodes: Vec<WalkNode>, edges: impl IntoIterator<Item = GraphEdge>) -> Self {
        let place_of: HashMap<Uuid, u32> =
            nodes.iter().zip(0..).map(|(node, place)| (node.node.id, place)).collect();
        let placed = |edge: GraphEdge| {
            let (from, to) = (*place_of.get(&edge.from)?, *place_of.get(&edge.to)?);
            let GraphEdge { id, state, derived, .. } = edge;
            Some(WalkEdge { id, from, to, state, derived })
        };
        let edges: Vec<WalkEdge> = edges.into_iter().filter_map(placed).collect();
        Self { total_nodes: nodes.len(), total_edges: edges.len(), nodes, edges }
    }

    /// The edges with the ids of their ends.
    pub fn graph_edges(&self) -> impl Iterator<Item = GraphEdge> + '_ {
        let id = |place: u32| self.nodes[place as usize].node.id;
        self.edges.iter().map(move |edge| {
            let WalkEdge { id: edge_id, from, to, state, derived } = *edge;
            GraphEdge { id: edge_id, from: id(from), to: id(to), state, derived }
        })
    }

    /// Whether a limit cut something.
    pub fn truncated(&self) -> bool {
        self.nodes.len() < self.total_nodes || self.edges.len() < self.total_edges
    }
}

/// A question about ways from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathsRequest {
    /// Which edges are walked.
    pub level: LineageLevel,
    /// Where they begin.
    pub from: Node,
    /// Where they end.
    pub to: Node,
    /// Most paths to answer.
    pub max: usize,
    /// Its edge conditions; nodes are not hidden.
    pub filter: LineageFilter,
    /// When.
    pub at: At,
}

/// What is affected, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Shown nodes but for the start.
    pub nodes: u64,
    /// Tables that these are or belong to; the start's own count when a node of
    /// theirs beside the start is among them.
    pub tables: u64,
    /// Nodes by depth, the nearest first.
    pub by_depth: Vec<(u32, u64)>,
    /// Nodes by the source of their table, most first, then by source, none first.
    pub by_source: Vec<(Option<SourceId>, u64)>,
}

/// Direct neighbours of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Upstream.
    pub upstream: u32,
    /// Downstream.
    pub downstream: u32,
}

/// An edge that a graph holds now, for comparing it with the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeldEdge {
    /// Which.
    pub ends: EdgeEnds,
    /// What is held of it.
    pub state: EdgeState,
}

/// A projection of the record that answers questions about lineage.
///
/// What it holds:
/// - It shows exactly the changesets up to [`LineageGraph::applied`], every state that
///   edges and tables were in included; a question sees all of a changeset or
///   nothing. `At::Seq` beyond it is answered as of the last one, 0 as empty.
/// - `apply` is a compare-and-set: the steps are consecutive and the first is the
///   one after the applied one, else `Conflict` and nothing is applied.
/// - An edge that ends and comes back under its id is walked in each of its times only.
/// - `reset` forgets everything and holds the rows; a failure among the rows leaves
///   it as it was or never loaded, never half loaded. Of rows, what happened after the
///   changeset that it shall show does not count ([`GraphRow::until`]): they are read
///   while further changesets are written.
/// - Before it was ever loaded there is nothing to apply to (`Conflict`), and questions
///   are refused as `Unavailable`, temporary: an empty answer would be a wrong one.
/// - It knows no node but by its edges: existence is the record's matter, and a
///   node without edges is answered alone.
///
/// What it answers:
/// - At level `TABLE` two tables are joined by their own edge, by what the column
///   edges between them imply, or both, as [`ariadne_domain::pair_state`] says; the
///   answer has one edge for the pair, under the own edge's id when there is one.
///   Column edges inside one table imply nothing.
/// - Only edges that the filter admits are walked. A walk downstream goes from its
///   start along the flow, one upstream against it, `BOTH` is their union: what lies
///   downstream of something upstream is not in it.
/// - A node's depth is the least number of edges. With depth `d` the edges of an
///   answer are those that a walk goes along: downstream those that leave a node
///   of `down_depth < d`, upstream those that enter a node of `up_depth < d`.
/// - Nodes that the filter does not show are walked through; neither they nor their
///   edges are answered or counted. The start is always shown. A table that the
///   graph was told nothing of is of no source and of kind `OTHER`.
/// - Limits cut the end of the order and the totals say how much there is. Edges
///   are answered between answered nodes only.
/// - Cycles and any number of paths end: the work is bounded by nodes and edges.
/// - `paths` are simple (no node twice), shortest first, between equals by the ids
///   of their nodes from the start; from a node to itself there are none.
/// - `cycles` are the largest sets of nodes each of which reaches all others
///   along admitted edges, with more than one node; ids in order, sets by their first.
/// - `impact` counts the nodes of a walk to the ends.
/// - `neighbours` counts, per node asked and in that order, the nodes that one
///   admitted edge leads to.
/// - A graph that cannot be reached is `Unavailable`, temporary; it comes back by itself.
#[async_trait]
pub trait LineageGraph: Send + Sync + Debug {
    /// What it shows; `None` when it was never loaded.
    async fn applied(&self) -> Result<Option<Applied>>;

    /// Applies changesets.
    async fn apply(&self, steps: &[GraphStep]) -> Result<()>;

    /// Loads it anew.
    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()>;

    /// What is up or down from somewhere.
    async fn walk(&self, request: &WalkRequest) -> Result<Walk>;

    /// Ways from one node to another, each as its edges in order.
    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>>;

    /// How much is up or down from somewhere; limits and depth of the request do not count.
    async fn impact(&self, request: &WalkRequest) -> Result<Impact>;

    /// Sets of nodes that feed each other.
    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>>;

    /// How many neighbours each node has.
    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>>;

    /// The edges that it holds now, by id, behind `after`, at most `limit`.
    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>>;
}
