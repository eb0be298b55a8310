//! What the writing of commits is doing at this moment.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ariadne_ports::{Error, ErrorKind};

/// Shared by the queue and the task behind it.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    pending: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Since when a batch is being written.
    since: Option<Instant>,
    /// Whether the database did not take the last change, for a reason of its own.
    refused: bool,
}

/// One commit that is not answered yet.
pub(super) struct Pending<'a>(&'a Activity);

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        self.0.pending.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Activity {
    fn state(&self) -> MutexGuard<'_, State> {
        // It is whole after every statement, whoever panicked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a commit until what is answered is dropped.
    pub(super) fn commit(&self) -> Pending<'_> {
        self.pending.fetch_add(1, Ordering::Relaxed);
        Pending(self)
    }

    /// Commits that wait or are being written.
    pub(crate) fn pending(&self) -> usize {
        self.pending.load(Ordering::Relaxed)
    }

    /// A batch begins, or the last one has ended.
    pub(super) fn writes(&self, now: bool) {
        self.state().since = now.then(Instant::now);
    }

    /// For how long a batch is being written.
    pub(super) fn writing(&self) -> Option<Duration> {
        self.state().since.map(|since| since.elapsed())
    }

    /// Remembers how writing ended.
    pub(super) fn ended(&self, result: Result<(), &Error>) {
        match result.map_err(Error::kind) {
            Ok(()) => self.state().refused = false,
            // Of the database, not of what was to be written.
            Err(ErrorKind::Unavailable | ErrorKind::Internal) => self.state().refused = true,
            Err(_) => {}
        }
    }

    /// Whether the last change was not taken.
    pub(super) fn was_refused(&self) -> bool {
        self.state().refused
    }
}
