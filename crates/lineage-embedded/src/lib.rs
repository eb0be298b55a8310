#![doc = include_str!("../README.md")]

mod build;
mod chunks;
mod cycles;
mod graph;
mod impact;
mod index;
mod links;
mod nodes;
mod pairs;
mod paths;
mod reach;
mod snapshot;
mod times;
mod update;
mod view;
mod walk;

pub use graph::EmbeddedGraph;

/// A place in one of the lists of a snapshot.
fn dense(place: usize) -> u32 {
    u32::try_from(place).expect("a catalog has fewer than four thousand million rows")
}
