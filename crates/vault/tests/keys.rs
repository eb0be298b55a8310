//! Where keys come from, and which ones are refused.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ariadne_domain::SourceId;
use ariadne_ports::{Error, ErrorKind, SecretValues, SecretVault};
use ariadne_vault::{Vault, rotate};
use secrecy::{ExposeSecret, SecretString};
use tempfile::TempDir;
use uuid::Uuid;

/// 32 bytes, 0 to 31.
const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn put(path: &Path, content: &str, mode: u32) {
    fs::write(path, content).expect("written");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("mode set");
}

fn refused(answer: ariadne_ports::Result<Vault>, kind: ErrorKind) -> Error {
    let error = answer.expect_err("refused");
    assert_eq!(error.kind(), kind, "{error:?}");
    error
}

fn password() -> SecretValues {
    let mut values = SecretValues::default();
    values.insert("password", SecretString::from("hunter2-canary"));
    values
}

#[test]
fn a_first_start_makes_a_key_file_and_later_ones_read_it() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    let made = Vault::from_key_file(&path, true).expect("made");
    let permissions = fs::metadata(&path).expect("there").permissions();
    assert_eq!(permissions.mode() & 0o7777, 0o600);
    let line = fs::read_to_string(&path).expect("read");
    assert_eq!((line.len(), line.ends_with("=\n")), (45, true));
    let again = Vault::from_key_file(&path, true).expect("read");
    assert_eq!(again.key_id(), made.key_id());
    assert_eq!(fs::read_to_string(&path).expect("read"), line, "it is never written again");
    let files = fs::read_dir(folder.path()).expect("listed").count();
    assert_eq!(files, 1, "nothing else is left in the folder");
    let source = SourceId(Uuid::from_u128(1));
    let sealed = made.seal(source, &password()).expect("sealed");
    let opened = again.open(source, &sealed).expect("opened");
    assert_eq!(opened.get("password").map(ExposeSecret::expose_secret), Some("hunter2-canary"));
}

#[test]
fn first_starts_at_once_get_one_key() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    let ids: Vec<String> = std::thread::scope(|scope| {
        let start = || Vault::from_key_file(&path, true).map(|vault| vault.key_id().to_owned());
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        starts.into_iter().map(|s| s.join().expect("no panic").expect("a key")).collect()
    });
    let stored = Vault::from_key_file(&path, false).expect("a key");
    assert_eq!(ids.len(), 8);
    assert!(ids.iter().all(|id| id == stored.key_id()), "{ids:?}");
}

#[test]
fn every_new_key_is_another() {
    let folder = folder();
    let make = |name: &str| Vault::generate_key_file(&folder.path().join(name)).expect("made");
    assert_ne!(make("a").key_id(), make("b").key_id());
}

#[test]
fn a_key_file_is_never_overwritten() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    put(&path, TEXT, 0o600);
    let error = refused(Vault::generate_key_file(&path), ErrorKind::Conflict);
    assert!(error.to_string().contains("never overwritten"), "{error}");
    assert_eq!(fs::read_to_string(&path).expect("read"), TEXT);
}

#[test]
fn a_text_is_the_same_key_as_a_file_of_it() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    put(&path, &format!("  {TEXT}\r\n\n"), 0o400);
    let file = Vault::from_key_file(&path, false).expect("read");
    let text = Vault::from_text(&SecretString::from(TEXT)).expect("a key");
    assert_eq!(file.key_id(), text.key_id());
    assert_eq!(text.key_id(), "75789a5d770a4236", "ids are kept in databases: they never change");
}

#[test]
fn a_missing_file_is_not_made_unless_asked_for() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    let error = refused(Vault::from_key_file(&path, false), ErrorKind::NotFound);
    assert!(error.to_string().contains("secret.key"), "{error}");
    assert!(!path.exists());
}

#[test]
fn a_file_that_others_can_read_is_refused_with_the_command() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    for mode in [0o644, 0o640, 0o604, 0o620, 0o601] {
        put(&path, TEXT, mode);
        let error = refused(Vault::from_key_file(&path, true), ErrorKind::Validation);
        let command = format!("chmod 600 '{}'", path.display());
        assert!(error.to_string().contains(&command), "{error}");
    }
}

