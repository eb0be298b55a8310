use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::FakeFetch;
use serde_json::{Value, json};

use crate::world::{World, id, names};

/// Tables with and without lineage, now and as of then, counted and in facets.
#[tokio::test]
async fn tables_are_filtered_by_lineage() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world.drawn("z").await;
    world.link(&x.a, &y.b).await;
    let query = "query($has: Boolean, $asOf: AsOf) {
        tables(filter: { hasLineage: $has }, asOf: $asOf) { nodes { name } totalCount { value } } }";
    let of = async |has: Value, as_of: Value| {
        let found = world.data(query, json!({ "has": has, "asOf": as_of })).await;
        let found = &found["tables"];
        assert_eq!(found["totalCount"]["value"], names(found).len());
        names(found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of(json!(true), json!(null)).await, ["x", "y"]);
    assert_eq!(of(json!(false), json!(null)).await, ["z"]);
    assert_eq!(of(json!(null), json!(null)).await, ["x", "y", "z"]);
    assert_eq!(of(json!(true), json!({ "seq": 3 })).await, Vec::<String>::new());
    assert_eq!(of(json!(false), json!({ "seq": 3 })).await, ["x", "y", "z"]);
    let facets =
        "query($has: Boolean!) { facets(filter: { hasLineage: $has }) { kinds { kind count } } }";
    let found = world.data(facets, json!({ "has": true })).await;
    assert_eq!(found["facets"]["kinds"], json!([{ "kind": "TABLE", "count": 2 }]));
}

/// A re-fetch that misses columns says how many edges would end with each, before
/// anything is accepted.
#[tokio::test]
async fn a_fetch_says_which_edges_would_end() {
    let world = World::new();
    world.orders_at_the_source();
    let source = id(&world.source("shop").await);
    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { id
        diff { entries { kind path field lineageEdges } } } }";
    let input = json!({ "sourceId": source, "name": "orders" });
    let first = world.data(fetch, json!({ "input": input })).await;
    let orders =
        world.table(json!({ "name": "orders", "fetched": first["fetchColumns"]["id"] })).await;
    let columns = orders["table"]["columns"]["nodes"].as_array().expect("columns").clone();
    let column = |name: &str| {
        let found = columns.iter().find(|column| column["name"] == name);
        id(found.unwrap_or_else(|| panic!("no {name} in {columns:?}")))
    };
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world
        .claim(json!([
            { "from": column("total"), "to": x.a },
            { "from": y.a, "to": column("total"), "origin": "SQL" },
            { "from": column("_id"), "to": x.b },
        ]))
        .await;

    let now = FetchedBuilder::new("orders")
        .row_count(3)
        .column("_id", "uuid")
        .column("note", "string")
        .primary_key(["_id"])
        .build();
    world.mongo.answer("orders", FakeFetch::Found(Box::new(now)));
    let orders = id(&orders["table"]);
    let input = json!({ "sourceId": source, "tableId": orders });
    let second = world.data(fetch, json!({ "input": input })).await;
    let entries = second["fetchColumns"]["diff"]["entries"].as_array().expect("a diff").iter();
    let told: Vec<_> = entries
        .filter(|entry| entry["path"] != json!(null) && entry["field"] != "logicalType")
        .map(|entry| json!([entry["kind"], entry["path"], entry["lineageEdges"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["CHANGED", ["_id"], null]),
            json!(["ADDED", ["note"], null]),
            json!(["REMOVED", ["total"], 2]),
            json!(["REMOVED", ["address"], 0]),
            json!(["REMOVED", ["address", "city"], 0]),
        ]
    );

    let apply = "mutation($id: ID!, $fetched: ID!) {
        applyFetched(tableId: $id, version: 1, fetched: $fetched) { warnings { code title } } }";
    let fetched = &second["fetchColumns"]["id"];
    let applied = world.data(apply, json!({ "id": orders, "fetched": fetched })).await;
    let warnings = applied["applyFetched"]["warnings"].as_array().expect("warnings").iter();
    let ended: Vec<_> = warnings.filter(|warning| warning["code"] == "LINEAGE_ENDED").collect();
    assert_eq!(
        ended,
        [&json!({ "code": "LINEAGE_ENDED", "title": "2 lineage edges end with them." })]
    );
}
