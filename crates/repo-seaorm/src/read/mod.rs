//! The read traits.

mod changes;
mod changesets;
mod columns;
mod facets;
mod search;
mod sources;
mod tables;

pub(crate) use changesets::load_changesets;
#[cfg(test)]
pub(crate) use tables::keyset_of;
