//! Which nodes and edges a walk comes to.

use std::fmt::Write;
use std::sync::Arc;

use ariadne_domain::Direction;
use ariadne_ports::{LineageGraph, Walk, WalkRequest};

use super::drawing::{Told, both, down, edge_names, from, name, node_names, up};

type Graph = Arc<dyn LineageGraph>;

/// Each node with its depth upstream and downstream.
fn depths(walk: &Walk) -> Vec<(String, Option<u32>, Option<u32>)> {
    let nodes = walk.nodes.iter();
    nodes.map(|node| (name(node.node.id), node.up_depth, node.down_depth)).collect()
}

/// A walk downstream goes along the flow, one upstream against it.
pub async fn a_walk_goes_one_way(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>c x>b b>y a.x>b.x b.x>c.x").await;
    assert_eq!(told.walked(down("b")).await, ["b>c", "b>y"]);
    assert_eq!(told.walked(up("b")).await, ["a>b", "x>b"]);
    assert_eq!(told.walked(down("b.x")).await, ["b.x>c.x"]);
    assert_eq!(told.walked(up("b.x")).await, ["a.x>b.x"]);
}

/// `BOTH` is the union of the two: what lies downstream of something upstream is not
/// in it.
pub async fn both_ways_never_zigzag(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>c a>d e>c a>c").await;
    let walk = told.walk(both("b")).await;
    assert_eq!(node_names(&walk), ["b", "a", "c"]);
    assert_eq!(edge_names(&walk), ["a>b", "b>c"], "the edge past the start is not walked");
    assert_eq!((walk.total_nodes, walk.total_edges), (3, 2));
}

/// What lies both ways has a depth for each.
pub async fn a_ring_lies_both_ways(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>c c>d d>a").await;
    let walk = told.walk(both("a")).await;
    assert_eq!(
        depths(&walk),
        [
            ("a".to_owned(), Some(0), Some(0)),
            ("b".to_owned(), Some(3), Some(1)),
            ("d".to_owned(), Some(1), Some(3)),
            ("c".to_owned(), Some(2), Some(2)),
        ]
    );
    assert_eq!(edge_names(&walk), ["a>b", "b>c", "c>d", "d>a"], "each edge once");
    assert_eq!(walk.total_edges, 4);
}

/// A node's depth is the least number of edges; the start has 0 both ways.
pub async fn a_depth_is_the_least_number_of_edges(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>c c>d a>d d>e").await;
    let far = |name: &str, depth| (name.to_owned(), None, Some(depth));
    let start = ("a".to_owned(), Some(0), Some(0));
    let walk = told.walk(down("a")).await;
    assert_eq!(depths(&walk), [start, far("b", 1), far("d", 1), far("c", 2), far("e", 2)]);
    let walk = told.walk(up("d")).await;
    let far = |name: &str, depth| (name.to_owned(), Some(depth), None);
    let start = ("d".to_owned(), Some(0), Some(0));
    assert_eq!(depths(&walk), [start, far("a", 1), far("c", 1), far("b", 2)]);
    assert_eq!(walk.nodes.iter().map(ariadne_ports::WalkNode::depth).max(), Some(2));
}

/// 0 edges away is the start alone.
pub async fn depth_zero_is_the_start_alone(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>a").await;
    for direction in [Direction::Downstream, Direction::Upstream, Direction::Both] {
        let walk = told.walk(WalkRequest { depth: Some(0), ..from("a b", direction) }).await;
        assert_eq!(node_names(&walk), ["a", "b"]);
        assert_eq!((walk.total_nodes, walk.total_edges, walk.edges.len()), (2, 0, 0));
        assert_eq!((walk.nodes[0].upstream, walk.nodes[0].downstream), (1, 1));
    }
}

