//! Serving until somebody asks to stop.

use ariadne_ports::{Error, Result};

use super::output::tell;
use crate::{Config, start};

/// Serves until SIGINT or SIGTERM, then lets what is under way finish.
pub(super) async fn serve_until_stopped(config: Config) -> Result<()> {
    open_many_files();
    // Before the start, so that no signal is lost.
    let mut stop = StopSignals::new()?;
    let running = tokio::select! {
        started = start(config) => started?,
        () = stop.next() => return Ok(()),
    };
    tell(&format!("Ariadne is ready: {}", running.url("/graphiql/")));
    stop.next().await;
    tokio::select! {
        ended = running.shutdown() => ended,
        // Whoever asks twice does not want to wait.
        () = stop.next() => Ok(()),
    }
}

/// Asks for as many open files as the system allows. Every connection is one, and programs
/// are often started with 1,024 of them, which they may raise: a thousand idle clients would
/// keep everybody else out.
fn open_many_files() {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => tracing::debug!(files, "so many files may be open"),
        Err(error) => tracing::warn!(%error, "the limit of open files stays as it is"),
    }
}

/// SIGINT and SIGTERM.
struct StopSignals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl StopSignals {
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let heard = |kind| signal(kind).map_err(|e| Error::internal("server.signals", e));
        Ok(Self {
            interrupt: heard(SignalKind::interrupt())?,
            terminate: heard(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
