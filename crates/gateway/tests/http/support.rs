//! A small schema, a catalog over the fakes, and requests to the router.

use ariadne_testkit::builders::local_administrator;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ariadne_application::{
    Access, AccessOptions, AccessPorts, Catalog, Options, Ports, hash_secret,
};
use ariadne_gateway::{Gateway, HttpConfig, Limits, RequestContext, SocketLimits, router};
use ariadne_testkit::fakes::{FakeHasher, MemoryGraph, MemoryRepo, MemoryVault};
use ariadne_testkit::{FixedClock, SeqIds};
use async_graphql::futures_util::stream::{self, Stream, StreamExt};
use async_graphql::{Context, ID, Object, Schema, Subscription};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

pub(crate) struct Query;

#[Object]
impl Query {
    async fn double(&self, number: ID) -> String {
        number.repeat(2)
    }

    /// What the transport put into the request.
    async fn context(&self, context: &Context<'_>) -> Vec<String> {
        let context = context.data_unchecked::<RequestContext>();
        vec![
            context.request_id.clone(),
            context.idempotency_key.clone().unwrap_or_default(),
            URL_SAFE_NO_PAD.encode(context.body_hash),
            context.from_ui.to_string(),
            context
                .caller
                .as_ref()
                .map_or_else(|| "nobody".to_owned(), |who| who.actor.name.clone()),
            context.min_seq.map(|min_seq| min_seq.seq().to_string()).unwrap_or_default(),
        ]
    }

    async fn panics(&self, #[graphql(default = true)] now: bool) -> bool {
        assert!(!now, "on purpose");
        now
    }

    async fn never(&self) -> i32 {
        std::future::pending().await
    }
}

pub(crate) struct Mutation;

#[Object]
impl Mutation {
    /// Called as a field that calls a source; it waits until it is let go.
    async fn fetch_columns(&self, context: &Context<'_>) -> bool {
        context.data_unchecked::<Arc<Notify>>().notified().await;
        true
    }

    async fn stuck(&self) -> bool {
        std::future::pending().await
    }

    async fn touch(&self, context: &Context<'_>) -> usize {
        context.data_unchecked::<Arc<AtomicUsize>>().fetch_add(1, Ordering::SeqCst) + 1
    }
}

pub(crate) struct Subscription;

#[Subscription]
impl Subscription {
    async fn count(&self, to: i32) -> impl Stream<Item = i32> {
        stream::iter(1..=to)
    }

    async fn forever(&self) -> impl Stream<Item = i32> {
        stream::iter([0]).chain(stream::pending())
    }

    async fn breaks(&self) -> impl Stream<Item = i32> {
        stream::iter([1, 2]).map(|n| if n == 2 { panic!("on purpose") } else { n })
    }
}

pub(crate) fn catalog() -> Catalog {
    catalog_with(|_| {})
}

/// A catalog with ports that `change` adapts.
pub(crate) fn catalog_with(change: impl FnOnce(&mut Ports)) -> Catalog {
    let repo = Arc::new(MemoryRepo::default());
    let mut ports = Ports {
        sources: repo.clone(),
        tables: repo.clone(),
        columns: repo.clone(),
        lineage: repo.clone(),
        graph: Arc::new(MemoryGraph::default()),
        changesets: repo.clone(),
        search: repo.clone(),
        writer: repo.clone(),
        audit: repo.clone(),
        fetches: repo.clone(),
        jobs: repo.clone(),
        imports: repo.clone(),
        secrets: repo,
        vault: Arc::new(MemoryVault::default()),
        clock: Arc::new(FixedClock::default()),
        ids: Arc::new(SeqIds::default()),
        connectors: Vec::new(),
    };
    change(&mut ports);
    Catalog::new(ports, Options::default())
}

/// A token that may do everything.
pub(crate) const TOKEN: &str = "a-token-that-nobody-guesses";
pub(crate) const BEARER: &str = "Bearer a-token-that-nobody-guesses";

/// Access over a fake, with one preset token.
pub(crate) fn access() -> Access {
    access_over(&Arc::new(MemoryRepo::default()))
}

