//! Logins, privileges, TLS and faults in front of a real node, through the proxy.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_domain::{FetchedTable, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Error, ErrorKind, Fetch, FetchRequest, Progress,
    ProgressSink, SecretValues, StepSink, Visibility,
};
use ariadne_tests::proxy::{Break, Engine, Fault, Login, Privilege, Proxy, Tls, bodies};
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

#[tokio::test]
async fn a_test_passes_on_every_engine() {
    for (node, product) in [
        (services::elasticsearch7().await, "Elasticsearch"),
        (services::elasticsearch8().await, "Elasticsearch"),
        (services::opensearch2().await, "OpenSearch"),
    ] {
        index(node).await;
        let report = test(connector(&at(&node.url), None).as_ref()).await;
        for name in
            ["dns", "tcp", "protocol", "authentication", "version", "names", "mapping", "read"]
        {
            assert_eq!(step(&report, name), "PASSED", "{product} {name}: {report:#?}");
        }
        assert_eq!(report.server_version, Some(format!("{product} {}", node.version)));
    }
}

#[tokio::test]
async fn the_right_login_passes_and_a_wrong_one_is_told() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (auth, login, secret, code) in [
        ("basic", Login::basic("reader", "right"), "password", "PASSWORD_REFUSED"),
        ("apiKey", Login::ApiKey("cmlnaHQ6a2V5".to_owned()), "apiKey", "API_KEY_REFUSED"),
        ("bearer", Login::Bearer("right".to_owned()), "bearerToken", "TOKEN_REFUSED"),
    ] {
        let proxy = Proxy::front(&node.url);
        proxy.demand(login);
        let mut settings = at(&proxy.url).with("auth", auth);
        if auth == "basic" {
            settings.set("username", "reader");
        }
        // the key as handed out by `id:api_key`, which has to be encoded
        let right = if auth == "apiKey" { "right:key" } else { "right" };
        let good = connector(&settings, Some((secret, right)));
        assert_eq!(step(&test(good.as_ref()).await, "read"), "PASSED", "{auth}");
        assert_eq!(found(good.as_ref(), &name).await.columns.len(), 3);
        let bad = connector(&settings, Some((secret, CANARY)));
        assert_eq!(step(&test(bad.as_ref()).await, "authentication"), format!("FAILED {code}"));
        assert_eq!(
            fault(bad.as_ref(), &name, ample()).await,
            (ErrorKind::SourceAuthFailed, code.to_owned())
        );
        let none = connector(&at(&proxy.url), None);
        assert_eq!(step(&test(none.as_ref()).await, "authentication"), "FAILED LOGIN_REQUIRED");
        proxy.speak_as(Engine::OpenSearch);
        assert_eq!(
            fault(bad.as_ref(), &name, ample()).await.1,
            code,
            "OpenSearch answers plain text"
        );
    }
}

#[tokio::test]
async fn a_missing_privilege_is_named_with_the_role_that_grants_it() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for engine in [Engine::Elasticsearch, Engine::OpenSearch] {
        let proxy = Proxy::front(&node.url);
        proxy.speak_as(engine);
        let connector = connector(&at(&proxy.url), None);
        proxy.forbid(&format!("GET /{name}/_mapping"), Privilege::view_index_metadata(&name));
        let table = found(connector.as_ref(), &name).await;
        let columns: Vec<String> = table.columns.iter().map(|c| c.path.to_string()).collect();
        assert_eq!(columns, ["_id", "title", "title.raw"], "what can be read is answered");
        let warning = &table.warnings[0];
        assert_eq!(warning.code, "MAPPING_NOT_READ");
        let remedy = warning.remedy.clone().unwrap();
        let role = match engine {
            Engine::Elasticsearch => format!(
                "PUT /_security/role/ariadne {{\"indices\":[{{\"names\":[\"{name}\"],\"privileges\":[\"view_index_metadata\",\"read\"]}}]}}"
            ),
            Engine::OpenSearch => format!(
                "PUT /_plugins/_security/api/roles/ariadne {{\"index_permissions\":[{{\"index_patterns\":[\"{name}\"]"
            ),
        };
        assert!(remedy.contains(&role), "{remedy}");
        proxy.forbid(
            &format!("GET /{name}/_field_caps"),
            Privilege::index("indices:data/read/field_caps", &name, "view_index_metadata,read,all"),
        );
        let refused = fetch(connector.as_ref(), &name, ample()).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::SourcePermissionDenied);
        assert!(refused.problem().unwrap().title.contains("view_index_metadata"));
        // not even the name
        proxy.forbid(
            &format!("GET /_resolve/index/{name}"),
            Privilege::index("indices:admin/resolve/index", &name, "view_index_metadata,all"),
        );
        let Ok(Fetch::NotFound(hidden)) = fetch(connector.as_ref(), &name, ample()).await else {
            panic!("the cluster does not say whether it is there")
        };
        assert_eq!(hidden.visibility, Visibility::MissingOrHidden);
        assert!(hidden.problem.remedy.unwrap().contains("view_index_metadata"));
    }
}

