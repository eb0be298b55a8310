//! Changesets, and the times that they make.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ariadne_domain::{LineageFilter, TableKind};
use ariadne_ports::{Applied, At, ErrorKind, GraphStep, LineageGraph, WalkRequest};

use super::drawing::{
    Told, again, approved, beginning, down, edge_names, ends, facet, node_names, proposed,
    rejected, source, up,
};
use crate::suites::expect::refused;

type Graph = Arc<dyn LineageGraph>;

fn step(seq: u64, edge: &str) -> GraphStep {
    let edges = vec![(ends(edge), Some(approved()))];
    GraphStep { seq, edges, tables: Vec::new() }
}

async fn shows(graph: &dyn LineageGraph, seq: u64) {
    let applied = graph.applied().await.expect("what it shows");
    assert_eq!(applied, Some(Applied { seq, ..beginning() }));
}

/// A step is seen by the next question, and moves what it shows; one that means
/// nothing to lineage moves it too.
pub async fn a_step_is_seen_at_once(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    shows(graph.as_ref(), 0).await;
    told.draw("a>b").await;
    shows(graph.as_ref(), 1).await;
    assert_eq!(told.walked(down("a")).await, ["a>b"]);
    told.apply(told.next()).await;
    shows(graph.as_ref(), 2).await;
    assert_eq!(told.walked(down("a")).await, ["a>b"]);
    graph.apply(&[]).await.expect("nothing to do");
    shows(graph.as_ref(), 2).await;
}

/// Many changesets are applied at once, each with its own number.
pub async fn many_steps_are_applied_at_once(graph: &Graph) {
    let told = Told::new(graph.as_ref()).await;
    let mut steps = vec![step(1, "a>b"), step(2, "b>c"), step(3, "c.x>d.x"), step(4, "b>c")];
    steps[3].edges[0].1 = None;
    graph.apply(&steps).await.expect("applied");
    shows(graph.as_ref(), 4).await;
    for (seq, expected) in [
        (1, vec!["a>b"]),
        (2, vec!["a>b", "b>c"]),
        (3, vec!["a>b", "b>c", "c>d"]),
        (4, vec!["a>b"]),
    ] {
        let request = WalkRequest { at: At::Seq(seq), ..down("a") };
        assert_eq!(told.walked(request).await, expected, "at {seq}");
    }
}

/// Steps that are not the next ones are a conflict, and nothing of them is applied.
pub async fn a_step_that_is_not_the_next_changes_nothing(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b").await;
    told.draw("b>c").await;
    for steps in [
        vec![step(1, "x>y")],
        vec![step(2, "x>y")],
        vec![step(4, "x>y")],
        vec![step(3, "x>y"), step(5, "y>z")],
        vec![step(3, "x>y"), step(3, "y>z")],
        vec![step(4, "x>y"), step(3, "y>z")],
    ] {
        refused(graph.apply(&steps).await, ErrorKind::Conflict);
        shows(graph.as_ref(), 2).await;
        assert_eq!(told.walked(down("x")).await, [""; 0], "{steps:?}");
    }
    graph.apply(&[step(3, "x>y")]).await.expect("the next one");
    assert_eq!(told.walked(down("x")).await, ["x>y"]);
}

/// Of several who apply the same step, one does.
pub async fn a_race_of_steps_has_one_winner(graph: &Graph) {
    Told::drawn(graph.as_ref(), "a>b").await;
    for seq in 2..12 {
        let race = (0..4).map(|racer| {
            let (graph, step) = (graph.clone(), step(seq, &format!("a>{seq}{racer}")));
            tokio::spawn(async move { graph.apply(&[step]).await })
        });
        let mut won = 0;
        for racer in race.collect::<Vec<_>>() {
            match racer.await.expect("no panic in a step") {
                Ok(()) => won += 1,
                Err(error) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}"),
            }
        }
        assert_eq!(won, 1, "changeset {seq}");
        let walk = graph.walk(&down("a")).await.expect("a walk");
        assert_eq!(walk.edges.len() as u64, seq, "{:?}", edge_names(&walk));
    }
}

