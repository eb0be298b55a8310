use ariadne_domain::{
    Actor, ActorKind, Claims, Column, Confidence, Edge, EdgeId, EdgeState, LineageLevel,
    LineageOrigin, LineageStatus, NewClaim, TableId,
};
use uuid::Uuid;

use super::person;

/// An edge between two tables, without any claim yet.
pub fn table_edge(id: impl Into<EdgeId>, from: TableId, to: TableId) -> Edge {
    edge(id.into(), LineageLevel::Table, (from.0, from), (to.0, to))
}

/// An edge between two columns, without any claim yet.
pub fn column_edge(id: impl Into<EdgeId>, from: &Column, to: &Column) -> Edge {
    edge(id.into(), LineageLevel::Column, (from.id.0, from.table), (to.id.0, to.table))
}

fn edge(id: EdgeId, level: LineageLevel, from: (Uuid, TableId), to: (Uuid, TableId)) -> Edge {
    Edge {
        id,
        level,
        from: from.0,
        to: to.0,
        from_table: from.1,
        to_table: to.1,
        state: EdgeState { status: LineageStatus::Proposed, claims: Claims::default() },
    }
}

/// A script of this name; the same name is the same script.
pub fn machine(name: &str) -> Actor {
    Actor { kind: ActorKind::Token, ..person(&format!("{name}, the script")) }
}

/// Builds a [`NewClaim`]: Ada's own, if nothing else is said.
#[derive(Clone, Debug)]
pub struct ClaimBuilder(NewClaim);

impl Default for ClaimBuilder {
    fn default() -> Self {
        Self(NewClaim {
            origin: LineageOrigin::Manual,
            status: None,
            claimant: person("Ada"),
            process: None,
            confidence: None,
            transformation: None,
            note: None,
        })
    }
}

impl ClaimBuilder {
    /// Of a machine.
    pub fn by_machine(origin: LineageOrigin, name: &str) -> Self {
        Self(NewClaim { origin, claimant: machine(name), ..Self::default().0 })
    }

    /// By this actor.
    #[must_use]
    pub fn claimant(mut self, claimant: Actor) -> Self {
        self.0.claimant = claimant;
        self
    }

    /// With this status from the start.
    #[must_use]
    pub fn status(mut self, status: LineageStatus) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Read from this job, query or file.
    #[must_use]
    pub fn process(mut self, process: &str) -> Self {
        self.0.process = Some(process.to_owned());
        self
    }

    /// So sure, in thousandths.
    #[must_use]
    pub fn confidence(mut self, thousandths: u16) -> Self {
        self.0.confidence = Confidence::from_thousandths(thousandths);
        self
    }

    /// How the data is changed.
    #[must_use]
    pub fn transformation(mut self, text: &str) -> Self {
        self.0.transformation = Some(text.to_owned());
        self
    }

    /// Why.
    #[must_use]
    pub fn note(mut self, text: &str) -> Self {
        self.0.note = Some(text.to_owned());
        self
    }

    /// The claim.
    pub fn build(self) -> NewClaim {
        self.0
    }
}
