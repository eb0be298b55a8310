use serde_json::{Value, json};

use crate::world::{World, id, names};

async fn twelve_tables(world: &World) {
    for n in 0..12 {
        world.table(json!({ "name": format!("t{n:02}"), "owner": "Ada" })).await;
    }
}

const LIST: &str = "query($first: Int, $after: String, $filter: TableFilter, $order: TableOrder) {
    tables(first: $first, after: $after, filter: $filter, orderBy: $order) {
        nodes { name } edges { cursor node { name } } pageInfo { hasNextPage endCursor } } }";

/// Pages follow each other, each item once; any item's cursor continues behind it.
#[tokio::test]
async fn pages_follow_each_other() {
    let world = World::new();
    twelve_tables(&world).await;
    let mut seen = Vec::new();
    let mut after = Value::Null;
    let mut pages = 0;
    loop {
        let page = world.data(LIST, json!({ "first": 5, "after": after })).await;
        let page = &page["tables"];
        seen.extend(names(page).into_iter().map(str::to_owned));
        pages += 1;
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(pages, 3);
    assert_eq!(seen, (0..12).map(|n| format!("t{n:02}")).collect::<Vec<_>>());
    let first = world.data(LIST, json!({ "first": 5 })).await;
    let third = &first["tables"]["edges"][2];
    let rest = world.data(LIST, json!({ "after": third["cursor"] })).await;
    assert_eq!(rest["tables"]["nodes"][0]["name"], "t03");
    assert_eq!(rest["tables"]["nodes"].as_array().expect("nodes").len(), 9);
}

/// A cursor of another order or filter, or of nothing, is refused at `after`.
#[tokio::test]
async fn a_cursor_has_its_place() {
    let world = World::new();
    twelve_tables(&world).await;
    let page = world.data(LIST, json!({ "first": 5 })).await;
    let cursor = &page["tables"]["pageInfo"]["endCursor"];
    for wrong in [
        json!({ "after": cursor, "order": "UPDATED_NEWEST" }),
        json!({ "after": cursor, "filter": { "owner": "Ada" } }),
        json!({ "after": "bm8gY3Vyc29y" }),
        json!({ "after": "" }),
        json!({ "after": "?" }),
    ] {
        let refused = world.refused(LIST, wrong.clone()).await;
        assert_eq!(refused["extensions"]["code"], "VALIDATION", "{wrong}");
        assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["after"]), "{wrong}");
    }
    let sources = "query($after: String) { sources(after: $after) { nodes { id } } }";
    assert_eq!(world.code(sources, json!({ "after": cursor })).await, "VALIDATION");
}

/// A page has its bounds; a table's columns have wider ones.
#[tokio::test]
async fn a_page_has_bounds() {
    let world = World::new();
    twelve_tables(&world).await;
    for first in [0, -1, 501] {
        let refused = world.refused(LIST, json!({ "first": first })).await;
        assert_eq!(refused["extensions"]["code"], "VALIDATION");
        assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["first"]));
    }
    world.data(LIST, json!({ "first": 500 })).await;
    let columns = "query($id: ID!, $first: Int) { table(id: $id) { columns(first: $first) { nodes { id } } } }";
    let table = world.table(json!({ "name": "wide" })).await;
    let table = id(&table["table"]);
    world.data(columns, json!({ "id": table, "first": 5000 })).await;
    assert_eq!(world.code(columns, json!({ "id": table, "first": 5001 })).await, "VALIDATION");
}

/// Filters and orders.
#[tokio::test]
async fn lists_are_filtered_and_ordered() {
    let world = World::new();
    let source = world.source("shop").await;
    world.source("Archive").await;
    world.table(json!({ "name": "a", "tags": ["x", "y"], "kind": "VIEW" })).await;
    world.table(json!({ "name": "b", "owner": "Ada", "sourceId": source["id"] })).await;
    let listed = async |filter: Value| {
        let found = world.data(LIST, json!({ "filter": filter })).await;
        names(&found["tables"]).join(" ")
    };
    assert_eq!(listed(json!({ "kinds": ["VIEW"] })).await, "a");
    assert_eq!(listed(json!({ "tags": ["x", "y"] })).await, "a");
    assert_eq!(listed(json!({ "tags": ["x", "z"] })).await, "");
    assert_eq!(listed(json!({ "owner": "Ada" })).await, "b");
    assert_eq!(listed(json!({ "sourceId": source["id"] })).await, "b");
    assert_eq!(listed(json!({ "bound": false })).await, "a");
    assert_eq!(listed(json!({ "text": "B" })).await, "b");
    assert_eq!(listed(json!({ "neverFetched": true })).await, "a b");
    assert_eq!(listed(json!({ "fetchedBefore": "2030-01-01T00:00:00Z" })).await, "");
    let newest = world.data(LIST, json!({ "order": "UPDATED_NEWEST" })).await;
    assert_eq!(names(&newest["tables"]), ["b", "a"]);
    let query = "query($filter: SourceFilter) { sources(filter: $filter) { nodes { name } totalCount { value } } }";
    let sources = world.data(query, json!({})).await;
    assert_eq!(names(&sources["sources"]), ["Archive", "shop"], "by folded name");
    let sources = world
        .data(
            query,
            json!({ "filter": { "text": "ARCH", "kinds": ["MONGODB"], "isActive": true } }),
        )
        .await;
    assert_eq!(names(&sources["sources"]), ["Archive"]);
    assert_eq!(sources["sources"]["totalCount"]["value"], 1);
}
