//! What is particular to Argon2.

use ariadne_auth_password::{Argon2Hasher, Cost, Settings};
use ariadne_ports::{PasswordHash, PasswordHasher};
use secrecy::SecretString;

const CHEAP: Cost = Cost { memory_kib: 64, passes: 2, lanes: 1 };

fn hasher(cost: Cost) -> Argon2Hasher {
    Argon2Hasher::new(Settings { cost, at_once: 2 }).expect("valid settings")
}

fn password(text: &str) -> SecretString {
    SecretString::from(text)
}

#[tokio::test]
async fn the_default_makes_hashes_of_owasps_cost() {
    let hasher = Argon2Hasher::new(Settings::default()).expect("valid settings");
    let hash = hasher.hash(&password("correct horse")).await.expect("hashed");
    assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
    assert_eq!(hasher.effort().blocks, 2 * 19_456);
    assert!(hasher.verify(&password("correct horse"), Some(&hash)).await.expect("verified"));
    assert!(!hasher.verify(&password("correct horsf"), None).await.expect("verified"));
    assert_eq!(hasher.effort().blocks, 3 * 2 * 19_456);
}

/// Made by the reference implementation (its `test.c`, version 0x13).
#[tokio::test]
async fn hashes_of_the_reference_implementation_verify() {
    let hash = PasswordHash(
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            .to_owned(),
    );
    let hasher = hasher(CHEAP);
    assert!(hasher.verify(&password("password"), Some(&hash)).await.expect("verified"));
    assert!(!hasher.verify(&password("Password"), Some(&hash)).await.expect("verified"));
}

#[tokio::test]
async fn how_a_password_was_typed_does_not_matter() {
    let hasher = hasher(CHEAP);
    let hash = hasher.hash(&password("Caf\u{e9} Zürich")).await.expect("hashed");
    let typed_otherwise = password("Cafe\u{301} Zu\u{308}rich");
    assert!(hasher.verify(&typed_otherwise, Some(&hash)).await.expect("verified"));
    assert!(!hasher.verify(&password("Cafe Zurich"), Some(&hash)).await.expect("verified"));
}

#[test]
fn what_is_weaker_is_outdated() {
    let hasher = hasher(CHEAP);
    let salt = "c29tZXNhbHRzb21lc2FsdA";
    let output = "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let outdated = |head: &str, salt: &str, output: &str| {
        hasher.is_outdated(&PasswordHash(format!("{head}${salt}${output}")))
    };
    assert!(!outdated("$argon2id$v=19$m=64,t=2,p=1", salt, output));
    assert!(!outdated("$argon2id$v=19$m=128,t=3,p=2", salt, output));
    for (head, salt, output) in [
        ("$argon2id$v=19$m=63,t=2,p=1", salt, output),
        ("$argon2id$v=19$m=640,t=1,p=1", salt, output),
        ("$argon2i$v=19$m=64,t=2,p=1", salt, output),
        ("$argon2d$v=19$m=64,t=2,p=1", salt, output),
        ("$argon2id$v=16$m=64,t=2,p=1", salt, output),
        ("$argon2id$m=64,t=2,p=1", salt, output),
        ("$argon2id$v=19$m=64,t=2,p=1", "c29tZXNhbHQ", output),
        ("$argon2id$v=19$m=64,t=2,p=1", salt, "nf65EOgLrQMR/uIPnA4rEg"),
        ("not a hash", salt, output),
    ] {
        assert!(outdated(head, salt, output), "{head} {salt} {output}");
    }
}
