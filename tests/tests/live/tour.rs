//! The main job, end to end, through `/graphql` against real servers: it reads like
//! the README's tour.

use ariadne_server::Location;
use ariadne_tests::{ariadne::Ariadne, demo, services};
use serde_json::{Value, json};

const CREATE_SOURCE: &str = "mutation($input: SourceInput!) {
  createSource(input: $input) { source { id name kind hasSecret version } changeset { seq } } }";
const TEST_SOURCE: &str = "mutation($id: ID!) {
  testSource(id: $id) { status serverVersion steps { name status problem { title remedy } } } }";
const FETCH: &str = "mutation($input: FetchColumnsInput!) {
  fetchColumns(input: $input) {
    id table { kind name } columns { path dataType logicalType nullable }
    keys { kind columns } evidence { statements sampleMethod }
    diff { entries { id kind path field } } } }";
const CREATE_TABLE: &str = "mutation($input: TableInput!) {
  createTable(input: $input) {
    table { id name version columnCount columns(first: 100) { nodes { id path dataType logicalType origin description } } }
    changeset { id seq } } }";
const TABLE: &str = "query($id: ID!) {
  table(id: $id) { id name version description source { name } introspectedAt
    columns(first: 100) { nodes { id path dataType description origin } }
    history(first: 10) { nodes { seq origin actor { name kind } } } } }";

