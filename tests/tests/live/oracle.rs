//! The connector against an Oracle database: a real one when `ARIADNE_TEST_ORACLE_URL` names it, else the test server.

mod graphql;

use std::sync::Arc;
use std::time::Duration;

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::{FetchedTable, KeyKind, StepStatus, TableKind, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Fetch, FetchRequest, SecretValues, StepSink,
};
use ariadne_tests::services::{self, Oracle};
use secrecy::SecretString;

use crate::golden::Nobody;

impl StepSink for Nobody {
    fn step(&self, _: &TestStep) {}
}

fn connector(oracle: &Oracle) -> Arc<dyn Connector> {
    let settings = Value::object()
        .with("host", oracle.host.as_str())
        .with("port", Value::Number(oracle.port.to_string()))
        .with("serviceName", oracle.service.as_str())
        .with("username", oracle.user.as_str());
    let mut secret = SecretValues::default();
    secret.insert("password", SecretString::from(oracle.password.clone()));
    OracleFactory::default().connector(&settings, &secret).expect("the settings are in order")
}

fn soon() -> Deadline {
    Deadline::after(Duration::from_secs(30))
}

async fn fetch(oracle: &Oracle, name: &str) -> FetchedTable {
    let request = FetchRequest { schema: None, name: name.to_owned(), sample_size: None };
    match connector(oracle).fetch_table(&request, soon(), &Nobody).await.expect("an answer") {
        Fetch::Found(table) => *table,
        Fetch::NotFound(missing) => panic!("{missing:?}"),
    }
}

#[tokio::test]
async fn the_connection_passes_its_test() {
    let oracle = services::oracle().await;
    let report = connector(oracle).test(soon(), &Nobody).await;
    // an account without tables of its own is a warning at the last step
    let failed: Vec<_> = report.steps.iter().filter(|s| s.status == StepStatus::Failed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(report.server_version.is_some());
}

#[tokio::test]
async fn what_is_made_is_fetched_exactly() {
    let oracle = services::oracle().await;
    let name = services::unique("live").to_uppercase();
    let (parent, view) = (format!("{name}_P"), format!("{name}_V"));
    let made = oracle
        .run(&[
            format!("create table {parent} (region varchar2(2), id number, constraint {parent}_PK primary key (region, id))"),
            format!(
                "create table {name} (id number(6) generated always as identity, name varchar2(10 char) default 'x' not null, \
                 raw_name varchar2(10 byte), ratio number(5,-2), star number(*,0), approx float(63), born date, \
                 at timestamp(3) with time zone, span interval day(3) to second(2), bytes raw(16), body clob, \
                 twice number generated always as (star * 2) virtual, hidden number invisible, region varchar2(2), \
                 parent number, constraint {name}_PK primary key (id), constraint {name}_UK unique (name), \
                 constraint {name}_FK foreign key (region, parent) references {parent} (region, id))"
            ),
            format!("comment on table {name} is 'Made by a test'"),
            format!("comment on column {name}.name is 'What it is called'"),
            format!("create view {view} as select id, name from {name}"),
        ])
        .await;
    made.expect("the account may make tables and views");
    let table = fetch(oracle, &name.to_lowercase()).await;
    let shown = fetch(oracle, &view).await;
    oracle
        .run(&[
            format!("drop view {view}"),
            format!("drop table {name}"),
            format!("drop table {parent}"),
        ])
        .await
        .expect("what was made can be dropped");

    assert_eq!(table.facts.kind, TableKind::Table);
    assert_eq!(table.facts.comment.as_deref(), Some("Made by a test"));
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|c| format!("{} {} {}", c.path, c.data_type, c.logical_type))
        .collect();
    assert_eq!(
        columns,
        [
            "ID NUMBER(6) int",
            "NAME VARCHAR2(10 CHAR) string(10)",
            "RAW_NAME VARCHAR2(10 BYTE) string(10)",
            "RATIO NUMBER(5,-2) decimal(5,-2)",
            "STAR NUMBER(*,0) int",
            "APPROX FLOAT(63) float",
            "BORN DATE timestamp",
            "AT TIMESTAMP(3) WITH TIME ZONE timestamp",
            "SPAN INTERVAL DAY(3) TO SECOND(2) interval",
            "BYTES RAW(16) binary(16)",
            "BODY CLOB string",
            "TWICE NUMBER decimal",
            "REGION VARCHAR2(2 BYTE) string(2)",
            "PARENT NUMBER decimal",
            "HIDDEN NUMBER decimal",
        ]
    );
    let column = |name: &str| table.columns.iter().find(|c| c.path.to_string() == name).unwrap();
    assert_eq!(column("ID").generated.as_deref(), Some("IDENTITY"));
    assert!(column("TWICE").generated.as_deref().unwrap().starts_with("VIRTUAL: "));
    assert_eq!(column("NAME").default.as_deref(), Some("'x'"));
    assert_eq!(column("NAME").comment.as_deref(), Some("What it is called"));
    assert!(!column("NAME").nullable && column("RATIO").nullable);
    assert_eq!(column("HIDDEN").properties.get("invisible"), Some(&Value::from(true)));
    let kinds: Vec<KeyKind> = table.facts.keys.iter().map(|key| key.kind).collect();
    assert_eq!(kinds, [KeyKind::Primary, KeyKind::Unique, KeyKind::Foreign]);
    let target = table.facts.keys[2].references.as_ref().unwrap();
    assert_eq!(
        (target.name.as_str(), target.columns.join(" ")),
        (parent.as_str(), "REGION ID".to_owned())
    );
    assert_eq!(table.warnings, []);
    assert_eq!(shown.facts.kind, TableKind::View);
    assert!(shown.facts.definition.unwrap().to_uppercase().contains(&name));
    assert_eq!(shown.columns.len(), 2);
}
