//! What an operator does with a catalog on PostgreSQL, with PostgreSQL's own tools.

use std::process::{Command, Output};

use ariadne_tests::api::Api;
use ariadne_tests::services;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use ariadne_tests::process::{Process, Setting};

fn told(ended: &Output) -> String {
    let text = [ended.stdout.as_slice(), &ended.stderr].concat();
    String::from_utf8(text).expect("text")
}

async fn epoch(url: &str) -> i64 {
    let connection = sea_orm::Database::connect(url).await.expect("connects");
    let sql = Statement::from_string(DbBackend::Postgres, "SELECT epoch FROM head");
    let row = connection.query_one_raw(sql).await.expect("reads").expect("a head");
    let epoch = row.try_get("", "epoch").expect("a number");
    connection.close().await.expect("closes");
    epoch
}

/// Checked beside its server, damaged, and told so.
#[tokio::test(flavor = "multi_thread")]
async fn a_catalog_on_postgres_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = services::postgres().await.create_database("checked").await;
    let setting = Setting { database: database.clone(), ..Setting::sqlite(folder.path()) };
    let server = Process::start(&setting).await;
    let api = Api::new(server.url.as_str());
    let tables = "mutation { createTables(input: [ \
        { name: \"a\", tags: [\"x\"], columns: [{ path: [\"客户\"], dataType: \"x\" }] }, \
        { name: \"b\", columns: [{ path: [\"c\"], dataType: \"x\" }] } ]) { tables { id } } }";
    let made = api.run(tables, json!({})).await["createTables"]["tables"].clone();
    let claim =
        "mutation($input: [LineageInput!]!) { createLineage(input: $input) { edges { id } } }";
    let input = json!([{ "from": made[0]["id"], "to": made[1]["id"] }]);
    api.run(claim, json!({ "input": input })).await;
    let listen = server.url.trim_start_matches("http://").to_owned();
    let mut knowing = setting.clone();
    let token = ariadne_tests::sessions::token(&server.url).await;
    knowing.environment.push(("ARIADNE_TOKEN", token));
    let whole = knowing.run("check", &["--listen", &listen]).await;
    assert!(whole.status.success(), "{}", told(&whole));
    assert!(told(&whole).contains("the graph is that of the server"), "{}", told(&whole));

    let before = epoch(&database).await;
    let finished = setting.run("restore", &["--finish"]).await;
    assert!(told(&finished).contains("Another Ariadne process"), "{}", told(&finished));
    server.kill().await;
    // The server process of PostgreSQL hears of the lost connection a moment later.
    loop {
        let finished = setting.run("restore", &["--finish"]).await;
        if finished.status.success() {
            break;
        }
        assert!(told(&finished).contains("Another Ariadne process uses"), "{}", told(&finished));
    }
    assert!(epoch(&database).await > before);

    let connection = sea_orm::Database::connect(&database).await.expect("connects");
    for harm in ["DELETE FROM assertion", "DELETE FROM search_gram", "UPDATE head SET seq = 9"] {
        connection.execute_unprepared(harm).await.expect("does harm");
    }
    connection.close().await.expect("closes");
    let found = setting.run("check", &["--listen", "127.0.0.1:9"]).await;
    assert_eq!(found.status.code(), Some(1), "{}", told(&found));
    for name in ["changesets", "references", "search"] {
        assert!(told(&found).contains(&format!("PROBLEM  {name}: ")), "{}", told(&found));
    }
}

/// The commands that are printed are tried as they are: the database comes back.
#[tokio::test(flavor = "multi_thread")]
async fn the_commands_for_postgres_save_and_put_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = services::postgres().await.create_database("saved").await;
    let setting = Setting { database: database.clone(), ..Setting::sqlite(folder.path()) };
    let migrated = setting.run("migrate", &[]).await;
    assert!(migrated.status.success(), "{}", told(&migrated));
    let shell = |text: &str, from: &str, to: &str| {
        let (_, behind) = text.split_once(from).unwrap_or_else(|| panic!("no {from}: {text}"));
        let command = format!("{from}{}", behind.split(to).next().unwrap_or(behind));
        let ended = Command::new("sh").arg("-c").arg(&command).current_dir(folder.path()).output();
        let ended = ended.expect("a shell");
        assert!(ended.status.success(), "{command}: {}", told(&ended));
    };
    let save = told(&setting.run("backup", &["dump"]).await);
    shell(&save, "pg_dump ", " (it asks");
    let connection = sea_orm::Database::connect(&database).await.expect("connects");
    connection.execute_unprepared("DELETE FROM head").await.expect("does harm");
    connection.close().await.expect("closes");
    let back = told(&setting.run("restore", &["dump"]).await);
    shell(&back, "pg_restore ", " and then:");
    assert_eq!(epoch(&database).await, 1);
    let finished = setting.run("restore", &["--finish"]).await;
    assert!(finished.status.success(), "{}", told(&finished));
    assert!(epoch(&database).await > 1);
}
