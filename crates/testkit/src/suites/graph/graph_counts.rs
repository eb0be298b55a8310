//! Counts, neighbours and cycles.

use std::sync::Arc;

use ariadne_domain::{LineageFilter, LineageLevel, LineageStatus, TableKind};
use ariadne_ports::{At, Impact, LineageGraph, Neighbours, Node, WalkRequest};

use super::drawing::{Told, both, down, facet, name, node, proposed, rejected, source, up};

type Graph = Arc<dyn LineageGraph>;

async fn counted(told: &Told<'_>, request: WalkRequest) -> Impact {
    told.graph.impact(&request).await.expect("counts")
}

async fn drawn(graph: &dyn LineageGraph) -> Told<'_> {
    let mut told = Told::drawn(graph, "a>b a>c b>d c>d d>e e>f y.x>y.y y.y>w.x y.y>w.y").await;
    told.tables(&[
        ("b", Some(facet(Some(2), TableKind::View))),
        ("c", Some(facet(Some(1), TableKind::Table))),
        ("d", Some(facet(Some(2), TableKind::Table))),
        ("f", Some(facet(Some(1), TableKind::Report))),
        ("w", Some(facet(Some(2), TableKind::Report))),
    ])
    .await;
    told
}

/// The nodes of a walk to the ends but for the start, by depth and by source.
pub async fn an_impact_counts_a_walk_to_the_ends(graph: &Graph) {
    let told = drawn(graph.as_ref()).await;
    let expected = Impact {
        nodes: 5,
        tables: 5,
        by_depth: vec![(1, 2), (2, 1), (3, 1), (4, 1)],
        by_source: vec![(Some(source(1)), 2), (Some(source(2)), 2), (None, 1)],
    };
    assert_eq!(counted(&told, down("a")).await, expected);
    let limited = WalkRequest { depth: Some(1), max_nodes: 1, max_edges: 0, ..down("a") };
    assert_eq!(counted(&told, limited).await, expected, "limits and depth do not count");
    let around = counted(&told, both("d")).await;
    assert_eq!((around.nodes, around.by_depth), (5, vec![(1, 3), (2, 2)]));
    assert_eq!(counted(&told, down("f z")).await, Impact::default());
    let several = counted(&told, down("a d")).await;
    assert_eq!((several.nodes, several.by_depth), (4, vec![(1, 3), (2, 1)]));
}

/// Between equals the source decides, none first.
pub async fn sources_of_equal_counts_are_in_order(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b a>c a>d a>e").await;
    told.tables(&[
        ("b", Some(facet(Some(3), TableKind::View))),
        ("c", Some(facet(Some(1), TableKind::View))),
        ("d", Some(facet(None, TableKind::View))),
        ("e", Some(facet(Some(1), TableKind::View))),
    ])
    .await;
    let impact = counted(&told, down("a")).await;
    assert_eq!(impact.by_source, [(Some(source(1)), 2), (None, 1), (Some(source(3)), 1)]);
}

/// Columns are counted, and their tables each once; the start's own when another column
/// of it is among them.
pub async fn an_impact_counts_tables_of_columns(graph: &Graph) {
    let told = drawn(graph.as_ref()).await;
    let impact = counted(&told, down("y.x")).await;
    assert_eq!((impact.nodes, impact.tables), (3, 2));
    assert_eq!(impact.by_depth, [(1, 1), (2, 2)]);
    assert_eq!(impact.by_source, [(Some(source(2)), 2), (None, 1)]);
    let impact = counted(&told, up("w.x")).await;
    assert_eq!((impact.nodes, impact.tables), (2, 1));
}

/// Only shown nodes are counted, only admitted edges are walked, as of then.
pub async fn an_impact_is_filtered_and_as_of(graph: &Graph) {
    let mut told = drawn(graph.as_ref()).await;
    told.edges(&[("d>e", Some(rejected()))]).await;
    assert_eq!(counted(&told, down("a")).await.nodes, 3);
    let then = WalkRequest { at: At::Seq(2), ..down("a") };
    assert_eq!(counted(&told, then.clone()).await.nodes, 5);
    let filter = LineageFilter { sources: vec![source(1)], ..LineageFilter::default() };
    let impact = counted(&told, WalkRequest { filter, ..then }).await;
    assert_eq!((impact.nodes, impact.by_depth), (2, vec![(1, 1), (4, 1)]));
}

