//! What the core needs from outside: traits, their errors and their contracts.
//!
//! A contract is written once, here, clause by clause; `ariadne-testkit` has a
//! case per clause and runs it against every adapter, decorator and fake.

#![warn(missing_docs)]

mod access;
mod blocked;
mod clock;
mod commit;
mod connector;
mod error;
mod graph;
mod import;
mod lineage;
mod operational;
mod page;
mod read;
mod secret;
mod settings;

pub use access::{
    AttemptStore, Attempts, Begun, ExternalPerson, IdentityProvider, LinkStore, PasswordHash,
    PasswordHasher, PeopleStore, PersonFilter, PersonSetting, PersonSettingStore, Redemption,
    Returned, SecretHash, SessionStore, SettingRoom, SettingSaved, TokenFilter, TokenStore,
};
pub use clock::{Clock, IdSource};
pub use commit::{
    CatalogWriter, ChangeBatches, Committed, Head, IdempotencyKey, Requirement, SecretChange,
};
pub use connector::{
    Capabilities, Connector, ConnectorFactory, Deadline, Fetch, FetchRequest, NotFound, Progress,
    ProgressSink, StepSink, Visibility,
};
pub use error::{ConflictWith, Error, ErrorKind, Result};
pub use graph::{
    Applied, EdgeEnds, GraphEdge, GraphRow, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, TableFacet, Walk, WalkEdge, WalkNode, WalkRequest,
};
pub use import::{ImportPart, ImportStore};
pub use lineage::{LineageReader, ProposalFilter, ScanFrom};
pub use operational::{
    AuditEntry, AuditFilter, AuditLog, FetchStore, Job, JobStatus, JobStore, Resealed, SecretStore,
    StoredFetch,
};
pub use page::{At, Count, Cursor, CursorKey, Page, PageRequest};
pub use read::{
    CatalogState, ChangeCount, ChangesetFilter, ChangesetReader, ColumnReader, Facet, SearchHit,
    SearchReader, SourceFilter, SourceReader, TableFacets, TableFilter, TableHeading, TableOrder,
    TableReader,
};
pub use secret::{Ciphertext, SecretValues, SecretVault};
pub use settings::{
    SettingChoice, SettingSpec, SettingType, check_secret, check_settings, setting_text,
};
