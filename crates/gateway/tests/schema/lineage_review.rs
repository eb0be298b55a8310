//! The list of what waits for a decision.

use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::Calls;
use serde_json::{Value, json};

use crate::world::World;

const REVIEW: &str = "query($filter: LineageReviewFilter, $first: Int, $after: String) {
    lineageReview(filter: $filter, first: $first, after: $after) {
        nodes { confidence createdAt
            edge { id level status origins assertions { process } }
            from { id table { name } column { name } } to { id table { name } column { name } } }
        pageInfo { hasNextPage endCursor } totalCount { value exact } } }";

async fn review(world: &World, variables: Value) -> Value {
    world.data(REVIEW, variables).await["lineageReview"].take()
}

/// The names of both ends of each, as `x -> y`.
fn told(page: &Value) -> Vec<String> {
    let end = |end: &Value| match &end["column"]["name"] {
        Value::String(column) => {
            format!("{}.{column}", end["table"]["name"].as_str().unwrap_or("?"))
        }
        _ => end["table"]["name"].as_str().unwrap_or("?").to_owned(),
    };
    let nodes = page["nodes"].as_array().expect("nodes");
    nodes.iter().map(|node| format!("{} -> {}", end(&node["from"]), end(&node["to"]))).collect()
}

#[tokio::test]
async fn what_waits_is_listed_with_its_ends() {
    let world = World::new();
    let (x, y, z) = (world.drawn("x").await, world.drawn("y").await, world.drawn("z").await);
    let input = json!([
        { "from": x.id, "to": y.id, "origin": "SQL", "confidence": 0.5, "process": "load.sql" },
        { "from": x.a, "to": y.b, "origin": "INFERRED", "confidence": 0.9 },
        { "from": y.id, "to": z.id, "origin": "IMPORT" },
        { "from": x.id, "to": z.id },
    ]);
    let drawn = world.claim(input).await;
    let page = review(&world, json!({})).await;
    assert_eq!(told(&page), ["y -> z", "x.a -> y.b", "x -> y"], "the surest first");
    assert_eq!(page["totalCount"], json!({ "value": 3, "exact": true }));
    let sure: Vec<f64> = page["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| node["confidence"].as_f64().expect("a number"))
        .collect();
    assert_eq!(sure, [1.0, 0.9, 0.5]);
    let last = &page["nodes"][2]["edge"];
    assert_eq!((&last["id"], &last["status"]), (&drawn["edges"][0]["id"], &json!("PROPOSED")));
    assert_eq!(last["assertions"][0]["process"], "load.sql");
    assert_eq!(page["nodes"][2]["from"]["id"], json!(x.id));

    let first = review(&world, json!({ "first": 2 })).await;
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let rest = json!({ "first": 2, "after": first["pageInfo"]["endCursor"] });
    assert_eq!(told(&review(&world, rest).await), ["x -> y"]);
    for (filter, expected) in [
        (json!({ "level": "COLUMN" }), vec!["x.a -> y.b"]),
        (json!({ "origins": ["SQL", "IMPORT"] }), vec!["y -> z", "x -> y"]),
        (json!({ "minConfidence": 0.9 }), vec!["y -> z", "x.a -> y.b"]),
        (json!({ "tableIds": [x.id] }), vec!["x.a -> y.b", "x -> y"]),
        (json!({ "sourceIds": ["0192f0aa-0000-7000-8000-000000000001"] }), Vec::new()),
    ] {
        let page = review(&world, json!({ "filter": filter })).await;
        assert_eq!(told(&page), expected, "{filter}");
        assert_eq!(page["totalCount"]["value"], expected.len());
    }

    let decide =
        "mutation($ids: [ID!]!) { reviewLineage(ids: $ids, decision: APPROVED) { edges { id } } }";
    world.data(decide, json!({ "ids": [last["id"]] })).await;
    assert_eq!(told(&review(&world, json!({})).await), ["y -> z", "x.a -> y.b"]);
}

#[tokio::test]
async fn a_wrong_filter_is_told_at_its_field() {
    let world = World::new();
    let error = world.refused(REVIEW, json!({ "filter": { "minConfidence": 2 } })).await;
    let path = &error["extensions"]["problems"][0]["path"];
    assert_eq!(path, &json!(["filter", "minConfidence"]));
    let error = world.refused(REVIEW, json!({ "after": "nothing" })).await;
    assert_eq!(error["extensions"]["problems"][0]["path"], json!(["after"]));
}

/// However many wait, their ends are read at once.
#[tokio::test]
async fn a_page_reads_its_ends_at_once() {
    let (backend, calls) = Calls::counted(Backend::memory());
    let world = World::with(backend, Limits::default());
    let mut tables = Vec::new();
    for number in 0..21 {
        tables.push(world.drawn(&format!("t{number}")).await);
    }
    let pair = |pair: &[crate::lineage_world::Drawn]| json!({ "from": pair[0].a, "to": pair[1].a, "origin": "SQL" });
    let input: Vec<Value> = tables.windows(2).map(pair).collect();
    world.claim(json!(input)).await;
    calls.reset();
    let page = review(&world, json!({ "first": 50 })).await;
    assert_eq!(page["nodes"].as_array().map(Vec::len), Some(20));
    let asked = calls.seen();
    assert!(asked.values().all(|times| *times <= 1), "{asked:?}");
}
