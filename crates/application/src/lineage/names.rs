//! What people call the ends of lineage: an edge itself knows only their ids.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Blocker, Change, ColumnId, EdgeId, EntityKind, TableId};
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

    /// Tells what the edges of a changeset were called then, also those that a claim of it
    /// is about: after it, or before it when it ended them.
    pub(crate) async fn name_edges(&self, seq: u64, page: &mut Page<Change>) -> Result<()> {
        let points = [seq, seq.saturating_sub(1)].map(At::Seq);
        self.name_edges_at(&points, page).await
    }

    /// Tells what edges are called that have no name yet, by what their ends are called
    /// at `at`.
    pub(crate) async fn name_edges_now(&self, at: At, page: &mut Page<Change>) -> Result<()> {
        self.name_edges_at(&[at], page).await
    }

    /// Looks for the names at each point until it has those of both ends.
    async fn name_edges_at(&self, points: &[At], page: &mut Page<Change>) -> Result<()> {
        let mut ends: HashMap<EdgeId, (Uuid, Uuid)> = HashMap::new();
        let mut wanted: HashSet<EdgeId> = HashSet::new();
        for (change, _) in &page.items {
            let Some(edge) = &change.edge else { continue };
            match ends_in(&change.name) {
                Some(joined) => drop(ends.insert(edge.id, joined)),
                None => drop(wanted.insert(edge.id)),
            }
        }
        for at in points {
            let missing: Vec<EdgeId> =
                wanted.iter().copied().filter(|id| !ends.contains_key(id)).collect();
            if !missing.is_empty() {
                let found = self.core.ports.lineage.edges(*at, &missing).await?;
                ends.extend(found.iter().map(|e| (e.value.id, (e.value.from, e.value.to))));
            }
        }
        let mut open: HashMap<EdgeId, (Uuid, Uuid)> = ends;
        let mut called: HashMap<EdgeId, (String, String)> = HashMap::new();
        for at in points {
            let ids = open.values().flat_map(|(from, to)| [*from, *to]);
            let names = self.names_at(*at, ids).await?;
            open.retain(|id, (from, to)| {
                let (Some(from), Some(to)) = (names.get(from), names.get(to)) else { return true };
                called.insert(*id, (from.clone(), to.clone()));
                false
            });
        }
        for (change, _) in &mut page.items {
            let Some(edge) = &mut change.edge else { continue };
            let Some((from, to)) = called.get(&edge.id) else { continue };
            if change.entity.kind == EntityKind::Edge {
                change.name = format!("{from}{ARROW}{to}");
            }
            (edge.from, edge.to) = (Some(from.clone()), Some(to.clone()));
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
