//! Lineage: claimed, reviewed, ended, asked.

mod ask;
mod behind;
mod claims;
mod closing;
mod ends;
mod health;
mod labels;
mod names;
mod nearby;
mod nodes;
mod project;
mod proposals;
mod reopened;
mod review;
mod view;
mod write;

pub use ask::{ImpactView, LineageChange, LineageDiff, LineageRequest};
pub use claims::LineageInput;
pub use health::{LineageDifference, LineageHealth};
pub use labels::{NodeLabel, TableLabel};
pub use review::ReviewInput;
pub use view::EdgeView;

pub(crate) use labels::{Labels, renamed};
pub(crate) use nodes::Known;
pub(crate) use project::{Projection, add_to_step, step_of};
pub(crate) use reopened::flowing_anew;
