//! A small HTTP(S) server of ours that stands in front of a real Elasticsearch or `OpenSearch` node, or alone, and
//! behaves as the test asks: it demands a login, forbids actions, replays answers, and breaks in every way that a
//! network or an engine breaks.
//!
//! The published engines have no security and some types and versions cannot be loaded at all, so logins, privileges
//! and TLS are proved here. Whatever is replayed was **written for the test after the engine's documentation and
//! source, not recorded**; see [`bodies`].
//!
//! ```no_run
//! use ariadne_tests::proxy::{Fault, Login, Privilege, Proxy};
//!
//! let proxy = Proxy::front("http://127.0.0.1:9200");
//! proxy.demand(Login::basic("reader", "secret"));
//! proxy.forbid("GET /orders/_mapping", Privilege::view_index_metadata("orders"));
//! proxy.fail("/orders/_count", Fault::Stall);
//! ```
//!
//! Rules may be added while it runs; they hold for requests that arrive later. For a request the order is: the log,
//! the login, the privileges, then the answer (a replayed one, else the node's), and a fault applied to the answer.

pub mod bodies;
mod connection;
mod handler;
mod target;

use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;
use tokio::runtime::Runtime;

use self::target::Target;
use crate::certificates::Authority;

/// Which certificate a TLS proxy shows. [`Proxy::ca_pem`] is the authority that a client is to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// For `localhost` and `127.0.0.1`, from the authority of [`Proxy::ca_pem`].
    Valid,
    /// As valid, but it ran out in 2020.
    Expired,
    /// From the right authority for another host.
    WrongHost,
    /// From an authority that is not the one of [`Proxy::ca_pem`].
    UnknownIssuer,
}

/// Whose words refusals use, and whose product header is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Elasticsearch with its security.
    Elasticsearch,
    /// `OpenSearch` with its security plugin.
    OpenSearch,
}

/// What a client has to show on every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// Basic authentication.
    Basic {
        /// The user's name.
        user: String,
        /// The password.
        password: String,
    },
    /// An API key as Elasticsearch hands it out: base64 of `id:key`.
    ApiKey(String),
    /// A bearer token.
    Bearer(String),
}

impl Login {
    /// Basic authentication with these.
    pub fn basic(user: &str, password: &str) -> Self {
        Self::Basic { user: user.to_owned(), password: password.to_owned() }
    }
}

/// An action that is refused, with the names the engine gives in its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privilege {
    /// The action as the engine names it, such as `indices:admin/mappings/get`.
    pub action: String,
    /// The index that it was tried on; none for an action on the cluster.
    pub index: Option<String>,
    /// The privileges of which any would do, comma separated, as the engine lists them.
    pub granted_by: String,
}

impl Privilege {
    /// `GET /`, which needs the cluster privilege `monitor`.
    pub fn monitor() -> Self {
        Self::cluster("cluster:monitor/main", "monitor,manage,all")
    }

    /// Cluster health, which needs the cluster privilege `monitor`.
    pub fn health() -> Self {
        Self::cluster("cluster:monitor/health", "monitor,manage,all")
    }

    /// Mappings of `index`, which need `view_index_metadata`.
    pub fn view_index_metadata(index: &str) -> Self {
        Self::index("indices:admin/mappings/get", index, "view_index_metadata,manage,all")
    }

    /// Documents of `index`, which need `read`.
    pub fn read(index: &str) -> Self {
        Self::index("indices:data/read/search", index, "read,all")
    }

    /// An action on the cluster.
    pub fn cluster(action: &str, granted_by: &str) -> Self {
        Self { action: action.to_owned(), index: None, granted_by: granted_by.to_owned() }
    }

    /// An action on an index.
    pub fn index(action: &str, index: &str, granted_by: &str) -> Self {
        Self {
            action: action.to_owned(),
            index: Some(index.to_owned()),
            granted_by: granted_by.to_owned(),
        }
    }
}

/// What goes wrong with the answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// No answer, ever; the connection stays open.
    Silence,
    /// Status, headers and the first half of the body; then nothing, for ever.
    Stall,
    /// Status, headers and the first half of the body; then the connection is cut.
    Cut,
    /// A web page with status 200, as a login page of a company's gateway would be.
    Html,
    /// 429 with the engine's `circuit_breaking_exception`.
    CircuitBreaker,
    /// 503 with the engine's `cluster_block_exception` of a cluster that is still starting.
    Unavailable,
    /// 302 to this URL.
    Redirect(String),
    /// This status and body.
    Answer(u16, Value),
}

/// What goes wrong with connections, before any HTTP (and before TLS, where that is on).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Accepts and says nothing.
    Silence,
    /// Answers the first bytes it hears with bytes that are no HTTP and no TLS.
    Garbage,
    /// Closes the connection as soon as the client has said something.
    Close,
}

