//! Many tables at once.

use serde_json::{Value, json};

use crate::world::{World, id, names};

/// Columns that the source has are left out, ordered and added to in the changeset that
/// creates the tables.
#[tokio::test]
async fn tables_are_created_with_the_columns_that_are_listed() {
    let world = World::new();
    world.orders_at_the_source();
    let source = id(&world.source("shop").await);
    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { id } }";
    let input = json!({ "sourceId": source, "name": "orders" });
    let fetched = world.data(fetch, json!({ "input": input })).await["fetchColumns"]["id"].clone();
    let create = "mutation($input: [TableInput!]!) { createTables(input: $input) {
        tables { columnCount columns { nodes { name description } } } changeset { seq } } }";
    let whole = |name: &str, columns: Value| json!({ "name": name, "fetched": fetched, "boundTwice": true, "wholeColumns": true, "columns": columns });
    let listed = json!([
        { "path": ["total"], "description": "With taxes" },
        { "path": ["note"], "dataType": "string" },
        { "path": ["_id"] },
    ]);
    let input = json!([
        whole("a", listed),
        whole("b", json!([])),
        { "name": "c", "fetched": fetched, "boundTwice": true, "columns": [{ "path": ["total"], "tags": ["x"] }] },
    ]);
    let created = world.data(create, json!({ "input": input })).await;
    let created = &created["createTables"];
    assert_eq!(created["changeset"]["seq"], 2);
    let columns = |at: usize| names(&created["tables"][at]["columns"]);
    assert_eq!(columns(0), ["total", "note", "_id"]);
    assert_eq!(created["tables"][0]["columns"]["nodes"][0]["description"], "With taxes");
    assert_eq!(created["tables"][0]["columnCount"], 3);
    assert_eq!(columns(1), Vec::<&str>::new());
    assert_eq!(columns(2), ["_id", "total", "address", "address.city"], "as ever without it");

    let input = json!([whole("d", json!([{ "path": ["Total"], "dataType": "string" }]))]);
    let error = world.refused(create, json!({ "input": input })).await;
    let problem = &error["extensions"]["problems"][0];
    assert_eq!(problem["path"], json!(["0", "columns", "0", "path"]));
    let message = problem["message"].as_str().expect("a message");
    assert!(message.contains("did you mean total?"), "{message}");
}

/// The table that has an object of a source already is found by the source's name of it,
/// and named when a second one would be bound there.
#[tokio::test]
async fn one_object_of_a_source_is_one_table() {
    let world = World::new();
    let source = id(&world.source("shop").await);
    let first = world.table(json!({ "name": "dw.orders" })).await;
    let first = id(&first["table"]);
    let bind = "mutation($id: ID!, $source: ID!, $twice: Boolean) {
        bindTable(id: $id, version: 1, sourceId: $source, externalName: \"orders\", boundTwice: $twice) {
            table { externalName } } }";
    world.data(bind, json!({ "id": first, "source": source })).await;
    let find = "query($source: ID!, $names: [ExternalName!]!) {
        boundTables(sourceId: $source, names: $names) { id qualifiedName } }";
    let names = json!([{ "name": "orders" }, { "schema": "", "name": "none" }]);
    let found = world.data(find, json!({ "source": source, "names": names })).await;
    assert_eq!(found["boundTables"], json!([{ "id": first, "qualifiedName": "dw.orders" }]));

    let other = world.table(json!({ "name": "other" })).await;
    let mut variables = json!({ "id": id(&other["table"]), "source": source });
    let error = world.refused(bind, variables.clone()).await;
    let told = &error["extensions"];
    assert_eq!((&told["code"], &told["conflict"]["id"]), (&json!("CONFLICT"), &json!(first)));
    assert_eq!(told["conflict"]["name"], "dw.orders");
    assert_eq!(told["problems"][0]["path"], json!(["externalName"]));
    assert_eq!(told["problems"][0]["code"], "BOUND_TWICE");
    variables["twice"] = json!(true);
    assert_eq!(world.data(bind, variables).await["bindTable"]["table"]["externalName"], "orders");
}

#[tokio::test]
async fn tables_are_deleted_all_or_none() {
    let world = World::new();
    let (a, b) =
        (world.table(json!({ "name": "a" })).await, world.table(json!({ "name": "b" })).await);
    let (a, b) = (id(&a["table"]), id(&b["table"]));
    let delete = "mutation($tables: [TableVersion!]!, $dryRun: Boolean) {
        deleteTables(tables: $tables, dryRun: $dryRun, message: \"Old\") {
            ids changeset { seq message } warnings { code } } }";
    let tables = |version: u32| json!([{ "id": a, "version": 1 }, { "id": b, "version": version }]);
    assert_eq!(world.code(delete, json!({ "tables": tables(2) })).await, "CONFLICT");
    let tried = world.data(delete, json!({ "tables": tables(1), "dryRun": true })).await;
    assert_eq!(tried["deleteTables"]["changeset"], json!(null));
    let done = world.data(delete, json!({ "tables": tables(1) })).await;
    let expected =
        json!({ "ids": [a, b], "changeset": { "seq": 3, "message": "Old" }, "warnings": [] });
    assert_eq!(done["deleteTables"], expected);
    let left = world.data("{ tables { nodes { name } } }", json!({})).await;
    assert_eq!(left["tables"]["nodes"], json!([]));
}
