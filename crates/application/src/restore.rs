//! Bringing back some of the tables that one changeset deleted.

use std::collections::HashSet;

use ariadne_domain::{
    ChangesetId, ColumnId, Delta, Edge, EntityChange, LineageLevel, TableId, Violation,
};
use ariadne_ports::{At, Error, Result};

use crate::replay::same;
use crate::tables::{MAX_TABLES, in_list};
use crate::undo::Undo;
use crate::{Editor, Outcome, WriteContext};

/// The table that changes end.
fn ended(change: &EntityChange) -> Option<TableId> {
    match change {
        EntityChange::Table(Delta { before: Some(before), after: None }) => Some(before.value.id),
        _ => None,
    }
}

/// An edge that changes end.
fn ended_edge(change: &EntityChange) -> Option<&Edge> {
    match change {
        EntityChange::Edge(Delta { before: Some(before), after: None }) => Some(&before.value),
        _ => None,
    }
}

impl Editor {
    /// Brings tables back that a changeset deleted, with their columns and with the lineage
    /// that it ended between them and what is there: all of them or none. It counts as the
    /// undo of the changeset when nothing is left of it to bring back.
    ///
    /// `Conflict` with every blocker when something later stands against it, `Validation`
    /// at the tables that the changeset did not delete.
    #[tracing::instrument(skip_all, fields(changeset = %id, tables = tables.len()))]
    pub async fn restore_tables(
        &self,
        context: &WriteContext,
        id: ChangesetId,
        tables: &[TableId],
    ) -> Result<Outcome<()>> {
        let restore = self.restore(context, id, tables);
        self.once(context, |changeset, _| same((), changeset), restore).await
    }

    async fn restore(
        &self,
        context: &WriteContext,
        id: ChangesetId,
        tables: &[TableId],
    ) -> Result<Outcome<()>> {
        let operation = "tables.restore";
        if tables.is_empty() || tables.len() > MAX_TABLES {
            let message = format!("From 1 to {MAX_TABLES} tables; these are {}.", tables.len());
            let violation = Violation::new(["tables"], "INVALID", message);
            return Err(Error::validation(operation, vec![violation]));
        }
        let found = self.core.ports.changesets.changesets(&[id]).await?.pop();
        let changeset = found
            .ok_or_else(|| Error::not_found(operation, format!("changeset with the id {id}")))?;
        let mut changes = self.core.ports.changesets.entity_changes(changeset.seq).await?;
        let all = changes.len();
        let deleted: HashSet<TableId> = changes.iter().filter_map(ended).collect();
        let unknown = tables.iter().enumerate().filter(|(_, table)| !deleted.contains(table));
        let unknown: Vec<Violation> = unknown
            .map(|(row, table)| {
                let message = format!("Changeset #{} deleted no table {table}.", changeset.seq);
                let violation = Violation::new(Vec::<String>::new(), "NOT_FOUND", message);
                in_list(violation, row).below("tables")
            })
            .collect();
        if !unknown.is_empty() {
            return Err(Error::validation(operation, unknown));
        }
        let wanted: HashSet<TableId> = tables.iter().copied().collect();
        let edges = self.edges_coming_back(&changes, &wanted).await?;
        changes.retain(|change| match change {
            EntityChange::Table(_) => ended(change).is_some_and(|id| wanted.contains(&id)),
            EntityChange::Column(delta) => {
                let before = delta.before.as_ref().filter(|_| delta.after.is_none());
                before.is_some_and(|before| wanted.contains(&before.value.table))
            }
            EntityChange::Edge(_) => ended_edge(change).is_some_and(|e| edges.contains(&e.id)),
            EntityChange::Assertion(delta) => {
                let before = delta.before.as_ref().filter(|_| delta.after.is_none());
                before.is_some_and(|before| edges.contains(&before.value.edge))
            }
            EntityChange::Source(_) => false,
        });
        let whole = changes.len() == all;
        self.take_back(context, Undo { changeset, changes, whole }).await
    }

    /// The ended edges that begin and end in what is there or comes back.
    async fn edges_coming_back(
        &self,
        changes: &[EntityChange],
        wanted: &HashSet<TableId>,
    ) -> Result<HashSet<ariadne_domain::EdgeId>> {
        let edges: Vec<&Edge> = changes
            .iter()
            .filter_map(ended_edge)
            .filter(|e| wanted.contains(&e.from_table) || wanted.contains(&e.to_table))
            .collect();
        let ends = |edge: &Edge| [(edge.from, edge.from_table), (edge.to, edge.to_table)];
        let outside = edges.iter().flat_map(|edge| ends(edge).map(|end| (edge.level, end)));
        let outside = outside.filter(|(_, (_, table))| !wanted.contains(table));
        let (mut tables, mut columns) = (Vec::new(), Vec::new());
        for (level, (id, table)) in outside {
            match level {
                LineageLevel::Table => tables.push(table),
                LineageLevel::Column => columns.push(ColumnId(id)),
            }
        }
        let mut there: HashSet<uuid::Uuid> =
            self.tables(At::Head, &tables).await?.into_keys().map(|id| id.0).collect();
        let columns = self.core.ports.columns.columns(At::Head, &columns).await?;
        there.extend(columns.iter().filter(|c| !c.value.overrides.hidden).map(|c| c.value.id.0));
        let comes = |edge: &&Edge| {
            ends(edge).iter().all(|(id, table)| wanted.contains(table) || there.contains(id))
        };
        Ok(edges.into_iter().filter(comes).map(|edge| edge.id).collect())
    }
}
