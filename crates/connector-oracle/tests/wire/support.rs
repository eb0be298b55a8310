//! What the tests of this binary share.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::{FetchedTable, Problem, StepStatus, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Error, Fetch, FetchRequest, NotFound, Progress,
    ProgressSink, SecretValues, StepSink,
};
use ariadne_testserver_oracle::{Profile, TestServer, TestServerBuilder};
use secrecy::SecretString;

/// The password of every account; it must never be seen.
pub(crate) const PASSWORD: &str = "canary-4711-secret";

/// A guard against hanging, several times the deadlines of these tests.
pub(crate) const HANG: Duration = Duration::from_mins(1);

/// People and departments, which APP may read; and what it may not.
pub(crate) const SCRIPT: &str = "
    create user hr identified by x;
    alter session set current_schema = HR;
    create table departments (
      id number(4) constraint departments_pk primary key,
      name varchar2(30 char) not null constraint departments_name_uk unique
    );
    create table employees (
      id number(6) generated always as identity,
      last_name varchar2(25) not null,
      email varchar2(40 char) default 'none',
      salary number(8,2),
      hired date default sysdate not null,
      department number(4),
      constraint employees_pk primary key (id),
      constraint employees_department_fk foreign key (department) references departments (id)
    );
    comment on table employees is 'People who work here';
    comment on column employees.email is 'Where to write to';
    exec dbms_stats.set_table_stats('HR', 'EMPLOYEES', numrows => 107);
    create view staff as select id, last_name from employees;
    create table secrets (id number(6) primary key, text varchar2(100));
    grant select on departments to app;
    grant select on employees to app;
    grant select on staff to app;
";

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

/// A server of this version. It derives keys in few rounds: at the usual 4,096 two logins
/// at a time take longer than the deadlines of these tests on a machine that is busy.
pub(crate) fn server(profile: Profile) -> TestServerBuilder {
    TestServer::builder().profile(profile).password_rounds(64)
}

/// A server with people, departments and the account APP.
pub(crate) fn company(profile: Profile) -> TestServerBuilder {
    server(profile).user("APP", PASSWORD).script(SCRIPT)
}

/// Makes of a case that takes a version one test for each.
macro_rules! on_every_version {
    ($($case:ident),+ $(,)?) => {$(
        mod $case {
            use ariadne_testserver_oracle::Profile;

            #[tokio::test]
            async fn on_12_2() {
                super::$case(Profile::V12_2).await;
            }

            #[tokio::test]
            async fn on_19() {
                super::$case(Profile::V19).await;
            }

            #[tokio::test]
            async fn on_21() {
                super::$case(Profile::V21).await;
            }

            #[tokio::test]
            async fn on_23() {
                super::$case(Profile::V23).await;
            }
        }
    )+};
}
pub(crate) use on_every_version;

/// The settings that reach a server of this port, with HR as the schema.
pub(crate) fn settings(port: u16) -> Value {
    bare(port).with("schema", "hr")
}

/// The same without a schema.
pub(crate) fn bare(port: u16) -> Value {
    Value::object()
        .with("host", "127.0.0.1")
        .with("port", Value::Number(port.to_string()))
        .with("serviceName", "FREEPDB1")
        .with("username", "app")
}

pub(crate) fn password() -> SecretValues {
    let mut secret = SecretValues::default();
    secret.insert("password", SecretString::from(PASSWORD.to_owned()));
    secret
}

pub(crate) fn connector(settings: &Value) -> Arc<dyn Connector> {
    made_by(&OracleFactory::default(), settings)
}

pub(crate) fn made_by(factory: &OracleFactory, settings: &Value) -> Arc<dyn Connector> {
    assert_eq!(factory.check(settings, &password()), []);
    factory.connector(settings, &password()).unwrap()
}

pub(crate) fn seconds(seconds: u64) -> Deadline {
    Deadline::after(Duration::from_secs(seconds))
}

pub(crate) fn soon() -> Deadline {
    Deadline::after(Duration::from_millis(1_500))
}

pub(crate) async fn test(settings: &Value) -> TestReport {
    let ear = Ear::default();
    let report = connector(settings).test(seconds(20), &ear).await;
    assert_eq!(*ear.steps.lock().unwrap(), report.steps, "each step is reported as it ends");
    report
}

/// The step that failed, when those before it passed and those behind it were skipped.
pub(crate) fn stopped_at(report: &TestReport) -> &str {
    let at = report.steps.iter().position(|step| step.status == StepStatus::Failed);
    let at = at.unwrap_or_else(|| panic!("nothing failed: {report:#?}"));
    let (before, behind) = (&report.steps[..at], &report.steps[at + 1..]);
    assert!(
        before.iter().all(|step| step.status == StepStatus::Passed)
            && behind.iter().all(|step| step.status == StepStatus::Skipped),
        "{report:#?}"
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

/// A request with its schema apart.
pub(crate) fn apart(schema: &str, name: &str) -> FetchRequest {
    FetchRequest { schema: Some(schema.to_owned()), ..request(name) }
}

pub(crate) async fn try_fetch(settings: &Value, request: &FetchRequest) -> Result<Fetch, Error> {
    connector(settings).fetch_table(request, seconds(20), &Ear::default()).await
}

pub(crate) async fn fetch(settings: &Value, name: &str) -> FetchedTable {
    found(try_fetch(settings, &request(name)).await)
}

#[track_caller]
pub(crate) fn found(fetched: Result<Fetch, Error>) -> FetchedTable {
    match fetched.unwrap() {
        Fetch::Found(table) => *table,
        Fetch::NotFound(not_found) => panic!("{not_found:?}"),
    }
}

pub(crate) async fn missing(settings: &Value, name: &str) -> NotFound {
    absent(try_fetch(settings, &request(name)).await)
}

#[track_caller]
pub(crate) fn absent(fetched: Result<Fetch, Error>) -> NotFound {
    match fetched.unwrap() {
        Fetch::NotFound(not_found) => not_found,
        Fetch::Found(table) => panic!("{table:?}"),
    }
}

/// `name type` of each column, `?` when it may be null.
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
