use ariadne_application::ErrorKind;
use ariadne_application::domain::Role;
use ariadne_application::domain::{Problem, TableName};
use ariadne_testkit::builders::{caller, person};
use ariadne_testkit::fakes::FakeFetch;
use serde_json::{Value, json};

use crate::world::{Sent, World, id};

const NOWHERE: &str = "0192f0aa-0000-7000-8000-00000000dead";

/// An unknown id, or what is no id, is null in a by-id query.
#[tokio::test]
async fn by_id_queries_answer_null() {
    let world = World::new();
    let query = "query($id: ID!) { source(id: $id) { id } table(id: $id) { id } changeset(id: $id) { id } }";
    for id in [NOWHERE, "", "orders", "0192f0aa000070008000000000000001"] {
        let answer = world.data(query, json!({ "id": id })).await;
        assert_eq!(answer, json!({ "source": null, "table": null, "changeset": null }), "{id}");
    }
}

/// Inside any other operation it is not found.
#[tokio::test]
async fn unknown_ids_elsewhere_are_not_found() {
    let world = World::new();
    let table = id(&world.table(json!({ "name": "orders" })).await["table"]);
    let source = id(&world.source("shop").await);
    for operation in [
        "query($x: ID!) { tables(filter: { sourceId: $x }) { nodes { id } } }",
        "query($x: ID!) { facets(filter: { sourceId: $x }) { tags { value } } }",
        "query($x: ID!) { suggestTables(sourceId: $x, text: \"a\") { name } }",
        "mutation($x: ID!) { updateSource(id: $x, version: 1, patch: {}) { source { id } } }",
        "mutation($x: ID!) { deleteSource(id: $x, version: 1) { ids } }",
        "mutation($x: ID!) { testSource(id: $x) { status } }",
        "mutation($x: ID!) { testConnection(input: { kind: MONGODB, settings: { host: \"h\" } }, sourceId: $x) { status } }",
        "mutation($x: ID!) { fetchColumns(input: { sourceId: $x, name: \"a\" }) { id } }",
        "mutation($x: ID!) { createTable(input: { name: \"a\", sourceId: $x }) { table { id } } }",
        "mutation($x: ID!) { createTable(input: { name: \"a\", fetched: $x }) { table { id } } }",
        "mutation($x: ID!) { createTables(input: [{ name: \"a\", sourceId: $x }]) { tables { id } } }",
        "mutation($x: ID!) { updateTable(id: $x, version: 1, patch: {}) { table { id } } }",
        "mutation($x: ID!) { updateTables(patches: [{ id: $x, version: 1 }]) { tables { id } } }",
        "mutation($x: ID!) { bindTable(id: $x, version: 1) { table { id } } }",
        "mutation($x: ID!) { deleteTable(id: $x, version: 1) { ids } }",
        "mutation($x: ID!) { saveColumns(tableId: $x, version: 1, columns: []) { table { id } } }",
        "mutation($x: ID!) { updateColumns(tableId: $x, version: 1, patches: []) { table { id } } }",
        "mutation($x: ID!) { undoChangeset(id: $x) { changeset { id } } }",
    ] {
        for unknown in [NOWHERE, "orders"] {
            assert_eq!(
                world.code(operation, json!({ "x": unknown })).await,
                "NOT_FOUND",
                "{operation}"
            );
        }
    }
    let operation = "mutation($table: ID!, $x: ID!) { applyFetched(tableId: $table, version: 1, fetched: $x) { table { id } } }";
    assert_eq!(world.code(operation, json!({ "table": table, "x": NOWHERE })).await, "NOT_FOUND");
    let operation = "mutation($table: ID!, $x: ID!) { bindTable(id: $table, version: 1, sourceId: $x) { table { id } } }";
    assert_eq!(world.code(operation, json!({ "table": table, "x": NOWHERE })).await, "NOT_FOUND");
    let operation = "mutation($source: ID!, $x: ID!) { fetchColumns(input: { sourceId: $source, tableId: $x }) { id } }";
    assert_eq!(world.code(operation, json!({ "source": source, "x": NOWHERE })).await, "NOT_FOUND");
}

