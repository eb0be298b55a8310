//! Logins, privileges, TLS and faults in front of a real node, through the proxy.

mod broken;
mod healthy;
mod logins;
mod privileges;
mod tls;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_domain::{FetchedTable, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Error, ErrorKind, Fetch, FetchRequest, Progress,
    ProgressSink, SecretValues, StepSink,
};
use ariadne_tests::services::{self, Elastic};
use serde_json::json;

/// A secret that must be nowhere.
const CANARY: &str = "canary-5e1f0c";

/// Hears everything, for the search for the canary.
#[derive(Debug, Default)]
struct Ear(Mutex<Vec<String>>);

impl StepSink for Ear {
    fn step(&self, step: &TestStep) {
        self.0.lock().unwrap().push(format!("{step:?}"));
    }
}

impl ProgressSink for Ear {
    fn progress(&self, progress: Progress) {
        self.0.lock().unwrap().push(format!("{progress:?}"));
    }
}

fn connector(settings: &Value, secret: Option<(&str, &str)>) -> Arc<dyn Connector> {
    let mut values = SecretValues::default();
    if let Some((name, value)) = secret {
        values.insert(name, value.to_owned().into());
    }
    ElasticsearchFactory.connector(settings, &values).unwrap()
}

fn at(url: &str) -> Value {
    Value::object().with("urls", vec![url.to_owned()])
}

fn ample() -> Deadline {
    Deadline::after(Duration::from_mins(1))
}

fn short() -> Deadline {
    Deadline::after(Duration::from_millis(800))
}

async fn fetch(connector: &dyn Connector, name: &str, deadline: Deadline) -> Result<Fetch, Error> {
    let request = FetchRequest { schema: None, name: name.to_owned(), sample_size: None };
    connector.fetch_table(&request, deadline, &Ear::default()).await
}

async fn found(connector: &dyn Connector, name: &str) -> FetchedTable {
    match fetch(connector, name, ample()).await {
        Ok(Fetch::Found(table)) => *table,
        other => panic!("{other:?}"),
    }
}

async fn fault(connector: &dyn Connector, name: &str, deadline: Deadline) -> (ErrorKind, String) {
    let error = fetch(connector, name, deadline).await.unwrap_err();
    let problem = error.problem().expect("a source's failure has a problem");
    assert!(problem.cause.is_some() && problem.remedy.is_some(), "{problem:?}");
    (error.kind(), problem.code.clone())
}

async fn test(connector: &dyn Connector) -> TestReport {
    connector.test(ample(), &Ear::default()).await
}

/// `STATUS CODE` of one step.
fn step(report: &TestReport, name: &str) -> String {
    let step = report.steps.iter().find(|s| s.name == name).unwrap();
    let code = step.problem.as_ref().map_or_else(String::new, |p| format!(" {}", p.code));
    format!("{}{code}", step.status)
}

/// A node with an index of its own.
async fn index(node: &'static Elastic) -> String {
    let name = services::unique("faults");
    let body = json!({
        "settings": { "number_of_shards": 1, "number_of_replicas": 0 },
        "mappings": { "properties": { "title": { "type": "text", "fields": { "raw": { "type": "keyword" } } } } },
    });
    node.create_index(&name, &body).await;
    name
}
