use serde_json::json;

use crate::world::{World, id, names};

/// Everything below an as-of answer is what was there then, deleted things included.
#[tokio::test]
async fn what_hangs_below_is_of_then() {
    let world = World::new();
    let source = world.source("shop").await;
    let table = world
        .table(json!({ "name": "orders", "sourceId": source["id"], "columns": [
            { "path": ["id"], "dataType": "NUMBER", "primaryKey": 1 },
            { "path": ["total"], "dataType": "NUMBER(10,2)" },
        ] }))
        .await["table"]
        .take();
    let columns = &table["columns"]["nodes"];
    let save = "mutation($id: ID!, $columns: [ColumnInput!]!) {
        saveColumns(tableId: $id, version: 1, columns: $columns) { table { version } } }";
    let kept = json!([{ "id": columns[0]["id"], "path": ["ID"], "primaryKey": null }]);
    world.data(save, json!({ "id": table["id"], "columns": kept })).await;
    let rename = "mutation($id: ID!) { updateSource(id: $id, version: 1, patch: { name: \"Store\" }) { source { name } } }";
    world.data(rename, json!({ "id": source["id"] })).await;
    let delete = "mutation($id: ID!) { deleteTable(id: $id, version: 2) { changeset { seq } } }";
    world.data(delete, json!({ "id": table["id"] })).await;
    let delete =
        "mutation($id: ID!) { deleteSource(id: $id, version: 2) { changeset { seq at } } }";
    let deleted = world.data(delete, json!({ "id": source["id"] })).await;

    let read =
        "query($id: ID!, $asOf: AsOf) { table(id: $id, asOf: $asOf) { name version columnCount
        keys { kind columns } source { name tables { nodes { name } totalCount { value } } }
        columns { nodes { name primaryKey unique table { version } } totalCount { value } } } }";
    let at = |seq: u64| json!({ "id": table["id"], "asOf": { "seq": seq } });
    let then = world.data(read, at(2)).await;
    assert_eq!(
        then["table"],
        json!({
            "name": "orders",
            "version": 1,
            "columnCount": 2,
            "keys": [{ "kind": "PRIMARY", "columns": ["id"] }],
            "source": { "name": "shop", "tables": { "nodes": [{ "name": "orders" }], "totalCount": { "value": 1 } } },
            "columns": {
                "nodes": [
                    { "name": "id", "primaryKey": 1, "unique": true, "table": { "version": 1 } },
                    { "name": "total", "primaryKey": null, "unique": false, "table": { "version": 1 } },
                ],
                "totalCount": { "value": 2 },
            },
        })
    );
    let later = world.data(read, at(4)).await;
    assert_eq!(later["table"]["source"]["name"], "Store");
    assert_eq!(later["table"]["keys"], json!([]));
    assert_eq!(names(&later["table"]["columns"]), ["ID"]);
    assert_eq!(world.data(read, at(1)).await["table"], json!(null), "not yet");
    assert_eq!(world.data(read, at(0)).await["table"], json!(null));
    let now = json!({ "id": table["id"] });
    assert_eq!(world.data(read, now).await["table"], json!(null), "no more");

    let list = "query($asOf: AsOf) { tables(asOf: $asOf) { nodes { name } totalCount { value } } }";
    let then = world.data(list, json!({ "asOf": { "seq": 3 } })).await;
    assert_eq!(names(&then["tables"]), ["orders"]);
    assert_eq!(then["tables"]["totalCount"]["value"], 1);
    let then = json!({ "asOf": { "at": deleted["deleteSource"]["changeset"]["at"] } });
    assert_eq!(names(&world.data(list, then).await["tables"]), Vec::<&str>::new());
    let before = json!({ "asOf": { "at": "2001-01-01T00:00:00+02:00" } });
    assert_eq!(names(&world.data(list, before).await["tables"]), Vec::<&str>::new());
}

/// A point of history is one thing, and it has been.
#[tokio::test]
async fn a_point_of_history_is_checked() {
    let world = World::new();
    world.source("shop").await;
    let list = "query($asOf: AsOf) { tables(asOf: $asOf) { nodes { id } } }";
    for (as_of, code) in [
        (json!({ "seq": 1 }), None),
        (json!({ "seq": 2 }), Some("NOT_FOUND")),
        (json!({ "seq": -1 }), Some("VALIDATION")),
        (json!({ "seq": 9_007_199_254_740_992_i64 }), Some("VALIDATION")),
        (json!({ "seq": "1" }), Some("VALIDATION")),
        (json!({}), Some("VALIDATION")),
        (json!({ "seq": 1, "at": "2026-01-01T00:00:00Z" }), Some("VALIDATION")),
        (json!({ "at": "yesterday" }), Some("VALIDATION")),
    ] {
        let variables = json!({ "asOf": as_of });
        match code {
            None => drop(world.data(list, variables).await),
            Some(code) => assert_eq!(world.code(list, variables).await, code, "{as_of}"),
        }
    }
}

/// History survives what it tells of.
#[tokio::test]
async fn history_tells_of_deleted_things() {
    let world = World::new();
    let table = id(&world.table(json!({ "name": "gone" })).await["table"]);
    let delete = "mutation($id: ID!) { deleteTable(id: $id, version: 1) { changeset { id } } }";
    let deleted = world.data(delete, json!({ "id": table })).await;
    let deleted = &deleted["deleteTable"]["changeset"]["id"];
    let list = "query($filter: ChangesetFilter) { changesets(filter: $filter) {
        nodes { id seq changes { nodes { kind entityId tableId name operation fields { field old new } } } } } }";
    let filter = json!({ "kind": "TABLE", "entityId": table, "deletedOnly": true });
    let found = world.data(list, json!({ "filter": filter })).await;
    let nodes = found["changesets"]["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 1);
    assert_eq!(nodes[0]["id"], *deleted);
    assert_eq!(
        nodes[0]["changes"]["nodes"],
        json!([{
            "kind": "TABLE", "entityId": table, "tableId": null, "name": "gone", "operation": "DELETED",
            "fields": [{ "field": "name", "old": "gone", "new": null }],
        }])
    );
    let one = "query($id: ID!) { changeset(id: $id) { seq } }";
    let one = world.data(one, json!({ "id": deleted })).await;
    assert_eq!(one["changeset"]["seq"], 2);
}
