use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{MinSeq, Ports};
use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::MemoryGraph;
use serde_json::{Value, json};

use crate::lineage_world::Drawn;
use crate::world::{Sent, World};

/// x -> y -> z, and columns of x and y.
async fn chain() -> (World, [Drawn; 3]) {
    let world = World::new();
    let tables = [world.drawn("x").await, world.drawn("y").await, world.drawn("z").await];
    let [x, y, z] = &tables;
    let input = json!([
        { "from": x.id, "to": y.id },
        { "from": y.id, "to": z.id, "origin": "IMPORT" },
        { "from": x.a, "to": y.a },
    ]);
    world.claim(input).await;
    (world, tables)
}

fn texts(list: &Value, field: &str) -> Vec<String> {
    let items = list.as_array().expect("a list").iter();
    let mut texts: Vec<String> =
        items.map(|item| item[field].as_str().expect("a text").to_owned()).collect();
    texts.sort();
    texts
}

/// The typed answer of a walk, of tables and of columns.
#[tokio::test]
async fn walks_are_answered_as_objects() {
    let (world, [x, y, z]) = chain().await;
    let query = "query($of: [ID!]!, $level: LineageLevel = TABLE, $direction: Direction = BOTH, $depth: Int) {
        lineage(of: $of, level: $level, direction: $direction, depth: $depth) {
            nodes { id level depth upDepth downDepth upstreamCount downstreamCount table { name } column { name } }
            edges { from to status derived } totalNodes totalEdges truncated } }";
    let walk = world.data(query, json!({ "of": [y.id] })).await;
    let walk = &walk["lineage"];
    assert_eq!(
        (&walk["totalNodes"], &walk["totalEdges"], &walk["truncated"]),
        (&json!(3), &json!(2), &json!(false))
    );
    assert_eq!(
        walk["nodes"][0],
        json!({ "id": y.id, "level": "TABLE", "depth": 0, "upDepth": 0,
        "downDepth": 0, "upstreamCount": 1, "downstreamCount": 1, "table": { "name": "y" }, "column": null })
    );
    let mut all = [x.id.clone(), y.id.clone(), z.id.clone()];
    all.sort();
    assert_eq!(texts(&walk["nodes"], "id"), all);
    assert_eq!(texts(&walk["edges"], "status"), ["APPROVED", "PROPOSED"]);
    let alone = world.data(query, json!({ "of": [y.id], "depth": 0 })).await;
    assert_eq!(texts(&alone["lineage"]["nodes"], "id"), [y.id.as_str()]);
    let columns = json!({ "of": [y.id], "level": "COLUMN", "direction": "UPSTREAM" });
    let columns = world.data(query, columns).await;
    let nodes = &columns["lineage"]["nodes"];
    assert_eq!(nodes.as_array().expect("nodes").len(), 3, "both columns of y and one of x");
    let last = json!({ "table": nodes[2]["table"], "column": nodes[2]["column"], "up": nodes[2]["upDepth"] });
    assert_eq!(last, json!({ "table": { "name": "x" }, "column": { "name": "a" }, "up": 1 }));
}

/// The same as parallel arrays.
#[tokio::test]
async fn canvases_are_answered_compactly() {
    let (world, [x, y, z]) = chain().await;
    let query = "query($of: [ID!]!, $level: LineageLevel!) {
        lineage(of: $of, level: $level, depth: null) { compact truncated } }";
    let answer = world.data(query, json!({ "of": [y.id], "level": "TABLE" })).await;
    let compact = &answer["lineage"]["compact"];
    assert_eq!(compact["tables"], json!(null), "the nodes are the tables");
    let nodes = &compact["nodes"];
    let place = |id: &str| {
        let ids = nodes["id"].as_array().expect("ids");
        ids.iter().position(|found| found == id).expect("the node")
    };
    assert_eq!(nodes["id"].as_array().expect("ids").len(), 3);
    for (table, name, depth, up, down) in
        [(&x, "x", -1, 0, 1), (&y, "y", 0, 1, 1), (&z, "z", 1, 1, 0)]
    {
        let at = place(&table.id);
        let told = ["name", "schema", "kind", "source", "table", "depth", "up", "down"]
            .map(|f| nodes[f][at].clone());
        let expected = [
            json!(name),
            json!("shop"),
            json!("TABLE"),
            json!(null),
            json!(null),
            json!(depth),
            json!(up),
            json!(down),
        ];
        assert_eq!(told, expected, "{name}");
    }
    let edges = &compact["edges"];
    let drawn: Vec<(u64, u64)> = (0..2)
        .map(|n| {
            (edges["from"][n].as_u64().expect("a place"), edges["to"][n].as_u64().expect("a place"))
        })
        .collect();
    let place = |id: &str| u64::try_from(place(id)).expect("small");
    assert!(
        drawn.contains(&(place(&x.id), place(&y.id)))
            && drawn.contains(&(place(&y.id), place(&z.id)))
    );
    let second = drawn.iter().position(|ends| ends.0 == place(&y.id)).expect("y to z");
    let told = ["status", "origins", "derived"].map(|f| edges[f][second].clone());
    assert_eq!(told, [json!("PROPOSED"), json!(["IMPORT"]), json!(false)]);
    assert_eq!(edges["id"].as_array().expect("ids").len(), 2);

    let answer = world.data(query, json!({ "of": [x.a], "level": "COLUMN" })).await;
    let tables = &answer["lineage"]["compact"]["tables"];
    assert_eq!(*tables, json!({ "id": [x.id, y.id], "name": ["x", "y"] }));
    let nodes = &answer["lineage"]["compact"]["nodes"];
    assert_eq!((&nodes["name"], &nodes["table"]), (&json!(["a", "a"]), &json!([x.id, y.id])));
}

