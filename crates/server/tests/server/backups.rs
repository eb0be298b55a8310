//! Saving a catalog while it is served, and putting it back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ariadne_server::Running;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::process;
use crate::support::{config, create_source, run, running, test_source};

async fn create(server: &Running, name: &str) {
    let create = "mutation($name: String!) { createTable(input: { name: $name, tags: [\"t\"], columns: [{ path: [\"a\"], dataType: \"x\" }] }) { changeset { seq } } }";
    run(server, create, json!({ "name": name })).await;
}

/// Every table with its columns, as of a changeset.
async fn content(server: &Running, seq: u64) -> Vec<Value> {
    let query = "query($at: AsOf, $after: String) { tables(first: 500, after: $after, asOf: $at) { \
        nodes { id name version tags createdAt columns { nodes { id path dataType } } } \
        pageInfo { hasNextPage endCursor } } }";
    let (mut tables, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = run(server, query, json!({ "at": { "seq": seq }, "after": after })).await;
        tables.extend(page["tables"]["nodes"].as_array().expect("a list").clone());
        if page["tables"]["pageInfo"]["hasNextPage"] != true {
            return tables;
        }
        after = page["tables"]["pageInfo"]["endCursor"].clone();
    }
}

async fn head(server: &Running) -> u64 {
    run(server, "{ server { seq } }", json!({})).await["server"]["seq"].as_u64().expect("a seq")
}

async fn epoch(database: &Path) -> i64 {
    let url = format!("sqlite://{}", database.display());
    let connection = sea_orm::Database::connect(url).await.expect("connects");
    let sql = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT epoch FROM head");
    let row = connection.query_one_raw(sql).await.expect("reads").expect("a head");
    let epoch = row.try_get("", "epoch").expect("a number");
    connection.close().await.expect("closes");
    epoch
}

/// The bytes of a file of a database that is open in this process, read by another one:
/// a process that closes a file loses every lock it has on it (POSIX), and SQLite's next
/// visitor would then cut the shared index off under those who have it mapped.
fn read_by_another(file: &Path) -> Vec<u8> {
    let read = std::process::Command::new("cat").arg(file).output().expect("runs");
    assert!(read.status.success(), "{}: {read:?}", file.display());
    read.stdout
}