/// Everything that is wrong is told at once, each at its place.
#[tokio::test]
async fn validation_tells_everything() {
    let world = World::new();
    let create = "mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }";
    let input = json!({
        "name": "a\u{7}", "kind": "MONGODB",
        "settings": { "host": "", "port": "x", "hose": 1, "password": "y" },
    });
    let refused = world.refused(create, json!({ "input": input })).await;
    assert_eq!(refused["extensions"]["code"], "VALIDATION");
    assert_eq!(refused["extensions"]["temporary"], false);
    let problems = refused["extensions"]["problems"].as_array().expect("problems");
    let paths: Vec<String> = problems
        .iter()
        .map(|p| {
            let path = p["path"].as_array().expect("a path");
            let path: Vec<_> = path.iter().filter_map(Value::as_str).collect();
            format!("{} {}", path.join("."), p["code"].as_str().expect("a code"))
        })
        .collect();
    for expected in [
        "settings.port INVALID",
        "settings.hose UNKNOWN",
        "settings.password SECRET",
        "settings.host REQUIRED",
        "name CONTROL_CHARACTER",
    ] {
        assert!(paths.iter().any(|p| p == expected), "{expected} in {paths:?}");
    }

    let create =
        "mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }";
    let input = json!([{ "name": "a" }, { "name": "" }, { "name": "a" },
        { "name": "b", "columns": [{ "path": ["x"] }] }]);
    let refused = world.refused(create, json!({ "input": input })).await;
    let rows: Vec<_> = refused["extensions"]["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|p| p["row"].as_u64().expect("a row"))
        .collect();
    assert!(rows.contains(&1) && rows.contains(&2) && rows.contains(&3), "{refused:#}");
}

/// Names that only look alike are other names; what is too long or taken is told.
#[tokio::test]
async fn names_are_checked() {
    let world = World::new();
    let create =
        "mutation($name: String!) { createTable(input: { name: $name }) { table { name } } }";
    for name in ["orders", "оrders", " orders", "orders․x", "表"] {
        let created = world.data(create, json!({ "name": name })).await;
        assert_eq!(created["createTable"]["table"]["name"], name);
    }
    for (name, code) in [
        ("", "REQUIRED"),
        (&"x".repeat(10_000), "TOO_LONG"),
        ("a\u{0}", "CONTROL_CHARACTER"),
        ("a\tb", "CONTROL_CHARACTER"),
        ("orders", "DUPLICATE"),
    ] {
        let refused = world.refused(create, json!({ "name": name })).await;
        assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["name"]));
        assert_eq!(refused["extensions"]["problems"][0]["code"], code);
    }
}

/// A stale version names who was faster.
#[tokio::test]
async fn a_stale_version_is_a_conflict() {
    let world = World::new();
    let table = id(&world.table(json!({ "name": "orders" })).await["table"]);
    let update = "mutation($id: ID!, $owner: String) {
        updateTable(id: $id, version: 1, patch: { owner: $owner }) { table { version } } }";
    world.data(update, json!({ "id": table, "owner": "Ada" })).await;
    let refused = world.refused(update, json!({ "id": table, "owner": "Grace" })).await;
    assert_eq!(refused["extensions"]["code"], "CONFLICT");
    let conflict = &refused["extensions"]["conflict"];
    assert_eq!(
        (
            &conflict["entity"],
            &conflict["id"],
            &conflict["name"],
            &conflict["version"],
            &conflict["seq"]
        ),
        (&json!("TABLE"), &json!(table), &json!("orders"), &json!(2), &json!(2))
    );
    assert_eq!(conflict["actor"]["kind"], "PERSON");
    assert!(conflict["at"].is_string());
}

