//! The nouns and rules of the catalog: pure data and pure functions.
//!
//! Nothing here waits, reads a clock, makes an id or knows a framework. What a
//! [`Table`], a [`Column`] or a changeset *is* stands here once; every other
//! crate maps to and from these types.

#![warn(missing_docs)]

mod access;
mod change;
mod changeset;
mod column;
mod column_edit;
mod diff;
mod edit;
mod entity;
mod facts;
mod fold;
mod ids;
mod keys;
mod lineage;
mod logical;
mod logical_guess;
mod logical_parse;
mod merge;
mod names;
mod path;
mod problem;
mod same_object;
mod search;
mod source;
mod spelling;
mod table;
mod test_report;
mod time;
mod undo;
mod undo_lineage;
mod value;

pub use access::{
    ApiToken, AuditAction, Caller, ExternalIdentity, LinkPurpose, MAX_LOGIN, MAX_PASSWORD,
    MAX_PERSON_NAME, MAX_SETTING_BYTES, MAX_SETTING_NAME, MAX_SETTINGS, MAX_SETTINGS_BYTES,
    MAX_TOKEN_NAME, MIN_PASSWORD, OneTimeLink, Person, Role, Session, check_login, check_password,
    check_person_name, check_setting_name, check_setting_value, check_token_name,
};
pub use change::{
    Change, ChangedEdge, Delta, EntityChange, EntityRef, FieldChange, Operation, Stored,
};
pub use changeset::{Actor, ActorKind, Changeset, ChangesetOrigin};
pub use column::{Column, ColumnObserved, ColumnOverrides, NewColumn};
pub use column_edit::{ColumnEdit, EditMode, Field, MAX_DESCRIPTION, MAX_TAGS, check_tags};
pub use diff::{DiffEntry, DiffField, DiffKind, TableDiff, diff_fetched};
pub use edit::edit_columns;
pub use entity::{Entity, EntityKind};
pub use facts::{
    ColumnFacts, Evidence, FetchedTable, ForeignTarget, KeyFacts, ObjectName, TableFacts, TableName,
};
pub use fold::{fold, fold_prefix};
pub use ids::{
    ActorId, AssertionId, AuditId, ChangesetId, ColumnId, EdgeId, FetchId, JobId, LinkId,
    SessionId, SourceId, TableId,
};
pub use keys::{Key, KeyKind, primary_key_position, unique_alone};
pub use lineage::{
    Asker, Assertion, AssertionPatch, ClaimKey, Claimed, Claims, Confidence, Digraph, Direction,
    Edge, EdgeDraft, EdgeState, LineageFilter, LineageLevel, LineageOrigin, LineageStatus,
    MAX_CLAIM_TEXT, MappingProposal, MappingReason, NewClaim, derived_edge_id, pair_state,
    propose_mapping, settle, shortest_simple_paths, shortest_simple_paths_unless,
    strong_components,
};
pub use logical::{LogicalKind, LogicalType};
pub use merge::{Merge, merge_fetched};
pub use names::{MAX_NAME, NameOrigin, check_name, check_path, check_text};
pub use path::{Path, PathError, Segment};
pub use problem::{Problem, Violation};
pub use same_object::{Called, Naming, upper_letters};
pub use search::{SearchDocument, filter_text, is_short, search_rank, search_words, word_starts};
pub use source::{Source, SourceKind};
pub use table::{Identity, Table, TableKind, TableObserved, TableOverrides};
pub use test_report::{StepStatus, TestReport, TestStep};
pub use time::Timestamp;
pub use undo::{Blocker, BlockerReason, EntityHistory, Inverse, invert, secret_not_restored};
pub use value::Value;
