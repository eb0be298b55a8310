//! The cases, a module per concern, a function per clause. The macros of this
//! crate make them tests of an adapter.

mod expect;
pub(crate) mod graph;
mod world;
mod world_access;
mod world_lineage;

pub mod as_of;
pub mod attempts;
pub mod audit;
pub mod batches;
pub mod changes;
pub mod changesets;
pub mod columns;
pub mod commits;
pub mod concurrency;
pub mod connectors;
#[expect(clippy::unused_async, reason = "the macros await every case alike")]
pub mod factories;
pub mod fetches;
pub mod idempotency;
pub mod imports;
pub mod jobs;
pub mod lineage_commits;
pub mod lineage_filter;
pub mod lineage_history;
pub mod lineage_races;
pub mod lineage_reads;
pub mod lineage_rows;
pub mod links;
pub mod model;
pub mod paging;
pub mod passwords;
pub mod people;
pub mod person_settings;
pub mod proposals;
pub mod references;
pub mod requirements;
pub mod search;
pub mod search_order;
pub mod secrets;
pub mod sessions;
pub mod sources;
pub mod table_filters;
pub mod tables;
pub mod tokens;
pub mod uniqueness;
#[expect(clippy::unused_async, reason = "the macros await every case alike")]
pub mod vault;

pub use graph::{
    graph_counts, graph_filters, graph_large, graph_limits, graph_model, graph_pairs, graph_paths,
    graph_state, graph_steps, graph_walks, tell_stories,
};
pub use world::{World, column_ref, source_ref, table_ref};
pub use world_lineage::edge_ref;
