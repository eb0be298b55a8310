//! What a graph holds, and how it is loaded.

use std::sync::Arc;

use ariadne_domain::{Direction, LineageFilter, LineageLevel, TableKind};
use ariadne_ports::{
    Applied, At, ErrorKind, GraphRow, GraphStep, HeldEdge, LineageGraph, WalkRequest,
};

use super::drawing::{
    Rows, Told, approved, beginning, both, down, edge_names, ends, facet, from, node, node_names,
    proposed, rejected, up, ways,
};
use crate::SeqIds;
use crate::suites::expect::refused;

type Graph = Arc<dyn LineageGraph>;

fn row(edge: &str, from_seq: u64, to_seq: Option<u64>) -> GraphRow {
    GraphRow::Edge { ends: ends(edge), state: approved(), from_seq, to_seq }
}

fn at(seq: u64) -> Applied {
    Applied { seq, ..beginning() }
}

async fn downstream_of_a(graph: &dyn LineageGraph, at: At) -> Vec<String> {
    let walk = graph.walk(&WalkRequest { at, ..down("a") }).await.expect("a walk");
    edge_names(&walk)
}

/// Before it was ever loaded there is nothing to apply to, and it says so rather than
/// answering a question wrongly.
pub async fn before_it_was_loaded_it_answers_nothing(graph: &Graph) {
    assert_eq!(graph.applied().await.expect("what it shows"), None);
    let step = GraphStep { seq: 1, ..GraphStep::default() };
    refused(graph.apply(&[step]).await, ErrorKind::Conflict);
    let filter = LineageFilter::default();
    let level = LineageLevel::Table;
    for error in [
        refused(graph.walk(&both("a")).await, ErrorKind::Unavailable),
        refused(graph.impact(&both("a")).await, ErrorKind::Unavailable),
        refused(graph.paths(&ways("a>b")).await, ErrorKind::Unavailable),
        refused(graph.cycles(level, &filter, At::Head).await, ErrorKind::Unavailable),
        refused(
            graph.neighbours(level, &[node("a")], &filter, At::Head).await,
            ErrorKind::Unavailable,
        ),
        refused(graph.held_edges(None, 10).await, ErrorKind::Unavailable),
    ] {
        assert!(error.is_temporary());
    }
}

/// A reset says what it shows, and holds the rows with all their times.
pub async fn a_reset_holds_the_rows(graph: &Graph) {
    let applied = Applied { epoch: 7, ..at(9) };
    let rows = [row("a>b", 2, Some(4)), row("a>b", 6, None), row("b>c", 3, Some(8))];
    graph.reset(applied, &mut Rows::of(&rows)).await.expect("reset");
    assert_eq!(graph.applied().await.expect("what it shows"), Some(applied));
    let both = ["a>b", "b>c"];
    for (seq, expected) in [
        (1, &[][..]),
        (2, &both[..1]),
        (3, &both),
        (4, &[]),
        (5, &[]),
        (6, &both),
        (7, &both),
        (8, &both[..1]),
        (9, &both[..1]),
    ] {
        assert_eq!(downstream_of_a(graph.as_ref(), At::Seq(seq)).await, expected, "at {seq}");
    }
    assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, both[..1]);
}

/// A reset forgets everything, also under another catalog or epoch.
pub async fn a_reset_forgets_everything(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b b>c a.x>b.x").await;
    told.tables(&[("b", Some(facet(Some(1), TableKind::View)))]).await;
    let applied = Applied { catalog: SeqIds::nth(2), epoch: 2, seq: 1 };
    graph.reset(applied, &mut Rows::of(&[row("a>d", 1, None)])).await.expect("reset");
    assert_eq!(graph.applied().await.expect("what it shows"), Some(applied));
    assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, ["a>d"]);
    let columns = graph.walk(&down("a.x")).await.expect("a walk");
    assert_eq!((columns.total_nodes, columns.total_edges), (1, 0));
    assert_eq!(graph.held_edges(None, 10).await.expect("edges").len(), 1);
}

/// A failure among the rows leaves it as it was, or never loaded.
pub async fn a_failed_reset_leaves_it_whole(graph: &Graph) {
    let rows = [row("x>y", 1, None), row("y>z", 1, None)];
    let mut failing = Rows::failing(&rows);
    refused(graph.reset(at(1), &mut failing).await, ErrorKind::Unavailable);
    assert_eq!(graph.applied().await.expect("what it shows"), None);
    Told::drawn(graph.as_ref(), "a>b").await;
    let mut failing = Rows::failing(&rows);
    refused(graph.reset(at(1), &mut failing).await, ErrorKind::Unavailable);
    let shown = graph.applied().await.expect("what it shows");
    if shown.is_some() {
        assert_eq!(shown, Some(at(1)));
        assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, ["a>b"]);
        let other = graph.walk(&down("x")).await.expect("a walk");
        assert_eq!(other.total_edges, 0, "rows of the failed reset are there");
    } else {
        refused(graph.walk(&down("x")).await, ErrorKind::Unavailable);
    }
}

