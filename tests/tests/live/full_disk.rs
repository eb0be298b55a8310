//! The disk is full when a transaction's pages are to be written, which SQLite does
//! within COMMIT.

use ariadne_tests::api::{Api, Failure};
use ariadne_tests::full_disk::FullDisk;
use serde_json::{Value, json};

use ariadne_tests::process::{Process, Setting};

const CREATE: &str = "mutation($name: String!) {
  createTable(input: { name: $name }) { changeset { seq } } }";
const NAMES: &str =
    "{ tables(first: 50) { nodes { name } } changesets(first: 50) { nodes { seq } } }";

async fn create(api: &Api, name: &str) -> Result<u64, Failure> {
    let answer = api.send(CREATE, json!({ "name": name }), &[]).await;
    match answer["data"]["createTable"]["changeset"]["seq"].as_u64() {
        Some(seq) => Ok(seq),
        None => Err(api.fail(CREATE, json!({ "name": name })).await),
    }
}

/// Names of all tables and seqs of all changesets, sorted.
async fn stored(api: &Api) -> (Vec<String>, Vec<u64>) {
    let read = api.run(NAMES, json!({})).await;
    let list = |field: &str| read[field]["nodes"].as_array().expect("a list").clone();
    let name = |node: &Value| node["name"].as_str().expect("a name").to_owned();
    let mut names: Vec<String> = list("tables").iter().map(name).collect();
    let mut seqs: Vec<u64> =
        list("changesets").iter().map(|node| node["seq"].as_u64().expect("a seq")).collect();
    names.sort_unstable();
    seqs.sort_unstable();
    (names, seqs)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_on_a_full_disk_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = FullDisk::new(folder.path());
    let mut setting = Setting::sqlite(folder.path());
    setting.environment = disk.environment();
    let server = Process::start(&setting).await;
    let api = Api::new(&server.url);
    assert_eq!(create(&api, "a").await.expect("there is room"), 1);

    disk.fill();
    let refused = (0..8).map(|n| {
        let api = api.clone();
        tokio::spawn(async move { create(&api, &format!("lost {n}")).await })
    });
    for failed in refused.collect::<Vec<_>>() {
        let failure = failed.await.expect("no panic").expect_err("there is no room");
        assert_eq!(failure.code, "UNAVAILABLE", "{failure:?}");
        assert!(failure.message.contains("is full. Free some space"), "{failure:?}");
        assert_eq!(failure.extensions["temporary"], true);
    }
    let logged = setting.logged();
    assert!(logged.contains("the end of a transaction failed"), "not within COMMIT: {logged}");
    assert_eq!(stored(&api).await, (vec!["a".to_owned()], vec![1]), "it can still be read");
    let ready = async || {
        let page = reqwest::get(format!("{}/readyz", server.url)).await.expect("answered");
        (page.status().as_u16(), page.text().await.expect("text"))
    };
    let (status, told) = ready().await;
    assert_eq!(status, 503, "{told}");
    assert!(told.contains("is full. Free some space"), "{told}");

    // Room is made, and the same process goes on where it was, without being written to.
    disk.empty();
    assert_eq!(ready().await.0, 200);
    assert_eq!(create(&api, "b").await.expect("there is room"), 2);
    let page = reqwest::get(format!("{}/readyz", server.url)).await.expect("answered");
    assert!(page.status().is_success());
    server.kill().await;
    let server = Process::start(&setting).await;
    let api = Api::new(&server.url);
    assert_eq!(stored(&api).await, (vec!["a".to_owned(), "b".to_owned()], vec![1, 2]));
    assert_eq!(create(&api, "lost 0").await.expect("its name is free"), 3);
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_on_a_full_disk_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = FullDisk::new(folder.path());
    let setting = Setting { environment: disk.environment(), ..Setting::sqlite(folder.path()) };
    let config = ariadne_server::Config::in_folder(folder.path());
    ariadne_server::migrate(&config).await.expect("there is room");
    let path = folder.path().join("ariadne.db");
    let before = std::fs::read(&path).expect("reads");

    // The first start keeps the id of its key, which is the first thing that it writes.
    disk.fill();
    let ended = setting.fail().await;
    let told = String::from_utf8(ended.stderr).expect("text");
    assert_eq!((ended.status.code(), ended.stdout.len()), (Some(1), 0), "{told}");
    let sentence = told.lines().last().expect("a sentence");
    assert!(sentence.starts_with("ariadne: "), "{told}");
    assert!(sentence.contains("is full. Free some space"), "{told}");
    assert!(before == std::fs::read(&path).expect("reads"), "the database was changed");

    disk.empty();
    Process::start(&setting).await.kill().await;
}