#[tokio::test]
async fn what_costs_a_part_only_is_a_warning() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    let connector = connector(&at(&proxy.url), None);
    proxy.forbid("GET /", Privilege::monitor());
    proxy.forbid("GET /_cluster/health", Privilege::health());
    proxy.forbid(&format!("GET /{name}/_count"), Privilege::read(&name));
    let table = found(connector.as_ref(), &name).await;
    let codes: Vec<&str> = table.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["ROW_COUNT_NOT_READ"]);
    let report = test(connector.as_ref()).await;
    assert_eq!(step(&report, "version"), "WARNING VERSION_NOT_VISIBLE");
    assert_eq!(step(&report, "health"), "WARNING HEALTH_NOT_VISIBLE");
    assert_eq!(step(&report, "read"), "PASSED");
    proxy.replay("/_cluster/health", json!({ "status": "red", "unassigned_shards": 1 }));
    let red = Proxy::front(&node.url);
    red.replay("/_cluster/health", json!({ "status": "red", "unassigned_shards": 1 }));
    let report = test(self::connector(&at(&red.url), None).as_ref()).await;
    assert_eq!(step(&report, "health"), "WARNING CLUSTER_RED");
}

#[tokio::test]
async fn certificates_are_checked_and_told_apart() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (tls, code) in [
        (Tls::UnknownIssuer, "TLS_UNKNOWN_ISSUER"),
        (Tls::Expired, "TLS_EXPIRED"),
        (Tls::WrongHost, "TLS_WRONG_HOST"),
    ] {
        let proxy = Proxy::start(Some(&node.url), Some(tls));
        let settings = at(&proxy.url).with("caCertificate", proxy.ca_pem());
        let strict = connector(&settings, None);
        assert_eq!(
            fault(strict.as_ref(), &name, ample()).await,
            (ErrorKind::SourceTlsFailed, code.to_owned())
        );
        assert_eq!(step(&test(strict.as_ref()).await, "tls"), format!("FAILED {code}"));
        assert!(proxy.requests().is_empty(), "nothing was sent");
        let off = connector(&settings.with("verifyCertificate", false), None);
        assert_eq!(found(off.as_ref(), &name).await.columns.len(), 3);
        assert_eq!(step(&test(off.as_ref()).await, "tls"), "WARNING VERIFICATION_OFF");
    }
    let good = Proxy::start(Some(&node.url), Some(Tls::Valid));
    let untrusted = connector(&at(&good.url), None);
    assert_eq!(fault(untrusted.as_ref(), &name, ample()).await.1, "TLS_UNKNOWN_ISSUER");
    let trusted = connector(&at(&good.url).with("caCertificate", good.ca_pem()), None);
    assert_eq!(step(&test(trusted.as_ref()).await, "tls"), "PASSED");
    assert_eq!(found(trusted.as_ref(), &name).await.columns.len(), 3);
    let plain = connector(&at(&good.url.replace("https://", "http://")), None);
    let (kind, code) = fault(plain.as_ref(), &name, ample()).await;
    assert!(
        kind == ErrorKind::SourceUnsupported
            && matches!(code.as_str(), "NOT_PLAIN_HTTP" | "NOT_HTTP"),
        "{kind:?} {code}"
    );
    let secure = connector(&at(&node.url.replace("http://", "https://")), None);
    assert_eq!(
        fault(secure.as_ref(), &name, ample()).await,
        (ErrorKind::SourceTlsFailed, "TLS_NOT_SPOKEN".to_owned())
    );
}

#[tokio::test]
async fn every_fault_is_typed_and_in_time() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    let connector = connector(&at(&proxy.url), None);
    let mapping = format!("GET /{name}/_mapping");
    for (spoiled, deadline, kind, code) in [
        (Fault::Silence, short(), ErrorKind::Timeout, "NO_ANSWER"),
        (Fault::Stall, short(), ErrorKind::Timeout, "ANSWER_STALLED"),
        (Fault::Cut, ample(), ErrorKind::SourceUnreachable, "CONNECTION_CUT"),
        (Fault::Html, ample(), ErrorKind::SourceUnsupported, "NOT_ELASTICSEARCH"),
        (Fault::CircuitBreaker, ample(), ErrorKind::SourceBusy, "CIRCUIT_BREAKER"),
        (Fault::Unavailable, ample(), ErrorKind::SourceBusy, "CLUSTER_NOT_READY"),
        (
            Fault::Answer(500, bodies::failure(500, "own_exception", "x")),
            ample(),
            ErrorKind::SourceBusy,
            "ENGINE_ERROR",
        ),
        (
            Fault::Redirect(format!("{}/login", proxy.url)),
            ample(),
            ErrorKind::SourceUnsupported,
            "REDIRECTED",
        ),
    ] {
        proxy.fail(&mapping, spoiled.clone());
        let deadline = if deadline.is_past() { short() } else { deadline };
        assert_eq!(
            fault(connector.as_ref(), &name, deadline).await,
            (kind, code.to_owned()),
            "{spoiled:?}"
        );
        proxy.heal();
    }
    assert_eq!(found(connector.as_ref(), &name).await.columns.len(), 3, "all is well again");
    for (how, kind) in [
        (Break::Silence, ErrorKind::Timeout),
        (Break::Garbage, ErrorKind::SourceUnsupported),
        (Break::Close, ErrorKind::SourceUnsupported),
    ] {
        // a connector of its own: the other one's connections are open already
        let broken = Proxy::front(&node.url);
        broken.break_connections(how);
        let fresh = self::connector(&at(&broken.url), None);
        let deadline = if how == Break::Silence { short() } else { ample() };
        assert_eq!(fault(fresh.as_ref(), &name, deadline).await.0, kind, "{how:?}");
        let report = fresh
            .test(if how == Break::Silence { short() } else { ample() }, &Ear::default())
            .await;
        assert!(step(&report, "protocol").starts_with("FAILED"), "{how:?}: {report:?}");
    }
}