/// The number behind a word of a sentence.
fn number(text: &str, word: &str) -> u64 {
    let behind = text.split(word).nth(1).unwrap_or_else(|| panic!("no {word}: {text}"));
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_is_the_catalog_at_one_changeset() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Arc::new(running(folder.path()).await);
    create_source(&server, "shop").await;
    let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (server, stop, written) = (server.clone(), stop.clone(), written.clone());
            tokio::spawn(async move {
                let mut n = 0;
                while !stop.load(Ordering::Relaxed) {
                    create(&server, &format!("t{writer}_{n}")).await;
                    written.fetch_add(1, Ordering::Relaxed);
                    n += 1;
                }
            })
        })
        .collect();
    let reached = async |least: usize| {
        while written.load(Ordering::Relaxed) < least {
            tokio::task::yield_now().await;
        }
    };
    reached(20).await;
    let saved = process::run(folder.path(), &["backup", "b.db", "--data-dir", "data"]).await;
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    reached(written.load(Ordering::Relaxed) + 4).await;
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.expect("no panic");
    }
    let seq = number(&saved.out, "changeset ");
    assert!(20 < seq && seq < head(&server).await, "{}", saved.out);
    assert!(saved.out.contains("keep data/secret.key apart"), "{}", saved.out);
    let backup = folder.path().join("b.db");
    let about = fs::metadata(&backup).expect("there");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    assert_eq!(number(&saved.out, "lineage edges 0; "), about.len());
    let expected = content(&server, seq).await;
    assert_eq!(number(&saved.out, "tables "), u64::try_from(expected.len()).expect("few"));

    // Not twice to one name, nor onto the database itself.
    let again = process::run(folder.path(), &["backup", "b.db", "--data-dir", "data"]).await;
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("--force"), "{}", again.err);
    let itself = ["backup", "data/ariadne.db", "--force", "--data-dir", "data"];
    let itself = process::run(folder.path(), &itself).await;
    assert!(itself.err.contains("is the database itself"), "{}", itself.err);
    let forced = ["backup", "b2.db", "--force", "--data-dir", "data"];
    assert_eq!(process::run(folder.path(), &forced).await.code, Some(0));
    // No lock was taken, no part is left.
    let left = fs::read_dir(folder.path()).expect("a folder").map(|e| e.expect("one").file_name());
    let mut left: Vec<_> = left.map(|name| name.into_string().expect("text")).collect();
    left.sort();
    assert_eq!(left, ["b.db", "b2.db", "data"]);
    let key = fs::read(folder.path().join("data/secret.key")).expect("a key");
    Arc::into_inner(server).expect("alone").shutdown().await.expect("stops");

    let other = tempfile::tempdir().expect("a folder");
    let file = backup.to_str().expect("text");
    let restored = process::run(other.path(), &["restore", file, "--data-dir", "data"]).await;
    assert_eq!(restored.code, Some(0), "{}", restored.err);
    assert!(restored.out.contains("put the key file there"), "{}", restored.out);
    fs::write(other.path().join("data/secret.key"), key).expect("written");
    fs::set_permissions(other.path().join("data/secret.key"), fs::Permissions::from_mode(0o600))
        .expect("sets");
    let checked = ["check", "--data-dir", "data", "--listen", "127.0.0.1:9"];
    let checked = process::run(other.path(), &checked).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
    let server = running(other.path()).await;
    assert_eq!(head(&server).await, seq);
    assert_eq!(content(&server, seq).await, expected);
    // The secret opens, and nobody listens where it leads to.
    assert_eq!(test_source(&server, "shop").await, "FAILED");
    create(&server, "one more").await;
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn nothing_that_the_catalog_needs_is_saved_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    create_source(&server, "shop").await;
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.toml"), "data-dir = \"data\"\ntls-key = \"key.pem\"\n").expect("written");
    for made in ["key.pem", "data/secret.key.old", "data/ariadne.db.before-restore-1", "mine.db"] {
        fs::write(at(made), made).expect("written");
    }
    std::os::unix::fs::symlink("data/secret.key", at("link")).expect("linked");
    fs::hard_link(at("data/secret.key"), at("twin")).expect("linked");
    let needed = [
        "data/ariadne.db",
        "data/ariadne.db-wal",
        "data/ariadne.db-shm",
        "data/ariadne.db-journal",
        "data/ariadne.db.before-restore-1",
        "data/secret.key",
        "data/../data/secret.key",
        "data/secret.key.old",
        "data/secret.key.new",
        "data/lock",
        "a.toml",
        "key.pem",
        "link",
        "twin",
    ];
    let content = |name: &str| at(name).exists().then(|| read_by_another(&at(name)));
    let before: Vec<_> = needed.map(content).into();
    for file in needed {
        let refused = ["backup", file, "--force", "--config", "a.toml"];
        let refused = process::run(folder.path(), &refused).await;
        assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{file}");
        assert!(refused.err.contains("Give the backup another name."), "{file}: {}", refused.err);
    }
    assert!(before == needed.map(content), "a file was changed or made");
    let other = ["backup", "mine.db", "--force", "--config", "a.toml"];
    let other = process::run(folder.path(), &other).await;
    assert_eq!(other.code, Some(0), "{}", other.err);
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_restore_keeps_what_was_there_and_raises_the_epoch() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    create(&server, "before").await;
    let saved = process::run(folder.path(), &["backup", "b.db", "--data-dir", "data"]).await;
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    create(&server, "after").await;
    let restore = ["restore", "b.db", "--force", "--data-dir", "data"];
    let locked = process::run(folder.path(), &restore).await;
    assert_eq!(locked.code, Some(1));
    assert!(locked.err.contains("Another Ariadne process"), "{}", locked.err);
    // As a process that is killed leaves it: what was written is in the log alone.
    let database = folder.path().join("data/ariadne.db");
    let log = folder.path().join("data/ariadne.db-wal");
    let (bytes, logged) = (read_by_another(&database), read_by_another(&log));
    server.shutdown().await.expect("stops");
    fs::write(&database, bytes).expect("written");
    fs::write(&log, logged).expect("written");

    let elsewhere = process::run(folder.path(), &restore[..2]).await;
    assert_eq!(elsewhere.code, Some(0), "the default folder has none: {}", elsewhere.err);
    let kept = ["restore", "b.db", "--data-dir", "data"];
    let refused = process::run(folder.path(), &kept).await;
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("--force"), "{}", refused.err);

    let restored = process::run(folder.path(), &restore).await;
    assert_eq!(restored.code, Some(0), "{}", restored.err);
    assert!(restored.out.contains("in data/secret.key."), "{}", restored.out);
    let first = epoch(&database).await;
    assert!(first > 1, "raised: {first}");
    let server = running(folder.path()).await;
    assert_eq!(head(&server).await, 1);
    server.shutdown().await.expect("stops");

    // The old one is whole under its new name, its log included.
    let names = fs::read_dir(folder.path().join("data")).expect("a folder");
    let names: Vec<_> = names.map(|e| e.expect("one").path()).collect();
    let old = names.iter().find(|p| p.to_string_lossy().contains("ariadne.db.before-restore-2"));
    let old = format!("sqlite:{}", old.expect("kept").display());
    let mut config = config(folder.path());
    config.database = ariadne_server::Location::parse(&old).expect("a path");
    let server = ariadne_server::start(config).await.expect("starts");
    assert_eq!(head(&server).await, 2);
    server.shutdown().await.expect("stops");

    let again = process::run(folder.path(), &restore).await;
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(epoch(&database).await > first, "the same backup gets another epoch");
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    create(&server, "here").await;
    server.shutdown().await.expect("stops");
    let database = folder.path().join("data/ariadne.db");
    let bytes = fs::read(&database).expect("reads");
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 2;
    damaged[middle..].fill(0xa5);
    fs::write(folder.path().join("damaged.db"), damaged).expect("written");
    fs::write(folder.path().join("short.db"), &bytes[..bytes.len() / 2]).expect("written");
    fs::write(folder.path().join("letter.db"), "x".repeat(5_000)).expect("written");
    fs::write(folder.path().join("newer.db"), &bytes).expect("written");
    let url = format!("sqlite://{}", folder.path().join("newer.db").display());
    let newer = sea_orm::Database::connect(url).await.expect("connects");
    let sql = "INSERT INTO ariadne_migration (version, applied_at) VALUES ('m9999_future', 0)";
    newer.execute_unprepared(sql).await.expect("inserts");
    newer.close().await.expect("closes");
    for (file, word) in [
        ("damaged.db", "The file damaged.db is damaged"),
        ("short.db", "The file short.db is damaged"),
        ("letter.db", "is not a database of Ariadne"),
        ("newer.db", "m9999_future"),
        ("nowhere.db", "There is no catalog in nowhere.db"),
        ("data/ariadne.db", "is the database itself"),
    ] {
        let refused = ["restore", file, "--force", "--data-dir", "data"];
        let refused = process::run(folder.path(), &refused).await;
        assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{file}: {}", refused.err);
        assert!(refused.err.contains(word), "{file}: {}", refused.err);
        assert!(!refused.err.contains("Stop the server"), "{file}: {}", refused.err);
        assert!(bytes == fs::read(&database).expect("reads"), "{file}: the database changed");
    }
}

