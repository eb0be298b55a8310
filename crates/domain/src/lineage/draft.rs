//! An edge and its claims while a changeset is planned.

use super::{Assertion, Confidence, Edge, LineageOrigin, LineageStatus, NewClaim, settle};
use crate::{
    Actor, ActorKind, AssertionId, Delta, EntityChange, Field, Stored, Timestamp, Violation,
};

/// Longest free text of a claim, in characters.
pub const MAX_CLAIM_TEXT: usize = 10_000;

/// What a claim did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// The edge or the claim is new.
    Added,
    /// The claimant's claim was there and says something else now.
    Changed,
    /// The very claim was there.
    Unchanged,
}

/// New words for a claim; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssertionPatch {
    /// How sure.
    pub confidence: Field<Confidence>,
    /// How the data is changed on its way.
    pub transformation: Field<String>,
    /// What it was read from.
    pub process: Field<String>,
    /// Why.
    pub note: Field<String>,
}

#[derive(Clone, Debug)]
struct Claim {
    before: Option<Stored<Assertion>>,
    now: Option<Assertion>,
}

/// An edge with its claims: rules are applied to it one after the other, then it
/// tells the changes.
#[derive(Clone, Debug)]
pub struct EdgeDraft {
    before: Option<Stored<Edge>>,
    edge: Edge,
    claims: Vec<Claim>,
}

impl EdgeDraft {
    /// A new edge; its state is settled when the changes are told.
    pub fn new(edge: Edge) -> Self {
        Self { before: None, edge, claims: Vec::new() }
    }

    /// A stored edge with all its assertions.
    pub fn stored(edge: Stored<Edge>, assertions: Vec<Stored<Assertion>>) -> Self {
        let claims = assertions
            .into_iter()
            .map(|stored| Claim { now: Some(stored.value.clone()), before: Some(stored) });
        Self { edge: edge.value.clone(), claims: claims.collect(), before: Some(edge) }
    }

    /// The edge.
    pub fn edge(&self) -> &Edge {
        &self.edge
    }

    /// Its claims as they are now.
    pub fn assertions(&self) -> impl Iterator<Item = &Assertion> + Clone {
        self.claims.iter().filter_map(|claim| claim.now.as_ref())
    }

    /// Makes a claim. It is told apart from others by origin, claimant and process:
    /// a second one of the same key takes the place of the first. A machine that
    /// claims again without a status leaves the status alone.
    ///
    /// Refused: `MANUAL` by who is no person, a rejection by a machine.
    pub fn claim(
        &mut self,
        claim: NewClaim,
        now: Timestamp,
        id: impl FnOnce() -> AssertionId,
    ) -> Result<Claimed, Violation> {
        let at = self.next_time(now);
        self.restore(claim, at, id)
    }

    /// Makes a claim as of [`EdgeDraft::claim`] that was made at another time, as a
    /// document of the catalog tells it.
    pub fn restore(
        &mut self,
        claim: NewClaim,
        at: Timestamp,
        id: impl FnOnce() -> AssertionId,
    ) -> Result<Claimed, Violation> {
        let manual = claim.origin == LineageOrigin::Manual;
        if manual && claim.claimant.kind != ActorKind::Person {
            let message = "Only a person's claim is MANUAL; say where this one comes from.";
            return Err(Violation::new(["origin"], "INVALID", message));
        }
        if !manual && claim.status == Some(LineageStatus::Rejected) {
            let message = "Only a person rejects lineage; a machine withdraws its own claim.";
            return Err(Violation::new(["status"], "INVALID", message));
        }
        let mut wanted = Assertion {
            id: AssertionId(uuid::Uuid::nil()),
            edge: self.edge.id,
            origin: claim.origin,
            status: claim.status.unwrap_or_else(|| claim.origin.first_status()),
            claimant: claim.claimant,
            process: claim.process,
            at,
            confidence: claim.confidence,
            transformation: claim.transformation,
            note: claim.note,
        };
        let key = wanted.key();
        let mine = self.claims.iter_mut().filter_map(|claim| claim.now.as_mut());
        let Some(mine) = mine.into_iter().find(|assertion| assertion.key() == key) else {
            wanted.id = id();
            self.claims.push(Claim { before: None, now: Some(wanted) });
            return Ok(Claimed::Added);
        };
        wanted.id = mine.id;
        if claim.status.is_none() && !manual {
            wanted.status = mine.status;
        }
        let said_before =
            Assertion { at: wanted.at, claimant: wanted.claimant.clone(), ..mine.clone() };
        if said_before == wanted {
            return Ok(Claimed::Unchanged);
        }
        *mine = wanted;
        Ok(Claimed::Changed)
    }

