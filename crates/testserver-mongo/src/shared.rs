//! The state that all connections share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::builder::{Role, Settings};
use crate::catalog::Catalog;
use crate::cursors::Cursors;
use crate::fault::Faults;
use crate::log::CommandLog;
use crate::tls::Tls;
use crate::users::Users;

/// Locks, also after a panic elsewhere: the state is plain data that is never half written.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Shared {
    pub(crate) settings: Settings,
    /// `host:port` as the server calls itself.
    pub(crate) name: String,
    pub(crate) users: Users,
    pub(crate) tls: Option<Tls>,
    pub(crate) role: Mutex<Role>,
    pub(crate) catalog: Mutex<Catalog>,
    pub(crate) cursors: Mutex<Cursors>,
    pub(crate) faults: Faults,
    pub(crate) log: CommandLog,
    /// The number of open connections.
    pub(crate) open: watch::Sender<usize>,
    /// Counts the orders to close all connections.
    pub(crate) disconnects: watch::Sender<u64>,
    accepted: AtomicU64,
    replies: AtomicU64,
}

impl Shared {
    pub(crate) fn new(
        settings: Settings,
        name: String,
        users: Users,
        tls: Option<Tls>,
        catalog: Catalog,
        faults: Faults,
    ) -> Self {
        Self {
            role: Mutex::new(settings.role),
            settings,
            name,
            users,
            tls,
            catalog: Mutex::new(catalog),
            cursors: Mutex::default(),
            faults,
            log: CommandLog::new(),
            open: watch::Sender::new(0),
            disconnects: watch::Sender::new(0),
            accepted: AtomicU64::new(0),
            replies: AtomicU64::new(0),
        }
    }

    /// Counts a connection in until the guard is dropped.
    pub(crate) fn connect(&self) -> Connected<'_> {
        // Counted before it is announced, for those who wait for the count.
        let number = self.accepted.fetch_add(1, Ordering::Relaxed) + 1;
        self.open.send_modify(|open| *open += 1);
        Connected { shared: self, number }
    }

    pub(crate) fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// The id of the next reply.
    pub(crate) fn next_reply(&self) -> i32 {
        let number = self.replies.fetch_add(1, Ordering::Relaxed) & 0x7fff_ffff;
        i32::try_from(number).expect("31 bits fit")
    }
}

/// One open connection.
pub(crate) struct Connected<'a> {
    shared: &'a Shared,
    pub(crate) number: u64,
}

impl Drop for Connected<'_> {
    fn drop(&mut self) {
        self.shared.open.send_modify(|open| *open -= 1);
    }
}