#[tokio::test]
async fn a_restore_says_where_its_key_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let save = async |file: &str| {
        let saved = process::run(folder.path(), &["backup", file, "--data-dir", "data"]).await;
        assert_eq!(saved.code, Some(0), "{}", saved.err);
        saved.out
    };
    let none = save("none.db").await;
    assert!(none.contains("that it belongs to: keep data/secret.key apart"), "{none}");
    create_source(&server, "shop").await;
    let one = save("one.db").await;
    assert!(one.contains("that its secret is sealed with"), "{one}");
    server.shutdown().await.expect("stops");
    let restored = async |file: &str| {
        let arguments = ["restore", file, "--force", "--data-dir", "data"];
        let restored = process::run(folder.path(), &arguments).await;
        assert_eq!(restored.code, Some(0), "{}", restored.err);
        let told = "Everybody is signed out, and tokens that were revoked after the backup work";
        assert!(restored.out.contains(told), "{}", restored.out);
        restored.out
    };
    let out = restored("none.db").await;
    assert!(out.contains("It holds no secret, and belongs to the key "), "{out}");
    let out = restored("one.db").await;
    assert!(out.contains("Its secret opens with the key "), "{out}");

    let key = folder.path().join("data/secret.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("sets");
    let out = restored("one.db").await;
    assert!(out.contains("data/secret.key is refused. ") && out.contains("chmod 600"), "{out}");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("sets");
    let rotated = process::run(folder.path(), &["rotate-key", "--data-dir", "data"]).await;
    assert_eq!(rotated.code, Some(0), "{}", rotated.err);
    let out = restored("one.db").await;
    assert!(out.contains("not in data/secret.key but in data/secret.key."), "{out}");
    // What it says to type puts the key in place.
    let typed = out.split_once("keep what is there: ").expect("a command").1;
    let typed = typed.split_once(").").expect("its end").0;
    let mut shell = tokio::process::Command::new("sh");
    let typed = shell.args(["-c", typed]).current_dir(folder.path()).status().await;
    assert!(typed.expect("runs").success());
    let out = restored("one.db").await;
    assert!(out.contains("Its secret opens with the key "), "{out}");
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    running(folder.path()).await.shutdown().await.expect("stops");
    fs::write(folder.path().join("file"), "x").expect("written");
    for (file, why) in [
        ("nowhere/b.db", "The file nowhere/b.db cannot be made: its folder is not there."),
        ("file/b.db", "The file file/b.db cannot be made: its folder is a file."),
    ] {
        let failed = process::run(folder.path(), &["backup", file, "--data-dir", "data"]).await;
        assert_eq!((failed.code, failed.out.as_str()), (Some(1), ""));
        assert!(failed.err.contains(why) && !failed.err.contains(".part"), "{}", failed.err);
    }
}

