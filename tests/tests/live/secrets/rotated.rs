//! What a key rotation prints and leaves, and what lies in the rows of a database.

use std::collections::BTreeMap;
use std::path::Path;

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use super::canaries::Canaries;
use ariadne_tests::process::Setting;

/// Every file of a key in `folder`, by its name.
fn keys(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("a name in UTF-8"));
    names
        .filter(|name| name.starts_with("secret.key"))
        .map(|name| {
            let key = std::fs::read_to_string(folder.join(&name)).expect("a readable key");
            (name, key.trim().to_owned())
        })
        .collect()
}

/// Rotates the key: `secrets` secrets are sealed anew, and neither they nor one of the two
/// keys is printed or logged.
pub(super) async fn shows_nothing(setting: &Setting, canaries: &Canaries, secrets: usize) {
    let before = keys(&setting.folder);
    let told = setting.rotate_key().await;
    assert!(told.contains(&format!("{secrets} secrets are sealed")), "{told}");
    assert_eq!(canaries.found_in(&told), None, "{told}");
    let after = keys(&setting.folder);
    assert_eq!((before.len(), after.len()), (1, 2), "{:?}", after.keys());
    assert_ne!(before["secret.key"], after["secret.key"]);
    for (name, key) in &after {
        assert!(key.len() >= 32, "{name} holds a key");
        assert_eq!(canaries.found_in(key), None, "{name}");
        assert_eq!(Canaries::of(&[key]).found_in(&told), None, "the key of {name} is shown");
    }
}

/// No row of any table of a PostgreSQL database holds a canary; those of `filled` have rows.
pub(super) async fn rows_show_nothing(url: &str, canaries: &Canaries, filled: &[&str]) {
    let connection = Database::connect(url).await.expect("connects");
    let ask = async |sql: String| {
        let rows = connection.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
        let text = |row: sea_orm::QueryResult| row.try_get_by_index(0).expect("a text");
        rows.expect("asks").into_iter().map(text).collect::<Vec<String>>()
    };
    let names = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
    let tables = ask(names.to_owned()).await;
    for table in &tables {
        // bytes are spelt in hexadecimal digits, as the canaries are too
        let rows = ask(format!("SELECT row_to_json(t)::text FROM \"{table}\" t")).await;
        for row in &rows {
            assert_eq!(canaries.found_in(row), None, "in {table}: {row}");
        }
        let looked_into = filled.contains(&table.as_str());
        assert!(!looked_into || !rows.is_empty(), "{table} has no row to look into");
    }
    for table in filled {
        assert!(tables.iter().any(|name| name == table), "{table} is not there: {tables:?}");
    }
    connection.close().await.expect("closes");
}
