//! Databases that the binary does not start on: an exit code, a sentence that says
//! what to do, and not a byte of them changed.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use sea_orm::ConnectionTrait;

use crate::process::run;

/// A data folder with a catalog that no process has open; the database's path.
async fn catalog(folder: &Path) -> PathBuf {
    let made = run(folder, &["migrate", "--data-dir", "d"]).await;
    assert_eq!(made.code, Some(0), "{}", made.err);
    folder.join("d").join("ariadne.db")
}

/// Every file of the folder but the lock, which every start notes itself in.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| !path.ends_with("lock")).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(&path).expect("readable"))).collect()
}

/// Both commands end with 1 and a sentence that has these words.
async fn refused(folder: &Path, words: &[&str]) {
    let before = content(&folder.join("d"));
    for command in [
        &["serve", "--listen", "127.0.0.1:0", "--log", "off", "--data-dir", "d"][..],
        &["migrate", "--log", "off", "--data-dir", "d"],
    ] {
        let ended = run(folder, command).await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "one sentence: {}", ended.err);
        assert!(ended.err.starts_with("ariadne: ") && ended.err.ends_with(".\n"), "{}", ended.err);
        for word in words {
            assert!(ended.err.contains(word), "{}", ended.err);
        }
        assert!(before == content(&folder.join("d")), "{command:?} changed something");
    }
}

#[tokio::test]
async fn a_newer_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = catalog(folder.path()).await;
    let url = format!("sqlite://{}", path.display());
    let newer = sea_orm::Database::connect(url).await.expect("connects");
    let sql = "INSERT INTO ariadne_migration (version, applied_at) VALUES ('m9999_future', 0)";
    newer.execute_unprepared(sql).await.expect("inserts");
    newer.close().await.expect("closes");
    refused(folder.path(), &["newer version", "m9999_future", "restore a backup"]).await;
}

#[tokio::test]
async fn a_read_only_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = catalog(folder.path()).await;
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("sets");
    refused(folder.path(), &["ariadne.db is read-only", "Make the file writable"]).await;
}

#[tokio::test]
async fn a_file_of_something_else() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("d")).expect("a folder");
    let path = folder.path().join("d").join("ariadne.db");
    for other in ["a long letter, no database at all. ".repeat(300).into_bytes(), vec![0; 8_192]] {
        fs::write(&path, other).expect("writes");
        refused(folder.path(), &["is not a database of Ariadne", "Name another file"]).await;
    }
}

#[tokio::test]
async fn a_damaged_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = catalog(folder.path()).await;
    let mut damaged = fs::read(&path).expect("reads");
    damaged[100..].fill(0xa5);
    fs::write(&path, damaged).expect("writes");
    refused(folder.path(), &["is damaged", "restore a backup"]).await;
}
