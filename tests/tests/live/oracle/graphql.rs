//! The main job with Oracle, through `/graphql`: add a source, test, fetch, save, bind; and how the failures read.

use ariadne_tests::ariadne::Ariadne;
use ariadne_testserver_oracle::{LoginState, TestServer, User};
use serde_json::{Value, json};

const CREATE_SOURCE: &str = "mutation($input: SourceInput!) {
  createSource(input: $input) { source { id kind hasSecret } } }";
const TEST_SOURCE: &str = "mutation($id: ID!) { testSource(id: $id) { status serverVersion
  steps { name status problem { code title cause remedy engineCode engineMessage } } } }";
const FETCH: &str = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) {
  id table { kind name } columns { path dataType logicalType nullable } keys { kind columns }
  warnings { code title remedy } evidence { statements resolvedFrom } } }";
const CREATE_TABLE: &str = "mutation($input: TableInput!) { createTable(input: $input) {
  table { id version columnCount externalSchema externalName } } }";
const BIND: &str = "mutation($id: ID!, $version: Int!, $source: ID!) {
  bindTable(id: $id, version: $version, sourceId: $source, externalSchema: \"HR\", externalName: \"EMPLOYEES\") {
    table { version columnCount source { name } } } }";
const SUGGEST: &str =
    "query($id: ID!, $text: String!) { suggestTables(sourceId: $id, text: $text) { schema name } }";

const PASSWORD: &str = "of the main job";

const SCRIPT: &str = "
  create table hr.departments (id number(4) constraint departments_pk primary key, name varchar2(30 char) not null);
  create table hr.employees (id number(6) constraint employees_pk primary key, last_name varchar2(25) not null,
    department number(4) constraint employees_department_fk references hr.departments (id));
  create table hr.salaries (id number(6));
  comment on table hr.employees is 'People who work here';
  grant select on hr.departments to app;
  grant select on hr.employees to app;
";

fn server() -> ariadne_testserver_oracle::TestServerBuilder {
    TestServer::builder().script(SCRIPT)
}

