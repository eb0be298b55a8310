//! `LineageGraph`, a module per part of its contract.

mod drawing;
mod reference;
mod stories;

pub mod graph_counts;
pub mod graph_filters;
pub mod graph_large;
pub mod graph_limits;
pub mod graph_model;
pub mod graph_pairs;
pub mod graph_paths;
pub mod graph_state;
pub mod graph_steps;
pub mod graph_walks;

pub(crate) use reference::Reference;
pub use stories::tell_stories;
