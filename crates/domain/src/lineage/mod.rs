//! Lineage: edges between tables or between columns, in the direction data flows,
//! and the claims that make them true.

mod asker;
mod assertion;
mod claims;
mod confidence;
mod cycles;
mod digraph;
mod draft;
mod edge;
mod filter;
mod mapping;
mod path_search;
mod paths;
mod rules;

use crate::names::names;

pub use asker::Asker;
pub use assertion::{Assertion, ClaimKey, NewClaim};
pub use claims::{Claims, EdgeState};
pub use confidence::Confidence;
pub use cycles::strong_components;
pub use digraph::Digraph;
pub use draft::{AssertionPatch, Claimed, EdgeDraft, MAX_CLAIM_TEXT};
pub use edge::{Edge, derived_edge_id};
pub use filter::LineageFilter;
pub use mapping::{MappingProposal, MappingReason, propose_mapping};
pub use paths::{shortest_simple_paths, shortest_simple_paths_unless};
pub use rules::{pair_state, settle};

names! {
    /// What an edge runs between; the two are never mixed.
    pub enum LineageLevel {
        /// Two tables.
        Table = "TABLE",
        /// Two columns.
        Column = "COLUMN",
    }
}

names! {
    /// Where a claim comes from. `MANUAL` is a person's, all others are machines'.
    pub enum LineageOrigin {
        /// A person drew or reviewed it.
        Manual = "MANUAL",
        /// A file.
        Import = "IMPORT",
        /// An OpenLineage event.
        OpenLineage = "OPENLINEAGE",
        /// Read from SQL.
        Sql = "SQL",
        /// Guessed, for example from names.
        Inferred = "INFERRED",
    }
}

impl LineageOrigin {
    /// The status that a claim of this origin starts with.
    pub fn first_status(self) -> LineageStatus {
        match self {
            Self::Manual => LineageStatus::Approved,
            _ => LineageStatus::Proposed,
        }
    }
}

names! {
    /// What is held of a claim, and so of an edge.
    pub enum LineageStatus {
        /// Claimed, not decided.
        Proposed = "PROPOSED",
        /// Held true.
        Approved = "APPROVED",
        /// Held false; hidden from walks unless asked for.
        Rejected = "REJECTED",
    }
}

names! {
    /// Which way a question looks from its start.
    pub enum Direction {
        /// Where the data comes from.
        Upstream = "UPSTREAM",
        /// Where the data goes.
        Downstream = "DOWNSTREAM",
        /// The union of both, never zigzag.
        Both = "BOTH",
    }
}
