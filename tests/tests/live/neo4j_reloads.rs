//! A graph that is loaded anew on Neo4j while it is asked, and what is left of the one before.

use std::ops::Range;

use ariadne_domain::{EdgeId, LineageLevel};
use ariadne_ports::{At, EdgeEnds, Error, ErrorKind, GraphRow, GraphRows, LineageGraph, Result};
use ariadne_testkit::SeqIds;
use ariadne_tests::services;
use async_trait::async_trait;

use crate::neo4j::settings;
use crate::neo4j_faults::{
    HANG, Spokes, below, empty, own, seen, shows, state, table, unavailable,
};

/// A chain of tables, so long that it is walked for a while.
struct Chain(Range<u64>);

#[async_trait]
impl GraphRows for Chain {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        let row = |number| {
            let id = EdgeId(SeqIds::nth(4_000_000 + number));
            let (from, to) = (table(number), table(number + 1));
            let ends = EdgeEnds { id, level: LineageLevel::Table, from, to };
            GraphRow::Edge { ends, state: state(), from_seq: 1, to_seq: None }
        };
        let rows: Vec<GraphRow> = self.0.by_ref().take(1_000).map(row).collect();
        Ok((!rows.is_empty()).then_some(rows))
    }
}

/// A question that fails because the graph was replaced is asked again.
#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_fails_in_a_replaced_graph_is_asked_again() {
    let server = services::neo4j().await;
    let driver = neo4rs::Graph::new(&server.url, &server.user, &server.password).expect("a driver");
    let name = services::unique("asked_again");
    let graph = empty(settings(server).named(&name)).await;
    graph.reset(shows(1), &mut Chain(0..8_000)).await.expect("reset");
    let shown = neo4rs::query("MATCH (g:AriadneGraph {name: $name}) RETURN g.load AS load");
    let mut rows = driver.execute(shown.param("name", name.as_str())).await.expect("answers");
    let load: String = rows.next().await.expect("a row").expect("a row").get("load").expect("text");
    drop(rows);

    let asking = tokio::spawn({
        let graph = graph.clone();
        async move { graph.walk(&below(table(0), At::Head)).await }
    });
    let begun = async {
        loop {
            assert!(!asking.is_finished(), "the walk is over already");
            // between two queries a transaction has no parameters
            let text = "SHOW TRANSACTIONS YIELD transactionId, parameters \
                WHERE parameters.load = $of RETURN transactionId AS id";
            let query = neo4rs::query(text).param("of", load.as_str());
            let mut rows = driver.execute(query).await.expect("answers");
            if let Some(row) = rows.next().await.expect("a row") {
                break row.get::<String>("id").expect("an id");
            }
        }
    };
    let transaction = tokio::time::timeout(HANG, begun).await.expect("it begins");
    graph.reset(shows(1), &mut Chain(0..5)).await.expect("reset");
    let text = "TERMINATE TRANSACTIONS $id YIELD message RETURN message";
    let query = neo4rs::query(text).param("id", transaction.as_str());
    let mut rows = driver.execute(query).await.expect("answers");
    let said: String =
        rows.next().await.expect("a row").expect("a row").get("message").expect("text");
    assert_eq!(said, "Transaction terminated.", "the walk was over already");
    let answer = tokio::time::timeout(HANG, asking).await.expect("in time").expect("no panic");
    assert_eq!(answer.expect("an answer").total_edges, 5);
}

/// Questions are answered from one load or the other, never from half of one, and none
/// fails because what it reads is swept away.
#[tokio::test(flavor = "multi_thread")]
async fn questions_go_on_while_it_is_loaded_anew() {
    let graph = empty(own().await).await;
    graph.reset(shows(3_000), &mut Spokes(1..3_001)).await.expect("reset");
    let asking: Vec<_> = (0..4)
        .map(|_| {
            let graph = graph.clone();
            tokio::spawn(async move {
                let mut answers = std::collections::BTreeSet::new();
                while !answers.contains(&9_000) {
                    answers.insert(seen(graph.as_ref()).await.expect("always an answer"));
                }
                answers
            })
        })
        .collect();
    for _ in 0..5 {
        graph.reset(shows(6_000), &mut Spokes(1..6_001)).await.expect("reset");
        graph.reset(shows(3_000), &mut Spokes(1..3_001)).await.expect("reset");
    }
    graph.reset(shows(9_000), &mut Spokes(1..9_001)).await.expect("reset");
    for asking in asking {
        let answers = tokio::time::timeout(HANG, asking).await.expect("in time").expect("no panic");
        assert!(answers.iter().all(|seen| [3_000, 6_000, 9_000].contains(seen)), "{answers:?}");
    }
}

/// What is replaced is swept away, and what a failed load wrote too.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_of_what_was_replaced() {
    struct Failing(Spokes);
    #[async_trait]
    impl GraphRows for Failing {
        async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
            let gone = || Error::new(ErrorKind::Unavailable, "rows.next", "The record went away.");
            self.0.next().await?.map(Some).ok_or_else(gone)
        }
    }
    let server = services::neo4j().await;
    let name = services::unique("swept");
    let graph = empty(settings(server).named(&name)).await;
    let driver = neo4rs::Graph::new(&server.url, &server.user, &server.password).expect("a driver");
    let row = async |text: &str, load: &str| {
        let query = neo4rs::query(text).param("name", name.as_str()).param("load", load);
        let mut rows = driver.execute(query).await.expect("answers");
        rows.next().await.expect("a row").expect("a row")
    };
    let left =
        async |text: &str, load: &str| row(text, load).await.get::<i64>("left").expect("a number");
    let shown = async || {
        let row = row("MATCH (g:AriadneGraph {name: $name}) RETURN g.load AS load", "").await;
        row.get::<String>("load").expect("a load")
    };
    graph.reset(shows(12_000), &mut Spokes(1..12_001)).await.expect("reset");
    let replaced = shown().await;
    let failing = graph.reset(shows(30_000), &mut Failing(Spokes(1..30_001))).await;
    unavailable(&failing.expect_err("the rows fail"));
    assert_eq!(seen(graph.as_ref()).await.expect("as it was"), 12_000);
    graph.reset(shows(5), &mut Spokes(1..6)).await.expect("reset");

    let swept = async {
        let loads = "MATCH (l:AriadneLoad {graph: $name}) RETURN count(l) AS left";
        while left(loads, "").await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANG, swept).await.expect("it is swept");
    let tables = "MATCH (t:AriadneTable {load: $load}) RETURN count(t) AS left";
    assert_eq!(left(tables, &replaced).await, 0);
    assert_eq!(left(tables, &shown().await).await, 6);
}
