//! What a server says of itself to those that watch it.

use crate::support::{create_source, metrics, run, running};

#[tokio::test]
async fn a_server_whose_database_is_gone_is_not_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let ready = async || {
        let page = reqwest::get(server.url("/readyz")).await.expect("answered");
        (page.status().as_u16(), page.text().await.expect("text"))
    };
    let (status, text) = ready().await;
    assert_eq!(
        (status, text.as_str()),
        (200, "ready\nThe lineage graph shows the newest changeset.\n")
    );
    let database = folder.path().join("data/ariadne.db");
    let aside = folder.path().join("aside.db");
    std::fs::rename(&database, &aside).expect("moved");
    let (status, text) = ready().await;
    assert_eq!(status, 503);
    assert!(text.contains("ariadne.db is gone"), "{text}");
    std::fs::rename(&aside, &database).expect("moved");
    assert_eq!(ready().await.0, 200);
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn connections_versions_and_waiting_commits_are_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    create_source(&server, "shop").await;
    run(&server, "{ server { seq } }", serde_json::json!({})).await;
    let metrics = metrics(&server).await.expect("answered");
    let metrics = metrics.text().await.expect("text");
    let version = format!("ariadne_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
    for line in [
        version.as_str(),
        "process_start_time_seconds ",
        "ariadne_commits_pending 0",
        "ariadne_database_connections{role=\"reads\",state=\"most\"} 8",
        "ariadne_database_connections{role=\"commits\",state=\"open\"} 1",
        "ariadne_database_connections{role=\"commits\",state=\"idle\"} ",
    ] {
        assert!(metrics.lines().any(|l| l.starts_with(line)), "{line} is not in {metrics}");
    }
    server.shutdown().await.expect("stops");
}
