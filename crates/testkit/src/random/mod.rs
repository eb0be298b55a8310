//! Random but repeatable histories of a catalog.

mod columns;
mod content;
mod graph;
mod history;
mod lineage;
mod rng;
mod undo;

pub use content::Content;
pub use graph::{GraphStory, any_graph_story, story_column, story_source, story_table};
pub use history::{History, WORDS};
pub use rng::Rng;
pub use undo::{inverse_of, undo_context};
