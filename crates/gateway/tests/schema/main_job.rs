use serde_json::{Value, json};

use crate::world::{World, id, names};

/// The main job: add a source, test it, fetch a table's columns, review, save it,
/// document another by hand, bind it later, undo.
#[tokio::test]
async fn the_main_job() {
    let world = World::new();
    world.orders_at_the_source();

    let source = world.source("shop").await;
    assert_eq!(source["hasSecret"], true);
    let source = id(&source);

    let test = "mutation($id: ID!) { testSource(id: $id) {
        status testedAt elapsedMs serverVersion steps { name title status elapsedMs problem { code } } } }";
    let tested = world.data(test, json!({ "id": source })).await;
    assert_eq!(tested["testSource"]["status"], "PASSED");
    assert_eq!(tested["testSource"]["steps"][0]["name"], "authentication");
    let read = "query($id: ID!) { source(id: $id) { lastTest { status testedAt } settings } }";
    let read = world.data(read, json!({ "id": source })).await;
    assert_eq!(read["source"]["lastTest"]["status"], "PASSED");
    assert_eq!(read["source"]["settings"], json!({ "host": "db.example", "port": 27018 }));

    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) {
        id table { name kind rowCount } columns { path name dataType logicalType logicalKind nullable primaryKey unique }
        keys { kind columns } diff { entries { id } } warnings { code }
        evidence { statements sampledDocuments sampleMethod elapsedMs } } }";
    let input = json!({ "sourceId": source, "name": "orders" });
    let fetched = world.data(fetch, json!({ "input": input })).await;
    let fetched = &fetched["fetchColumns"];
    assert_eq!(fetched["table"], json!({ "name": "orders", "kind": "COLLECTION", "rowCount": 3 }));
    assert_eq!(fetched["columns"][3]["path"], json!(["address", "city"]));
    assert_eq!(fetched["columns"][3]["name"], "address.city");
    assert_eq!(fetched["columns"][0]["primaryKey"], 1);
    assert_eq!(fetched["columns"][0]["unique"], true);
    assert_eq!(fetched["keys"], json!([{ "kind": "PRIMARY", "columns": ["_id"] }]));
    assert_eq!(fetched["diff"], json!(null));
    assert_eq!(fetched["evidence"]["sampledDocuments"], 3);

    let create = "mutation($input: TableInput!) { createTable(input: $input, message: \"Add orders\") {
        table { id qualifiedName kind version columnCount externalName rowCount introspectedAt source { name }
            keys { kind columns }
            columns { nodes { id name origin description primaryKey unique table { name } } } }
        changeset { seq message origin actor { name kind } } warnings { code } } }";
    let input = json!({
        "name": "orders",
        "fetched": fetched["id"],
        "tags": ["sales"],
        "columns": [{ "path": ["total"], "description": "With taxes" }],
    });
    let created = world.data(create, json!({ "input": input })).await;
    let orders = &created["createTable"]["table"];
    assert_eq!(orders["kind"], "COLLECTION");
    assert_eq!(orders["columnCount"], 4);
    assert_eq!(orders["source"]["name"], "shop");
    assert_eq!(orders["keys"], json!([{ "kind": "PRIMARY", "columns": ["_id"] }]));
    assert_eq!(names(&orders["columns"]), ["_id", "total", "address", "address.city"]);
    assert_eq!(orders["columns"]["nodes"][1]["description"], "With taxes");
    assert_eq!(orders["columns"]["nodes"][0]["primaryKey"], 1);
    assert_eq!(orders["columns"]["nodes"][0]["table"]["name"], "orders");
    assert_eq!(orders["columns"]["nodes"][0]["origin"], "INTROSPECTED");
    let changeset = &created["createTable"]["changeset"];
    assert_eq!(changeset["message"], "Add orders");
    assert_eq!(changeset["actor"]["kind"], "PERSON");
    assert_eq!(changeset["origin"], "API");

    let customers = world
        .table(json!({
            "name": "customers",
            "owner": "sales team",
            "columns": [
                { "path": ["_id"], "dataType": "objectId", "nullable": false, "primaryKey": 1 },
                { "path": ["name"], "dataType": "string", "logicalType": "string" },
            ],
        }))
        .await;
    let customers = id(&customers["table"]);

    let bind = "mutation($id: ID!, $source: ID) { bindTable(id: $id, version: 1, sourceId: $source,
        externalName: \"Customers\") { table { version externalName columnCount source { id } }
        changeset { id seq } } }";
    let bound = world.data(bind, json!({ "id": customers, "source": source })).await;
    let bound = &bound["bindTable"];
    assert_eq!(bound["table"]["externalName"], "Customers");
    assert_eq!(bound["table"]["columnCount"], 2);
    assert_eq!(bound["table"]["version"], 2);

    let undo = "mutation($id: ID!) { undoChangeset(id: $id) {
        changeset { origin undoes { id } } warnings { code } } }";
    let undone = world.data(undo, json!({ "id": bound["changeset"]["id"] })).await;
    assert_eq!(undone["undoChangeset"]["changeset"]["origin"], "UNDO");
    assert_eq!(undone["undoChangeset"]["changeset"]["undoes"]["id"], bound["changeset"]["id"]);

    let read = "query($id: ID!) { table(id: $id) { version source { id } externalName
        history { nodes { seq undoneBy { seq } } totalCount { value exact } } } }";
    let read = world.data(read, json!({ "id": customers })).await;
    let table = &read["table"];
    assert_eq!(table["source"], json!(null));
    assert_eq!(table["externalName"], json!(null));
    assert_eq!(table["version"], 3);
    assert_eq!(table["history"]["totalCount"], json!({ "value": 3, "exact": true }));
    let seqs: Vec<_> = table["history"]["nodes"].as_array().expect("nodes").clone();
    assert_eq!(seqs[1]["undoneBy"]["seq"], seqs[0]["seq"]);
}

