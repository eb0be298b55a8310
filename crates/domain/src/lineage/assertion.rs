//! One party's claim about an edge.

use super::{Confidence, LineageOrigin, LineageStatus};
use crate::{Actor, ActorId, AssertionId, EdgeId, Timestamp};

/// A claim that an edge is true, or is not. An edge has at most one for each
/// [`ClaimKey`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Its id.
    pub id: AssertionId,
    /// The edge.
    pub edge: EdgeId,
    /// Where it comes from.
    pub origin: LineageOrigin,
    /// What its claimant holds.
    pub status: LineageStatus,
    /// Who claims it.
    pub claimant: Actor,
    /// The job, query or file that it was read from.
    pub process: Option<String>,
    /// When it was last claimed; on one edge a later claim has a later time.
    pub at: Timestamp,
    /// How sure; `None` counts as certain.
    pub confidence: Option<Confidence>,
    /// How the data is changed on its way.
    pub transformation: Option<String>,
    /// Why, in the claimant's words.
    pub note: Option<String>,
}

/// What tells the claims about one edge apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimKey {
    /// Where it comes from.
    pub origin: LineageOrigin,
    /// Who claims it.
    pub claimant: ActorId,
    /// What it was read from.
    pub process: Option<String>,
}

impl Assertion {
    /// What tells it apart on its edge.
    pub fn key(&self) -> ClaimKey {
        ClaimKey { origin: self.origin, claimant: self.claimant.id, process: self.process.clone() }
    }

    /// Whether it is a person's decision, which no machine changes.
    pub fn decides(&self) -> bool {
        self.origin == LineageOrigin::Manual && self.status != LineageStatus::Proposed
    }
}

/// A claim to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClaim {
    /// Where it comes from.
    pub origin: LineageOrigin,
    /// What the claimant holds; [`LineageOrigin::first_status`] when `None`.
    pub status: Option<LineageStatus>,
    /// Who claims it.
    pub claimant: Actor,
    /// What it was read from.
    pub process: Option<String>,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// How the data is changed on its way.
    pub transformation: Option<String>,
    /// Why.
    pub note: Option<String>,
}
