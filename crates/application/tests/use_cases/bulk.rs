//! Whole catalogs in and out.

use std::io::{Seek as _, Write as _};
use std::time::Duration;

use ariadne_application::domain::{
    Change, ChangesetOrigin, LineageLevel, LineageOrigin, LineageStatus,
};
use ariadne_application::formats::{CellFix, Format};
use ariadne_application::{
    At, Editor, ExportRequest, ImportJob, ImportOptions, ImportPhase, ImportProblem, OnExisting,
    PageRequest, TableFilter, TableOrder,
};
use futures_util::TryStreamExt as _;

use crate::world::{World, ctx, manual};

const WAIT: Duration = Duration::from_mins(1);

/// Tables, columns and lineage, as somebody writes them who never saw an export.
const SHOP: &str = r#"{
  "tables": [
    { "name": "orders", "schema": "shop", "description": "What people bought", "tags": ["sales"],
      "columns": [
        { "path": "id", "dataType": "NUMBER(10)", "nullable": false, "primaryKey": 1 },
        { "path": "customer.name", "dataType": "VARCHAR2(50)", "description": "Full name" },
        { "path": "total", "dataType": "NUMBER(12,2)" }
      ] },
    { "name": "report", "kind": "REPORT", "columns": [
        { "path": "revenue", "dataType": "NUMBER" } ] }
  ],
  "lineage": [
    { "from": "shop.orders", "to": "report" },
    { "fromTable": "orders", "fromColumn": "total", "toTable": "report", "toColumn": "revenue",
      "transformation": "sum", "process": "nightly", "confidence": 0.9 }
  ]
}"#;

pub(crate) async fn begin(
    editor: &Editor,
    name: &str,
    bytes: &[u8],
    options: ImportOptions,
) -> ImportJob {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file.rewind().expect("rewound");
    let job = editor.import_file(file, Some(name.to_owned()), options).await.expect("begun");
    editor.wait_for_import(job.id, WAIT).await.expect("planned")
}

pub(crate) async fn problems(editor: &Editor, job: &ImportJob) -> Vec<ImportProblem> {
    let page = PageRequest::first(1_000);
    editor.import_problems(job, &page).await.expect("problems").into_items()
}

async fn changes(editor: &Editor, job: &ImportJob) -> Vec<Change> {
    let page = PageRequest::first(1_000);
    editor.import_changes(job, &page).await.expect("changes").into_items()
}

async fn execute(editor: &Editor, job: &ImportJob) -> ImportJob {
    let hash = job.plan_hash.clone().expect("a plan");
    let job = editor.execute_import(job.id, &hash).await.expect("begun");
    editor.wait_for_import(job.id, WAIT).await.expect("ended")
}

pub(crate) async fn export(editor: &Editor, format: Format) -> Vec<u8> {
    export_of(editor, ExportRequest::default(), format).await
}

pub(crate) async fn export_of(editor: &Editor, asked: ExportRequest, format: Format) -> Vec<u8> {
    let parts = editor.export(asked, format).await.expect("begun");
    let parts: Vec<Vec<u8>> = std::pin::pin!(parts).try_collect().await.expect("whole");
    parts.concat()
}

fn told(problems: &[ImportProblem]) -> Vec<(String, Option<u64>, String)> {
    let told = |p: &ImportProblem| (p.code.clone(), p.row, p.column.clone().unwrap_or_default());
    problems.iter().map(told).collect()
}

#[tokio::test]
async fn a_file_is_planned_executed_and_undone() {
    let world = World::new();
    world.catalog.prepare_lineage().await.expect("a graph");
    let editor = world.admin();
    let job = begin(editor, "shop.json", SHOP.as_bytes(), ImportOptions::default()).await;
    assert_eq!(problems(editor, &job).await, []);
    assert_eq!(job.phase, ImportPhase::Planned, "{:?}", job.problem);
    assert_eq!(job.format, Some(Format::Json));
    let summary = job.summary.expect("a summary");
    assert_eq!((summary.tables.created, summary.columns.created), (2, 4));
    assert_eq!((summary.lineage.created, summary.errors), (2, 0));
    assert_eq!(world.seq().await, 0, "nothing is written by planning");
    let planned = changes(editor, &job).await;
    assert_eq!(planned.len() as u64, summary.changes);
    assert!(planned.iter().any(|change| change.name == "shop.orders: total -> report: revenue"));

    let done = execute(editor, &job).await;
    assert_eq!(done.phase, ImportPhase::Done, "{:?}", done.problem);
    assert_eq!(world.seq().await, 1, "one changeset");
    let id = done.changeset.expect("a changeset");
    let changeset = editor.changesets(&[id]).await.expect("changesets").remove(&id);
    assert_eq!(changeset.expect("it is there").origin, ChangesetOrigin::Import);
    let tables = editor
        .list_tables(At::Head, &TableFilter::default(), TableOrder::Name, &PageRequest::first(9))
        .await
        .expect("tables")
        .into_items();
    let orders = &tables[0].value;
    assert_eq!(
        (orders.name.as_str(), orders.tags.as_slice()),
        ("orders", &["sales".to_owned()][..])
    );
    assert_eq!(world.paths(orders.id).await, ["id", "customer.name", "total"]);
    assert_eq!(orders.keys().len(), 1);

    editor.undo_changeset(ctx(), id).await.expect("undone");
    assert!(world.find(orders.id).await.is_none());
}

