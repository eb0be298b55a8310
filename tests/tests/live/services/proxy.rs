//! Every way in which the proxy can misbehave, as a plain HTTP client sees it.

use std::error::Error;
use std::time::Duration;

use ariadne_tests::proxy::{Break, Engine, Fault, Login, Privilege, Proxy, Tls, bodies};
use ariadne_tests::services;
use reqwest::{Client, ClientBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// What a client waits for an answer that never comes: long enough for one that does.
const PATIENCE: Duration = Duration::from_secs(2);

fn builder() -> ClientBuilder {
    Client::builder().no_proxy().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none())
}

async fn get(proxy: &Proxy, path: &str) -> reqwest::Result<Response> {
    let client = builder().build().unwrap();
    client.get(format!("{}{path}", proxy.url)).send().await
}

async fn get_json(proxy: &Proxy, path: &str) -> (StatusCode, Value) {
    let response = get(proxy, path).await.unwrap();
    (response.status(), response.json().await.unwrap())
}

/// The whole chain: the client's own text hides the cause.
fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[tokio::test]
async fn it_passes_requests_on_and_keeps_a_log() {
    let node = services::elasticsearch7().await;
    let proxy = Proxy::front(&node.url);
    let (status, root) = get_json(&proxy, "/").await;
    assert_eq!(status, 200);
    assert_eq!(root["version"]["number"], json!(node.version));
    let index = services::unique("proxy");
    let client = builder().timeout(Duration::from_secs(30)).build().unwrap();
    let created = client
        .put(format!("{}/{index}?wait_for_active_shards=1", proxy.url))
        .json(&json!({ "mappings": { "properties": { "a": { "type": "ip" } } } }))
        .send()
        .await
        .unwrap();
    assert_eq!(created.status(), 200);
    let (_, mapping) = get_json(&proxy, &format!("/{index}/_mapping")).await;
    assert_eq!(mapping[&index]["mappings"]["properties"]["a"]["type"], "ip");
    let (missing, body) = get_json(&proxy, "/proxy-nothing").await;
    assert_eq!(missing, 404);
    assert_eq!(body["error"]["type"], "index_not_found_exception");

    let log = proxy.requests();
    let lines: Vec<String> =
        log.iter().map(|request| format!("{} {}", request.method, request.path)).collect();
    assert_eq!(
        lines,
        [
            "GET /".to_owned(),
            format!("PUT /{index}?wait_for_active_shards=1"),
            format!("GET /{index}/_mapping"),
            "GET /proxy-nothing".to_owned(),
        ]
    );
    assert_eq!(log[1].header("content-type"), Some("application/json"));
    assert!(log[1].body.contains("\"ip\""), "{}", log[1].body);
    assert_eq!(proxy.connections(), 4);
    proxy.forget_requests();
    assert!(proxy.requests().is_empty());
}

#[tokio::test]
async fn a_node_that_is_gone_is_a_bad_gateway() {
    let gone = Proxy::alone().url.clone();
    let proxy = Proxy::front(&gone);
    assert_eq!(get(&proxy, "/").await.unwrap().status(), 502);
}

#[tokio::test]
async fn it_demands_the_login_it_was_told() {
    let shown = [
        (Login::basic("reader", "secret"), "Basic cmVhZGVyOnNlY3JldA=="),
        (Login::ApiKey("aWQ6a2V5".to_owned()), "ApiKey aWQ6a2V5"),
        (Login::Bearer("token".to_owned()), "Bearer token"),
    ];
    let wrong = [
        ("", "missing authentication credentials for REST request [/]"),
        ("Basic cmVhZGVyOndyb25n", "unable to authenticate user [reader] for REST request [/]"),
        ("ApiKey d3Jvbmc=", "unable to authenticate with provided credentials"),
        ("Bearer wrong", "unable to authenticate with provided credentials"),
    ];
    for (login, header) in shown {
        let proxy = Proxy::alone();
        proxy.replay("/", bodies::elasticsearch("9.1.2"));
        proxy.demand(login.clone());
        let client = builder().build().unwrap();
        let with = |header: &str| client.get(&proxy.url).header("authorization", header).send();
        let accepted = with(header).await.unwrap();
        assert_eq!(accepted.status(), 200, "{login:?}");
        assert_eq!(accepted.headers()["x-elastic-product"], "Elasticsearch");
        for (header, reason) in wrong {
            let refused =
                if header.is_empty() { get(&proxy, "/").await } else { with(header).await };
            let refused = refused.unwrap();
            assert_eq!(refused.status(), 401, "{login:?} {header}");
            assert_eq!(refused.headers().get_all("www-authenticate").iter().count(), 3);
            let body: Value = refused.json().await.unwrap();
            assert_eq!(body["error"]["type"], "security_exception");
            let said = body["error"]["reason"].as_str().unwrap();
            assert!(said.starts_with(reason), "{said}");
        }
    }
}

