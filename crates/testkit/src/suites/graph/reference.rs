//! The contract of `LineageGraph` over a plain list of rows: slow and simple.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::{
    Direction, EdgeId, EdgeState, LineageFilter, LineageLevel, SourceId, TableId, TableKind,
    derived_edge_id, pair_state,
};
use ariadne_ports::{
    At, EdgeEnds, GraphEdge, GraphRow, GraphStep, HeldEdge, Impact, Neighbours, Node, PathsRequest,
    TableFacet, Walk, WalkNode, WalkRequest,
};
use uuid::Uuid;

#[derive(Debug, Default)]
pub(crate) struct Reference {
    pub(super) rows: Vec<GraphRow>,
    seq: u64,
}

/// An edge as a question sees it.
type Seen = (Node, Node, GraphEdge);

impl Reference {
    pub(super) fn after(steps: &[GraphStep]) -> Self {
        let mut edges: BTreeMap<EdgeId, Vec<(EdgeEnds, u64, Option<EdgeState>)>> = BTreeMap::new();
        let mut tables: BTreeMap<TableId, Vec<(u64, Option<TableFacet>)>> = BTreeMap::new();
        for step in steps {
            for (ends, state) in &step.edges {
                edges.entry(ends.id).or_default().push((*ends, step.seq, *state));
            }
            for (table, facet) in &step.tables {
                tables.entry(*table).or_default().push((step.seq, *facet));
            }
        }
        let mut rows = Vec::new();
        for told in edges.into_values() {
            for (at, (ends, from_seq, state)) in told.iter().enumerate() {
                let (ends, from_seq) = (*ends, *from_seq);
                let to_seq = told.get(at + 1).map(|(_, seq, _)| *seq);
                rows.extend(state.map(|state| GraphRow::Edge { ends, state, from_seq, to_seq }));
            }
        }
        for (table, told) in tables {
            for (at, (from_seq, facet)) in told.iter().enumerate() {
                let (from_seq, to_seq) = (*from_seq, told.get(at + 1).map(|(seq, _)| *seq));
                rows.extend(facet.map(|facet| GraphRow::Table { table, facet, from_seq, to_seq }));
            }
        }
        Self { rows, seq: steps.last().map_or(0, |step| step.seq) }
    }

    /// Of rows, what is later than `seq` left out.
    pub(crate) fn of(rows: impl IntoIterator<Item = GraphRow>, seq: u64) -> Self {
        Self { rows: rows.into_iter().filter_map(|row| row.until(seq)).collect(), seq }
    }

    /// Ends what the steps change and adds what they make.
    pub(crate) fn apply(&mut self, steps: &[GraphStep]) {
        for step in steps {
            self.seq = step.seq;
            for (ends, state) in &step.edges {
                self.end(
                    step.seq,
                    |row| matches!(row, GraphRow::Edge { ends: of, .. } if of.id == ends.id),
                );
                let (ends, from_seq, to_seq) = (*ends, step.seq, None);
                let row = state.map(|state| GraphRow::Edge { ends, state, from_seq, to_seq });
                self.rows.extend(row);
            }
            for (table, facet) in &step.tables {
                self.end(
                    step.seq,
                    |row| matches!(row, GraphRow::Table { table: of, .. } if of == table),
                );
                let (table, from_seq, to_seq) = (*table, step.seq, None);
                let row = facet.map(|facet| GraphRow::Table { table, facet, from_seq, to_seq });
                self.rows.extend(row);
            }
        }
    }

    fn end(&mut self, seq: u64, of: impl Fn(&GraphRow) -> bool) {
        for row in self.rows.iter_mut().filter(|row| of(row)) {
            let (GraphRow::Edge { to_seq, .. } | GraphRow::Table { to_seq, .. }) = row;
            to_seq.get_or_insert(seq);
        }
    }

    /// The rows that hold then.
    fn rows_at(&self, at: At) -> impl Iterator<Item = &GraphRow> {
        let seq = match at {
            At::Head => self.seq,
            At::Seq(seq) => seq.min(self.seq),
        };
        self.rows.iter().filter(move |row| {
            let (GraphRow::Edge { from_seq, to_seq, .. }
            | GraphRow::Table { from_seq, to_seq, .. }) = row;
            *from_seq <= seq && to_seq.is_none_or(|to| seq < to)
        })
    }

    fn held(&self, at: At) -> Vec<(EdgeEnds, EdgeState)> {
        let edges = self.rows_at(at).filter_map(|row| match row {
            GraphRow::Edge { ends, state, .. } => Some((*ends, *state)),
            GraphRow::Table { .. } => None,
        });
        edges.collect()
    }

