//! Who may import what, and what becomes of an import whose server is gone.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{ActorId, JobId, LineageLevel, Role, Timestamp};
use ariadne_application::formats::CellFix;
use ariadne_application::{
    At, Editor, ErrorKind, IdempotencyKey, ImportOptions, ImportPhase, Options, Page, PageRequest,
    Result, TableInput, WriteContext,
};
use ariadne_ports::{ImportPart, ImportStore, Job, JobStore};
use ariadne_testkit::builders::{caller, person};
use ariadne_testkit::fakes::MemoryRepo;
use async_trait::async_trait;

use crate::bulk::{begin, problems};
use crate::lineage_world::claim;
use crate::world::{World, ctx, manual};

const TABLES: &[u8] = b"table\norders\n";

fn executed() -> ImportOptions {
    ImportOptions { execute: true, ..ImportOptions::default() }
}

#[tokio::test]
async fn sources_are_for_administrators_unless_nothing_of_them_changes() {
    let world = World::new();
    let source = world.add_source("warehouse").await.value;
    let eve = world.catalog.editor(&caller(person("Eve"), Role::Editor)).expect("allowed");
    let settings = ariadne_application::formats::to_json(&source.settings);
    let same = document(&[("name", "warehouse"), ("kind", "MONGODB")], &settings);
    let job = begin(&eve, "sources.json", same.as_bytes(), executed()).await;
    assert_eq!(job.phase, ImportPhase::Done, "{:?}", problems(&eve, &job).await);
    for name in ["Warehouse", "another"] {
        let file = document(&[("name", name), ("kind", "MONGODB")], &settings);
        let job = begin(&eve, "sources.json", file.as_bytes(), executed()).await;
        let codes: Vec<_> = problems(&eve, &job).await.into_iter().map(|p| p.code).collect();
        assert_eq!(codes, ["FORBIDDEN"], "{name}");
        let done = begin(world.admin(), "sources.json", file.as_bytes(), executed()).await;
        assert_eq!(done.phase, ImportPhase::Done, "{:?}", problems(world.admin(), &done).await);
    }
    assert_eq!(world.source(source.id).await.value.name, "Warehouse");
    let keep = ImportOptions { keep_claims: true, ..ImportOptions::default() };
    let file = tempfile::tempfile().expect("a file");
    let refused = eve.import_file(file, None, keep).await.expect_err("refused");
    assert_eq!(refused.kind(), ErrorKind::Forbidden);
}

/// A document of one source.
fn document(fields: &[(&str, &str)], settings: &str) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(key, value)| format!("\"{key}\":\"{value}\"")).collect();
    format!("{{\"sources\":[{{{},\"settings\":{settings}}}]}}", fields.join(","))
}

#[tokio::test]
async fn the_whole_truth_ends_what_it_does_not_tell() {
    let world = World::new();
    let editor = world.admin();
    let source = world.add_source("warehouse").await.value;
    let bound = |name: &str| TableInput { source: Some(source.id), ..manual(name, &["a"]) };
    let orders = world.add(bound("orders")).await.value;
    let report = world.add(manual("report", &["a"])).await.value;
    world.add(manual("other", &["a"])).await;
    let file =
        "from,to,process\norders,report,one\norders,report,two\norders,other,\nother,report,\n";
    begin(editor, "lineage.csv", file.as_bytes(), executed()).await;
    editor.create_lineage(ctx(), vec![claim(orders.id.0, report.id.0)]).await.expect("claimed");
    let less = "from,to,process\norders,report,one\n";
    let options = ImportOptions { whole_truth_for: Some(source.id), ..executed() };
    let job = begin(editor, "lineage.csv", less.as_bytes(), options).await;
    assert_eq!(job.phase, ImportPhase::Done, "{:?}", problems(editor, &job).await);
    let lineage = job.summary.expect("a summary").lineage;
    assert_eq!((lineage.unchanged, lineage.ended), (1, 2));
    let around = crate::lineage_world::around(report.id.0, LineageLevel::Table);
    let walk = editor.lineage(&around).await.expect("a walk");
    let edges: Vec<_> = walk.graph_edges().map(|edge| edge.id).collect();
    assert_eq!(edges.len(), 2, "other -> report is of no table of the source");
    let claims = editor.assertions_of(At::Head, &edges).await.expect("claims");
    let mut processes: Vec<_> =
        claims.into_values().flatten().map(|claim| (claim.origin, claim.process)).collect();
    processes.sort();
    assert_eq!(processes.len(), 3, "{processes:?}");
}

