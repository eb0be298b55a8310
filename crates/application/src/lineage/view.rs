//! Edges as writes answer them.

use std::sync::Arc;

use ariadne_domain::{Assertion, Edge, EntityChange};

/// An edge that a write answers.
#[derive(Clone, Debug)]
pub struct EdgeView {
    /// The edge.
    pub edge: Edge,
    /// Its version; in a dry run the one that it would get.
    pub version: u32,
    /// Its claims, by time.
    pub assertions: Arc<Vec<Assertion>>,
}

impl EdgeView {
    /// Of an edge with claims, after the steps that `changes` are.
    pub(crate) fn after(
        edge: &Edge,
        assertions: impl Iterator<Item = Assertion>,
        stored: u32,
        changes: &[EntityChange],
    ) -> Self {
        let written = changes.iter().find_map(|change| match change {
            EntityChange::Edge(delta) => delta.after.clone(),
            _ => None,
        });
        let version = if changes.is_empty() { stored } else { stored + 1 };
        let mut assertions: Vec<Assertion> = assertions.collect();
        assertions.sort_by_key(|assertion| (assertion.at, assertion.id));
        let edge = written.unwrap_or_else(|| edge.clone());
        Self { edge, version, assertions: Arc::new(assertions) }
    }
}
