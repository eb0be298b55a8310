//! Servers that break: always a typed error within the deadline, with a cause and a remedy.

use std::time::{Duration, Instant};

use ariadne_ports::{Connector, Deadline, ErrorKind, Fetch, FetchRequest};
use serde_json::json;

use crate::support::{
    self, Canned, Nobody, Server, ample, connector, found, refused, short, steps, with_login,
};

const MAPPING: &str = r#"{"orders":{"mappings":{"properties":{"a":{"type":"long"}}}}}"#;

/// A hang guard: several times the deadline, which a healthy end stays far below.
const GUARD: Duration = Duration::from_secs(10);

fn request() -> FetchRequest {
    support::request("orders")
}

async fn failure(connector: &dyn Connector, deadline: Deadline) -> (ErrorKind, String) {
    let began = Instant::now();
    let error = match connector.fetch_table(&request(), deadline, &Nobody).await {
        Ok(other) => panic!("{other:?}"),
        Err(error) => error,
    };
    assert!(began.elapsed() < GUARD + Duration::from_secs(30), "it hung");
    let problem = error.problem().unwrap();
    assert!(problem.cause.is_some() && problem.remedy.is_some(), "{problem:?}");
    (error.kind(), problem.code.clone())
}

#[tokio::test]
async fn each_fault_of_the_mapping_has_its_own_code() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    let html = Canned::Answer(200, "text/html", "<html><title>Sign in</title></html>".to_owned());
    for (canned, kind, code) in [
        (Canned::Cut(MAPPING.to_owned()), ErrorKind::SourceUnreachable, "CONNECTION_CUT"),
        (Canned::Garbage, ErrorKind::SourceUnsupported, "NOT_HTTP"),
        (Canned::Close, ErrorKind::SourceUnreachable, "CONNECTION_CUT"),
        (html, ErrorKind::SourceUnsupported, "NOT_ELASTICSEARCH"),
        (
            Canned::Answer(200, "", "x".to_owned()),
            ErrorKind::SourceUnsupported,
            "NOT_ELASTICSEARCH",
        ),
        (
            Canned::Answer(200, "application/json", "{".to_owned()),
            ErrorKind::SourceUnsupported,
            "ANSWER_NOT_JSON",
        ),
        (
            Canned::Answer(502, "text/html", "<html>".to_owned()),
            ErrorKind::SourceUnreachable,
            "GATEWAY_ERROR",
        ),
        (
            Canned::error(401, "security_exception", "missing authentication credentials"),
            ErrorKind::SourceAuthFailed,
            "LOGIN_REQUIRED",
        ),
        (
            Canned::Answer(403, "text/html", "<html>".to_owned()),
            ErrorKind::SourcePermissionDenied,
            "GATEWAY_FORBIDS",
        ),
        (
            Canned::error(429, "circuit_breaking_exception", "too large"),
            ErrorKind::SourceBusy,
            "CIRCUIT_BREAKER",
        ),
        (
            Canned::error(429, "es_rejected_execution_exception", "full"),
            ErrorKind::SourceBusy,
            "TOO_MANY_REQUESTS",
        ),
        (
            Canned::error(503, "master_not_discovered_exception", "none"),
            ErrorKind::SourceBusy,
            "CLUSTER_NOT_READY",
        ),
        (
            Canned::error(500, "null_pointer_exception", "oops"),
            ErrorKind::SourceBusy,
            "ENGINE_ERROR",
        ),
        (
            Canned::error(400, "illegal_argument_exception", "no"),
            ErrorKind::SourceUnsupported,
            "ENGINE_ERROR",
        ),
    ] {
        server.on("/orders/_mapping", canned.clone());
        let got = failure(connector.as_ref(), ample()).await;
        assert_eq!(got, (kind, code.to_owned()), "{canned:?}");
    }
    server.on("/orders/_mapping", Canned::Answer(200, "application/json", MAPPING.to_owned()));
    let healed = found(&connector, "orders").await;
    assert_eq!(healed.columns.len(), 2, "one fault does not spoil the next fetch");
}