/// A request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query, still percent-encoded.
    pub path: String,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Request {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }
}

/// The proxy. It runs on a thread of its own until it is dropped, which cuts every connection.
#[derive(Debug)]
pub struct Proxy {
    /// `http[s]://127.0.0.1:port`.
    pub url: String,
    /// The port on 127.0.0.1.
    pub port: u16,
    ca_pem: Option<String>,
    state: Arc<State>,
    runtime: Option<Runtime>,
}

#[derive(Debug)]
struct State {
    upstream: Option<String>,
    client: reqwest::Client,
    connections: AtomicUsize,
    requests: RwLock<Vec<Request>>,
    rules: RwLock<Rules>,
}

#[derive(Debug, Clone)]
struct Rules {
    engine: Engine,
    login: Option<Login>,
    refusals: Vec<(Target, Privilege)>,
    answers: Vec<(Target, u16, Value)>,
    faults: Vec<(Target, Fault)>,
    broken: Option<Break>,
}

impl Proxy {
    /// A proxy in front of the node at `url`.
    pub fn front(url: &str) -> Self {
        Self::start(Some(url), None)
    }

    /// A server of its own: what is not replayed is answered with 404, as for a path that the engine does not know.
    pub fn alone() -> Self {
        Self::start(None, None)
    }

    /// A proxy in front of `upstream`, if given, with TLS if given.
    pub fn start(upstream: Option<&str>, tls: Option<Tls>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("127.0.0.1 has a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let authority = tls.map(|_| Authority::new("Ariadne tests: Elasticsearch"));
        let (acceptor, ca_pem) = match (tls, &authority) {
            (Some(tls), Some(authority)) => {
                (Some(connection::acceptor(tls, authority)), Some(authority.pem()))
            }
            _ => (None, None),
        };
        let state = Arc::new(State {
            upstream: upstream.map(|url| url.trim_end_matches('/').to_owned()),
            client: handler::client(),
            connections: AtomicUsize::new(0),
            requests: RwLock::new(Vec::new()),
            rules: RwLock::new(Rules {
                engine: Engine::Elasticsearch,
                login: None,
                refusals: Vec::new(),
                answers: Vec::new(),
                faults: Vec::new(),
                broken: None,
            }),
        });
        // a runtime of its own, so that dropping the proxy ends all it does, however it hangs
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("proxy")
            .enable_all()
            .build()
            .expect("a thread can be started");
        runtime.spawn(connection::serve(listener, acceptor, Arc::clone(&state)));
        let scheme = if tls.is_some() { "https" } else { "http" };
        Self {
            url: format!("{scheme}://127.0.0.1:{port}"),
            port,
            ca_pem,
            state,
            runtime: Some(runtime),
        }
    }

    /// The authority to trust, as PEM. Fails the test when the proxy has no TLS.
    pub fn ca_pem(&self) -> &str {
        self.ca_pem.as_deref().expect("only a proxy started with TLS has an authority")
    }

    /// Whose words are used from now on; Elasticsearch at first.
    pub fn speak_as(&self, engine: Engine) {
        self.change(|rules| rules.engine = engine);
    }

    /// Answers 401 to every request without this login.
    pub fn demand(&self, login: Login) {
        self.change(|rules| rules.login = Some(login));
    }

    /// Answers 403 to requests that match `target` (see [`Self::fail`]), naming the privilege.
    pub fn forbid(&self, target: &str, privilege: Privilege) {
        self.change(|rules| rules.refusals.push((Target::parse(target), privilege)));
    }

    /// Answers requests that match `target` with this body and 200 instead of asking the node. The newest rule wins.
    pub fn replay(&self, target: &str, body: Value) {
        self.replay_status(target, 200, body);
    }

    /// As [`Self::replay`], with this status.
    pub fn replay_status(&self, target: &str, status: u16, body: Value) {
        self.change(|rules| rules.answers.push((Target::parse(target), status, body)));
    }

    /// Applies the fault to the answers of requests that match `target`: `[METHOD ]path[?query]`, where `*` stands
    /// for any text. Without a query the target matches whatever the query is. The newest rule wins.
    pub fn fail(&self, target: &str, fault: Fault) {
        self.change(|rules| rules.faults.push((Target::parse(target), fault)));
    }

    /// Breaks every connection that is opened from now on.
    pub fn break_connections(&self, how: Break) {
        self.change(|rules| rules.broken = Some(how));
    }

    /// Forgets all faults and breaks; logins, privileges and replayed answers stay.
    pub fn heal(&self) {
        self.change(|rules| {
            rules.faults.clear();
            rules.broken = None;
        });
    }

    /// Every request so far, in the order of arrival, refused ones included.
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Empties the log of requests.
    pub fn forget_requests(&self) {
        self.state.requests.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many connections were opened so far, broken ones included.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    fn change(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut self.state.rules.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