#[test]
fn what_is_no_key_is_refused_and_not_shown() {
    let folder = folder();
    let path = folder.path().join("secret.key");
    let short = "c2hvcnQtY2FuYXJ5";
    let two = format!("{TEXT}\n{TEXT}");
    let long = "A".repeat(100_000);
    for wrong in ["", "\n", "not base64! canary", short, &TEXT[..40], &two, &long] {
        put(&path, wrong, 0o600);
        let error = refused(Vault::from_key_file(&path, true), ErrorKind::Validation);
        assert!(error.to_string().contains("openssl rand -base64 32"), "{error}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary") && !shown.contains(short), "{shown}");
        assert_eq!(fs::read_to_string(&path).expect("read"), wrong, "it is left alone");
        let error = refused(Vault::from_text(&SecretString::from(wrong)), ErrorKind::Validation);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

#[test]
fn a_folder_is_refused() {
    let folder = folder();
    let error = refused(Vault::from_key_file(folder.path(), true), ErrorKind::Validation);
    assert!(error.to_string().contains("is a folder"), "{error}");
}

#[test]
fn a_file_that_cannot_be_made_is_told_with_the_way_out() {
    let folder = folder();
    let path = folder.path().join("missing").join("secret.key");
    let error = refused(Vault::from_key_file(&path, true), ErrorKind::Validation);
    assert!(error.to_string().contains("cannot be made"), "{error}");
}

#[test]
fn neither_debug_nor_the_file_of_another_key_shows_the_key() {
    let vault = Vault::from_text(&SecretString::from(TEXT)).expect("a key");
    let shown = format!("{vault:?} {vault:#?}");
    assert!(shown.contains(vault.key_id()), "{shown}");
    assert!(!shown.contains("AAEC") && !shown.contains("00, 1, 2"), "{shown}");
}

#[test]
fn rotation_seals_everything_with_the_new_key() {
    let folder = folder();
    let make = |name: &str| Vault::generate_key_file(&folder.path().join(name)).expect("made");
    let (old, new) = (make("old"), make("new"));
    let sources = [1, 2, 3].map(|n| SourceId(Uuid::from_u128(n)));
    let sealed = sources.map(|s| (s, old.seal(s, &password()).expect("sealed"))).to_vec();
    let rotated = rotate(&old, &new, sealed).expect("rotated");
    assert_eq!(rotated.iter().map(|r| r.source).collect::<Vec<_>>(), sources);
    for one in &rotated {
        assert_eq!((&*one.old.key_id, &*one.new.key_id), (old.key_id(), new.key_id()));
        let opened = new.open(one.source, &one.new).expect("opened");
        assert_eq!(opened.get("password").map(ExposeSecret::expose_secret), Some("hunter2-canary"));
        assert!(old.open(one.source, &one.new).is_err());
    }
}

#[test]
fn rotation_is_all_or_nothing() {
    let folder = folder();
    let make = |name: &str| Vault::generate_key_file(&folder.path().join(name)).expect("made");
    let (old, new) = (make("old"), make("new"));
    let [a, b] = [1, 2].map(|n| SourceId(Uuid::from_u128(n)));
    let good = old.seal(a, &password()).expect("sealed");
    let mut broken = old.seal(b, &password()).expect("sealed");
    broken.bytes[30] ^= 1;
    let error = rotate(&old, &new, vec![(a, good), (b, broken)]).expect_err("one is broken");
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(error.context().contains(&("source", b.to_string())), "it says which: {error:?}");
}

#[test]
fn the_sealed_form_holds_no_value() {
    let vault = Vault::from_text(&SecretString::from(TEXT)).expect("a key");
    let sealed = vault.seal(SourceId(Uuid::nil()), &password()).expect("sealed");
    let text = String::from_utf8_lossy(&sealed.bytes);
    assert!(!text.contains("hunter2") && !text.contains("password"));
    assert_eq!(sealed.bytes.len(), 24 + 1 + 4 + (4 + 8) + (4 + 14) + 16);
}

#[test]
fn fingerprints_outlive_the_process() {
    let vault = Vault::from_text(&SecretString::from(TEXT)).expect("a key");
    // HMAC(HMAC(key, "ariadne-vault fingerprints 1"), "body") with SHA-256, computed apart from this code
    let expected = [
        0xa0, 0xfb, 0x07, 0xd2, 0x84, 0xbb, 0x23, 0xdf, 0x2f, 0x01, 0xab, 0x39, 0x80, 0x12, 0x26,
        0x2c, 0xda, 0x12, 0x30, 0x16, 0xba, 0xd6, 0xb7, 0x1e, 0xf6, 0xbf, 0xec, 0x26, 0x02, 0xa6,
        0xfd, 0x5e,
    ];
    assert_eq!(vault.fingerprint(b"body"), expected);
}
