use std::sync::Arc;

use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::{GraphOutage, MemoryGraph};
use serde_json::{Value, json};

use crate::world::{World, names};

/// A world whose graph can be lost.
fn frail() -> (World, Arc<GraphOutage>) {
    let graph = Arc::new(GraphOutage::over(Arc::new(MemoryGraph::default())));
    let port = Arc::clone(&graph);
    let world = World::over(Backend::memory(), Limits::default(), |ports| ports.graph = port);
    (world, graph)
}

/// The paths of an answer's errors, all of which say that something is unavailable.
fn unavailable(answer: &Value) -> Vec<Value> {
    let errors = answer["errors"].as_array().expect("errors").iter();
    let path = |error: &Value| {
        assert_eq!(error["extensions"]["code"], "UNAVAILABLE", "{error:#}");
        assert_eq!(error["extensions"]["temporary"], true, "{error:#}");
        error["path"].clone()
    };
    errors.map(path).collect()
}

/// Without its graph a catalog still answers its tables and columns, whose counts alone
/// are null, each with an error; with the graph they are back.
#[tokio::test]
async fn tables_are_answered_without_a_graph() {
    let (world, graph) = frail();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world.claim(json!([{ "from": x.id, "to": y.id }, { "from": x.a, "to": y.a }])).await;
    let query = "query($id: ID!) {
        tables { nodes { name upstreamCount downstreamCount } }
        table(id: $id) { name columns { nodes { name upstreamCount } } } }";
    let variables = json!({ "id": y.id });
    let whole = world.data(query, variables.clone()).await;
    assert_eq!(whole["tables"]["nodes"][1]["upstreamCount"], 1);

    graph.begin();
    let answer = world.ask(query, variables.clone()).await;
    let count = |name: &str| json!({ "name": name, "upstreamCount": null });
    let node = |name: &str| json!({ "name": name, "upstreamCount": null, "downstreamCount": null });
    assert_eq!(
        answer["data"],
        json!({ "tables": { "nodes": [node("x"), node("y")] },
            "table": { "name": "y", "columns": { "nodes": [count("a"), count("b")] } } })
    );
    let mut paths = unavailable(&answer);
    paths.sort_by_key(ToString::to_string);
    assert_eq!(
        paths,
        [
            json!(["table", "columns", "nodes", 0, "upstreamCount"]),
            json!(["table", "columns", "nodes", 1, "upstreamCount"]),
            json!(["tables", "nodes", 0, "downstreamCount"]),
            json!(["tables", "nodes", 0, "upstreamCount"]),
            json!(["tables", "nodes", 1, "downstreamCount"]),
            json!(["tables", "nodes", 1, "upstreamCount"]),
        ]
    );
    graph.end();
    assert_eq!(world.data(query, variables).await, whole);
}

/// What the record knows of lineage is answered without a graph, what only the graph
/// knows is refused.
#[tokio::test]
async fn the_record_knows_lineage_without_a_graph() {
    let (world, graph) = frail();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world.drawn("alone").await;
    graph.begin();
    let edge = world.link(&x.id, &y.id).await;
    let query = "query($id: ID!) { lineageEdge(id: $id) { status version assertions { origin } }
        tables(filter: { hasLineage: true }) { nodes { name } } }";
    let found = world.data(query, json!({ "id": edge["id"] })).await;
    let expected =
        json!({ "status": "APPROVED", "version": 1, "assertions": [{ "origin": "MANUAL" }] });
    assert_eq!(found["lineageEdge"], expected);
    assert_eq!(names(&found["tables"]), ["x", "y"]);
    for question in [
        "query($id: ID!) { lineage(of: [$id]) { totalNodes } }",
        "query($id: ID!) { impact(of: [$id]) { tables } }",
    ] {
        assert_eq!(world.code(question, json!({ "id": x.id })).await, "UNAVAILABLE", "{question}");
    }
}