#[tokio::test]
async fn opensearch_refuses_in_its_own_words() {
    let proxy = Proxy::alone();
    proxy.speak_as(Engine::OpenSearch);
    proxy.demand(Login::basic("reader", "secret"));
    let refused = get(&proxy, "/").await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.text().await.unwrap(), "Unauthorized");
    proxy.forbid("/", Privilege::monitor());
    let client = builder().build().unwrap();
    let forbidden =
        client.get(&proxy.url).basic_auth("reader", Some("secret")).send().await.unwrap();
    assert_eq!(forbidden.status(), 403);
    assert!(!forbidden.headers().contains_key("x-elastic-product"));
    let body: Value = forbidden.json().await.unwrap();
    assert_eq!(
        body["error"]["reason"],
        "no permissions for [cluster:monitor/main] and User [name=reader, backend_roles=[], requestedTenant=null]"
    );
}

#[tokio::test]
async fn it_forbids_an_action_and_names_the_privilege() {
    let proxy = Proxy::alone();
    proxy.replay("/", bodies::elasticsearch("8.19.0"));
    proxy.forbid("GET /orders/_mapping", Privilege::view_index_metadata("orders"));
    assert_eq!(get(&proxy, "/").await.unwrap().status(), 200);
    let (status, body) = get_json(&proxy, "/orders/_mapping").await;
    assert_eq!(status, 403);
    assert_eq!(
        body["error"]["root_cause"][0]["reason"],
        "action [indices:admin/mappings/get] is unauthorized for user [reader] with effective roles [reader] on indices [orders], this action is granted by the index privileges [view_index_metadata,manage,all]"
    );
}

#[tokio::test]
async fn it_replays_versions_and_mappings() {
    let proxy = Proxy::alone();
    proxy.speak_as(Engine::OpenSearch);
    proxy.replay("/", bodies::opensearch("3.1.0"));
    let properties = json!({ "v": { "type": "knn_vector", "dimension": 3 } });
    proxy.replay("/vectors/_mapping", bodies::mapping("vectors", &properties));
    proxy.replay("/vectors", bodies::index("vectors", &properties));
    proxy.replay_status(
        "/closed/_count",
        400,
        bodies::failure(400, "index_closed_exception", "closed"),
    );
    let (_, root) = get_json(&proxy, "/").await;
    assert_eq!(root["version"]["number"], "3.1.0");
    let (_, mapping) = get_json(&proxy, "/vectors/_mapping?local=true").await;
    assert_eq!(mapping["vectors"]["mappings"]["properties"], properties);
    let (_, index) = get_json(&proxy, "/vectors").await;
    assert_eq!(index["vectors"]["mappings"]["properties"], properties);
    let (status, closed) = get_json(&proxy, "/closed/_count").await;
    assert_eq!(
        (status.as_u16(), &closed["error"]["type"]),
        (400, &json!("index_closed_exception"))
    );
    assert_eq!(get_json(&proxy, "/other").await.0, 404);
}

