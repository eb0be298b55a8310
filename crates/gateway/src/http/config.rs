use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::Limits;

/// How the catalog is served over HTTP.
#[derive(Clone)]
pub struct HttpConfig {
    /// The address that is listened on; requests may name it as their host.
    pub listen: SocketAddr,
    /// Further hosts that requests may name: `catalog.example.org`, or with a port
    /// `catalog.example.org:8443`. Pages of these hosts may open sockets.
    pub allowed_hosts: Vec<String>,
    /// Networks of the proxies that are believed what they say of their clients.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may use the API with a token, as browsers write them:
    /// `https://app.example`, in lower case and without the scheme's own port.
    pub cors_origins: Vec<String>,
    /// What addresses of this server begin with for its users, `https://catalog.example.org`;
    /// when it is not given, as each request names it.
    pub public_url: Option<String>,
    /// Limits on requests.
    pub limits: Limits,
    /// Limits on sockets.
    pub sockets: SocketLimits,
    /// Makes the id of a request that brings none.
    pub request_ids: Arc<dyn Fn() -> String + Send + Sync>,
    /// The metrics in Prometheus' text form.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
    /// Cancelled when the server goes down: sockets are closed, `/readyz` says so.
    pub shutdown: CancellationToken,
    /// Every open socket is a task of it, so that a server can wait for their end.
    pub tasks: TaskTracker,
}

impl fmt::Debug for HttpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpConfig")
            .field("listen", &self.listen)
            .field("allowed_hosts", &self.allowed_hosts)
            .field("trusted_proxies", &self.trusted_proxies)
            .field("cors_origins", &self.cors_origins)
            .field("limits", &self.limits)
            .field("sockets", &self.sockets)
            .finish_non_exhaustive()
    }
}

/// Limits on sockets.
#[derive(Clone, Copy, Debug)]
pub struct SocketLimits {
    /// Most sockets open at once.
    pub connections: usize,
    /// Most operations under way on one socket.
    pub subscriptions: usize,
    /// A socket that does not introduce itself in this time is closed.
    pub init: Duration,
    /// How often the server sends a ping.
    pub ping: Duration,
    /// A socket that was not heard for this long, not even a pong, is closed.
    pub idle: Duration,
}

impl Default for SocketLimits {
    fn default() -> Self {
        Self {
            connections: 1_000,
            subscriptions: 64,
            init: Duration::from_secs(10),
            ping: Duration::from_secs(20),
            idle: Duration::from_mins(1),
        }
    }
}
