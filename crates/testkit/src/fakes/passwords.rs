use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use ariadne_ports::{Error, ErrorKind, PasswordHash, PasswordHasher, Result};
use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::sum::sum;

/// A hasher that costs nothing: check sums, good enough where nobody guesses. It counts
/// what it did, so that a test can see that an unknown name costs what a wrong password does.
pub struct FakeHasher {
    rounds: u32,
    at_once: Semaphore,
    salts: AtomicU64,
    running: AtomicUsize,
    peak: AtomicUsize,
    worked: AtomicU64,
}

impl FakeHasher {
    /// A hasher of so many rounds, one at least; hashes of fewer are outdated. It makes
    /// `at_once` hashes at once.
    pub fn new(rounds: u32, at_once: usize) -> Self {
        Self {
            rounds: rounds.max(1),
            at_once: Semaphore::new(at_once),
            salts: AtomicU64::default(),
            running: AtomicUsize::default(),
            peak: AtomicUsize::default(),
            worked: AtomicU64::default(),
        }
    }

    /// The rounds of all hashes so far.
    pub fn worked(&self) -> u64 {
        self.worked.load(Ordering::SeqCst)
    }

    /// The most hashes that were made at once.
    pub fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    async fn derive(&self, password: &SecretString, rounds: u32, salt: u64) -> Result<String> {
        let place = self.at_once.acquire().await;
        let _place = place.map_err(|closed| Error::internal("fake_hasher.hash", closed))?;
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(running, Ordering::SeqCst);
        let _working = Working(&self.running);
        // the others come to run, and wait for their place
        tokio::task::yield_now().await;
        self.worked.fetch_add(u64::from(rounds), Ordering::SeqCst);
        let text = password.expose_secret();
        // four sums that start differently
        let lanes = (0..4_u8).map(|lane| {
            let start = salt.to_be_bytes().into_iter().chain([lane]);
            format!("{:016x}", sum(start.chain(text.bytes())))
        });
        Ok(lanes.collect())
    }
}

/// Counts down even when the caller gives up.
struct Working<'a>(&'a AtomicUsize);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Default for FakeHasher {
    fn default() -> Self {
        Self::new(1, 2)
    }
}

impl fmt::Debug for FakeHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeHasher({} rounds)", self.rounds)
    }
}

/// Rounds, salt and sums of `$fake$r=<rounds>$<salt>$<sums>`.
fn read(hash: &PasswordHash) -> Option<(u32, u64, &str)> {
    let mut parts = hash.0.strip_prefix("$fake$r=")?.split('$');
    let rounds = parts.next()?.parse().ok()?;
    let salt = parts.next()?.parse().ok()?;
    let sums = parts.next()?;
    parts.next().is_none().then_some((rounds, salt, sums))
}

#[async_trait]
impl PasswordHasher for FakeHasher {
    async fn hash(&self, password: &SecretString) -> Result<PasswordHash> {
        let salt = self.salts.fetch_add(1, Ordering::SeqCst);
        let sums = self.derive(password, self.rounds, salt).await?;
        Ok(PasswordHash(format!("$fake$r={}${salt}${sums}", self.rounds)))
    }

    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> Result<bool> {
        let unreadable = || {
            let message = "The stored hash of the password cannot be read.";
            Error::new(ErrorKind::Internal, "fake_hasher.verify", message)
        };
        // no sums are like "-"
        let (rounds, salt, sums) =
            hash.map_or(Some((self.rounds, 0, "-")), read).ok_or_else(unreadable)?;
        Ok(self.derive(password, rounds, salt).await? == sums)
    }

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        read(hash).is_none_or(|(rounds, _, _)| rounds < self.rounds)
    }
}
