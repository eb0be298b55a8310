//! Lineage: claimed, reviewed, ended, asked.

mod ask;
mod claims;
mod closing;
mod ends;
mod health;
mod names;
mod nodes;
mod project;
mod review;
mod view;
mod write;

pub use ask::{ImpactView, LineageChange, LineageDiff, LineageRequest};
pub use claims::LineageInput;
pub use health::{LineageDifference, LineageHealth};
pub use review::ReviewInput;
pub use view::EdgeView;

pub(crate) use project::{Projection, step_of};
