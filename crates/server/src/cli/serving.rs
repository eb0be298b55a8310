//! Serving until somebody asks to stop.

use ariadne_ports::{Error, Result};

use super::output::tell;
use crate::{Config, start};

/// Serves until SIGINT or SIGTERM, then lets what is under way finish.
pub(super) async fn serve_until_stopped(config: Config) -> Result<()> {
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

/// Ends when somebody asks to stop.
pub(super) async fn stopped() -> Result<()> {
    StopSignals::new()?.next().await;
    Ok(())
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
