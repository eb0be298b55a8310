//! The pages beside GraphQL.

use std::sync::Arc;

use ariadne_gateway::router;
use ariadne_testkit::fakes::ClosedWriter;
use axum::Router;
use axum::http::{Method, StatusCode};

use crate::support::{
    Answer, BEARER, app, catalog, catalog_with, config, gateway, get, request, send,
};

#[tokio::test]
async fn probes_and_machines() {
    let app = app();
    let health = get(&app, "/healthz").await;
    assert_eq!((health.status, health.text.as_str()), (StatusCode::OK, "ok\n"));
    let ready = get(&app, "/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.text, "ready\nThe lineage graph shows the newest changeset.\n");
    let metrics = get(&app, "/metrics").await;
    assert_eq!(metrics.text, "ariadne_up 1\n");
    assert!(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
    let schema = get(&app, "/schema.graphql").await;
    assert_eq!(schema.text, ariadne_gateway::sdl());
}

#[tokio::test]
async fn a_server_that_goes_down_is_not_ready() {
    let config = config();
    let shutdown = config.shutdown.clone();
    let app = router(gateway(config, catalog()));
    shutdown.cancel();
    assert_eq!(get(&app, "/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&app, "/healthz").await.status, StatusCode::OK);
}

/// Reading alone is not enough: the task that writes may have ended.
#[tokio::test]
async fn a_server_that_takes_no_changes_is_not_ready() {
    let closed = catalog_with(|ports| ports.writer = Arc::new(ClosedWriter));
    let app = router(gateway(config(), closed));
    let ready = get(&app, "/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.text, "The catalog takes no changes any more.\n");
    assert_eq!(get(&app, "/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_are_made_anew_for_each_request() {
    let app = app();
    let answer = get(&app, "/graphiql").await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header("location"), "/graphiql/");
    for path in ["/", "/graphiql/"] {
        is_page(&app, path, &get(&app, path).await).await;
    }
}

/// What a browser asks for and is nothing else is a page of the app.
#[tokio::test]
async fn addresses_of_the_app_are_its_page() {
    let app = app();
    let html = ("accept", "text/html,application/xhtml+xml;q=0.9");
    let known = [html, ("authorization", BEARER)];
    let page = send(&app, request(Method::GET, "/tables/1?tab=history", &known)).await;
    is_page(&app, "/", &page).await;
    // Who is not signed in signs in, and comes back to where he was going.
    let sent = send(&app, request(Method::GET, "/tables/1?tab=history", &[html])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(sent.header("location"), "/sign-in?next=%2Ftables%2F1%3Ftab%3Dhistory");
    for (method, path, accept) in [
        (Method::GET, "/tables/1", "application/json"),
        (Method::GET, "/tables/1", "*/*"),
        (Method::POST, "/tables/1", "text/html"),
        (Method::GET, "/app/assets/none.js", "text/html"),
    ] {
        let answer = send(&app, request(method, path, &[("accept", accept)])).await;
        let unbuilt = answer.status == StatusCode::SERVICE_UNAVAILABLE && path.starts_with("/app/");
        assert!(unbuilt || answer.status == StatusCode::NOT_FOUND, "{path}: {}", answer.status);
    }
}

/// With a build of the page or without one: this binary may have either.
async fn is_page(app: &Router, path: &str, page: &Answer) {
    match page.status {
        StatusCode::OK => {
            let policy = page.header("content-security-policy");
            let (_, rest) = policy.split_once("script-src 'nonce-").expect("a nonce");
            let (nonce, rest) = rest.split_once('\'').expect("its end");
            assert!(rest.starts_with(" 'strict-dynamic'; "), "{policy}");
            assert_eq!(page.header("cache-control"), "no-store");
            let scripts: Vec<_> = page.text.split("<script").skip(1).collect();
            assert!(!scripts.is_empty(), "{}", page.text);
            for script in scripts {
                assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{script}");
            }
            let again = get(app, path).await;
            assert!(!again.text.contains(nonce), "a nonce is used once");
        }
        status => {
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            assert!(page.text.contains("make build"), "{}", page.text);
        }
    }
}

#[tokio::test]
async fn every_answer_has_an_id_and_is_not_sniffed() {
    let app = app();
    for path in ["/", "/graphql", "/graphiql/", "/healthz", "/metrics", "/nothing"] {
        let answer = get(&app, path).await;
        assert_eq!(answer.header("x-request-id"), "made-1", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
    let bad = [("x-request-id", "a b\"c")];
    let answer = send(&app, request(Method::GET, "/healthz", &bad)).await;
    assert_eq!(answer.header("x-request-id"), "made-1");
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_told() {
    let app = app();
    let nothing = get(&app, "/nothing/here").await;
    assert_eq!((nothing.status, nothing.code().as_str()), (StatusCode::NOT_FOUND, "NOT_FOUND"));
    let posted = send(&app, request(Method::POST, "/schema.graphql", &[])).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(posted.code(), "VALIDATION");
}
