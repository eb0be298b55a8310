//! Lineage end to end through the binary: a source, its tables, what flows between
//! them, asked up and down, and all of it there after a `kill -9`.

use ariadne_tests::api::Api;
use ariadne_tests::{demo, services};
use serde_json::{Value, json};
use tokio::process::Command;

use ariadne_tests::process::{Process, Setting};

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// A table and its first column, from a fetch or by hand.
async fn table(api: &Api, input: Value) -> (String, String) {
    let query = "mutation($input: TableInput!) { createTable(input: $input) {
        table { id columns(first: 1) { nodes { id } } } } }";
    let created = api.run(query, json!({ "input": input })).await;
    let table = &created["createTable"]["table"];
    (text(&table["id"]), text(&table["columns"]["nodes"][0]["id"]))
}

/// Adds the source, tests it, fetches one of its tables and saves it.
async fn fetched_table(api: &Api, database: &str) -> (String, String) {
    let mongo = services::mongo().await;
    let host = format!("{}:{}", mongo.host, mongo.port);
    let input = json!({ "name": "shop", "kind": "MONGODB",
        "settings": { "hosts": [host], "database": database } });
    let create = "mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }";
    let source =
        text(&api.run(create, json!({ "input": input })).await["createSource"]["source"]["id"]);
    let test = "mutation($id: ID!) { testSource(id: $id) { status } }";
    let tested = api.run(test, json!({ "id": source })).await;
    assert_ne!(tested["testSource"]["status"], "FAILED");
    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { id } }";
    let input = json!({ "sourceId": source, "name": "orders" });
    let fetched = api.run(fetch, json!({ "input": input })).await;
    table(api, json!({ "name": "orders", "fetched": fetched["fetchColumns"]["id"] })).await
}

/// Names of the tables that a walk answers, in order of their names.
pub(crate) async fn walked(api: &Api, of: &str, direction: &str) -> Vec<String> {
    let query = "query($of: [ID!]!, $direction: Direction!) {
        lineage(of: $of, direction: $direction, depth: null) { nodes { table { name } } } }";
    let walk = api.run(query, json!({ "of": [of], "direction": direction })).await;
    let nodes = walk["lineage"]["nodes"].as_array().expect("nodes");
    let mut names: Vec<String> = nodes.iter().map(|node| text(&node["table"]["name"])).collect();
    names.sort();
    names
}

pub(crate) async fn health(api: &Api) -> Value {
    let query = "{ lineageHealth { inSync seq appliedSeq recordEdges graphEdges differences } }";
    api.run(query, json!({})).await["lineageHealth"].clone()
}

/// The main job on either graph.
async fn drawn_asked_and_killed(setting: Setting) {
    let database = services::unique("lineage");
    let mongo = services::mongo().await;
    demo::load_shop(&mongo.client().await, &database).await.expect("the shop is loaded");
    let server = Process::start(&setting).await;
    let api = Api::new(server.url.as_str());

    let (orders, order_column) = fetched_table(&api, &database).await;
    let column = json!([{ "path": ["id"], "dataType": "text" }]);
    let (copy, copy_column) = table(&api, json!({ "name": "copy", "columns": column })).await;
    let (report, _) =
        table(&api, json!({ "name": "report", "kind": "REPORT", "columns": column })).await;
    let input = json!([
        { "from": order_column, "to": copy_column, "origin": "SQL", "process": "copy.sql" },
        { "from": copy, "to": report },
    ]);
    let claim =
        "mutation($input: [LineageInput!]!) { createLineage(input: $input) { changeset { seq } } }";
    api.run(claim, json!({ "input": input })).await;
    let answers = async |api: &Api| {
        let up = walked(api, &report, "UPSTREAM").await;
        let down = walked(api, &orders, "DOWNSTREAM").await;
        let of_copy = walked(api, &copy, "DOWNSTREAM").await;
        [up, down, of_copy]
    };
    let before = answers(&api).await;
    let all = ["copy", "orders", "report"].map(str::to_owned).to_vec();
    let below = ["copy", "report"].map(str::to_owned).to_vec();
    assert_eq!(before, [all.clone(), all, below]);
    let said = health(&api).await;
    assert_eq!((&said["inSync"], &said["recordEdges"]), (&json!(true), &json!(2)), "{said}");
    server.kill().await;

    let server = Process::start(&setting).await;
    let api = Api::new(server.url.as_str());
    assert_eq!(health(&api).await, said, "nothing is lost");
    assert_eq!(answers(&api).await, before);
    let listen = server.url.trim_start_matches("http://");
    let verify = Command::new(env!("CARGO_BIN_EXE_ariadne-under-test"))
        .args(["lineage", "verify", "--listen", listen])
        .env_clear()
        .env("ARIADNE_TOKEN", ariadne_tests::sessions::token(&server.url).await)
        .output();
    let verified = verify.await.expect("the binary starts");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lineage_is_drawn_asked_and_outlives_a_killed_server() {
    let folder = tempfile::tempdir().expect("a folder");
    drawn_asked_and_killed(Setting::sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lineage_on_neo4j_is_drawn_asked_and_outlives_a_killed_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let setting = Setting::sqlite(folder.path()).on_neo4j(services::neo4j().await);
    drawn_asked_and_killed(setting).await;
}

/// Whoever claims a pair at the same moment adds to one edge; nobody is refused.
#[tokio::test(flavor = "multi_thread")]
async fn claims_of_one_pair_at_the_same_time_are_one_edge() {
    const ROUNDS: usize = 10;
    const CLAIMANTS: usize = 8;
    let folder = tempfile::tempdir().expect("a folder");
    let server = Process::start(&Setting::sqlite(folder.path())).await;
    let api = Api::new(server.url.as_str());
    let column = json!([{ "path": ["id"], "dataType": "text" }]);
    let (from, _) = table(&api, json!({ "name": "from", "columns": column })).await;
    let claim = "mutation($input: [LineageInput!]!) { createLineage(input: $input) {
        edges { id } warnings { code } } }";
    for round in 0..ROUNDS {
        let (to, _) =
            table(&api, json!({ "name": format!("to {round}"), "columns": column })).await;
        let claims = (0..CLAIMANTS).map(|n| {
            let input = json!([{ "from": from, "to": to, "origin": "SQL",
                "process": format!("job {n}") }]);
            let api = api.clone();
            tokio::spawn(async move { api.run(claim, json!({ "input": input })).await })
        });
        let mut edges = std::collections::BTreeSet::new();
        for answer in claims.collect::<Vec<_>>() {
            let answer = answer.await.expect("no claim is refused");
            edges.insert(text(&answer["createLineage"]["edges"][0]["id"]));
        }
        assert_eq!(edges.len(), 1);
        let asked = "query($id: ID!) { lineageEdge(id: $id) { assertions { process } } }";
        let edge = api.run(asked, json!({ "id": edges.first() })).await;
        let said = edge["lineageEdge"]["assertions"].as_array().expect("claims");
        assert_eq!(said.len(), CLAIMANTS, "{said:?}");
    }
    server.kill().await;
}

