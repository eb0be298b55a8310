//! Transactions that always end, each of their steps in bounded time.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use ariadne_ports::{Error, Result};
use neo4rs::{ConfigBuilder, Graph, Query, Row, Txn};
use secrecy::ExposeSecret;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::config::Neo4jSettings;
use crate::error::{Reason, failed};
use crate::shown::Whole;

/// Connections to the server.
pub(crate) struct Client {
    settings: Neo4jSettings,
    server: String,
    pool: RwLock<Graph>,
    /// One for each connection of the pool: the driver does not tell a pool that is used up
    /// from a server that does not answer.
    free: Semaphore,
    prepared: AtomicBool,
    whole: Mutex<Option<Whole>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

/// Rows that the server sends at once.
const FETCH: usize = 10_000;

impl Client {
    pub(crate) fn new(settings: Neo4jSettings) -> Result<Self> {
        let server = settings.server();
        let pool = RwLock::new(pool(&settings, &server)?);
        let free = Semaphore::new(settings.connections);
        let (prepared, whole) = (AtomicBool::new(false), Mutex::new(None));
        Ok(Self { settings, server, pool, free, prepared, whole })
    }

    /// Connections that are in use, and how many there may be.
    pub(crate) fn used(&self) -> (usize, usize) {
        let most = self.settings.connections;
        (most.saturating_sub(self.free.available_permits()), most)
    }

    /// The name of the graph.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    fn known(&self) -> MutexGuard<'_, Option<Whole>> {
        // It is whole after every statement, whoever panicked.
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to where this process knows the graph to be wholly there.
    pub(crate) fn whole(&self) -> Option<Whole> {
        self.known().clone()
    }

    /// Remembers that this much is wholly there.
    pub(crate) fn saw(&self, whole: Whole) {
        let mut known = self.known();
        if known.as_ref().is_none_or(|known| known.load != whole.load || known.seq < whole.seq) {
            *known = Some(whole);
        }
    }

    /// The graph shows something else by now.
    pub(crate) fn forget(&self) {
        *self.known() = None;
    }

    /// Whether this process saw all constraints and indexes, and misses none since.
    pub(crate) fn is_prepared(&self) -> bool {
        self.prepared.load(Ordering::Acquire)
    }

    /// Remembers that they are there, or that one is not.
    pub(crate) fn set_prepared(&self, prepared: bool) {
        self.prepared.store(prepared, Ordering::Release);
    }

    /// Begins a transaction. Dropping it without [`Tx::end`] leaves it to the server
    /// until its connection is used again, so whoever writes must not be dropped.
    pub(crate) async fn begin(&self, operation: &'static str) -> Result<Tx<'_>> {
        let limit = self.settings.connect_limit;
        let Ok(connection) = timeout(limit, self.free.acquire()).await else {
            let crowded = Reason::Crowded.tell(operation, &self.server);
            return Err(crowded.with_context("connections", self.settings.connections));
        };
        let connection = connection.map_err(|closed| Error::internal(operation, closed))?;
        let pool = self.pool.read().unwrap_or_else(PoisonError::into_inner).clone();
        // a handshake that is not answered ends here too
        match timeout(limit, pool.start_txn()).await {
            Ok(Ok(txn)) => Ok(Tx { client: self, operation, txn, _connection: connection }),
            Ok(Err(error)) => Err(self.failed(operation, error)),
            Err(_) => Err(self.late(operation)),
        }
    }

    /// A failure of the driver. A query that misses its index has the schema looked at
    /// before the next one.
    fn failed(&self, operation: &'static str, error: neo4rs::Error) -> Error {
        if Reason::of(&error) == Reason::Schema {
            self.set_prepared(false);
        }
        failed(operation, &self.server, error)
    }

    /// After a step that took too long, nobody knows what its connection holds: all are
    /// given up, and with them the server gives up what was begun on them.
    fn late(&self, operation: &'static str) -> Error {
        if let Ok(next) = pool(&self.settings, &self.server) {
            *self.pool.write().unwrap_or_else(PoisonError::into_inner) = next;
        }
        Reason::Unreachable.tell(operation, &self.server).with_context("reason", "timeout")
    }
}

fn pool(settings: &Neo4jSettings, server: &str) -> Result<Graph> {
    let operation = "lineage.connect";
    let mut config = ConfigBuilder::default()
        .uri(settings.url.as_str())
        .user(&settings.user)
        .password(settings.password.expose_secret())
        .fetch_size(FETCH)
        .max_connections(settings.connections)
        // The driver cuts every answer after this time too; ours are the limits that count.
        .connection_timeout(settings.query_limit + Duration::from_secs(5));
    if let Some(database) = &settings.database {
        config = config.db(database.as_str());
    }
    let connected = config.build().and_then(Graph::connect);
    connected.map_err(|error| failed(operation, server, error))
}

/// A transaction.
pub(crate) struct Tx<'c> {
    client: &'c Client,
    operation: &'static str,
    txn: Txn,
    /// Given back after the transaction, as fields are dropped in their order.
    _connection: SemaphorePermit<'c>,
}

impl Tx<'_> {
    /// What this is part of, for errors.
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// Runs a query and reads all that it answers: an error may come behind the last row.
    pub(crate) async fn rows(&mut self, query: Query) -> Result<Vec<Row>> {
        let Self { client, operation, txn, .. } = self;
        let reading = async {
            let mut stream = txn.execute(query).await?;
            let mut rows = Vec::new();
            while let Some(row) = stream.next(&mut *txn).await? {
                rows.push(row);
            }
            Ok(rows)
        };
        match timeout(client.settings.query_limit, reading).await {
            Ok(Ok(rows)) => Ok(rows),
            Ok(Err(error)) => Err(client.failed(operation, error)),
            Err(_) => Err(client.late(operation)),
        }
    }

    /// Runs queries one after the other.
    pub(crate) async fn run(&mut self, queries: impl IntoIterator<Item = Query>) -> Result<()> {
        for query in queries {
            self.rows(query).await?;
        }
        Ok(())
    }

    /// Commits what was done, or takes it back when it failed.
    pub(crate) async fn end<T>(self, done: Result<T>) -> Result<T> {
        let Self { client, operation, txn, _connection } = self;
        let limit = client.settings.query_limit;
        let Ok(value) = done else {
            // The server has most likely taken it back already, and the error says so.
            if timeout(limit, txn.rollback()).await.is_err() {
                client.late(operation);
            }
            return done;
        };
        match timeout(limit, txn.commit()).await {
            Ok(Ok(())) => Ok(value),
            Ok(Err(error)) => Err(client.failed(operation, error)),
            Err(_) => Err(client.late(operation)),
        }
    }
}