/// A depth bounds the nodes, and the edges to those that the walk goes along: none
/// between two nodes of the last depth.
pub async fn a_depth_bounds_nodes_and_edges(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b a>c b>c c>d d>e b>a").await;
    for (depth, nodes, edges) in [
        (1, &["a", "b", "c"][..], &["a>b", "a>c"][..]),
        (2, &["a", "b", "c", "d"], &["a>b", "a>c", "b>a", "b>c", "c>d"]),
        (9, &["a", "b", "c", "d", "e"], &["a>b", "a>c", "b>a", "b>c", "c>d", "d>e"]),
    ] {
        let walk = told.walk(WalkRequest { depth: Some(depth), ..down("a") }).await;
        assert_eq!(node_names(&walk), nodes, "{depth}");
        assert_eq!(edge_names(&walk), edges, "{depth}");
    }
    let walk = told.walk(WalkRequest { depth: Some(1), ..up("c") }).await;
    assert_eq!(edge_names(&walk), ["a>c", "b>c"], "a>b joins two nodes of the last depth");
    let walk = told.walk(WalkRequest { depth: Some(2), ..up("c") }).await;
    assert_eq!(edge_names(&walk), ["a>b", "a>c", "b>a", "b>c"]);
}

/// From several starts it is one walk: each node with the least depth from any.
pub async fn several_starts_are_one_walk(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>c c>d x>d a.x>b.x a.y>b.y").await;
    let walk = told.walk(down("x a a")).await;
    let far = |name: &str, depth| (name.to_owned(), None, Some(depth));
    let start = |name: &str| (name.to_owned(), Some(0), Some(0));
    assert_eq!(depths(&walk), [start("a"), start("x"), far("b", 1), far("d", 1), far("c", 2)]);
    let walk = told.walk(WalkRequest { depth: Some(1), ..down("a b") }).await;
    assert_eq!(edge_names(&walk), ["a>b", "b>c"]);
    assert_eq!(depths(&walk)[1], ("b".to_owned(), Some(0), Some(0)), "a start lies at 0");
    assert_eq!(told.walked(down("a.x a.y")).await, ["a.x>b.x", "a.y>b.y"]);
}

/// Levels are never mixed: columns are no neighbours of tables.
pub async fn levels_are_never_mixed(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b.x>c.x c>d").await;
    assert_eq!(told.walked(down("b.x")).await, ["b.x>c.x"]);
    let walk = told.walk(down("a")).await;
    assert_eq!(node_names(&walk), ["a", "b", "c", "d"]);
}

/// Cycles end.
pub async fn a_walk_in_cycles_ends(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>a b>c c>b c>a z.x>z.y z.y>z.x").await;
    let all = ["a>b", "b>a", "b>c", "c>a", "c>b"];
    for direction in [Direction::Downstream, Direction::Upstream, Direction::Both] {
        assert_eq!(told.walked(from("b", direction)).await, all, "{direction}");
        assert_eq!(told.walked(from("z.x", direction)).await, ["z.x>z.y", "z.y>z.x"]);
    }
}

/// The edges of a ladder whose every rung of two nodes leads to both of the next.
pub(super) fn ladder(rungs: u32) -> String {
    let mut edges = String::new();
    for rung in 0..rungs - 1 {
        let (here, next) = (100 + rung, 101 + rung);
        for (from, to) in [("l", "l"), ("l", "r"), ("r", "l"), ("r", "r")] {
            let _ = write!(edges, "{from}{here}>{to}{next} ");
        }
    }
    edges.trim_end().to_owned()
}

/// The diamond ladder: 20 rungs, 40 nodes, 2^20 paths. Nodes are found without going
/// every path.
pub async fn a_ladder_of_a_million_paths_ends(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), &ladder(20)).await;
    for request in [down("l100 r100"), up("l119 r119"), both("l110 r110")] {
        let walk = told.walk(request.clone()).await;
        assert_eq!((walk.total_nodes, walk.total_edges), (40, 76));
        assert_eq!((walk.nodes.len(), walk.edges.len()), (40, 76));
        let impact = graph.impact(&request).await.expect("counts");
        assert_eq!(impact.nodes, 38);
    }
}

/// A long chain ends too.
pub async fn a_long_chain_ends(graph: &Graph) {
    let chain: Vec<String> = (100..400).map(|at| format!("{at}>{}", at + 1)).collect();
    let told = Told::drawn(graph.as_ref(), &chain.join(" ")).await;
    let walk = told.walk(down("100")).await;
    assert_eq!((walk.total_nodes, walk.total_edges), (301, 300));
    assert_eq!(walk.nodes.last().and_then(|node| node.down_depth), Some(300));
}
