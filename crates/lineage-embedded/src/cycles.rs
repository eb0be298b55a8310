//! Nodes that feed each other.

use ariadne_domain::{Digraph, strong_components};
use ariadne_ports::Node;

use crate::view::{Towards, View};

pub(crate) fn cycles(view: &View<'_>) -> Vec<Vec<Node>> {
    let nodes = crate::dense(view.nodes());
    let edges = (0..nodes)
        .flat_map(|from| view.links(Towards::Downstream, from).map(move |link| (from, link.node)));
    let mut components = strong_components(&Digraph::new(nodes, edges));
    for component in &mut components {
        component.sort_unstable_by(|a, b| view.by_id(*a, *b));
    }
    components.sort_unstable_by(|a, b| view.by_id(a[0], b[0]));
    let nodes = |places: Vec<u32>| places.into_iter().map(|place| view.node(place)).collect();
    components.into_iter().map(nodes).collect()
}
