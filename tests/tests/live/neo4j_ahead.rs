//! Changesets that Neo4j takes in several transactions, and writers that end on the way.

use std::sync::Arc;

use ariadne_lineage_neo4j::{Neo4jGraph, Neo4jSettings};
use ariadne_ports::{ErrorKind, GraphStep, LineageGraph};
use ariadne_tests::services;

use crate::neo4j::settings;
use crate::neo4j_faults::{HANG, Spokes, empty, seen, shows, spokes, step, unavailable};

/// Spokes that the graph shows before, all of which the large changeset ends.
const BEFORE: u64 = 1_000;
/// Spokes that the large changeset draws.
const DRAWN: u64 = 30_000;

fn large() -> GraphStep {
    let ended = spokes(1..BEFORE + 1).map(|ends| (ends, None));
    let drawn = step(BEFORE + 1).edges[0].1;
    let drawn = spokes(BEFORE + 1..BEFORE + DRAWN + 1).map(|ends| (ends, drawn));
    GraphStep { seq: BEFORE + 1, edges: ended.chain(drawn).collect(), tables: Vec::new() }
}

/// Looks at what stands in the database.
struct Looker {
    driver: neo4rs::Graph,
    name: String,
}

impl Looker {
    async fn number(&self, text: &str) -> i64 {
        let query = neo4rs::query(text).param("name", self.name.as_str());
        let mut rows = self.driver.execute(query).await.expect("answered");
        let row = rows.next().await.expect("a row").expect("a row");
        row.get("number").expect("a number")
    }

    /// Edges of the graph that begin later than it shows.
    async fn ahead(&self) -> i64 {
        self.number(
            "MATCH (g:AriadneGraph {name: $name}) \
             OPTIONAL MATCH ()-[r:ARIADNE_TABLE_EDGE {load: g.load}]->() WHERE r.from_seq > g.seq \
             RETURN count(r) AS number",
        )
        .await
    }

    /// All states of edges that it holds.
    async fn states(&self) -> i64 {
        self.number(
            "MATCH (g:AriadneGraph {name: $name}) \
             MATCH ()-[r:ARIADNE_TABLE_EDGE {load: g.load}]->() RETURN count(r) AS number",
        )
        .await
    }
}

async fn prepared() -> (Neo4jSettings, Arc<Neo4jGraph>, Looker) {
    let server = services::neo4j().await;
    let name = services::unique("ahead");
    let named = settings(server).named(&name);
    let graph = empty(named.clone()).await;
    graph.reset(shows(BEFORE), &mut Spokes(1..BEFORE + 1)).await.expect("reset");
    let driver = neo4rs::Graph::new(&server.url, &server.user, &server.password).expect("a driver");
    (named, graph, Looker { driver, name })
}

/// Applies until it is done, or another was faster.
async fn until_applied(graph: &dyn LineageGraph, step: &GraphStep) {
    let applied = async {
        loop {
            match graph.apply(std::slice::from_ref(step)).await {
                Ok(()) => break,
                Err(error) if error.kind() == ErrorKind::Conflict => {
                    let shown = graph.applied().await.expect("up").expect("loaded").seq;
                    if shown >= step.seq {
                        break;
                    }
                }
                Err(error) => unavailable(&error),
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANG, applied).await.expect("it goes on");
}

/// A writer is gone with part of a changeset written. Nobody sees that part, and the next
/// writer, of that changeset or of another, takes it back first.
async fn a_writer_that_ended_is_followed(next: GraphStep, expected: u64, states: u64) {
    let (named, graph, looker) = prepared().await;
    // a runtime of its own dies as a process does: nothing of it goes on
    let dying =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    dying.spawn(async move {
        let graph = Neo4jGraph::new(named).expect("a graph");
        graph.apply(&[large()]).await
    });
    let begun = async {
        while looker.ahead().await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANG, begun).await.expect("it begins");
    dying.shutdown_background();
    assert!(looker.ahead().await > 0, "it was over already");
    assert_eq!(graph.applied().await.expect("up"), Some(shows(BEFORE)));
    assert_eq!(seen(graph.as_ref()).await.expect("up"), BEFORE);
    let held = graph.held_edges(None, 10_000).await.expect("up");
    assert_eq!(held.len() as u64, BEFORE);

    until_applied(graph.as_ref(), &next).await;
    assert_eq!(graph.applied().await.expect("up"), Some(shows(BEFORE + 1)));
    assert_eq!(seen(graph.as_ref()).await.expect("up"), expected);
    assert_eq!(looker.states().await, i64::try_from(states).expect("a count"));
    assert_eq!(looker.ahead().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_ended_is_followed_by_one_of_the_same_changeset() {
    a_writer_that_ended_is_followed(large(), DRAWN, BEFORE + DRAWN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_ended_is_followed_by_one_of_another_changeset() {
    a_writer_that_ended_is_followed(step(BEFORE + 1), BEFORE + 1, BEFORE + 1).await;
}

/// Of several who write the same large changeset one does, and who asks meanwhile sees
/// all of it or nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_race_of_large_changesets_is_one() {
    let (named, graph, looker) = prepared().await;
    let racers: Vec<_> = (0..3)
        .map(|_| {
            let racer = Neo4jGraph::new(named.clone()).expect("a graph");
            tokio::spawn(async move {
                let won = racer.apply(&[large()]).await;
                if won.is_err() {
                    until_applied(&racer, &large()).await;
                }
                won
            })
        })
        .collect();
    let asking = async {
        loop {
            let seen = seen(graph.as_ref()).await.expect("always an answer");
            assert!([BEFORE, DRAWN].contains(&seen), "{seen}");
            if graph.applied().await.expect("up") == Some(shows(BEFORE + 1)) {
                break;
            }
        }
    };
    tokio::time::timeout(HANG, asking).await.expect("in time");
    let mut won = 0;
    for racer in racers {
        match racer.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(error) if error.kind() == ErrorKind::Conflict => {}
            Err(error) => unavailable(&error),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(seen(graph.as_ref()).await.expect("up"), DRAWN);
    assert_eq!(looker.states().await, i64::try_from(BEFORE + DRAWN).expect("a count"));
}