/// A re-fetch says what it would change, and some of it is accepted.
#[tokio::test]
async fn a_fetch_is_accepted_in_part() {
    use ariadne_testkit::builders::FetchedBuilder;
    use ariadne_testkit::fakes::FakeFetch;

    let world = World::new();
    world.orders_at_the_source();
    let source = id(&world.source("shop").await);
    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { id
        diff { entries { id kind path field stored observed overridden columnId } } } }";
    let input = json!({ "sourceId": source, "name": "orders" });
    let first = world.data(fetch, json!({ "input": input })).await;
    let orders =
        world.table(json!({ "name": "orders", "fetched": first["fetchColumns"]["id"] })).await;
    let orders = id(&orders["table"]);

    let now = FetchedBuilder::new("orders")
        .row_count(3)
        .column("_id", "objectId")
        .column("total", "double")
        .column("address", "object")
        .column("address.city", "string")
        .column("note", "string")
        .primary_key(["_id"])
        .build();
    world.mongo.answer("orders", FakeFetch::Found(Box::new(now)));
    let input = json!({ "sourceId": source, "tableId": orders });
    let second = world.data(fetch, json!({ "input": input })).await;
    let entries = second["fetchColumns"]["diff"]["entries"].as_array().expect("a diff").clone();
    let added = entries.iter().find(|e| e["kind"] == "ADDED").expect("the new column");
    assert_eq!(added["path"], json!(["note"]));
    let changed = entries.iter().find(|e| e["field"] == "dataType").expect("the changed type");
    assert_eq!(
        (&changed["stored"], &changed["observed"]),
        (&json!("decimal128"), &json!("double"))
    );

    let apply = "mutation($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {
        applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {
            table { version columns { nodes { name dataType } } } changeset { origin } } }";
    let fetched = &second["fetchColumns"]["id"];
    let variables =
        json!({ "id": orders, "version": 1, "fetched": fetched, "accept": [added["id"]] });
    let applied = world.data(apply, variables).await;
    let applied = &applied["applyFetched"];
    assert_eq!(applied["changeset"]["origin"], "FETCH");
    let columns = &applied["table"]["columns"];
    assert!(names(columns).contains(&"note"));
    assert_eq!(columns["nodes"][1]["dataType"], "decimal128", "was not accepted");

    let variables = json!({ "id": orders, "version": 2, "fetched": fetched, "accept": [] });
    let none = world.data(apply, variables).await;
    assert_eq!(none["applyFetched"]["changeset"], json!(null));
    let variables = json!({ "id": orders, "version": 2, "fetched": fetched, "accept": ["?"] });
    assert_eq!(world.code(apply, variables).await, "VALIDATION");
}

