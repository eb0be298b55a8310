//! State beside the catalog.

mod audit;
mod fetches;
mod imports;
mod jobs;
mod secrets;

#[cfg(test)]
pub(crate) use audit::{AUDIT_ORDER, entries_among};
