use serde_json::json;

use crate::world::{World, id, names};

/// A dry run answers what would be, and writes nothing.
#[tokio::test]
async fn a_dry_run_answers_what_would_be() {
    let world = World::new();
    let create = "mutation($input: TableInput!, $first: Int, $after: String, $filter: String) {
        createTable(input: $input, dryRun: true) {
            table { name version columnCount keys { kind columns }
                columns(first: $first, after: $after, filter: $filter) {
                    nodes { name primaryKey unique table { name } }
                    totalCount { value exact } pageInfo { hasNextPage endCursor } } }
            changeset { id } warnings { code } } }";
    let input = json!({ "name": "people", "columns": [
        { "path": ["id"], "dataType": "NUMBER", "primaryKey": 1 },
        { "path": ["name"], "dataType": "TEXT" },
        { "path": ["mail"], "dataType": "TEXT", "unique": true },
    ] });
    let planned = world.data(create, json!({ "input": input, "first": 2 })).await;
    let planned = &planned["createTable"];
    assert_eq!(planned["changeset"], json!(null));
    let table = &planned["table"];
    assert_eq!((&table["version"], &table["columnCount"]), (&json!(1), &json!(3)));
    assert_eq!(
        table["keys"],
        json!([{ "kind": "PRIMARY", "columns": ["id"] }, { "kind": "UNIQUE", "columns": ["mail"] }])
    );
    assert_eq!(names(&table["columns"]), ["id", "name"]);
    assert_eq!(table["columns"]["nodes"][0]["primaryKey"], 1);
    assert_eq!(table["columns"]["nodes"][0]["table"]["name"], "people");
    assert_eq!(table["columns"]["totalCount"], json!({ "value": 3, "exact": true }));
    assert_eq!(table["columns"]["pageInfo"]["hasNextPage"], true);

    let filtered = world.data(create, json!({ "input": input, "filter": "MA" })).await;
    assert_eq!(names(&filtered["createTable"]["table"]["columns"]), ["name", "mail"][1..]);

    let nothing = "{ tables { totalCount { value } } server { seq } }";
    let nothing = world.data(nothing, json!({})).await;
    assert_eq!(
        nothing,
        json!({ "tables": { "totalCount": { "value": 0 } }, "server": { "seq": 0 } })
    );
}

/// Planned columns are paged as stored ones are.
#[tokio::test]
async fn planned_columns_have_pages() {
    let world = World::new();
    let table = world.table(json!({ "name": "people" })).await;
    let save = "mutation($id: ID!, $columns: [ColumnInput!]!, $after: String) {
        saveColumns(tableId: $id, version: 1, columns: $columns, dryRun: true) {
            table { version columns(first: 2, after: $after) {
                edges { cursor node { id name } } pageInfo { hasNextPage endCursor } } } } }";
    // Columns with ids of their own, so that both runs plan the same.
    let stored = ["a", "b", "c"].map(|name| json!({ "path": [name], "dataType": "TEXT" }));
    let write = save.replace("dryRun: true", "dryRun: false");
    let id = id(&table["table"]);
    world.data(&write, json!({ "id": id, "columns": stored, "after": null })).await;
    let save = save.replace("version: 1", "version: 2");
    let read = "query($id: ID!) { table(id: $id) { columns { nodes { id name } } } }";
    let columns = world.data(read, json!({ "id": id })).await;
    let edits: Vec<_> = columns["table"]["columns"]["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|c| json!({ "id": c["id"], "path": [c["name"], "x"] }))
        .collect();
    let first = world.data(&save, json!({ "id": id, "columns": edits })).await;
    let first = &first["saveColumns"]["table"];
    assert_eq!(first["version"], 3, "as it would be");
    let page = &first["columns"];
    assert_eq!(page["edges"][1]["node"]["name"], "b.x");
    assert_eq!(page["edges"][1]["cursor"], page["pageInfo"]["endCursor"]);
    let after = page["pageInfo"]["endCursor"].clone();
    let second = world.data(&save, json!({ "id": id, "columns": edits, "after": after })).await;
    let page = &second["saveColumns"]["table"]["columns"];
    assert_eq!(page["edges"][0]["node"]["name"], "c.x");
    assert_eq!(page["pageInfo"]["hasNextPage"], false);
}

/// Every write takes `dryRun` and `message`, with the same default.
#[tokio::test]
async fn every_write_can_be_tried() {
    let query = "{ __schema { mutationType { fields { name type { ofType { name } }
        args { name defaultValue type { name } } } } } }";
    let fields = World::new().data(query, json!({})).await;
    let mut tried = Vec::new();
    for field in fields["__schema"]["mutationType"]["fields"].as_array().expect("fields") {
        let answers = field["type"]["ofType"]["name"].as_str().expect("no write answers null");
        if !answers.ends_with("Payload") {
            continue;
        }
        let args = field["args"].as_array().expect("arguments");
        let arg = |name: &str| args.iter().find(|a| a["name"] == name).cloned();
        let dry_run = arg("dryRun").unwrap_or_else(|| panic!("{}", field["name"]));
        assert_eq!(dry_run["defaultValue"], "false");
        assert_eq!(dry_run["type"]["name"], "Boolean");
        assert_eq!(arg("message").expect("a message")["type"]["name"], "String");
        tried.push(field["name"].as_str().expect("a name").to_owned());
    }
    tried.sort();
    assert_eq!(
        tried,
        [
            "applyFetched",
            "bindTable",
            "createLineage",
            "createSource",
            "createTable",
            "createTables",
            "deleteLineage",
            "deleteSource",
            "deleteTable",
            "deleteTables",
            "restoreTables",
            "reviewLineage",
            "saveColumns",
            "undoChangeset",
            "updateAssertion",
            "updateColumns",
            "updateSource",
            "updateTable",
            "updateTables",
            "withdrawAssertions",
        ]
    );
}

/// What changes nothing makes no changeset.
#[tokio::test]
async fn nothing_is_no_changeset() {
    let world = World::new();
    let table = world.table(json!({ "name": "people", "owner": "Ada" })).await;
    let update =
        "mutation($id: ID!) { updateTable(id: $id, version: 1, patch: { owner: \"Ada\" }) {
        table { version } changeset { id } } }";
    let same = world.data(update, json!({ "id": table["table"]["id"] })).await;
    assert_eq!(same["updateTable"], json!({ "table": { "version": 1 }, "changeset": null }));
}
