//! The running server.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::{self, Runtime};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::builder::TestServerBuilder;
use crate::catalog::{Catalog, ScriptError};
use crate::connection;
use crate::fault::Fault;
use crate::log::{SessionRecord, StatementRecord};
use crate::shared::{Shared, lock};
use crate::users::User;

/// A server that listens on the loopback address until it is stopped or dropped.
///
/// It runs on a thread of its own, so that it may outlive the runtime of the test that made it.
pub struct TestServer {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for TestServer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TestServer")
            .field("port", &self.shared.port)
            .finish_non_exhaustive()
    }
}

impl TestServer {
    /// Describes a server: 19c, no account, an empty catalog, service `FREEPDB1`, SID `FREE`.
    pub fn builder() -> TestServerBuilder {
        TestServerBuilder::new()
    }

    pub(crate) fn launch(listener: TcpListener, shared: Shared) -> io::Result<Self> {
        let shared = Arc::new(shared);
        let (stop, stopped) = watch::channel(false);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let accepting = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name(format!("testserver-oracle-{}", shared.port))
            .spawn(move || run(&runtime, listener, &accepting, stopped))?;
        Ok(Self { shared, stop, thread: Some(thread) })
    }

    /// The TCP port on `127.0.0.1`.
    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// `127.0.0.1:port/service` for clients that take such a string.
    pub fn connect_string(&self) -> String {
        let service = self.shared.settings.services.first().map_or("", String::as_str);
        format!("127.0.0.1:{}/{service}", self.shared.port)
    }

    /// The PEM of the CA that signed the server's certificate; `None` without TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(|tls| tls.ca_pem.as_str())
    }

    /// Every statement executed so far, in the order of arrival.
    pub fn statements(&self) -> Vec<StatementRecord> {
        self.shared.log.statements()
    }

    /// The number of messages answered since the start or [`Self::clear_statements`]: logins,
    /// executions, fetches, pings, logoffs.
    pub fn round_trips(&self) -> u64 {
        self.shared.log.round_trips()
    }

    /// Empties the log of statements and the count of round trips.
    pub fn clear_statements(&self) {
        self.shared.log.clear_statements();
    }

    /// Waits until a statement that holds this text, in any case of letters, has arrived, and
    /// returns the first one.
    pub async fn statement_seen(&self, fragment: &str) -> StatementRecord {
        self.shared.log.statement_seen(fragment).await
    }

    /// Every login so far.
    pub fn sessions(&self) -> Vec<SessionRecord> {
        self.shared.log.sessions()
    }

    /// How often clients have cancelled what was running.
    pub fn cancels(&self) -> u64 {
        self.shared.log.cancels()
    }

    /// Waits until clients have cancelled `count` times since the start.
    pub async fn cancels_seen(&self, count: u64) {
        self.shared.log.cancels_seen(count).await;
    }

    /// The number of connections that are open now.
    pub fn open_connections(&self) -> usize {
        *self.shared.open.borrow()
    }

    /// The number of connections accepted so far.
    pub fn accepted_connections(&self) -> u64 {
        self.shared.accepted()
    }

    /// Waits until no more than `most` connections are open.
    pub async fn connections_down_to(&self, most: usize) {
        let mut open = self.shared.open.subscribe();
        // The sender lives in `self`, so that waiting cannot fail.
        let _ = open.wait_for(|open| *open <= most).await;
    }

    /// Waits until `count` connections have been accepted since the start.
    pub async fn connections_accepted(&self, count: u64) {
        let mut open = self.shared.open.subscribe();
        let _ = open.wait_for(|_| self.shared.accepted() >= count).await;
    }

    /// Puts this fault in the place of all faults in force.
    pub fn set_fault(&self, fault: Fault) {
        self.shared.faults.replace(vec![fault]);
    }

    /// Adds a fault to those in force; the first that matches strikes.
    pub fn add_fault(&self, fault: Fault) {
        self.shared.faults.add(fault);
    }

    /// Ends all faults for what arrives from now on.
    pub fn clear_faults(&self) {
        self.shared.faults.replace(Vec::new());
    }

    /// Adds an account or changes the one of its name: its password, its state, its rights.
    pub fn put_user(&self, user: User) {
        self.shared.users.put(user);
    }

    /// The dictionary views, such as `ALL_MVIEWS`, that nobody can see from now on: ORA-00942.
    pub fn set_hidden_views<S: AsRef<str>>(&self, views: impl IntoIterator<Item = S>) {
        *lock(&self.shared.hidden_views) =
            views.into_iter().map(|view| view.as_ref().to_uppercase()).collect();
    }

    /// Changes the catalog by a script; see [`Catalog::run`]. Statements that are running see
    /// the old state. Nothing is changed when the script is wrong.
    pub fn run_script(&self, script: &str) -> Result<(), ScriptError> {
        let mut catalog = Catalog::clone(&self.shared.catalog());
        catalog.run(script)?;
        self.shared.replace_catalog(catalog);
        Ok(())
    }

    /// Closes all connections, as a crash does; new ones are accepted.
    pub fn disconnect_all(&self) {
        self.shared.disconnects.send_modify(|count| *count += 1);
    }

    /// Closes all connections and the port. When this returns, connecting is refused.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic of the server's thread has been printed by the thread itself.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    runtime: &Runtime,
    listener: TcpListener,
    shared: &Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
) {
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)
            .expect("the listener is in non-blocking mode, as the builder made it");
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => if let Ok((socket, _)) = accepted {
                    connections.spawn(connection::serve(Arc::clone(shared), socket));
                },
                _ = stopped.wait_for(|stop| *stop) => break,
                Some(_) = connections.join_next() => {}
            }
        }
        drop(listener);
        connections.shutdown().await;
    });
}
