//! The threads that block in a driver: how many there may be, and how many there are.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use ariadne_ports::Deadline;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Failure, Reason};

/// The most threads in all.
pub const MAX_THREADS: usize = 8;

/// The most threads, and so connections, of one source.
pub const MAX_THREADS_OF_A_SOURCE: usize = 2;

/// Counts and bounds the threads of every connector that one factory makes; a clone
/// counts the same ones.
///
/// The thin driver's threads end with their call: the connection that they wait for is
/// ours and is closed then. A thread of the OCI driver cannot be ended from outside: one
/// that a server keeps waiting in the middle of a login stays, and stays counted, until
/// the operating system gives its connection up.
#[derive(Clone, Debug, Default)]
pub struct Threads(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    all: Arc<Semaphore>,
    sources: Mutex<HashMap<String, Weak<Semaphore>>>,
    counts: Mutex<Counts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    running: usize,
    abandoned: usize,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(MAX_THREADS)),
            sources: Mutex::default(),
            counts: Mutex::default(),
        }
    }
}

impl Threads {
    /// Threads at work now, abandoned ones included.
    pub fn running(&self) -> usize {
        self.counts().running
    }

    /// Threads whose call has ended without them: nobody waits for them any more.
    pub fn abandoned(&self) -> usize {
        self.counts().abandoned
    }

    fn counts(&self) -> Counts {
        *self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.counts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits for a place, of this source and in all, until the deadline.
    pub(crate) async fn enter(&self, source: &str, deadline: Deadline) -> Result<Place, Failure> {
        let of_source = self.of_source(source);
        let waiting = async {
            // the source's first: who waits for its own source takes no place of others
            let own = of_source.acquire_owned().await.ok()?;
            let all = Arc::clone(&self.0.all).acquire_owned().await.ok()?;
            Some(Place { threads: self.clone(), _permits: [own, all] })
        };
        match tokio::time::timeout_at(deadline.instant().into(), waiting).await {
            Ok(Some(place)) => Ok(place),
            _ if deadline.is_past()
                && self.0.all.available_permits() > 0
                && self.is_free(source) =>
            {
                Err(Failure::new(Reason::Deadline))
            }
            _ => Err(Failure::new(Reason::OwnLimit)),
        }
    }

    fn is_free(&self, source: &str) -> bool {
        self.of_source(source).available_permits() > 0
    }

    fn of_source(&self, source: &str) -> Arc<Semaphore> {
        let mut sources = self.0.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|_, semaphore| semaphore.strong_count() > 0);
        if let Some(found) = sources.get(source).and_then(Weak::upgrade) {
            return found;
        }
        let made = Arc::new(Semaphore::new(MAX_THREADS_OF_A_SOURCE));
        sources.insert(source.to_owned(), Arc::downgrade(&made));
        made
    }
}

/// The right to one thread; it is given back when the thread has really ended.
#[derive(Debug)]
pub(crate) struct Place {
    threads: Threads,
    _permits: [OwnedSemaphorePermit; 2],
}

/// Whether anybody still waits for a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Watched,
    Abandoned,
    Ended,
}

/// Of a thread at work. Dropped before the thread ends, it counts it as abandoned.
#[derive(Debug)]
pub(crate) struct Watch {
    threads: Threads,
    state: Arc<Mutex<State>>,
}

impl Place {
    /// Starts a thread that holds this place until it ends.
    pub(crate) fn spawn(self, work: impl FnOnce() + Send + 'static) -> Result<Watch, Failure> {
        let threads = self.threads.clone();
        let state = Arc::new(Mutex::new(State::Watched));
        let watch = Watch { threads: threads.clone(), state: Arc::clone(&state) };
        threads.change(|counts| counts.running += 1);
        let at_work = AtWork { threads: threads.clone(), state, _place: self };
        let spawned = thread::Builder::new().name("oracle-driver".to_owned()).spawn(move || {
            let _at_work = at_work;
            work();
        });
        // when there is no thread, what it would have held is dropped, and so counted off
        spawned.map(|_| watch).map_err(|error| {
            Failure::new(Reason::NoResources).detail(crate::causes::sentence(&error.to_string()))
        })
    }
}

struct AtWork {
    threads: Threads,
    state: Arc<Mutex<State>>,
    _place: Place,
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let was_abandoned = *state == State::Abandoned;
        *state = State::Ended;
        self.threads.change(|counts| {
            counts.running -= 1;
            counts.abandoned -= usize::from(was_abandoned);
        });
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state == State::Watched {
            *state = State::Abandoned;
            self.threads.change(|counts| counts.abandoned += 1);
        }
    }
}

#[cfg(test)]
#[path = "threads_tests.rs"]
mod tests;
