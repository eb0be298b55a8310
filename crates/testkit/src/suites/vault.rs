//! `SecretVault`.

use std::collections::BTreeSet;
use std::sync::Arc;

use ariadne_domain::SourceId;
use ariadne_ports::{Ciphertext, ErrorKind, SecretValues, SecretVault};
use secrecy::{ExposeSecret, SecretString};

use super::expect::refused;
use crate::SeqIds;
use crate::fakes::SECRET_CANARY;

/// A vault, and another of the same make with another key.
pub struct Vaults {
    /// The one under test.
    pub vault: Arc<dyn SecretVault>,
    /// Has another key.
    pub other: Arc<dyn SecretVault>,
}

fn values() -> SecretValues {
    let mut values = SecretValues::default();
    values.insert("password", SecretString::from(SECRET_CANARY));
    values.insert("schlüssel", SecretString::from("-----BEGIN\n\0\u{1f980}\n-----END"));
    values
}

fn pairs(values: &SecretValues) -> Vec<(String, String)> {
    values.iter().map(|(n, v)| (n.to_owned(), v.expose_secret().to_owned())).collect()
}

fn source(number: u64) -> SourceId {
    SourceId(SeqIds::nth(number))
}

fn seal(vaults: &Vaults) -> Ciphertext {
    vaults.vault.seal(source(1), &values()).expect("sealed")
}

/// Asserts that it does not open, as `Internal`, naming the key and no value.
#[track_caller]
fn stays_shut(vault: &dyn SecretVault, of: SourceId, sealed: &Ciphertext) {
    let error = refused(vault.open(of, sealed), ErrorKind::Internal);
    let shown = format!("{error} {error:?}");
    assert!(shown.contains(vault.key_id()), "the key's id is named: {shown}");
    assert!(!shown.contains(SECRET_CANARY), "{shown}");
}

/// What was sealed for a source opens for it with equal values.
pub async fn what_was_sealed_opens_with_equal_values(vaults: &Vaults) {
    let mut none = SecretValues::default();
    none.insert("empty ones are left out", SecretString::from(""));
    let mut long = SecretValues::default();
    long.insert("token", SecretString::from("t".repeat(100_000)));
    for case in [values(), none, long] {
        let sealed = vaults.vault.seal(source(1), &case).expect("sealed");
        assert_eq!(sealed.key_id, vaults.vault.key_id());
        let opened = vaults.vault.open(source(1), &sealed).expect("opened");
        assert_eq!(pairs(&opened), pairs(&case));
    }
}

/// It does not open for another source.
pub async fn it_does_not_open_for_another_source(vaults: &Vaults) {
    stays_shut(&*vaults.vault, source(2), &seal(vaults));
}

/// It does not open when a byte is changed, added or missing.
pub async fn it_does_not_open_when_a_byte_is_changed(vaults: &Vaults) {
    let sealed = seal(vaults);
    for at in 0..sealed.bytes.len() {
        for bit in [1, 0x80] {
            let mut changed = sealed.clone();
            changed.bytes[at] ^= bit;
            stays_shut(&*vaults.vault, source(1), &changed);
        }
        let cut = Ciphertext { bytes: sealed.bytes[..at].to_vec(), ..sealed.clone() };
        stays_shut(&*vaults.vault, source(1), &cut);
    }
    let mut longer = sealed.clone();
    longer.bytes.push(0);
    stays_shut(&*vaults.vault, source(1), &longer);
}

/// It does not open with another key, not even under that key's id.
pub async fn it_does_not_open_with_another_key(vaults: &Vaults) {
    let sealed = seal(vaults);
    stays_shut(&*vaults.other, source(1), &sealed);
    let renamed = Ciphertext { key_id: vaults.other.key_id().to_owned(), ..sealed.clone() };
    stays_shut(&*vaults.other, source(1), &renamed);
    stays_shut(&*vaults.vault, source(1), &renamed);
}

/// Two keys have two ids.
pub async fn keys_have_ids_of_their_own(vaults: &Vaults) {
    assert_ne!(vaults.vault.key_id(), vaults.other.key_id());
    assert!(!vaults.vault.key_id().is_empty());
}

/// Sealing the same twice gives different bytes.
pub async fn sealing_twice_gives_different_bytes(vaults: &Vaults) {
    let sealed: BTreeSet<Vec<u8>> = (0..64).map(|_| seal(vaults).bytes).collect();
    assert_eq!(sealed.len(), 64);
}

/// Neither `Debug` nor the sealed bytes show a value.
pub async fn nothing_shows_a_value(vaults: &Vaults) {
    let sealed = seal(vaults);
    let opened = vaults.vault.open(source(1), &sealed).expect("opened");
    let shown = format!("{:?} {sealed:?} {opened:?} {opened:#?}", vaults.vault);
    assert!(!shown.contains(SECRET_CANARY), "{shown}");
    assert!(!String::from_utf8_lossy(&sealed.bytes).contains(SECRET_CANARY));
}

/// The same bytes have the same fingerprint; other bytes or another key make another.
pub async fn a_fingerprint_is_of_bytes_and_key(vaults: &Vaults) {
    let long = vec![7; 100_000];
    let bodies: [&[u8]; 5] = [b"", b"\0", b"a", b"b", &long];
    let mut prints = BTreeSet::new();
    for body in bodies {
        let print = vaults.vault.fingerprint(body);
        assert_eq!(vaults.vault.fingerprint(body), print);
        assert!(prints.insert(print), "two bodies have one fingerprint");
        assert!(prints.insert(vaults.other.fingerprint(body)), "the key does not count");
    }
}
