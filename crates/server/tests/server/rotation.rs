//! Key rotation over a real vault and a real database, interrupted at every step.

use std::fs;
use std::path::{Path, PathBuf};

use ariadne_ports::{SecretStore, SecretVault};
use ariadne_repo_seaorm::{Database, OpenOptions, Repo};
use ariadne_server::{Config, KeySource, NewKey, rotate_key, start};
use ariadne_testkit::{FixedClock, SeqIds};
use ariadne_vault::Vault;
use secrecy::SecretString;

use crate::support::{config, create_source, running, test_source};

/// Two sources with secrets, and no server.
async fn prepared(folder: &Path) -> (Config, PathBuf) {
    let server = running(folder).await;
    create_source(&server, "shop").await;
    create_source(&server, "stock").await;
    server.shutdown().await.expect("stops");
    (config(folder), folder.join("data").join("secret.key"))
}

fn key_id(path: &Path) -> String {
    Vault::from_key_file(path, false).expect("a key").key_id().to_owned()
}

async fn open(config: &Config) -> Repo {
    let clock = std::sync::Arc::new(FixedClock::default());
    let ids = std::sync::Arc::new(SeqIds::default());
    let options = OpenOptions::new(config.database.clone(), clock, ids);
    Database::open(options).await.expect("opens")
}

/// The keys that stored secrets are sealed with.
async fn sealed_with(config: &Config) -> Vec<String> {
    let repo = open(config).await;
    let secrets = repo.secrets().await.expect("read");
    repo.close().await.expect("closes");
    secrets.into_iter().map(|(_, sealed)| sealed.key_id).collect()
}

/// Every secret still opens: the test gets as far as the network, where nobody is.
async fn all_open(config: Config) {
    let server = start(config).await.expect("starts with the new key");
    for source in ["shop", "stock"] {
        assert_eq!(test_source(&server, source).await, "FAILED");
    }
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn every_secret_is_sealed_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let old = key_id(&key);
    let rotated = rotate_key(&config, NewKey::Generated).await.expect("rotates");
    assert_eq!(rotated.secrets, Some(2));
    assert_ne!(rotated.key_id, old);
    assert_eq!(key_id(&key), rotated.key_id);
    let retired = rotated.retired.expect("the old key is kept");
    assert_eq!(key_id(&retired), old);
    assert!(!key.with_extension("key.new").exists());
    assert_eq!(sealed_with(&config).await, [rotated.key_id.clone(), rotated.key_id]);
    all_open(config).await;
}

#[tokio::test]
async fn a_given_key_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let given = folder.path().join("given.key");
    let id = Vault::generate_key_file(&given).expect("made").key_id().to_owned();
    let rotated = rotate_key(&config, NewKey::File(given.clone())).await.expect("rotates");
    assert_eq!((rotated.key_id.as_str(), key_id(&key)), (id.as_str(), id.clone()));
    // The same once more changes nothing.
    let error = rotate_key(&config, NewKey::File(given)).await.expect_err("refused").to_string();
    assert!(error.contains("is the old one"), "{error}");
    assert_eq!(key_id(&key), id);
    all_open(config).await;
}

/// The file that is given may lie where the new key is put anyway.
#[tokio::test]
async fn a_given_key_in_the_new_keys_place_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let given = key.with_extension("key.new");
    let id = Vault::generate_key_file(&given).expect("made").key_id().to_owned();
    let rotated = rotate_key(&config, NewKey::File(given)).await.expect("rotates");
    assert_eq!((rotated.key_id.as_str(), key_id(&key)), (id.as_str(), id.clone()));
    all_open(config).await;
}