#[tokio::test]
async fn a_server_that_dies_while_answering_is_noticed() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    proxy.fail(&format!("GET /{name}/_mapping"), Fault::Stall);
    let connector = connector(&at(&proxy.url), None);
    let fetching = tokio::spawn(async move { fetch(connector.as_ref(), &name, ample()).await });
    while !proxy.requests().iter().any(|request| request.path.ends_with("/_mapping")) {
        tokio::task::yield_now().await;
    }
    drop(proxy);
    let error = fetching.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnreachable, "{error:?}");
}

#[tokio::test]
async fn a_fetch_sends_the_same_requests_whatever_else_there_is() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    let connector = connector(&at(&proxy.url), None);
    let sent = async || {
        proxy.forget_requests();
        found(connector.as_ref(), &name).await;
        let mut paths: Vec<String> =
            proxy.requests().into_iter().map(|r| format!("{} {}", r.method, r.path)).collect();
        paths.sort();
        paths
    };
    let before = sent().await;
    assert_eq!(before.len(), 5);
    assert!(before.iter().all(|request| request.starts_with("GET ")), "it only reads: {before:?}");
    let others = services::unique("others");
    // two hundred other names: a node makes indices slowly, and aliases at once
    for i in 0..20 {
        let aliases: serde_json::Map<_, _> =
            (0..9).map(|alias| (format!("{others}-{i}-alias-{alias}"), json!({}))).collect();
        let body = json!({
            "settings": { "number_of_shards": 1, "number_of_replicas": 0 },
            "aliases": aliases,
        });
        // nobody waits for their shards
        let path = format!("/{others}-{i}?wait_for_active_shards=0");
        node.must(reqwest::Method::PUT, &path, Some(&body)).await;
    }
    assert_eq!(sent().await, before);
    node.must(reqwest::Method::DELETE, &format!("/{others}-*"), None).await;
}

#[tokio::test]
async fn the_secret_is_nowhere() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (auth, secret) in [("basic", "password"), ("apiKey", "apiKey"), ("bearer", "bearerToken")] {
        let proxy = Proxy::front(&node.url);
        let mut settings = at(&proxy.url).with("auth", auth);
        if auth == "basic" {
            settings.set("username", "reader");
        }
        let connector = connector(&settings, Some((secret, CANARY)));
        let ear = Ear::default();
        let request = FetchRequest { schema: None, name: name.clone(), sample_size: Some(5) };
        let mut texts = vec![format!("{connector:?}")];
        // an engine that repeats what it was sent
        let repeat = bodies::failure(401, "security_exception", &format!("{CANARY} is wrong"));
        for spoiled in [None, Some(Fault::Answer(401, repeat)), Some(Fault::Cut), Some(Fault::Html)]
        {
            if let Some(fault) = spoiled {
                proxy.fail("*", fault);
            }
            let fetched = connector.fetch_table(&request, ample(), &ear).await;
            texts.push(match &fetched {
                Ok(table) => format!("{table:?}"),
                Err(error) => format!("{error} {error:?}"),
            });
            texts.push(format!("{:?}", connector.test(ample(), &ear).await));
            texts.push(format!("{:?}", connector.suggest("x", 5, ample()).await));
            proxy.heal();
        }
        texts.push(format!("{ear:?}"));
        let sent = proxy.requests();
        let shown =
            |request: &ariadne_tests::proxy::Request| request.header("authorization").is_some();
        assert!(sent.iter().all(shown), "the login itself is sent");
        let encoded =
            sent[0].header("authorization").unwrap().split(' ').nth(1).unwrap().to_owned();
        for text in &texts {
            assert!(!text.contains(CANARY) && !text.contains(&encoded), "{auth}: {text}");
        }
    }
}
