//! A source that a test writes the script of.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ariadne_domain::{
    FetchedTable, Problem, SourceKind, StepStatus, TableName, TestReport, TestStep, Value,
    Violation,
};
use ariadne_ports::{
    Capabilities, Connector, ConnectorFactory, Deadline, Error, ErrorKind, Fetch, FetchRequest,
    NotFound, Progress, ProgressSink, Result, SecretValues, SettingSpec, SettingType, StepSink,
    Visibility, setting_text,
};
use async_trait::async_trait;
use tokio::sync::Notify;

/// A password that must turn up nowhere.
pub const SECRET_CANARY: &str = "canary-7d1f-never-shown";

/// What a fetch of one name answers.
#[derive(Clone, Debug)]
pub enum FakeFetch {
    /// The table.
    Found(Box<FetchedTable>),
    /// No such table.
    NotFound(NotFound),
    /// A failure of the source.
    Fails(ErrorKind, Problem),
    /// Nothing, until [`FakeConnector::release`] or the deadline; then the table.
    Held(Box<FetchedTable>),
}

#[derive(Default)]
struct Script {
    fetches: HashMap<String, FakeFetch>,
    report: Option<TestReport>,
    names: Vec<TableName>,
    fetched: Vec<FetchRequest>,
    connected: Vec<(Value, SecretValues)>,
}

/// The source behind a [`FakeFactory`]; all its connectors are this one.
#[derive(Default)]
pub struct FakeConnector {
    script: Mutex<Script>,
    released: Notify,
    started: Notify,
    cancelled: AtomicUsize,
}

impl fmt::Debug for FakeConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FakeConnector")
    }
}

impl FakeConnector {
    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What fetching `name` answers from now on. A name without an answer is not found.
    pub fn answer(&self, name: &str, fetch: FakeFetch) {
        self.script().fetches.insert(name.to_owned(), fetch);
    }

    /// What a test reports from now on; without it one passed step.
    pub fn report(&self, report: TestReport) {
        self.script().report = Some(report);
    }

    /// The names that the source has, for suggestions.
    pub fn names(&self, names: Vec<TableName>) {
        self.script().names = names;
    }

    /// Lets one held fetch go on.
    pub fn release(&self) {
        self.released.notify_one();
    }

    /// Waits until a held fetch waits.
    pub async fn held(&self) {
        self.started.notified().await;
    }

    /// Every fetch asked for, oldest first.
    pub fn fetched(&self) -> Vec<FetchRequest> {
        self.script().fetched.clone()
    }

    /// Settings and secrets that connectors were made with, oldest first.
    pub fn connected(&self) -> Vec<(Value, SecretValues)> {
        self.script().connected.clone()
    }

    /// How many held fetches were dropped before they ended.
    pub fn cancelled(&self) -> usize {
        self.cancelled.load(Ordering::SeqCst)
    }
}

/// Counts a future that was dropped before its end.
struct Watch<'a>(&'a AtomicUsize, bool);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.1 {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

fn passed() -> TestReport {
    TestReport {
        elapsed: Duration::from_millis(3),
        server_version: Some("fake 1.0".to_owned()),
        steps: vec![TestStep {
            name: "authentication".to_owned(),
            title: "Log in".to_owned(),
            status: StepStatus::Passed,
            elapsed: Duration::from_millis(3),
            detail: None,
            problem: None,
        }],
    }
}

#[async_trait]
impl Connector for FakeConnector {
    fn capabilities(&self) -> Capabilities {
        Capabilities { samples: true, schemas: false }
    }

