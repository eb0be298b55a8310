//! What people call the ends of lineage: an edge itself knows only their ids.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Blocker, Change, ColumnId, EntityKind, TableId};
use ariadne_ports::{At, Page, Result};
use uuid::Uuid;

use crate::Reader;

const ARROW: &str = " -> ";

/// The ends of an edge by its plain name, `id -> id`.
fn ends_in(name: &str) -> Option<(Uuid, Uuid)> {
    let (from, to) = name.split_once(ARROW)?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

fn called(names: &HashMap<Uuid, String>, (from, to): (Uuid, Uuid)) -> Option<String> {
    Some(format!("{}{ARROW}{}", names.get(&from)?, names.get(&to)?))
}

impl Reader {
    /// What tables and columns are called at `at`, a column with its table, hidden ones
    /// included: `shop.orders`, `shop.orders: customer.id`.
    pub(crate) async fn names_at(
        &self,
        at: At,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, String>> {
        let ids: HashSet<Uuid> = ids.into_iter().collect();
        let mut names = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(names);
        }
        let tables: Vec<TableId> = ids.iter().copied().map(TableId).collect();
        for (id, table) in self.tables(at, &tables).await? {
            names.insert(id.0, table.value.qualified_name());
        }
        let rest = ids.into_iter().filter(|id| !names.contains_key(id)).map(ColumnId);
        let rest: Vec<ColumnId> = rest.collect();
        if rest.is_empty() {
            return Ok(names);
        }
        let columns = self.columns_of_keys(at, &rest).await?;
        let tables: HashSet<TableId> = columns.values().map(|column| column.value.table).collect();
        let tables: Vec<TableId> = tables.into_iter().collect();
        let tables = self.tables(at, &tables).await?;
        for (id, column) in columns {
            if let Some(table) = tables.get(&column.value.table) {
                let (table, path) = (table.value.qualified_name(), &column.value.path);
                names.insert(id.0, format!("{table}: {path}"));
            }
        }
        Ok(names)
    }

    /// Tells what the edges of a changeset were called then: after it, or before it when
    /// it ended them.
    pub(crate) async fn name_edges(&self, seq: u64, page: &mut Page<Change>) -> Result<()> {
        let edges = page.items.iter_mut().map(|(change, _)| change);
        let mut edges: Vec<(&mut Change, (Uuid, Uuid))> = edges
            .filter(|change| change.entity.kind == EntityKind::Edge)
            .filter_map(|change| {
                let ends = ends_in(&change.name)?;
                Some((change, ends))
            })
            .collect();
        for at in [seq, seq.saturating_sub(1)] {
            let ids = edges.iter().flat_map(|(_, (from, to))| [*from, *to]);
            let names = self.names_at(At::Seq(at), ids).await?;
            edges.retain_mut(|(change, ends)| {
                let name = called(&names, *ends);
                let known = name.is_some();
                change.name = name.unwrap_or_else(|| std::mem::take(&mut change.name));
                !known
            });
        }
        Ok(())
    }

    /// Tells what edges are called that have no name yet, by what their ends are called
    /// at `at`.
    pub(crate) async fn name_edges_now(&self, at: At, page: &mut Page<Change>) -> Result<()> {
        let edges = page.items.iter_mut().map(|(change, _)| change);
        let edges = edges.filter(|change| change.entity.kind == EntityKind::Edge);
        let edges: Vec<(&mut Change, (Uuid, Uuid))> = edges
            .filter_map(|change| {
                let ends = ends_in(&change.name)?;
                Some((change, ends))
            })
            .collect();
        let ids = edges.iter().flat_map(|(_, (from, to))| [*from, *to]);
        let names = self.names_at(at, ids).await?;
        for (change, ends) in edges {
            if let Some(name) = called(&names, ends) {
                change.name = name;
            }
        }
        Ok(())
    }

    /// Tells what the edges are called that stand against something.
    pub(crate) async fn name_blockers(&self, blockers: &mut [Blocker]) -> Result<()> {
        let ends = |blocker: &Blocker| {
            ends_in(&blocker.name).filter(|_| blocker.entity.kind == EntityKind::Edge)
        };
        let ids: Vec<Uuid> = blockers.iter().filter_map(ends).flat_map(|(a, b)| [a, b]).collect();
        let names = self.names_at(At::Head, ids).await?;
        for blocker in blockers {
            if let Some(name) = ends(blocker).and_then(|ends| called(&names, ends)) {
                blocker.name = name;
            }
        }
        Ok(())
    }
}
