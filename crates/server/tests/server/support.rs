//! A server on a free port, and requests to it.

use std::net::SocketAddr;
use std::path::Path;

use ariadne_server::{Config, Running, start};
use serde_json::{Value, json};

/// The token that the tests' servers preset.
pub(crate) const TOKEN: &str = "a-token-that-nobody-guesses";

/// A password that must turn up nowhere.
pub(crate) const CANARY: &str = "canary-52b8-never-shown";

pub(crate) fn config(folder: &Path) -> Config {
    let mut config = Config::in_folder(folder.join("data"));
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    config.access.admin_token = Some(TOKEN.into());
    config
}

pub(crate) async fn running(folder: &Path) -> Running {
    start(config(folder)).await.expect("starts")
}

/// The header that brings the token.
pub(crate) fn bearer() -> axum::http::HeaderValue {
    format!("Bearer {TOKEN}").parse().expect("a header")
}

/// The answer of `/metrics`, for whoever has the token.
pub(crate) async fn metrics(server: &Running) -> reqwest::Result<reqwest::Response> {
    reqwest::Client::new().get(server.url("/metrics")).bearer_auth(TOKEN).send().await
}

/// Sends a GraphQL request that must succeed and answers its data.
pub(crate) async fn run(server: &Running, query: &str, variables: Value) -> Value {
    let answer = reqwest::Client::new()
        .post(server.url("/graphql"))
        .bearer_auth(TOKEN)
        .json(&json!({"query": query, "variables": variables}))
        .send()
        .await
        .expect("answered");
    let answer: Value = answer.json().await.expect("JSON");
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"].clone()
}

/// Creates a data source with a secret.
pub(crate) async fn create_source(server: &Running, name: &str) {
    let query = "mutation Create($input: SourceInput!) { createSource(input: $input) { source { hasSecret } } }";
    let input = json!({
        "name": name,
        "kind": "MONGODB",
        "settings": {"hosts": ["127.0.0.1:1"], "database": "shop", "username": "reader"},
        "secret": {"password": CANARY},
    });
    let data = run(server, query, json!({"input": input})).await;
    assert_eq!(data["createSource"]["source"]["hasSecret"], true);
}

/// How the test of a source ended that uses its stored secret: its status, or the
/// code of the error when the secret could not be opened.
pub(crate) async fn test_source(server: &Running, name: &str) -> String {
    let data = run(server, "{ sources { nodes { id name } } }", json!({})).await;
    let nodes = data["sources"]["nodes"].as_array().expect("a list").clone();
    let source = nodes.iter().find(|s| s["name"] == name).expect("the source is there");
    let data = run(
        server,
        "mutation Test($id: ID!) { testSource(id: $id) { status } }",
        json!({"id": source["id"]}),
    )
    .await;
    data["testSource"]["status"].as_str().expect("a status").to_owned()
}