#[tokio::test]
async fn what_was_exported_plans_no_change_in_any_format() {
    let world = World::new();
    let editor = world.admin();
    world.add_source("warehouse").await;
    let job = begin(editor, "shop.json", SHOP.as_bytes(), ImportOptions::default()).await;
    assert_eq!(execute(editor, &job).await.phase, ImportPhase::Done);
    for format in [Format::CsvZip, Format::Xlsx, Format::Json, Format::Yaml] {
        let file = export(editor, format).await;
        let name = format!("catalog.{}", format.extension());
        let job = begin(editor, &name, &file, ImportOptions::default()).await;
        assert_eq!(problems(editor, &job).await, [], "{format:?}");
        assert_eq!(changes(editor, &job).await, [], "{format:?}");
        let summary = job.summary.expect("a summary");
        assert_eq!(summary.sources.unchanged, 1, "{format:?}");
        assert_eq!(summary.tables.unchanged, 2, "{format:?}");
        assert_eq!(summary.columns.unchanged, 4, "{format:?}");
        assert_eq!(summary.lineage.unchanged, 2, "{format:?}");
        // Executing it writes nothing.
        let done = execute(editor, &job).await;
        assert_eq!((done.phase, done.changeset), (ImportPhase::Done, None), "{format:?}");
    }
    assert_eq!(world.seq().await, 2);
}

#[tokio::test]
async fn an_export_restores_an_empty_catalog() {
    let world = World::new();
    world.catalog.prepare_lineage().await.expect("a graph");
    let editor = world.admin();
    let job = begin(editor, "shop.json", SHOP.as_bytes(), ImportOptions::default()).await;
    execute(editor, &job).await;
    let file = export(editor, Format::Json).await;
    let other = World::new();
    other.catalog.prepare_lineage().await.expect("a graph");
    let keep = ImportOptions { keep_claims: true, ..ImportOptions::default() };
    let job = begin(other.admin(), "catalog.json", &file, keep).await;
    assert_eq!(problems(other.admin(), &job).await, []);
    let done = execute(other.admin(), &job).await;
    assert_eq!(done.phase, ImportPhase::Done, "{:?}", done.problem);
    let again = export(other.admin(), Format::Json).await;
    let (file, again) = (without_ids(&file), without_ids(&again));
    assert_eq!(file, again);
}

