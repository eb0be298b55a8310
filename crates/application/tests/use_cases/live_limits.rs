//! Live calls end: by their deadline, by their caller, by their number.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{
    SourceId, SourceKind, StepStatus, TableName, TestReport, TestStep, Value, Violation,
};
use ariadne_application::{
    Capabilities, Connector, ConnectorFactory, ErrorKind, NoProgress, NoSteps, Options,
    PageRequest, ProgressSink, Result, SecretValues, SettingSpec, SourceInput, StepSink,
};
use ariadne_ports::{AuditFilter, AuditLog, Deadline, Fetch, FetchRequest};
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::FakeFetch;
use async_trait::async_trait;

use crate::world::{World, ctx, fetch_input, refused, secret, source_input};

/// A source that neither answers nor looks at a deadline.
#[derive(Debug)]
struct Stubborn;

#[async_trait]
impl Connector for Stubborn {
    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    async fn test(&self, _: Deadline, steps: &dyn StepSink) -> TestReport {
        steps.step(&TestStep {
            name: "dns".to_owned(),
            title: "Find the address".to_owned(),
            status: StepStatus::Passed,
            elapsed: Duration::ZERO,
            detail: None,
            problem: None,
        });
        std::future::pending().await
    }

    async fn fetch_table(
        &self,
        _: &FetchRequest,
        _: Deadline,
        _: &dyn ProgressSink,
    ) -> Result<Fetch> {
        std::future::pending().await
    }

    async fn suggest(&self, _: &str, _: usize, _: Deadline) -> Result<Vec<TableName>> {
        std::future::pending().await
    }
}

const SECONDS: SettingSpec = SettingSpec::FETCH_TIMEOUT;

impl ConnectorFactory for Stubborn {
    fn kind(&self) -> SourceKind {
        SourceKind::Elasticsearch
    }

    fn title(&self) -> &'static str {
        "Stubborn"
    }

    fn settings(&self) -> &'static [SettingSpec] {
        &[SECONDS]
    }

    fn check(&self, _: &Value, _: &SecretValues) -> Vec<Violation> {
        Vec::new()
    }

    fn connector(&self, _: &Value, _: &SecretValues) -> Result<Arc<dyn Connector>> {
        Ok(Arc::new(Self))
    }
}

async fn stubborn(settings: Value) -> (World, SourceId) {
    let world =
        World::with(Options::default(), |ports| ports.connectors = vec![Arc::new(Stubborn)]);
    let input = SourceInput {
        kind: SourceKind::Elasticsearch,
        settings,
        secret: secret(""),
        ..source_input("Wall")
    };
    let source = world.admin().create_source(ctx(), input).await.expect("created").value.value.id;
    (world, source)
}

#[tokio::test(start_paused = true)]
async fn a_call_that_ignores_its_deadline_is_cut_off() {
    let (world, source) = stubborn(Value::object()).await;
    let fetched = world.admin().fetch_columns(fetch_input(source, "t"), &NoProgress).await;
    let error = refused(fetched, ErrorKind::Timeout);
    assert!(error.is_temporary());
    assert_eq!(error.problem().map(|p| p.code.as_str()), Some("DEADLINE_PASSED"));
    refused(world.admin().suggest_tables(source, "t", 5).await, ErrorKind::Timeout);
    let entries = world.repo.list(&AuditFilter::default(), &PageRequest::first(9)).await;
    assert_eq!(entries.expect("audit").items[0].0.outcome, "TIMEOUT");
}

#[tokio::test(start_paused = true)]
async fn a_test_that_is_cut_off_tells_how_far_it_came() {
    let (world, source) = stubborn(Value::object()).await;
    let test = world.admin().test_source(source, &NoSteps).await.expect("a report");
    let steps: Vec<(&str, StepStatus)> =
        test.report.steps.iter().map(|s| (s.name.as_str(), s.status)).collect();
    assert_eq!(steps, [("dns", StepStatus::Passed), ("deadline", StepStatus::Failed)]);
    assert!(test.report.steps[1].problem.as_ref().is_some_and(|p| p.remedy.is_some()));
    let latest = world.admin().latest_tests(&[source]).await.expect("tests");
    assert_eq!(latest[&source], test);
}

#[tokio::test(start_paused = true)]
async fn a_source_may_set_its_own_deadline() {
    let (world, source) = stubborn(Value::object().with("fetchTimeoutSeconds", 120)).await;
    let started = tokio::time::Instant::now();
    let fetched = world.admin().fetch_columns(fetch_input(source, "t"), &NoProgress).await;
    refused(fetched, ErrorKind::Timeout);
    // The test's clock is stopped and jumps from timer to timer.
    assert!(started.elapsed() > Duration::from_secs(110), "{:?}", started.elapsed());
}

fn held() -> FakeFetch {
    FakeFetch::Held(Box::new(FetchedBuilder::new("orders").column("_id", "int").build()))
}

#[tokio::test(start_paused = true)]
async fn a_source_that_answers_too_late_times_out() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    world.mongo.answer("orders", held());
    let fetched = world.admin().fetch_columns(fetch_input(source, "orders"), &NoProgress).await;
    refused(fetched, ErrorKind::Timeout);
    assert_eq!(world.mongo.cancelled(), 0, "the connector kept its deadline itself");
}

#[tokio::test]
async fn too_many_live_calls_are_refused_until_one_ends() {
    let world = World::with(Options { live_calls: 1, ..Options::default() }, |_| {});
    let source = world.add_source("Shop").await.value.id;
    world.mongo.answer("orders", held());
    let admin = world.admin().clone();
    let running = tokio::spawn(async move {
        admin.fetch_columns(fetch_input(source, "orders"), &NoProgress).await
    });
    world.mongo.held().await;

    let admin = world.admin();
    for error in [
        refused(admin.test_source(source, &NoSteps).await, ErrorKind::SourceBusy),
        refused(admin.suggest_tables(source, "o", 5).await, ErrorKind::SourceBusy),
        refused(
            admin.fetch_columns(fetch_input(source, "users"), &NoProgress).await,
            ErrorKind::SourceBusy,
        ),
    ] {
        assert!(error.is_temporary());
        assert_eq!(error.problem().map(|p| p.code.as_str()), Some("TOO_MANY_LIVE_CALLS"));
    }
    world.mongo.release();
    running.await.expect("no panic").expect("fetched");
    admin.test_source(source, &NoSteps).await.expect("there is room again");
}

#[tokio::test]
async fn dropping_a_call_cancels_it() {
    let world = World::with(Options { live_calls: 1, ..Options::default() }, |_| {});
    let source = world.add_source("Shop").await.value.id;
    world.mongo.answer("orders", held());
    let admin = world.admin().clone();
    let running = tokio::spawn(async move {
        admin.fetch_columns(fetch_input(source, "orders"), &NoProgress).await
    });
    world.mongo.held().await;
    running.abort();
    assert!(running.await.expect_err("dropped").is_cancelled());
    assert_eq!(world.mongo.cancelled(), 1);
    world.admin().test_source(source, &NoSteps).await.expect("its place is free");
}
