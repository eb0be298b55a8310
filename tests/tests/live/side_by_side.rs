//! Two servers on one PostgreSQL database: what is written through one is seen in the
//! lineage of the other, whether they share a graph or have one each.

use std::path::Path;
use std::time::Duration;

use ariadne_tests::api::Api;
use ariadne_tests::services;
use serde_json::{Value, json};

use crate::lineage::{health, text, walked};
use ariadne_tests::process::{Process, Setting};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);
/// Writes of each server while both write.
const WRITES: usize = 24;

const CLAIM: &str = "mutation($input: [LineageInput!]!) { createLineage(input: $input) {
    edges { id } changeset { seq } } }";
const WALK: &str = "query($of: [ID!]!, $id: ID!) {
    lineage(of: $of, direction: DOWNSTREAM, depth: null) { edges { from to status } compact }
    table(id: $id) { downstreamCount } }";

/// The two servers, and tables for both.
struct Pair {
    servers: [Process; 2],
    apis: [Api; 2],
    tables: Vec<String>,
}

/// What is downstream of a table: its edges as `(from, to, status)`, and the names.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    edges: Vec<(String, String, String)>,
    names: Vec<String>,
    count: u64,
}

impl Pair {
    /// Starts both; the second one has the key of the first.
    async fn start([first, second]: [Setting; 2]) -> Self {
        let servers = [Process::start(&first).await, Process::start(&second).await];
        let apis = [Api::new(servers[0].url.as_str()), Api::new(servers[1].url.as_str())];
        let column = json!({ "path": ["id"], "dataType": "text" });
        let table = |n: usize| json!({ "name": format!("t{n:02}"), "columns": [column] });
        let input: Vec<Value> = (0..2 * WRITES + 2).map(table).collect();
        let create =
            "mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }";
        let made = apis[0].run(create, json!({ "input": input })).await;
        let tables = made["createTables"]["tables"].as_array().expect("tables");
        let tables = tables.iter().map(|table| text(&table["id"])).collect();
        Self { servers, apis, tables }
    }

    /// Draws an edge through a server: its id and the changeset.
    async fn draw(&self, through: usize, from: &str, to: &str) -> (String, u64) {
        let input = json!([{ "from": from, "to": to }]);
        let drawn = self.apis[through].run(CLAIM, json!({ "input": input })).await;
        let drawn = &drawn["createLineage"];
        (text(&drawn["edges"][0]["id"]), drawn["changeset"]["seq"].as_u64().expect("a seq"))
    }

    /// What the very next question is answered that names a changeset.
    async fn seen(&self, through: usize, of: &str, seq: u64) -> Seen {
        let (variables, seq) = (json!({ "of": [of], "id": of }), seq.to_string());
        let headers = [("Ariadne-Min-Seq", seq.as_str())];
        let answer = self.apis[through].send(WALK, variables, &headers).await;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        let (lineage, table) = (&answer["data"]["lineage"], &answer["data"]["table"]);
        let edges = lineage["edges"].as_array().expect("edges").iter();
        let edge = |edge: &Value| (text(&edge["from"]), text(&edge["to"]), text(&edge["status"]));
        let names = lineage["compact"]["nodes"]["name"].as_array().expect("names").iter();
        let mut names: Vec<String> = names.map(text).collect();
        names.sort();
        let count = table["downstreamCount"].as_u64().expect("a number");
        Seen { edges: edges.map(edge).collect(), names, count }
    }

    /// Asks until these tables and no others are downstream; nobody says what to wait for.
    async fn becomes(&self, through: usize, of: &str, names: &[&str]) {
        let seen = async {
            while walked(&self.apis[through], of, "DOWNSTREAM").await != names {
                tokio::task::yield_now().await;
            }
        };
        let seen = tokio::time::timeout(HANG, seen).await;
        assert!(seen.is_ok(), "{names:?} never come to be downstream of {of}");
    }
}

/// What is written through one comes to the other by itself.
async fn eventually(pair: &Pair) {
    let tables = &pair.tables;
    for (through, other) in [(0, 1), (1, 0)] {
        let (edge, _) = pair.draw(through, &tables[0], &tables[1]).await;
        pair.becomes(other, &tables[0], &["t00", "t01"]).await;
        let end = "mutation($ids: [ID!]!) { deleteLineage(ids: $ids) { changeset { seq } } }";
        pair.apis[other].run(end, json!({ "ids": [edge] })).await;
        pair.becomes(through, &tables[0], &["t00"]).await;
    }
}