    fn facet(&self, table: TableId, at: At) -> TableFacet {
        let told = self.rows_at(at).find_map(|row| match row {
            GraphRow::Table { table: of, facet, .. } if *of == table => Some(*facet),
            _ => None,
        });
        told.unwrap_or(TableFacet { source: None, kind: TableKind::Other })
    }

    /// The admitted edges of a level, by from, then to.
    fn edges(&self, level: LineageLevel, filter: &LineageFilter, at: At) -> Vec<Seen> {
        let held = self.held(at);
        let mut seen: Vec<Seen> = Vec::new();
        if level == LineageLevel::Column {
            let columns = held.iter().filter(|(ends, _)| ends.level == level);
            seen.extend(columns.map(|(ends, state)| {
                let (id, from, to) = (ends.id, ends.from.id, ends.to.id);
                (ends.from, ends.to, GraphEdge { id, from, to, state: *state, derived: false })
            }));
        } else {
            let pairs: BTreeSet<(TableId, TableId)> =
                held.iter().map(|(ends, _)| (ends.from.table, ends.to.table)).collect();
            for (from, to) in pairs.into_iter().filter(|(from, to)| from != to) {
                let of_pair = |wanted| {
                    held.iter().filter(move |(ends, _)| {
                        (ends.level, ends.from.table, ends.to.table) == (wanted, from, to)
                    })
                };
                let own = of_pair(LineageLevel::Table).next();
                let columns = of_pair(LineageLevel::Column).map(|(_, state)| *state);
                let id = own.map_or_else(|| derived_edge_id(from, to), |(ends, _)| ends.id);
                let state = pair_state(own.map(|(_, state)| state), columns);
                seen.extend(state.map(|state| {
                    let edge =
                        GraphEdge { id, from: from.0, to: to.0, state, derived: own.is_none() };
                    (Node { id: from.0, table: from }, Node { id: to.0, table: to }, edge)
                }));
            }
        }
        seen.retain(|(_, _, edge)| filter.admits(&edge.state));
        seen.sort_by_key(|(from, to, _)| (from.id, to.id));
        seen
    }

    fn shows(&self, request: &WalkRequest, node: Node) -> bool {
        let facet = self.facet(node.table, request.at);
        request.of.contains(&node) || request.filter.shows(facet.source, facet.kind)
    }

    pub(crate) fn walk(&self, request: &WalkRequest) -> Walk {
        let edges = self.edges(request.level, &request.filter, request.at);
        let (down, up) = (depths(&edges, request, true), depths(&edges, request, false));
        let within = |depth: Option<&u32>| {
            depth.is_some_and(|depth| request.depth.is_none_or(|limit| *depth < limit))
        };
        let neighbours = |node: Node| count(&edges, node);
        let reached: BTreeSet<Node> = down.keys().chain(up.keys()).copied().collect();
        let shown: BTreeSet<Node> =
            reached.into_iter().filter(|node| self.shows(request, *node)).collect();
        let mut nodes: Vec<WalkNode> = Vec::new();
        for node in &shown {
            let start = request.of.contains(node).then_some(0);
            let Neighbours { upstream, downstream } = neighbours(*node);
            let (up_depth, down_depth) =
                (up.get(node).copied().or(start), down.get(node).copied().or(start));
            nodes.push(WalkNode { node: *node, up_depth, down_depth, upstream, downstream });
        }
        nodes.sort_by_key(|node| (node.depth(), node.node.id));
        let walked: Vec<&Seen> = edges
            .iter()
            .filter(|(from, to, _)| within(down.get(from)) || within(up.get(to)))
            .filter(|(from, to, _)| shown.contains(from) && shown.contains(to))
            .collect();
        let (total_nodes, total_edges) = (nodes.len(), walked.len());
        nodes.truncate(request.max_nodes);
        let answered = |id: Uuid| nodes.iter().any(|node| node.node.id == id);
        let between = walked.iter().map(|(_, _, edge)| *edge);
        let between = between.filter(|edge| answered(edge.from) && answered(edge.to));
        let edges: Vec<GraphEdge> = between.take(request.max_edges).collect();
        Walk { total_nodes, total_edges, ..Walk::of(nodes, edges) }
    }

