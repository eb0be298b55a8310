//! The HTTP side: what is served, and what is checked before a resolver runs.
//!
//! - `identity`, `cookies`: who sent a request
//! - `answer`, `refusal`: the one shape of refusals, and how answers are written
//! - `client`, `forwarded`: who sent a request, proxies between
//! - `hosts`: names that the server answers to, origins of sockets
//! - `cors`: pages of other origins
//! - `protection`: what browsers are forbidden
//! - `observe`: request ids, spans, logs, counters, panics
//! - `body`, `upload`, `graphql`: a GraphQL request by POST
//! - `operations`: one operation, however it came in
//! - `socket`, `session`, `door`: subscriptions
//! - `entrance`: signing in, for a browser
//! - `export`, `catalog_files`, `lists`: files to take away
//! - `assets`, `pages`: everything else

mod answer;
mod assets;
mod body;
mod catalog_files;
mod client;
mod config;
mod cookies;
mod cors;
mod door;
mod entrance;
mod export;
mod forwarded;
mod graphql;
mod hosts;
mod identity;
mod lists;
mod observe;
mod operations;
mod pages;
mod plain;
mod protection;
mod refusal;
mod session;
mod socket;
mod upload;

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use ariadne_application::{Access, Catalog};
use async_graphql::Executor;
use axum::Router;
use axum::http::request::Parts;
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
    /// Who may use it.
    pub access: Access,
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
    access: Access,
    operations: Operations<E>,
    config: HttpConfig,
    hosts: Hosts,
    proxies: Proxies,
    /// One permit per open socket.
    sockets: Arc<Semaphore>,
    sdl: String,
}

impl<E> App<E> {
    /// Whether cookies are for encrypted connections alone: the client came by one, or the
    /// public address is an `https` one, whoever ends its TLS.
    fn secures_cookies(&self, parts: &Parts) -> bool {
        let public = self.config.public_url.as_deref();
        public.is_some_and(|url| url.starts_with("https://"))
            || Client::of(&parts.extensions).secure
    }

    /// What addresses of this server begin with for the client of this request.
    fn base_url(&self, parts: &Parts) -> String {
        if let Some(url) = &self.config.public_url {
            return url.clone();
        }
        let scheme = if Client::of(&parts.extensions).secure { "https" } else { "http" };
        let host = hosts::host_of(parts).map(|host| host.to_string());
        format!("{scheme}://{}", host.unwrap_or_else(|| self.config.listen.to_string()))
    }
}

/// The whole HTTP interface.
pub fn router<E: Executor>(gateway: Gateway<E>) -> Router {
    let Gateway { catalog, access, schema, config } = gateway;
    observe::describe();
    let app = Arc::new(App {
        catalog,
        access,
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
        .route("/", get(entrance::app::<E>))
        .route("/app/{*path}", get(assets::app_file))
        .route("/graphql", api)
        .route("/graphiql", get(assets::to_graphiql))
        .route("/graphiql/", get(entrance::graphiql::<E>))
        .route("/graphiql/{*path}", get(assets::graphiql_file))
        .route("/sign-in", get(entrance::page))
        .route("/welcome", get(entrance::page))
        .route("/entrance/{file}", get(entrance::file))
        .route("/auth/oidc", get(entrance::oidc::begin::<E>))
        .route("/auth/oidc/callback", get(entrance::oidc::finish::<E>))
        .route("/export/audit.csv", get(export::audit::<E>))
        .route("/export/import/{id}", get(catalog_files::annotated::<E>))
        .route("/export/{file}", get(catalog_files::file::<E>))
        .route("/healthz", get(pages::healthz))
        .route("/readyz", get(pages::readyz::<E>))
        .route("/metrics", get(pages::metrics::<E>))
        .route("/schema.graphql", get(pages::schema::<E>))
        .fallback(entrance::app_or_nothing::<E>)
        .method_not_allowed_fallback(pages::wrong_method)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), hosts::check::<E>))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), observe::observe::<E>))
        .with_state(app)
}
