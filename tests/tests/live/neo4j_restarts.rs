//! The whole server while Neo4j stops and starts again under writes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use ariadne_tests::api::Api;
use ariadne_tests::services::Restarted;
use serde_json::{Value, json};

use crate::lineage::{health, text};
use ariadne_tests::process::{Process, Setting};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(2);
/// More tables than the writer comes to, at its pace, while Neo4j starts twice.
const TABLES: usize = 4_000;
const PACE: Duration = Duration::from_millis(20);

const WALK: &str = "query($of: [ID!]!) {
    lineage(of: $of, direction: DOWNSTREAM, depth: null) { totalNodes totalEdges } }";

/// Draws an edge from the first table to each of the others, one changeset each, until it
/// is told to stop. Every one of them has to be committed.
struct Writer {
    drawn: Arc<AtomicUsize>,
    enough: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<Vec<u64>>,
}

impl Writer {
    fn start(api: Api, tables: Vec<String>) -> Self {
        let (drawn, enough) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (count, stop) = (drawn.clone(), enough.clone());
        let task = tokio::spawn(async move {
            let claim = "mutation($input: [LineageInput!]!) { createLineage(input: $input) {
                changeset { seq } } }";
            let mut seqs = Vec::new();
            for to in &tables[1..] {
                if stop.load(Ordering::Relaxed) {
                    return seqs;
                }
                let input = json!([{ "from": tables[0], "to": to }]);
                let answer = api.run(claim, json!({ "input": input })).await;
                seqs.push(answer["createLineage"]["changeset"]["seq"].as_u64().expect("a seq"));
                count.store(seqs.len(), Ordering::Relaxed);
                tokio::time::sleep(PACE).await;
            }
            panic!("there are too few tables for this machine");
        });
        Self { drawn, enough, task }
    }

    /// Waits until it has drawn this many more.
    async fn draws(&self, more: usize) {
        let wanted = self.drawn.load(Ordering::Relaxed) + more;
        let reached = async {
            while self.drawn.load(Ordering::Relaxed) < wanted && !self.task.is_finished() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(HANG, reached).await.expect("commits go on");
        assert!(!self.task.is_finished(), "a commit failed");
    }

    /// The numbers of its changesets.
    async fn stop(self) -> Vec<u64> {
        self.enough.store(true, Ordering::Relaxed);
        tokio::time::timeout(HANG, self.task).await.expect("in time").expect("no commit failed")
    }
}

async fn tables(api: &Api) -> Vec<String> {
    let create =
        "mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }";
    let mut ids = Vec::new();
    let all: Vec<Value> = (0..TABLES).map(|n| json!({ "name": format!("t{n:04}") })).collect();
    for some in all.chunks(500) {
        let made = api.run(create, json!({ "input": some })).await;
        let tables = made["createTables"]["tables"].as_array().expect("tables");
        ids.extend(tables.iter().map(|table| text(&table["id"])));
    }
    ids
}

/// Commits succeed while Neo4j is down, questions say that it is, and when it is back the
/// graph shows every changeset without anybody's doing.
#[tokio::test(flavor = "multi_thread")]
async fn commits_go_on_while_neo4j_is_away_and_nothing_is_lost() {
    let mut neo4j = Restarted::start().await.expect("Neo4j starts");
    let folder = tempfile::tempdir().expect("a folder");
    let server = Process::start(&Setting::sqlite(folder.path()).on_neo4j(&neo4j.server)).await;
    let api = Api::new(server.url.as_str());
    let tables = tables(&api).await;
    let hub = tables[0].clone();
    let writer = Writer::start(api.clone(), tables);
    writer.draws(10).await;

    for _ in 0..2 {
        neo4j.stop().await.expect("stops");
        writer.draws(10).await;
        let failed = api.fail(WALK, json!({ "of": [hub] })).await;
        assert_eq!(failed.code, "UNAVAILABLE", "{failed:?}");
        assert!(failed.message.contains("Neo4j"), "{failed:?}");
        writer.draws(10).await;
        neo4j.start_again().await.expect("starts again");
        let answers = async {
            loop {
                let answer = api.send(WALK, json!({ "of": [hub] }), &[]).await;
                match answer.get("errors") {
                    Some(error) => assert_eq!(error[0]["extensions"]["code"], "UNAVAILABLE"),
                    None => break,
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(HANG, answers).await.expect("it is found again by itself");
        writer.draws(10).await;
    }

    let seqs = writer.stop().await;
    let last = *seqs.last().expect("there are some");
    assert!(seqs.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{seqs:?}");
    let caught_up = async {
        while health(&api).await["appliedSeq"] != json!(last) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(HANG, caught_up).await.expect("it catches up by itself");
    let said = health(&api).await;
    let expected = json!({ "inSync": true, "seq": last, "appliedSeq": last, "differences": 0,
        "recordEdges": seqs.len(), "graphEdges": seqs.len() });
    assert_eq!(said, expected);
    let walk = api.run(WALK, json!({ "of": [hub] })).await;
    let all = json!({ "totalNodes": seqs.len() + 1, "totalEdges": seqs.len() });
    assert_eq!(walk["lineage"], all);
    server.kill().await;
}
