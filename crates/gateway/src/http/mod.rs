//! The HTTP side: what is served, and what is checked before a resolver runs.
//!
//! - `answer`: the one shape of refusals, and how answers are written
//! - `client`, `forwarded`: who sent a request, proxies between
//! - `hosts`: names that the server answers to, origins of sockets
//! - `cors`: pages of other origins
//! - `protection`: what browsers are forbidden
//! - `observe`: request ids, spans, logs, counters, panics
//! - `body`, `graphql`: a GraphQL request by POST
//! - `operations`: one operation, however it came in
//! - `socket`, `session`: subscriptions
//! - `assets`, `pages`: everything else

mod answer;
mod assets;
mod body;
mod client;
mod config;
mod cors;
mod forwarded;
mod graphql;
mod hosts;
mod observe;
mod operations;
mod pages;
mod protection;
mod session;
mod socket;

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use ariadne_application::Catalog;
use async_graphql::Executor;
use axum::Router;
use axum::middleware;
use axum::routing::{any, get};
use tokio::sync::Semaphore;
use tower::util::option_layer;

pub use client::{Client, Peer};
pub use config::{HttpConfig, SocketLimits};

use crate::Schema;
use client::Proxies;
use hosts::Hosts;
use operations::Operations;

/// What the router serves.
pub struct Gateway<E = Schema> {
    /// The catalog, for readiness and for readers that wait for a changeset.
    pub catalog: Catalog,
    /// What executes GraphQL.
    pub schema: E,
    /// How it is served.
    pub config: HttpConfig,
}

impl<E> fmt::Debug for Gateway<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("catalog", &self.catalog)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

/// What every handler sees.
struct App<E> {
    catalog: Catalog,
    operations: Operations<E>,
    config: HttpConfig,
    hosts: Hosts,
    proxies: Proxies,
    /// One permit per open socket.
    sockets: Arc<Semaphore>,
    sdl: String,
}

/// The whole HTTP interface.
pub fn router<E: Executor>(gateway: Gateway<E>) -> Router {
    let Gateway { catalog, schema, config } = gateway;
    observe::describe();
    let app = Arc::new(App {
        catalog,
        operations: Operations::new(schema, config.limits),
        hosts: Hosts::new(config.listen.ip(), &config.allowed_hosts, &config.cors_origins),
        proxies: Proxies::new(&config.trusted_proxies),
        sockets: Arc::new(Semaphore::new(config.sockets.connections)),
        config,
        sdl: crate::sdl(),
    });
    let api = any(graphql::graphql::<E>)
        .layer::<_, Infallible>(middleware::from_fn_with_state(
            Arc::clone(&app),
            cors::without_cookies::<E>,
        ))
        .layer::<_, Infallible>(option_layer(cors::layer(&app.config.cors_origins)));
    Router::new()
        .route("/", get(assets::to_graphiql))
        .route("/graphql", api)
        .route("/graphiql", get(assets::to_graphiql))
        .route("/graphiql/", get(assets::index))
        .route("/graphiql/{*path}", get(assets::asset))
        .route("/healthz", get(pages::healthz))
        .route("/readyz", get(pages::readyz::<E>))
        .route("/metrics", get(pages::metrics::<E>))
        .route("/schema.graphql", get(pages::schema::<E>))
        .fallback(pages::nothing_here)
        .method_not_allowed_fallback(pages::wrong_method)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), hosts::check::<E>))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), observe::observe::<E>))
        .with_state(app)
}
