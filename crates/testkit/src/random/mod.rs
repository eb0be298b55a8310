//! Random but repeatable histories of a catalog.

mod columns;
mod content;
mod history;
mod rng;
mod undo;

pub use content::Content;
pub use history::{History, WORDS};
pub use rng::Rng;
pub use undo::{inverse_of, undo_context};
