//! A whole catalog in and out.
//!
//! A file becomes records ([`document`]); records become a plan against what the catalog
//! says now ([`plan`], by way of [`index`] and [`resolve`]); a plan that a person has seen
//! is committed as one changeset, or refused because it would differ by now ([`run`]).
//! What stands in a file obeys the same rules as what is typed: the steps of tables,
//! columns and claims are computed by the functions that the other use cases use.

mod bound;
mod columns;
mod described;
mod document;
mod export;
mod hash;
mod index;
mod job;
mod lineage;
mod lists;
mod made;
mod once;
mod options;
mod out;
mod paths;
mod plan;
mod read;
mod records;
mod resolve;
mod restore;
mod rows;
mod run;
mod sources;
mod stream;
mod tables;
mod use_cases;

pub use export::{ExportRequest, ExportScope};
pub use job::{ImportJob, ImportPhase};
pub use options::{Counts, ImportOptions, ImportSummary, OnExisting};
pub use rows::ImportProblem;

pub(crate) use run::Running;
