//! Ways from one node to another.

use std::sync::Arc;

use ariadne_domain::{LineageFilter, LineageOrigin, TableKind};
use ariadne_ports::{At, LineageGraph, PathsRequest};

use super::drawing::{Told, approved, ends, facet, proposed, rejected, source, ways};
use super::graph_walks::ladder;

type Graph = Arc<dyn LineageGraph>;

/// The shortest come first, equals by the ids of their nodes from the start.
pub async fn the_shortest_paths_come_first(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>z a>c c>z a>b b>z b>c z>y x>a a.x>z.x").await;
    let all = ["a>z", "a>b>z", "a>c>z", "a>b>c>z"];
    assert_eq!(told.paths(ways("a>z")).await, all);
    for max in 0..4 {
        assert_eq!(told.paths(PathsRequest { max, ..ways("a>z") }).await, all[..max]);
    }
    assert_eq!(told.paths(ways("a.x>z.x")).await, ["a.x>z.x"]);
}

/// No path has a node twice, and none turns round.
pub async fn paths_are_simple(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>a b>c c>b c>d d>a b>d").await;
    assert_eq!(told.paths(ways("a>d")).await, ["a>b>d", "a>b>c>d"]);
    assert_eq!(told.paths(ways("d>c")).await, ["d>a>b>c"]);
}

/// From a node to itself there are none, nor where no way leads.
pub async fn there_may_be_no_path(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a>b b>a b>c x>c").await;
    for none in ["a>a", "c>a", "a>x", "a>q", "q>a", "a.x>b.x"] {
        assert_eq!(told.paths(ways(none)).await, [""; 0], "{none}");
    }
}

/// Of 2^20 paths it answers the first ones, and ends.
pub async fn of_a_million_paths_the_first_are_answered(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), &ladder(20)).await;
    let paths = told.paths(PathsRequest { max: 20, ..ways("l100>r119") }).await;
    assert_eq!(paths.len(), 20);
    assert!(paths.is_sorted() && paths.iter().all(|path| path.matches('>').count() == 19));
    assert!(paths[0].ends_with("l117>l118>r119") && paths[1].ends_with("l117>r118>r119"));
}

/// Paths go along admitted edges only; what a filter hides they go through.
pub async fn paths_follow_the_edge_conditions(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    told.edges(&[
        ("a>b", Some(rejected())),
        ("a>c", Some(approved())),
        ("c>b", Some(proposed())),
        ("c>d", Some(approved())),
        ("d>b", Some(approved())),
    ])
    .await;
    told.tables(&[("c", Some(facet(Some(1), TableKind::View)))]).await;
    assert_eq!(told.paths(ways("a>b")).await, ["a>c>b", "a>c>d>b"]);
    let origins = vec![LineageOrigin::Manual];
    let filter = LineageFilter { origins, sources: vec![source(9)], ..LineageFilter::default() };
    assert_eq!(told.paths(PathsRequest { filter, ..ways("a>b") }).await, ["a>c>d>b"]);
}

/// Between tables they go along derived edges too, and each step is the whole edge.
pub async fn paths_go_along_derived_edges(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a.x>b.x b>c c.x>c.y").await;
    let paths = graph.paths(&ways("a>c")).await.expect("paths");
    assert_eq!(paths.len(), 1);
    let seen: Vec<_> = paths[0].iter().map(|edge| (edge.derived, edge.state)).collect();
    assert_eq!(seen, [(true, approved()), (false, approved())]);
    assert_eq!(paths[0][1].id, ends("b>c").id);
    assert_eq!(told.paths(ways("a.x>c.y")).await, [""; 0]);
}

/// Paths as of a changeset are those of then.
pub async fn paths_are_those_of_then(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b b>c").await;
    told.edges(&[("b>c", None), ("a>c", Some(approved()))]).await;
    let then = |at| PathsRequest { at, ..ways("a>c") };
    assert_eq!(told.paths(then(At::Seq(1))).await, ["a>b>c"]);
    assert_eq!(told.paths(then(At::Head)).await, ["a>c"]);
    assert_eq!(told.paths(then(At::Seq(0))).await, [""; 0]);
}
