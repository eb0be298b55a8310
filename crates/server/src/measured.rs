//! Ports that count: commits and calls to sources.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_connector_oracle::Threads;
use ariadne_domain::{
    Actor, Changeset, EntityChange, SourceKind, TableName, TestReport, Value, Violation,
};
use ariadne_ports::{
    Capabilities, CatalogWriter, ChangeBatches, Committed, Connector, ConnectorFactory, Deadline,
    Fetch, FetchRequest, Head, ProgressSink, Result, SecretValues, SettingSpec, StepSink,
};
use async_trait::async_trait;

/// Says what the counters mean.
pub(crate) fn describe() {
    metrics::describe_counter!("ariadne_commits_total", "Changesets by outcome");
    metrics::describe_histogram!(
        "ariadne_commit_seconds",
        metrics::Unit::Seconds,
        "Time that a commit took, waiting for its turn included"
    );
    metrics::describe_counter!(
        "ariadne_source_calls_total",
        "Live calls to sources by kind, call and outcome"
    );
    metrics::describe_histogram!(
        "ariadne_source_call_seconds",
        metrics::Unit::Seconds,
        "Time that a live call to a source took, by kind and call"
    );
    metrics::describe_gauge!(
        "ariadne_oracle_threads",
        "Threads that block in an Oracle driver: running ones, and those of them whose call has ended (abandoned)"
    );
}

/// Measures how many threads the Oracle drivers block.
pub(crate) fn threads(threads: &Threads) {
    for (state, count) in [("running", threads.running()), ("abandoned", threads.abandoned())] {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        metrics::gauge!("ariadne_oracle_threads", "state" => state).set(count);
    }
}

/// A writer that counts its commits.
#[derive(Debug)]
pub(crate) struct MeasuredWriter {
    inner: Arc<dyn CatalogWriter>,
}

impl MeasuredWriter {
    pub(crate) fn new(inner: Arc<dyn CatalogWriter>) -> Self {
        Self { inner }
    }
}

/// Counts a commit and how long it takes.
async fn measured(commit: impl Future<Output = Result<Committed>>) -> Result<Committed> {
    let started = Instant::now();
    let committed = commit.await;
    let outcome = match &committed {
        Ok(committed) if committed.replayed => "REPLAYED",
        Ok(_) => "OK",
        Err(error) => error.kind().code(),
    };
    metrics::counter!("ariadne_commits_total", "outcome" => outcome).increment(1);
    metrics::histogram!("ariadne_commit_seconds").record(started.elapsed());
    committed
}

#[async_trait]
impl CatalogWriter for MeasuredWriter {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        measured(self.inner.commit(head, changes)).await
    }

    async fn commit_batches(
        &self,
        head: Head,
        batches: Box<dyn ChangeBatches>,
    ) -> Result<Committed> {
        measured(self.inner.commit_batches(head, batches)).await
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        self.inner.replay(actor, key).await
    }

    async fn ready(&self) -> Result<()> {
        self.inner.ready().await
    }
}

/// A factory whose connectors count their calls.
#[derive(Debug)]
pub(crate) struct MeasuredFactory {
    inner: Arc<dyn ConnectorFactory>,
}

impl MeasuredFactory {
    pub(crate) fn new(inner: Arc<dyn ConnectorFactory>) -> Self {
        Self { inner }
    }
}

impl ConnectorFactory for MeasuredFactory {
    fn kind(&self) -> SourceKind {
        self.inner.kind()
    }

    fn title(&self) -> &'static str {
        self.inner.title()
    }

    fn settings(&self) -> &'static [SettingSpec] {
        self.inner.settings()
    }

    fn check(&self, settings: &Value, secret: &SecretValues) -> Vec<Violation> {
        self.inner.check(settings, secret)
    }

    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>> {
        let inner = self.inner.connector(settings, secret)?;
        Ok(Arc::new(MeasuredConnector { kind: self.kind().as_str(), inner }))
    }

    fn fetch_deadline(&self) -> Duration {
        self.inner.fetch_deadline()
    }

    fn test_deadline(&self) -> Duration {
        self.inner.test_deadline()
    }
}

#[derive(Debug)]
struct MeasuredConnector {
    kind: &'static str,
    inner: Arc<dyn Connector>,
}

/// Counts a call when it ends; one that is dropped before counts as cancelled.
struct Call {
    kind: &'static str,
    name: &'static str,
    started: Instant,
    outcome: &'static str,
}

impl Call {
    fn start(kind: &'static str, name: &'static str) -> Self {
        Self { kind, name, started: Instant::now(), outcome: "CANCELLED" }
    }

    fn ends<T>(&mut self, result: &Result<T>) {
        self.outcome = result.as_ref().map_or_else(|e| e.kind().code(), |_| "OK");
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        metrics::counter!(
            "ariadne_source_calls_total",
            "kind" => self.kind,
            "call" => self.name,
            "outcome" => self.outcome
        )
        .increment(1);
        metrics::histogram!(
            "ariadne_source_call_seconds",
            "kind" => self.kind,
            "call" => self.name
        )
        .record(self.started.elapsed());
    }
}

#[async_trait]
impl Connector for MeasuredConnector {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        let mut call = Call::start(self.kind, "test");
        let report = self.inner.test(deadline, steps).await;
        call.outcome = report.status().as_str();
        report
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let mut call = Call::start(self.kind, "fetch");
        let fetch = self.inner.fetch_table(request, deadline, progress).await;
        call.ends(&fetch);
        if matches!(fetch, Ok(Fetch::NotFound(_))) {
            call.outcome = "TABLE_NOT_FOUND";
        }
        fetch
    }

    async fn suggest(
        &self,
        text: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Vec<TableName>> {
        let mut call = Call::start(self.kind, "suggest");
        let names = self.inner.suggest(text, limit, deadline).await;
        call.ends(&names);
        names
    }
}
