//! Imports as scripts and the web app ask for them.

use ariadne_application::domain::Role;
use ariadne_testkit::builders::{caller, person};
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use crate::world::{Sent, World};

const JOB: &str = "{ id status planHash format total
    summary { tables { created updated unchanged } columns { created } lineage { created } errors }
    problem { code }
    problems { nodes { severity sheet row column code value suggestion } totalCount { value } }
    changes { nodes { kind operation name fields { field new } } totalCount { value } }
    changeset { seq origin message } }";

async fn import(world: &World, input: Value, options: Value) -> Value {
    let query = format!(
        "mutation($i: CatalogInput!, $o: ImportOptions) {{ importCatalog(input: $i, options: $o) {JOB} }}"
    );
    world.data(&query, json!({ "i": input, "o": options })).await["importCatalog"].clone()
}

fn shop() -> Value {
    json!({
        "tables": [
            { "name": "orders", "tags": ["sales"], "columns": [
                { "path": "total", "dataType": "NUMBER" } ] },
            { "name": "report", "kind": "REPORT", "columns": [
                { "path": "revenue", "dataType": "NUMBER" } ] }
        ],
        "lineage": [{ "fromTable": "orders", "fromColumn": "total",
                      "toTable": "report", "toColumn": "revenue", "confidence": 0.5 }]
    })
}

#[tokio::test]
async fn a_catalog_is_planned_looked_at_and_executed() {
    let world = World::new();
    let job = import(&world, shop(), json!({ "message": "Bring the shop in" })).await;
    assert_eq!(job["status"], "PLANNED", "{job:#}");
    assert_eq!(job["summary"]["tables"]["created"], 2);
    assert_eq!(job["summary"]["lineage"]["created"], 1);
    assert_eq!(job["total"], 5);
    let changes = job["changes"]["nodes"].as_array().expect("changes");
    assert_eq!(json!(changes.len()), job["changes"]["totalCount"]["value"]);
    assert_eq!(job["changeset"], Value::Null);
    assert_eq!(
        world.data("{ tables { nodes { id } } }", json!({})).await["tables"]["nodes"],
        json!([])
    );

    let execute =
        format!("mutation($i: ID!, $h: String!) {{ executeImport(id: $i, planHash: $h) {JOB} }}");
    let which = json!({ "i": job["id"], "h": job["planHash"] });
    let done = world.data(&execute, which).await["executeImport"].clone();
    assert_eq!(done["status"], "DONE", "{done:#}");
    let changeset = json!({ "seq": 1, "origin": "IMPORT", "message": "Bring the shop in" });
    assert_eq!(done["changeset"], changeset);

    // The same again changes nothing; what is absent stays.
    let again = import(&world, shop(), json!({ "execute": true })).await;
    assert_eq!((&again["status"], &again["changeset"]), (&json!("DONE"), &Value::Null));
    assert_eq!(again["summary"]["tables"]["unchanged"], 2);
    let bare = json!({ "tables": [{ "name": "orders" }] });
    assert_eq!(import(&world, bare, json!({})).await["changes"]["nodes"], json!([]));
    let cleared = json!({ "tables": [{ "name": "orders", "tags": null }] });
    let cleared = import(&world, cleared, json!({})).await;
    assert_eq!(cleared["changes"]["nodes"][0]["fields"], json!([{ "field": "tags", "new": [] }]));
}

#[tokio::test]
async fn mistakes_are_told_with_their_places_and_can_be_corrected() {
    let world = World::new();
    let input = json!({ "tables": [{ "name": "orders" }],
                        "lineage": [{ "from": "orders", "to": "ordres" }] });
    let job = import(&world, input, json!({ "execute": true })).await;
    assert_eq!(job["status"], "PLANNED");
    assert_eq!(
        job["problems"]["nodes"],
        json!([{ "severity": "ERROR", "sheet": "lineage", "row": 1, "column": "to",
                 "code": "UNKNOWN_TABLE", "value": "ordres", "suggestion": "orders" }])
    );
    let replan =
        format!("mutation($i: ID!, $f: [CellFix!]!) {{ replanImport(id: $i, fixes: $f) {JOB} }}");
    let fixes = json!([{ "sheet": "lineage", "row": 1, "column": "to", "value": "orders" }]);
    let job =
        world.data(&replan, json!({ "i": job["id"], "f": fixes })).await["replanImport"].clone();
    assert_eq!(job["problems"]["nodes"][0]["code"], "SELF");
    let cancel = "mutation($i: ID!) { cancelImport(id: $i) { status } }";
    let cancelled = world.data(cancel, json!({ "i": job["id"] })).await;
    assert_eq!(cancelled["cancelImport"]["status"], "CANCELLED");
}

#[tokio::test]
async fn somebody_elses_import_is_not_there() {
    let world = World::new();
    let job = import(&world, shop(), json!({})).await;
    let query = "query($i: ID!) { importJob(id: $i) { status } }";
    let eve = Sent { caller: Some(caller(person("Eve"), Role::Editor)), ..Sent::default() };
    let hers = world.ask_as(query, json!({ "i": job["id"] }), &eve).await;
    assert_eq!(hers["data"]["importJob"], Value::Null);
    let administrators = world.data(query, json!({ "i": job["id"] })).await;
    assert_eq!(administrators["importJob"]["status"], "PLANNED");
}

#[tokio::test]
async fn progress_ends_with_the_plan() {
    let world = World::new();
    let job = import(&world, shop(), json!({})).await;
    let query = "subscription($i: ID!) { importProgress(id: $i) { status processed } }";
    let told: Vec<Value> =
        world.follow_as(query, &json!({ "i": job["id"] }), &Sent::default()).collect().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["data"]["importProgress"], json!({ "status": "PLANNED", "processed": 5 }));
}
