//! Tables of a file that would be bound to what another table is bound to.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ariadne_domain::{Called, Naming, SourceId, Table, TableId};
use ariadne_formats::{Place, Problem};
use ariadne_ports::{At, Result};

use super::plan::Planner;
use crate::bound::{Holder, bound_anew, warning};

/// What the tables of the file are bound to: the objects by a hash of their names, which
/// may be many.
pub(super) type Taken = HashMap<u64, TableId>;

impl Planner<'_> {
    /// Warns of what was planned since the last [`Planner::emit`]; `places` are the rows of
    /// the tables. It is no error: a catalog that has two tables of one object on purpose
    /// comes back from its own export.
    pub(super) async fn bound_twice(&mut self, places: &HashMap<TableId, Place>) -> Result<()> {
        let tables: Vec<Table> = bound_anew(&self.changes).into_iter().cloned().collect();
        let tables: Vec<&Table> = tables.iter().filter(|table| table.source.is_some()).collect();
        if tables.is_empty() {
            return Ok(());
        }
        let ids: Vec<SourceId> = tables.iter().filter_map(|table| table.source).collect();
        let sources = self.editor.sources(At::Head, &ids).await?;
        let mut told: HashMap<TableId, String> = HashMap::new();
        for (place, holder) in self.editor.bound_twice(&tables).await? {
            if let Holder::Stored(other) = holder {
                told.insert(tables[place].id, other.value.qualified_name());
            }
        }
        for table in tables {
            let Some(source) = table.source.and_then(|id| sources.get(&id)) else { continue };
            let mut hasher = DefaultHasher::new();
            (source.value.id, Naming::of(&source.value).key(&Called::of(table))).hash(&mut hasher);
            let first = *self.bound.entry(hasher.finish()).or_insert(table.id);
            let other =
                told.remove(&table.id).or((first != table.id).then(|| self.index.title(first)));
            let Some(other) = other else { continue };
            let place = places.get(&table.id).cloned().unwrap_or_else(Place::file);
            let problem = super::run::warning(&warning(table, &other));
            self.problems.push(Problem::warning(place, "BOUND_TWICE", problem.message));
        }
        Ok(())
    }
}
