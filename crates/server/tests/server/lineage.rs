//! The lineage graph of a running server, asked from the command line.

use serde_json::{Value, json};

use crate::process;
use crate::support::{TOKEN, metrics, run, running};

async fn draw(server: &ariadne_server::Running) -> Value {
    let tables =
        "mutation { createTables(input: [{ name: \"a\" }, { name: \"b\" }]) { tables { id } } }";
    let tables = run(server, tables, json!({})).await;
    let tables = &tables["createTables"]["tables"];
    let input = json!([{ "from": tables[0]["id"], "to": tables[1]["id"], "origin": "SQL" }]);
    let claim =
        "mutation($input: [LineageInput!]!) { createLineage(input: $input) { edges { from } } }";
    run(server, claim, json!({ "input": input })).await["createLineage"]["edges"][0]["from"].clone()
}

#[tokio::test]
async fn the_graph_of_a_running_server_is_verified_and_rebuilt() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let from = draw(&server).await;
    let address = server.addr().to_string();
    for action in ["verify", "rebuild"] {
        let ended = process::run(folder.path(), &["lineage", action, "--listen", &address]).await;
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert!(ended.out.contains("Record: 1 edge at changeset 2."), "{}", ended.out);
        assert!(ended.out.contains("Graph: 1 edge at changeset 2."), "{}", ended.out);
    }
    server.shutdown().await.expect("stops");
    let alone = process::run(folder.path(), &["lineage", "verify", "--listen", &address]).await;
    assert_eq!(alone.code, Some(1));
    assert!(alone.err.contains("No Ariadne server answers"), "{}", alone.err);

    // The graph is loaded from the record at the next start, before anybody asks.
    let again = running(folder.path()).await;
    let query = "query($of: [ID!]!) { lineage(of: $of) { totalNodes totalEdges } }";
    let walk = run(&again, query, json!({ "of": [from] })).await;
    assert_eq!(walk["lineage"], json!({ "totalNodes": 2, "totalEdges": 1 }));
    let metrics = metrics(&again).await.expect("answered");
    let metrics = metrics.text().await.expect("text");
    assert!(metrics.contains("ariadne_lineage_lag_changesets"), "{metrics}");
    again.shutdown().await.expect("stops");
}

/// Without its graph the catalog is served, and says what it cannot answer.
#[tokio::test]
async fn a_catalog_without_its_graph_server_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = crate::support::config(folder.path());
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("bolt://{}", nobody.local_addr().expect("an address"));
    drop(nobody);
    let settings = ariadne_server::Neo4jSettings::new(&url, "neo4j", "word".into());
    config.graph = ariadne_server::GraphPlace::Neo4j(Box::new(settings.expect("valid")));
    let server = ariadne_server::start(config).await.expect("starts");
    let from = draw(&server).await;
    let ready = reqwest::get(server.url("/readyz")).await.expect("answered");
    assert_eq!(ready.status(), 200);
    let query = "query($of: [ID!]!) { lineage(of: $of) { totalNodes } }";
    let request = json!({ "query": query, "variables": { "of": [from] } });
    let answer =
        reqwest::Client::new().post(server.url("/graphql")).bearer_auth(TOKEN).json(&request);
    let answer = answer.send().await;
    let answer: Value = answer.expect("answered").json().await.expect("JSON");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{answer:#}");
    let address = server.addr().to_string();
    let ended = process::run(folder.path(), &["lineage", "verify", "--listen", &address]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    server.shutdown().await.expect("stops");
}