#[tokio::test]
async fn what_never_answers_is_given_up_at_the_deadline() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    for (canned, code) in
        [(Canned::Silence, "NO_ANSWER"), (Canned::Stall(MAPPING.to_owned()), "ANSWER_STALLED")]
    {
        server.on("/orders/_mapping", canned);
        let got = failure(connector.as_ref(), short()).await;
        assert_eq!(got, (ErrorKind::Timeout, code.to_owned()));
    }
    server.on("/_resolve/index/orders", Canned::Silence);
    assert_eq!(failure(connector.as_ref(), short()).await.1, "NO_ANSWER");
    let past = Deadline::after(Duration::ZERO);
    assert_eq!(failure(connector.as_ref(), past).await.0, ErrorKind::Timeout);
    let error = connector.suggest("orders", 5, past).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn an_answer_that_says_it_is_too_large_is_not_read() {
    const LARGEST: u64 = 256 << 20;
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    server.on("/orders/_mapping", Canned::Huge(LARGEST + 1));
    let got = failure(connector.as_ref(), ample()).await;
    assert_eq!(got, (ErrorKind::SourceUnsupported, "ANSWER_TOO_LARGE".to_owned()));
    server.on("/orders/_mapping", Canned::Huge(LARGEST));
    let got = failure(connector.as_ref(), short()).await;
    assert_eq!(got.1, "ANSWER_STALLED", "one of just the limit is waited for");
    for head in server.requests() {
        let plain = head.to_ascii_lowercase().contains("accept-encoding: identity\r\n");
        assert!(plain, "a compressed answer has no length to look at: {head}");
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_given_up_at_the_deadline() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    server.on("/orders/_mapping", Canned::Endless);
    let got = failure(connector.as_ref(), short()).await;
    assert_eq!(got, (ErrorKind::Timeout, "ANSWER_STALLED".to_owned()));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_told_apart() {
    let nobody = refused().await;
    let got = failure(connector(&[&nobody]).as_ref(), ample()).await;
    assert_eq!(got, (ErrorKind::SourceUnreachable, "CONNECTION_REFUSED".to_owned()));
    let got = failure(connector(&["http://no-such-host.invalid:9200"]).as_ref(), ample()).await;
    assert_eq!(got, (ErrorKind::SourceUnreachable, "DNS_NOT_FOUND".to_owned()));
    let stranger = Server::start().await;
    stranger.on("/_resolve/index/orders", Canned::Close);
    let got = failure(connector(&[&stranger.url]).as_ref(), ample()).await;
    assert_eq!(got, (ErrorKind::SourceUnreachable, "NOT_PLAIN_HTTP".to_owned()));
    let server = Server::cluster().await;
    let secure = server.url.replace("http://", "https://");
    let got = failure(connector(&[&secure]).as_ref(), ample()).await;
    assert_eq!(got, (ErrorKind::SourceTlsFailed, "TLS_NOT_SPOKEN".to_owned()));
}

#[tokio::test]
async fn a_redirect_is_not_followed_silently_and_takes_no_secret_along() {
    let elsewhere = Server::cluster().await;
    let server = Server::cluster().await;
    server
        .on("/_resolve/index/orders", Canned::Redirect(format!("{}/login?next=x", elsewhere.url)));
    let known = with_login(&server.url, "bearer", ("bearerToken", "canary-4711"));
    let error = known.fetch_table(&request(), ample(), &Nobody).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "REDIRECTED");
    let cause = error.problem().unwrap().cause.clone().unwrap();
    assert!(cause.contains(&format!("{}/login", elsewhere.url)), "{cause}");
    assert!(elsewhere.requests().iter().all(|head| !head.contains("canary-4711")));
    server.on("/_resolve/index/orders", Canned::Redirect("/orders/_mapping".to_owned()));
    let error = known.fetch_table(&request(), ample(), &Nobody).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "REDIRECTED", "nor within the same server");
}

