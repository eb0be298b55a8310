use std::collections::BTreeMap;
use std::sync::Arc;

use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::{Calls, MemoryGraph};
use serde_json::json;

use crate::world::World;

async fn calls_for(query: &str, rows: usize, sources: usize) -> BTreeMap<&'static str, usize> {
    let (backend, calls) = Calls::counted(Backend::memory());
    let graph = calls.graph(Arc::new(MemoryGraph::default()));
    let world = World::over(backend, Limits::default(), |ports| ports.graph = graph);
    let mut bound = Vec::new();
    for n in 0..sources {
        let source = world.source(&format!("source {n}")).await;
        let test = "mutation($id: ID!) { testSource(id: $id) { status } }";
        world.data(test, json!({ "id": source["id"] })).await;
        bound.push(source);
    }
    let mut first = None;
    for n in 0..rows {
        let source = &bound[n % sources];
        let table = world
            .table(json!({ "name": format!("t{n:02}"), "sourceId": source["id"], "columns": [
                { "path": ["id"], "dataType": "NUMBER", "primaryKey": 1 },
            ] }))
            .await;
        let update = "mutation($id: ID!) { updateTable(id: $id, version: 1, patch: { owner: \"x\" }) { changeset { id } } }";
        let updated = world.data(update, json!({ "id": table["table"]["id"] })).await;
        let undo = "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id } } }";
        world.data(undo, json!({ "id": updated["updateTable"]["changeset"]["id"] })).await;
        let column = table["table"]["columns"]["nodes"][0]["id"].clone();
        let table = table["table"]["id"].clone();
        if let Some((first, first_column)) = &first {
            let input =
                json!([{ "from": first, "to": table }, { "from": first_column, "to": column }]);
            world.claim(input).await;
        }
        first = first.or(Some((table, column)));
    }
    world.source("the last change").await;
    let server = world.data("{ server { seq } }", json!({})).await;
    let first = first.map(|(table, _)| table.to_string()).unwrap_or_default();
    let query = query.replace("FIRST", &first);
    let now = server["server"]["seq"].as_u64().expect("a seq");
    let query = query.replace("NOW", &now.to_string());
    let query = query.replace("EARLIER", &(now - 1).to_string());
    calls.reset();
    world.data(&query, json!({})).await;
    calls.seen()
}

/// A page of 50 rows costs as many calls as one of 2, whatever its rows refer to.
#[tokio::test]
async fn a_page_costs_a_constant_number_of_calls() {
    for query in [
        "{ tables(first: 50) { nodes { name columnCount keys { columns } source { name lastTest { status } } } } }",
        "{ tables(first: 50, asOf: { seq: NOW }) { nodes { name columnCount keys { columns } source { name } } } }",
        "{ tables(first: 50) { nodes { name upstreamCount downstreamCount } } }",
        "{ search(text: \"id\", first: 50) { nodes { ... on Column { upstreamCount downstreamCount } } } }",
        "{ lineage(of: [FIRST]) { nodes { table { name source { name } } } edges { version since assertions { origin } } } }",
        "{ lineage(of: [FIRST], level: COLUMN) { nodes { table { name } column { name upstreamCount } } } }",
        "{ lineage(of: [FIRST], level: COLUMN) { compact } }",
        "{ lineage(of: [FIRST], asOf: { seq: EARLIER }) { edges { since until assertions { origin } } } }",
        "{ impact(of: [FIRST]) { bySource { source { name } count } nodes { nodes { table { name } } } } }",
        "{ sources(first: 50) { nodes { name lastTest { status } } } }",
        "{ changesets(first: 50) { nodes { seq undoneBy { seq } undoes { seq } } } }",
        "{ search(text: \"id\", first: 50) { nodes { ... on Column { name primaryKey unique table { name source { name } } } } } }",
    ] {
        let few = calls_for(query, 2, 2).await;
        let many = calls_for(query, 50, 50).await;
        assert_eq!(few, many, "{query}");
        assert_eq!(few, calls_for(query, 50, 1).await, "{query}, all of one source");
        assert!(!few.is_empty(), "{query} was counted");
        // An impact is asked of tables and of columns, and its page walks once more.
        let most = if query.contains("impact") { 6 } else { 2 };
        assert!(many.values().all(|calls| *calls <= most), "{query}: {many:?}");
    }
}

/// Fields come in the document's order, whatever is loaded for them.
#[tokio::test]
async fn fields_come_in_the_documents_order() {
    let world = World::new();
    world
        .data("mutation { createTable(input: { name: \"a\" }) { table { id } } }", json!({}))
        .await;
    let text = world
        .text("{ tables { nodes { columnCount version source { id } name } } server { seq } }")
        .await;
    let expected = r#"{"data":{"tables":{"nodes":[{"columnCount":0,"version":1,"source":null,"name":"a"}]},"server":{"seq":1}}}"#;
    assert_eq!(text, expected);
}
