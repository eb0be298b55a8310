//! Which edges are walked and which nodes are shown.

use std::sync::Arc;

use ariadne_domain::{Confidence, LineageFilter, LineageOrigin, LineageStatus, TableKind};
use ariadne_ports::{LineageGraph, WalkRequest};

use super::drawing::{
    Told, approved, both, down, edge_names, facet, node_names, proposed, rejected, source, state,
    up,
};

type Graph = Arc<dyn LineageGraph>;

fn filtered(request: WalkRequest, filter: &LineageFilter) -> WalkRequest {
    WalkRequest { filter: filter.clone(), ..request }
}

/// Rejected edges are walked only when asked for; other statuses as asked.
pub async fn statuses_prune_a_walk(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    for (level, start) in [("", "a"), (".x", "a.x")] {
        let edge = |edge: &str| {
            let (from, to) = edge.split_once('>').expect("an edge");
            format!("{from}{level}>{to}{level}")
        };
        let (ab, bc, ad) = (edge("a>b"), edge("b>c"), edge("a>d"));
        told.edges(&[(&ab, Some(rejected())), (&bc, Some(approved())), (&ad, Some(proposed()))])
            .await;
        let asked = async |statuses: &[LineageStatus]| {
            let filter = LineageFilter { statuses: statuses.to_vec(), ..LineageFilter::default() };
            told.walked(filtered(down(start), &filter)).await
        };
        assert_eq!(asked(&[]).await, [ad.as_str()]);
        assert_eq!(asked(&[LineageStatus::Approved]).await, [""; 0]);
        assert_eq!(asked(&[LineageStatus::Rejected]).await, [ab.as_str()]);
        assert_eq!(
            asked(&[LineageStatus::Rejected, LineageStatus::Approved]).await,
            [ab.as_str(), bc.as_str()]
        );
        assert_eq!(asked(LineageStatus::ALL).await, [ab, ad, bc]);
    }
}

/// A status that changes takes effect in the next walk.
pub async fn a_changed_status_takes_effect(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b b>c").await;
    told.edges(&[("a>b", Some(rejected()))]).await;
    assert_eq!(told.walked(down("a")).await, [""; 0]);
    assert_eq!(told.walked(up("c")).await, ["b>c"]);
    told.edges(&[("a>b", Some(proposed()))]).await;
    assert_eq!(told.walked(down("a")).await, ["a>b", "b>c"]);
    assert_eq!(told.walk(down("a")).await.edges[0].state, proposed());
}

/// Origins and confidence prune a walk: an edge passes by one claim of an asked origin
/// that is sure enough.
pub async fn origins_and_confidence_prune_a_walk(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    let claim = |origin, thousandths| state(LineageStatus::Proposed, origin, thousandths);
    let mut mixed = claim(LineageOrigin::Sql, 400);
    mixed.claims.add(LineageOrigin::Import, Confidence::CERTAIN);
    told.edges(&[
        ("a>b", Some(claim(LineageOrigin::Sql, 900))),
        ("a>c", Some(mixed)),
        ("b>d", Some(claim(LineageOrigin::Inferred, 300))),
    ])
    .await;
    let asked = async |origins: &[LineageOrigin], least: Option<u16>| {
        let min_confidence = least.and_then(Confidence::from_thousandths);
        let filter =
            LineageFilter { origins: origins.to_vec(), min_confidence, ..LineageFilter::default() };
        told.walked(filtered(down("a"), &filter)).await
    };
    assert_eq!(asked(&[LineageOrigin::Sql], None).await, ["a>b", "a>c"]);
    assert_eq!(asked(&[LineageOrigin::Import], None).await, ["a>c"]);
    assert_eq!(asked(&[LineageOrigin::Inferred], None).await, [""; 0], "it is behind a>b");
    assert_eq!(asked(&[LineageOrigin::Sql, LineageOrigin::Inferred], None).await.len(), 3);
    assert_eq!(asked(&[], Some(500)).await, ["a>b", "a>c"]);
    assert_eq!(asked(&[LineageOrigin::Sql], Some(500)).await, ["a>b"]);
    assert_eq!(asked(&[LineageOrigin::Sql], Some(900)).await, ["a>b"]);
    assert_eq!(asked(&[LineageOrigin::Sql], Some(901)).await, [""; 0]);
    assert_eq!(asked(&[], Some(0)).await, ["a>b", "a>c", "b>d"]);
}

async fn of_sources(graph: &dyn LineageGraph) -> Told<'_> {
    let mut told = Told::drawn(graph, "a>b b>c c>d b>e a.x>b.x b.x>c.x").await;
    told.tables(&[
        ("a", Some(facet(Some(1), TableKind::Table))),
        ("b", Some(facet(Some(2), TableKind::View))),
        ("c", Some(facet(Some(1), TableKind::View))),
        ("d", Some(facet(None, TableKind::Report))),
    ])
    .await;
    told
}