#[tokio::test]
async fn a_database_server_that_is_not_reached_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    // A port that nobody listens on, because the test has it.
    let taken = tokio::net::TcpSocket::new_v4().expect("a socket");
    taken.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let place = taken.local_addr().expect("bound");
    let url = format!("postgres://me:canary@{place}/catalog");
    let failed = process::run(folder.path(), &["migrate", "--database-url", &url]).await;
    let told = format!("The database server at {place} cannot be reached: Connection refused.");
    assert!(failed.code == Some(1) && failed.err.contains(&told), "{}", failed.err);
    assert!(!failed.err.contains("canary"), "{}", failed.err);
}

#[tokio::test]
async fn postgres_is_saved_by_its_own_tool() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = "postgres://me:canary@db.example:6543/catalog";
    let saved = process::run(folder.path(), &["backup", "b", "--database-url", url]).await;
    let command = "pg_dump --format=custom --file=b --host=db.example --port=6543 --username=me --dbname=catalog";
    assert!(saved.err.contains(command), "{}", saved.err);
    let restored = process::run(folder.path(), &["restore", "b", "--database-url", url]).await;
    assert!(restored.err.contains("pg_restore --clean"), "{}", restored.err);
    for ended in [saved, restored] {
        assert_eq!((ended.code, ended.err.contains("canary")), (Some(1), false), "{}", ended.err);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is made");
}
