//! Accepting all or some of a re-fetch. Accepting writes observed facts only; what a
//! person set stands.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diff::pair;
use crate::{
    Column, ColumnId, ColumnObserved, DiffField, FetchedTable, Key, Path, Problem, Table,
    TableFacts, TableObserved, Timestamp, Value,
};

/// A table and its columns after accepting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The table.
    pub table: Table,
    /// All its columns that remain, hidden ones included, ordinals assigned.
    pub columns: Vec<Column>,
    /// Columns that end.
    pub removed: Vec<ColumnId>,
    /// What the person should know, for example texts that go with a column.
    pub warnings: Vec<Problem>,
}

/// Accepts the entries of [`diff_fetched`](crate::diff_fetched) whose ids are in `accept` (`None`: all)
/// and answers the table as it then is. A rename wins over the removal and the
/// addition it stands for. `new_id` makes ids for added columns; `at` is the time
/// of the fetch.
pub fn merge_fetched(
    table: &Table,
    columns: &[Column],
    fetched: &FetchedTable,
    accept: Option<&BTreeSet<String>>,
    at: Timestamp,
    mut new_id: impl FnMut() -> ColumnId,
) -> Merge {
    let taken = |id: &str| accept.is_none_or(|ids| ids.contains(id));
    let pairing = pair(columns, fetched);
    let mut merged: HashMap<ColumnId, Column> = columns.iter().map(|c| (c.id, c.clone())).collect();
    let ours = renamed_by_person(columns);
    let mut source_order: Vec<ColumnId> = Vec::new();
    let mut renamed: HashSet<ColumnId> = HashSet::new();
    let mut respelled: HashMap<&Path, &Path> = HashMap::new();

    for (index, facts) in fetched.columns.iter().enumerate() {
        let ordinal = u32::try_from(index).unwrap_or(u32::MAX);
        let observed = ColumnObserved { facts: facts.clone(), ordinal };
        let rename = pairing.renames.iter().find(|(i, _)| *i == index).map(|(_, c)| *c);
        if let Some(old) = rename.filter(|_| taken(&format!("renamed/{}", facts.path))) {
            renamed.insert(old.id);
            if old.is_manual() {
                respelled.insert(&old.path, &facts.path);
            }
            merged.entry(old.id).and_modify(|c| c.observe(observed));
            source_order.push(old.id);
            continue;
        }
        match pairing.matched[index] {
            Some(column) => {
                let accepted = accepted_facts(column, &observed, &taken);
                if let (Some(accepted), Some(target)) = (accepted, merged.get_mut(&column.id)) {
                    target.observe(accepted);
                }
                source_order.push(column.id);
            }
            None if taken(&format!("added/{}", facts.path)) => {
                let id = new_id();
                let mut column = Column::observed(id, table.id, facts.clone(), ordinal);
                if let Some(path) = below_renamed(&ours, &facts.path) {
                    column.path = path;
                }
                merged.insert(id, column);
                source_order.push(id);
            }
            None => {}
        }
    }

    // what only a person has below a column follows it; the others have a rename of their own
    let paired: HashSet<ColumnId> = pairing.renames.iter().map(|(_, c)| c.id).collect();
    for column in merged.values_mut().filter(|c| c.is_manual() && !paired.contains(&c.id)) {
        if let Some(path) = below_renamed(&respelled, &column.path) {
            column.path = path;
        }
    }

    let mut removed = Vec::new();
    let mut warnings = Vec::new();
    for column in &pairing.gone {
        let path = column.observed.as_ref().map_or(&column.path, |o| &o.facts.path);
        if renamed.contains(&column.id) || !taken(&format!("removed/{path}")) {
            continue;
        }
        if column.overrides.description.is_some() || !column.tags.is_empty() {
            warnings.push(
                Problem::new("COLUMN_WITH_TEXTS_REMOVED", format!("Column {path} is gone from the source; its description and tags go with it."))
                    .with_remedy("Undo this changeset to get them back, or accept a rename instead of the removal."),
            );
        }
        removed.push(column.id);
        merged.remove(&column.id);
    }

    let columns = ordered(columns, merged, &source_order);
    let mut table = table.clone();
    drop_removed_from_keys(&mut table, &removed);
    let observed = accepted_table_facts(&table, &columns, &fetched.facts, &taken);
    table.observe(observed);
    table.introspected_at = Some(at);
    Merge { table, columns, removed, warnings }
}

/// Columns that a person gave another path, by the source's path.
fn renamed_by_person(columns: &[Column]) -> HashMap<&Path, &Path> {
    let observed = columns.iter().filter_map(|c| Some((&c.observed.as_ref()?.facts.path, &c.path)));
    observed.filter(|(theirs, ours)| theirs != ours).collect()
}

/// Where a new column belongs when a person renamed what it lies below.
fn below_renamed(ours: &HashMap<&Path, &Path>, path: &Path) -> Option<Path> {
    let mut parents = std::iter::successors(path.parent(), Path::parent);
    parents.find_map(|parent| path.rebased(&parent, ours.get(&parent)?))
}

