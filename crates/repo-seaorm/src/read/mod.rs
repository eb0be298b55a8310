//! The read traits.

mod changes;
mod changesets;
mod columns;
mod counts;
mod facets;
mod graph;
mod later;
mod lineage;
mod proposals;
mod search;
mod sources;
mod tables;

pub(crate) use changesets::load_changesets;
#[cfg(test)]
pub(crate) use counts::{LAST_OF_ACTORS, counting};
pub(crate) use lineage::pairs_among;
#[cfg(test)]
pub(crate) use {
    columns::{ORDER as COLUMN_ORDER, visible_rows},
    graph::states,
    lineage::{at_either_end, ended_after},
    proposals::{PROPOSAL_ORDER, proposals_among},
    search::leading,
    tables::{called, keyset_of},
};