#[tokio::test]
async fn an_import_whose_server_is_gone_has_failed_and_can_be_planned_again() {
    let world = World::new();
    let editor = world.admin();
    let job = begin(editor, "tables.csv", TABLES, ImportOptions::default()).await;
    let now = ariadne_testkit::time_of_day(0);
    for phase in ["PLANNING", "EXECUTING", "COMMITTING"] {
        let mut stored = world.repo.job(job.id, now).await.expect("a read").expect("there");
        stored.state.set("phase", phase);
        let lost = world.clock_now().plus_micros(-31_000_000);
        stored.state.set("beat", lost.0);
        world.repo.update(&stored).await.expect("updated");
        let found = editor.import_job(job.id).await.expect("a read").expect("there");
        assert_eq!(found.phase, ImportPhase::Failed, "{phase}");
        let code = found.problem.map(|problem| problem.code);
        assert_eq!(code.as_deref(), Some("INTERRUPTED"), "{phase}");
        editor.replan_import(job.id, Vec::new()).await.expect("begun");
        let again = editor.wait_for_import(job.id, Duration::from_mins(1)).await.expect("planned");
        assert_eq!(again.phase, ImportPhase::Planned, "{phase}");
    }
    assert_eq!(world.seq().await, 0);
}

#[tokio::test]
async fn an_import_whose_changeset_was_written_is_done() {
    let world = World::new();
    let editor = world.admin();
    let job = begin(editor, "tables.csv", TABLES, executed()).await;
    let now = ariadne_testkit::time_of_day(0);
    let mut stored = world.repo.job(job.id, now).await.expect("a read").expect("there");
    stored.state.set("phase", "COMMITTING");
    stored.state.set("beat", world.clock_now().plus_micros(-31_000_000).0);
    world.repo.update(&stored).await.expect("updated");
    let found = editor.import_job(job.id).await.expect("a read").expect("there");
    assert_eq!((found.phase, found.changeset), (ImportPhase::Done, job.changeset));
}

/// A database with one connection for all writes, which are slow.
#[derive(Debug)]
struct OneConnection {
    repo: Arc<MemoryRepo>,
    connection: tokio::sync::Mutex<()>,
}

#[async_trait]
impl ImportStore for OneConnection {
    async fn put_piece(
        &self,
        job: JobId,
        part: ImportPart,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<()> {
        let _held = self.connection.lock().await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        self.repo.put_piece(job, part, number, bytes).await
    }

    async fn piece(&self, job: JobId, part: ImportPart, number: u32) -> Result<Option<Vec<u8>>> {
        self.repo.piece(job, part, number).await
    }

    async fn drop_parts(&self, job: JobId, parts: &[ImportPart]) -> Result<()> {
        self.repo.drop_parts(job, parts).await
    }
}

#[async_trait]
impl JobStore for OneConnection {
    async fn create(&self, job: &Job) -> Result<()> {
        self.repo.create(job).await
    }

    async fn job(&self, id: JobId, now: Timestamp) -> Result<Option<Job>> {
        self.repo.job(id, now).await
    }

    async fn jobs_of(
        &self,
        kind: &str,
        actor: ActorId,
        now: Timestamp,
        page: &PageRequest,
    ) -> Result<Page<Job>> {
        self.repo.jobs_of(kind, actor, now, page).await
    }

