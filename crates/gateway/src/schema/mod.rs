//! The GraphQL schema: one type a file, newtypes over domain objects.

mod error;
mod input;
mod limits;
mod live;
mod loaders;
mod mutation;
mod page;
mod query;
mod scalars;
mod session;
mod subscription;
mod types;

use ariadne_application::Catalog;
use async_graphql::{SDLExportOptions, SchemaBuilder};

pub use mutation::Mutation;
pub use query::Query;
pub use subscription::Subscription;

use crate::Limits;

/// The schema of this gateway.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// The bare schema, without data and limits.
fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query, Mutation::default(), Subscription)
}

/// The schema over a catalog.
///
/// Every request must carry a [`RequestContext`](crate::RequestContext) in its data
/// (or in the session data of its WebSocket).
pub fn schema(catalog: Catalog, limits: Limits) -> Schema {
    builder()
        .data(catalog)
        .data(limits)
        // Nesting is bounded by the extension below, which answers with a code.
        .limit_recursive_depth(limits::MAX_NESTING)
        .extension(error::Errors)
        .extension(limits::Guard)
        .extension(limits::Complexity)
        .extension(limits::TimeLimit)
        .finish()
}

/// The schema's definition language, sorted, with its descriptions.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    builder().finish().sdl_with_options(options)
}
