//! Live calls: tests, fetches, suggestions, and what the audit log keeps of them.

use std::sync::Mutex;
use std::time::Duration;

use ariadne_application::domain::{
    AuditAction, Field, Problem, SourceId, SourceKind, StepStatus, TableId, TableName, TestReport,
    TestStep,
};
use ariadne_application::{
    Clock, ConnectionInput, ErrorKind, FetchInput, NoProgress, NoSteps, PageRequest, Progress,
    ProgressSink, SourcePatch, StepSink,
};
use ariadne_ports::{AuditEntry, AuditFilter, AuditLog};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::FakeFetch;

use crate::world::{World, ctx, fetch_input, refused, secret, settings, violations};

/// Keeps what it hears.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Heard {
    fn all(self) -> Vec<String> {
        self.0.into_inner().expect("no panic while hearing")
    }

    fn push(&self, text: String) {
        self.0.lock().expect("no panic while hearing").push(text);
    }
}

impl StepSink for Heard {
    fn step(&self, step: &TestStep) {
        self.push(format!("{} {}", step.name, step.status));
    }
}

impl ProgressSink for Heard {
    fn progress(&self, progress: Progress) {
        self.push(format!("{} {:?}/{:?}", progress.phase, progress.done, progress.total));
    }
}

fn step(name: &str, status: StepStatus) -> TestStep {
    let problem = (status == StepStatus::Failed).then(|| Problem::new("NO_ROUTE", "No way there."));
    TestStep {
        name: name.to_owned(),
        title: name.to_owned(),
        status,
        elapsed: Duration::from_millis(2),
        detail: None,
        problem,
    }
}

fn unreachable() -> TestReport {
    let steps = vec![
        step("dns", StepStatus::Passed),
        step("tcp", StepStatus::Failed),
        step("authentication", StepStatus::Skipped),
    ];
    TestReport { elapsed: Duration::from_millis(4), server_version: None, steps }
}

async fn audit(world: &World, filter: AuditFilter) -> Vec<AuditEntry> {
    let page = world.repo.list(&filter, &PageRequest::first(50)).await.expect("audit");
    page.into_items()
}

fn orders() -> FakeFetch {
    FakeFetch::Found(Box::new(FetchedBuilder::new("orders").column("_id", "int").build()))
}

#[tokio::test]
async fn a_test_is_heard_step_by_step_and_kept() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let seq = world.seq().await;
    world.mongo.report(unreachable());
    let heard = Heard::default();
    let test = world.admin().test_source(source, &heard).await.expect("failure is in the report");
    assert_eq!(test.report, unreachable());
    assert_eq!(heard.all(), ["dns PASSED", "tcp FAILED", "authentication SKIPPED"]);

    let [entry] = audit(&world, AuditFilter::default()).await.try_into().expect("one entry");
    assert_eq!((entry.action, entry.source), (AuditAction::Test, Some(source)));
    assert_eq!((entry.outcome.as_str(), entry.at), ("FAILED", test.tested_at));
    assert_eq!(entry.details.get("failedStep"), Some(&"tcp".into()));
    assert_eq!(entry.actor.name, "local administrator");
    assert_eq!(world.seq().await, seq, "a test is no changeset");

    world.clock.advance(1_000_000);
    world.mongo.report(TestReport { steps: Vec::new(), ..unreachable() });
    let input = ConnectionInput {
        kind: SourceKind::Mongodb,
        settings: settings("db.example").with("database", "other"),
        secret: secret(""),
    };
    let passed = world.admin().test_connection(input, Some(source), &NoSteps).await;
    assert_eq!(passed.expect("tested").report.status(), StepStatus::Passed);
    // A test of what is not stored is no test of the source that lent its secret.
    let latest = world.admin().latest_tests(&[source]).await.expect("tests");
    assert_eq!(latest[&source], test);
    assert_eq!(audit(&world, AuditFilter::default()).await.len(), 2);
}

#[tokio::test]
async fn wrong_settings_are_not_tested() {
    let world = World::new();
    let input = ConnectionInput {
        kind: SourceKind::Mongodb,
        settings: settings("db/x").with("port", 0),
        secret: secret("p"),
    };
    let tested = world.admin().test_connection(input, None, &NoSteps).await;
    assert_eq!(violations(tested), ["settings.host INVALID", "settings.port INVALID"]);
    assert!(world.mongo.connected().is_empty());
    assert!(audit(&world, AuditFilter::default()).await.is_empty());
}

#[tokio::test]
async fn an_inactive_source_is_tested_and_not_fetched_from() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let quiet = SourcePatch { is_active: Field::Set(false), ..SourcePatch::default() };
    world.admin().update_source(ctx(), source, 1, quiet).await.expect("updated");
    let fetched = world.admin().fetch_columns(fetch_input(source, "orders"), &NoProgress).await;
    assert_eq!(violations(fetched), ["sourceId INACTIVE"]);
    assert_eq!(
        violations(world.admin().suggest_tables(source, "o", 5).await),
        ["sourceId INACTIVE"]
    );
    world.admin().test_source(source, &NoSteps).await.expect("tested");
    assert!(world.mongo.fetched().is_empty());
}

