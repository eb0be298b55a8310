//! What fetches found out, back in a catalog that never fetched it.

use ariadne_application::domain::{Column, Table};
use ariadne_application::{At, ImportOptions, ImportPhase, OnExisting};
use ariadne_testkit::Backend;
use ariadne_testkit::random::Content;

use crate::bulk::{begin, problems};
use crate::world::World;

/// A view with a fetched column, one written by hand that differs from it in case only, and
/// one that a person hid.
const VIEW: &str = r#"{ "tables": [ {
  "name": "orders", "kind": "VIEW", "definition": "select 1 id from dual", "rowCount": 7,
  "introspectedAt": "2026-01-02T03:04:05Z",
  "fetched": {
    "kind": "VIEW", "comment": "from the source", "definition": "select 1 id from dual",
    "rowCount": 7, "properties": {}, "keys": [{ "kind": "PRIMARY", "columns": ["secret", "id"] }],
    "columns": [
      { "path": "id", "place": 0, "observed": { "path": "id", "ordinal": 0,
        "dataType": "NUMBER(10)", "logicalType": "decimal(10,0)", "nullable": false,
        "default": null, "generated": "seq.nextval", "comment": "number", "properties": {} } },
      { "path": "ID", "place": 1, "words": { "dataType": "CHAR(1)" } },
      { "path": "secret", "place": 2, "words": { "hidden": true, "description": "not for all" },
        "observed": { "path": "secret", "ordinal": 1, "dataType": "RAW(16)",
        "logicalType": "binary(16)", "nullable": true, "default": null, "generated": null,
        "comment": null, "properties": {} } }
    ] },
  "keys": [{ "kind": "PRIMARY", "columns": ["id"] }],
  "columns": [
    { "path": "id", "dataType": "NUMBER(10)", "nullable": false, "primaryKey": 1,
      "generated": "seq.nextval", "description": "a person's word" },
    { "path": "ID", "dataType": "CHAR(1)" }
  ] } ] }"#;

async fn content(world: &World) -> (Vec<Table>, Vec<Column>) {
    let backend = Backend::of(world.repo.clone(), Box::new(()));
    let content = Content::read(&backend, At::Head).await;
    let mut columns: Vec<Column> = content.columns.into_values().collect();
    columns.sort_by_key(|column| column.ordinal);
    (content.tables.into_values().collect(), columns)
}

fn restore(on_existing: OnExisting) -> ImportOptions {
    ImportOptions { keep_claims: true, execute: true, on_existing, ..ImportOptions::default() }
}

#[tokio::test]
async fn what_was_fetched_comes_back_under_what_people_said() {
    for on_existing in OnExisting::ALL {
        let world = World::new();
        let job = begin(world.admin(), "view.json", VIEW.as_bytes(), restore(on_existing)).await;
        assert_eq!(problems(world.admin(), &job).await, [], "{on_existing:?}");
        assert_eq!(job.phase, ImportPhase::Done, "{:?}", job.problem);
        let summary = job.summary.expect("a summary");
        assert_eq!((summary.tables.created, summary.columns.created), (1, 3));
        assert_eq!((summary.columns.updated, summary.columns.skipped), (0, 0));

        let (tables, columns) = content(&world).await;
        let observed = tables[0].observed.as_ref().expect("facts");
        assert_eq!(observed.definition.as_deref(), Some("select 1 id from dual"));
        assert_eq!(
            (observed.row_count, tables[0].source_comment()),
            (Some(7), Some("from the source"))
        );
        assert!(tables[0].introspected_at.is_some());
        let [id, other, secret] = columns.as_slice() else { panic!("three: {columns:#?}") };
        assert_eq!(observed.keys[0].columns, [secret.id, id.id]);
        assert_eq!(tables[0].keys()[0].columns, [id.id], "a person's keys");
        assert_eq!(id.overridden(), ["description"]);
        assert_eq!(
            (id.description(), id.source_comment()),
            (Some("a person's word"), Some("number"))
        );
        assert_eq!(id.generated(), Some("seq.nextval"));
        assert_eq!((other.path.to_string().as_str(), other.is_manual()), ("ID", true));
        assert!(secret.overrides.hidden);
        assert_eq!((secret.data_type(), secret.description()), ("RAW(16)", Some("not for all")));
    }
}

#[tokio::test]
async fn nothing_was_fetched_where_no_restore_was_asked_for() {
    let world = World::new();
    let options = ImportOptions { execute: true, ..ImportOptions::default() };
    let job = begin(world.admin(), "view.json", VIEW.as_bytes(), options).await;
    let found = problems(world.admin(), &job).await;
    assert!(!found.is_empty() && found.iter().all(|p| p.code == "FETCHED_ONLY"), "{found:#?}");
    assert_eq!(job.phase, ImportPhase::Done);
    let (tables, columns) = content(&world).await;
    assert_eq!((&tables[0].observed, tables[0].introspected_at), (&None, None));
    assert!(columns.len() == 2 && columns.iter().all(Column::is_manual), "{columns:#?}");
}

#[tokio::test]
async fn what_no_export_wrote_is_refused_at_its_field() {
    let world = World::new();
    for (right, wrong) in [
        (r#""kind": "VIEW", "comment""#, r#""kind": "VIEWS", "comment""#),
        (r#""place": 0"#, r#""place": -1"#),
        (r#""path": "ID", "place": 1"#, r#""path": "id", "place": 1"#),
        (r#""logicalType": "binary(16)""#, r#""logicalType": 16"#),
    ] {
        assert!(VIEW.contains(right), "{right}");
        let file = VIEW.replace(right, wrong);
        let options = restore(OnExisting::Update);
        let job = begin(world.admin(), "view.json", file.as_bytes(), options).await;
        let found = problems(world.admin(), &job).await;
        let told = found.iter().filter(|p| p.severity == "ERROR");
        let told: Vec<_> = told.map(|p| (p.code.as_str(), p.column.as_deref())).collect();
        assert_eq!(told, [("INVALID", Some("fetched"))], "{wrong}: {found:#?}");
        assert_eq!((job.phase, world.seq().await), (ImportPhase::Planned, 0), "{wrong}");
    }
}