/// Columns are replaced as a list and patched one by one.
#[tokio::test]
async fn columns_are_edited() {
    let world = World::new();
    let table = world
        .table(json!({ "name": "people", "columns": [
            { "path": ["id"], "dataType": "NUMBER(10)", "primaryKey": 1 },
            { "path": ["name"], "dataType": "VARCHAR2(50 CHAR)" },
        ] }))
        .await["table"]
        .take();
    let columns = table["columns"]["nodes"].clone();
    let save = "mutation($id: ID!, $columns: [ColumnInput!]!) {
        saveColumns(tableId: $id, version: 1, columns: $columns) { table { version
            columns { nodes { id name dataType logicalType logicalKind nullable unique ordinal overridden properties } } } } }";
    let exact: Value = serde_json::from_str("{\"checked\":1.50}").expect("JSON");
    let wanted = json!([
        { "path": ["mail"], "dataType": "VARCHAR2(99)", "unique": true, "nullable": false,
          "properties": exact },
        { "id": columns[0]["id"], "path": ["ID"] },
    ]);
    let saved = world.data(save, json!({ "id": table["id"], "columns": wanted })).await;
    let saved = &saved["saveColumns"]["table"];
    assert_eq!(saved["version"], 2);
    assert_eq!(names(&saved["columns"]), ["mail", "ID"]);
    let mail = &saved["columns"]["nodes"][0];
    assert_eq!((&mail["unique"], &mail["nullable"]), (&json!(true), &json!(false)));
    assert_eq!(serde_json::to_string(&mail["properties"]).expect("text"), r#"{"checked":1.50}"#);
    assert_eq!(saved["columns"]["nodes"][1]["id"], columns[0]["id"], "a rename keeps the id");

    let patch = "mutation($id: ID!, $patches: [ColumnPatch!]!) {
        updateColumns(tableId: $id, version: 2, patches: $patches) { table {
            columns(filter: \"mail\") { nodes { name description nullable tags } totalCount { value } } } } }";
    let edits =
        json!([{ "id": mail["id"], "description": "How to reach them", "tags": ["b", "a"] }]);
    let patched = world.data(patch, json!({ "id": table["id"], "patches": edits })).await;
    let columns = &patched["updateColumns"]["table"]["columns"];
    assert_eq!(
        columns["nodes"],
        json!([{ "name": "mail", "description": "How to reach them", "nullable": false, "tags": ["a", "b"] }])
    );
    assert_eq!(columns["totalCount"]["value"], 1);
}

/// Many tables at once, their patches, their deletion with the source.
#[tokio::test]
async fn tables_are_written_together() {
    let world = World::new();
    let source = world.source("shop").await;
    let create = "mutation($input: [TableInput!]!) { createTables(input: $input) {
        tables { id name version } changeset { seq changes { totalCount { value } } } } }";
    let input: Vec<_> =
        ["a", "b", "c"].map(|name| json!({ "name": name, "sourceId": source["id"] })).into();
    let created = world.data(create, json!({ "input": input })).await;
    let tables = created["createTables"]["tables"].as_array().expect("tables").clone();
    assert_eq!(tables.len(), 3);
    assert_eq!(created["createTables"]["changeset"]["changes"]["totalCount"]["value"], 3);

    let update = "mutation($patches: [TablePatchById!]!) { updateTables(patches: $patches) {
        tables { name owner tags version } changeset { seq } } }";
    let patches: Vec<_> = tables
        .iter()
        .map(|t| json!({ "id": t["id"], "version": 1, "owner": "Ada", "tags": ["x"] }))
        .collect();
    let updated = world.data(update, json!({ "patches": patches })).await;
    let first = &updated["updateTables"]["tables"][0];
    assert_eq!(*first, json!({ "name": "a", "owner": "Ada", "tags": ["x"], "version": 2 }));

    let facets = "{ facets { tags { value count } owners { value count } kinds { kind count }
        sources { source { name } count } } }";
    let facets = world.data(facets, json!({})).await;
    assert_eq!(
        facets["facets"],
        json!({
            "tags": [{ "value": "x", "count": 3 }],
            "owners": [{ "value": "Ada", "count": 3 }],
            "kinds": [{ "kind": "TABLE", "count": 3 }],
            "sources": [{ "source": { "name": "shop" }, "count": 3 }],
        })
    );

    let update = "mutation($id: ID!) { updateTable(id: $id, version: 2, patch: { owner: null, name: \"A\" }) {
        table { name owner tags } } }";
    let updated = world.data(update, json!({ "id": tables[0]["id"] })).await;
    assert_eq!(
        updated["updateTable"]["table"],
        json!({ "name": "A", "owner": null, "tags": ["x"] })
    );

    let delete =
        "mutation($id: ID!) { deleteTable(id: $id, version: 2) { ids changeset { seq } } }";
    let deleted = world.data(delete, json!({ "id": tables[1]["id"] })).await;
    assert_eq!(deleted["deleteTable"]["ids"], json!([tables[1]["id"]]));

    let delete =
        "mutation($id: ID!) { deleteSource(id: $id, version: 1, intoSchema: \"old\") { ids } }";
    world.data(delete, json!({ "id": source["id"] })).await;
    let list = "{ tables { nodes { name qualifiedName source { id } } totalCount { value exact } } sources { nodes { name } } }";
    let list = world.data(list, json!({})).await;
    assert_eq!(
        list["tables"],
        json!({
            "nodes": [
                { "name": "A", "qualifiedName": "old.A", "source": null },
                { "name": "c", "qualifiedName": "old.c", "source": null },
            ],
            "totalCount": { "value": 2, "exact": true },
        })
    );
    assert_eq!(list["sources"]["nodes"], json!([]));
}