async fn shop_source(ariadne: &Ariadne, database: &str) -> String {
    let mongo = services::mongo().await;
    let answer = ariadne
        .api
        .run(
            CREATE_SOURCE,
            json!({ "input": {
        "name": "shop", "kind": "MONGODB", "description": "Orders and customers of the web shop",
        "settings": { "hosts": [format!("{}:{}", mongo.host, mongo.port)], "database": database },
    } }),
        )
        .await;
    text(&answer["createSource"]["source"]["id"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

fn paths(columns: &Value) -> Vec<String> {
    let columns = columns.as_array().expect("a list of columns");
    columns
        .iter()
        .map(|c| {
            let segments = c["path"].as_array().expect("a path");
            segments.iter().map(text).collect::<Vec<_>>().join(".")
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_with_mongodb() {
    tour_with_mongodb(Ariadne::start().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_with_mongodb_on_postgres() {
    let url = services::postgres().await.create_database("tour").await;
    let ariadne = Ariadne::start_with(|config| config.database = Location::Postgres(url)).await;
    tour_with_mongodb(ariadne).await;
}

async fn tour_with_mongodb(ariadne: Ariadne) {
    let api = &ariadne.api;
    let database = services::unique("tour");
    let mongo = services::mongo().await;
    demo::load_shop(&mongo.client().await, &database).await.expect("the shop is loaded");

    // Add a source and test it.
    let source = shop_source(&ariadne, &database).await;
    let tested = api.run(TEST_SOURCE, json!({ "id": source })).await;
    assert_ne!(tested["testSource"]["status"], "FAILED", "{tested:#}");

    // Fetch one collection's columns and review them.
    let fetched =
        api.run(FETCH, json!({ "input": { "sourceId": source, "name": "orders" } })).await;
    let fetched = &fetched["fetchColumns"];
    assert_eq!(fetched["table"]["kind"], "COLLECTION");
    let seen = paths(&fetched["columns"]);
    assert!(seen.contains(&"_id".to_owned()) && seen.contains(&"items.sku".to_owned()), "{seen:?}");

    // Save the table, with a description for one of its columns.
    let created = api.run(CREATE_TABLE, json!({ "input": {
        "name": "orders", "sourceId": source, "fetched": fetched["id"], "tags": ["sales"],
        "columns": [{ "path": ["items", "sku"], "dataType": "string", "description": "Article number" }],
    } })).await;
    let orders = &created["createTable"]["table"];
    assert_eq!(paths(&orders["columns"]["nodes"]), seen);

    // Document another table by hand.
    let manual = api
        .run(
            CREATE_TABLE,
            json!({ "input": {
        "name": "customers", "description": "People who bought something", "owner": "sales team",
        "columns": [
            { "path": ["_id"], "dataType": "objectId", "nullable": false, "primaryKey": 1 },
            { "path": ["name"], "dataType": "string", "description": "Full name" },
            { "path": ["loyalty"], "dataType": "string", "description": "Planned for next year" },
        ],
    } }),
        )
        .await;
    let customers = text(&manual["createTable"]["table"]["id"]);

    // Find both.
    let found = api
        .run(
            "query { search(text: \"order\") { nodes { __typename ... on Table { name } } } }",
            json!({}),
        )
        .await;
    assert_eq!(found["search"]["nodes"][0], json!({ "__typename": "Table", "name": "orders" }));

    // Bind the manual table to the source; fetch it; accept what the source says.
    let bound = api.run(
        "mutation($id: ID!, $source: ID!) { bindTable(id: $id, version: 1, sourceId: $source, externalName: \"customers\") {
           table { version externalName source { name } columnCount } changeset { id } } }",
        json!({ "id": customers, "source": source }),
    ).await;
    assert_eq!(bound["bindTable"]["table"]["columnCount"], 3, "nothing is lost");
    let fetched =
        api.run(FETCH, json!({ "input": { "sourceId": source, "tableId": customers } })).await;
    let diff = fetched["fetchColumns"]["diff"]["entries"].as_array().expect("a diff").clone();
    assert!(!diff.is_empty());
    let applied = api.run(
        "mutation($id: ID!, $fetched: ID!) { applyFetched(tableId: $id, version: 2, fetched: $fetched) {
           table { version } changeset { id seq origin } } }",
        json!({ "id": customers, "fetched": fetched["fetchColumns"]["id"] }),
    ).await;
    assert_eq!(applied["applyFetched"]["changeset"]["origin"], "FETCH");
    let table = &api.run(TABLE, json!({ "id": customers })).await["table"];
    assert_eq!(table["description"], "People who bought something");
    let columns = table["columns"]["nodes"].as_array().expect("columns");
    let by_path =
        |path: &str| columns.iter().find(|c| c["path"] == json!([path])).expect("the column");
    assert_eq!(by_path("name")["description"], "Full name");
    assert_eq!(by_path("name")["origin"], "INTROSPECTED");
    assert_eq!(by_path("loyalty")["origin"], "MANUAL");

    // A mistake: the table is deleted. Undo brings it back as it was.
    let deleted = api
        .run(
            "mutation($id: ID!) { deleteTable(id: $id, version: 3) { ids changeset { id } } }",
            json!({ "id": customers }),
        )
        .await;
    assert_eq!(api.run(TABLE, json!({ "id": customers })).await["table"], Value::Null);
    let undo = "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id seq origin } } }";
    let undone = api.run(undo, json!({ "id": deleted["deleteTable"]["changeset"]["id"] })).await;
    let back = &api.run(TABLE, json!({ "id": customers })).await["table"];
    assert_eq!(back["columns"], table["columns"]);
    assert_eq!(back["history"]["nodes"][0]["origin"], "UNDO");
    assert_eq!(back["history"]["nodes"][0]["actor"]["kind"], "PERSON");

    // The undo itself can be undone, and a stale version is told who was faster.
    api.run(undo, json!({ "id": undone["undoChangeset"]["changeset"]["id"] })).await;
    assert_eq!(api.run(TABLE, json!({ "id": customers })).await["table"], Value::Null);
    let stale = api.fail(
        "mutation($id: ID!) { updateTable(id: $id, version: 9, patch: { owner: \"me\" }) { table { id } } }",
        json!({ "id": orders["id"] }),
    ).await;
    assert_eq!(stale.code, "CONFLICT");
    assert_eq!(stale.extensions["conflict"]["actor"]["name"], ariadne_tests::sessions::NAME);

    // A name that is not there is answered with names that are.
    let missing =
        api.fail(FETCH, json!({ "input": { "sourceId": source, "name": "order" } })).await;
    assert_eq!(missing.code, "TABLE_NOT_FOUND");
    assert_eq!(missing.extensions["suggestions"][0]["name"], "orders");
    ariadne.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_with_elasticsearch() {
    let ariadne = Ariadne::start().await;
    let api = &ariadne.api;
    let node = services::elasticsearch8().await;
    let index = services::unique("tour-products");
    node.create_index(
        &index,
        &json!({ "mappings": { "properties": {
        "sku": { "type": "keyword" },
        "title": { "type": "text", "fields": { "keyword": { "type": "keyword" } } },
        "tags": { "type": "nested", "properties": { "name": { "type": "keyword" } } },
    } } }),
    )
    .await;
    let answer = api
        .run(
            CREATE_SOURCE,
            json!({ "input": {
        "name": "search", "kind": "ELASTICSEARCH", "settings": { "urls": [node.url] },
    } }),
        )
        .await;
    let source = text(&answer["createSource"]["source"]["id"]);
    let tested = api.run(TEST_SOURCE, json!({ "id": source })).await;
    assert_ne!(tested["testSource"]["status"], "FAILED", "{tested:#}");

    let fetched = api.run(FETCH, json!({ "input": { "sourceId": source, "name": index } })).await;
    let fetched = &fetched["fetchColumns"];
    assert_eq!(fetched["table"]["kind"], "INDEX");
    let seen = paths(&fetched["columns"]);
    assert_eq!(seen, ["_id", "sku", "tags", "tags.name", "title", "title.keyword"]);
    let created = api
        .run(
            CREATE_TABLE,
            json!({ "input": {
        "name": index, "sourceId": source, "fetched": fetched["id"],
    } }),
        )
        .await;
    assert_eq!(paths(&created["createTable"]["table"]["columns"]["nodes"]), seen);

    let suggested = api.run(
        "query($id: ID!, $text: String!) { suggestTables(sourceId: $id, text: $text) { name kind } }",
        json!({ "id": source, "text": "tour-prod" }),
    ).await;
    assert!(
        suggested["suggestTables"]
            .as_array()
            .expect("names")
            .iter()
            .any(|n| n["name"] == index.as_str())
    );
    ariadne.stop().await;
}
