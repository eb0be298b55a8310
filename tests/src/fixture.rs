//! Database files of released versions, kept so that every later version is proved
//! to open them: `tests/fixtures/databases/<version>/` holds the database, its key
//! and what the version that wrote it answered.

use std::path::PathBuf;

use ariadne_testserver_mongo::TestServer;
use serde_json::{Value, json};

use crate::api::Api;
use crate::ariadne::Ariadne;

/// What every version must still answer as the version that wrote the file did. New
/// questions go to the end: an older file answers the ones that its version was asked.
const QUESTIONS: &[&str] = &[
    "{ sources(first: 50) { nodes { id name kind description settings hasSecret isActive version createdAt updatedAt } } }",
    "{ tables(first: 50) { nodes { id name schema kind description tags owner rowCount version introspectedAt externalName
         source { name } keys { kind columns } properties
         columns(first: 200) { nodes { id path dataType logicalType nullable primaryKey unique description tags origin overridden properties } }
         history(first: 50) { nodes { seq origin } } } } }",
    "{ changesets(first: 30) { nodes { id seq at origin message actor { id name kind } undoneBy { seq }
         changes(first: 200) { nodes { kind entityId name operation fields { field old new } } } } } }",
    "{ tables(first: 50, asOf: { seq: 4 }) { nodes { name columns(first: 200) { nodes { path dataType description } } } } }",
    "{ search(text: \"客户\", first: 10) { edges { rank node { __typename ... on Table { name } ... on Column { path } } } } }",
    "{ tables(first: 50, filter: { hasLineage: true }) { nodes { name } } }",
];

/// The folder of all fixtures.
pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/databases"))
}

/// What a server answers to all the questions.
pub async fn answers(api: &Api) -> Value {
    let mut answers = Vec::new();
    for question in QUESTIONS {
        answers.push(api.run(question, json!({})).await);
    }
    Value::Array(answers)
}

/// Writes a catalog with one of everything and answers the server that holds it.
pub async fn write() -> Ariadne {
    let mongo = TestServer::builder().sample_shop().sample_users().start().await;
    let mongo = mongo.expect("the MongoDB test server starts");
    let ariadne = Ariadne::start().await;
    let api = &ariadne.api;
    let source = api
        .run(
            "mutation($input: SourceInput!) { createSource(input: $input, message: \"The shop\") { source { id } } }",
            json!({ "input": {
                "name": "shop", "kind": "MONGODB", "description": "Orders of the web shop",
                "settings": { "hosts": [format!("127.0.0.1:{}", mongo.port())], "database": "shop",
                    "username": "reader", "authSource": "admin", "direct": true },
                "secret": { "password": "reader-secret" },
            } }),
        )
        .await["createSource"]["source"]["id"]
        .clone();
    let create = "mutation($input: TableInput!) { createTable(input: $input) { table { id } } }";
    let fetch = api
        .run(
            "mutation($id: ID!) { fetchColumns(input: { sourceId: $id, name: \"orders\" }) { id } }",
            json!({ "id": source }),
        )
        .await["fetchColumns"]["id"]
        .clone();
    let orders = api
        .run(create, json!({ "input": { "name": "orders", "fetched": fetch, "tags": ["sales"] } }))
        .await["createTable"]["table"]["id"]
        .clone();
    let customers = api
        .run(
            create,
            json!({ "input": { "name": "客户", "schema": "crm", "description": "People who bought something",
                "owner": "sales team", "tags": ["sales", "personal data"], "columns": [
                    { "path": ["id"], "dataType": "NUMBER(10)", "nullable": false, "primaryKey": 1 },
                    { "path": ["address"], "dataType": "object" },
                    { "path": ["address", "city"], "dataType": "VARCHAR2(50 CHAR)", "description": "Town" },
                    { "path": ["odd.name", "[]", "\\[]"], "dataType": "array<string|int>" },
                ] } }),
        )
        .await["createTable"]["table"]["id"]
        .clone();
    let columns = api
        .run(
            "query($id: ID!) { table(id: $id) { columns(first: 9) { nodes { id } } } }",
            json!({ "id": customers }),
        )
        .await["table"]["columns"]["nodes"]
        .clone();
    api.run(
        "mutation($id: ID!, $column: ID!) { updateColumns(tableId: $id, version: 1, message: \"Homes\",
           patches: [{ id: $column, path: [\"home\"], description: \"Where they live\" }]) { table { id } } }",
        json!({ "id": customers, "column": columns[1]["id"] }),
    )
    .await;
    let deleted = api
        .run(
            "mutation($id: ID!) { deleteTable(id: $id, version: 1) { changeset { id } } }",
            json!({ "id": orders }),
        )
        .await["deleteTable"]["changeset"]["id"]
        .clone();
    api.run(
        "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id } } }",
        json!({ "id": deleted }),
    )
    .await;
    let claims = json!({ "input": [
        { "from": orders, "to": customers, "note": "The nightly job", "transformation": "One row a buyer" },
        { "from": columns[0]["id"], "to": columns[3]["id"], "origin": "SQL", "process": "load.sql", "confidence": 0.75 },
    ] });
    let edges = api
        .run(
            "mutation($input: [LineageInput!]!) { createLineage(input: $input) { edges { id } } }",
            claims,
        )
        .await["createLineage"]["edges"]
        .clone();
    api.run(
        "mutation($id: ID!) { reviewLineage(ids: [$id], decision: REJECTED, note: \"Long gone\") { edges { id } } }",
        json!({ "id": edges[1]["id"] }),
    )
    .await;
    mongo.stop().await;
    ariadne
}
