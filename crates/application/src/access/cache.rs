//! What was looked up a moment ago.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ariadne_domain::{Caller, Timestamp};
use ariadne_ports::SecretHash;
use tokio::sync::watch;

/// Most callers that are remembered; beyond that all are forgotten at once.
const MOST: usize = 10_000;

/// What was shown: whether as a token, and its hash.
pub(super) type Shown = (bool, SecretHash);

/// Remembers who a secret belongs to, for a short while: most requests come in bursts,
/// and each would look its session up again.
#[derive(Debug)]
pub(super) struct Cache {
    memory: Duration,
    state: Mutex<State>,
    /// Told whenever somebody's rights have changed or ended.
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    /// Grows whenever something ends, so that a look-up that began before is not kept.
    generation: u64,
    known: HashMap<Shown, Known>,
}

#[derive(Clone, Debug)]
struct Known {
    caller: Caller,
    /// When the session or token itself ends.
    until: Option<Timestamp>,
    at: Instant,
}

impl Cache {
    pub(super) fn new(memory: Duration) -> Self {
        Self { memory, state: Mutex::default(), changed: watch::Sender::new(()) }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose secret it is, when that is still to be believed.
    pub(super) fn get(&self, shown: Shown, now: Timestamp) -> Option<Caller> {
        let state = self.state();
        let known = state.known.get(&shown)?;
        let fresh = known.at.elapsed() < self.memory && known.until.is_none_or(|end| now < end);
        fresh.then(|| known.caller.clone())
    }

    /// What [`Cache::put`] has to be told, from before the look-up.
    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Remembers a caller until `until` at the latest.
    pub(super) fn put(
        &self,
        generation: u64,
        shown: Shown,
        caller: &Caller,
        until: Option<Timestamp>,
    ) {
        let mut state = self.state();
        if state.generation != generation {
            return;
        }
        if state.known.len() >= MOST {
            state.known.clear();
        }
        let known = Known { caller: caller.clone(), until, at: Instant::now() };
        state.known.insert(shown, known);
    }

    /// Forgets everybody: somebody's rights have changed or ended.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.generation += 1;
        state.known.clear();
        drop(state);
        self.changed.send_replace(());
    }

    /// Hears of every [`Cache::forget`].
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ended_during_a_look_up_is_not_kept() {
        let cache = Cache::new(Duration::from_hours(1));
        let (secret, now) = ((false, SecretHash([7; 32])), Timestamp(0));
        let before = cache.generation();
        cache.put(before, secret, &Caller::server(), None);
        assert_eq!(cache.get(secret, now), Some(Caller::server()));
        cache.forget();
        assert_eq!(cache.get(secret, now), None);
        cache.put(before, secret, &Caller::server(), None);
        assert_eq!(cache.get(secret, now), None);
    }

    #[test]
    fn nobody_outlives_his_session() {
        let cache = Cache::new(Duration::from_hours(1));
        let secret = (true, SecretHash([7; 32]));
        cache.put(cache.generation(), secret, &Caller::server(), Some(Timestamp(10)));
        assert!(cache.get(secret, Timestamp(9)).is_some());
        assert!(cache.get(secret, Timestamp(10)).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let cache = Cache::new(Duration::from_hours(1));
        for n in 0..=u32::try_from(MOST).expect("small") {
            let mut secret = [0; 32];
            secret[..4].copy_from_slice(&n.to_le_bytes());
            cache.put(0, (true, SecretHash(secret)), &Caller::server(), None);
        }
        assert_eq!(cache.state().known.len(), 1);
    }
}
