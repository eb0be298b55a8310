//! The running server.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::{self, Runtime};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::builder::{Role, TestServerBuilder};
use crate::connection;
use crate::error::CommandError;
use crate::fault::Fault;
use crate::log::CommandRecord;
use crate::shared::{Shared, lock};
use crate::spec::CollectionSpec;

/// A server that listens on the loopback address until it is stopped or dropped.
///
/// It runs on a thread of its own, so that it may outlive the runtime of the test that made it.
pub struct TestServer {
    port: u16,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl TestServer {
    /// Describes a server: wire version 21, no login, no TLS, no data.
    pub fn builder() -> TestServerBuilder {
        TestServerBuilder::new()
    }

    pub(crate) fn launch(listener: TcpListener, port: u16, shared: Shared) -> io::Result<Self> {
        let shared = Arc::new(shared);
        let (stop, stopped) = watch::channel(false);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let accepting = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name(format!("testserver-mongo-{port}"))
            .spawn(move || run(&runtime, listener, &accepting, stopped))?;
        Ok(Self { port, shared, stop, thread: Some(thread) })
    }

    /// The TCP port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `host:port` as the server calls itself, for a connection string.
    pub fn uri_host(&self) -> &str {
        &self.shared.name
    }

    /// The connection string without a login.
    pub fn uri(&self) -> String {
        format!("mongodb://{}", self.uri_host())
    }

    /// The connection string with a login of an account in `admin`; the name and the password
    /// must not need escapes.
    pub fn uri_for(&self, user: &str, password: &str) -> String {
        format!("mongodb://{user}:{password}@{}/?authSource=admin", self.uri_host())
    }

    /// The PEM of the CA that signed the server's certificate; `None` without TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(|tls| tls.ca_pem.as_str())
    }

    /// Every command received so far, in the order of arrival.
    pub fn commands(&self) -> Vec<CommandRecord> {
        self.shared.log.all()
    }

    /// The commands received so far without those that drivers send by themselves.
    pub fn operations(&self) -> Vec<CommandRecord> {
        let mut commands = self.commands();
        commands.retain(|record| !record.is_housekeeping());
        commands
    }

    /// Empties the log of commands.
    pub fn clear_commands(&self) {
        self.shared.log.clear();
    }

    /// Waits until the log has a command of this name, and returns the first one.
    pub async fn command_seen(&self, name: &str) -> CommandRecord {
        self.shared.log.seen(name).await
    }

    /// The number of connections that are open now.
    pub fn open_connections(&self) -> usize {
        *self.shared.open.borrow()
    }

    /// The number of connections accepted so far.
    pub fn accepted_connections(&self) -> u64 {
        self.shared.accepted()
    }

    /// The number of cursors that are open now.
    pub fn open_cursors(&self) -> usize {
        lock(&self.shared.cursors).len()
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

    /// Changes the member's role.
    pub fn set_role(&self, role: Role) {
        *lock(&self.shared.role) = role;
    }

    /// Puts a collection in the place of whatever has its name.
    ///
    /// Fails when the collection is described wrongly.
    pub fn put_collection(
        &self,
        database: &str,
        name: &str,
        spec: CollectionSpec,
    ) -> io::Result<()> {
        let invalid =
            |error: CommandError| io::Error::new(io::ErrorKind::InvalidInput, error.message);
        lock(&self.shared.catalog).put(database, name, spec).map_err(invalid)
    }

    /// Removes a collection; whether it was there.
    pub fn drop_collection(&self, database: &str, name: &str) -> bool {
        lock(&self.shared.catalog).remove(database, name).is_some()
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