/// A question sees all of a changeset or nothing: of two edges that come and go
/// together, never one.
pub async fn a_question_sees_whole_changesets(graph: &Graph) {
    let told = Told::new(graph.as_ref()).await;
    let (ended, rounds) = (Arc::new(AtomicBool::new(false)), 60);
    let readers = (0..3).map(|_| {
        let (graph, ended) = (graph.clone(), ended.clone());
        tokio::spawn(async move {
            loop {
                let last = ended.load(Ordering::SeqCst);
                for request in [down("a"), up("c")] {
                    let walk = graph.walk(&request).await.expect("a walk");
                    let seen = edge_names(&walk);
                    assert!(seen.is_empty() || seen == ["a>b", "b>c"], "torn: {seen:?}");
                }
                if last {
                    return;
                }
                tokio::task::yield_now().await;
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    for round in 0..rounds {
        let state = (round % 2 == 0).then(approved);
        let mut next = GraphStep { seq: told.seq + 1 + round, ..GraphStep::default() };
        next.edges = vec![(ends("a>b"), state), (ends("b>c"), state)];
        graph.apply(&[next]).await.expect("applied");
        tokio::task::yield_now().await;
    }
    ended.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.await.expect("no torn answer");
    }
}

/// Every state that an edge was in stays readable at its changesets.
pub async fn earlier_states_stay_readable(graph: &Graph) {
    let mut told = Told::new(graph.as_ref()).await;
    let states = [Some(proposed()), Some(approved()), Some(rejected()), None];
    for state in states {
        told.edges(&[("a>b", state), ("a.x>b.x", state)]).await;
    }
    let all = LineageFilter {
        statuses: ariadne_domain::LineageStatus::ALL.to_vec(),
        ..LineageFilter::default()
    };
    for start in ["a", "a.x"] {
        for (seq, state) in (1..).zip(states) {
            let request = WalkRequest { at: At::Seq(seq), filter: all.clone(), ..down(start) };
            let walk = told.walk(request).await;
            let seen = walk.edges.first().map(|edge| edge.state);
            assert_eq!(seen, state, "{start} at {seq}");
        }
    }
}

/// At 0 there is nothing; beyond the last changeset it is as of that one.
pub async fn before_the_first_and_beyond_the_last(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b").await;
    told.draw("b>c").await;
    for (seq, expected) in [(0, &[][..]), (2, &["a>b", "b>c"]), (3, &["a>b", "b>c"])] {
        let request = WalkRequest { at: At::Seq(seq), ..down("a") };
        assert_eq!(told.walked(request).await, expected, "at {seq}");
    }
    let request = WalkRequest { at: At::Seq(u64::from(u32::MAX)), ..down("a") };
    assert_eq!(told.walked(request).await, ["a>b", "b>c"]);
}

/// An edge that ends and comes back under its id is walked in each of its times only.
pub async fn an_edge_that_comes_back_is_walked_in_its_times(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b a.x>b.x").await;
    told.end("a>b a.x>b.x").await;
    told.apply(told.next()).await;
    told.draw("a>b a.x>b.x").await;
    told.end("a>b a.x>b.x").await;
    for start in ["a", "a.x"] {
        for (seq, there) in [(1, 1), (2, 0), (3, 0), (4, 1), (5, 0)] {
            let request = WalkRequest { at: At::Seq(seq), ..down(start) };
            assert_eq!(told.walked(request).await.len(), there, "{start} at {seq}");
        }
        assert_eq!(told.walked(down(start)).await, [""; 0]);
    }
}

/// What was never there, or has ended already, cannot end: the step moves on and changes
/// nothing, and what comes later under the same id is as if it had not been said.
pub async fn what_was_never_there_cannot_end(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b a.x>b.x").await;
    told.end("a>q a.x>q.x z>b").await;
    told.tables(&[("q", None)]).await;
    told.end("a>b a.x>b.x").await;
    told.end("a>b a.x>b.x").await;
    shows(graph.as_ref(), 5).await;
    for seq in 0..=5 {
        for (start, edge) in [("a", "a>b"), ("a.x", "a.x>b.x")] {
            let request = WalkRequest { at: At::Seq(seq), ..down(start) };
            let expected = if (1..4).contains(&seq) { vec![edge] } else { Vec::new() };
            assert_eq!(told.walked(request).await, expected, "{start} at {seq}");
        }
        let request = WalkRequest { at: At::Seq(seq), ..up("q q.x") };
        assert_eq!(told.walked(request).await, [""; 0], "at {seq}");
    }
    assert_eq!(graph.held_edges(None, 10).await.expect("edges"), []);
    told.draw("a>q").await;
    for (at, expected) in [(At::Seq(5), 0), (At::Head, 1)] {
        assert_eq!(told.walked(WalkRequest { at, ..down("a") }).await.len(), expected, "{at:?}");
    }
    let held = graph.held_edges(None, 10).await.expect("edges");
    assert_eq!(held.iter().map(|held| held.ends).collect::<Vec<_>>(), [ends("a>q")]);
}

/// Another edge between the same nodes is told apart from one that ended.
pub async fn another_edge_of_the_same_nodes_has_its_own_times(graph: &Graph) {
    for edge in ["a>b", "a.x>b.x"] {
        let start = edge.split('>').next().expect("a start");
        let mut told = Told::drawn(graph.as_ref(), edge).await;
        let mut step = told.next();
        step.edges = vec![(again(edge, 1), Some(proposed())), (ends(edge), None)];
        told.apply(step).await;
        for (at, expected) in [
            (At::Seq(1), (ends(edge).id, approved())),
            (At::Seq(2), (again(edge, 1).id, proposed())),
            (At::Head, (again(edge, 1).id, proposed())),
        ] {
            let walk = told.walk(WalkRequest { at, ..down(start) }).await;
            let seen: Vec<_> = walk.edges.iter().map(|edge| (edge.id, edge.state)).collect();
            assert_eq!(seen, [expected], "{edge} at {at:?}");
            assert_eq!(walk.nodes[0].downstream, 1, "{edge} at {at:?}");
        }
    }
}

/// What a table was is answered as of then.
pub async fn tables_are_what_they_were(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b").await;
    told.tables(&[("b", Some(facet(Some(1), TableKind::View)))]).await;
    told.tables(&[("b", Some(facet(Some(2), TableKind::View)))]).await;
    told.tables(&[("b", None)]).await;
    let shown = async |number, at| {
        let filter = LineageFilter { sources: vec![source(number)], ..LineageFilter::default() };
        node_names(&told.walk(WalkRequest { filter, at, ..down("a") }).await).len() > 1
    };
    for (seq, first, second) in
        [(1, false, false), (2, true, false), (3, false, true), (4, false, false)]
    {
        assert_eq!(shown(1, At::Seq(seq)).await, first, "at {seq}");
        assert_eq!(shown(2, At::Seq(seq)).await, second, "at {seq}");
    }
    assert!(!shown(2, At::Head).await);
}

/// A large changeset is applied like a small one.
pub async fn a_changeset_of_many_edges_is_applied(graph: &Graph) {
    let mut told = Told::drawn(graph.as_ref(), "a>b").await;
    let mut step = told.next();
    let children = 1_000..3_000;
    for child in children.clone() {
        step.edges.push((ends(&format!("a>{child}")), Some(approved())));
        step.edges.push((ends(&format!("a.x>{child}.")), Some(proposed())));
    }
    told.apply(step).await;
    for start in ["a", "a.x"] {
        let walk = told.walk(WalkRequest { max_nodes: 10, ..down(start) }).await;
        let expected = children.len() + usize::from(start == "a");
        assert_eq!((walk.total_nodes, walk.total_edges), (expected + 1, expected), "{start}");
        assert_eq!(walk.nodes[0].downstream as usize, expected);
    }
    assert_eq!(told.walk(up("2345")).await.total_nodes, 2);
}
