//! Typed identifiers. All are UUIDs; new ones are version 7 and come from the
//! `IdSource` port, never from here.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.as_hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// Id of a data source.
    SourceId,
    /// Id of a table.
    TableId,
    /// Id of a column; it stays when the column is renamed.
    ColumnId,
    /// Id of a lineage edge.
    EdgeId,
    /// Id of a claim about a lineage edge.
    AssertionId,
    /// Id of a changeset.
    ChangesetId,
    /// Id of a stored fetch, valid for 24 hours.
    FetchId,
    /// Id of who acts: a person, a token or the system.
    ActorId,
    /// Id of an audit entry.
    AuditId,
    /// Id of a long-running job.
    JobId,
    /// Id of a session of a person.
    SessionId,
    /// Id of a one-time link.
    LinkId,
}
