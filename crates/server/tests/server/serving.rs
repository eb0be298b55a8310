//! Start, refusals at start, shutdown.

use std::time::Duration;

use ariadne_repo_seaorm::Location;
use ariadne_server::{KeySource, start};
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::support::{CANARY, bearer, config, create_source, metrics, run, running};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_secs(30);

#[tokio::test]
async fn it_serves_stops_and_starts_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let addr = server.addr();
    create_source(&server, "shop").await;
    for page in ["/healthz", "/readyz", "/schema.graphql"] {
        let answer = reqwest::get(server.url(page)).await.expect("answered");
        assert_eq!(answer.status(), 200, "{page}");
    }
    let metrics = metrics(&server).await.expect("answered");
    let metrics = metrics.text().await.expect("text");
    assert!(metrics.contains("ariadne_commits_total{outcome=\"OK\"}"), "{metrics}");
    assert!(metrics.contains("ariadne_graphql_operations_total{type=\"mutation\""), "{metrics}");
    assert!(metrics.contains("ariadne_oracle_threads{state=\"abandoned\"} 0"), "{metrics}");
    server.shutdown().await.expect("stops");

    let refused = reqwest::get(format!("http://{addr}/healthz")).await;
    assert!(refused.is_err(), "nobody listens any more");
    let again = running(folder.path()).await;
    let data = run(&again, "{ sources { nodes { name hasSecret } } }", json!({})).await;
    assert_eq!(data["sources"]["nodes"], json!([{"name": "shop", "hasSecret": true}]));
    again.shutdown().await.expect("stops");

    for entry in std::fs::read_dir(folder.path().join("data")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let content = std::fs::read(&path).expect("readable");
        let found = content.windows(CANARY.len()).any(|w| w == CANARY.as_bytes());
        assert!(!found, "{} holds a secret in clear", path.display());
    }
}

#[tokio::test]
async fn a_data_folder_has_one_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let error = start(config(folder.path())).await.expect_err("refused").to_string();
    assert!(error.contains("Another Ariadne process"), "{error}");
    let error = ariadne_server::migrate(&config(folder.path())).await.expect_err("refused");
    assert!(error.to_string().contains("Another Ariadne process"), "{error}");
    server.shutdown().await.expect("stops");
    running(folder.path()).await.shutdown().await.expect("stops");
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_before_anything_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let other = tempfile::tempdir().expect("a folder");
    let mut taken = config(other.path());
    taken.listen = server.addr();
    let error = start(taken).await.expect_err("refused").to_string();
    assert!(error.contains(&server.addr().to_string()) && error.contains("--listen"), "{error}");
    assert!(!other.path().join("data").join("ariadne.db").exists());
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_database_of_something_else_stays_untouched() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("letters.db");
    let content = "not a database at all, only a long letter. ".repeat(50);
    std::fs::write(&file, &content).expect("written");
    let mut config = config(folder.path());
    config.database = Location::Sqlite(file.clone());
    let error = start(config.clone()).await.expect_err("refused").to_string();
    assert!(error.contains("is not a database of Ariadne"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), content);

    config.database = Location::Sqlite(folder.path().join("missing").join("ariadne.db"));
    let error = start(config).await.expect_err("refused").to_string();
    assert!(error.contains("There is no folder"), "{error}");
}

#[tokio::test]
async fn another_key_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    running(folder.path()).await.shutdown().await.expect("stops");

    let mut other = config(folder.path());
    other.key = KeySource::Text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned().into());
    let error = start(other).await.expect_err("refused").to_string();
    assert!(error.contains("the environment holds the key"), "{error}");

    let key = folder.path().join("data").join("secret.key");
    std::fs::rename(&key, folder.path().join("away")).expect("moved");
    let error = start(config(folder.path())).await.expect_err("refused").to_string();
    assert!(error.contains("There is no key file"), "{error}");
    assert!(!key.exists(), "no other key takes its place");

    std::fs::rename(folder.path().join("away"), &key).expect("moved back");
    running(folder.path()).await.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_shutdown_closes_sockets_and_waits_for_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let mut request =
        format!("ws://{}/graphql", server.addr()).into_client_request().expect("a request");
    let protocol = "graphql-transport-ws".parse().expect("a header");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    request.headers_mut().insert("authorization", bearer());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.expect("admitted");
    socket.send(Message::text(r#"{"type":"connection_init"}"#)).await.expect("open");
    let query =
        r#"{"type":"subscribe","id":"a","payload":{"query":"subscription { changes { seq } }"}}"#;
    socket.send(Message::text(query)).await.expect("open");
    let heard = socket.next().await.expect("open").expect("a message");
    assert!(heard.to_text().expect("text").contains("connection_ack"));

    let stopped = tokio::time::timeout(HANG, server.shutdown());
    let (stopped, closed) = tokio::join!(stopped, async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|f| u16::from(f.code)),
                Some(Ok(_)) => {}
                _ => return None,
            }
        }
    });
    stopped.expect("in time").expect("stops");
    assert_eq!(closed, Some(1001));
}