/// Who names the changeset that was answered sees it at once, whatever it did.
async fn at_once(pair: &Pair) {
    let tables = &pair.tables;
    for round in 0..6 {
        let (through, other) = (round % 2, 1 - round % 2);
        let (from, to) = (&tables[0], &tables[1]);
        let (edge, seq) = pair.draw(through, from, to).await;
        let edges = |status: &str| vec![(from.clone(), to.clone(), status.to_owned())];
        let names = |name: &str| vec!["t00".to_owned(), name.to_owned()];
        let drawn = Seen { edges: edges("APPROVED"), names: names("t01"), count: 1 };
        assert_eq!(pair.seen(other, from, seq).await, drawn);

        let name = format!("t01 of round {round}");
        let query = "query($id: ID!) { table(id: $id) { version } }";
        let version = pair.apis[through].run(query, json!({ "id": to })).await;
        let rename = "mutation($id: ID!, $version: Int!, $name: String!) {
            updateTable(id: $id, version: $version, patch: { name: $name }) { changeset { seq } } }";
        let renaming = json!({ "id": to, "version": version["table"]["version"], "name": name });
        let renamed = pair.apis[through].run(rename, renaming).await;
        let seq = renamed["updateTable"]["changeset"]["seq"].as_u64().expect("a seq");
        let seen = pair.seen(other, from, seq).await;
        assert_eq!(seen, Seen { names: names(&name), ..drawn });
        let renaming = json!({ "id": to, "name": "t01",
            "version": version["table"]["version"].as_u64().expect("a version") + 1 });
        pair.apis[other].run(rename, renaming).await;

        let review = "mutation($ids: [ID!]!) {
            reviewLineage(ids: $ids, decision: REJECTED) { changeset { seq } } }";
        let rejected = pair.apis[through].run(review, json!({ "ids": [edge] })).await;
        let seq = rejected["reviewLineage"]["changeset"]["seq"].as_u64().expect("a seq");
        let alone = Seen { edges: Vec::new(), names: vec!["t00".to_owned()], count: 0 };
        assert_eq!(pair.seen(other, from, seq).await, alone, "a rejected edge is not walked");
        let end = "mutation($ids: [ID!]!) { deleteLineage(ids: $ids) { changeset { seq } } }";
        pair.apis[other].run(end, json!({ "ids": [edge] })).await;
    }
}

/// Both write at the same time, and both graphs come to show all of it.
async fn interleaved(pair: &Pair) {
    let from = |through: usize, n: usize| &pair.tables[2 * n + through];
    let write = async |through: usize| {
        let mut seqs = Vec::new();
        for n in 0..WRITES {
            // A chain that both servers make, each its half of the edges.
            let next = &pair.tables[2 * n + through + 1];
            seqs.push(pair.draw(through, from(through, n), next).await.1);
        }
        seqs
    };
    let (one, other) = tokio::join!(write(0), write(1));
    let mut seqs = [one, other].concat();
    seqs.sort_unstable();
    let last = seqs[2 * WRITES - 1];
    assert!(seqs.iter().copied().eq(seqs[0]..=last), "each write has its number: {seqs:?}");
    let start = &pair.tables[0];
    let seen = pair.seen(0, start, last).await;
    assert_eq!((seen.edges.len(), seen.names.len()), (2 * WRITES, 2 * WRITES + 1));
    assert_eq!(pair.seen(1, start, last).await, seen);
    let edges = 2 * WRITES;
    for api in &pair.apis {
        let said = health(api).await;
        let expected = json!({ "inSync": true, "seq": last, "appliedSeq": last, "differences": 0,
            "recordEdges": edges, "graphEdges": edges });
        assert_eq!(said, expected);
    }
}

async fn side_by_side(settings: [Setting; 2]) {
    let pair = Pair::start(settings).await;
    eventually(&pair).await;
    at_once(&pair).await;
    interleaved(&pair).await;
    for server in pair.servers {
        server.kill().await;
    }
}

/// Settings of two servers on one database, each with a folder of its own.
async fn settings([first, second]: [&Path; 2]) -> [Setting; 2] {
    let database = services::postgres().await.create_database("beside").await;
    let first = Setting { database: database.clone(), ..Setting::sqlite(first) };
    let mut second = Setting { database, ..Setting::sqlite(second) };
    let key = first.folder.join("secret.key").display().to_string();
    second.environment.push(("ARIADNE_KEY_FILE", key));
    [first, second]
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_with_a_graph_each_show_the_same_lineage() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    side_by_side(settings([folders[0].path(), folders[1].path()]).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_neo4j_show_the_same_lineage() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let [first, second] = settings([folders[0].path(), folders[1].path()]).await;
    let first = first.on_neo4j(services::neo4j().await);
    let environment = [second.environment, first.environment.clone()].concat();
    side_by_side([first, Setting { environment, ..second }]).await;
}
