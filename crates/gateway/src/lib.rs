//! The GraphQL gateway: a schema over the use cases, and the router that serves it.
//!
//! It knows the domain and the application, and nothing of what stands behind
//! their ports. [`schema`] is executed in process by tests; the router adds HTTP,
//! WebSocket and the checks that belong to them.

mod context;
mod http;
mod limits;
mod schema;

pub use ariadne_application::formats::document_schema;
pub use context::{Browser, RequestContext, SessionChange};
pub use http::{Client, Gateway, HttpConfig, Peer, SocketLimits, router};
pub use limits::Limits;
pub use schema::{Mutation, Query, Schema, Subscription, schema, sdl};
