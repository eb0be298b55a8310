//! Graphs drawn with letters.
//!
//! `a` is a table, `a.x` a column of it, `a>b` an edge. Ids follow from the names and
//! sort as they do, shorter ones first.

use ariadne_domain::{
    Claims, Confidence, Direction, EdgeId, EdgeState, LineageFilter, LineageLevel, LineageOrigin,
    LineageStatus, SourceId, TableId, TableKind,
};
use ariadne_ports::{
    Applied, At, EdgeEnds, Error, ErrorKind, GraphRow, GraphRows, GraphStep, LineageGraph, Node,
    PathsRequest, Result, TableFacet, Walk, WalkRequest,
};
use async_trait::async_trait;
use uuid::Uuid;

use crate::SeqIds;

fn number(name: &str) -> u64 {
    name.bytes().fold(0, |number, byte| number << 8 | u64::from(byte))
}

/// The table or column of a name.
pub(super) fn node(name: &str) -> Node {
    let table = name.split('.').next().unwrap_or(name);
    Node { id: SeqIds::nth(number(name)), table: TableId(SeqIds::nth(number(table))) }
}

/// The name of an id.
pub(super) fn name(id: Uuid) -> String {
    let number = (id.as_u128() >> 80) - (SeqIds::nth(0).as_u128() >> 80);
    let letters = number.to_be_bytes().into_iter().filter(|byte| *byte != 0);
    letters.map(char::from).collect()
}

/// What an edge is drawn between.
pub(super) fn ends(edge: &str) -> EdgeEnds {
    again(edge, 0)
}

/// The same between the same nodes, under another id.
pub(super) fn again(edge: &str, time: u128) -> EdgeEnds {
    let (from, to) = edge.split_once('>').expect("an edge is drawn with >");
    let level = if from.contains('.') { LineageLevel::Column } else { LineageLevel::Table };
    let (from, to) = (node(from), node(to));
    let id = from.id.as_u128().rotate_left(40) ^ to.id.as_u128() ^ time << 64;
    EdgeEnds { id: EdgeId(Uuid::from_u128(id)), level, from, to }
}

/// A state with one claim.
pub(super) fn state(status: LineageStatus, origin: LineageOrigin, thousandths: u16) -> EdgeState {
    let mut claims = Claims::default();
    claims.add(origin, Confidence::from_thousandths(thousandths).expect("at most 1,000"));
    EdgeState { status, claims }
}

/// A person holds it true.
pub(super) fn approved() -> EdgeState {
    state(LineageStatus::Approved, LineageOrigin::Manual, 1_000)
}

/// A machine claims it.
pub(super) fn proposed() -> EdgeState {
    state(LineageStatus::Proposed, LineageOrigin::Sql, 800)
}

/// A person holds it false.
pub(super) fn rejected() -> EdgeState {
    EdgeState { status: LineageStatus::Rejected, claims: Claims::default() }
}

/// A source of tables.
pub(super) fn source(number: u64) -> SourceId {
    SourceId(SeqIds::nth(number))
}

pub(super) fn facet(of: Option<u64>, kind: TableKind) -> TableFacet {
    TableFacet { source: of.map(source), kind }
}

/// What the graph of a case shows before anything happened.
pub(super) fn beginning() -> Applied {
    Applied { catalog: SeqIds::nth(0xca7a), epoch: 1, seq: 0 }
}

/// Rows that are read in parts, and maybe fail at last.
pub(super) struct Rows {
    parts: Vec<Vec<GraphRow>>,
    fails: bool,
}

impl Rows {
    pub(super) fn of(rows: &[GraphRow]) -> Self {
        let mut parts: Vec<Vec<GraphRow>> = rows.chunks(7).map(<[GraphRow]>::to_vec).collect();
        parts.reverse();
        Self { parts, fails: false }
    }

    pub(super) fn failing(rows: &[GraphRow]) -> Self {
        Self { fails: true, ..Self::of(rows) }
    }
}

#[async_trait]
impl GraphRows for Rows {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        match self.parts.pop() {
            None if self.fails => {
                Err(Error::new(ErrorKind::Unavailable, "rows.next", "The record went away."))
            }
            rows => Ok(rows),
        }
    }
}

/// A graph that a case tells what happens.
pub(super) struct Told<'a> {
    pub(super) graph: &'a dyn LineageGraph,
    pub(super) seq: u64,
}

