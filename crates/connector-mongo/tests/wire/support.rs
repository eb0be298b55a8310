//! What the tests of this binary share.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ariadne_connector_mongo::MongoFactory;
use ariadne_domain::{FetchedTable, Problem, StepStatus, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Error, Fetch, FetchRequest, NotFound, Progress,
    ProgressSink, SecretValues, StepSink,
};
use ariadne_testserver_mongo::{
    BuiltInRole, CollectionSpec, Privileges, TestServer, TestServerBuilder,
};
use mongodb::bson::doc;
use secrecy::SecretString;

/// The password of every account; it must never be seen.
pub(crate) const PASSWORD: &str = "canary-4711-secret";

/// Hears steps and progress.
#[derive(Debug, Default)]
pub(crate) struct Ear {
    pub(crate) steps: Mutex<Vec<TestStep>>,
    pub(crate) phases: Mutex<Vec<String>>,
}

impl StepSink for Ear {
    fn step(&self, step: &TestStep) {
        self.steps.lock().unwrap().push(step.clone());
    }
}

impl ProgressSink for Ear {
    fn progress(&self, progress: Progress) {
        self.phases.lock().unwrap().push(progress.phase);
    }
}

/// The settings that reach a server of this port.
pub(crate) fn settings(port: u16) -> Value {
    Value::object().with("hosts", vec![format!("127.0.0.1:{port}")]).with("database", "shop")
}

/// The settings of a server with an account.
pub(crate) fn with_user(port: u16) -> Value {
    settings(port).with("username", "app")
}

/// A connector; the password is given whenever there is a user.
pub(crate) fn connector(settings: &Value) -> Arc<dyn Connector> {
    let mut secret = SecretValues::default();
    if settings.get("username").is_some() {
        secret.insert("password", SecretString::from(PASSWORD.to_owned()));
    }
    assert_eq!(MongoFactory.check(settings, &secret), []);
    MongoFactory.connector(settings, &secret).unwrap()
}

pub(crate) fn seconds(seconds: u64) -> Deadline {
    Deadline::after(Duration::from_secs(seconds))
}

/// A shop with two collections and a reader.
pub(crate) fn shop() -> TestServerBuilder {
    TestServer::builder()
        .user("app", PASSWORD, Privileges::none().role(BuiltInRole::Read, "shop"))
        .collection("shop", "orders", orders())
        .collection(
            "shop",
            "customers",
            CollectionSpec::default().documents([doc! { "_id": 1, "name": "Ada" }]),
        )
}

/// Orders, and a user who may do this much.
pub(crate) fn orders_for(privileges: Privileges) -> TestServerBuilder {
    TestServer::builder().user("app", PASSWORD, privileges).collection("shop", "orders", orders())
}

pub(crate) fn orders() -> CollectionSpec {
    CollectionSpec::default()
        .documents(
            (0..20).map(|n| doc! { "_id": n, "total": f64::from(n), "code": format!("{n:06}") }),
        )
        .index(doc! { "code": 1 }, doc! { "unique": true, "name": "code_1" })
}

pub(crate) async fn test(settings: &Value) -> TestReport {
    let ear = Ear::default();
    let report = connector(settings).test(seconds(8), &ear).await;
    assert_eq!(*ear.steps.lock().unwrap(), report.steps, "each step is reported as it ends");
    report
}

/// `name=STATUS` of each step.
pub(crate) fn outline(report: &TestReport) -> String {
    let steps: Vec<String> = report
        .steps
        .iter()
        .map(|step| {
            let mark = match step.status {
                StepStatus::Passed => "+",
                StepStatus::Failed => "FAILED",
                StepStatus::Warning => "warn",
                StepStatus::Skipped => "-",
            };
            format!("{}:{mark}", step.name)
        })
        .collect();
    steps.join(" ")
}

/// The step that failed, when those before it passed and those behind it were skipped.
pub(crate) fn stopped_at(report: &TestReport) -> &str {
    let at = report.steps.iter().position(|step| step.status == StepStatus::Failed);
    let at = at.unwrap_or_else(|| panic!("nothing failed: {}", outline(report)));
    let (before, behind) = (&report.steps[..at], &report.steps[at + 1..]);
    assert!(
        before.iter().all(|step| step.status == StepStatus::Passed)
            && behind.iter().all(|step| step.status == StepStatus::Skipped),
        "{}",
        outline(report)
    );
    &report.steps[at].name
}

/// The problem of the step that failed or warned first.
pub(crate) fn problem(report: &TestReport) -> Problem {
    report
        .steps
        .iter()
        .find_map(|step| step.problem.clone())
        .unwrap_or_else(|| panic!("no problem in {report:#?}"))
}

pub(crate) fn request(name: &str) -> FetchRequest {
    FetchRequest { schema: None, name: name.to_owned(), sample_size: None }
}

pub(crate) async fn try_fetch(settings: &Value, request: &FetchRequest) -> Result<Fetch, Error> {
    connector(settings).fetch_table(request, seconds(10), &Ear::default()).await
}

pub(crate) async fn fetch(settings: &Value, name: &str) -> FetchedTable {
    match try_fetch(settings, &request(name)).await.unwrap() {
        Fetch::Found(table) => *table,
        Fetch::NotFound(not_found) => panic!("{not_found:?}"),
    }
}

pub(crate) async fn missing(settings: &Value, name: &str) -> NotFound {
    match try_fetch(settings, &request(name)).await.unwrap() {
        Fetch::NotFound(not_found) => not_found,
        Fetch::Found(table) => panic!("{table:?}"),
    }
}

/// `path type` of each column, `?` when it may be missing.
pub(crate) fn columns(table: &FetchedTable) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|c| format!("{} {}{}", c.path, c.data_type, if c.nullable { "?" } else { "" }))
        .collect()
}

pub(crate) fn codes(table: &FetchedTable) -> Vec<&str> {
    table.warnings.iter().map(|w| w.code.as_str()).collect()
}