/// A failure of a source comes with its cause and what to do, whatever its kind.
#[tokio::test]
async fn failures_of_sources_are_typed() {
    let world = World::new();
    let source = id(&world.source("shop").await);
    let fetch = "mutation($id: ID!) { fetchColumns(input: { sourceId: $id, name: \"t\" }) { id } }";
    for (kind, temporary) in [
        (ErrorKind::SourceUnreachable, true),
        (ErrorKind::SourceTlsFailed, false),
        (ErrorKind::SourceAuthFailed, false),
        (ErrorKind::SourcePermissionDenied, false),
        (ErrorKind::SourceUnsupported, false),
        (ErrorKind::SourceBusy, true),
        (ErrorKind::DriverMissing, false),
        (ErrorKind::Timeout, true),
    ] {
        let problem = Problem::new("X", "It failed.")
            .with_cause("Because.")
            .with_remedy("GRANT it.")
            .with_engine(Some("13".into()), Some("not authorized".into()));
        world.mongo.answer("t", FakeFetch::Fails(kind, problem));
        let refused = world.refused(fetch, json!({ "id": source })).await;
        assert_eq!(refused["message"], "It failed.");
        assert_eq!(refused["extensions"]["code"], kind.code());
        assert_eq!(refused["extensions"]["temporary"], temporary, "{kind:?}");
        assert_eq!(refused["extensions"]["source"]["remedy"], "GRANT it.");
        assert_eq!(refused["extensions"]["source"]["engineCode"], "13");
    }
    world.mongo.names(vec![TableName { schema: None, name: "tea".into(), kind: None }]);
    let missing =
        "mutation($id: ID!) { fetchColumns(input: { sourceId: $id, name: \"tea2\" }) { id } }";
    let refused = world.refused(missing, json!({ "id": source })).await;
    assert_eq!(refused["extensions"]["code"], "TABLE_NOT_FOUND");
    assert_eq!(refused["extensions"]["suggestions"][0]["name"], "tea");
    let deactivate = "mutation($id: ID!) { updateSource(id: $id, version: 1, patch: { isActive: false }) { source { id } } }";
    world.data(deactivate, json!({ "id": source })).await;
    let refused = world.refused(missing, json!({ "id": source })).await;
    assert_eq!(refused["extensions"]["problems"][0]["code"], "INACTIVE");
}

/// What is no valid GraphQL is VALIDATION too.
#[tokio::test]
async fn bad_queries_are_validation() {
    let world = World::new();
    for (query, variables) in [
        ("{ tables { nodes { id }", json!({})),
        ("", json!({})),
        ("{ nonsense }", json!({})),
        ("{ table(id: 5.5) { id } }", json!({})),
        ("{ tables(first: \"x\") { nodes { id } } }", json!({})),
        (
            "query($first: Int) { tables(first: $first) { nodes { id } } }",
            json!({ "first": 3_000_000_000_u32 }),
        ),
        (
            "query($kinds: [TableKind!]) { tables(filter: { kinds: $kinds }) { nodes { id } } }",
            json!({ "kinds": ["X"] }),
        ),
        ("query($id: ID!) { table(id: $id) { id } }", json!({})),
        ("query A { tables { nodes { id } } } query B { sources { nodes { id } } }", json!({})),
        ("fragment a on Table { ...a } { tables { nodes { ...a } } }", json!({})),
    ] {
        let answer = world.ask(query, variables).await;
        let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("{query} passed"));
        for error in errors {
            assert_eq!(error["extensions"]["code"], "VALIDATION", "{query}: {error:#}");
            assert_eq!(error["extensions"]["requestId"], "request-1");
            assert!(error["extensions"]["problems"][0]["path"].is_array());
        }
    }
    let query = "mutation($input: TableInput!) { createTable(input: $input) { table { id } } }";
    let refused = world.refused(query, json!({ "input": { "name": 5 } })).await;
    assert_eq!(refused["extensions"]["problems"][0]["path"], json!(["input", "name"]));
}

/// Who may not write is told so, and may read.
#[tokio::test]
async fn rights_are_checked() {
    let world = World::new();
    let table = id(&world.table(json!({ "name": "orders" })).await["table"]);
    let sent = Sent { caller: Some(caller(person("Ada"), Role::Viewer)), ..Sent::default() };
    let ask = async |query: &str| world.ask_as(query, json!({ "id": table }), &sent).await;
    for query in [
        "mutation($id: ID!) { deleteTable(id: $id, version: 1) { ids } }",
        "mutation($id: ID!) { deleteSource(id: $id, version: 1) { ids } }",
        "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id } } }",
        "mutation($id: ID!) { testSource(id: $id) { status } }",
    ] {
        let refused = ask(query).await;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN", "{query}");
    }
    let read = ask("query($id: ID!) { table(id: $id) { name } }").await;
    assert_eq!(read["data"]["table"]["name"], "orders");
}

/// A request that no transport has prepared is a fault of ours, told as such.
#[tokio::test]
async fn a_fault_of_ours_is_internal() {
    let response = World::new().schema.execute("{ server { version } }").await;
    let answer = serde_json::to_value(&response).expect("JSON");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL");
    assert_eq!(answer["errors"][0]["message"], "An internal error; the log has more.");
}
