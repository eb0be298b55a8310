//! What tables and columns are called now, kept in memory: a picture of lineage names
//! tens of thousands of them, and reading so many rows would take longer than the walk.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use ariadne_domain::{
    Column, ColumnId, EntityChange, EntityKind, SourceId, Table, TableId, TableKind,
};
use ariadne_ports::{At, Node, Result, TableHeading};
use uuid::Uuid;

use super::nodes;
use crate::Reader;
use crate::catalog::Core;

/// Columns that are kept at most; beyond it all are forgotten and read again as asked.
const MAX_COLUMNS: usize = 500_000;
/// Changes that are remembered while somebody may still be reading what was before.
const MAX_CHANGED: usize = 65_536;
/// Changesets read at once while catching up.
const BATCH: usize = 256;
/// Further behind than this everything is forgotten instead.
const MAX_BEHIND: u64 = 1_024;
/// Tables read at once when all are.
const PAGE: usize = 2_000;

/// What a table is called, and what else its picture shows.
#[derive(Debug, PartialEq, Eq)]
pub struct TableLabel {
    /// Its schema.
    pub schema: Option<Box<str>>,
    /// Its name.
    pub name: Box<str>,
    /// Its kind.
    pub kind: TableKind,
    /// The source that it is bound to.
    pub source: Option<SourceId>,
}

/// What a node of lineage is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeLabel {
    /// The table, or the column's table.
    pub table: Arc<TableLabel>,
    /// The column's path as it is printed; `None` for a table.
    pub column: Option<Arc<str>>,
}

fn label_of(table: &Table) -> Arc<TableLabel> {
    Arc::new(TableLabel {
        schema: table.schema.as_deref().map(Box::from),
        name: (*table.name).into(),
        kind: table.kind(),
        source: table.source,
    })
}

fn labelled(heading: TableHeading) -> Arc<TableLabel> {
    let TableHeading { schema, name, kind, source, .. } = heading;
    Arc::new(TableLabel { schema: schema.map(Box::from), name: name.into(), kind, source })
}

/// The tables and columns among these changes that may have been called something else:
/// what is new was not called anything before.
pub(crate) fn renamed(changes: &[EntityChange]) -> impl Iterator<Item = Uuid> {
    changes.iter().filter_map(|change| match change {
        EntityChange::Table(delta) => delta.before.as_ref().map(|before| before.value.id.0),
        EntityChange::Column(delta) => delta.before.as_ref().map(|before| before.value.id.0),
        EntityChange::Source(_) | EntityChange::Edge(_) | EntityChange::Assertion(_) => None,
    })
}

/// A visible column: its table and its path.
type ColumnLabel = (TableId, Arc<str>);

/// Labels of now, as far as somebody asked.
#[derive(Default)]
pub(crate) struct Labels(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Nothing kept here was changed by a changeset up to this one after it was read;
    /// `None` before anybody said where the record stands: then nothing is kept.
    seq: Option<u64>,
    /// Changesets beyond `seq` that count already: commits of this process are told
    /// in any order.
    ahead: BTreeSet<u64>,
    tables: HashMap<TableId, Arc<TableLabel>>,
    columns: HashMap<ColumnId, ColumnLabel>,
    /// The last changeset that changed a table or column, of those after `since`.
    changed: HashMap<Uuid, u64>,
    since: u64,
}

impl Known {
    fn forget(&mut self, seq: u64, ids: impl IntoIterator<Item = Uuid>) {
        for id in ids {
            self.tables.remove(&TableId(id));
            self.columns.remove(&ColumnId(id));
            self.changed.insert(id, seq);
        }
        if self.changed.len() > MAX_CHANGED {
            self.changed = HashMap::new();
            self.since = seq;
        }
    }

    fn forget_all(&mut self, seq: u64) {
        *self = Self { seq: Some(seq), since: seq, ..Self::default() };
    }

    /// Marks a changeset as counted.
    fn counted(&mut self, seq: u64) {
        let Some(mut last) = self.seq else { return };
        self.ahead.insert(seq);
        while self.ahead.first().is_some_and(|next| *next <= last + 1) {
            last = self.ahead.pop_first().map_or(last, |next| last.max(next));
        }
        self.seq = Some(last);
    }

    /// Whether what was read of `id` when the labels were at `seen` is still so.
    fn holds(&self, seen: Option<u64>, id: Uuid) -> bool {
        let Some(seen) = seen.filter(|seen| *seen >= self.since) else { return false };
        self.changed.get(&id).is_none_or(|changed| *changed <= seen)
    }

    fn keep(&mut self, seen: Option<u64>, tables: &[(TableId, Arc<TableLabel>)]) {
        for (id, label) in tables {
            if self.holds(seen, id.0) {
                self.tables.insert(*id, Arc::clone(label));
            }
        }
    }

    fn keep_columns(&mut self, seen: Option<u64>, columns: &[(ColumnId, ColumnLabel)]) {
        if self.columns.len() + columns.len() > MAX_COLUMNS {
            self.columns = HashMap::new();
        }
        for (id, (table, path)) in columns {
            if self.holds(seen, id.0) {
                self.columns.insert(*id, (*table, Arc::clone(path)));
            }
        }
    }
}

impl Labels {
    // The maps are whole after every statement, whoever panicked.
    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is kept of these ids.
    pub(crate) fn kept(&self, ids: &HashSet<Uuid>) -> Vec<(Uuid, nodes::Known)> {
        let known = self.read();
        let node = |id: &Uuid| {
            if known.tables.contains_key(&TableId(*id)) {
                return Some((*id, nodes::Known::table(TableId(*id))));
            }
            let (table, _) = known.columns.get(&ColumnId(*id))?;
            Some((*id, nodes::Known::column(ColumnId(*id), *table)))
        };
        ids.iter().filter_map(node).collect()
    }

