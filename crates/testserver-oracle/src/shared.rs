//! The state that all connections share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::builder::Settings;
use crate::catalog::Catalog;
use crate::fault::Faults;
use crate::log::Log;
use crate::tls::Tls;
use crate::users::Users;

/// Locks, also after a panic elsewhere: the state is plain data that is never half written.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) port: u16,
    pub(crate) users: Users,
    pub(crate) tls: Option<Tls>,
    /// Replaced as a whole, so that a statement sees one state of it.
    catalog: Mutex<Arc<Catalog>>,
    /// Dictionary views that nobody can see.
    pub(crate) hidden_views: Mutex<Vec<String>>,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    /// The number of open connections.
    pub(crate) open: watch::Sender<usize>,
    /// Counts the orders to close all connections.
    pub(crate) disconnects: watch::Sender<u64>,
    accepted: AtomicU64,
}

impl Shared {
    pub(crate) fn new(
        settings: Settings,
        port: u16,
        users: Users,
        tls: Option<Tls>,
        catalog: Catalog,
        hidden_views: Vec<String>,
        faults: Faults,
    ) -> Self {
        Self {
            settings,
            port,
            users,
            tls,
            catalog: Mutex::new(Arc::new(catalog)),
            hidden_views: Mutex::new(hidden_views),
            faults,
            log: Log::new(),
            open: watch::Sender::new(0),
            disconnects: watch::Sender::new(0),
            accepted: AtomicU64::new(0),
        }
    }

    /// The catalog as it is now.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        Arc::clone(&lock(&self.catalog))
    }

    pub(crate) fn replace_catalog(&self, catalog: Catalog) {
        *lock(&self.catalog) = Arc::new(catalog);
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
}

/// One open connection.
pub(crate) struct Connected<'a> {
    shared: &'a Shared,
    pub(crate) number: u64,
}

impl Drop for Connected<'_> {
    fn drop(&mut self) {
        self.shared.log.closed(self.number);
        self.shared.open.send_modify(|open| *open -= 1);
    }
}
