//! A catalog that goes from one server to another with what its fetches found out.

use std::path::Path;

use ariadne_server::Running;
use ariadne_testserver_oracle::TestServer;
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::files::{at, json_of};
use crate::support::{run, running};

const SCRIPT: &str = "
  create table hr.departments (id number(4) constraint departments_pk primary key,
    name varchar2(30 char) not null);
  create table hr.employees (id number(6) generated always as identity constraint employees_pk primary key,
    last_name varchar2(25) default 'nobody' not null, salary number(8,2),
    department number(4) constraint employees_department_fk references hr.departments (id));
  create view hr.staff as select last_name from hr.employees;
  comment on table hr.employees is 'People who work here';
  comment on column hr.employees.salary is 'A month, before taxes';
  exec dbms_stats.set_table_stats('HR', 'EMPLOYEES', numrows => 107);
  grant select on hr.departments to app;
  grant select on hr.employees to app;
  grant select on hr.staff to app;
";
const PASSWORD: &str = "of the restored one";

/// All that is told of tables, whatever ids they have here.
const TOLD: &str = "{ tables { nodes { id name schema kind description sourceComment definition
    rowCount introspectedAt owner tags externalSchema externalName properties source { name }
    keys { kind name columns enabled references { schema name } referencedColumns }
    columns { nodes { path ordinal dataType logicalType nullable default generated description sourceComment
        primaryKey unique origin overridden tags properties } } } } }";

async fn told(server: &Running) -> Vec<Value> {
    let mut tables = run(server, TOLD, json!({})).await["tables"]["nodes"].take();
    let tables = tables.as_array_mut().expect("tables");
    for table in tables.iter_mut() {
        table.as_object_mut().expect("an object").remove("id");
    }
    std::mem::take(tables)
}

/// Fetches a table and keeps it; answers its id, its version and its columns.
async fn kept(server: &Running, source: &Value, name: &str) -> Value {
    let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { id } }";
    let input = json!({ "input": { "sourceId": source, "name": name } });
    let fetched = run(server, fetch, input).await["fetchColumns"]["id"].take();
    let create = "mutation($input: TableInput!) { createTable(input: $input) { table { id version
        columns { nodes { id path } } } } }";
    let input = json!({ "name": name.to_uppercase(), "schema": "HR", "sourceId": source, "fetched": fetched });
    run(server, create, json!({ "input": input })).await["createTable"]["table"].take()
}

/// What a fetch would change.
async fn difference(server: &Running, source: &Value) -> Vec<Value> {
    let tables = run(server, "{ tables { nodes { id } } }", json!({})).await;
    let mut all = Vec::new();
    for table in tables["tables"]["nodes"].as_array().expect("tables") {
        let fetch = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) { diff { entries { id } } } }";
        let input = json!({ "input": { "sourceId": source, "tableId": table["id"] } });
        let mut found = run(server, fetch, input).await;
        all.append(found["fetchColumns"]["diff"]["entries"].as_array_mut().expect("entries"));
    }
    all
}

async fn restored(server: &Running, folder: &Path, file: &str) {
    let ended = at(server, folder, &["import", file, "--keep-claims"]).await;
    assert!(ended.out.contains("Imported as changeset 1"), "{file}: {}", ended.out);
}

#[tokio::test]
async fn what_was_fetched_goes_with_the_catalog() {
    let oracle = TestServer::builder().password_rounds(64).user("APP", PASSWORD).script(SCRIPT);
    let oracle = oracle.start().await.expect("starts");
    let folder = tempdir().expect("a folder");
    let first = running(&folder.path().join("first")).await;
    let create = "mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }";
    let settings = json!({ "host": "127.0.0.1", "port": oracle.port(), "serviceName": "FREEPDB1",
        "username": "app", "schema": "hr" });
    let input = json!({ "name": "people", "kind": "ORACLE", "settings": settings,
        "secret": { "password": PASSWORD } });
    let mut made = run(&first, create, json!({ "input": input })).await;
    let source = made["createSource"]["source"]["id"].take();
    for name in ["departments", "staff"] {
        kept(&first, &source, name).await;
    }
    // A person says something over what was fetched, hides a column and adds one.
    let table = kept(&first, &source, "employees").await;
    let columns = table["columns"]["nodes"].as_array().expect("columns");
    let mut columns: Vec<Value> = columns.clone();
    columns.retain(|column| column["path"] != json!(["SALARY"]));
    columns[1]["description"] = json!("As in the passport");
    columns[1]["dataType"] = json!("VARCHAR2(40 CHAR)");
    columns.push(json!({ "path": ["PHONE"], "dataType": "VARCHAR2(20)" }));
    let save = "mutation($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {
        saveColumns(tableId: $id, version: $version, columns: $columns) { table { columnCount } } }";
    let variables = json!({ "id": table["id"], "version": table["version"], "columns": columns });
    let saved = run(&first, save, variables).await;
    assert_eq!(saved["saveColumns"]["table"]["columnCount"], 4);
    let before = told(&first).await;
    assert_eq!(difference(&first, &source).await, [] as [Value; 0], "as the source has it");

    for file in ["all.json", "all.yaml", "all.csv.zip", "all.xlsx"] {
        at(&first, folder.path(), &["export", file, "--fetched"]).await;
        let second = running(&folder.path().join(format!("server of {file}"))).await;
        restored(&second, folder.path(), file).await;
        assert_eq!(told(&second).await, before, "{file}");

        // Once the source has its password again, it has nothing new to tell.
        let sources =
            run(&second, "{ sources { nodes { id version hasSecret } } }", json!({})).await;
        let source = &sources["sources"]["nodes"][0];
        assert_eq!(source["hasSecret"], false, "{file}");
        let update = "mutation($id: ID!, $version: Int!, $patch: SourcePatch!) {
            updateSource(id: $id, version: $version, patch: $patch) { source { hasSecret } } }";
        let patch = json!({ "secret": { "password": PASSWORD } });
        let variables = json!({ "id": source["id"], "version": source["version"], "patch": patch });
        run(&second, update, variables).await;
        assert_eq!(difference(&second, &source["id"]).await, [] as [Value; 0], "{file}");

        // And back where it came from it changes nothing.
        at(&second, folder.path(), &["export", "again.json", "--fetched"]).await;
        let ended = at(&first, folder.path(), &["import", "again.json", "--keep-claims"]).await;
        assert!(ended.out.contains("nothing changed"), "{file}: {}", ended.out);
        second.shutdown().await.expect("stops");
    }
    let without = ["export", "without.json"];
    at(&first, folder.path(), &without).await;
    let text = json_of(folder.path(), "without.json").to_string();
    assert!(!text.contains("SALARY") && !text.contains("fetched"), "{text}");
    first.shutdown().await.expect("stops");
}