    /// Forgets what a commit of this process changed: what is [`renamed`] by it.
    pub(crate) fn committed(&self, seq: u64, ids: impl IntoIterator<Item = Uuid>) {
        let mut known = self.write();
        known.forget(seq, ids);
        known.counted(seq);
    }
}

impl Core {
    /// Forgets what changesets up to `head` changed, those of other servers too.
    pub(crate) async fn follow_labels(&self, head: u64) -> Result<()> {
        loop {
            let seq = self.labels.read().seq;
            let Some(seq) = seq.filter(|seq| head.saturating_sub(*seq) <= MAX_BEHIND) else {
                self.labels.write().forget_all(head);
                return Ok(());
            };
            if seq >= head {
                return Ok(());
            }
            let record = &self.ports.changesets;
            let next = record.changesets_after(seq, BATCH).await?;
            if next.is_empty() {
                return Ok(());
            }
            for changeset in next {
                if !self.labels.read().ahead.contains(&changeset.seq) {
                    let named = [EntityKind::Table, EntityKind::Column];
                    let ids = record.replaced(changeset.seq, &named).await?;
                    self.labels.committed(changeset.seq, ids);
                }
            }
        }
    }

    /// Reads what all tables are called.
    pub(crate) async fn load_labels(&self) -> Result<()> {
        let mut last = None;
        loop {
            let seen = self.labels.read().seq;
            let found = self.ports.tables.table_headings(last, PAGE).await?;
            let Some(heading) = found.last() else { return Ok(()) };
            last = Some(heading.id);
            let labels: Vec<_> = found.into_iter().map(|one| (one.id, labelled(one))).collect();
            self.labels.write().keep(seen, &labels);
        }
    }
}

impl Reader {
    /// What these tables or columns are called at `at`, in their order; `None` for
    /// what is not there or hidden.
    pub async fn labels(&self, at: At, nodes: &[Node]) -> Result<Vec<Option<NodeLabel>>> {
        let is_table = |node: &Node| node.id == node.table.0;
        let columns = nodes.iter().filter(|node| !is_table(node)).map(|node| ColumnId(node.id));
        let columns = self.column_labels(at, columns.collect()).await?;
        let tables = self.table_labels(at, nodes.iter().map(|node| node.table).collect()).await?;
        let mut of_nodes = Vec::with_capacity(nodes.len());
        let (mut columns, mut tables) = (columns.into_iter(), tables.into_iter());
        for node in nodes {
            let table = tables.next().flatten();
            of_nodes.push(if is_table(node) {
                table.map(|table| NodeLabel { table, column: None })
            } else {
                let column = columns.next().flatten().map(|(_, path)| path);
                table.zip(column).map(|(table, column)| NodeLabel { table, column: Some(column) })
            });
        }
        Ok(of_nodes)
    }

    /// Labels of tables, in order.
    pub(crate) async fn table_labels(
        &self,
        at: At,
        ids: Vec<TableId>,
    ) -> Result<Vec<Option<Arc<TableLabel>>>> {
        let (seen, mut labels) = {
            let known = self.core.labels.read();
            let kept = |id: &TableId| known.tables.get(id).filter(|_| at == At::Head).cloned();
            (known.seq, ids.iter().map(kept).collect::<Vec<_>>())
        };
        let missing = missing(&ids, &labels);
        if missing.is_empty() {
            return Ok(labels);
        }
        let read = self.core.ports.tables.tables(at, &missing).await?;
        let read: Vec<_> =
            read.into_iter().map(|table| (table.value.id, label_of(&table.value))).collect();
        if at == At::Head {
            self.core.labels.write().keep(seen, &read);
        }
        fill(&ids, &mut labels, read);
        Ok(labels)
    }

    /// Labels of visible columns, in order.
    pub(crate) async fn column_labels(
        &self,
        at: At,
        ids: Vec<ColumnId>,
    ) -> Result<Vec<Option<ColumnLabel>>> {
        let (seen, mut labels) = {
            let known = self.core.labels.read();
            let kept = |id: &ColumnId| known.columns.get(id).filter(|_| at == At::Head).cloned();
            (known.seq, ids.iter().map(kept).collect::<Vec<_>>())
        };
        let missing = missing(&ids, &labels);
        if missing.is_empty() {
            return Ok(labels);
        }
        let read = self.core.ports.columns.columns(at, &missing).await?;
        let visible = read.into_iter().map(|c| c.value).filter(|c| !c.overrides.hidden);
        let label =
            |column: Column| (column.id, (column.table, Arc::from(column.path.to_string())));
        let read: Vec<(ColumnId, ColumnLabel)> = visible.map(label).collect();
        if at == At::Head {
            self.core.labels.write().keep_columns(seen, &read);
        }
        fill(&ids, &mut labels, read);
        Ok(labels)
    }
}

/// The ids without a label, each once.
fn missing<I: Copy + Ord, L>(ids: &[I], labels: &[Option<L>]) -> Vec<I> {
    let without = ids.iter().zip(labels).filter(|(_, label)| label.is_none());
    without.map(|(id, _)| *id).collect::<BTreeSet<I>>().into_iter().collect()
}

fn fill<I: Copy + Eq + std::hash::Hash, L: Clone>(
    ids: &[I],
    labels: &mut [Option<L>],
    read: Vec<(I, L)>,
) {
    let read: HashMap<I, L> = read.into_iter().collect();
    for (id, label) in ids.iter().zip(labels) {
        if label.is_none() {
            *label = read.get(id).cloned();
        }
    }
}
