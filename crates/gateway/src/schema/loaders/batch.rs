//! Asking together for what many fields of one request want.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ariadne_application::Result;
use async_graphql::futures_util::FutureExt as _;
use async_graphql::futures_util::future::{BoxFuture, Shared};

use crate::schema::error;

/// Most keys of one call.
const MAX_KEYS: usize = 1_000;

/// How often the other fields get a turn and ask for nothing before a batch is loaded.
const QUIET_TURNS: usize = 3;

/// Loads values by keys.
pub(crate) trait Load: Send + Sync + 'static {
    /// What is asked for.
    type Key: Copy + Eq + Hash + Send + Sync + 'static;
    /// What is found.
    type Value: Clone + Send + Sync + 'static;

    /// The values of these keys; what is not there is left out.
    fn load(
        &self,
        keys: &[Self::Key],
    ) -> impl Future<Output = Result<HashMap<Self::Key, Self::Value>>> + Send;
}

type Found<L> = HashMap<<L as Load>::Key, <L as Load>::Value>;
type Answer<L> = std::result::Result<Arc<Found<L>>, error::Shared>;
type Running<L> = Shared<BoxFuture<'static, Answer<L>>>;

/// Keys that wait to be loaded, and the loading that all who gave one wait for.
struct Open<L: Load> {
    keys: HashSet<L::Key>,
    /// How often somebody asked so far, whether or not for a new key.
    asked: u64,
    running: Option<Running<L>>,
}

/// Collects keys for as long as the request's fields give new ones, then loads them in
/// one call.
///
/// The fields of a request take turns within one task, so a batch is complete once
/// they all had a turn and none asked. (A loader that waits for a fixed time
/// instead makes more calls the slower the machine is.) Nothing is kept: the next
/// batch asks anew.
pub(crate) struct Batch<L: Load> {
    load: Arc<L>,
    open: Arc<Mutex<Open<L>>>,
}

fn lock<L: Load>(open: &Mutex<Open<L>>) -> MutexGuard<'_, Open<L>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<L: Load> Batch<L> {
    pub(crate) fn new(load: L) -> Self {
        let open = Open { keys: HashSet::new(), asked: 0, running: None };
        Self { load: Arc::new(load), open: Arc::new(Mutex::new(open)) }
    }

    /// The value of one key.
    pub(crate) async fn one(
        &self,
        key: L::Key,
    ) -> std::result::Result<Option<L::Value>, error::Shared> {
        let found = self.join([key]).await?;
        Ok(found.get(&key).cloned())
    }

    /// The values of some keys.
    pub(crate) async fn many(
        &self,
        keys: impl IntoIterator<Item = L::Key>,
    ) -> std::result::Result<Found<L>, error::Shared> {
        let keys: HashSet<L::Key> = keys.into_iter().collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let found = self.join(keys.iter().copied()).await?;
        let wanted = keys.into_iter().filter_map(|key| Some((key, found.get(&key)?.clone())));
        Ok(wanted.collect())
    }

    /// Adds keys to the batch that is being collected, opening one if there is none.
    fn join(&self, keys: impl IntoIterator<Item = L::Key>) -> Running<L> {
        let mut open = lock(&self.open);
        open.keys.extend(keys);
        open.asked += 1;
        let run = || run(Arc::clone(&self.load), Arc::clone(&self.open)).boxed().shared();
        open.running.get_or_insert_with(run).clone()
    }
}

async fn run<L: Load>(load: Arc<L>, open: Arc<Mutex<Open<L>>>) -> Answer<L> {
    let (mut seen, mut quiet) = (0, 0);
    while quiet < QUIET_TURNS {
        tokio::task::yield_now().await;
        let now = lock(&open).asked;
        quiet = if now == seen { quiet + 1 } else { 0 };
        seen = now;
    }
    let keys: Vec<L::Key> = {
        let mut open = lock(&open);
        open.running = None;
        mem::take(&mut open.keys).into_iter().collect()
    };
    let mut found = HashMap::new();
    for keys in keys.chunks(MAX_KEYS) {
        found.extend(load.load(keys).await?);
    }
    Ok(Arc::new(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ariadne_application::{Error, ErrorKind};
    use async_graphql::futures_util::future::join_all;

    #[derive(Default)]
    struct Doubles(Arc<Mutex<Vec<usize>>>);

    impl Load for Doubles {
        type Key = u32;
        type Value = u32;

        async fn load(&self, keys: &[u32]) -> Result<HashMap<u32, u32>> {
            self.0.lock().expect("no panic").push(keys.len());
            if keys.contains(&u32::MAX) {
                return Err(Error::new(ErrorKind::Unavailable, "test", "down"));
            }
            Ok(keys.iter().filter(|k| **k < 1_000_000).map(|k| (*k, k * 2)).collect())
        }
    }

    #[tokio::test]
    async fn what_is_wanted_at_once_is_one_call() {
        let calls = Arc::default();
        let batch = Batch::new(Doubles(Arc::clone(&calls)));
        let ones = join_all((0..200).map(|n| batch.one(n % 100)));
        let many = batch.many([5, 500, 1_000_000]);
        let (ones, many) = tokio::join!(ones, many);
        assert_eq!(ones[7].clone().expect("no error"), Some(14));
        assert_eq!(many.expect("no error"), HashMap::from([(5, 10), (500, 1_000)]));
        assert_eq!(*calls.lock().expect("no panic"), [102]);
        assert_eq!(batch.one(7).await.expect("no error"), Some(14));
        assert_eq!(*calls.lock().expect("no panic"), [102, 1], "nothing is kept");
    }

    #[tokio::test]
    async fn a_large_batch_is_several_calls() {
        let calls = Arc::default();
        let batch = Batch::new(Doubles(Arc::clone(&calls)));
        assert_eq!(batch.many(20..2_520).await.expect("no error").len(), 2_500);
        assert_eq!(*calls.lock().expect("no panic"), [1_000, 1_000, 500]);
    }

    #[tokio::test]
    async fn a_failure_is_everybodys_and_the_next_batch_is_new() {
        let batch = Batch::new(Doubles::default());
        let (one, other) = tokio::join!(batch.one(u32::MAX), batch.one(1));
        assert_eq!(one.expect_err("down").0.kind(), ErrorKind::Unavailable);
        assert_eq!(other.expect_err("down").0.kind(), ErrorKind::Unavailable);
        assert_eq!(batch.one(1).await.expect("no error"), Some(2));
    }

    #[tokio::test]
    async fn who_gives_up_does_not_stop_the_others() {
        let batch = Batch::new(Doubles::default());
        let first = batch.one(1);
        let second = batch.one(2);
        let mut first = Box::pin(first);
        assert!(first.as_mut().now_or_never().is_none(), "it waits for the others");
        drop(first);
        assert_eq!(second.await.expect("no error"), Some(4));
    }
}