/// Settings are tested before they are saved, with the stored secret while nothing
/// that binds it changed.
#[tokio::test]
async fn settings_are_tested_before_they_are_saved() {
    let world = World::new();
    let source = world.source("shop").await;
    let test = "mutation($input: ConnectionInput!, $source: ID) {
        testConnection(input: $input, sourceId: $source) { status } }";
    let input =
        |host: &str| json!({ "kind": "MONGODB", "settings": { "host": host, "port": 27018 } });
    let lent = json!({ "input": input("db.example"), "source": source["id"] });
    assert_eq!(world.data(test, lent).await["testConnection"]["status"], "PASSED");
    let (_, secret) = world.mongo.connected().pop().expect("a connector");
    assert_eq!(secret.names().collect::<Vec<_>>(), ["password"]);

    let moved = json!({ "input": input("evil.example"), "source": source["id"] });
    let refused = world.refused(test, moved).await;
    assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["secret"]));

    let patch = "mutation($id: ID!, $patch: SourcePatch!) { updateSource(id: $id, version: 1, patch: $patch) {
        source { name hasSecret isActive description version } } }";
    let patched = json!({ "id": source["id"], "patch": { "secret": null, "isActive": false, "description": "x" } });
    let patched = world.data(patch, patched).await;
    assert_eq!(
        patched["updateSource"]["source"],
        json!({ "name": "shop", "hasSecret": false, "isActive": false, "description": "x", "version": 2 })
    );
}
