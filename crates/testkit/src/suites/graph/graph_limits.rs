//! What limits cut, and that they tell.

use std::sync::Arc;

use ariadne_domain::{LineageFilter, TableKind};
use ariadne_ports::{LineageGraph, Walk, WalkRequest};

use super::drawing::{Told, both, down, edge_names, facet, node_names};

type Graph = Arc<dyn LineageGraph>;

const DRAWN: &str = "a>c a>b b>d c>d d>e e>f a>f b>c f>a";

async fn limited(told: &Told<'_>, max_nodes: usize, max_edges: usize) -> Walk {
    told.walk(WalkRequest { max_nodes, max_edges, ..down("a") }).await
}

/// Nodes come by depth, then id; edges by from, then to.
pub async fn answers_are_in_order(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), DRAWN).await;
    let walk = limited(&told, 100, 100).await;
    assert_eq!(node_names(&walk), ["a", "b", "c", "f", "d", "e"]);
    let edges = ["a>b", "a>c", "a>f", "b>c", "b>d", "c>d", "d>e", "e>f", "f>a"];
    assert_eq!(edge_names(&walk), edges);
    assert!(!walk.truncated());
    let walk = told.walk(both("e")).await;
    assert_eq!(node_names(&walk), ["e", "d", "f", "a", "b", "c"]);
    assert_eq!(edge_names(&walk), edges);
}

/// A limit on nodes cuts the end of their order. Edges are answered between answered
/// nodes only, and the totals say how much there is.
pub async fn a_limit_on_nodes_cuts_the_end(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), DRAWN).await;
    let nodes = ["a", "b", "c", "f", "d", "e"];
    for (max, edges) in [
        (0, &[][..]),
        (1, &[]),
        (2, &["a>b"]),
        (3, &["a>b", "a>c", "b>c"]),
        (4, &["a>b", "a>c", "a>f", "b>c", "f>a"]),
        (5, &["a>b", "a>c", "a>f", "b>c", "b>d", "c>d", "f>a"]),
    ] {
        let walk = limited(&told, max, 100).await;
        assert_eq!(node_names(&walk), nodes[..max]);
        assert_eq!(edge_names(&walk), edges, "{max}");
        assert_eq!((walk.total_nodes, walk.total_edges), (6, 9), "{max}");
        assert!(walk.truncated());
    }
    assert!(!limited(&told, 6, 9).await.truncated());
}

/// A limit on edges cuts the end of theirs.
pub async fn a_limit_on_edges_cuts_the_end(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), DRAWN).await;
    let edges = ["a>b", "a>c", "a>f", "b>c", "b>d", "c>d", "d>e", "e>f", "f>a"];
    for max in 0..9 {
        let walk = limited(&told, 100, max).await;
        assert_eq!(edge_names(&walk), edges[..max]);
        assert_eq!((walk.nodes.len(), walk.total_nodes, walk.total_edges), (6, 6, 9));
        assert!(walk.truncated());
    }
    let walk = limited(&told, 4, 2).await;
    assert_eq!(edge_names(&walk), ["a>b", "a>c"]);
}

/// Starts without edges count like others.
pub async fn starts_are_cut_like_others(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "b>c d>e").await;
    for (max, nodes) in [(1, &["a"][..]), (2, &["a", "b"]), (4, &["a", "b", "d", "z"])] {
        let walk = told.walk(WalkRequest { max_nodes: max, ..down("z d b a") }).await;
        assert_eq!(node_names(&walk), nodes);
        assert_eq!((walk.total_nodes, walk.total_edges), (6, 2));
    }
}

/// What a filter hides counts for no limit.
pub async fn hidden_nodes_take_no_room(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), DRAWN).await;
    let view = Some(facet(None, TableKind::View));
    told.tables(&[("b", view), ("c", view), ("f", view)]).await;
    let filter = LineageFilter { kinds: vec![TableKind::Other], ..LineageFilter::default() };
    let request = WalkRequest { filter, max_nodes: 2, ..down("a") };
    let walk = told.walk(request).await;
    assert_eq!(node_names(&walk), ["a", "d"]);
    assert_eq!((walk.total_nodes, walk.total_edges), (3, 1));
}
