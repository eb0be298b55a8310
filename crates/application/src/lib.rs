//! Use cases over ports.
//!
//! A caller gets a handle by its rights ([`Catalog::reader`], [`Catalog::editor`],
//! [`Catalog::admin`]); a method exists only on the handle of its role. A write is
//! computed from the current state with pure functions and committed as one
//! changeset; a dry run stops before the commit.

mod bind;
mod catalog;
mod columns;
mod feed;
mod live;
mod read;
mod sources;
mod tables;
mod undo;
mod write;

pub use ariadne_domain as domain;
pub use ariadne_ports::{
    At, Capabilities, ChangesetFilter, Clock, ConflictWith, Connector, ConnectorFactory, Count,
    Cursor, CursorKey, Error, ErrorKind, Facet, IdempotencyKey, Page, PageRequest, Progress,
    ProgressSink, Result, SearchHit, SecretValues, SettingChoice, SettingSpec, SettingType,
    SourceFilter, StepSink, StoredFetch, TableFacets, TableFilter, TableOrder,
};

pub use bind::BindInput;
pub use catalog::{Admin, Catalog, Editor, Options, Ports, Reader, Role, local_administrator};
pub use live::{ConnectionInput, ConnectionTest, FetchInput, Fetched, NoProgress, NoSteps};
pub use read::{AsOf, ServerInfo};
pub use sources::{OnSourceDelete, SourceInput, SourcePatch};
pub use tables::{TableInput, TablePatch};
pub use write::{Outcome, TableView, WriteContext};