    async fn update(&self, job: &Job) -> Result<u32> {
        let _held = self.connection.lock().await;
        self.repo.update(job).await
    }
}

#[tokio::test(start_paused = true)]
async fn an_import_that_says_how_far_it_is_does_not_stand_in_its_own_way() {
    let repo = Arc::new(MemoryRepo::default());
    let narrow = Arc::new(OneConnection { repo, connection: tokio::sync::Mutex::default() });
    let world = World::with(Options::default(), |ports| {
        ports.imports = narrow.clone();
        ports.jobs = narrow.clone();
    });
    let job = begin(world.admin(), "tables.csv", TABLES, executed()).await;
    assert_eq!(job.phase, ImportPhase::Done, "{:?}", job.problem);
}

#[tokio::test]
async fn a_cancelled_import_writes_nothing_and_a_done_one_is_not_cancelled() {
    let world = World::new();
    let editor = world.admin();
    let job = begin(editor, "tables.csv", TABLES, ImportOptions::default()).await;
    let cancelled = editor.cancel_import(job.id).await.expect("cancelled");
    assert_eq!(cancelled.phase, ImportPhase::Cancelled);
    let hash = job.plan_hash.expect("a plan");
    let refused = editor.execute_import(job.id, &hash).await.expect_err("cancelled");
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    assert_eq!(world.seq().await, 0);
    let done = begin(editor, "tables.csv", TABLES, executed()).await;
    let refused = editor.cancel_import(done.id).await.expect_err("written");
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    // Executing the same plan again answers what it did.
    let hash = done.plan_hash.clone().expect("a plan");
    let again = editor.execute_import(done.id, &hash).await.expect("the same");
    assert_eq!(again.changeset, done.changeset);
    assert_eq!(world.seq().await, 1);
}

#[tokio::test]
async fn another_server_executes_what_this_one_planned() {
    let world = World::new();
    let job = begin(world.admin(), "tables.csv", TABLES, ImportOptions::default()).await;
    let other = world.other_server();
    other.prepare_lineage().await.expect("a graph");
    let editor = other.editor(&ariadne_testkit::builders::local_administrator()).expect("allowed");
    let hash = job.plan_hash.expect("a plan");
    editor.execute_import(job.id, &hash).await.expect("begun");
    let done = editor.wait_for_import(job.id, Duration::from_mins(1)).await.expect("ended");
    assert_eq!(done.phase, ImportPhase::Done, "{:?}", done.problem);
    let seen = world.admin().import_job(job.id).await.expect("a read").expect("there");
    assert_eq!(seen.phase, ImportPhase::Done);
}

#[tokio::test]
async fn a_request_that_is_sent_again_does_its_work_once() {
    let world = World::new();
    let editor = world.admin();
    let key = |key: &str, body: u8| IdempotencyKey { key: key.into(), body_hash: [body; 32] };
    let upload = async |given: &IdempotencyKey| {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(TABLES).expect("written");
        let options = ImportOptions::default();
        let name = Some("tables.csv".to_owned());
        let job = editor.import_file_once(Some(given), file, name, options).await?;
        editor.wait_for_import(job.id, Duration::from_mins(1)).await
    };
    let one = key("upload", 1);
    let (first, twin) = tokio::join!(upload(&one), upload(&one));
    let first = first.expect("planned");
    assert_eq!(first.id, twin.expect("planned").id, "even at the same time");
    assert_eq!(upload(&one).await.expect("answered").id, first.id);
    let refused = upload(&key("upload", 2)).await.expect_err("another request");
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    assert_ne!(upload(&key("other", 1)).await.expect("planned").id, first.id);

    let fix = |value: &str| {
        vec![CellFix { sheet: None, row: 2, column: "table".into(), value: value.into() }]
    };
    let again = key("replan", 3);
    let replan = async |key: &IdempotencyKey, value: &str| {
        let job = editor.replan_import_once(Some(key), first.id, fix(value)).await?;
        editor.wait_for_import(job.id, Duration::from_mins(1)).await
    };
    let planned = replan(&again, "customers").await.expect("planned");
    let later = replan(&key("later", 4), "regions").await.expect("planned");
    assert_ne!(planned.plan_hash, later.plan_hash);
    let same = replan(&again, "customers").await.expect("answered");
    assert_eq!(same.plan_hash, later.plan_hash, "what came later stays");
    assert_eq!(replan(&key("replan", 5), "x").await.expect_err("used").kind(), ErrorKind::Conflict);

    let hash = later.plan_hash.expect("a plan");
    let go = key("go", 6);
    editor.execute_import_once(Some(&go), first.id, &hash).await.expect("begun");
    editor.execute_import_once(Some(&go), first.id, &hash).await.expect("answered meanwhile");
    editor.wait_for_import(first.id, Duration::from_mins(1)).await.expect("done");
    let done = editor.execute_import_once(Some(&go), first.id, &hash).await.expect("answered");
    assert_eq!(done.phase, ImportPhase::Done);
    assert_eq!(world.seq().await, 1);
    // A key that another write had is no key of an import.
    let context = WriteContext { idempotency: Some(key("table", 7)), ..WriteContext::default() };
    editor.create_table(&context, manual("t", &[])).await.expect("created");
    assert_eq!(upload(&key("table", 8)).await.expect_err("used").kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn one_s_own_imports_are_listed_newest_first() {
    let world = World::new();
    let editor = world.admin();
    let mut begun = Vec::new();
    for name in ["a.csv", "b.csv", "c.csv"] {
        begun.push(begin(editor, name, TABLES, ImportOptions::default()).await.id);
    }
    begun.reverse();
    let eve = world.catalog.editor(&caller(person("Eve"), Role::Editor)).expect("allowed");
    let hers = begin(&eve, "d.csv", TABLES, ImportOptions::default()).await.id;
    let list = async |editor: &Editor, page: &PageRequest| {
        let found = editor.imports(page).await.expect("a list");
        let last = found.items.last().map(|(_, cursor)| cursor.clone());
        let ids: Vec<JobId> = found.items.iter().map(|(job, _)| job.id).collect();
        (ids, PageRequest { after: last, ..page.clone() }, found.has_next)
    };
    let (first, next, more) = list(editor, &PageRequest::first(2)).await;
    let (second, _, end) = list(editor, &next).await;
    assert_eq!(([first, second].concat(), more, end), (begun, true, false));
    assert_eq!(list(&eve, &PageRequest::first(10)).await.0, [hers]);
}
