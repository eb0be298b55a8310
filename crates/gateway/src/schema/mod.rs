//! The GraphQL schema: one type a file, newtypes over domain objects.

mod access_query;
mod error;
mod executor;
mod impact_address;
mod import_query;
mod input;
mod limits;
mod lineage_query;
mod live;
mod loaders;
mod mutation;
mod page;
mod query;
mod scalars;
mod session;
mod subscription;
mod types;

use ariadne_application::{Access, Catalog};
use async_graphql::{SDLExportOptions, SchemaBuilder};

pub use executor::Schema;
pub(crate) use impact_address::impact_address;
pub(crate) use limits::{LIVE, check_text};
pub use mutation::Mutation;
pub use query::Query;
pub(crate) use scalars::{DateTime, json_text};
pub use subscription::Subscription;

use crate::Limits;

/// The schema as the library knows it.
type Bare = async_graphql::Schema<Query, Mutation, Subscription>;

/// The bare schema, without data and limits.
fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Bare::build(Query::default(), Mutation::default(), Subscription)
}

/// The schema over a catalog and the access to it.
///
/// Every request must carry a [`RequestContext`](crate::RequestContext) in its data
/// (or in the session data of its WebSocket).
pub fn schema(catalog: Catalog, access: Access, limits: Limits) -> Schema {
    // Nesting is bounded before that, by a check that answers with a code.
    let nesting = limits::MAX_NESTING;
    let operations = builder()
        .data(catalog.clone())
        .data(access.clone())
        .data(limits)
        .limit_recursive_depth(nesting)
        .limit_complexity(limits.complexity)
        .finish();
    let subscriptions = builder()
        .data(catalog.clone())
        .data(access)
        .data(limits)
        .limit_recursive_depth(nesting)
        .extension(error::Errors)
        .extension(limits::Guard)
        .extension(limits::Complexity)
        .extension(limits::TimeLimit)
        .finish();
    Schema::new(catalog, limits, operations, subscriptions)
}

/// The schema's definition language, sorted, with its descriptions.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    builder().finish().sdl_with_options(options)
}
