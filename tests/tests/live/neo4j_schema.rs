//! Constraints and indexes that a Neo4j server lost, as after a restore without them.

use ariadne_lineage_neo4j::Neo4jGraph;
use ariadne_ports::{LineageGraph, Result};
use ariadne_tests::services::{Neo4j, Restarted};

use crate::neo4j::settings;
use crate::neo4j_faults::{HANG, Spokes, empty, seen, shows, step, unavailable};

const SCHEMA: [&str; 8] = [
    "CONSTRAINT ariadne_graph",
    "CONSTRAINT ariadne_load",
    "CONSTRAINT ariadne_table",
    "CONSTRAINT ariadne_column",
    "INDEX ariadne_facet",
    "INDEX ariadne_table_edge",
    "INDEX ariadne_column_edge",
    "INDEX ariadne_implied",
];

struct Schema(neo4rs::Graph);

impl Schema {
    fn of(server: &Neo4j) -> Self {
        Self(neo4rs::Graph::new(&server.url, &server.user, &server.password).expect("a driver"))
    }

    async fn drop(&self, what: &str) {
        self.0.run(neo4rs::query(&format!("DROP {what}"))).await.expect("dropped");
    }

    /// How many there are that can be used.
    async fn online(&self) -> usize {
        let text = "SHOW INDEXES YIELD name, state \
            WHERE name STARTS WITH 'ariadne_' AND state = 'ONLINE' RETURN count(name) AS there";
        let mut rows = self.0.execute(neo4rs::query(text)).await.expect("answered");
        let row = rows.next().await.expect("a row").expect("a row");
        usize::try_from(row.get::<i64>("there").expect("a number")).expect("a count")
    }
}

/// All that a server asks of its graph.
async fn used(graph: &dyn LineageGraph, seq: u64) -> Result<()> {
    graph.apply(&[step(seq)]).await?;
    assert_eq!(seen(graph).await?, seq);
    assert_eq!(graph.held_edges(None, 10_000).await?.len() as u64, seq);
    Ok(())
}

/// A graph that shows what it should is not loaded anew, so whoever uses it first makes
/// what is missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_index_is_made_again() {
    let server = Restarted::start().await.expect("Neo4j starts");
    let schema = Schema::of(&server.server);
    let first = empty(settings(&server.server)).await;
    first.reset(shows(100), &mut Spokes(1..101)).await.expect("reset");
    assert_eq!(schema.online().await, SCHEMA.len());
    let mut seq = 100;
    for lost in SCHEMA {
        schema.drop(lost).await;
        assert_eq!(schema.online().await, SCHEMA.len() - 1, "{lost}");
        let next = Neo4jGraph::new(settings(&server.server)).expect("a graph");
        assert_eq!(next.applied().await.expect("up"), Some(shows(seq)));
        assert_eq!(schema.online().await, SCHEMA.len(), "{lost}");
        seq += 1;
        used(&next, seq).await.unwrap_or_else(|error| panic!("{lost}: {error:?}"));
    }

    // a process that knew it there says so once and makes it again
    for lost in SCHEMA {
        schema.drop(lost).await;
        let mended = async {
            loop {
                match used(first.as_ref(), seq + 1).await {
                    Ok(()) => break,
                    Err(error) => unavailable(&error),
                }
                seq = first.applied().await.expect("up").expect("loaded").seq;
            }
        };
        tokio::time::timeout(HANG, mended).await.unwrap_or_else(|_| panic!("{lost}: in time"));
        seq += 1;
    }
}
