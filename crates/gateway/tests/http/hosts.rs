//! The names that the server answers to.

use axum::http::{Method, StatusCode};

use crate::support::{app, request, send};

#[tokio::test]
async fn foreign_hosts_are_refused_everywhere() {
    let app = app();
    for path in ["/", "/graphql", "/graphiql/", "/readyz", "/metrics", "/schema.graphql", "/x"] {
        for host in ["evil.example", "127.0.0.1.evil.example:8080", "user@127.0.0.1", ""] {
            let answer = send(&app, request(Method::GET, path, &[("host", host)])).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path} {host}");
            assert_eq!(answer.code(), "FORBIDDEN");
        }
    }
    let evil = send(&app, request(Method::POST, "/graphql", &[("host", "evil.example:80")])).await;
    assert!(evil.message().contains("--allowed-host evil.example"), "{}", evil.text);
}

#[tokio::test]
async fn own_hosts_are_answered() {
    let app = app();
    for host in ["localhost", "127.0.0.1:9", "[::1]:8080", "catalog.example.org:8443"] {
        let answer = send(&app, request(Method::GET, "/readyz", &[("host", host)])).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
    let probe = send(&app, request(Method::GET, "/healthz", &[("host", "10.0.0.7")])).await;
    assert_eq!(probe.status, StatusCode::OK);
    let two = [("host", "localhost"), ("host", "evil.example")];
    let answer = send(&app, request(Method::GET, "/readyz", &two)).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
}
