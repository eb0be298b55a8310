//! The edge: connections from their acceptance to their end.
//!
//! - `limits`: how many connections, and how long each may take for what
//! - `tls`: certificate and key, and handshakes
//! - `wire`: the bytes of one connection
//! - `activity`: what a connection is doing
//! - `connection`: one connection, HTTP/1.1 or HTTP/2

mod activity;
mod connection;
mod limits;
mod tls;
mod wire;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

pub use limits::ConnectionLimits;
pub(crate) use limits::allow_open_files;
pub use tls::TlsFiles;
pub(crate) use tls::{Tls, certificates};

/// How often it is said that no further connection is taken.
const EVERY_MINUTE: Duration = Duration::from_mins(1);
/// How long nothing is accepted after the system refused to.
const PAUSE: Duration = Duration::from_secs(1);

/// Says what the counters mean.
pub(crate) fn describe() {
    metrics::describe_gauge!("ariadne_connections", "Open connections");
}

/// What accepts connections and serves them.
pub(crate) struct Edge {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<Tls>,
    pub(crate) limits: ConnectionLimits,
    pub(crate) router: Router,
    /// Cancelled to end: nothing is accepted any more, what is under way finishes.
    pub(crate) stop: CancellationToken,
}

/// One of the connections that may be open.
struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Place {
    fn taken(permit: OwnedSemaphorePermit) -> Self {
        metrics::gauge!("ariadne_connections").increment(1);
        Self { _permit: permit }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("ariadne_connections").decrement(1);
    }
}

impl Edge {
    /// Serves until it is stopped and every connection has ended. Sockets are waited for by
    /// whoever upgraded them. Dropping the future cuts all connections off.
    pub(crate) async fn serve(self) {
        let places = Arc::new(Semaphore::new(self.limits.connections));
        let mut open = JoinSet::new();
        let mut told = None;
        loop {
            let (stream, address, place) = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                Some(ended) = open.join_next() => {
                    report(ended);
                    continue;
                }
                accepted = self.accept(&places, &mut told) => accepted,
            };
            open.spawn(connection::run(
                stream,
                address.ip(),
                place,
                self.tls.clone(),
                self.limits,
                self.router.clone(),
                self.stop.clone(),
            ));
        }
        drop(self.listener);
        while let Some(ended) = open.join_next().await {
            report(ended);
        }
    }

    /// The next connection, once there is a place for it; the others wait in the system's
    /// own queue.
    async fn accept(
        &self,
        places: &Arc<Semaphore>,
        told: &mut Option<Instant>,
    ) -> (TcpStream, SocketAddr, Place) {
        if places.available_permits() == 0 && told.is_none_or(|then| then.elapsed() >= EVERY_MINUTE)
        {
            *told = Some(Instant::now());
            let open = self.limits.connections;
            tracing::warn!(
                open,
                "as many connections are open as --max-connections allows; further ones wait"
            );
        }
        let permit = Arc::clone(places).acquire_owned().await;
        let permit = permit.expect("the places are never closed");
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => return (stream, address, Place::taken(permit)),
                Err(error) if ended_early(&error) => {
                    tracing::debug!(%error, "a connection ended before it was accepted");
                }
                // Mostly there are no file descriptors left, and some come back in a while.
                Err(error) => {
                    tracing::warn!(%error, "connections cannot be accepted at the moment");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

fn ended_early(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn report(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a connection's task failed");
    }
}