/// A document without what a new catalog gives anew: ids.
fn without_ids(file: &[u8]) -> String {
    let text = String::from_utf8(file.to_vec()).expect("UTF-8");
    let lines = text.split(['{', ',']).filter(|part| {
        let key = part.trim().split(':').next().unwrap_or_default().trim_matches('"');
        !matches!(key, "id" | "tableId" | "fromId" | "toId" | "edgeId")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_mistake_is_told_at_its_cell_and_nothing_is_written() {
    let world = World::new();
    let editor = world.admin();
    world.add(manual("customers", &["id"])).await;
    let file = "schema,table,column,type\n\
                ,customers,name,VARCHAR2(50)\n\
                ,custmers,name,VARCHAR2(50)\n\
                ,customers,age,\n\
                ,customers,name,CHAR(1)\n";
    let job = begin(editor, "columns.csv", file.as_bytes(), ImportOptions::default()).await;
    let found = problems(editor, &job).await;
    assert_eq!(
        told(&found),
        [
            ("UNKNOWN_TABLE".into(), Some(3), "table".into()),
            ("REQUIRED".into(), Some(4), "type".into()),
            ("DUPLICATE".into(), Some(5), "column".into()),
        ]
    );
    assert_eq!(found[0].suggestion.as_deref(), Some("customers"));
    assert_eq!(found[2].suggestion.as_deref(), Some("row 2"));
    assert_eq!(job.phase, ImportPhase::Planned);
    let hash = job.plan_hash.clone().expect("a hash");
    assert!(editor.execute_import(job.id, &hash).await.is_err());
    assert_eq!(world.seq().await, 1);

    let fix = |row, column: &str, value: &str| CellFix {
        sheet: None,
        row,
        column: column.into(),
        value: value.into(),
    };
    let fixes = vec![fix(3, "table", "customers"), fix(3, "column", "city"), fix(4, "type", "INT")];
    editor.replan_import(job.id, fixes).await.expect("begun");
    let job = editor.wait_for_import(job.id, WAIT).await.expect("planned");
    assert_eq!(
        told(&problems(editor, &job).await),
        [("DUPLICATE".into(), Some(5), "column".into())]
    );
    editor.replan_import(job.id, vec![fix(5, "column", "first")]).await.expect("begun");
    let job = editor.wait_for_import(job.id, WAIT).await.expect("planned");
    assert_eq!(problems(editor, &job).await, []);
    let done = execute(editor, &job).await;
    assert_eq!(done.phase, ImportPhase::Done, "{:?}", done.problem);
    assert_eq!(done.summary.expect("a summary").columns.created, 4);
}

#[tokio::test]
async fn a_plan_that_would_differ_by_now_is_refused_and_shown_anew() {
    let world = World::new();
    let editor = world.admin();
    let table = world.add(manual("customers", &["id"])).await.value;
    let file = "table,description\ncustomers,People\n";
    let job = begin(editor, "tables.csv", file.as_bytes(), ImportOptions::default()).await;
    let patch = ariadne_application::TablePatch {
        description: ariadne_application::domain::Field::Set("Persons".into()),
        ..Default::default()
    };
    editor.update_table(ctx(), table.id, 1, patch).await.expect("changed");
    let refused = execute(editor, &job).await;
    assert_eq!(refused.phase, ImportPhase::Planned);
    assert_eq!(refused.problem.as_ref().map(|p| p.code.as_str()), Some("CONFLICT"));
    assert_ne!(refused.plan_hash, job.plan_hash);
    let shown = changes(editor, &refused).await;
    assert_eq!(shown[0].fields[0].old.as_str(), Some("Persons"));
    assert_eq!(world.seq().await, 2);
    let done = execute(editor, &refused).await;
    assert_eq!(done.phase, ImportPhase::Done);
    assert_eq!(world.table(table.id).await.value.description(), Some("People"));
}

#[tokio::test]
async fn what_is_there_is_updated_skipped_or_an_error_as_asked() {
    for (on_existing, description, code) in [
        (OnExisting::Update, "New", None),
        (OnExisting::Skip, "Old", None),
        (OnExisting::Fail, "Old", Some("CONFLICT")),
    ] {
        let world = World::new();
        let editor = world.admin();
        let mut input = manual("customers", &["id"]);
        input.description = Some("Old".into());
        let table = world.add(input).await.value;
        let file = "table,description\ncustomers,New\nsuppliers,Others\n";
        let options = ImportOptions { on_existing, execute: true, ..ImportOptions::default() };
        let job = begin(editor, "tables.csv", file.as_bytes(), options).await;
        let found = problems(editor, &job).await;
        assert_eq!(found.first().map(|p| p.code.as_str()), code, "{on_existing:?}");
        let phase = if code.is_some() { ImportPhase::Planned } else { ImportPhase::Done };
        assert_eq!(job.phase, phase, "{on_existing:?}");
        assert_eq!(world.table(table.id).await.value.description(), Some(description));
    }
}

#[tokio::test]
async fn a_claim_that_is_there_is_unchanged_and_a_person_is_not_overwritten() {
    let world = World::new();
    let editor = world.admin();
    let [orders, report] = world.add_tables(["orders", "report"]).await;
    let mut mine = crate::lineage_world::claim(orders.0, report.0);
    mine.transformation = Some("by hand".into());
    editor.create_lineage(ctx(), vec![mine]).await.expect("claimed");
    let same = "from,to,transformation\norders,report,by hand\n";
    let job = begin(editor, "lineage.csv", same.as_bytes(), ImportOptions::default()).await;
    assert_eq!(problems(editor, &job).await, []);
    assert_eq!(job.summary.expect("a summary").lineage.unchanged, 1);

    let other = "from,to,transformation,status\norders,report,by machine,REJECTED\norders,report,by machine,\n";
    let options = ImportOptions { execute: true, ..ImportOptions::default() };
    let job = begin(editor, "lineage.csv", other.as_bytes(), options).await;
    let edges = editor.edges(At::Head, &[]).await.expect("edges");
    assert!(edges.is_empty());
    assert_eq!(job.phase, ImportPhase::Done, "{:?}", problems(editor, &job).await);
    let edge = crate::bulk::only_edge(&world, orders.0).await;
    let claims = editor.assertions_of(At::Head, &[edge]).await.expect("claims");
    let mut origins: Vec<_> = claims.into_values().flatten().collect::<Vec<_>>();
    origins.sort_by_key(|claim| claim.origin);
    let said: Vec<_> = origins
        .iter()
        .map(|claim| (claim.origin, claim.status, claim.transformation.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (LineageOrigin::Manual, LineageStatus::Approved, Some("by hand")),
            (LineageOrigin::Import, LineageStatus::Proposed, Some("by machine")),
        ]
    );
}

async fn only_edge(world: &World, from: uuid::Uuid) -> ariadne_application::domain::EdgeId {
    let around = crate::lineage_world::around(from, LineageLevel::Table);
    let walk = world.admin().lineage(&around).await.expect("a walk");
    let edges: Vec<_> = walk.graph_edges().collect();
    assert_eq!(edges.len(), 1);
    edges[0].id
}