    pub(crate) fn impact(&self, request: &WalkRequest) -> Impact {
        let all =
            WalkRequest { depth: None, max_nodes: usize::MAX, max_edges: 0, ..request.clone() };
        let mut nodes = self.walk(&all).nodes;
        nodes.retain(|node| !request.of.contains(&node.node));
        let (mut depths, mut sources) = (BTreeMap::new(), BTreeMap::<Option<SourceId>, u64>::new());
        for node in &nodes {
            *depths.entry(node.depth()).or_default() += 1;
            let source = self.facet(node.node.table, request.at).source;
            *sources.entry(source).or_default() += 1;
        }
        let tables: BTreeSet<TableId> = nodes.iter().map(|node| node.node.table).collect();
        let mut by_source: Vec<(Option<SourceId>, u64)> = sources.into_iter().collect();
        by_source.sort_by_key(|(source, count)| (Reverse(*count), *source));
        Impact {
            nodes: nodes.len() as u64,
            tables: tables.len() as u64,
            by_depth: depths.into_iter().collect(),
            by_source,
        }
    }

    pub(crate) fn paths(&self, request: &PathsRequest) -> Vec<Vec<GraphEdge>> {
        let edges = self.edges(request.level, &request.filter, request.at);
        let mut ways: Vec<Vec<GraphEdge>> = vec![Vec::new()];
        let mut found: Vec<Vec<GraphEdge>> = Vec::new();
        // Every way one edge longer each time: the shortest arrive first, in order.
        while !ways.is_empty() && request.from != request.to && found.len() < request.max {
            let longer = ways.iter().flat_map(|way| {
                let at = way.last().map_or(request.from.id, |edge| edge.to);
                let was_at =
                    move |id: Uuid| id == request.from.id || way.iter().any(|edge| edge.to == id);
                let next = edges.iter().map(|(_, _, edge)| *edge);
                let next = next.filter(move |edge| edge.from == at && !was_at(edge.to));
                next.map(move |edge| way.iter().copied().chain([edge]).collect::<Vec<_>>())
            });
            let arrived =
                |way: &Vec<GraphEdge>| way.last().is_some_and(|edge| edge.to == request.to.id);
            let (mut there, on_the_way) = longer.partition(arrived);
            found.append(&mut there);
            ways = on_the_way;
        }
        found.truncate(request.max);
        found
    }

    pub(crate) fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Vec<Vec<Node>> {
        let edges = self.edges(level, filter, at);
        let nodes: BTreeSet<Node> = edges.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        let reached = |from: Node| {
            let mut reached = BTreeSet::from([from]);
            for _ in &nodes {
                let next = edges.iter().filter(|(from, _, _)| reached.contains(from));
                let next: Vec<Node> = next.map(|(_, to, _)| *to).collect();
                reached.extend(next);
            }
            reached
        };
        let all: BTreeMap<Node, BTreeSet<Node>> =
            nodes.iter().map(|node| (*node, reached(*node))).collect();
        let class = |node: &Node| {
            let back = all[node].iter().filter(|other| all[other].contains(node));
            back.copied().collect::<Vec<Node>>()
        };
        let classes: BTreeSet<Vec<Node>> =
            nodes.iter().map(class).filter(|class| class.len() > 1).collect();
        classes.into_iter().collect()
    }

    pub(crate) fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Vec<Neighbours> {
        let edges = self.edges(level, filter, at);
        nodes.iter().map(|node| count(&edges, *node)).collect()
    }

    pub(crate) fn held_edges(&self) -> Vec<HeldEdge> {
        let held = self.held(At::Head);
        let mut held: Vec<HeldEdge> =
            held.into_iter().map(|(ends, state)| HeldEdge { ends, state }).collect();
        held.sort_by_key(|edge| edge.ends.id);
        held
    }
}

/// How far each node lies in one direction; nothing when that is not asked.
fn depths(edges: &[Seen], request: &WalkRequest, downstream: bool) -> BTreeMap<Node, u32> {
    let unasked = if downstream { Direction::Upstream } else { Direction::Downstream };
    if request.direction == unasked {
        return BTreeMap::new();
    }
    let mut depths: BTreeMap<Node, u32> = request.of.iter().map(|node| (*node, 0)).collect();
    for depth in 0..request.depth.unwrap_or(u32::MAX) {
        let steps =
            edges.iter().map(|(from, to, _)| if downstream { (from, to) } else { (to, from) });
        let next: Vec<Node> = steps
            .filter(|(near, far)| depths.get(near) == Some(&depth) && !depths.contains_key(far))
            .map(|(_, far)| *far)
            .collect();
        if next.is_empty() {
            break;
        }
        depths.extend(next.into_iter().map(|node| (node, depth + 1)));
    }
    depths
}

fn count(edges: &[Seen], node: Node) -> Neighbours {
    let number = |edges: usize| u32::try_from(edges).expect("a small graph");
    Neighbours {
        upstream: number(edges.iter().filter(|(_, to, _)| *to == node).count()),
        downstream: number(edges.iter().filter(|(from, _, _)| *from == node).count()),
    }
}
