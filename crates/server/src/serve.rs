//! A running server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{Catalog, MadeLink};
use ariadne_connector_oracle::OracleFactory;
use ariadne_gateway::{Gateway, HttpConfig, SocketLimits};
use ariadne_ports::{Error, ErrorKind, IdSource, Result};
use ariadne_repo_seaorm::{Location, Repo};
use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::data_dir::{Lock, warn_when_read_by_others};
use crate::edge::{self, Edge, Tls};
use crate::system::TimeOrderedIds;
use crate::{Config, ConnectionLimits, access, compose, keys, lineage, measured, pools, recorder};

/// How long requests that are under way at a shutdown may still take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often measurements are folded into their buckets, scraped or not.
const UPKEEP: Duration = Duration::from_secs(5);

/// A server that runs in this process. Dropping it stops it at once, without the
/// patience of [`Running::shutdown`].
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    public_url: Option<String>,
    first_link: Option<MadeLink>,
    stop: DropGuard,
    server: JoinHandle<()>,
    tls: Option<Tls>,
    tasks: TaskTracker,
    repo: Repo,
    _lock: Lock,
}

/// An address by which a client on this machine reaches who listens on `listen`, which
/// may stand for every address of the machine.
pub(crate) fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn failed(message: String) -> Error {
    Error::new(ErrorKind::Unavailable, "server.start", message)
}

/// Starts a server: takes the lock on the data folder, binds the address, opens the
/// database, checks the key, serves. What is wrong is told in one sentence.
pub async fn start(config: Config) -> Result<Running> {
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
    if let Location::Sqlite(path) = &config.database {
        warn_when_read_by_others(path);
    }
    match router(&config, addr, &repo).await {
        Ok((router, stop, tasks, first_link)) => {
            let limits = connection_limits(&config);
            tell_of_other_machines(&config, addr);
            edge::allow_open_files(limits.connections);
            let edge = Edge { listener, tls: tls.clone(), limits, router, stop: stop.clone() };
            let server = tokio::spawn(edge.serve());
            tracing::info!(%addr, tls = tls.is_some(), database = ?config.database, "ready");
            Ok(Running {
                addr,
                public_url: config.access.public_url,
                first_link,
                stop: stop.drop_guard(),
                server,
                tls,
                tasks,
                repo,
                _lock: lock,
            })
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

/// Says in the log what an operator should know whose server is reached from elsewhere.
fn tell_of_other_machines(config: &Config, addr: SocketAddr) {
    if addr.ip().is_unspecified() && config.access.public_url.is_none() {
        tracing::info!(
            "{addr} stands for every address of this machine. Give --public-url: links for other machines begin with it, and requests may name its host."
        );
    }
    let plain = config.tls.is_none() && config.trusted_proxies.is_empty();
    if plain && !addr.ip().is_loopback() {
        tracing::warn!(
            "Passwords and tokens travel readable to {addr}, because HTTP is spoken in clear. Give --tls-certificate and --tls-key, or put a proxy that speaks HTTPS in front and name its address with --trusted-proxy."
        );
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
) -> Result<(Router, CancellationToken, TaskTracker, Option<MadeLink>)> {
    let access = access::access(&config.access, repo)?;
    let first_link = access::admit(config, &access).await?;
    let vault = Arc::new(keys::vault(&config.key, repo).await?);
    let recorder = recorder::recorder();
    measured::describe();
    edge::describe();
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
        trusted_proxies: config.trusted_proxies.clone(),
        cors_origins: config.cors_origins.clone(),
        public_url: config.access.public_url.clone(),
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
    let schema = ariadne_gateway::schema(catalog.clone(), access.clone(), config.limits);
    let router = ariadne_gateway::router(Gateway { catalog, access, schema, config: http });
    Ok((router, stop, tasks, first_link))
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
    /// The address of the link by which the first administrator is made, when there is
    /// none. It works once.
    pub fn first_link(&self) -> Option<String> {
        let own = self.url("");
        let base = self.public_url.as_deref().unwrap_or(&own);
        self.first_link.as_ref().map(|link| access::address(base, link))
    }

    /// The address that is listened on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address of a page, such as `/graphql`, for a client on this machine.
    pub fn url(&self, path: &str) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}{path}", reachable(self.addr))
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
