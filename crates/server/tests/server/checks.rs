//! Each thing that can be wrong in a database is found, by the check that is named for it.

use std::fs;
use std::path::Path;

use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::process::{self, Ended};
use crate::support::{create_source, run, running};

async fn check(folder: &Path) -> Ended {
    process::run(folder, &["check", "--data-dir", "data", "--listen", "127.0.0.1:9"]).await
}

/// A catalog with one of everything; its server has ended.
async fn catalog(folder: &Path) {
    let server = running(folder).await;
    create_source(&server, "shop").await;
    let tables = "mutation { createTables(input: [ \
        { name: \"a\", tags: [\"x\", \"y\"], columns: [{ path: [\"客户\"], dataType: \"x\" }] }, \
        { name: \"b\", columns: [{ path: [\"c\"], dataType: \"x\" }] }, { name: \"gone\" } ]) \
        { tables { id version } } }";
    let made = run(&server, tables, json!({})).await["createTables"]["tables"].clone();
    let claim =
        "mutation($input: [LineageInput!]!) { createLineage(input: $input) { edges { id } } }";
    let input = json!([{ "from": made[0]["id"], "to": made[1]["id"], "origin": "SQL" }]);
    run(&server, claim, json!({ "input": input })).await;
    // The same claim, held for true now: the edge has been something else before.
    let input = json!([{
        "from": made[0]["id"], "to": made[1]["id"], "origin": "SQL", "status": "APPROVED"
    }]);
    run(&server, claim, json!({ "input": input })).await;
    let gone =
        "mutation($id: ID!, $v: Int!) { deleteTable(id: $id, version: $v) { changeset { id } } }";
    let gone = run(&server, gone, json!({ "id": made[2]["id"], "v": made[2]["version"] })).await;
    let undo = "mutation($id: ID!) { undoChangeset(id: $id) { changeset { seq } } }";
    run(&server, undo, json!({ "id": gone["deleteTable"]["changeset"]["id"] })).await;
    server.shutdown().await.expect("stops");
}

/// What is done to the database, and what the check of this name says.
const DAMAGES: &[(&str, &str, &str)] = &[
    ("DELETE FROM changeset WHERE seq = 2", "changesets", "2 is the first number of a gap"),
    ("UPDATE head SET seq = 99", "changesets", "first number of a gap"),
    ("UPDATE changeset SET at = 1 WHERE seq = 3", "changesets", "3 is a changeset that is older"),
    (
        "UPDATE catalog_table SET name = 'other' WHERE name = 'a'",
        "rows",
        "is not stored under what it says",
    ),
    ("UPDATE catalog_table SET observed = '{' WHERE name = 'a'", "rows", "does not read back"),
    (
        "UPDATE catalog_table_history SET kind = 'NOTHING'",
        "rows",
        "is not stored under what it says",
    ),
    ("UPDATE catalog_table_history SET to_seq = 77", "history", "until changeset 77"),
    ("UPDATE changeset SET deleted = 0", "history", "a state of changeset"),
    (
        "DELETE FROM catalog_table WHERE name = 'b'",
        "references",
        "is a column of a table that is not there",
    ),
    ("DELETE FROM catalog_column WHERE path LIKE '%c%'", "search", "search finds and nothing has"),
    ("DELETE FROM assertion", "references", "is an edge that nobody asserts"),
    ("DELETE FROM edge", "references", "about an edge that is not there"),
    (
        "UPDATE edge SET status = 'PROPOSED'",
        "lineage",
        "is PROPOSED, and its assertions say APPROVED",
    ),
    ("UPDATE edge SET claims = 1", "lineage", "sums its assertions up wrongly"),
    (
        "UPDATE edge_history SET status = 'REJECTED'",
        "lineage",
        "is REJECTED, and its assertions say PROPOSED",
    ),
    ("DELETE FROM table_tag WHERE tag = 'x'", "tags", "other tags in the index"),
    (
        "UPDATE search_name SET name = 'zzz' WHERE name = 'a'",
        "search",
        "is not found by what it says",
    ),
    ("DELETE FROM search_gram", "search", "is not found by what it says"),
    ("DELETE FROM search_text WHERE rowid = 1", "search", "is not found by what it says"),
    ("DELETE FROM source_secret", "secrets", "whose secret is not stored"),
    ("UPDATE source_secret SET key_id = 'k'", "secrets", "another key than the database's"),
    ("UPDATE source SET secret = NULL", "secrets", "knows nothing of its stored secret"),
    (
        "UPDATE source_secret SET sealed = x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
        "keys",
        "does not open",
    ),
];

