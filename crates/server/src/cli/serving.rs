//! Serving until somebody asks to stop.

use ariadne_ports::{Error, Result};

use super::output::tell;
use crate::{Config, start};

/// Serves until SIGINT or SIGTERM, then lets what is under way finish. With TLS, SIGHUP
/// reads the certificate again; without it, SIGHUP ends the process as it ends any other.
pub(super) async fn serve_until_stopped(config: Config) -> Result<()> {
    // Before the start, so that no signal is lost.
    let mut stop = StopSignals::new()?;
    let mut reload = ReloadSignal::new(config.tls.is_some())?;
    let running = tokio::select! {
        started = start(config) => started?,
        () = stop.next() => return Ok(()),
    };
    if let Some(link) = running.first_link() {
        tell(&format!(
            "Nobody can sign in yet. Become the first administrator (once, within 24 hours): {link}"
        ));
    }
    tell(&format!("Ariadne is ready: {}", running.url("/")));
    loop {
        tokio::select! {
            () = reload.next() => running.reload_certificate(),
            () = stop.next() => break,
        }
    }
    tokio::select! {
        ended = running.shutdown() => ended,
        // Whoever asks twice does not want to wait.
        () = stop.next() => Ok(()),
    }
}

/// SIGHUP, if it means anything here.
struct ReloadSignal(Option<tokio::signal::unix::Signal>);

impl ReloadSignal {
    fn new(wanted: bool) -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let heard = wanted.then(|| signal(SignalKind::hangup())).transpose();
        Ok(Self(heard.map_err(|e| Error::internal("server.signals", e))?))
    }

    async fn next(&mut self) {
        match &mut self.0 {
            Some(signal) => _ = signal.recv().await,
            None => std::future::pending().await,
        }
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
