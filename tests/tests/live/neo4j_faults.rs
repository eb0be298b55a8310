//! What Neo4j going away, hanging or refusing means to the lineage graph, and what a caller
//! that gives up leaves behind.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_domain::{
    Claims, Confidence, Direction, EdgeId, EdgeState, LineageFilter, LineageLevel, LineageOrigin,
    LineageStatus, TableId,
};
use ariadne_lineage_neo4j::{Neo4jGraph, Neo4jSettings};
use ariadne_ports::{
    Applied, At, EdgeEnds, Error, ErrorKind, GraphRow, GraphRows, GraphStep, LineageGraph, Node,
    Result, WalkRequest,
};
use ariadne_testkit::SeqIds;
use ariadne_tests::services::{self, Restarted};
use async_trait::async_trait;
use secrecy::SecretString;

use crate::neo4j::settings;

/// Waiting longer than this means that something hangs.
pub(crate) const HANG: Duration = Duration::from_mins(2);

pub(crate) fn table(number: u64) -> Node {
    let id = SeqIds::nth(number);
    Node { id, table: TableId(id) }
}

pub(crate) fn state() -> EdgeState {
    let mut claims = Claims::default();
    claims.add(LineageOrigin::Manual, Confidence::CERTAIN);
    EdgeState { status: LineageStatus::Approved, claims }
}

/// Changeset `seq` leads from the hub, table 0, to table `seq`.
fn spoke(seq: u64) -> EdgeEnds {
    let id = EdgeId(SeqIds::nth(1_000_000 + seq));
    EdgeEnds { id, level: LineageLevel::Table, from: table(0), to: table(seq) }
}

/// The spokes of changesets.
pub(crate) fn spokes(seqs: std::ops::Range<u64>) -> impl Iterator<Item = EdgeEnds> {
    seqs.map(spoke)
}

pub(crate) fn step(seq: u64) -> GraphStep {
    GraphStep { seq, edges: vec![(spoke(seq), Some(state()))], tables: Vec::new() }
}

/// Rows of the spokes of these changesets.
pub(crate) struct Spokes(pub(crate) std::ops::Range<u64>);

#[async_trait]
impl GraphRows for Spokes {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        let row =
            |seq| GraphRow::Edge { ends: spoke(seq), state: state(), from_seq: seq, to_seq: None };
        let rows: Vec<GraphRow> = self.0.by_ref().take(1_000).map(row).collect();
        Ok((!rows.is_empty()).then_some(rows))
    }
}

pub(crate) fn shows(seq: u64) -> Applied {
    Applied { catalog: SeqIds::nth(1), epoch: 1, seq }
}

pub(crate) async fn empty(settings: Neo4jSettings) -> Arc<Neo4jGraph> {
    let graph = Arc::new(Neo4jGraph::new(settings).expect("a graph"));
    graph.reset(shows(0), &mut Spokes(1..1)).await.expect("reset");
    graph
}

/// How many spokes a walk sees.
pub(crate) async fn seen(graph: &dyn LineageGraph) -> Result<u64> {
    walked(graph, table(0)).await
}

async fn edges_below(graph: &dyn LineageGraph, of: Node) -> u64 {
    walked(graph, of).await.expect("an answer")
}

async fn walked(graph: &dyn LineageGraph, of: Node) -> Result<u64> {
    Ok(graph.walk(&below(of, At::Head)).await?.total_edges as u64)
}

pub(crate) fn below(of: Node, at: At) -> WalkRequest {
    WalkRequest {
        level: LineageLevel::Table,
        of: vec![of],
        direction: Direction::Downstream,
        depth: None,
        filter: LineageFilter::default(),
        at,
        max_nodes: 10,
        max_edges: 10,
    }
}

pub(crate) fn unavailable(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    assert!(error.is_temporary());
}

pub(crate) async fn own() -> Neo4jSettings {
    settings(services::neo4j().await).named(services::unique("faults"))
}

/// Stops and starts the real server while changesets are applied.
#[tokio::test(flavor = "multi_thread")]
async fn it_comes_back_by_itself() {
    let mut server = Restarted::start().await.expect("Neo4j starts");
    let graph = empty(settings(&server.server)).await;
    let writer = tokio::spawn({
        let graph = graph.clone();
        async move {
            // as the projection does: after a failure it looks where the graph stands
            let (mut seq, mut failures) = (0, 0);
            while seq < 60 || failures == 0 {
                match graph.apply(&[step(seq + 1)]).await {
                    Ok(()) => seq += 1,
                    Err(error) => {
                        failures += 1;
                        if error.kind() != ErrorKind::Conflict {
                            unavailable(&error);
                        }
                        if let Ok(applied) = graph.applied().await {
                            seq = applied.expect("it was loaded").seq;
                        }
                    }
                }
            }
            seq
        }
    });
    let far_enough = async {
        while graph.applied().await.expect("up").is_none_or(|applied| applied.seq < 20) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANG, far_enough).await.expect("it goes on");

    server.stop().await.expect("stops");
    let asked = Instant::now();
    unavailable(&seen(graph.as_ref()).await.expect_err("it is down"));
    assert!(asked.elapsed() < HANG / 4, "it took {:?} to say so", asked.elapsed());
    unavailable(&graph.applied().await.expect_err("it is down"));
    unavailable(&graph.reset(shows(0), &mut Spokes(1..2)).await.expect_err("it is down"));

    server.start_again().await.expect("starts again");
    let last = tokio::time::timeout(HANG, writer).await.expect("it goes on").expect("no panic");
    assert_eq!(graph.applied().await.expect("up"), Some(shows(last)));
    assert_eq!(
        seen(graph.as_ref()).await.expect("up"),
        last,
        "no changeset is lost or twice there"
    );
    assert_eq!(graph.held_edges(None, 10_000).await.expect("up").len() as u64, last);
}