    async fn test(&self, _deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        let report = self.script().report.clone().unwrap_or_else(passed);
        for step in &report.steps {
            steps.step(step);
        }
        report
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let answer = {
            let mut script = self.script();
            script.fetched.push(request.clone());
            script.fetches.get(&request.name).cloned()
        };
        progress.progress(Progress { phase: "Reading".to_owned(), done: Some(0), total: Some(1) });
        let found = match answer {
            Some(FakeFetch::Found(table)) => table,
            Some(FakeFetch::NotFound(not_found)) => return Ok(Fetch::NotFound(not_found)),
            Some(FakeFetch::Fails(kind, problem)) => {
                return Err(Error::of_source(kind, "fake.fetch_table", problem));
            }
            Some(FakeFetch::Held(table)) => {
                let mut watch = Watch(&self.cancelled, false);
                self.started.notify_one();
                let waited =
                    tokio::time::timeout_at(deadline.instant().into(), self.released.notified());
                let ended = waited.await;
                watch.1 = true;
                if ended.is_err() {
                    let problem = Problem::new("TIMEOUT", "The source did not answer in time.");
                    return Err(Error::of_source(ErrorKind::Timeout, "fake.fetch_table", problem));
                }
                table
            }
            None => {
                let suggestions = self.suggest(&request.name, 10, deadline).await?;
                let title = format!("There is no {} at the source.", request.name);
                let problem = Problem::new("TABLE_NOT_FOUND", title)
                    .with_remedy("Check the spelling, or take one of the suggested names.");
                let visibility = Visibility::Missing;
                return Ok(Fetch::NotFound(NotFound { visibility, problem, suggestions }));
            }
        };
        progress.progress(Progress { phase: "Reading".to_owned(), done: Some(1), total: Some(1) });
        Ok(Fetch::Found(found))
    }

    async fn suggest(&self, text: &str, limit: usize, _: Deadline) -> Result<Vec<TableName>> {
        let text = text.to_lowercase();
        let names = self.script().names.clone();
        let fits = |name: &TableName| {
            let name = name.name.to_lowercase();
            name.contains(&text) || (!name.is_empty() && text.contains(&name))
        };
        Ok(names.into_iter().filter(fits).take(limit).collect())
    }
}

const SETTINGS: &[SettingSpec] = &[
    SettingSpec {
        name: "host",
        label: "Host",
        required: true,
        binds_secret: true,
        help: "Name or address of the server.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "port",
        label: "Port",
        kind: SettingType::Integer,
        default: Some("27017"),
        binds_secret: true,
        help: "TCP port, 1 to 65535.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "database",
        label: "Database",
        help: "What is read unless a fetch names another.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "password",
        label: "Password",
        secret: true,
        help: "Password of the login.",
        ..SettingSpec::TEXT
    },
];

/// Makes connectors to one [`FakeConnector`].
#[derive(Debug)]
pub struct FakeFactory {
    kind: SourceKind,
    connector: Arc<FakeConnector>,
}

impl FakeFactory {
    /// A factory of this kind. Its settings are `host` (required), `port` and
    /// `database`; `password` is secret and bound to host and port.
    pub fn new(kind: SourceKind) -> Self {
        Self { kind, connector: Arc::default() }
    }

    /// The source that its connectors talk to.
    pub fn source(&self) -> Arc<FakeConnector> {
        self.connector.clone()
    }
}

impl ConnectorFactory for FakeFactory {
    fn kind(&self) -> SourceKind {
        self.kind
    }

    fn title(&self) -> &'static str {
        match self.kind {
            SourceKind::Oracle => "Oracle Database",
            SourceKind::Mongodb => "MongoDB",
            SourceKind::Elasticsearch => "Elasticsearch",
        }
    }

    fn settings(&self) -> &'static [SettingSpec] {
        SETTINGS
    }

    fn check(&self, settings: &Value, _secret: &SecretValues) -> Vec<Violation> {
        let mut violations = Vec::new();
        if setting_text(settings, "host").is_some_and(|host| host.contains(['/', '@', '?'])) {
            let message = "Enter the host's name alone.";
            violations.push(Violation::new(["settings", "host"], "INVALID", message));
        }
        let port = settings.get("port").and_then(Value::as_i64);
        if port.is_some_and(|port| !(1..=65_535).contains(&port)) {
            let message = "A port is a number from 1 to 65535.";
            violations.push(Violation::new(["settings", "port"], "INVALID", message));
        }
        violations
    }

    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>> {
        self.connector.script().connected.push((settings.clone(), secret.clone()));
        Ok(self.connector.clone())
    }
}