    /// Writes a person's decision as his own claim. `PROPOSED` takes it back: the
    /// claim is withdrawn, or turned to `PROPOSED` when it is the last.
    ///
    /// Refused: a reviewer who is no person, taking back what he never decided.
    pub fn review(
        &mut self,
        reviewer: &Actor,
        decision: LineageStatus,
        note: Option<&str>,
        now: Timestamp,
        id: impl FnOnce() -> AssertionId,
    ) -> Result<(), Violation> {
        if reviewer.kind != ActorKind::Person {
            let message = "Only a person reviews lineage.";
            return Err(Violation::new(["decision"], "INVALID", message));
        }
        let at = self.next_time(now);
        let others = self.assertions().count() > 1;
        let own = self.claims.iter_mut().find(|claim| {
            claim.now.as_ref().is_some_and(|assertion| {
                assertion.origin == LineageOrigin::Manual
                    && assertion.claimant.id == reviewer.id
                    && assertion.process.is_none()
            })
        });
        let note = note.map(str::to_owned);
        match (decision, own) {
            (LineageStatus::Proposed, None) => {
                let message =
                    "You have not decided on this edge, so there is nothing to take back.";
                return Err(Violation::new(["decision"], "INVALID", message));
            }
            (LineageStatus::Proposed, Some(own)) if others => own.now = None,
            (_, Some(Claim { now: Some(own), .. })) => {
                // As of a claim: who is only called otherwise says nothing new.
                if (own.status, &own.note) != (decision, &note) {
                    own.claimant = reviewer.clone();
                    (own.status, own.note, own.at) = (decision, note, at);
                }
            }
            (_, _) => {
                let now = Some(Assertion {
                    id: id(),
                    edge: self.edge.id,
                    origin: LineageOrigin::Manual,
                    status: decision,
                    claimant: reviewer.clone(),
                    process: None,
                    at,
                    confidence: None,
                    transformation: None,
                    note,
                });
                self.claims.push(Claim { before: None, now });
            }
        }
        Ok(())
    }

    /// Changes the words of one claim. Refused: another claimant's, and a process
    /// under which the claimant has another claim.
    pub fn reword(
        &mut self,
        id: AssertionId,
        by: &Actor,
        patch: &AssertionPatch,
        now: Timestamp,
    ) -> Result<(), Violation> {
        let at = self.next_time(now);
        let Some(current) = self.assertions().find(|assertion| assertion.id == id).cloned() else {
            return Err(Violation::new(["id"], "NOT_FOUND", "There is no such claim."));
        };
        if current.claimant.id != by.id {
            let message = format!(
                "This is a claim of {}: make one of your own, or review the edge.",
                current.claimant.name
            );
            return Err(Violation::new(["id"], "INVALID", message));
        }
        let mut wanted = current.clone();
        patch.confidence.apply(|confidence| wanted.confidence = confidence);
        patch.transformation.apply(|transformation| wanted.transformation = transformation);
        patch.process.apply(|process| wanted.process = process);
        patch.note.apply(|note| wanted.note = note);
        if wanted == current {
            return Ok(());
        }
        let key = wanted.key();
        if self.assertions().any(|other| other.id != id && other.key() == key) {
            let message =
                "You have another claim of this process on the edge; withdraw one of them.";
            return Err(Violation::new(["process"], "DUPLICATE", message));
        }
        wanted.at = at;
        for claim in &mut self.claims {
            if claim.now.as_ref().is_some_and(|assertion| assertion.id == id) {
                claim.now = Some(wanted.clone());
            }
        }
        Ok(())
    }

    /// Withdraws a claim. A machine withdraws its own only.
    pub fn withdraw(&mut self, id: AssertionId, by: &Actor) -> Result<(), Violation> {
        let claim = self
            .claims
            .iter_mut()
            .find(|claim| claim.now.as_ref().is_some_and(|assertion| assertion.id == id));
        let Some(claim) = claim else {
            return Err(Violation::new(["ids"], "NOT_FOUND", "There is no such claim."));
        };
        let owner = claim.now.as_ref().map(|assertion| &assertion.claimant);
        if let Some(owner) = owner.filter(|owner| !may_withdraw(by, owner)) {
            return Err(not_yours(owner));
        }
        claim.now = None;
        Ok(())
    }

    /// Ends the edge with all its claims. A machine ends what it alone claims.
    pub fn end(&mut self, by: &Actor) -> Result<(), Violation> {
        let foreign = self.assertions().find(|assertion| !may_withdraw(by, &assertion.claimant));
        if let Some(assertion) = foreign {
            return Err(not_yours(&assertion.claimant));
        }
        self.end_with_its_nodes();
        Ok(())
    }

    /// Ends the edge because a table or column of it ends.
    pub fn end_with_its_nodes(&mut self) {
        for claim in &mut self.claims {
            claim.now = None;
        }
    }

    /// The steps from the stored state: none when no claim differs; the end of the
    /// edge when no claim is left.
    pub fn into_changes(mut self) -> Vec<EntityChange> {
        let ends = self.assertions().next().is_none();
        if !ends {
            let claims: Vec<&Assertion> = self.assertions().collect();
            self.edge.state = settle(claims.iter().copied());
        }
        let mut changes: Vec<EntityChange> = self
            .claims
            .into_iter()
            .filter_map(|claim| match (claim.before, claim.now) {
                (Some(before), Some(now)) if before.value == now => None,
                (None, None) => None,
                (before, after) => Some(Delta { before, after }.into()),
            })
            .collect();
        let edge = match (self.before, ends) {
            (None, true) => return Vec::new(),
            (None, false) => Delta::created(self.edge),
            (Some(before), true) => Delta::deleted(before),
            (Some(_), false) if changes.is_empty() => return Vec::new(),
            (Some(before), false) => Delta::updated(before, self.edge),
        };
        changes.insert(0, edge.into());
        changes
    }

    /// Later than every claim on the edge, whatever the clocks of several servers do.
    fn next_time(&self, now: Timestamp) -> Timestamp {
        let newest = self.assertions().map(|assertion| assertion.at.0).max();
        Timestamp(newest.map_or(now.0, |newest| now.0.max(newest + 1)))
    }
}

/// Persons tend everybody's claims, machines their own.
fn may_withdraw(by: &Actor, owner: &Actor) -> bool {
    by.kind == ActorKind::Person || by.id == owner.id
}

fn not_yours(owner: &Actor) -> Violation {
    let message = format!("{} claims this: a machine withdraws only its own claims.", owner.name);
    Violation::new(["ids"], "INVALID", message)
}
