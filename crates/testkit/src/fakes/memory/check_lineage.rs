//! What a commit must fulfil for lineage.

use std::collections::HashSet;

use ariadne_domain::{Edge, EntityChange, EntityKind, EntityRef, LineageLevel, TableId};
use ariadne_ports::Result;
use uuid::Uuid;

use super::check::{After, Steps, duplicate, fault, first_repeat, reference};
use super::state::State;

/// Both ends of an edge with the tables that it says they belong to.
fn ends(edge: &Edge) -> [(EntityRef, TableId); 2] {
    let kind = match edge.level {
        LineageLevel::Table => EntityKind::Table,
        LineageLevel::Column => EntityKind::Column,
    };
    [(reference(kind, edge.from), edge.from_table), (reference(kind, edge.to), edge.to_table)]
}

/// What an edge is between; it never changes.
fn course(edge: &Edge) -> (LineageLevel, Uuid, Uuid, TableId, TableId) {
    (edge.level, edge.from, edge.to, edge.from_table, edge.to_table)
}

/// Faults of the caller: an edge that moves or goes nowhere, an assertion that
/// moves, or whose edge has no step.
pub(super) fn shape(changes: &[EntityChange], steps: &Steps<'_>) -> Result<()> {
    for step in &steps.edges {
        if let (Some(before), Some(after)) = (&step.before, &step.after)
            && course(&before.value) != course(after)
        {
            return fault("An edge never moves to other ends.");
        }
        if step.after.as_ref().is_some_and(|edge| edge.from == edge.to) {
            return fault("An edge from a node to itself.");
        }
    }
    let counted: HashSet<Uuid> = changes
        .iter()
        .map(EntityChange::entity)
        .filter(|entity| entity.kind == EntityKind::Edge)
        .map(|entity| entity.id)
        .collect();
    for step in &steps.assertions {
        let before = step.before.as_ref().map(|before| before.value.edge);
        let after = step.after.as_ref().map(|after| after.edge);
        if before.is_some() && after.is_some() && before != after {
            return fault("An assertion never moves to another edge.");
        }
        if before.or(after).is_some_and(|edge| !counted.contains(&edge.0)) {
            return fault("An assertion's step without its edge's, whose version counts it.");
        }
    }
    Ok(())
}

impl State {
    /// Every edge has both ends, every assertion its edge.
    pub(super) fn check_ends(&self, after: &After) -> Result<()> {
        for edge in after.edges.values() {
            for (end, table) in ends(edge) {
                let of_table = match edge.level {
                    LineageLevel::Table => after.tables.get(&end.id.into()).map(|table| table.id),
                    LineageLevel::Column => {
                        let column = after.columns.get(&end.id.into());
                        column.filter(|column| !column.overrides.hidden).map(|column| column.table)
                    }
                };
                match of_table {
                    None => return Err(self.conflict(end)),
                    Some(of_table) if of_table != table => {
                        return fault("An end of an edge belongs to another table.");
                    }
                    Some(_) => {}
                }
            }
        }
        let orphan = after.assertions.values().find(|a| !after.edges.contains_key(&a.edge));
        match orphan {
            Some(orphan) => Err(self.conflict(reference(EntityKind::Edge, orphan.edge.0))),
            None => Ok(()),
        }
    }
}

/// One edge for a pair, one assertion for a key of an edge.
pub(super) fn unique(after: &After) -> Result<()> {
    let edges = after.edges.values().map(|edge| ((edge.from, edge.to), edge));
    if let Some(edge) = first_repeat(edges) {
        return Err(duplicate("to", &edge.to.to_string()));
    }
    let claims = after.assertions.values().map(|claim| ((claim.edge, claim.key()), claim));
    match first_repeat(claims) {
        Some(claim) => Err(duplicate("process", claim.process.as_deref().unwrap_or("The claim"))),
        None => Ok(()),
    }
}
