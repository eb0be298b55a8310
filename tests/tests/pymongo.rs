//! A driver of another family logs in to the MongoDB test server and reads from it, so that a
//! misunderstanding shared by that server and the Rust driver shows.

use ariadne_tests::python;
use ariadne_testserver_mongo::{TestServer, TlsMode};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn pymongo_logs_in_and_reads() {
    let shop = || TestServer::builder().sample_shop();
    let login = shop().sample_users().start().await.unwrap();
    let old = shop().wire(8).start().await.unwrap();
    let tls = shop().tls(TlsMode::Valid).start().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let ca = directory.path().join("ca.pem");
    std::fs::write(&ca, tls.ca_pem().expect("the server speaks TLS")).unwrap();

    let given = json!({
        "login": login.uri_host(),
        "old": old.uri_host(),
        "tls": tls.uri_host(),
        "ca": ca,
    });
    let text = python::run_script("pymongo_reads.py", &given).await;
    let passed = text.lines().filter(|line| line.ends_with(": passed")).count();
    assert_eq!(passed, 6, "{text}");
    // The script came through the door that it was meant to try.
    for mechanism in ["SCRAM-SHA-1", "SCRAM-SHA-256"] {
        let tried = login.commands().into_iter().any(|record| {
            let start = record.document.get_document("speculativeAuthenticate").ok();
            start
                .unwrap_or(&record.document)
                .get_str("mechanism")
                .is_ok_and(|name| name == mechanism)
        });
        assert!(tried, "{mechanism} was not tried");
    }
}