/// The observed facts of a matched column after accepting; `None` when nothing of
/// it was accepted.
fn accepted_facts(
    column: &Column,
    now: &ColumnObserved,
    taken: &dyn Fn(&str) -> bool,
) -> Option<ColumnObserved> {
    let path = &now.facts.path;
    let Some(old) = &column.observed else {
        return taken(&format!("added/{path}")).then(|| now.clone());
    };
    let accepts =
        |field: DiffField| column.overrides.hidden || taken(&format!("changed/{path}/{field}"));
    let mut facts = old.facts.clone();
    let new = &now.facts;
    if accepts(DiffField::DataType) {
        facts.data_type.clone_from(&new.data_type);
    }
    if accepts(DiffField::LogicalType) {
        facts.logical_type = new.logical_type.clone();
    }
    if accepts(DiffField::Nullable) {
        facts.nullable = new.nullable;
    }
    if accepts(DiffField::Default) {
        facts.default.clone_from(&new.default);
    }
    if accepts(DiffField::Generated) {
        facts.generated.clone_from(&new.generated);
    }
    if accepts(DiffField::Comment) {
        facts.comment.clone_from(&new.comment);
    }
    if accepts(DiffField::Properties) {
        facts.properties = new.properties.clone();
    }
    Some(ColumnObserved { facts, ordinal: now.ordinal })
}

fn drop_removed_from_keys(table: &mut Table, removed: &[ColumnId]) {
    if let Some(keys) = &mut table.overrides.keys {
        *keys = crate::keys::without_columns(keys, removed);
    }
    if let Some(observed) = &mut table.observed {
        observed.keys = crate::keys::without_columns(&observed.keys, removed);
    }
}

fn accepted_table_facts(
    table: &Table,
    columns: &[Column],
    now: &TableFacts,
    taken: &dyn Fn(&str) -> bool,
) -> TableObserved {
    let accepts = |field: DiffField| taken(&format!("changed//{field}"));
    let mut facts = table.observed.clone().unwrap_or_else(|| TableObserved {
        kind: now.kind,
        comment: None,
        definition: None,
        row_count: None,
        properties: Value::object(),
        keys: Vec::new(),
    });
    if accepts(DiffField::Kind) {
        facts.kind = now.kind;
    }
    if accepts(DiffField::Comment) {
        facts.comment.clone_from(&now.comment);
    }
    if accepts(DiffField::Definition) {
        facts.definition.clone_from(&now.definition);
    }
    if accepts(DiffField::RowCount) {
        facts.row_count = now.row_count;
    }
    if accepts(DiffField::Properties) {
        facts.properties = now.properties.clone();
    }
    if accepts(DiffField::Keys) {
        facts.keys = resolve_keys(columns, now);
    }
    facts
}

/// Keys by column id. A key over a column that was not accepted is left out.
fn resolve_keys(columns: &[Column], now: &TableFacts) -> Vec<Key> {
    let by_path: HashMap<&Path, ColumnId> =
        columns.iter().filter_map(|c| c.observed.as_ref().map(|o| (&o.facts.path, c.id))).collect();
    now.keys
        .iter()
        .filter_map(|k| {
            let ids: Option<Vec<ColumnId>> =
                k.columns.iter().map(|p| by_path.get(p).copied()).collect();
            Some(Key {
                kind: k.kind,
                name: k.name.clone(),
                columns: ids.filter(|ids| !ids.is_empty())?,
                references: k.references.clone(),
                enabled: k.enabled,
            })
        })
        .collect()
}

/// Columns in their new order. While the person never reordered, the source's
/// order holds and what the source does not have stays behind its neighbour;
/// after a person reordered, new columns follow their neighbour in the source.
fn ordered(
    old: &[Column],
    mut merged: HashMap<ColumnId, Column>,
    source_order: &[ColumnId],
) -> Vec<Column> {
    let mut current: Vec<&Column> = old.iter().filter(|c| merged.contains_key(&c.id)).collect();
    current.sort_by_key(|c| c.ordinal);
    let current: Vec<(ColumnId, Option<u32>)> =
        current.iter().map(|c| (c.id, c.observed.as_ref().map(|o| o.ordinal))).collect();
    let observed: Vec<u32> = current.iter().filter_map(|(_, ordinal)| *ordinal).collect();
    let in_source_order = observed.is_sorted();

    let base: Vec<ColumnId> = current.iter().map(|(id, _)| *id).collect();
    let (mut order, inserts): (Vec<ColumnId>, &[ColumnId]) =
        if in_source_order { (source_order.to_vec(), &base) } else { (base.clone(), source_order) };
    let mut placed: HashSet<ColumnId> = order.iter().copied().collect();
    let mut previous: Option<ColumnId> = None;
    for id in inserts {
        if placed.insert(*id) {
            let at = previous.map_or(0, |p| behind(p, &order, &merged));
            order.insert(at, *id);
        }
        previous = Some(*id);
    }
    let mut columns: Vec<Column> = order.iter().filter_map(|id| merged.remove(id)).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        column.ordinal = u32::try_from(index).unwrap_or(u32::MAX);
    }
    columns
}

/// The place behind a column and everything that lies below it.
fn behind(column: ColumnId, order: &[ColumnId], columns: &HashMap<ColumnId, Column>) -> usize {
    let Some(at) = order.iter().position(|id| *id == column) else { return 0 };
    let path = columns.get(&column).map(|c| &c.path);
    let below = |id: &&ColumnId| {
        columns.get(id).zip(path).is_some_and(|(other, path)| other.path.is_below(path))
    };
    at + 1 + order[at + 1..].iter().take_while(below).count()
}