/// Of the rows, what happened after the changeset that it shall show does not count.
pub async fn a_reset_leaves_out_what_happened_later(graph: &Graph) {
    let rows = [row("a>b", 1, Some(5)), row("a>b", 5, None), row("b>c", 4, None)];
    graph.reset(at(3), &mut Rows::of(&rows)).await.expect("reset");
    assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, ["a>b"]);
    assert_eq!(downstream_of_a(graph.as_ref(), At::Seq(9)).await, ["a>b"]);
    let mut told = Told { graph: graph.as_ref(), seq: 3 };
    told.draw("b>c").await;
    assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, ["a>b", "b>c"]);
    assert_eq!(downstream_of_a(graph.as_ref(), At::Seq(3)).await, ["a>b"]);
}

/// After a reset it goes on changeset by changeset.
pub async fn steps_go_on_after_a_reset(graph: &Graph) {
    let rows = [row("a>b", 1, None), row("b.x>c.x", 2, None)];
    graph.reset(at(2), &mut Rows::of(&rows)).await.expect("reset");
    let mut told = Told { graph: graph.as_ref(), seq: 2 };
    told.edges(&[("a>b", Some(rejected())), ("b.y>c.y", Some(proposed()))]).await;
    told.edges(&[("b.x>c.x", None), ("a>c", Some(approved()))]).await;
    assert_eq!(downstream_of_a(graph.as_ref(), At::Seq(2)).await, ["a>b", "b>c"]);
    assert_eq!(downstream_of_a(graph.as_ref(), At::Seq(3)).await, [""; 0]);
    assert_eq!(downstream_of_a(graph.as_ref(), At::Head).await, ["a>c"]);
    let upstream = graph.walk(&up("c")).await.expect("a walk");
    assert_eq!(edge_names(&upstream), ["a>c", "b>c"]);
}

/// It knows no node but by its edges: one without is answered alone.
pub async fn a_node_without_edges_is_answered_alone(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b").await;
    told.tables(&[("c", Some(facet(None, TableKind::Table)))]).await;
    for (direction, of) in [
        (Direction::Upstream, "z"),
        (Direction::Downstream, "c"),
        (Direction::Both, "z.x"),
        (Direction::Both, "a.x"),
    ] {
        let walk = told.walk(from(of, direction)).await;
        assert_eq!(node_names(&walk), [of]);
        let alone = &walk.nodes[0];
        assert_eq!(alone.node, node(of));
        assert_eq!((alone.up_depth, alone.down_depth), (Some(0), Some(0)));
        assert_eq!((alone.upstream, alone.downstream), (0, 0));
        assert_eq!((walk.edges.len(), walk.total_nodes, walk.total_edges), (0, 1, 0));
    }
    let two = told.walk(down("z a y")).await;
    assert_eq!(node_names(&two), ["a", "y", "z", "b"]);
}

/// The held edges are those of now, by id, rejected ones too; derived ones are none.
pub async fn held_edges_page_by_id(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b b>c c>d a.x>b.x").await;
    told.edges(&[("b>c", Some(rejected())), ("c>d", None), ("d>e", Some(proposed()))]).await;
    let mut expected = vec![
        HeldEdge { ends: ends("a>b"), state: approved() },
        HeldEdge { ends: ends("b>c"), state: rejected() },
        HeldEdge { ends: ends("a.x>b.x"), state: approved() },
        HeldEdge { ends: ends("d>e"), state: proposed() },
    ];
    expected.sort_by_key(|edge| edge.ends.id);
    for limit in 1..=5 {
        let (mut held, mut after) = (Vec::new(), None);
        loop {
            let page = graph.held_edges(after, limit).await.expect("edges");
            assert!(page.len() <= limit);
            held.extend(page.iter().copied());
            match page.last() {
                Some(last) => after = Some(last.ends.id),
                None => break,
            }
        }
        assert_eq!(held, expected, "{limit} a page");
    }
    let between = graph.held_edges(Some(expected[0].ends.id), 1).await.expect("edges");
    assert_eq!(between, expected[1..2]);
}