#[tokio::test]
async fn its_certificates_are_good_and_bad() {
    let trusting = |proxy: &Proxy| {
        let authority = reqwest::Certificate::from_pem(proxy.ca_pem().as_bytes()).unwrap();
        builder().add_root_certificate(authority).build().unwrap()
    };
    let good = Proxy::start(None, Some(Tls::Valid));
    good.replay("/", bodies::elasticsearch("9.0.0"));
    let answer = trusting(&good).get(&good.url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let stranger = get(&good, "/").await.unwrap_err();
    assert!(chain(&stranger).contains("UnknownIssuer"), "{}", chain(&stranger));
    for (tls, cause) in [
        (Tls::Expired, "certificate expired"),
        (Tls::WrongHost, "not valid for name \"127.0.0.1\""),
        (Tls::UnknownIssuer, "UnknownIssuer"),
    ] {
        let bad = Proxy::start(None, Some(tls));
        let refused = trusting(&bad).get(&bad.url).send().await.unwrap_err();
        assert!(chain(&refused).contains(cause), "{tls:?}: {}", chain(&refused));
        assert!(bad.requests().is_empty());
        assert_eq!(bad.connections(), 1);
    }
}

#[tokio::test]
async fn its_answers_can_be_spoiled() {
    let proxy = Proxy::alone();
    proxy.replay("/", bodies::elasticsearch("8.19.0"));

    proxy.fail("/", Fault::Silence);
    assert!(get(&proxy, "/").await.unwrap_err().is_timeout());

    proxy.fail("/", Fault::Stall);
    let stalled = get(&proxy, "/").await.unwrap();
    assert_eq!(stalled.status(), 200);
    assert!(chain(&stalled.bytes().await.unwrap_err()).contains("timed out"));

    proxy.fail("/", Fault::Cut);
    let mut cut = get(&proxy, "/").await.unwrap();
    assert_eq!(cut.status(), 200);
    let mut got = 0;
    let ended = loop {
        match cut.chunk().await {
            Ok(Some(chunk)) => got += chunk.len(),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    let error = ended.expect("a cut body is an error");
    assert!(!error.is_timeout(), "{}", chain(&error));
    assert!(got > 0, "the first half arrives");

    proxy.fail("/", Fault::Html);
    let page = get(&proxy, "/").await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(page.text().await.unwrap().contains("<html>"));

    for (fault, status, kind) in [
        (Fault::CircuitBreaker, 429, "circuit_breaking_exception"),
        (Fault::Unavailable, 503, "cluster_block_exception"),
        (Fault::Answer(500, bodies::failure(500, "own_exception", "x")), 500, "own_exception"),
    ] {
        proxy.fail("/", fault);
        let (got, body) = get_json(&proxy, "/").await;
        assert_eq!((got.as_u16(), body["error"]["type"].as_str()), (status, Some(kind)));
    }

    proxy.fail("/", Fault::Redirect("http://elsewhere.example/".to_owned()));
    let moved = get(&proxy, "/").await.unwrap();
    assert_eq!(
        (moved.status().as_u16(), &moved.headers()["location"]),
        (302, &"http://elsewhere.example/".parse().unwrap())
    );

    proxy.heal();
    assert_eq!(get_json(&proxy, "/").await.0, 200);
}

#[tokio::test]
async fn its_connections_can_be_broken() {
    for tls in [None, Some(Tls::Valid)] {
        let proxy = Proxy::start(None, tls);
        proxy.replay("/", bodies::elasticsearch("8.19.0"));
        proxy.break_connections(Break::Silence);
        assert!(get(&proxy, "/").await.unwrap_err().is_timeout());
        for how in [Break::Garbage, Break::Close] {
            proxy.break_connections(how);
            let error = get(&proxy, "/").await.unwrap_err();
            assert!(!error.is_timeout() && !error.is_status(), "{how:?}: {}", chain(&error));
        }
        assert!(proxy.connections() >= 3);
        assert!(proxy.requests().is_empty());
    }
}

#[tokio::test]
async fn dropping_it_cuts_what_hangs() {
    let proxy = Proxy::alone();
    proxy.fail("/", Fault::Silence);
    let url = proxy.url.clone();
    let client = builder().timeout(Duration::from_mins(1)).build().unwrap();
    let waiting = tokio::spawn(async move { client.get(url).send().await });
    while proxy.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(proxy);
    let error = waiting.await.unwrap().unwrap_err();
    assert!(!error.is_timeout(), "{}", chain(&error));
}