/// A server that accepts and says nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_server_is_unavailable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("bolt://{}", listener.local_addr().expect("bound"));
    let silent = tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok(connection) = listener.accept().await {
            kept.push(connection);
        }
    });
    let limit = Duration::from_millis(300);
    let settings =
        Neo4jSettings::new(&url, "neo4j", SecretString::from("canary")).expect("settings");
    let graph = Neo4jGraph::new(settings.within(limit, limit)).expect("a graph");
    let answer = tokio::time::timeout(HANG, seen(&graph)).await.expect("it does not hang");
    let error = answer.expect_err("nobody answers");
    unavailable(&error);
    assert!(error.to_string().contains("does not answer"), "{error}");
    silent.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_sentences() {
    let server = services::neo4j().await;
    let nobody = Neo4jSettings::new("bolt://127.0.0.1:1", "neo4j", SecretString::from("canary"));
    let missing = own().await.in_database("nosuch");
    for (settings, words) in
        [(nobody.expect("settings"), "does not answer"), (missing, "no such database")]
    {
        let graph = Neo4jGraph::new(settings).expect("a graph");
        let error = graph.applied().await.expect_err("refused");
        unavailable(&error);
        assert!(error.to_string().contains(words), "{error:?}");
    }
    let user = services::unique("nobody");
    let wrong = Neo4jSettings::new(&server.url, user, SecretString::from("canary"));
    let graph = Neo4jGraph::new(wrong.expect("settings")).expect("a graph");
    let error = graph.applied().await.expect_err("refused");
    unavailable(&error);
    assert!(error.to_string().contains("refuses the login"), "{error:?}");
    assert!(!format!("{error:?} {graph:?}").contains("canary"));
}

/// The driver's trap: what comes after a cancelled query must not see its leftovers.
#[tokio::test(flavor = "multi_thread")]
async fn who_gives_up_leaves_it_usable() {
    let named = own().await;
    let graph = empty(named.clone()).await;
    // another process that waits for writers, and is not asked again before the next round
    let other = Neo4jGraph::new(named).expect("a graph");
    other.applied().await.expect("up");
    // it cannot know that this changeset is not there
    let later = below(table(0), At::Seq(u64::from(u32::MAX)));
    let mut applied = 0;
    for round in 1..=40 {
        let steps: Vec<GraphStep> = (applied + 1..=applied + 25).map(step).collect();
        // given up at another moment each time; the write itself goes on
        let cut = Duration::from_micros(400 * round);
        let _ = tokio::time::timeout(cut, graph.apply(&steps)).await;
        let _ = tokio::time::timeout(cut, seen(graph.as_ref())).await;
        if round % 2 == 0 {
            let _ = tokio::time::timeout(cut / 4, other.applied()).await;
        } else {
            let _ = tokio::time::timeout(cut / 4, other.walk(&later)).await;
        }
        let settled = async {
            // what was begun holds the lock, so an empty compare-and-set comes after it
            loop {
                match graph.apply(&[step(applied + 1)]).await {
                    Ok(()) => break applied + 1,
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}");
                        let seq = graph.applied().await.expect("up").expect("loaded").seq;
                        if seq > applied {
                            break seq;
                        }
                    }
                }
            }
        };
        tokio::time::timeout(HANG, settled).await.expect("no lock is left behind");
        // the write that was given up may still end
        let consistent = async {
            loop {
                let before = graph.applied().await.expect("up").expect("loaded").seq;
                let seen = seen(graph.as_ref()).await.expect("answers");
                let after = graph.applied().await.expect("up").expect("loaded").seq;
                if before == after {
                    break (before, seen);
                }
            }
        };
        let (seq, seen) = tokio::time::timeout(HANG, consistent).await.expect("it comes to rest");
        assert_eq!(seen, seq, "round {round}: an answer of another query");
        applied = seq;
    }
}

/// The server lets readers see transactions that it is still writing. What another process
/// applied is nevertheless seen wholly or not at all.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_applies_is_seen_whole() {
    const STEPS: u64 = 400;
    let named = own().await;
    let writer = empty(named.clone()).await;
    let reader = Neo4jGraph::new(named).expect("a graph");
    let writing = tokio::spawn(async move {
        for seq in 1..=STEPS {
            // two edges by way of a table that is new
            let id = EdgeId(SeqIds::nth(2_000_000 + seq));
            let (from, to) = (table(seq), table(3_000_000 + seq));
            let second = EdgeEnds { id, level: LineageLevel::Table, from, to };
            let mut step = step(seq);
            step.edges.push((second, Some(state())));
            writer.apply(&[step]).await.expect("applied");
        }
    });
    let asking = async {
        loop {
            let seq = reader.applied().await.expect("up").expect("loaded").seq;
            assert_eq!(edges_below(&reader, table(0)).await, 2 * seq);
            if seq > 0 {
                assert_eq!(edges_below(&reader, table(seq)).await, 1, "of changeset {seq}");
            }
            if seq == STEPS {
                break;
            }
        }
    };
    tokio::time::timeout(HANG, asking).await.expect("in time");
    writing.await.expect("no panic");
}