#[tokio::test]
async fn a_fetch_is_heard_and_kept() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    world.mongo.answer("orders", orders());
    let heard = Heard::default();
    let input = FetchInput {
        schema: Some(String::new()),
        sample_size: Some(100_000),
        ..fetch_input(source, "orders")
    };
    let fetched = world.admin().fetch_columns(input, &heard).await.expect("fetched");
    assert_eq!(heard.all().len(), 2);
    assert_eq!(fetched.diff, None, "it is no re-fetch");
    let asked = world.mongo.fetched();
    assert_eq!((asked[0].schema.as_deref(), asked[0].sample_size), (None, Some(100_000)));
    let kept = world.admin().stored_fetch(fetched.id).await.expect("kept");
    assert_eq!((kept.fetched, kept.at), (fetched.fetched, world.clock.now()));

    let filter = AuditFilter {
        actions: vec![AuditAction::Fetch],
        source: Some(source),
        ..AuditFilter::default()
    };
    let [entry] = audit(&world, filter).await.try_into().expect("one entry");
    assert_eq!((entry.outcome.as_str(), entry.report), ("PASSED", None));
    assert_eq!(entry.details.get("name"), Some(&"orders".into()));
}

#[tokio::test]
async fn an_unknown_table_comes_with_suggestions() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let name = |name: &str| TableName { schema: None, name: name.to_owned(), kind: None };
    world.mongo.names(vec![name("orders"), name("users")]);
    let missing = world.admin().fetch_columns(fetch_input(source, "orders2"), &NoProgress).await;
    let error = refused(missing, ErrorKind::TableNotFound);
    assert_eq!(error.suggestions(), [name("orders")]);
    assert!(error.problem().and_then(|p| p.remedy.as_ref()).is_some());
    assert_eq!(audit(&world, AuditFilter::default()).await[0].outcome, "TABLE_NOT_FOUND");

    let found = world.admin().suggest_tables(source, "", 1).await.expect("names");
    assert_eq!(found, [name("orders")]);
    let long = "x".repeat(10_000);
    assert_eq!(violations(world.admin().suggest_tables(source, &long, 5).await), ["text TOO_LONG"]);
}

#[tokio::test]
async fn a_fault_of_the_source_keeps_its_kind() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    for kind in [
        ErrorKind::SourceUnreachable,
        ErrorKind::SourceTlsFailed,
        ErrorKind::SourceAuthFailed,
        ErrorKind::SourcePermissionDenied,
        ErrorKind::SourceUnsupported,
        ErrorKind::SourceBusy,
    ] {
        let problem = Problem::new("IT_SAID_NO", "It said no.").with_remedy("Ask again.");
        world.mongo.answer("orders", FakeFetch::Fails(kind, problem.clone()));
        let failed = world.admin().fetch_columns(fetch_input(source, "orders"), &NoProgress).await;
        assert_eq!(refused(failed, kind).problem(), Some(&problem));
        let filter = AuditFilter {
            actions: vec![AuditAction::Fetch],
            source: Some(source),
            ..AuditFilter::default()
        };
        assert_eq!(audit(&world, filter).await[0].outcome, kind.code());
        world.clock.advance(1);
    }
}

#[tokio::test]
async fn what_cannot_be_fetched_is_told_before_any_connection() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetch = |input| world.admin().fetch_columns(input, &NoProgress);
    let wrong = FetchInput {
        schema: Some("a\0".to_owned()),
        sample_size: Some(100_001),
        ..fetch_input(source, "")
    };
    let found = violations(fetch(wrong).await);
    assert_eq!(found, ["name REQUIRED", "schema CONTROL_CHARACTER", "sampleSize INVALID"]);
    let nameless = FetchInput { name: None, ..fetch_input(source, "") };
    assert_eq!(violations(fetch(nameless).await), ["name REQUIRED"]);
    assert_eq!(violations(fetch(fetch_input(source, "  ")).await), ["name REQUIRED"]);

    let unknown = SourceId(SeqIds::nth(99));
    refused(fetch(fetch_input(unknown, "orders")).await, ErrorKind::NotFound);
    refused(world.admin().suggest_tables(unknown, "", 5).await, ErrorKind::NotFound);
    refused(world.admin().test_source(unknown, &NoSteps).await, ErrorKind::NotFound);
    let table = Some(TableId(SeqIds::nth(98)));
    refused(
        fetch(FetchInput { table, ..fetch_input(source, "orders") }).await,
        ErrorKind::NotFound,
    );
    let manual = Some(world.add_table("by hand", &[]).await.value.id);
    let unbound = FetchInput { table: manual, name: None, ..fetch_input(source, "") };
    assert_eq!(violations(fetch(unbound).await), ["tableId INVALID"]);
    assert!(world.mongo.connected().is_empty());

    // Given a name, a table that is not bound yet is compared.
    world.mongo.answer("orders", orders());
    let named = FetchInput { table: manual, ..fetch_input(source, "orders") };
    assert!(fetch(named).await.expect("fetched").diff.is_some());
}
