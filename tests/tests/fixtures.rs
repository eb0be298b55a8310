//! Every database that a released version wrote opens with the newest code and
//! answers what it answered then, in a schema that a new database has too.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ariadne_server::KeySource;
use ariadne_tests::{ariadne::Ariadne, fixture};
use sea_orm::{ConnectionTrait, Database, DbBackend, QueryResult, Statement};
use serde_json::Value;

/// How every table and index of a database file was made, in the order of their names.
async fn schema(database: &Path) -> Vec<(String, String)> {
    let url = format!("sqlite://{}?mode=ro", database.display());
    let connection = Database::connect(url).await.expect("connects");
    let sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let text = |row: &QueryResult, column: usize| row.try_get_by_index(column).expect("a text");
    let made = rows.expect("asks").iter().map(|row| (text(row, 0), text(row, 1))).collect();
    connection.close().await.expect("closes");
    made
}

/// The schema that a database gets which is made today.
async fn fresh() -> Vec<(String, String)> {
    let folder = Ariadne::start().await.stop().await;
    let schema = schema(&folder.path().join("data").join("ariadne.db")).await;
    assert!(schema.iter().any(|(name, _)| name == "catalog_table"), "{schema:#?}");
    schema
}

#[tokio::test(flavor = "multi_thread")]
async fn old_databases_open_and_answer_as_before() {
    let fresh = fresh().await;
    let mut seen = 0;
    for entry in std::fs::read_dir(fixture::folder()).expect("the folder of fixtures") {
        let folder = entry.expect("an entry").path();
        let copy = tempfile::tempdir().expect("a temporary folder");
        for file in ["ariadne.db", "secret.key"] {
            std::fs::copy(folder.join(file), copy.path().join(file)).expect("a copy");
        }
        // git keeps no modes: a key that others can read is refused
        let key = copy.path().join("secret.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("the mode");
        let database = copy.path().join("ariadne.db");
        let ariadne = Ariadne::start_with(|config| {
            config.database = ariadne_server::Location::Sqlite(database.clone());
            config.key = KeySource::File(key);
        })
        .await;
        let expected = std::fs::read_to_string(folder.join("answers.json")).expect("the answers");
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        let mut found = fixture::answers(&ariadne.api).await;
        let asked = expected.as_array().map_or(0, Vec::len);
        assert!(asked > 0, "{} has no answers", folder.display());
        found.as_array_mut().expect("a list").truncate(asked);
        assert_eq!(found, expected, "{} answers differently", folder.display());
        // The stored secret still opens: the test gets as far as the server, which is gone.
        let source = &found[0]["sources"]["nodes"][0]["id"];
        let test = "mutation($id: ID!) { testSource(id: $id) { status } }";
        let tested = ariadne.api.run(test, serde_json::json!({ "id": source })).await;
        assert_eq!(tested["testSource"]["status"], "FAILED");
        ariadne.stop().await;
        let migrated = schema(&database).await;
        assert_eq!(migrated, fresh, "{} was migrated to another schema", folder.display());
        seen += 1;
    }
    assert!(
        seen > 0,
        "there is no fixture: cargo run -p ariadne-tests --bin make-fixture -- 0.1.0"
    );
}
