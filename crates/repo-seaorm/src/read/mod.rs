//! The read traits.

mod changes;
mod changesets;
mod columns;
mod facets;
mod later;
mod search;
mod sources;
mod tables;

pub(crate) use changesets::load_changesets;
#[cfg(test)]
pub(crate) use {
    columns::{ORDER as COLUMN_ORDER, visible_rows},
    search::leading,
    tables::keyset_of,
};
