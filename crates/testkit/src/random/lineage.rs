//! Steps of lineage.

use std::collections::BTreeSet;

use ariadne_domain::{
    Actor, AssertionPatch, Column, Edge, EdgeDraft, EntityChange, Field, LineageOrigin,
    LineageStatus, NewClaim, Stored,
};
use ariadne_ports::IdSource;
use uuid::Uuid;

use super::history::{History, Present, TEXTS};
use crate::builders::{ClaimBuilder, column_edge, machine, person, table_edge};
use crate::time_of_day;

const PROCESSES: &[&str] = &["", "etl", "ETL", "订单"];

impl Present {
    /// A stored edge with all its claims.
    fn draft(&self, edge: &Stored<Edge>) -> EdgeDraft {
        let claims = self.assertions.iter().filter(|claim| claim.value.edge == edge.value.id);
        EdgeDraft::stored(edge.clone(), claims.cloned().collect())
    }

    /// The steps that end every edge with one of these nodes or tables at an end.
    pub(super) fn ends_at(&self, gone: &BTreeSet<Uuid>) -> Vec<EntityChange> {
        let at = |edge: &&Stored<Edge>| {
            let edge = &edge.value;
            let ends = [edge.from, edge.to, edge.from_table.0, edge.to_table.0];
            ends.iter().any(|end| gone.contains(end))
        };
        let ended = self.edges.iter().filter(at).map(|edge| {
            let mut draft = self.draft(edge);
            draft.end_with_its_nodes();
            draft.into_changes()
        });
        ended.flatten().collect()
    }
}

fn actor(history: &mut History) -> Actor {
    if history.rng.chance(50) {
        person(history.rng.pick::<&str>(&["Ada", "Grace"]))
    } else {
        machine(history.rng.pick::<&str>(&["dbt", "spark"]))
    }
}

fn claim(history: &mut History) -> NewClaim {
    let claimant = actor(history);
    let mut claim = ClaimBuilder::default();
    if claimant.kind != ariadne_domain::ActorKind::Person {
        let origin = *history.rng.pick(&[LineageOrigin::Sql, LineageOrigin::Import]);
        claim = ClaimBuilder::by_machine(origin, "any");
    } else if history.rng.chance(30) {
        claim = claim.status(*history.rng.pick(LineageStatus::ALL));
    }
    if history.rng.chance(30) {
        claim = claim.process(history.rng.pick::<&str>(PROCESSES));
    }
    if history.rng.chance(40) {
        claim = claim.confidence(u16::try_from(history.rng.below(1_001)).unwrap_or_default());
    }
    if let Some(note) = *history.rng.pick(TEXTS) {
        claim = claim.note(note);
    }
    claim.claimant(claimant).build()
}

/// A new edge between two tables, or two columns that are shown.
fn drawn(history: &mut History, present: &Present) -> Option<Edge> {
    let id = history.ids.next();
    if history.rng.chance(50) {
        let shown: Vec<&Column> = present
            .columns
            .values()
            .flatten()
            .map(|column| &column.value)
            .filter(|column| !column.overrides.hidden)
            .collect();
        if shown.len() < 2 {
            return None;
        }
        let (from, to) = (*history.rng.pick(&shown), *history.rng.pick(&shown));
        return (from.id != to.id).then(|| column_edge(id, from, to));
    }
    if present.tables.len() < 2 {
        return None;
    }
    let from = history.rng.pick(&present.tables).value.id;
    let to = history.rng.pick(&present.tables).value.id;
    (from != to).then(|| table_edge(id, from, to))
}

/// Draws, claims, judges, rewords, withdraws and ends lineage; some of it collides.
pub(super) fn lineage_steps(history: &mut History, present: &Present) -> Vec<EntityChange> {
    let now = time_of_day(history.seconds);
    if present.edges.is_empty() || history.rng.chance(45) {
        let Some(edge) = drawn(history, present) else { return Vec::new() };
        let same =
            present.edges.iter().find(|old| (old.value.from, old.value.to) == (edge.from, edge.to));
        // Now and then a second edge of the pair, which is refused.
        let mut draft = match same {
            Some(old) if history.rng.chance(80) => present.draft(old),
            _ => EdgeDraft::new(edge),
        };
        for _ in 0..=history.rng.below(3) {
            let (claim, id) = (claim(history), history.ids.make());
            draft.claim(claim, now, || id).expect("a claim that may be made");
        }
        return draft.into_changes();
    }
    let edge = history.rng.pick(&present.edges).clone();
    let mut draft = present.draft(&edge);
    let claims: Vec<_> = draft.assertions().map(|a| (a.id, a.claimant.clone())).collect();
    let (claim, claimant) = history.rng.pick(&claims).clone();
    let id = history.ids.make();
    // What the rules of the domain refuse changes nothing.
    let _refused = match history.rng.below(10) {
        0..=3 => {
            let reviewer = person(history.rng.pick::<&str>(&["Ada", "Grace"]));
            let decision = *history.rng.pick(LineageStatus::ALL);
            draft.review(&reviewer, decision, None, now, || id)
        }
        4 | 5 => draft.withdraw(claim, &claimant),
        6..=8 => {
            let note = history.rng.pick(TEXTS).map_or(Field::Clear, |t| Field::Set(t.to_owned()));
            let patch = AssertionPatch { note, ..AssertionPatch::default() };
            draft.reword(claim, &claimant, &patch, now)
        }
        _ => draft.end(&person("Ada")),
    };
    let mut changes = draft.into_changes();
    if changes.len() > 2 && history.rng.chance(15) {
        // Leaves a claim as it was, behind an edge that may have ended.
        changes.pop();
    }
    changes
}