/// Paths, impact and a proposal.
#[tokio::test]
async fn paths_impact_and_proposals() {
    let (world, [x, y, z]) = chain().await;
    let paths = "query($from: ID!, $to: ID!) { lineagePaths(from: $from, to: $to) {
        nodes { id depth table { name } } edges { from to } } }";
    let found = world.data(paths, json!({ "from": x.id, "to": z.id })).await;
    let path = &found["lineagePaths"][0];
    let names: Vec<_> = path["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|n| n["table"]["name"].clone())
        .collect();
    assert_eq!(names, ["x", "y", "z"]);
    assert_eq!(path["edges"][1], json!({ "from": y.id, "to": z.id }));
    let none = world.data(paths, json!({ "from": z.id, "to": x.id })).await;
    assert_eq!(none["lineagePaths"], json!([]));

    let impact = "query($of: [ID!]!) { impact(of: $of) { tables columns byDepth { depth tables columns }
        bySource { source { name } count } nodes(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount { value } } } }";
    let found = world.data(impact, json!({ "of": [x.id] })).await;
    assert_eq!(
        found["impact"],
        json!({ "tables": 2, "columns": 1,
            "byDepth": [{ "depth": 1, "tables": 1, "columns": 1 }, { "depth": 2, "tables": 1, "columns": 0 }],
            "bySource": [{ "source": null, "count": 2 }],
            "nodes": { "nodes": [{ "id": y.id }], "pageInfo": { "hasNextPage": true }, "totalCount": { "value": 2 } } })
    );
    let proposal = "query($from: ID!, $to: ID!) { proposeMapping(fromTable: $from, toTable: $to) {
        from { name } to { name } reason confidence } }";
    let found = world.data(proposal, json!({ "from": x.id, "to": z.id })).await;
    let first = json!({ "from": { "name": "a" }, "to": { "name": "a" }, "reason": "EXACT", "confidence": 1.0 });
    assert_eq!(found["proposeMapping"][0], first);
}

/// Wrong questions, and unknown ids.
#[tokio::test]
async fn wrong_questions_are_refused() {
    let (world, [x, ..]) = chain().await;
    let at = async |query: &str, field: &str| {
        let error = world.refused(query, json!({ "of": [x.id], "id": x.id })).await;
        assert_eq!(error["extensions"]["code"], "VALIDATION", "{query}");
        assert_eq!(error["extensions"]["problems"][0]["path"], json!([field]), "{query}");
    };
    at("query($of: [ID!]!) { lineage(of: $of, depth: -1) { totalNodes } }", "depth").await;
    at("query($of: [ID!]!) { lineage(of: $of, limit: -1) { totalNodes } }", "limit").await;
    at("{ lineage(of: []) { totalNodes } }", "of").await;
    at("query($id: ID!) { lineagePaths(from: $id, to: $id, max: 0) { nodes { id } } }", "max")
        .await;
    let unsure =
        "query($of: [ID!]!) { lineage(of: $of, filter: { minConfidence: 2 }) { totalNodes } }";
    let error = world.refused(unsure, json!({ "of": [x.id] })).await;
    assert_eq!(error["extensions"]["problems"][0]["path"], json!(["filter", "minConfidence"]));
    for (query, code) in [
        ("{ lineage(of: [\"x\"]) { totalNodes } }", "NOT_FOUND"),
        ("{ impact(of: [\"00000000-0000-0000-0000-000000000009\"]) { tables } }", "NOT_FOUND"),
        ("{ lineagePaths(from: \"x\", to: \"y\") { edges { id } } }", "NOT_FOUND"),
    ] {
        assert_eq!(world.code(query, json!({})).await, code, "{query}");
    }
    let large = "query($of: [ID!]!) { lineage(of: $of, limit: 100001) { totalNodes } }";
    assert_eq!(world.code(large, json!({ "of": [x.id] })).await, "LIMIT");
}

