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
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::data_dir::Lock;
use crate::system::TimeOrderedIds;
use crate::{Config, compose, keys, lineage, measured, pools, recorder};

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
    server: JoinHandle<std::io::Result<()>>,
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
            let server = tokio::spawn(serve(listener, router, stop.clone()));
            tracing::info!(%addr, database = ?config.database, "ready");
            Ok(Running { addr, stop: stop.drop_guard(), server, tasks, repo, _lock: lock })
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

async fn router(
    config: &Config,
    addr: SocketAddr,
    repo: &Repo,
) -> Result<(Router, CancellationToken, TaskTracker)> {
    let vault = Arc::new(keys::vault(&config.key, repo).await?);
    let recorder = recorder::recorder();
    measured::describe();
    lineage::describe();
    pools::describe();
    let oracle = OracleFactory::default();
    let oracle_threads = oracle.threads();
    let (graph, graph_connections) = lineage::graph(&config.graph)?;
    let catalog = compose::catalog(graph, repo, vault, oracle);
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    tracing::info!(graph = ?config.graph, "lineage is asked of this graph");
    if let Err(error) = catalog.prepare_lineage().await {
        // The catalog is whole without its graph, and the graph follows by itself later.
        tracing::warn!(%error, "the lineage graph is not loaded yet");
    }
    tasks.spawn(upkeep(recorder.clone(), catalog.clone(), stop.clone()));
    tasks.spawn(follow_lineage(catalog.clone(), stop.clone()));
    let measured_repo = repo.clone();
    let http = HttpConfig {
        listen: addr,
        allowed_hosts: config.allowed_hosts.clone(),
        limits: config.limits,
        sockets: SocketLimits::default(),
        request_ids: Arc::new(|| TimeOrderedIds.next().to_string()),
        metrics: Arc::new(move || {
            measured::threads(&oracle_threads);
            pools::measure(&measured_repo);
            graph_connections.iter().for_each(lineage::measure_connections);
            recorder.render()
        }),
        shutdown: stop.clone(),
        tasks: tasks.clone(),
    };
    let schema = ariadne_gateway::schema(catalog.clone(), config.limits);
    let router = ariadne_gateway::router(Gateway { catalog, schema, config: http });
    Ok((router, stop, tasks))
}

async fn serve(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Answers are written whole, so there is nothing to wait for.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with Nagle's algorithm");
        }
    });
    axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await
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
        format!("http://{}{path}", self.addr)
    }

    /// Stops accepting, lets requests finish (at most ten seconds), closes sockets,
    /// commits what waits and closes the database.
    pub async fn shutdown(self) -> Result<()> {
        tracing::info!("shutting down");
        self.stop.disarm().cancel();
        self.tasks.close();
        let finish = async { tokio::join!(self.server, self.tasks.wait()).0 };
        match tokio::time::timeout(PATIENCE, finish).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => tracing::warn!(%error, "the server ended with an error"),
            Ok(Err(error)) => tracing::error!(%error, "the server's task failed"),
            Err(_) => tracing::warn!("requests took too long and were cut off"),
        }
        self.repo.close().await?;
        tracing::info!("stopped");
        Ok(())
    }
}
