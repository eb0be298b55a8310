//! Domain to rows and back, without a database: the one place that knows how an
//! entity lies in its columns.

mod access;
mod actor;
mod column;
mod document;
mod fetched;
mod keys;
mod lineage;
mod problem;
mod source;
mod table;
mod value;

pub(crate) use access::{
    link_of, link_row, person_of, person_row, session_of, session_row, token_of, token_row,
};
pub(crate) use actor::{actor, changeset};
pub(crate) use column::{column_of, column_row};
pub(crate) use document::{Corrupt, word};
pub(crate) use fetched::{fetched_from_text, fetched_to_text};
pub(crate) use keys::{
    attempt_hash, bounded, claim_hash, external_hash, identity_hash, name_hash, order_key,
    path_hash,
};
pub(crate) use lineage::{
    assertion_of, assertion_row, edge_of, edge_row, edge_state, lineage_level,
};
pub(crate) use problem::{report_from_text, report_to_text};
pub(crate) use source::{source_of, source_row};
pub(crate) use table::{external_text, table_of, table_row};
pub(crate) use value::{value_from_text, value_to_text};