#[tokio::test]
async fn a_crash_before_the_database_is_gone_on_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let old = key_id(&key);
    let staged = key.with_extension("key.new");
    let new = Vault::generate_key_file(&staged).expect("made").key_id().to_owned();
    all_open(config.clone()).await;
    assert_eq!(key_id(&key), old, "a start does not touch it");
    let rotated = rotate_key(&config, NewKey::Generated).await.expect("rotates");
    assert_eq!((rotated.secrets, rotated.key_id.as_str()), (Some(2), new.as_str()));
    assert_eq!(key_id(&key), new);
    all_open(config).await;
}

/// The state after the database was resealed and before the file was replaced.
async fn crashed_between(config: &Config, key: &Path) -> String {
    let old = Vault::from_key_file(key, false).expect("a key");
    let new = Vault::generate_key_file(&key.with_extension("key.new")).expect("made");
    let repo = open(config).await;
    let secrets = repo.secrets().await.expect("read");
    let resealed = ariadne_vault::rotate(&old, &new, secrets).expect("reseals");
    repo.reseal(new.key_id(), resealed).await.expect("stored");
    repo.close().await.expect("closes");
    new.key_id().to_owned()
}

#[tokio::test]
async fn a_crash_after_the_database_is_finished_by_a_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let old = key_id(&key);
    let new = crashed_between(&config, &key).await;
    all_open(config).await;
    assert_eq!(key_id(&key), new);
    assert_eq!(key_id(&folder.path().join("data").join(format!("secret.key.{old}"))), old);
}

#[tokio::test]
async fn a_crash_after_the_database_is_finished_by_a_rotation() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    let new = crashed_between(&config, &key).await;
    let rotated = rotate_key(&config, NewKey::Generated).await.expect("finishes");
    assert_eq!((rotated.secrets, rotated.key_id.as_str()), (None, new.as_str()));
    assert_eq!(key_id(&key), new);
    all_open(config).await;
}

#[tokio::test]
async fn keys_of_the_environment_rotate_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = ("A".repeat(43) + "=", "B".repeat(42) + "A=");
    let text = |key: &str| SecretString::from(key.to_owned());
    let mut config = config(folder.path());
    config.key = KeySource::Text(text(&first));
    let server = start(config.clone()).await.expect("starts");
    create_source(&server, "shop").await;
    create_source(&server, "stock").await;
    server.shutdown().await.expect("stops");

    let error = rotate_key(&config, NewKey::Generated).await.expect_err("refused").to_string();
    assert!(error.contains("ARIADNE_NEW_KEY"), "{error}");
    let rotated = rotate_key(&config, NewKey::Text(text(&second))).await.expect("rotates");
    assert_eq!(rotated.secrets, Some(2));
    let again = rotate_key(&config, NewKey::Text(text(&second))).await.expect("nothing to do");
    assert_eq!((again.secrets, again.key_id), (None, rotated.key_id));
    assert!(start(config.clone()).await.is_err(), "the old key is refused");
    config.key = KeySource::Text(text(&second));
    all_open(config).await;
}

#[tokio::test]
async fn a_lost_key_is_replaced_only_while_no_secret_needs_it() {
    let empty = tempfile::tempdir().expect("a folder");
    running(empty.path()).await.shutdown().await.expect("stops");
    let key = empty.path().join("data").join("secret.key");
    fs::remove_file(&key).expect("lost");
    let rotated = rotate_key(&config(empty.path()), NewKey::Generated).await.expect("replaces");
    assert_eq!((rotated.secrets, rotated.key_id), (Some(0), key_id(&key)));
    running(empty.path()).await.shutdown().await.expect("stops");

    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = prepared(folder.path()).await;
    fs::remove_file(&key).expect("lost");
    let error = rotate_key(&config, NewKey::Generated).await.expect_err("refused").to_string();
    assert!(error.contains("There is no key file"), "{error}");
    assert!(!key.exists());
}

#[tokio::test]
async fn a_running_server_is_not_rotated_under() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let refused = rotate_key(&config(folder.path()), NewKey::Generated).await;
    assert!(refused.expect_err("refused").to_string().contains("Another Ariadne process"));
    server.shutdown().await.expect("stops");
}