#[tokio::test]
async fn each_damage_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    catalog(folder.path()).await;
    let whole = check(folder.path()).await;
    assert_eq!(whole.code, Some(0), "{}{}", whole.out, whole.err);
    let oks = whole.out.lines().filter(|line| line.starts_with("ok ")).count();
    assert_eq!(oks, 11, "{}", whole.out);
    let database = folder.path().join("data/ariadne.db");
    let bytes = fs::read(&database).expect("reads");
    for (damage, name, words) in DAMAGES {
        fs::write(&database, &bytes).expect("written");
        let url = format!("sqlite://{}", database.display());
        let connection = sea_orm::Database::connect(url).await.expect("connects");
        let done = connection.execute_unprepared(damage).await.expect("does harm");
        assert!(done.rows_affected() > 0, "{damage} changed nothing");
        connection.close().await.expect("closes");
        let found = check(folder.path()).await;
        assert_eq!(found.code, Some(1), "{damage}: {}", found.out);
        let problem = format!("PROBLEM  {name}: ");
        assert!(found.out.contains(&problem), "{damage}: {}{}", found.out, found.err);
        assert!(found.out.contains(words), "{damage}: {}", found.out);
        assert!(found.err.contains("found something wrong"), "{}", found.err);
        for left in ["data/ariadne.db-wal", "data/ariadne.db-shm"] {
            let _ = fs::remove_file(folder.path().join(left));
        }
    }
}

#[tokio::test]
async fn a_damaged_file_and_a_wrong_key_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    catalog(folder.path()).await;
    let key = folder.path().join("data/secret.key");
    fs::rename(&key, folder.path().join("kept.key")).expect("moved");
    let lost = check(folder.path()).await;
    assert!(lost.out.contains("PROBLEM  keys: 1 wrong"), "{}", lost.out);
    assert!(lost.err.contains("needs no restore. Put the key in place"), "{}", lost.err);
    fs::rename(folder.path().join("kept.key"), &key).expect("moved");

    let database = folder.path().join("data/ariadne.db");
    let url = format!("sqlite://{}", database.display());
    let connection = sea_orm::Database::connect(url).await.expect("connects");
    // An index over other columns than its entries have: only the file's own check sees it.
    let harm = "PRAGMA writable_schema = ON; UPDATE sqlite_master \
        SET sql = 'CREATE INDEX changeset_at ON changeset (seq, at)' WHERE name = 'changeset_at'";
    let harmed = connection.execute_unprepared(harm).await;
    connection.close().await.expect("closes");
    harmed.expect("does harm");
    let found = check(folder.path()).await;
    assert_eq!(found.code, Some(1), "{}", found.out);
    assert!(found.out.contains("PROBLEM  database file: "), "{}{}", found.out, found.err);
    assert!(found.err.contains("restore the last backup"), "{}", found.err);
}

#[tokio::test]
async fn a_running_server_is_asked_for_its_own_graph() {
    let folder = tempfile::tempdir().expect("a folder");
    catalog(folder.path()).await;
    let server = running(folder.path()).await;
    let address = server.addr().to_string();
    let checked = ["check", "--data-dir", "data", "--listen", &address];
    let checked = process::run(folder.path(), &checked).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
    assert!(checked.out.contains("the graph is that of the server"), "{}", checked.out);
    server.shutdown().await.expect("stops");
    let nothing = process::run(folder.path(), &["check", "--data-dir", "other"]).await;
    assert_eq!(nothing.code, Some(1));
    assert!(!folder.path().join("other").exists(), "nothing is made");
}
