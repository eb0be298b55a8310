//! A repo in memory: the model that real repos are compared with.

mod access;
mod check;
mod check_lineage;
mod commit;
mod history;
mod lineage;
mod operational;
mod paging;
mod people;
mod read;
mod search;
mod settings;
mod shelf;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ariadne_domain::Timestamp;
use ariadne_ports::Clock;

use state::State;

/// Implements every repo and operational port over plain vectors and maps. It
/// keeps each entity's versions and answers every read by looking at all of them.
#[derive(Debug, Default)]
pub struct MemoryRepo {
    state: Mutex<State>,
    clock: Option<Arc<dyn Clock>>,
}

impl MemoryRepo {
    /// An empty catalog that asks `clock` whether an idempotency key has expired.
    /// One made by `default` takes the time of the newest changeset for now.
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        Self { state: Mutex::default(), clock: Some(clock) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panicking test thread leaves the state as it was before or after a write.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self, state: &State) -> Timestamp {
        self.clock.as_ref().map_or(state.newest_time(), |clock| clock.now())
    }
}