#[tokio::test]
async fn another_url_is_tried_when_one_does_not_answer() {
    let server = Server::cluster().await;
    let nobody = refused().await;
    let silent = Server::start().await;
    silent.on("/_resolve/index/orders", Canned::Silence);
    let deadline = || Deadline::after(Duration::from_secs(4));
    for urls in [[nobody.as_str(), &server.url], [silent.url.as_str(), &server.url]] {
        let connector = connector(&urls);
        let Ok(Fetch::Found(table)) = connector.fetch_table(&request(), deadline(), &Nobody).await
        else {
            panic!("the second URL answers")
        };
        assert_eq!(table.evidence.statements.len(), 5, "a request is told once, wherever it went");
        let before = silent.requests().len();
        let Ok(Fetch::Found(_)) = connector.fetch_table(&request(), deadline(), &Nobody).await
        else {
            panic!("the second URL still answers")
        };
        assert_eq!(
            silent.requests().len(),
            before,
            "the URL that answered is asked first from then on"
        );
    }
    let gone = refused().await;
    let error =
        connector(&[&nobody, &gone]).fetch_table(&request(), ample(), &Nobody).await.unwrap_err();
    let cause = error.problem().unwrap().cause.clone().unwrap();
    assert!(cause.contains(&nobody) && cause.contains(&gone), "{cause}");
}

#[tokio::test]
async fn dropping_a_fetch_closes_its_connection() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connector = connector(&[&url]);
    let fetch =
        tokio::spawn(async move { connector.fetch_table(&request(), ample(), &Nobody).await });
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut heard = [0; 4_096];
    let n = tokio::io::AsyncReadExt::read(&mut stream, &mut heard).await.unwrap();
    assert!(n > 0, "the request is on its way");
    fetch.abort();
    assert!(fetch.await.unwrap_err().is_cancelled());
    let end = tokio::time::timeout(GUARD, async {
        while tokio::io::AsyncReadExt::read(&mut stream, &mut heard).await.unwrap_or(0) > 0 {}
    });
    end.await.expect("the connection is closed");
}

#[tokio::test]
async fn the_test_of_a_healthy_cluster_passes_every_step() {
    let server = Server::cluster().await;
    let report = connector(&[&server.url]).test(ample(), &Nobody).await;
    assert_eq!(
        steps(&report),
        [
            "dns PASSED",
            "tcp PASSED",
            "tls SKIPPED",
            "protocol PASSED",
            "authentication PASSED",
            "version PASSED",
            "health PASSED",
            "names PASSED",
            "mapping PASSED",
            "read PASSED",
        ]
    );
    assert_eq!(report.server_version.as_deref(), Some("Elasticsearch 8.19.0"));
}

#[tokio::test]
async fn a_failed_gate_skips_what_depends_on_it() {
    let nobody = refused().await;
    let report = connector(&[&nobody]).test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[..3], ["dns PASSED", "tcp FAILED CONNECTION_REFUSED", "tls SKIPPED"]);
    assert_eq!(report.steps.len(), 10);
    let report = connector(&["http://no-such-host.invalid"]).test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[..2], ["dns FAILED DNS_NOT_FOUND", "tcp SKIPPED"]);
    let silent = Server::start().await;
    silent.on("/", Canned::Silence);
    let report = connector(&[&silent.url]).test(short(), &Nobody).await;
    assert_eq!(
        steps(&report)[1..5],
        ["tcp PASSED", "tls SKIPPED", "protocol FAILED NO_ANSWER", "authentication SKIPPED"]
    );
}

