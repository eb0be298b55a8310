//! Nodes that are well: a test passes, and a fetch costs the same however much there is.

use ariadne_tests::proxy::Proxy;
use ariadne_tests::services;
use serde_json::json;

use super::{at, connector, found, index, step, test};

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