/// As many claims as one call takes, through all layers.
async fn a_hundred_thousand_edges(mut setting: Setting) {
    const SIDE: usize = 317;
    // A hundred thousand claims are more than a body holds otherwise.
    setting.environment.push(("ARIADNE_MAX_BODY_BYTES", (64 * 1024 * 1024).to_string()));
    setting.environment.push(("ARIADNE_REQUEST_TIMEOUT_SECONDS", "600".to_owned()));
    let server = Process::start(&setting).await;
    let api = Api::new(server.url.as_str());
    let names = (0..2 * SIDE).map(|number| json!({ "name": format!("t{number}") }));
    let tables =
        "mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }";
    let tables = api.run(tables, json!({ "input": names.collect::<Vec<_>>() })).await;
    let tables = tables["createTables"]["tables"].as_array().expect("tables").clone();
    let (left, right) = tables.split_at(SIDE);
    let pairs = left.iter().flat_map(|from| right.iter().map(move |to| (from, to)));
    let input: Vec<Value> = pairs
        .take(100_001)
        .map(|(from, to)| json!({ "from": from["id"], "to": to["id"] }))
        .collect();
    let claim = "mutation($input: [LineageInput!]!) { createLineage(input: $input) { changeset { id seq } warnings { code } } }";
    assert_eq!(input.len(), 100_001);
    let refused = api.fail(claim, json!({ "input": input })).await;
    assert_eq!(refused.code, "LIMIT");
    let written = api.run(claim, json!({ "input": input[..100_000] })).await;
    assert_eq!(written["createLineage"]["changeset"]["seq"], json!(2));
    assert_eq!(written["createLineage"]["warnings"], json!([]));
    let said = health(&api).await;
    assert_eq!((&said["inSync"], &said["graphEdges"]), (&json!(true), &json!(100_000)), "{said}");
    let walk = "query($of: [ID!]!) { lineage(of: $of, direction: DOWNSTREAM, depth: null) {
        totalNodes totalEdges } }";
    let walk = api.run(walk, json!({ "of": [left[0]["id"]] })).await;
    assert_eq!(walk["lineage"], json!({ "totalNodes": SIDE + 1, "totalEdges": SIDE }));
    // As many edges end in one changeset too.
    let undo = "mutation($id: ID!) { undoChangeset(id: $id) { changeset { seq } } }";
    let undone = api.run(undo, json!({ "id": written["createLineage"]["changeset"]["id"] })).await;
    assert_eq!(undone["undoChangeset"], json!({ "changeset": { "seq": 3 } }));
    let said = health(&api).await;
    assert_eq!((&said["inSync"], &said["graphEdges"]), (&json!(true), &json!(0)), "{said}");
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_edges_are_one_changeset() {
    let folder = tempfile::tempdir().expect("a folder");
    a_hundred_thousand_edges(Setting::sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_edges_are_one_changeset_on_neo4j() {
    let folder = tempfile::tempdir().expect("a folder");
    let setting = Setting::sqlite(folder.path()).on_neo4j(services::neo4j().await);
    a_hundred_thousand_edges(setting).await;
}
