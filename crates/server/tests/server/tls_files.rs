//! Certificates of TLS: good ones, and what is told of bad ones.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ariadne_server::{TlsFiles, start};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};

use crate::support::config;

/// A certificate that is its own authority, for localhost, with its key.
pub(crate) struct Made {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

pub(crate) fn make() -> Made {
    let names = vec!["localhost".to_owned(), "catalog.example.org".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("made");
    Made { certificate: cert.pem(), key: signing_key.serialize_pem() }
}

/// Writes both into the folder, the key for its owner alone.
pub(crate) fn write(folder: &Path, made: &Made) -> TlsFiles {
    let files =
        TlsFiles { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
    fs::write(&files.certificate, &made.certificate).expect("written");
    fs::write(&files.key, &made.key).expect("written");
    fs::set_permissions(&files.key, fs::Permissions::from_mode(0o600)).expect("set");
    files
}

#[tokio::test]
async fn wrong_files_are_told_before_anything_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let files = write(folder.path(), &make());
    fs::write(path("other.pem"), KeyPair::generate().expect("a key").serialize_pem())
        .expect("written");
    fs::write(path("letter"), "Dear reader").expect("written");
    fs::write(path("cut"), "-----BEGIN CERTIFICATE-----\nTUlJ\n").expect("written");
    fs::write(path("empty.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        .expect("written");
    fs::write(path("odd.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
        .expect("written");
    let locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    fs::write(path("locked.pem"), locked).expect("written");
    for (certificate, key, named, words) in [
        ("missing.pem", "key.pem", "missing.pem", "cannot be read"),
        ("certificate.pem", "missing.pem", "missing.pem", "cannot be read"),
        ("letter", "key.pem", "letter", "There is no certificate"),
        ("key.pem", "key.pem", "key.pem", "There is no certificate"),
        ("cut", "key.pem", "cut", "is damaged"),
        ("empty.pem", "key.pem", "empty.pem", "is not understood"),
        ("certificate.pem", "letter", "letter", "There is no private key"),
        ("certificate.pem", "certificate.pem", "certificate.pem", "There is no private key"),
        ("certificate.pem", "locked.pem", "locked.pem", "is encrypted with a password"),
        ("certificate.pem", "odd.pem", "odd.pem", "cannot be used"),
        ("certificate.pem", "other.pem", "other.pem", "does not belong to the certificate"),
    ] {
        let mut config = config(folder.path());
        config.tls = Some(TlsFiles { certificate: path(certificate), key: path(key) });
        let error = start(config).await.expect_err("refused").to_string();
        let named = path(named).display().to_string();
        assert!(error.contains(&named) && error.contains(words), "{error}");
        assert!(!folder.path().join("data").exists());
    }
    let mut good = config(folder.path());
    good.tls = Some(files);
    start(good).await.expect("starts").shutdown().await.expect("stops");
}
