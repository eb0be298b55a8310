//! Use cases over ports.
//!
//! A caller gets a handle by its rights ([`Catalog::reader`], [`Catalog::editor`],
//! [`Catalog::admin`]); a method exists only on the handle of its role. A write is
//! computed from the current state with pure functions and committed as one
//! changeset; a dry run stops before the commit.

mod access;
mod bind;
mod bound;
mod bulk;
mod catalog;
mod columns;
mod connection;
mod feed;
mod fetch;
mod lineage;
mod live;
mod read;
mod replay;
mod restore;
mod source_delete;
mod sources;
mod table_delete;
mod table_patch;
mod tables;
mod undo;
mod undo_blockers;
mod write;

pub use ariadne_domain as domain;
pub use ariadne_formats as formats;
pub use ariadne_ports::{
    Applied, At, AuditEntry, AuditFilter, Capabilities, ChangeCount, ChangesetFilter, Clock,
    ConflictWith, Connector, ConnectorFactory, Count, Cursor, CursorKey, EdgeEnds, Error,
    ErrorKind, Facet, GraphEdge, Impact, Neighbours, Node, Page, PageRequest, PersonFilter,
    Progress, ProgressSink, ProposalFilter, Result, Returned, SearchHit, SecretValues,
    SettingChoice, SettingSpec, SettingType, SourceFilter, StepSink, StoredFetch, TableFacets,
    TableFilter, TableOrder, TokenFilter, Walk, WalkNode,
};

pub use access::{
    Access, AccessAdmin, AccessOptions, AccessPorts, Credential, Invitation, JoinInput, KnownLink,
    MadeLink, MadeToken, Member, NewSession, Origin, PersonPatch, SignIn, TokenInput, Visitor,
    csrf_token, hash_secret,
};
pub use bind::BindInput;
pub use bulk::{
    Counts, ExportRequest, ExportScope, ImportJob, ImportOptions, ImportPhase, ImportProblem,
    ImportSummary, OnExisting,
};
pub use catalog::{Admin, Catalog, Editor, Options, Ports, Reader};
pub use connection::{ConnectionInput, ConnectionTest, NoSteps};
pub use feed::MinSeq;
pub use fetch::{FetchInput, Fetched, NoProgress};
pub use lineage::{
    EdgeView, ImpactView, LineageChange, LineageDiff, LineageDifference, LineageHealth,
    LineageInput, LineageRequest, NodeLabel, ReviewInput, TableLabel,
};
pub use read::{AsOf, ServerInfo};
pub use source_delete::OnSourceDelete;
pub use sources::{SourceInput, SourcePatch};
pub use table_patch::TablePatch;
pub use tables::TableInput;
pub use write::{IdempotencyKey, Outcome, TableView, WriteContext};
