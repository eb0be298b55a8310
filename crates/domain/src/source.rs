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
    /// Which secret is stored for it, counted from 1 by every one that replaces
    /// another, so that history tells that it was set anew; `None` when none is.
    pub secret: Option<u32>,
    /// `false`: fetches and suggestions are refused, a test is allowed.
    pub is_active: bool,
}

impl Source {
    /// Whether a secret is stored for it.
    pub fn has_secret(&self) -> bool {
        self.secret.is_some()
    }

    /// Counts a secret that is stored anew.
    pub fn count_secret(&mut self) {
        self.secret = Some(self.secret.unwrap_or(0).saturating_add(1));
    }
}