impl<'a> Told<'a> {
    /// Of an empty record.
    pub(super) async fn new(graph: &'a dyn LineageGraph) -> Self {
        graph.reset(beginning(), &mut Rows::of(&[])).await.expect("reset");
        Self { graph, seq: 0 }
    }

    /// With these edges, approved.
    pub(super) async fn drawn(graph: &'a dyn LineageGraph, edges: &str) -> Self {
        let mut told = Self::new(graph).await;
        told.draw(edges).await;
        told
    }

    /// The next changeset, to be filled.
    pub(super) fn next(&self) -> GraphStep {
        GraphStep { seq: self.seq + 1, ..GraphStep::default() }
    }

    pub(super) async fn apply(&mut self, step: GraphStep) {
        self.seq = step.seq;
        self.graph.apply(&[step]).await.expect("applied");
    }

    /// One changeset of edges.
    pub(super) async fn edges(&mut self, edges: &[(&str, Option<EdgeState>)]) {
        let mut step = self.next();
        step.edges = edges.iter().map(|(edge, state)| (ends(edge), *state)).collect();
        self.apply(step).await;
    }

    /// One changeset that approves edges, written with spaces between them.
    pub(super) async fn draw(&mut self, edges: &str) {
        let edges: Vec<_> = edges.split(' ').map(|edge| (edge, Some(approved()))).collect();
        self.edges(&edges).await;
    }

    /// One changeset that ends edges, written with spaces between them.
    pub(super) async fn end(&mut self, edges: &str) {
        let edges: Vec<_> = edges.split(' ').map(|edge| (edge, None)).collect();
        self.edges(&edges).await;
    }

    /// One changeset of tables.
    pub(super) async fn tables(&mut self, tables: &[(&str, Option<TableFacet>)]) {
        let mut step = self.next();
        step.tables = tables.iter().map(|(table, facet)| (node(table).table, *facet)).collect();
        self.apply(step).await;
    }

    pub(super) async fn walk(&self, request: WalkRequest) -> Walk {
        self.graph.walk(&request).await.expect("a walk")
    }

    /// The edges of a walk.
    pub(super) async fn walked(&self, request: WalkRequest) -> Vec<String> {
        edge_names(&self.walk(request).await)
    }

    /// The paths of a request, each as its nodes.
    pub(super) async fn paths(&self, request: PathsRequest) -> Vec<String> {
        let paths = self.graph.paths(&request).await.expect("paths");
        let names = paths.iter().map(|path| {
            let first = path.first().map(|edge| name(edge.from));
            let further = path.iter().map(|edge| name(edge.to));
            assert!(path.windows(2).all(|two| two[0].to == two[1].from), "torn: {path:?}");
            first.into_iter().chain(further).collect::<Vec<String>>().join(">")
        });
        names.collect()
    }
}

/// A walk from nodes, written with spaces between them, as far as it goes.
pub(super) fn from(nodes: &str, direction: Direction) -> WalkRequest {
    let column = nodes.contains('.');
    WalkRequest {
        level: if column { LineageLevel::Column } else { LineageLevel::Table },
        of: nodes.split(' ').map(node).collect(),
        direction,
        depth: None,
        filter: LineageFilter::default(),
        at: At::Head,
        max_nodes: 1_000,
        max_edges: 1_000,
    }
}

pub(super) fn down(nodes: &str) -> WalkRequest {
    from(nodes, Direction::Downstream)
}

pub(super) fn up(nodes: &str) -> WalkRequest {
    from(nodes, Direction::Upstream)
}

pub(super) fn both(nodes: &str) -> WalkRequest {
    from(nodes, Direction::Both)
}

/// Paths between the ends of what is drawn as an edge, at most a hundred.
pub(super) fn ways(edge: &str) -> PathsRequest {
    let ends = ends(edge);
    PathsRequest {
        level: ends.level,
        from: ends.from,
        to: ends.to,
        max: 100,
        filter: LineageFilter::default(),
        at: At::Head,
    }
}

pub(super) fn node_names(walk: &Walk) -> Vec<String> {
    walk.nodes.iter().map(|node| name(node.node.id)).collect()
}

pub(super) fn edge_names(walk: &Walk) -> Vec<String> {
    let edges = walk.graph_edges();
    edges.map(|edge| format!("{}>{}", name(edge.from), name(edge.to))).collect()
}
