use ariadne_domain::{FetchedTable, Problem, StepStatus, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, Fetch, FetchRequest, Progress, ProgressSink, SecretValues, StepSink,
};
use ariadne_testserver_mongo::{
    BuiltInRole, CollectionSpec, DnsRecord, NameServer, Privileges, TestServer, TestServerBuilder,
    TlsMode, User,
};
use mongodb::bson::doc;
use secrecy::SecretString;

use super::*;
use crate::connector::MongoConnector;

/// A name whose domain contains the loopback address: what the record names must be of the
/// domain, and must have an address without a name server of the system.
const CLUSTER: &str = "Cluster.0.0.1";
const SRV: &str = "_mongodb._tcp.cluster.0.0.1";
const TXT: &str = "cluster.0.0.1";
const PASSWORD: &str = "canary-4711-secret";

struct Nobody;

impl ProgressSink for Nobody {
    fn progress(&self, _: Progress) {}
}

impl StepSink for Nobody {
    fn step(&self, _: &TestStep) {}
}

fn settings(more: &[(&str, Value)]) -> Settings {
    let mut value = Value::object()
        .with("hosts", vec![CLUSTER])
        .with("srv", true)
        .with("database", "shop")
        .with("username", "app");
    for (name, setting) in more {
        value.set(*name, setting.clone());
    }
    let mut secret = SecretValues::default();
    secret.insert("password", SecretString::from(PASSWORD));
    Settings::read(&value, &secret).unwrap()
}

fn seconds(seconds: u64) -> Deadline {
    Deadline::after(Duration::from_secs(seconds))
}

fn srv(target: &str, port: u16) -> (&'static str, DnsRecord) {
    (SRV, DnsRecord::srv(target, port))
}

fn txt(text: &str) -> (&'static str, DnsRecord) {
    (TXT, DnsRecord::txt([text]))
}

