//! Pages of other origins.

use ariadne_gateway::router;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::support::{Answer, app, body_request, catalog, config, gateway, request, send};

const APP: &str = "https://app.example";

fn open() -> Router {
    let mut config = config();
    config.cors_origins = vec![APP.to_owned(), "http://localhost:3000".to_owned()];
    router(gateway(config, catalog()))
}

/// What a browser asks before a page of `origin` may send a request.
async fn preflight(app: &Router, path: &str, origin: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,content-type"),
    ];
    send(app, request(Method::OPTIONS, path, &headers)).await
}

async fn post(app: &Router, origin: &str) -> Answer {
    let headers = [("content-type", "application/json"), ("origin", origin)];
    let body = Body::from(r#"{"query":"{ double(number: \"ab\") }"}"#);
    send(app, body_request(Method::POST, "/graphql", &headers, body)).await
}

#[tokio::test]
async fn named_origins_are_let_in_without_cookies() {
    let app = open();
    for origin in [APP, "http://localhost:3000"] {
        let told = preflight(&app, "/graphql", origin).await;
        assert_eq!(told.status, StatusCode::OK);
        assert_eq!(told.header("access-control-allow-origin"), origin);
        assert_eq!(told.header("access-control-allow-methods"), "POST");
        assert_eq!(told.header("access-control-allow-credentials"), "");
        let allowed = told.header("access-control-allow-headers");
        for header in [
            "content-type",
            "authorization",
            "idempotency-key",
            "ariadne-min-seq",
            "ariadne-csrf",
            "x-request-id",
        ] {
            assert!(allowed.split(',').any(|h| h.trim() == header), "{header} in {allowed}");
        }
        let answer = post(&app, origin).await;
        assert_eq!(answer.json()["data"]["double"], "abab");
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert_eq!(answer.header("access-control-expose-headers"), "x-request-id");
        assert!(answer.header("vary").contains("origin"));
    }
}

#[tokio::test]
async fn no_other_origin_and_no_other_address() {
    let app = open();
    for origin in [
        "https://evil.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil.example",
        "null",
    ] {
        let told = preflight(&app, "/graphql", origin).await;
        assert_eq!(told.header("access-control-allow-origin"), "", "{origin}");
        assert_eq!(post(&app, origin).await.header("access-control-allow-origin"), "", "{origin}");
    }
    for path in ["/schema.graphql", "/metrics", "/graphiql/", "/healthz"] {
        let told = preflight(&app, path, APP).await;
        assert_eq!(told.header("access-control-allow-origin"), "", "{path}");
    }
    let foreign =
        [("origin", APP), ("access-control-request-method", "POST"), ("host", "evil.example")];
    let refused = send(&app, request(Method::OPTIONS, "/graphql", &foreign)).await;
    assert_eq!(refused.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn it_is_off_unless_origins_are_named() {
    let app = app();
    let told = preflight(&app, "/graphql", APP).await;
    assert_eq!(told.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(told.header("access-control-allow-origin"), "");
    assert_eq!(post(&app, APP).await.header("access-control-allow-origin"), "");
}
