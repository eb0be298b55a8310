//! Files in and out of servers, by the commands `import` and `export`.

use std::path::Path;

use ariadne_server::Running;
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::process;
use crate::support::{TOKEN, run, running};

/// Runs a command at a server; it must end well.
pub(crate) async fn at(server: &Running, folder: &Path, arguments: &[&str]) -> process::Ended {
    let url = server.url("/");
    let all: Vec<&str> = arguments.iter().copied().chain(["--server", &url]).collect();
    let token = [("ARIADNE_TOKEN", TOKEN)];
    let ended = process::run_with(folder, &all, &token).await;
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}{}", ended.out, ended.err);
    ended
}

pub(crate) fn json_of(folder: &Path, name: &str) -> Value {
    let text = std::fs::read(folder.join(name)).expect("written");
    serde_json::from_slice(&text).expect("JSON")
}

async fn id_of(server: &Running, table: &str) -> String {
    let query = "query($name: String!) { tableByName(name: $name) { id } }";
    let data = run(server, query, json!({ "name": table })).await;
    data["tableByName"]["id"].as_str().expect("an id").to_owned()
}

const CHAIN: &str = r#"{ "tables": [
    { "name": "orders", "kind": "TABLE", "owner": "Ada" }, { "name": "report", "kind": "VIEW" },
    { "name": "last", "kind": "TABLE" } ],
  "lineage": [ { "from": "orders", "to": "report", "confidence": 0.5 }, { "from": "report", "to": "last" } ] }"#;

#[tokio::test]
async fn lists_are_taken_away_like_the_catalog() {
    let folder = tempdir().expect("a folder");
    let folder = folder.path();
    let server = running(folder).await;
    std::fs::write(folder.join("chain.json"), CHAIN).expect("written");
    at(&server, folder, &["import", "chain.json"]).await;
    let orders = &id_of(&server, "orders").await;

    let names = |rows: &Value| -> Vec<String> {
        let rows = rows.as_array().expect("rows").iter();
        rows.map(|row| row["table"].as_str().expect("a name").to_owned()).collect()
    };
    at(&server, folder, &["export", "all.json", "--impact-of", orders]).await;
    assert_eq!(names(&json_of(folder, "all.json")["impact"]), ["report", "last"]);
    for (narrow, left) in [
        (&["--kind", "VIEW"][..], &["report"][..]),
        (&["--direction", "UPSTREAM"], &[]),
        (&["--min-confidence", "0.9"], &[]),
        (&["--status", "REJECTED"], &[]),
        (&["--origin", "SQL"], &[]),
        (&["--seq", "0"], &[]),
    ] {
        let asked = [&["export", "some.json", "--impact-of", orders], narrow].concat();
        at(&server, folder, &asked).await;
        assert_eq!(names(&json_of(folder, "some.json")["impact"]), left, "{narrow:?}");
    }
    // The name of the file says that it is CSV; the standard output takes it too.
    at(&server, folder, &["export", "impact.csv", "--impact-of", orders]).await;
    let csv = std::fs::read_to_string(folder.join("impact.csv")).expect("written");
    let asked = ["export", "--format", "csv", "--impact-of", orders];
    assert_eq!(at(&server, folder, &asked).await.out, csv);
    assert!(csv.trim_start_matches('\u{feff}').starts_with("distance,what,source"), "{csv}");

    at(&server, folder, &["export", "found.json", "--search", "orders"]).await;
    assert_eq!(names(&json_of(folder, "found.json")["found"]), ["orders"]);
    at(&server, folder, &["export", "mine.json", "--owner", "Ada"]).await;
    let tables = json_of(folder, "mine.json")["tables"].clone();
    assert_eq!(tables.as_array().map(Vec::len), Some(1), "{tables}");

    let url = server.url("/");
    for (wrong, code, word) in [
        (&["export", "c.csv"][..], 1, ".csv.zip"),
        (&["export", "c.json", "--search", "a", "--seq", "1"], 2, "--search"),
        (&["export", "c.json", "--search", "a", "--impact-of", "b"], 2, "--impact-of"),
        (&["export", "c.json", "--origin", "SQL"], 2, "--impact-of"),
        (&["export", "c.json", "--impact-of", "b"], 1, "of: "),
        (&["export", "c.json", "--impact-of", orders, "--kind", "CHAIR"], 1, "kinds: "),
    ] {
        let all = [wrong, &["--server", &url]].concat();
        let ended = process::run(folder, &all).await;
        assert_eq!(ended.code, Some(code), "{wrong:?}: {}", ended.err);
        assert!(ended.err.contains(word), "{wrong:?}: {}", ended.err);
        assert!(!folder.join(wrong[1]).exists(), "{wrong:?}");
    }
    server.shutdown().await.expect("stops");
}

/// A circle is warned of, and taken: data may well flow in one.
#[tokio::test]
async fn a_circle_is_told_and_taken() {
    let folder = tempdir().expect("a folder");
    let folder = folder.path();
    let server = running(folder).await;
    let circle = CHAIN
        .replace("\"lineage\": [", "\"lineage\": [ { \"from\": \"last\", \"to\": \"orders\" },");
    std::fs::write(folder.join("circle.json"), circle).expect("written");
    let ended = at(&server, folder, &["import", "circle.json"]).await;
    assert!(ended.out.contains("CYCLE") && ended.out.contains("changeset 1"), "{}", ended.out);
    let query = "{ lineageCycles { nodes { totalNodes } } }";
    let found = run(&server, query, json!({})).await;
    assert_eq!(found["lineageCycles"]["nodes"], json!([{ "totalNodes": 3 }]));
    at(&server, folder, &["export", "impact.json", "--impact-of", &id_of(&server, "orders").await])
        .await;
    let impact = json_of(folder, "impact.json");
    assert_eq!(impact["impact"].as_array().map(Vec::len), Some(2), "each once: {impact}");
    server.shutdown().await.expect("stops");
}

/// What a server sends that broke an export off: parts, and no end.
#[tokio::test]
async fn a_download_that_breaks_off_leaves_the_file_of_before() {
    let folder = tempdir().expect("a folder");
    let folder = folder.path();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let sending = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a client");
        let mut asked = [0; 1_024];
        assert!(socket.read(&mut asked).await.expect("a request") > 0);
        let part = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"half\":\r\n";
        socket.write_all(part.as_bytes()).await.expect("sent");
    });
    std::fs::write(folder.join("all.json"), "before").expect("written");
    let ended = process::run(folder, &["export", "all.json", "--server", &url]).await;
    sending.await.expect("sent");
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("could not be written whole"), "{}", ended.err);
    assert_eq!(std::fs::read_to_string(folder.join("all.json")).expect("read"), "before");
    assert_eq!(std::fs::read_dir(folder).expect("listed").count(), 1, "nothing lies beside it");
}