/// Hidden nodes are walked through; neither they nor their edges are answered or
/// counted. Depths count them.
pub async fn hidden_nodes_are_walked_through(graph: &Graph) {
    let told = of_sources(graph.as_ref()).await;
    let filter = LineageFilter { sources: vec![source(1)], ..LineageFilter::default() };
    let walk = told.walk(filtered(down("a"), &filter)).await;
    assert_eq!(node_names(&walk), ["a", "c"]);
    assert_eq!(walk.nodes[1].down_depth, Some(2));
    assert_eq!(edge_names(&walk), [""; 0]);
    assert_eq!((walk.total_nodes, walk.total_edges), (2, 0));
    let limited = WalkRequest { depth: Some(1), ..filtered(down("a"), &filter) };
    assert_eq!(node_names(&told.walk(limited).await), ["a"]);
    let columns = told.walk(filtered(down("a.x"), &filter)).await;
    assert_eq!(node_names(&columns), ["a.x", "c.x"]);
}

/// Sources and kinds are conditions that hold together; several of one are any of them.
pub async fn sources_and_kinds_show_nodes(graph: &Graph) {
    let told = of_sources(graph.as_ref()).await;
    let asked = async |sources: &[u64], kinds: &[TableKind]| {
        let filter = LineageFilter {
            sources: sources.iter().copied().map(source).collect(),
            kinds: kinds.to_vec(),
            ..LineageFilter::default()
        };
        let walk = told.walk(filtered(down("a"), &filter)).await;
        node_names(&walk)[1..].to_vec()
    };
    assert_eq!(asked(&[], &[TableKind::View]).await, ["b", "c"]);
    assert_eq!(asked(&[1], &[TableKind::View]).await, ["c"]);
    assert_eq!(asked(&[2, 1], &[]).await, ["b", "c"]);
    assert_eq!(asked(&[], &[TableKind::Report, TableKind::View]).await, ["b", "c", "d"]);
    assert_eq!(asked(&[9], &[]).await, [""; 0]);
}

/// A table that the graph was told nothing of is of no source and of kind `OTHER`.
pub async fn an_untold_table_is_of_no_source_and_other(graph: &Graph) {
    let told = of_sources(graph.as_ref()).await;
    let other = LineageFilter { kinds: vec![TableKind::Other], ..LineageFilter::default() };
    assert_eq!(node_names(&told.walk(filtered(down("a"), &other)).await), ["a", "e"]);
    let sourced = LineageFilter { sources: vec![source(1), source(2)], ..LineageFilter::default() };
    assert_eq!(node_names(&told.walk(filtered(down("b"), &sourced)).await), ["b", "c"]);
}

/// The start is always shown, and its edges to shown nodes.
pub async fn the_start_is_always_shown(graph: &Graph) {
    let told = of_sources(graph.as_ref()).await;
    let filter = LineageFilter { sources: vec![source(1)], ..LineageFilter::default() };
    let walk = told.walk(filtered(both("b"), &filter)).await;
    assert_eq!(node_names(&walk), ["b", "a", "c"]);
    assert_eq!(edge_names(&walk), ["a>b", "b>c"]);
    let nothing = LineageFilter { sources: vec![source(9)], ..LineageFilter::default() };
    assert_eq!(node_names(&told.walk(filtered(both("b"), &nothing)).await), ["b"]);
}

/// The neighbours of a node are counted under the edge conditions alone.
pub async fn counts_of_a_walk_look_at_edges_alone(graph: &Graph) {
    let mut told = of_sources(graph.as_ref()).await;
    told.edges(&[("b>f", Some(rejected())), ("g>b", Some(proposed()))]).await;
    let counts = async |filter: LineageFilter, start| {
        let walk = told.walk(WalkRequest { filter, depth: Some(0), ..down(start) }).await;
        (walk.nodes[0].upstream, walk.nodes[0].downstream)
    };
    assert_eq!(counts(LineageFilter::default(), "b").await, (2, 2));
    let hidden = LineageFilter { sources: vec![source(9)], ..LineageFilter::default() };
    assert_eq!(counts(hidden, "b").await, (2, 2), "hidden neighbours count");
    let approved = vec![LineageStatus::Approved];
    let approved = LineageFilter { statuses: approved, ..LineageFilter::default() };
    assert_eq!(counts(approved, "b").await, (1, 2));
    let rejected = vec![LineageStatus::Rejected];
    let rejected = LineageFilter { statuses: rejected, ..LineageFilter::default() };
    assert_eq!(counts(rejected, "b").await, (0, 1));
    assert_eq!(counts(LineageFilter::default(), "b.x").await, (1, 1));
}