fn input(name: &str, server: &TestServer, service: &str, password: &str) -> Value {
    json!({ "input": {
        "name": name, "kind": "ORACLE",
        "settings": { "host": "127.0.0.1", "port": server.port(), "serviceName": service,
            "username": "app", "schema": "hr" },
        "secret": { "password": password },
    } })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

async fn source(ariadne: &Ariadne, input: Value) -> String {
    let created = ariadne.api.run(CREATE_SOURCE, input).await;
    assert_eq!(created["createSource"]["source"]["hasSecret"], true);
    text(&created["createSource"]["source"]["id"])
}

/// The problem of the first step of a test that failed, with the step's name.
async fn failed_step(ariadne: &Ariadne, id: &str) -> (String, Value) {
    let tested = ariadne.api.run(TEST_SOURCE, json!({ "id": id })).await;
    let tested = &tested["testSource"];
    assert_eq!(tested["status"], "FAILED", "{tested:#}");
    let steps = tested["steps"].as_array().expect("steps");
    let failed = steps.iter().find(|step| step["status"] == "FAILED").expect("a failed step");
    (text(&failed["name"]), failed["problem"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job() {
    let oracle = server().user("APP", PASSWORD).start().await.expect("the server starts");
    let ariadne = Ariadne::start().await;
    let id = source(&ariadne, input("people", &oracle, "FREEPDB1", PASSWORD)).await;

    let tested = ariadne.api.run(TEST_SOURCE, json!({ "id": id })).await;
    assert_eq!(tested["testSource"]["status"], "PASSED", "{tested:#}");
    let named = ariadne.api.run(SUGGEST, json!({ "id": id, "text": "emp" })).await;
    assert_eq!(named["suggestTables"], json!([{ "schema": "HR", "name": "EMPLOYEES" }]));

    let fetch = json!({ "input": { "sourceId": id, "name": "employees" } });
    let fetched = ariadne.api.run(FETCH, fetch).await;
    let fetched = &fetched["fetchColumns"];
    assert_eq!(fetched["table"], json!({ "kind": "TABLE", "name": "EMPLOYEES" }));
    assert_eq!(
        fetched["columns"],
        json!([
            { "path": ["ID"], "dataType": "NUMBER(6)", "logicalType": "int", "nullable": false },
            { "path": ["LAST_NAME"], "dataType": "VARCHAR2(25 BYTE)", "logicalType": "string(25)", "nullable": false },
            { "path": ["DEPARTMENT"], "dataType": "NUMBER(4)", "logicalType": "int", "nullable": true },
        ])
    );
    assert_eq!(fetched["warnings"], json!([]));

    let keep = json!({ "input": { "name": "EMPLOYEES", "schema": "HR", "sourceId": id, "fetched": fetched["id"] } });
    let kept = ariadne.api.run(CREATE_TABLE, keep).await;
    let kept = &kept["createTable"]["table"];
    assert_eq!(
        (&kept["columnCount"], &kept["externalSchema"], &kept["externalName"]),
        (&json!(3), &json!("HR"), &json!("EMPLOYEES"))
    );
    // a table of the catalog is fetched again by its exact name
    let again = json!({ "input": { "sourceId": id, "tableId": kept["id"] } });
    let again = ariadne.api.run(FETCH, again).await;
    assert_eq!(again["fetchColumns"]["evidence"]["resolvedFrom"], json!(null));

    let manual = json!({ "input": { "name": "people on paper", "columns": [{ "path": ["id"], "dataType": "number" }] } });
    let manual = ariadne.api.run(CREATE_TABLE, manual).await;
    let manual = &manual["createTable"]["table"];
    let gone = json!({ "id": kept["id"], "version": kept["version"] });
    ariadne
        .api
        .run("mutation($id: ID!, $version: Int!) { deleteTable(id: $id, version: $version) { changeset { id } } }", gone)
        .await;
    let bind = json!({ "id": manual["id"], "version": manual["version"], "source": id });
    let bound = ariadne.api.run(BIND, bind).await;
    assert_eq!(bound["bindTable"]["table"]["source"]["name"], "people");
    assert_eq!(bound["bindTable"]["table"]["columnCount"], 1, "nothing is lost");
    let fetch = json!({ "input": { "sourceId": id, "tableId": manual["id"] } });
    let fetched = ariadne.api.run(FETCH, fetch).await;
    assert_eq!(fetched["fetchColumns"]["columns"].as_array().map(Vec::len), Some(3));
    ariadne.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_read_well() {
    let oracle = server()
        .user("APP", PASSWORD)
        .account(User::new("LOCKED", PASSWORD).state(LoginState::Locked))
        .start()
        .await
        .expect("the server starts");
    let ariadne = Ariadne::start().await;

    let wrong = source(&ariadne, input("wrong", &oracle, "FREEPDB1", "not this one")).await;
    let (step, problem) = failed_step(&ariadne, &wrong).await;
    assert_eq!(
        (step.as_str(), &problem["code"]),
        ("authentication", &json!("AUTHENTICATION_FAILED"))
    );
    assert_eq!(problem["title"], "User APP or the password is wrong.");
    assert_eq!(problem["engineCode"], "ORA-01017");
    let fetch = json!({ "input": { "sourceId": wrong, "name": "employees" } });
    assert_eq!(ariadne.api.fail(FETCH, fetch).await.code, "SOURCE_AUTH_FAILED");

    let unknown = source(&ariadne, input("unknown", &oracle, "nowhere", PASSWORD)).await;
    let (step, problem) = failed_step(&ariadne, &unknown).await;
    assert_eq!((step.as_str(), &problem["engineCode"]), ("listener", &json!("ORA-12514")));
    assert!(text(&problem["title"]).ends_with("does not know the service nowhere."), "{problem:#}");

    let right = source(&ariadne, input("right", &oracle, "FREEPDB1", PASSWORD)).await;
    let fetch = json!({ "input": { "sourceId": right, "name": "salaries" } });
    let missing = ariadne.api.fail(FETCH, fetch).await;
    assert_eq!(missing.code, "TABLE_NOT_FOUND");
    let remedy = text(&missing.extensions["source"]["remedy"]);
    assert!(remedy.ends_with("GRANT SELECT ON \"HR\".\"SALARIES\" TO \"APP\";"), "{remedy}");
    ariadne.stop().await;
}

/// Written by hand in lower case, without a word on the schema: a fetch finds the columns, the
/// key and the table all the same, and stays with them.
#[tokio::test(flavor = "multi_thread")]
async fn a_table_written_by_hand_in_lower_case_is_the_one_that_is_fetched() {
    const APPLY: &str = "mutation($id: ID!, $version: Int!, $fetched: ID!) {
      applyFetched(tableId: $id, version: $version, fetched: $fetched) { table {
        version externalSchema externalName
        columns { nodes { id path description primaryKey origin overridden } } } } }";
    const REFETCH: &str = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) {
      id diff { entries { id kind stored observed } } warnings { code title } evidence { resolvedFrom } } }";
    let other =
        "create table oe.departments (other number); grant select on oe.departments to app;";
    let oracle =
        server().script(other).user("APP", PASSWORD).start().await.expect("the server starts");
    let ariadne = Ariadne::start().await;
    let api = &ariadne.api;
    let source = source(&ariadne, input("people", &oracle, "FREEPDB1", PASSWORD)).await;
    let by_hand = json!({ "input": { "name": "departments", "columns": [
        { "path": ["id"], "dataType": "NUMBER(4)", "primaryKey": 1, "description": "Given by the office" },
        { "path": ["budget"], "dataType": "NUMBER" },
    ] } });
    let created = api
        .run("mutation($input: TableInput!) { createTable(input: $input) { table { id columns { nodes { id } } } } }", by_hand)
        .await;
    let table = &created["createTable"]["table"];
    let (id, column) = (text(&table["id"]), table["columns"]["nodes"][0]["id"].clone());
    let bind = "mutation($id: ID!, $source: ID!) {
      bindTable(id: $id, version: 1, sourceId: $source) { table { version externalSchema } } }";
    let bound = api.run(bind, json!({ "id": id, "source": source })).await;
    assert_eq!(bound["bindTable"]["table"], json!({ "version": 2, "externalSchema": null }));

    let fetch = json!({ "input": { "sourceId": source, "tableId": id } });
    let fetched = api.run(REFETCH, fetch.clone()).await;
    let fetched = &fetched["fetchColumns"];
    let entries = fetched["diff"]["entries"].as_array().expect("a diff");
    let renamed =
        json!({ "id": "renamed/ID", "kind": "RENAMED", "stored": "id", "observed": "ID" });
    assert!(entries.contains(&renamed), "{entries:#?}");
    let apply = json!({ "id": id, "version": 2, "fetched": fetched["id"] });
    let applied = api.run(APPLY, apply).await;
    let applied = &applied["applyFetched"]["table"];
    assert_eq!(
        applied["columns"]["nodes"][0],
        json!({ "id": column, "path": ["ID"], "description": "Given by the office", "primaryKey": 1,
            "origin": "INTROSPECTED", "overridden": ["description"] })
    );
    let paths: Vec<&Value> = applied["columns"]["nodes"]
        .as_array()
        .expect("columns")
        .iter()
        .map(|c| &c["path"])
        .collect();
    assert_eq!(paths, [&json!(["ID"]), &json!(["budget"]), &json!(["NAME"])]);
    assert_eq!(
        (&applied["externalSchema"], &applied["externalName"]),
        (&json!("HR"), &json!("DEPARTMENTS"))
    );

    // the source's schema is another one now: the table is still HR's
    let mut moved = input("people", &oracle, "FREEPDB1", PASSWORD)["input"]["settings"].clone();
    moved["schema"] = json!("oe");
    let patch = "mutation($id: ID!, $patch: SourcePatch!) {
      updateSource(id: $id, version: 1, patch: $patch) { source { version } } }";
    api.run(patch, json!({ "id": source, "patch": { "settings": moved } })).await;
    let again = api.run(REFETCH, fetch).await;
    assert_eq!(again["fetchColumns"]["diff"]["entries"], json!([]));
    assert_eq!(again["fetchColumns"]["warnings"], json!([]));
    ariadne.stop().await;
}
