//! Lineage along which data did not flow before a write: what is new, what was rejected
//! and comes back, and what column lineage implies once nobody rejects it any more.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Delta, Edge, EdgeId, EntityChange, LineageLevel, LineageStatus, TableId};
use ariadne_ports::{At, Result};
use uuid::Uuid;

use crate::Reader;

/// Whether nothing flows along an edge, as if it were not there.
fn is_rejected(edge: &Edge) -> bool {
    edge.state.status == LineageStatus::Rejected
}

fn edges(changes: &[EntityChange]) -> impl Iterator<Item = &Delta<Edge>> {
    changes.iter().filter_map(|change| match change {
        EntityChange::Edge(delta) => Some(delta),
        _ => None,
    })
}

/// The edges of changes that were not there, or rejected.
pub(crate) fn flowing_anew(changes: &[EntityChange]) -> impl Iterator<Item = Edge> {
    edges(changes)
        .filter(|delta| delta.before.as_ref().is_none_or(|before| is_rejected(&before.value)))
        .filter_map(|delta| delta.after.clone())
}

/// The joined tables of a column edge that implies a table edge.
fn implying(edge: &Edge) -> Option<(TableId, TableId)> {
    (edge.level == LineageLevel::Column && !is_rejected(edge))
        .then_some((edge.from_table, edge.to_table))
}

impl Reader {
    /// The table edges that come back as derived ones when these changes, which are not
    /// committed yet, end the rejected edge that hid them.
    pub(crate) async fn derived_again(&self, changes: &[EntityChange]) -> Result<Vec<Edge>> {
        let ended: Vec<&Edge> = edges(changes)
            .filter(|delta| delta.after.is_none())
            .filter_map(|delta| delta.before.as_ref().map(|before| &before.value))
            .filter(|edge| edge.level == LineageLevel::Table && is_rejected(edge))
            .collect();
        if ended.is_empty() {
            return Ok(Vec::new());
        }
        let then: HashMap<EdgeId, Option<&Edge>> = edges(changes)
            .filter_map(|delta| {
                let before = delta.before.as_ref().map(|before| &before.value);
                Some((delta.after.as_ref().or(before)?.id, delta.after.as_ref()))
            })
            .collect();
        let from: HashSet<TableId> = ended.iter().map(|edge| edge.from_table).collect();
        let from: Vec<TableId> = from.into_iter().collect();
        let stored = self.core.ports.lineage.edges_of_tables(At::Head, &from).await?;
        let stays = stored.iter().map(|edge| &edge.value).filter(|e| !then.contains_key(&e.id));
        let implied: HashSet<(TableId, TableId)> =
            stays.chain(then.values().flatten().copied()).filter_map(implying).collect();
        let back = ended.into_iter().filter(|e| implied.contains(&(e.from_table, e.to_table)));
        Ok(back
            .map(|edge| {
                let mut edge = edge.clone();
                edge.state.status = LineageStatus::Approved;
                edge
            })
            .collect())
    }

    /// What the tables and columns are called that these changes, which may not be
    /// committed, bring: `shop.orders`, `shop.orders: customer.id`.
    pub(crate) async fn names_of_new(
        &self,
        changes: &[EntityChange],
    ) -> Result<HashMap<Uuid, String>> {
        let mut names = HashMap::new();
        let mut columns = Vec::new();
        for change in changes {
            match change {
                EntityChange::Table(delta) => {
                    names.extend(delta.after.iter().map(|t| (t.id.0, t.qualified_name())));
                }
                EntityChange::Column(delta) if delta.before.is_none() => {
                    columns.extend(delta.after.iter());
                }
                _ => {}
            }
        }
        let others: HashSet<TableId> =
            columns.iter().map(|c| c.table).filter(|id| !names.contains_key(&id.0)).collect();
        let others: Vec<TableId> = others.into_iter().collect();
        for (id, table) in self.tables(At::Head, &others).await? {
            names.insert(id.0, table.value.qualified_name());
        }
        for column in columns {
            if let Some(table) = names.get(&column.table.0) {
                names.insert(column.id.0, format!("{table}: {}", column.path));
            }
        }
        Ok(names)
    }
}
