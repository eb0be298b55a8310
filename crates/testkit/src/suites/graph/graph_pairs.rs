//! What joins two tables: their own edge, column edges, or both.

use std::sync::Arc;

use ariadne_domain::{
    EdgeState, LineageFilter, LineageOrigin, LineageStatus, derived_edge_id, pair_state,
};
use ariadne_ports::{At, GraphEdge, LineageGraph, Walk, WalkRequest};

use super::drawing::{Told, approved, down, ends, node, proposed, rejected, state, up};

type Graph = Arc<dyn LineageGraph>;

/// The table edges that lead from `a`, whatever their status.
async fn from_a(told: &Told<'_>, at: At) -> Vec<GraphEdge> {
    let statuses = LineageStatus::ALL.to_vec();
    let filter = LineageFilter { statuses, ..LineageFilter::default() };
    told.walk(WalkRequest { filter, at, ..down("a") }).await.graph_edges().collect()
}

fn edges(walk: &Walk) -> Vec<GraphEdge> {
    walk.graph_edges().collect()
}

fn derived(state: EdgeState) -> GraphEdge {
    let (from, to) = (node("a").table, node("b").table);
    GraphEdge { id: derived_edge_id(from, to), from: from.0, to: to.0, state, derived: true }
}

fn own(state: EdgeState) -> GraphEdge {
    GraphEdge { id: ends("a>b").id, derived: false, ..derived(state) }
}

/// A column edge implies a table edge, which says that nobody asserted it.
pub async fn a_column_edge_implies_a_table_edge(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    told.edges(&[("a.x>b.x", Some(proposed()))]).await;
    assert_eq!(edges(&told.walk(down("a")).await), [derived(proposed())]);
    assert_eq!(edges(&told.walk(up("b")).await), [derived(proposed())]);
}

/// Several column edges imply one, with the strongest of their statuses and all of
/// their claims; rejected ones imply nothing.
pub async fn several_column_edges_imply_one(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    let inferred = state(LineageStatus::Proposed, LineageOrigin::Inferred, 300);
    told.edges(&[("a.x>b.x", Some(inferred)), ("a.x>b.y", Some(approved()))]).await;
    told.edges(&[("a.y>b.y", Some(rejected()))]).await;
    let both = pair_state(None, [inferred, approved()]).expect("a state");
    assert_eq!(both.status, LineageStatus::Approved);
    assert_eq!(from_a(&told, At::Head).await, [derived(both)]);
    told.edges(&[("a.x>b.y", Some(rejected()))]).await;
    assert_eq!(from_a(&told, At::Head).await, [derived(inferred)]);
    told.edges(&[("a.x>b.x", None)]).await;
    assert_eq!(from_a(&told, At::Head).await, [], "only rejected ones are left");
    told.edges(&[("a.y>b.y", Some(proposed()))]).await;
    assert_eq!(from_a(&told, At::Head).await, [derived(proposed())]);
    for (seq, expected) in [(1, both), (2, both), (3, inferred), (5, proposed())] {
        assert_eq!(from_a(&told, At::Seq(seq)).await, [derived(expected)], "at {seq}");
    }
    assert_eq!(from_a(&told, At::Seq(4)).await, []);
}

/// A table edge and what columns imply are one edge, under the id of its own; it comes
/// and goes without the derived one.
pub async fn an_own_edge_and_a_derived_one_are_one(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    let sure = state(LineageStatus::Approved, LineageOrigin::Import, 900);
    told.edges(&[("a.x>b.x", Some(sure))]).await;
    told.edges(&[("a>b", Some(proposed()))]).await;
    let both = pair_state(Some(&proposed()), [sure]).expect("a state");
    let walk = told.walk(down("a")).await;
    assert_eq!((edges(&walk), walk.total_edges), (vec![own(both)], 1));
    assert_eq!((walk.nodes[0].downstream, walk.nodes[1].upstream), (1, 1));
    told.end("a.x>b.x").await;
    assert_eq!(from_a(&told, At::Head).await, [own(proposed())]);
    told.edges(&[("a.x>b.x", Some(sure)), ("a>b", None)]).await;
    assert_eq!(from_a(&told, At::Head).await, [derived(sure)]);
    told.end("a.x>b.x").await;
    assert_eq!(from_a(&told, At::Head).await, []);
    for (seq, expected) in
        [(1, derived(sure)), (2, own(both)), (3, own(proposed())), (4, derived(sure))]
    {
        assert_eq!(from_a(&told, At::Seq(seq)).await, [expected], "at {seq}");
    }
    assert_eq!(from_a(&told, At::Seq(5)).await, []);
}

/// A rejected table edge hides what column edges imply, not the column edges.
pub async fn a_rejected_own_edge_hides_the_derived_one(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    told.edges(&[("a.x>b.x", Some(approved())), ("a>b", Some(rejected()))]).await;
    assert_eq!(told.walked(down("a")).await, [""; 0]);
    assert_eq!(from_a(&told, At::Head).await, [own(rejected())]);
    assert_eq!(told.walked(down("a.x")).await, ["a.x>b.x"]);
    told.edges(&[("a>b", None)]).await;
    assert_eq!(edges(&told.walk(down("a")).await), [derived(approved())]);
    let then = WalkRequest { at: At::Seq(1), ..down("a") };
    assert_eq!(told.walked(then).await, [""; 0]);
}

/// A column edge inside one table implies nothing.
pub async fn a_column_edge_inside_a_table_implies_nothing(graph: &Graph) {
    let told = Told::drawn(graph.as_ref(), "a.x>a.y b.x>a.x").await;
    assert_eq!(told.walked(down("b.x")).await, ["a.x>a.y", "b.x>a.x"]);
    let walk = told.walk(super::drawing::both("a")).await;
    assert_eq!((walk.total_nodes, walk.total_edges), (2, 1));
    assert_eq!((walk.nodes[0].upstream, walk.nodes[0].downstream), (1, 0));
    let filter = LineageFilter::default();
    let level = ariadne_domain::LineageLevel::Table;
    assert!(graph.cycles(level, &filter, At::Head).await.expect("cycles").is_empty());
}

/// A filter looks at what is held of the pair, all together.
pub async fn a_filter_looks_at_the_whole_pair(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    let inferred = state(LineageStatus::Proposed, LineageOrigin::Inferred, 300);
    told.edges(&[("a>b", Some(approved())), ("a.x>b.x", Some(inferred))]).await;
    told.end("a.x>b.x").await;
    let by = |origin, at| {
        let filter = LineageFilter { origins: vec![origin], ..LineageFilter::default() };
        WalkRequest { filter, at, ..down("a") }
    };
    assert_eq!(told.walked(by(LineageOrigin::Inferred, At::Seq(1))).await, ["a>b"]);
    assert_eq!(told.walked(by(LineageOrigin::Manual, At::Seq(1))).await, ["a>b"]);
    assert_eq!(told.walked(by(LineageOrigin::Sql, At::Seq(1))).await, [""; 0]);
    assert_eq!(told.walked(by(LineageOrigin::Inferred, At::Head)).await, [""; 0]);
    assert_eq!(told.walked(by(LineageOrigin::Manual, At::Head)).await, ["a>b"]);
}