async fn names(
    records: impl IntoIterator<Item = (&'static str, DnsRecord)>,
) -> (NameServer, NameServers) {
    let server = NameServer::start(records).await.unwrap();
    let names = NameServers::only(server.address());
    (server, names)
}

/// A replica set whose accounts are in a database of their own.
fn shop() -> TestServerBuilder {
    let reader = Privileges::none().role(BuiltInRole::Read, "shop");
    TestServer::builder()
        .replica_set("rs7")
        .tls(TlsMode::Valid)
        .account(User::new("app", PASSWORD).database("people").privileges(reader))
        .collection("shop", "orders", CollectionSpec::default().documents([doc! { "_id": 1 }]))
}

async fn tested(names: &NameServers, settings: Settings) -> TestReport {
    MongoConnector::asking(names.clone(), settings).test(seconds(8), &Nobody).await
}

async fn fetched(names: &NameServers, settings: Settings) -> Result<FetchedTable, Problem> {
    let connector = MongoConnector::asking(names.clone(), settings);
    let request = FetchRequest { schema: None, name: "orders".to_owned(), sample_size: None };
    match connector.fetch_table(&request, seconds(10), &Nobody).await {
        Ok(Fetch::Found(table)) => Ok(*table),
        Ok(Fetch::NotFound(missing)) => Err(missing.problem),
        Err(error) => Err(error.problem().unwrap().clone()),
    }
}

#[tokio::test]
async fn records_lead_to_the_server_and_its_accounts() {
    let server = shop().start().await.unwrap();
    let (_dns, names) = names([
        srv("127.0.0.1", server.port()),
        // a text may stand in pieces
        (TXT, DnsRecord::txt(["replicaSet=rs7&auth", "Source=people"])),
    ])
    .await;
    let ca = Value::from(server.ca_pem().unwrap());
    let settings = settings(&[("caCertificate", ca)]);
    assert!(settings.tls, "an SRV look-up means TLS");
    let report = tested(&names, settings.clone()).await;
    assert_eq!(report.status(), StepStatus::Passed, "{report:#?}");
    let looked_up = report.steps[0].detail.as_deref().unwrap();
    assert!(
        looked_up.contains(CLUSTER) && looked_up.contains(&format!("127.0.0.1:{}", server.port())),
        "{looked_up}"
    );
    let login = report.steps.iter().find(|step| step.name == "authentication").unwrap();
    assert!(login.detail.as_deref().unwrap().contains("a user of people"), "{login:?}");

    let table = fetched(&names, settings.clone()).await.unwrap();
    assert_eq!(table.columns.len(), 1);
    let connector = MongoConnector::asking(names.clone(), settings);
    assert_eq!(connector.suggest("ord", 5, seconds(8)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_person_set_goes_before_the_records() {
    let server = shop().start().await.unwrap();
    let (_dns, names) =
        names([srv("127.0.0.1", server.port()), txt("replicaSet=another&authSource=elsewhere")])
            .await;
    let ca = Value::from(server.ca_pem().unwrap());
    let believed = settings(&[("caCertificate", ca.clone())]);
    let problem = fetched(&names, believed.clone()).await.unwrap_err();
    assert_eq!(problem.code, "REPLICA_SET_MISMATCH", "the record is believed: {problem:?}");
    assert!(problem.title.contains("another"), "{problem:?}");
    let report = tested(&names, believed).await;
    let failed = report.steps.iter().find(|step| step.status == StepStatus::Failed).unwrap();
    assert_eq!(failed.name, "protocol", "{report:#?}");

    let set = settings(&[
        ("caCertificate", ca),
        ("replicaSet", Value::from("rs7")),
        ("authSource", Value::from("people")),
    ]);
    assert_eq!(tested(&names, set).await.status(), StepStatus::Passed);
}

#[tokio::test]
async fn all_hosts_of_the_record_are_tried() {
    let server = shop().start().await.unwrap();
    let gone = TestServer::builder().start().await.unwrap();
    let closed = gone.port();
    gone.stop().await;
    let (_dns, names) = names([
        srv("127.0.0.1", closed),
        srv("127.0.0.1", server.port()),
        txt("authSource=people"),
    ])
    .await;
    let settings = settings(&[("caCertificate", Value::from(server.ca_pem().unwrap()))]);
    let report = tested(&names, settings.clone()).await;
    assert_eq!(report.status(), StepStatus::Warning, "{report:#?}");
    assert_eq!(report.steps[1].problem.as_ref().unwrap().code, "CONNECTION_REFUSED");
    fetched(&names, settings).await.unwrap();
}

#[tokio::test]
async fn records_that_cannot_be_used_are_told() {
    let good = || srv("127.0.0.1", 1);
    for (records, says) in [
        (vec![], ABSENT),
        (vec![txt("authSource=people")], ABSENT),
        (vec![srv("db.example.net", 1)], "db.example.net, which is not of the domain"),
        (vec![good(), srv("evil0.0.1", 1)], "evil0.0.1, which is not of the domain"),
        (vec![good(), txt("authSource=a"), txt("replicaSet=b")], "2 TXT records"),
        (vec![good(), txt("tls=false")], "\"tls=false\""),
    ] {
        let (_dns, names) = names(records).await;
        let problem = fetched(&names, settings(&[])).await.unwrap_err();
        assert_eq!(problem.code, "SRV_NOT_FOUND");
        let cause = problem.cause.unwrap();
        assert!(cause.contains(says) && cause.contains(CLUSTER), "{cause}");
        let report = tested(&names, settings(&[])).await;
        assert_eq!(report.steps[0].status, StepStatus::Failed);
        assert_eq!(report.steps[0].problem.as_ref().unwrap().code, "SRV_NOT_FOUND");
        assert!(report.steps[1..].iter().all(|step| step.status == StepStatus::Skipped));
    }
}

#[test]
fn a_record_of_many_hosts_is_refused() {
    let hosts = |count: u16| (1..=count).map(|port| Host { name: "a.example.net".into(), port });
    let refused = bounded(hosts(51).collect()).unwrap_err();
    assert!(refused.contains("names 51 hosts; at most 50"), "{refused}");
    let twice = hosts(50).chain(hosts(50)).collect();
    assert_eq!(bounded(twice).unwrap(), hosts(50).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_silent_name_server_is_given_up_in_time() {
    let silent = tokio::net::UdpSocket::bind(("127.0.0.1", 0)).await.unwrap();
    let names = NameServers::only(silent.local_addr().unwrap());
    let settings = settings(&[]);
    let deadline = Deadline::after(Duration::from_millis(400));
    let failure = names.settle(&settings, deadline).await.unwrap_err();
    assert_eq!(failure.reason, Reason::SrvNotFound);
    assert_eq!(failure.detail.as_deref(), Some(SILENT));
    assert!(!deadline.remaining().is_zero(), "the look-up leaves time to tell it");
}

#[test]
fn hosts_must_be_of_the_domain() {
    for (host, name) in [
        ("a.example.net", "cluster.example.net"),
        ("A.Example.Net", "cluster.example.net"),
        ("a.b.example.net", "cluster.example.net"),
        ("a.example.net", "example.net"),
    ] {
        assert!(is_below(host, name), "{host} of {name}");
    }
    for (host, name) in [
        ("example.net", "cluster.example.net"),
        (".example.net", "cluster.example.net"),
        ("badexample.net", "cluster.example.net"),
        ("a.example.org", "cluster.example.net"),
        ("example.net", "example.net"),
        ("a.net", "example.net"),
        ("", "example.net"),
    ] {
        assert!(!is_below(host, name), "{host} of {name}");
    }
}

#[test]
fn a_text_names_three_options_only() {
    let read = |text: &str| Options::read(&[text.to_owned()]);
    let options = read("AUTHSOURCE=people&replicaSet=rs=0&loadBalanced=true").unwrap();
    assert_eq!(options.auth_source.as_deref(), Some("people"));
    assert_eq!(options.replica_set.as_deref(), Some("rs=0"));
    assert!(options.load_balanced);
    assert_eq!(read("loadBalanced=false&").unwrap(), Options::default());
    for bad in ["authSource", "authSource=", "loadBalanced=yes", "ssl=false", "v=spf1 -all"] {
        assert!(read(bad).unwrap_err().contains("authSource, replicaSet"), "{bad}");
    }
}
