//! The inverse of what a changeset did to lineage.

use std::collections::{HashMap, HashSet};

use crate::undo::{Inversion, changed_later};
use crate::{
    Assertion, AssertionId, Blocker, BlockerReason, ClaimKey, ColumnId, Delta, Edge, EdgeId,
    Entity, EntityChange, EntityKind, EntityRef, LineageLevel, TableId, settle,
};

impl Inversion<'_> {
    pub(crate) fn edge(&mut self, delta: &Delta<Edge>) {
        let id = delta.before.as_ref().map(|b| b.value.id).or(delta.after.as_ref().map(|a| a.id));
        let current = id.and_then(|id| self.now.edges.get(&id).cloned());
        if let (None, Some(created)) = (&delta.before, &delta.after) {
            // A created edge ends with all its claims, so a later one stands against it.
            let later = self.later.iter().find(|(_, change)| {
                let claim = self.now.assertions.get(&AssertionId(change.entity.id));
                change.entity.kind == EntityKind::Assertion
                    && claim.is_some_and(|claim| claim.value.edge == created.id)
            });
            if let Some((changeset, change)) = later {
                let blocker = changed_later(change, None, changeset);
                self.blockers.push(blocker);
                return;
            }
        }
        if let Some(step) = self.step(delta, current) {
            self.inverse.changes.push(step.into());
        }
    }

    pub(crate) fn assertion(&mut self, delta: &Delta<Assertion>) {
        let state = delta.before.as_ref().map(|b| &b.value).or(delta.after.as_ref());
        let Some((id, edge)) = state.map(|assertion| (assertion.id, assertion.edge)) else {
            return;
        };
        let current = self.now.assertions.get(&id).cloned();
        let Some(step) = self.step(delta, current) else { return };
        let reference = EntityRef { kind: EntityKind::Edge, id: edge.0 };
        if step.after.is_some()
            && !self.now.edges.contains_key(&edge)
            && !self.returning.contains(&reference)
        {
            self.reference_gone(reference, "its lineage edge");
            return;
        }
        self.inverse.changes.push(step.into());
    }

    /// An edge that was brought back has the claims of whoever did so: where the undo would
    /// add to them, its coming back stands against it.
    pub(crate) fn claims_leave_edges_that_are_back(&mut self) {
        let claimed: HashSet<_> = self
            .inverse
            .changes
            .iter()
            .filter_map(|change| match change {
                EntityChange::Assertion(delta) => delta.after.as_ref().map(|claim| claim.edge.0),
                _ => None,
            })
            .collect();
        let against = |blocker: &mut Blocker| {
            blocker.entity.kind == EntityKind::Edge && claimed.contains(&blocker.entity.id)
        };
        self.blockers.extend(self.back.extract_if(.., against));
    }

    /// The state of an edge follows from the claims that it is left with; an edge
    /// that is left without any ends. Two claims of one key stand against the undo.
    pub(crate) fn settle_edges(&mut self) {
        let mut claims: HashMap<EdgeId, HashMap<AssertionId, &Assertion>> = HashMap::new();
        for stored in self.now.assertions.values() {
            claims.entry(stored.value.edge).or_default().insert(stored.value.id, &stored.value);
        }
        let mut taken = Vec::new();
        for change in &self.inverse.changes {
            let EntityChange::Assertion(delta) = change else { continue };
            match (&delta.before, &delta.after) {
                (_, Some(after)) => {
                    claims.entry(after.edge).or_default().insert(after.id, after);
                }
                (Some(before), None) => {
                    if let Some(left) = claims.get_mut(&before.value.edge) {
                        left.remove(&before.value.id);
                    }
                }
                (None, None) => {}
            }
        }
        let mut settled = HashMap::new();
        for (edge, claims) in &claims {
            let mut keys: HashMap<ClaimKey, AssertionId> = HashMap::new();
            for claim in claims.values() {
                if keys.insert(claim.key(), claim.id).is_some() {
                    taken.push(Blocker {
                        reason: BlockerReason::NameTaken,
                        entity: EntityRef { kind: EntityKind::Assertion, id: claim.id.0 },
                        name: claim.label(),
                        field: None,
                        changeset: None,
                    });
                }
            }
            if !claims.is_empty() {
                settled.insert(*edge, settle(claims.values().copied()));
            }
        }
        for change in &mut self.inverse.changes {
            let EntityChange::Edge(delta) = change else { continue };
            let Some(after) = &mut delta.after else { continue };
            match settled.get(&after.id) {
                Some(state) => after.state = *state,
                None => delta.after = None,
            }
        }
        self.blockers.extend(taken);
    }

    /// An edge comes back only between nodes that are there then.
    pub(crate) fn edges_need_their_ends(&mut self) {
        let mut missing: HashSet<EntityRef> = HashSet::new();
        let after = self.nodes_after();
        for change in &self.inverse.changes {
            let EntityChange::Edge(Delta { before: None, after: Some(edge) }) = change else {
                continue;
            };
            let kind = match edge.level {
                LineageLevel::Table => EntityKind::Table,
                LineageLevel::Column => EntityKind::Column,
            };
            for id in [edge.from, edge.to] {
                let end = EntityRef { kind, id };
                if !self.is_there(end, &after) {
                    missing.insert(end);
                }
            }
        }
        let mut missing: Vec<EntityRef> = missing.into_iter().collect();
        missing.sort_unstable();
        for end in missing {
            self.reference_gone(end, "an end of its lineage");
        }
    }

    /// The tables and columns of the undo, with whether they are there, and not hidden,
    /// after it.
    fn nodes_after(&self) -> HashMap<EntityRef, bool> {
        let nodes = self.inverse.changes.iter().filter_map(|change| {
            let there = match change {
                EntityChange::Table(delta) => delta.after.is_some(),
                EntityChange::Column(delta) => {
                    delta.after.as_ref().is_some_and(|column| !column.overrides.hidden)
                }
                _ => return None,
            };
            Some((change.entity(), there))
        });
        nodes.collect()
    }

    /// Whether a table or column is there, and not hidden, after the undo.
    fn is_there(&self, end: EntityRef, after: &HashMap<EntityRef, bool>) -> bool {
        if let Some(there) = after.get(&end) {
            return *there;
        }
        if end.kind == EntityKind::Table {
            return self.now.tables.contains_key(&TableId(end.id));
        }
        let stored = self.now.columns.get(&ColumnId(end.id));
        stored.is_some_and(|stored| !stored.value.overrides.hidden)
    }
}
