//! The open repo.

use std::fmt;
use std::sync::Arc;

use ariadne_ports::{Clock, Result};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::error::db;
use crate::open::OpenFile;
use crate::write::Writer;

/// The catalog's record in a database. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct Repo {
    inner: Arc<Inner>,
}

/// What a repo talks to its database through; some of them may be the same.
pub(crate) struct Connections {
    /// They only read.
    pub(crate) reads: DatabaseConnection,
    /// Reads everything once.
    pub(crate) scans: DatabaseConnection,
    /// They write what is no commit.
    pub(crate) writes: DatabaseConnection,
    /// Commits.
    pub(crate) commits: DatabaseConnection,
    /// The lock that keeps others out, when it is held.
    pub(crate) held: Option<DatabaseConnection>,
    /// The file behind them, when it is one.
    pub(crate) file: Option<OpenFile>,
}

/// How the connections of one kind are used at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// What they are for.
    pub role: &'static str,
    /// Open ones.
    pub open: u32,
    /// Those of them that nobody uses.
    pub idle: u32,
    /// How many may be open; who needs one more waits.
    pub most: u32,
}

struct Inner {
    backend: DbBackend,
    connections: Connections,
    queue: Writer,
    clock: Arc<dyn Clock>,
}

impl Repo {
    pub(crate) fn new(connections: Connections, clock: Arc<dyn Clock>) -> Self {
        let backend = connections.writes.get_database_backend();
        let queue = Writer::start(connections.commits.clone());
        Self { inner: Arc::new(Inner { backend, connections, queue, clock }) }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.inner.backend
    }

    /// Connections that only read; a running commit never holds them up.
    pub(crate) fn reads(&self) -> &DatabaseConnection {
        &self.inner.connections.reads
    }

    /// A connection for reading everything, page by page: it keeps nothing of what it
    /// has passed.
    pub(crate) fn scans(&self) -> &DatabaseConnection {
        &self.inner.connections.scans
    }

    /// Connections that write what is no commit.
    pub(crate) fn writes(&self) -> &DatabaseConnection {
        &self.inner.connections.writes
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.inner.queue
    }

    /// The connection that commits.
    pub(crate) fn commits(&self) -> &DatabaseConnection {
        &self.inner.connections.commits
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// Begins a transaction that writes what is no commit.
    pub(crate) async fn begin(&self, operation: &'static str) -> Result<DatabaseTransaction> {
        begin(&self.inner.connections.writes).await.map_err(db(operation))
    }

    /// How the connections to the database are used, by what they are for.
    pub fn pools(&self) -> Vec<Pool> {
        let Connections { reads, scans, commits, .. } = &self.inner.connections;
        let mut pools = vec![self.pool("reads", reads), self.pool("commits", commits)];
        // On PostgreSQL the readers' connections serve what reads everything too.
        if self.inner.backend != DbBackend::Postgres {
            pools.push(self.pool("scans", scans));
        }
        pools
    }

    fn pool(&self, role: &'static str, connection: &DatabaseConnection) -> Pool {
        let (open, idle, most) = if self.inner.backend == DbBackend::Postgres {
            let pool = connection.get_postgres_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        } else {
            let pool = connection.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        };
        Pool { role, open, idle: u32::try_from(idle).unwrap_or(u32::MAX).min(open), most }
    }

    /// Commits that wait or are being written.
    pub fn pending_commits(&self) -> usize {
        self.inner.queue.activity().pending()
    }

    /// The database's file, when it is one.
    pub(crate) fn file(&self) -> Option<&OpenFile> {
        self.inner.connections.file.as_ref()
    }

    /// Finishes the commits that wait, then closes every connection. Later calls
    /// answer `Unavailable`.
    pub async fn close(&self) -> Result<()> {
        const OPERATION: &str = "repo.close";
        self.inner.queue.finish().await;
        let Connections { reads, scans, writes, commits, held, file: _ } = &self.inner.connections;
        for connection in [reads, scans, writes, commits].into_iter().chain(held) {
            connection.close_by_ref().await.map_err(db(OPERATION))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Repo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repo").field("backend", &self.inner.backend).finish_non_exhaustive()
    }
}

/// A transaction that writes. SQLite takes the write lock at once: one that reads
/// first and writes later fails in a way that waiting does not cure.
pub(crate) async fn begin(
    connection: &DatabaseConnection,
) -> std::result::Result<DatabaseTransaction, sea_orm::DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}
