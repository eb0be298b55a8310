//! A running server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::Catalog;
use ariadne_connector_oracle::OracleFactory;
use ariadne_gateway::{Gateway, HttpConfig, SocketLimits};
use ariadne_ports::{Error, ErrorKind, IdSource, Result};
use ariadne_repo_seaorm::Repo;
use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::data_dir::Lock;
use crate::edge::{self, Edge, Tls};
use crate::system::TimeOrderedIds;
use crate::{Config, ConnectionLimits, compose, keys, lineage, measured, recorder};

/// How long requests that are under way at a shutdown may still take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often measurements are folded into their buckets, scraped or not.
const UPKEEP: Duration = Duration::from_secs(5);

/// A server that runs in this process. Dropping it stops it at once, without the
/// patience of [`Running::shutdown`].
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    stop: DropGuard,
    server: JoinHandle<()>,
    tls: Option<Tls>,
    tasks: TaskTracker,
    repo: Repo,
    _lock: Lock,
}

fn failed(message: String) -> Error {
    Error::new(ErrorKind::Unavailable, "server.start", message)
}

/// Starts a server: takes the lock on the data folder, binds the address, opens the
/// database, checks the key, serves. What is wrong is told in one sentence.
pub async fn start(config: Config) -> Result<Running> {
    config.check()?;
    let tls = config.tls.as_ref().map(Tls::load).transpose()?;
    let lock = Lock::take(&config.data_dir)?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        let message = format!(
            "The address {} cannot be listened on ({}). Give another one with --listen.",
            config.listen,
            error.kind()
        );
        failed(message).with_source(error)
    })?;
    let addr = listener.local_addr().map_err(|error| Error::internal("server.start", error))?;
    let repo = compose::open(&config).await?;
    match router(&config, addr, &repo).await {
        Ok((router, stop, tasks)) => {
            let limits = connection_limits(&config);
            edge::allow_open_files(limits.connections);
            let edge = Edge { listener, tls: tls.clone(), limits, router, stop: stop.clone() };
            let server = tokio::spawn(edge.serve());
            tracing::info!(%addr, tls = tls.is_some(), database = ?config.database, "ready");
            Ok(Running { addr, stop: stop.drop_guard(), server, tls, tasks, repo, _lock: lock })
        }
        Err(error) => {
            // The first failure is the one to tell.
            if let Err(error) = repo.close().await {
                tracing::warn!(%error, "the database was not closed");
            }
            Err(error)
        }
    }
}

/// The configured limits, with time for the longest request: its body, then its answer.
fn connection_limits(config: &Config) -> ConnectionLimits {
    let limits = config.connections;
    let longest = config.limits.time + config.limits.live_time;
    ConnectionLimits { busy: limits.busy.max(longest), ..limits }
}

async fn router(
    config: &Config,
    addr: SocketAddr,
    repo: &Repo,
) -> Result<(Router, CancellationToken, TaskTracker)> {
    let vault = Arc::new(keys::vault(&config.key, repo).await?);
    let recorder = recorder::recorder();
    measured::describe();
    edge::describe();
    lineage::describe();
    let oracle = OracleFactory::default();
    let oracle_threads = oracle.threads();
    let catalog = compose::catalog(config, repo, vault, oracle)?;
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    tracing::info!(graph = ?config.graph, "lineage is asked of this graph");
    if let Err(error) = catalog.prepare_lineage().await {
        // The catalog is whole without its graph, and the graph follows by itself later.
        tracing::warn!(%error, "the lineage graph is not loaded yet");
    }
    tasks.spawn(upkeep(recorder.clone(), catalog.clone(), stop.clone()));
    tasks.spawn(follow_lineage(catalog.clone(), stop.clone()));
    let http = HttpConfig {
        listen: addr,
        allowed_hosts: config.allowed_hosts.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        cors_origins: config.cors_origins.clone(),
        limits: config.limits,
        sockets: SocketLimits::default(),
        request_ids: Arc::new(|| TimeOrderedIds.next().to_string()),
        metrics: Arc::new(move || {
            measured::threads(&oracle_threads);
            recorder.render()
        }),
        shutdown: stop.clone(),
        tasks: tasks.clone(),
    };
    let schema = ariadne_gateway::schema(catalog.clone(), config.limits);
    let router = ariadne_gateway::router(Gateway { catalog, schema, config: http });
    Ok((router, stop, tasks))
}

async fn follow_lineage(catalog: Catalog, stop: CancellationToken) {
    tokio::select! {
        () = catalog.follow_lineage() => {}
        () = stop.cancelled() => {}
    }
}

async fn upkeep(
    recorder: metrics_exporter_prometheus::PrometheusHandle,
    catalog: Catalog,
    stop: CancellationToken,
) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                lineage::measure(&catalog).await;
                recorder.run_upkeep();
            }
            () = stop.cancelled() => return,
        }
    }
}

impl Running {
    /// The address that is listened on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address of a page, such as `/graphql`.
    pub fn url(&self, path: &str) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.addr)
    }

    /// Reads certificate and key of TLS again. When they are wrong the old ones stay, and
    /// the log says why; open connections go on in any case.
    pub fn reload_certificate(&self) {
        match self.tls.as_ref().map(Tls::reload) {
            Some(Ok(())) => tracing::info!("certificate and key of TLS were read again"),
            Some(Err(error)) => {
                tracing::error!(%error, "the certificate of TLS was not replaced; the one before stays in use");
            }
            None => tracing::info!("there is no certificate to read again"),
        }
    }

    /// Stops accepting, lets requests finish (at most ten seconds), closes sockets,
    /// commits what waits and closes the database.
    pub async fn shutdown(self) -> Result<()> {
        tracing::info!("shutting down");
        self.stop.disarm().cancel();
        self.tasks.close();
        let cut_off = self.server.abort_handle();
        let finish = async { tokio::join!(self.server, self.tasks.wait()).0 };
        match tokio::time::timeout(PATIENCE, finish).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the server's task failed"),
            Err(_) => {
                cut_off.abort();
                tracing::warn!("requests took too long and were cut off");
            }
        }
        self.repo.close().await?;
        tracing::info!("stopped");
        Ok(())
    }
}
