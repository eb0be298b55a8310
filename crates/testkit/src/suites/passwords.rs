//! `PasswordHasher`.

use std::fmt;
use std::sync::Arc;

use ariadne_ports::{ErrorKind, PasswordHash, PasswordHasher};
use futures_util::FutureExt;
use futures_util::future::join_all;
use secrecy::SecretString;

use super::expect::refused;
use crate::fakes::SECRET_CANARY;

/// How much a hasher did so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Units of work, whatever the hasher counts.
    pub units: u64,
    /// The most hashes that were made at once.
    pub peak: usize,
}

/// A hasher whose work can be counted, cheap enough for many hashes in a test.
pub struct HasherCase {
    /// The one under test.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Of the same make with weaker parameters.
    pub weaker: Arc<dyn PasswordHasher>,
    /// How many hashes [`Self::hasher`] makes at once at most.
    pub at_once: usize,
    /// What [`Self::hasher`] did so far.
    pub effort: Box<dyn Fn() -> Effort + Send + Sync>,
}

impl fmt::Debug for HasherCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HasherCase({:?})", self.hasher)
    }
}

impl HasherCase {
    async fn hash(&self, text: &str) -> PasswordHash {
        self.hasher.hash(&password(text)).await.expect("hashed")
    }

    async fn verifies(&self, text: &str, hash: Option<&PasswordHash>) -> bool {
        self.hasher.verify(&password(text), hash).await.expect("verified")
    }
}

fn password(text: &str) -> SecretString {
    SecretString::from(text)
}

/// A password verifies against its own hash, whatever it holds.
pub async fn a_password_verifies_against_its_own_hash(case: &HasherCase) {
    for text in ["correct horse", "", " ", "p\0q", "短い密码", "🦀", &"long".repeat(1_000)] {
        let hash = case.hash(text).await;
        assert!(case.verifies(text, Some(&hash)).await, "{text:?}");
    }
}

/// No other password verifies, however alike.
pub async fn no_other_password_verifies(case: &HasherCase) {
    let long = "x".repeat(1_000);
    for (text, others) in [
        ("Secret 1", &["secret 1", "Secret 1 ", " Secret 1", "Secret", "Secret  1", ""][..]),
        ("p\0q", &["p", "p\0", "p\0r"]),
        (&long, &[&long[1..], &format!("{}y", &long[1..]), &format!("{long}x")]),
    ] {
        let hash = case.hash(text).await;
        for other in others {
            assert!(!case.verifies(other, Some(&hash)).await, "{other:?} passes for {text:?}");
        }
    }
}

/// Two hashes of one password differ, and it verifies against both.
pub async fn two_hashes_of_one_password_differ(case: &HasherCase) {
    let (one, two) = (case.hash("correct horse").await, case.hash("correct horse").await);
    assert!(one != two, "the same hash twice");
    for hash in [one, two] {
        assert!(case.verifies("correct horse", Some(&hash)).await);
    }
}

/// Without a hash the answer is no, and takes the same work as a wrong password.
pub async fn no_hash_is_a_no_with_the_same_work(case: &HasherCase) {
    let hash = case.hash("correct horse").await;
    let mut worked = Vec::new();
    for hash in [Some(&hash), None, None] {
        let before = (case.effort)().units;
        assert!(!case.verifies("wrong horse", hash).await);
        worked.push((case.effort)().units - before);
    }
    assert!(worked[0] > 0, "no work at all is counted");
    assert!(worked.iter().all(|units| *units == worked[0]), "{worked:?}");
    for text in ["", "correct horse", "password"] {
        assert!(!case.verifies(text, None).await, "{text:?} passes without a hash");
    }
}

/// A hash that cannot be read is `Internal`; the error shows neither it nor the password.
pub async fn a_hash_that_cannot_be_read_is_internal(case: &HasherCase) {
    let good = case.hash(SECRET_CANARY).await.0;
    let cut = &good[..good.rfind('$').expect("PHC string form")];
    let foreign = "$2b$12$WApznUPhDubN0oeveSXHp.Rk0rMhPUNnfmIDQrUNnK1kb0jCZ3T1e";
    for broken in ["", "password", "$", cut, foreign] {
        let hash = PasswordHash(broken.to_owned());
        let answer = case.hasher.verify(&password(SECRET_CANARY), Some(&hash)).await;
        let error = refused(answer, ErrorKind::Internal);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(SECRET_CANARY) && !shown.contains(cut), "{shown}");
    }
}

/// However many ask, only a few hashes are made at once, and all are made.
pub async fn only_a_few_are_made_at_once(case: &HasherCase) {
    let hash = case.hash("correct horse").await;
    let hashing = join_all((0..12).map(|_| case.hash("new")));
    let guessing = join_all((0..12).map(|_| case.verifies("guess", Some(&hash))));
    let unknown = join_all((0..12).map(|_| case.verifies("guess", None)));
    let (hashed, guessed, unknown) = tokio::join!(hashing, guessing, unknown);
    assert_eq!((hashed.len(), guessed.len(), unknown.len()), (12, 12, 12));
    assert!(!guessed.contains(&true) && !unknown.contains(&true));
    let peak = (case.effort)().peak;
    assert!((1..=case.at_once).contains(&peak), "{peak} at once, {} allowed", case.at_once);
}

/// Callers that give up, in the line or at work, block nobody and let nobody in early.
pub async fn callers_that_give_up_block_nobody(case: &HasherCase) {
    for _ in 0..20 {
        // asked once and dropped
        let given_up = case.hasher.hash(&password("nobody waits for it")).now_or_never();
        drop(given_up);
    }
    let hash = case.hash("correct horse").await;
    assert!(case.verifies("correct horse", Some(&hash)).await);
    let peak = (case.effort)().peak;
    assert!((1..=case.at_once).contains(&peak), "{peak} at once, {} allowed", case.at_once);
}

/// A hash of weaker parameters verifies and is outdated; one of today's or stronger is not.
pub async fn a_weaker_hash_is_outdated(case: &HasherCase) {
    let weak = case.weaker.hash(&password("correct horse")).await.expect("hashed");
    let strong = case.hash("correct horse").await;
    assert!(case.verifies("correct horse", Some(&weak)).await);
    assert!(!case.verifies("wrong horse", Some(&weak)).await);
    assert!(case.hasher.is_outdated(&weak));
    assert!(!case.hasher.is_outdated(&strong));
    assert!(!case.weaker.is_outdated(&weak));
    assert!(!case.weaker.is_outdated(&strong), "a stronger hash is not outdated");
}

/// Neither `Debug` nor a hash shows a password, and `Debug` shows no hash.
pub async fn nothing_shows_a_password_or_a_hash(case: &HasherCase) {
    let hash = case.hash(SECRET_CANARY).await;
    assert!(case.verifies(SECRET_CANARY, Some(&hash)).await);
    let shown = format!("{:?} {hash:?} {hash:#?}", case.hasher);
    assert!(!shown.contains(SECRET_CANARY) && !shown.contains(&hash.0), "{shown}");
    assert!(!hash.0.contains(SECRET_CANARY));
}
