use serde_json::json;

use crate::world::World;

const SEARCH: &str = "query($text: String!, $first: Int, $after: String) {
    search(text: $text, first: $first, after: $after) {
        nodes { __typename ... on Table { name } ... on Column { name table { name } } ... on Source { name } }
        edges { cursor rank node { __typename } }
        pageInfo { hasNextPage endCursor } totalCount { value exact } } }";

/// Tables, columns and sources are found, best first, in pages.
#[tokio::test]
async fn a_search_finds_everything() {
    let world = World::new();
    world.source("orders").await;
    world
        .table(json!({ "name": "ORDERS", "columns": [
        { "path": ["order", "date"], "dataType": "DATE" },
    ] }))
        .await;
    world.table(json!({ "name": "客户订单" })).await;
    let found = world.data(SEARCH, json!({ "text": "order" })).await;
    let found = &found["search"];
    assert_eq!(
        found["nodes"],
        json!([
            { "__typename": "Table", "name": "ORDERS" },
            { "__typename": "Source", "name": "orders" },
            { "__typename": "Column", "name": "order.date", "table": { "name": "ORDERS" } },
        ])
    );
    assert_eq!(found["edges"][0]["rank"], 1);
    assert_eq!(found["edges"][2]["rank"], 4);
    assert_eq!(found["totalCount"], json!({ "value": 3, "exact": true }));

    let first = world.data(SEARCH, json!({ "text": "order", "first": 1 })).await;
    let after = &first["search"]["pageInfo"]["endCursor"];
    let second = world.data(SEARCH, json!({ "text": "order", "first": 1, "after": after })).await;
    assert_eq!(second["search"]["nodes"][0]["__typename"], "Source");
    let other = json!({ "text": "orders", "after": after });
    assert_eq!(world.code(SEARCH, other).await, "VALIDATION");

    let chinese = world.data(SEARCH, json!({ "text": "订单" })).await;
    assert_eq!(chinese["search"]["nodes"][0]["name"], "客户订单");
    let nothing = world.data(SEARCH, json!({ "text": " " })).await;
    assert_eq!(nothing["search"]["nodes"], json!([]));
}

/// A table is found by its name; several that fit are told apart.
#[tokio::test]
async fn a_table_is_found_by_name() {
    let world = World::new();
    let source = world.source("shop").await;
    world.table(json!({ "name": "orders", "schema": "a", "sourceId": source["id"] })).await;
    world.table(json!({ "name": "orders" })).await;
    let query = "query($source: String, $schema: String, $name: String!) {
        tableByName(source: $source, schema: $schema, name: $name) { qualifiedName } }";
    let bound = world.data(query, json!({ "source": "SHOP", "name": "orders" })).await;
    assert_eq!(bound["tableByName"]["qualifiedName"], "a.orders");
    let other = world.data(query, json!({ "name": "Orders" })).await;
    assert_eq!(other["tableByName"], json!(null), "names are exact");
    assert_eq!(world.code(query, json!({ "name": "orders" })).await, "AMBIGUOUS");
    assert_eq!(world.code(query, json!({ "source": "?", "name": "orders" })).await, "NOT_FOUND");
    let none = world.data(query, json!({ "schema": "", "name": "orders" })).await;
    assert_eq!(none["tableByName"]["qualifiedName"], "orders");
}

/// Names are suggested live.
#[tokio::test]
async fn names_are_suggested() {
    use ariadne_application::domain::{TableKind, TableName};

    let world = World::new();
    let name = |name: &str, kind| TableName { schema: None, name: name.to_owned(), kind };
    world.mongo.names(vec![name("orders", Some(TableKind::Collection)), name("old_orders", None)]);
    let source = world.source("shop").await;
    let query = "query($id: ID!, $text: String!, $limit: Int = 20) {
        suggestTables(sourceId: $id, text: $text, limit: $limit) { schema name kind } }";
    let variables = |limit: i32| json!({ "id": source["id"], "text": "order", "limit": limit });
    let suggested = world.data(query, variables(20)).await;
    assert_eq!(
        suggested["suggestTables"],
        json!([
            { "schema": null, "name": "orders", "kind": "COLLECTION" },
            { "schema": null, "name": "old_orders", "kind": null },
        ])
    );
    let one = world.data(query, variables(1)).await;
    assert_eq!(one["suggestTables"].as_array().expect("names").len(), 1);
    for limit in [0, 101, -5] {
        let refused = world.refused(query, variables(limit)).await;
        assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["limit"]));
    }
}
