//! Which edges are walked and which nodes are shown.

use super::{Confidence, EdgeState, LineageOrigin, LineageStatus};
use crate::{SourceId, TableKind};

/// Edge conditions prune a walk; node conditions hide nodes but walk through them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageFilter {
    /// Edges that one of these claims; empty means all.
    pub origins: Vec<LineageOrigin>,
    /// Edges of these statuses; empty means all but rejected ones.
    pub statuses: Vec<LineageStatus>,
    /// Edges with a claim (of `origins`) at least this sure.
    pub min_confidence: Option<Confidence>,
    /// Tables (and columns of tables) of these sources; empty means all.
    pub sources: Vec<SourceId>,
    /// Tables (and columns of tables) of these kinds; empty means all.
    pub kinds: Vec<TableKind>,
}

impl LineageFilter {
    /// Whether an edge is walked.
    pub fn admits(&self, state: &EdgeState) -> bool {
        let by_status = if self.statuses.is_empty() {
            state.status != LineageStatus::Rejected
        } else {
            self.statuses.contains(&state.status)
        };
        by_status && self.admits_claims(state)
    }

    fn admits_claims(&self, state: &EdgeState) -> bool {
        if self.origins.is_empty() && self.min_confidence.is_none() {
            return true;
        }
        let origins = if self.origins.is_empty() { LineageOrigin::ALL } else { &self.origins };
        let sure = |confidence| self.min_confidence.is_none_or(|least| confidence >= least);
        origins.iter().any(|origin| state.claims.strongest(*origin).is_some_and(sure))
    }

    /// Whether a node is shown, by its table's source and kind.
    pub fn shows(&self, source: Option<SourceId>, kind: TableKind) -> bool {
        let by_source =
            self.sources.is_empty() || source.is_some_and(|source| self.sources.contains(&source));
        by_source && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }

    /// Whether every node is shown.
    pub fn shows_all(&self) -> bool {
        self.sources.is_empty() && self.kinds.is_empty()
    }
}