/// Lineage as it was, and what differs.
#[tokio::test]
async fn lineage_has_a_past() {
    let (world, [x, y, z]) = chain().await;
    let delete = "mutation($id: ID!) { deleteTable(id: $id, version: 1) { changeset { seq } } }";
    world.data(delete, json!({ "id": z.id })).await;
    let query = "query($of: [ID!]!, $asOf: AsOf) { lineage(of: $of, asOf: $asOf) {
        nodes { table { name } } edges { to status since until } compact } }";
    let count = async |as_of: Value| {
        let walk = world.data(query, json!({ "of": [x.id], "asOf": as_of })).await;
        walk["lineage"]["nodes"].as_array().expect("nodes").len()
    };
    assert_eq!(count(json!(null)).await, 2);
    assert_eq!(count(json!({ "seq": 4 })).await, 3);
    assert_eq!(count(json!({ "seq": 0 })).await, 0);
    assert_eq!(count(json!({ "seq": 1000 })).await, 2);
    assert_eq!(count(json!({ "at": "1990-01-01T00:00:00Z" })).await, 0);
    let then = world.data(query, json!({ "of": [x.id], "asOf": { "seq": 4 } })).await;
    let edges = then["lineage"]["edges"].as_array().expect("edges").iter();
    let ended: Vec<_> = edges.filter(|edge| edge["to"] == z.id).collect();
    assert_eq!((&ended[0]["since"], &ended[0]["until"]), (&json!(4), &json!(5)));
    let names = then["lineage"]["compact"]["nodes"]["name"].as_array().expect("names");
    assert!(names.contains(&json!("z")), "as it was called then");

    let diff = "query($of: [ID!]!) { lineageDiff(of: $of, from: { seq: 4 }, to: { seq: 5 }) {
        addedNodes { id } removedNodes { table { name } } edges { before { from to } after { id } } } }";
    let diff = world.data(diff, json!({ "of": [x.id] })).await;
    assert_eq!(
        diff["lineageDiff"],
        json!({ "addedNodes": [], "removedNodes": [{ "table": { "name": "z" } }],
            "edges": [{ "before": { "from": y.id, "to": z.id }, "after": null }] })
    );
}

/// Counts on tables and columns, and the state of the graph.
#[tokio::test]
async fn counts_and_health() {
    let (world, [_, y, _]) = chain().await;
    let query = "query($id: ID!) { table(id: $id) { upstreamCount downstreamCount
        columns { nodes { name upstreamCount downstreamCount } } } }";
    let table = world.data(query, json!({ "id": y.id })).await;
    let column =
        |name: &str, up| json!({ "name": name, "upstreamCount": up, "downstreamCount": 0 });
    assert_eq!(
        table["table"],
        json!({ "upstreamCount": 1, "downstreamCount": 1,
            "columns": { "nodes": [column("a", 1), column("b", 0)] } })
    );
    let said =
        "inSync seq appliedSeq recordEdges graphEdges differences examples { edgeId record graph }";
    let expected = json!({ "inSync": true, "seq": 4, "appliedSeq": 4, "recordEdges": 3,
        "graphEdges": 3, "differences": 0, "examples": [] });
    let health = world.data(&format!("{{ lineageHealth {{ {said} }} }}"), json!({})).await;
    assert_eq!(health["lineageHealth"], expected);
    let rebuilt =
        world.data(&format!("mutation {{ rebuildLineage {{ {said} }} }}"), json!({})).await;
    assert_eq!(rebuilt["rebuildLineage"], expected);
}

/// Two servers with a graph each: nothing lets the second one's follow, so what it answers
/// it has waited for.
#[tokio::test]
async fn lineage_is_answered_once_its_graph_shows_what_the_request_names() {
    let mut ports = None;
    let first = World::over(Backend::memory(), Limits::default(), |made| {
        ports = Some(made.clone());
    });
    let ports = ports.expect("they were made");
    let second = World::over(Backend::memory(), Limits::default(), |made| {
        *made = Ports { graph: Arc::new(MemoryGraph::default()), ..ports };
    });
    let (x, y) = (first.drawn("x").await, first.drawn("y").await);
    let z = first.drawn("z").await;
    let query = "query($of: [ID!]!, $id: ID!) { lineage(of: $of) { totalEdges }
        table(id: $id) { downstreamCount } }";
    let variables = json!({ "of": [x.id], "id": x.id });
    for (seq, edges, to) in [(4, 1, &y.id), (5, 2, &z.id)] {
        first.link(&x.id, to).await;
        let sent =
            Sent { min_seq: Some(MinSeq::within(seq, Duration::from_secs(2))), ..Sent::default() };
        let answer = second.ask_as(query, variables.clone(), &sent).await;
        let expected =
            json!({ "lineage": { "totalEdges": edges }, "table": { "downstreamCount": edges } });
        assert_eq!(answer, json!({ "data": expected }));
    }
}