async fn neighbours(
    told: &Told<'_>,
    level: LineageLevel,
    nodes: &[&str],
    at: At,
) -> Vec<(u32, u32)> {
    let nodes: Vec<Node> = nodes.iter().map(|name| node(name)).collect();
    let filter = LineageFilter::default();
    let counts = told.graph.neighbours(level, &nodes, &filter, at).await.expect("counts");
    counts.iter().map(|count| (count.upstream, count.downstream)).collect()
}

/// Neighbours are counted per node asked, in that order, over admitted edges, derived
/// ones included.
pub async fn neighbours_are_counted_as_asked(graph: &Graph) {
    let mut told = drawn(graph.as_ref()).await;
    let (table, column) = (LineageLevel::Table, LineageLevel::Column);
    let asked = ["d", "a", "z", "b", "a", "w"];
    let expected = [(2, 1), (0, 2), (0, 0), (1, 1), (0, 2), (1, 0)];
    assert_eq!(neighbours(&told, table, &asked, At::Head).await, expected);
    let columns = ["y.y", "y.x", "w.y"];
    assert_eq!(neighbours(&told, column, &columns, At::Head).await, [(1, 2), (0, 1), (1, 0)]);
    told.edges(&[("b>d", None), ("a>c", Some(rejected())), ("e.x>a.x", Some(proposed()))]).await;
    assert_eq!(neighbours(&told, table, &["d", "a"], At::Head).await, [(1, 1), (1, 1)]);
    assert_eq!(neighbours(&told, table, &["d", "a"], At::Seq(2)).await, [(2, 1), (0, 2)]);
    let statuses = vec![LineageStatus::Rejected];
    let filter = LineageFilter { statuses, ..LineageFilter::default() };
    let counts = graph.neighbours(table, &[node("c")], &filter, At::Head).await.expect("counts");
    assert_eq!(counts, [Neighbours { upstream: 1, downstream: 0 }]);
    assert_eq!(neighbours(&told, table, &[], At::Head).await, []);
}

async fn cycles(
    told: &Told<'_>,
    level: LineageLevel,
    filter: &LineageFilter,
    at: At,
) -> Vec<String> {
    let cycles = told.graph.cycles(level, filter, at).await.expect("cycles");
    let names = |nodes: &Vec<Node>| nodes.iter().map(|node| name(node.id)).collect::<Vec<_>>();
    cycles.iter().map(|nodes| names(nodes).join(" ")).collect()
}

/// Cycles are the largest sets of nodes that reach each other, of more than one node:
/// ids in order, sets by their first.
pub async fn cycles_are_the_largest_sets(graph: &Graph) {
    let edges = "f>e e>f d>a a>c c>d c>b b>c a>g g>h d>e a.x>a.y a.y>a.x h.x>e.x";
    let told = Told::drawn(graph.as_ref(), edges).await;
    let any = LineageFilter::default();
    let tables = cycles(&told, LineageLevel::Table, &any, At::Head).await;
    assert_eq!(tables, ["a b c d", "e f"]);
    assert_eq!(cycles(&told, LineageLevel::Column, &any, At::Head).await, ["a.x a.y"]);
}

/// Cycles run along admitted edges, derived ones included, as of then.
pub async fn cycles_are_filtered_and_as_of(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b b.x>a.x").await;
    told.edges(&[("b.x>a.x", Some(rejected()))]).await;
    let any = LineageFilter::default();
    let level = LineageLevel::Table;
    assert_eq!(cycles(&told, level, &any, At::Head).await, [""; 0]);
    assert_eq!(cycles(&told, level, &any, At::Seq(1)).await, ["a b"]);
    assert_eq!(cycles(&told, level, &any, At::Seq(0)).await, [""; 0]);
    told.edges(&[("b>a", Some(proposed()))]).await;
    assert_eq!(cycles(&told, level, &any, At::Head).await, ["a b"]);
    let statuses = vec![LineageStatus::Approved];
    let approved = LineageFilter { statuses, ..LineageFilter::default() };
    assert_eq!(cycles(&told, level, &approved, At::Head).await, [""; 0]);
    let hidden = LineageFilter { sources: vec![source(9)], ..LineageFilter::default() };
    assert_eq!(cycles(&told, level, &hidden, At::Head).await, ["a b"], "nodes are not hidden");
}
