//! Ways from one node to another.

use ariadne_domain::{Digraph, shortest_simple_paths};
use ariadne_ports::{GraphEdge, PathsRequest};

use crate::reach::Scratch;
use crate::view::{Towards, View};

/// Whether there are any: the usual question of who draws an edge, and the usual
/// answer is no.
pub(crate) fn any(view: &View<'_>, request: &PathsRequest, scratch: &mut Scratch) -> bool {
    match (view.find(request.from), view.find(request.to)) {
        (Some(from), Some(to)) => from != to && scratch.connected(view, from, to),
        _ => false,
    }
}

pub(crate) fn paths(
    view: &View<'_>,
    request: &PathsRequest,
    scratch: &mut Scratch,
) -> Vec<Vec<GraphEdge>> {
    let (Some(from), Some(to)) = (view.find(request.from), view.find(request.to)) else {
        return Vec::new();
    };
    let Scratch { down, up, position } = scratch;
    down.search(view, Towards::Downstream, &[from], None);
    up.search(view, Towards::Upstream, &[to], None);
    let on_a_way = |place: &u32| up.depth(*place).is_some();
    let mut nodes: Vec<u32> = down.order().iter().copied().filter(on_a_way).collect();
    nodes.sort_unstable_by(|a, b| view.by_id(*a, *b));
    if position.len() < view.nodes() {
        position.resize(view.nodes(), 0);
    }
    for (at, place) in (0..).zip(&nodes) {
        position[*place as usize] = at;
    }
    // What a node of a way leads to was reached too: it is on a way when it leads to the end.
    let edges = nodes.iter().flat_map(|node| {
        let links = view.links(Towards::Downstream, *node);
        let ends = links.map(|link| link.node).filter(on_a_way);
        ends.map(|next| (position[*node as usize], position[next as usize]))
    });
    let graph = Digraph::new(crate::dense(nodes.len()), edges);
    let (from, to) = (position[from as usize], position[to as usize]);
    let paths = shortest_simple_paths(&graph, from, to, request.max);
    let step = |step: &[u32]| {
        let (from, to) = (nodes[step[0] as usize], nodes[step[1] as usize]);
        let link = view.links(Towards::Downstream, from).find(|link| link.node == to)?;
        let (from, to) = (view.node(from).id, view.node(to).id);
        let (id, state, derived) = view.edge(from, to, link.edge)?;
        Some(GraphEdge { id, from, to, state, derived })
    };
    paths.iter().map(|path| path.windows(2).filter_map(step).collect()).collect()
}