#[tokio::test]
async fn the_first_answer_tells_what_is_there() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    let html = Canned::Answer(200, "text/html", "<html><title>Kibana</title></html>".to_owned());
    let other = json!({ "couchdb": "Welcome", "version": "3.3.3" });
    let old = json!({ "version": { "number": "6.8.23" }, "cluster_name": "old" });
    let open = json!({ "version": { "number": "2.19.1", "distribution": "opensearch" }, "cluster_name": "os" });
    let monitor = "action [cluster:monitor/main] is unauthorized for user [reader] with effective roles [r], this action is granted by the cluster privileges [monitor,manage,all]";
    for (canned, step, line) in [
        (html, 3, "protocol FAILED NOT_ELASTICSEARCH"),
        (Canned::json(&other), 3, "protocol FAILED NOT_ELASTICSEARCH"),
        (Canned::Redirect("/login".to_owned()), 3, "protocol FAILED REDIRECTED"),
        (
            Canned::error(503, "cluster_block_exception", "starting"),
            3,
            "protocol FAILED CLUSTER_NOT_READY",
        ),
        (
            Canned::Answer(401, "text/plain", "Unauthorized".to_owned()),
            4,
            "authentication FAILED LOGIN_REQUIRED",
        ),
        (
            Canned::Answer(403, "text/html", "<html>".to_owned()),
            4,
            "authentication FAILED GATEWAY_FORBIDS",
        ),
        (Canned::json(&old), 5, "version FAILED VERSION_TOO_OLD"),
        (Canned::json(&open), 5, "version PASSED"),
        (
            Canned::error(403, "security_exception", monitor),
            5,
            "version WARNING VERSION_NOT_VISIBLE",
        ),
    ] {
        server.on("/", canned.clone());
        let report = connector.test(ample(), &Nobody).await;
        assert_eq!(steps(&report)[step], line, "{canned:?}");
    }
}

#[tokio::test]
async fn rights_and_health_are_told_step_by_step() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    let denied = |action: &str| {
        Canned::error(
            403,
            "security_exception",
            &format!(
                "action [{action}] is unauthorized for user [reader] with effective roles [r] on indices [orders], this action is granted by the index privileges [x]"
            ),
        )
    };
    server
        .on("/_cluster/health", Canned::json(&json!({ "status": "red", "unassigned_shards": 2 })));
    assert_eq!(steps(&connector.test(ample(), &Nobody).await)[6], "health WARNING CLUSTER_RED");
    server.on("/_cluster/health", denied("cluster:monitor/health"));
    let report = connector.test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[6], "health WARNING HEALTH_NOT_VISIBLE");
    let remedy = report.steps[6].problem.as_ref().unwrap().remedy.clone().unwrap();
    assert!(remedy.contains(r#"{"cluster":["monitor"]}"#), "{remedy}");
    server.on("/_cluster/health", Canned::status(410, &json!({ "error": { "type": "api_not_available_exception", "reason": "serverless" }, "status": 410 })));
    assert_eq!(steps(&connector.test(ample(), &Nobody).await)[6], "health SKIPPED");
    server.on("/orders/_search", denied("indices:data/read/search"));
    let report = connector.test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[8..], ["mapping PASSED", "read WARNING PERMISSION_DENIED"]);
    server.on("/orders/_mapping", denied("indices:admin/mappings/get"));
    let report = connector.test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[8..], ["mapping FAILED PERMISSION_DENIED", "read SKIPPED"]);
    server.on("/_resolve/index/*", Canned::json(&json!({})));
    let report = connector.test(ample(), &Nobody).await;
    assert_eq!(
        steps(&report)[7..],
        ["names WARNING NO_INDEX_VISIBLE", "mapping SKIPPED", "read SKIPPED"]
    );
}

#[tokio::test]
async fn urls_that_do_not_answer_or_lead_elsewhere_are_warned_of() {
    let (server, other) = (Server::cluster().await, Server::cluster().await);
    let nobody = refused().await;
    let report = connector(&[&nobody, &server.url]).test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[1], "tcp WARNING CONNECTION_REFUSED");
    assert!(report.steps[1].problem.as_ref().unwrap().title.starts_with("1 of 2 URLs"));
    assert!(report.steps[1].detail.as_ref().unwrap().contains(&server.url));
    assert_eq!(steps(&report)[9], "read PASSED");
    other
        .on("/", Canned::json(&json!({ "version": { "number": "8.19.0" }, "cluster_uuid": "u2" })));
    let report = connector(&[&server.url, &other.url]).test(ample(), &Nobody).await;
    assert_eq!(steps(&report)[5], "version WARNING CLUSTERS_DIFFER");
}
