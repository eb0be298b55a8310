//! What the schema answers: one type a file.

pub(crate) mod access;
mod actor;
mod change;
mod changeset;
mod column;
mod compact;
mod connection_test;
pub(crate) mod enums;
pub(crate) mod events;
mod facets;
mod fetched_table;
mod import_job;
mod lineage;
mod lineage_answers;
mod lineage_edge;
mod lineage_proposal;
mod payloads;
mod problem;
mod search;
mod server_info;
mod source;
mod source_kind;
mod table;
mod table_diff;
mod table_key;
mod table_name;

pub(crate) use actor::Actor;
pub(crate) use change::{Change, ChangeCount};
pub(crate) use changeset::Changeset;
pub(crate) use column::Column;
pub(crate) use connection_test::{ConnectionTest, TestStep};
pub(crate) use events::{FetchEvent, TestEvent};
pub(crate) use facets::TableFacets;
pub(crate) use fetched_table::FetchedTable;
pub(crate) use import_job::ImportJob;
pub(crate) use lineage::{HUNDRED, Lineage, LineageNode};
pub(crate) use lineage_answers::{
    Impact, LineageCycle, LineageDiff, LineageHealth, LineagePath, MappingProposal,
};
pub(crate) use lineage_edge::LineageEdge;
pub(crate) use lineage_proposal::LineageProposal;
pub(crate) use payloads::{
    DeletePayload, LineagePayload, SourcePayload, TablePayload, TablesPayload, UndoPayload,
};
pub(crate) use problem::Problem;
pub(crate) use search::SearchConnection;
pub(crate) use server_info::ServerInfo;
pub(crate) use source::Source;
pub(crate) use source_kind::SourceKindInfo;
pub(crate) use table::Table;
pub(crate) use table_diff::TableDiff;
pub(crate) use table_key::TableKey;
pub(crate) use table_name::TableName;

use std::time::Duration;

/// A length of time as the schema tells it: whole milliseconds.
fn millis(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
