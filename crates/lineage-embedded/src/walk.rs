//! What is up or down from somewhere.

use std::collections::BTreeSet;

use ariadne_ports::{Node, Walk, WalkEdge, WalkNode, WalkRequest};

use crate::reach::Scratch;
use crate::view::{Towards, View};

/// The starts of a question: those that the graph knows, by their places, and all
/// by id.
pub(crate) struct Starts {
    pub(crate) places: Vec<u32>,
    pub(crate) nodes: Vec<(Node, Option<u32>)>,
}

impl Starts {
    pub(crate) fn of(view: &View<'_>, nodes: &[Node]) -> Self {
        let nodes: BTreeSet<Node> = nodes.iter().copied().collect();
        let nodes: Vec<(Node, Option<u32>)> =
            nodes.into_iter().map(|node| (node, view.find(node))).collect();
        let mut places: Vec<u32> = nodes.iter().filter_map(|(_, place)| *place).collect();
        places.sort_unstable();
        Self { places, nodes }
    }

    pub(crate) fn contains(&self, place: u32) -> bool {
        self.places.binary_search(&place).is_ok()
    }
}

/// A node of the answer.
#[derive(Clone, Copy)]
struct Answered {
    place: u32,
    /// Its place in the answer.
    at: u32,
}

/// An edge between two answered nodes, by their positions in the order of ids.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Between {
    from: u32,
    to: u32,
    edge: u32,
}

pub(crate) fn walk(view: &View<'_>, request: &WalkRequest, scratch: &mut Scratch) -> Walk {
    let starts = Starts::of(view, &request.of);
    scratch.search(view, request.direction, &starts.places, request.depth);
    let mut further: Vec<(u32, u32)> = scratch
        .reached()
        .filter(|(place, _)| !starts.contains(*place) && view.shows(*place))
        .map(|(place, depth)| (depth, place))
        .collect();
    let total_nodes = starts.nodes.len() + further.len();

    let mut nodes: Vec<WalkNode> = Vec::with_capacity(total_nodes.min(request.max_nodes));
    let mut answered: Vec<Answered> = Vec::with_capacity(total_nodes.min(request.max_nodes));
    for ((node, place), at) in starts.nodes.iter().take(request.max_nodes).zip(0..) {
        nodes.push(walk_node(view, scratch, *node, *place));
        answered.extend(place.map(|place| Answered { place, at }));
    }
    nearest(view, &mut further, request.max_nodes - nodes.len());
    for (_, place) in &further {
        answered.push(Answered { place: *place, at: crate::dense(nodes.len()) });
        nodes.push(walk_node(view, scratch, view.node(*place), Some(*place)));
    }

    answered.sort_unstable_by(|a, b| view.by_id(a.place, b.place));
    let (mut between, total_edges) = between(view, &starts, &answered, scratch);
    between.truncate(request.max_edges);
    let edge = |edge: Between| {
        let (from, to) = (answered[edge.from as usize].at, answered[edge.to as usize].at);
        let id_at = |at: u32| nodes[at as usize].node.id;
        let (id, state, derived) = view.edge(id_at(from), id_at(to), edge.edge)?;
        Some(WalkEdge { id, from, to, state, derived })
    };
    let edges: Vec<WalkEdge> = between.into_iter().filter_map(edge).collect();
    Walk { nodes, edges, total_nodes, total_edges }
}

fn walk_node(view: &View<'_>, scratch: &Scratch, node: Node, place: Option<u32>) -> WalkNode {
    let Some(place) = place else {
        return WalkNode {
            node,
            up_depth: Some(0),
            down_depth: Some(0),
            upstream: 0,
            downstream: 0,
        };
    };
    let (up, down) = (scratch.up.depth(place), scratch.down.depth(place));
    // A start lies no edge away from itself, whichever way is asked.
    let start = [up, down].contains(&Some(0)).then_some(0);
    WalkNode {
        node,
        up_depth: up.or(start),
        down_depth: down.or(start),
        upstream: view.count(Towards::Upstream, place),
        downstream: view.count(Towards::Downstream, place),
    }
}

/// Keeps the first `max` by depth, then id, in that order.
fn nearest(view: &View<'_>, nodes: &mut Vec<(u32, u32)>, max: usize) {
    let order = |a: &(u32, u32), b: &(u32, u32)| a.0.cmp(&b.0).then_with(|| view.by_id(a.1, b.1));
    if max < nodes.len() {
        if max > 0 {
            nodes.select_nth_unstable_by(max - 1, order);
        }
        nodes.truncate(max);
    }
    nodes.sort_unstable_by(order);
}

/// The edges that the walk went along between answered nodes, by from, then to, and
/// how many there are between all shown ones.
fn between(
    view: &View<'_>,
    starts: &Starts,
    answered: &[Answered],
    scratch: &mut Scratch,
) -> (Vec<Between>, usize) {
    let Scratch { down, up, position } = scratch;
    if position.len() < view.nodes() {
        position.resize(view.nodes(), 0);
    }
    for (at, answered) in (0..).zip(answered) {
        position[answered.place as usize] = at;
    }
    let position_of = |place: u32| {
        let at = position[place as usize];
        answered.get(at as usize).is_some_and(|answered| answered.place == place).then_some(at)
    };
    let shown = |place: u32| view.shows_all() || starts.contains(place) || view.shows(place);
    // When all nodes are shown, the edges of one that is not answered are only counted.
    let only_counted = |place: u32| view.shows_all() && position_of(place).is_none();
    let (mut found, mut total) = (Vec::new(), 0);
    let mut meet = |from: u32, to: u32, edge: u32| {
        if !shown(from) || !shown(to) {
            return 0;
        }
        if let (Some(from), Some(to)) = (position_of(from), position_of(to)) {
            found.push(Between { from, to, edge });
        }
        1
    };
    for from in down.order().iter().copied().filter(|place| down.went_on_from(*place)) {
        if only_counted(from) {
            total += view.count(Towards::Downstream, from) as usize;
            continue;
        }
        for link in view.links(Towards::Downstream, from) {
            total += meet(from, link.node, link.edge);
        }
    }
    let one_way = down.order().is_empty();
    for to in up.order().iter().copied().filter(|place| up.went_on_from(*place)) {
        if one_way && only_counted(to) {
            total += view.count(Towards::Upstream, to) as usize;
            continue;
        }
        for link in view.links(Towards::Upstream, to) {
            // What both walks go along is one edge.
            if !down.went_on_from(link.node) {
                total += meet(link.node, to, link.edge);
            }
        }
    }
    (sorted(found, answered.len()), total)
}

/// By from, then to. Counted into place by from: a walk can go along a million edges.
fn sorted(edges: Vec<Between>, nodes: usize) -> Vec<Between> {
    let mut ends = vec![0_usize; nodes + 1];
    for edge in &edges {
        ends[edge.from as usize + 1] += 1;
    }
    for node in 1..ends.len() {
        ends[node] += ends[node - 1];
    }
    let mut sorted = vec![Between::default(); edges.len()];
    let mut next = ends.clone();
    for edge in edges {
        let place = &mut next[edge.from as usize];
        sorted[*place] = edge;
        *place += 1;
    }
    for bounds in ends.windows(2) {
        sorted[bounds[0]..bounds[1]].sort_unstable();
    }
    sorted
}
