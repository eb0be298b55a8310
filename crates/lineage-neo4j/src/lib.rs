#![doc = include_str!("../README.md")]

mod ahead;
mod apply;
mod batch;
mod client;
mod config;
mod counts;
mod cycles;
mod error;
mod graph;
mod held;
mod impact;
mod load;
mod mapping;
mod paths;
mod question;
mod reach;
mod schema;
mod shown;
mod walk;

pub use config::Neo4jSettings;
pub use graph::{Connections, Neo4jGraph};

/// A count as a place. A question of more than four thousand million nodes does not fit
/// any memory.
fn dense(place: usize) -> u32 {
    u32::try_from(place).expect("an answer fits the memory")
}