pub(crate) fn access_over(repo: &Arc<MemoryRepo>) -> Access {
    let ports = AccessPorts {
        people: repo.clone(),
        sessions: repo.clone(),
        tokens: repo.clone(),
        links: repo.clone(),
        attempts: repo.clone(),
        settings: repo.clone(),
        passwords: Arc::new(FakeHasher::new(1, 2)),
        provider: None,
        audit: repo.clone(),
        clock: Arc::new(FixedClock::default()),
        ids: Arc::new(SeqIds::default()),
    };
    let preset_token = Some(hash_secret(&TOKEN.into()));
    Access::new(ports, AccessOptions { preset_token, ..AccessOptions::default() })
}

pub(crate) fn config() -> HttpConfig {
    HttpConfig {
        listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
        allowed_hosts: vec!["catalog.example.org".to_owned()],
        trusted_proxies: Vec::new(),
        cors_origins: Vec::new(),
        public_url: None,
        limits: Limits { body_bytes: 64 * 1024, ..Limits::default() },
        sockets: SocketLimits::default(),
        request_ids: Arc::new(|| "made-1".to_owned()),
        metrics: Arc::new(|| "ariadne_up 1\n".to_owned()),
        shutdown: CancellationToken::new(),
        tasks: TaskTracker::new(),
    }
}

pub(crate) fn gateway(
    config: HttpConfig,
    catalog: Catalog,
) -> Gateway<Schema<Query, Mutation, Subscription>> {
    gateway_holding(config, catalog, Arc::default())
}

/// The same, with what lets a live call go.
pub(crate) fn gateway_holding(
    config: HttpConfig,
    catalog: Catalog,
    held: Arc<Notify>,
) -> Gateway<Schema<Query, Mutation, Subscription>> {
    let touched = Arc::new(AtomicUsize::new(0));
    let schema = Schema::build(Query, Mutation, Subscription).data(touched).data(held).finish();
    Gateway { catalog, access: access(), schema, config }
}

pub(crate) fn app() -> Router {
    router(gateway(config(), catalog()))
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e} in {}", self.text))
    }

    /// The code of the one error.
    pub(crate) fn code(&self) -> String {
        let json = self.json();
        let errors = json["errors"].as_array().unwrap_or_else(|| panic!("no errors: {json}"));
        assert_eq!(errors.len(), 1, "{json}");
        let extensions = &errors[0]["extensions"];
        assert!(extensions["requestId"].is_string(), "{json}");
        assert!(extensions["temporary"].is_boolean(), "{json}");
        extensions["code"].as_str().expect("a code").to_owned()
    }

    pub(crate) fn message(&self) -> String {
        self.json()["errors"][0]["message"].as_str().expect("a message").to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().expect("text"))
    }
}

pub(crate) async fn send(app: &Router, request: Request<Body>) -> Answer {
    let answered = tokio::time::timeout(Duration::from_secs(30), app.clone().oneshot(request));
    let response = answered.await.expect("answers in time").expect("infallible");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    Answer { status: parts.status, headers: parts.headers, text }
}

pub(crate) fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    body_request(method, path, headers, Body::empty())
}

pub(crate) fn body_request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "127.0.0.1:8080");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).expect("a request")
}

/// Reads a page, as whoever has the token.
pub(crate) async fn get(app: &Router, path: &str) -> Answer {
    send(app, request(Method::GET, path, &[("authorization", BEARER)])).await
}

/// POSTs a body as JSON, as whoever has the token, with further headers.
pub(crate) async fn post(app: &Router, body: &str, headers: &[(&str, &str)]) -> Answer {
    let mut all = vec![("content-type", "application/json"), ("authorization", BEARER)];
    all.extend(headers);
    send(app, body_request(Method::POST, "/graphql", &all, Body::from(body.to_owned()))).await
}

/// Creates a table, so that the record is one changeset further.
pub(crate) async fn commit(catalog: &Catalog) {
    let editor = catalog.editor(&local_administrator()).expect("allowed");
    let input = ariadne_application::TableInput { name: "orders".to_owned(), ..Default::default() };
    let context = ariadne_application::WriteContext::default();
    editor.create_table(&context, input).await.expect("created");
}
