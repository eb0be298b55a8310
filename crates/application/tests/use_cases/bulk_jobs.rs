//! Who may import what, and what becomes of an import whose server is gone.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{JobId, LineageLevel, Role, Timestamp};
use ariadne_application::{At, ErrorKind, ImportOptions, ImportPhase, Options, Result, TableInput};
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
