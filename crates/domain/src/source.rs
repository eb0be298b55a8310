//! Data sources.

use crate::names::names;
use crate::{SourceId, Value};

names! {
    /// The engine behind a source.
    pub enum SourceKind {
        /// Oracle Database.
        Oracle = "ORACLE",
        /// MongoDB and servers that speak its wire protocol.
        Mongodb = "MONGODB",
        /// Elasticsearch and OpenSearch.
        Elasticsearch = "ELASTICSEARCH",
    }
}

/// A system that tables are introspected from. The secret itself is never part
/// of it: only whether one is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Unique without regard to case (compared folded).
    pub name: String,
    /// The engine; it never changes.
    pub kind: SourceKind,
    /// Free text.
    pub description: Option<String>,
    /// The settings of the kind that are not secret, an object.
    pub settings: Value,
    /// Whether a secret is stored for it.
    pub has_secret: bool,
    /// `false`: fetches and suggestions are refused, a test is allowed.
    pub is_active: bool,
}
