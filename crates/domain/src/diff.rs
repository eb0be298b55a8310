//! The three-way diff of a re-fetch, and accepting all or some of it.
//!
//! Three sides: what was observed last time, what is observed now, and what a
//! person set. Accepting writes observed facts only; what a person set stands.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::names::names;
use crate::{
    Column, ColumnFacts, ColumnId, ColumnObserved, FetchedTable, Key, Path, Problem, Table,
    TableFacts, TableObserved, Timestamp, Value,
};

names! {
    /// What a re-fetch found about one thing.
    pub enum DiffKind {
        /// The source has a column that was not observed before.
        Added = "ADDED",
        /// An observed column is gone from the source.
        Removed = "REMOVED",
        /// An observed fact is another now.
        Changed = "CHANGED",
        /// A gone and a new column look like one that was renamed.
        Renamed = "RENAMED",
    }
}

names! {
    /// The fact that changed.
    pub enum DiffField {
        /// Kind of the table.
        Kind = "kind",
        /// The source's comment.
        Comment = "comment",
        /// View text or pipeline.
        Definition = "definition",
        /// Row estimate.
        RowCount = "rowCount",
        /// Engine facts.
        Properties = "properties",
        /// Keys of the table.
        Keys = "keys",
        /// Type of a column in the engine's spelling.
        DataType = "dataType",
        /// Normal form of the type.
        LogicalType = "logicalType",
        /// Whether a column may be absent or null.
        Nullable = "nullable",
        /// Default expression.
        Default = "default",
        /// How a column is generated.
        Generated = "generated",
    }
}

/// One thing to accept or to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffEntry {
    /// Stable within the diff of one fetch and one table state.
    pub id: String,
    /// What was found.
    pub kind: DiffKind,
    /// The column, by the source's path (of a rename: the new one); `None` for a
    /// fact of the table.
    pub path: Option<Path>,
    /// The catalog's column, where there is one.
    pub column: Option<ColumnId>,
    /// The fact; `None` for whole columns.
    pub field: Option<DiffField>,
    /// Observed last time.
    pub stored: Value,
    /// Observed now.
    pub observed: Value,
    /// What a person set instead; `Null` if nothing.
    pub overridden: Value,
}

/// What a re-fetch would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableDiff {
    /// Facts of the table first, then columns in the source's order, then gone ones.
    pub entries: Vec<DiffEntry>,
}

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

/// How fetched columns pair with the catalog's.
struct Pairing<'a> {
    /// Per fetched column the catalog's column, by observed path first, else a
    /// manual column of the same path.
    matched: Vec<Option<&'a Column>>,
    /// Observed columns that the source no longer has.
    gone: Vec<&'a Column>,
    /// Rename candidates: index of the fetched column, the gone column.
    renames: Vec<(usize, &'a Column)>,
}

fn pair<'a>(columns: &'a [Column], fetched: &FetchedTable) -> Pairing<'a> {
    let mut by_path: HashMap<&Path, &Column> =
        columns.iter().filter(|c| c.is_manual()).map(|c| (&c.path, c)).collect();
    for column in columns {
        if let Some(observed) = &column.observed {
            by_path.insert(&observed.facts.path, column);
        }
    }
    let matched: Vec<Option<&Column>> =
        fetched.columns.iter().map(|f| by_path.get(&f.path).copied()).collect();
    let seen: HashSet<ColumnId> = matched.iter().flatten().map(|c| c.id).collect();
    let gone: Vec<&Column> =
        columns.iter().filter(|c| !c.is_manual() && !seen.contains(&c.id)).collect();
    let renames = rename_candidates(&matched, &gone, fetched);
    Pairing { matched, gone, renames }
}

/// A gone and a new column are a rename when they have the same parent, the same
/// engine type and the same place in the source's order, and neither has another
/// partner. Anything less sure is left to the person as remove and add.
fn rename_candidates<'a>(
    matched: &[Option<&Column>],
    gone: &[&'a Column],
    fetched: &FetchedTable,
) -> Vec<(usize, &'a Column)> {
    let mut renames = Vec::new();
    for (index, facts) in fetched.columns.iter().enumerate() {
        if matched[index].is_some() {
            continue;
        }
        let partner = gone.iter().find(|column| {
            column.observed.as_ref().is_some_and(|o| {
                o.ordinal as usize == index
                    && o.facts.data_type == facts.data_type
                    && o.facts.path.parent() == facts.path.parent()
            }) && !column.overrides.hidden
        });
        if let Some(column) = partner {
            renames.push((index, *column));
        }
    }
    renames
}

/// What accepting `fetched` would change in `table`, entry by entry. `columns`
/// are all the table's columns, hidden ones included.
pub fn diff_fetched(table: &Table, columns: &[Column], fetched: &FetchedTable) -> TableDiff {
    let mut entries = table_entries(table, columns, fetched);
    let pairing = pair(columns, fetched);
    for (index, facts) in fetched.columns.iter().enumerate() {
        if let Some((_, old)) = pairing.renames.iter().find(|(i, _)| *i == index) {
            let old_path = old.observed.as_ref().map(|o| o.facts.path.to_string());
            entries.push(DiffEntry {
                id: format!("renamed/{}", facts.path),
                kind: DiffKind::Renamed,
                path: Some(facts.path.clone()),
                column: Some(old.id),
                field: None,
                stored: old_path.into(),
                observed: facts.path.to_string().into(),
                overridden: overridden_path(old),
            });
        }
        match pairing.matched[index] {
            Some(column) if column.overrides.hidden => {}
            Some(column) => column_entries(&mut entries, column, facts),
            None => entries.push(added(facts, None)),
        }
    }
    for column in pairing.gone.iter().filter(|c| !c.overrides.hidden) {
        let path = column.observed.as_ref().map(|o| o.facts.path.clone());
        entries.push(DiffEntry {
            id: format!("removed/{}", path.as_ref().unwrap_or(&column.path)),
            kind: DiffKind::Removed,
            path,
            column: Some(column.id),
            field: None,
            stored: column.observed.as_ref().map(|o| o.facts.data_type.clone()).into(),
            observed: Value::Null,
            overridden: overridden_path(column),
        });
    }
    TableDiff { entries }
}

fn overridden_path(column: &Column) -> Value {
    if column.overridden().contains(&"path") { column.path.to_string().into() } else { Value::Null }
}

fn added(facts: &ColumnFacts, manual: Option<&Column>) -> DiffEntry {
    DiffEntry {
        id: format!("added/{}", facts.path),
        kind: DiffKind::Added,
        path: Some(facts.path.clone()),
        column: manual.map(|c| c.id),
        field: None,
        stored: Value::Null,
        observed: facts.data_type.clone().into(),
        overridden: manual.map(|c| c.data_type().to_owned()).into(),
    }
}

fn column_entries(entries: &mut Vec<DiffEntry>, column: &Column, now: &ColumnFacts) {
    let Some(observed) = &column.observed else {
        entries.push(added(now, Some(column)));
        return;
    };
    let (old, set) = (&observed.facts, &column.overrides);
    let facts: [(DiffField, Value, Value, Value); 7] = [
        (
            DiffField::DataType,
            old.data_type.clone().into(),
            now.data_type.clone().into(),
            set.data_type.clone().into(),
        ),
        (
            DiffField::LogicalType,
            old.logical_type.to_string().into(),
            now.logical_type.to_string().into(),
            set.logical_type.as_ref().map(ToString::to_string).into(),
        ),
        (DiffField::Nullable, old.nullable.into(), now.nullable.into(), set.nullable.into()),
        (
            DiffField::Default,
            old.default.clone().into(),
            now.default.clone().into(),
            set.default.clone().into(),
        ),
        (
            DiffField::Generated,
            old.generated.clone().into(),
            now.generated.clone().into(),
            Value::Null,
        ),
        (
            DiffField::Comment,
            old.comment.clone().into(),
            now.comment.clone().into(),
            set.description.clone().into(),
        ),
        (
            DiffField::Properties,
            old.properties.clone(),
            now.properties.clone(),
            set.properties.clone().unwrap_or_default(),
        ),
    ];
    for (field, stored, observed, overridden) in facts {
        if stored != observed {
            entries.push(DiffEntry {
                id: format!("changed/{}/{field}", now.path),
                kind: DiffKind::Changed,
                path: Some(now.path.clone()),
                column: Some(column.id),
                field: Some(field),
                stored,
                observed,
                overridden,
            });
        }
    }
}

fn table_entries(table: &Table, columns: &[Column], fetched: &FetchedTable) -> Vec<DiffEntry> {
    let old = table.observed.as_ref();
    let now = &fetched.facts;
    let facts: [(DiffField, Value, Value, Value); 6] = [
        (
            DiffField::Kind,
            old.map(|o| o.kind.as_str()).into(),
            now.kind.as_str().into(),
            table.overrides.kind.map(crate::TableKind::as_str).into(),
        ),
        (
            DiffField::Comment,
            old.and_then(|o| o.comment.clone()).into(),
            now.comment.clone().into(),
            table.overrides.description.clone().into(),
        ),
        (
            DiffField::Definition,
            old.and_then(|o| o.definition.clone()).into(),
            now.definition.clone().into(),
            Value::Null,
        ),
        (
            DiffField::RowCount,
            old.and_then(|o| o.row_count).into(),
            now.row_count.into(),
            Value::Null,
        ),
        (
            DiffField::Properties,
            old.map_or_else(Value::object, |o| o.properties.clone()),
            now.properties.clone(),
            Value::Null,
        ),
        (
            DiffField::Keys,
            stored_keys_value(old.map_or(&[][..], |o| &o.keys), columns),
            fetched_keys_value(now),
            table.overrides.keys.as_ref().map_or(Value::Null, |k| stored_keys_value(k, columns)),
        ),
    ];
    facts
        .into_iter()
        .filter(|(_, stored, observed, _)| stored != observed)
        .map(|(field, stored, observed, overridden)| DiffEntry {
            id: format!("changed//{field}"),
            kind: DiffKind::Changed,
            path: None,
            column: None,
            field: Some(field),
            stored,
            observed,
            overridden,
        })
        .collect()
}

fn key_value(
    kind: &str,
    name: Option<&String>,
    columns: Vec<String>,
    references: Option<&crate::ForeignTarget>,
    enabled: Option<bool>,
) -> Value {
    let target = references.map_or(Value::Null, |r| {
        Value::object()
            .with("schema", r.schema.clone())
            .with("name", r.name.as_str())
            .with("columns", r.columns.clone())
    });
    Value::object()
        .with("kind", kind)
        .with("name", name.cloned())
        .with("columns", columns)
        .with("references", target)
        .with("enabled", enabled)
}

/// Keys with their columns by the source's path, so that both sides compare.
fn stored_keys_value(keys: &[Key], columns: &[Column]) -> Value {
    let path = |id: &ColumnId| {
        let column = columns.iter().find(|c| c.id == *id);
        column.map_or_else(
            || id.to_string(),
            |c| c.observed.as_ref().map_or(&c.path, |o| &o.facts.path).to_string(),
        )
    };
    let keys = keys.iter().map(|k| {
        let paths = k.columns.iter().map(path).collect();
        key_value(k.kind.as_str(), k.name.as_ref(), paths, k.references.as_ref(), k.enabled)
    });
    Value::Array(keys.collect())
}

fn fetched_keys_value(facts: &TableFacts) -> Value {
    let keys = facts.keys.iter().map(|k| {
        let paths = k.columns.iter().map(ToString::to_string).collect();
        key_value(k.kind.as_str(), k.name.as_ref(), paths, k.references.as_ref(), k.enabled)
    });
    Value::Array(keys.collect())
}

/// Accepts the entries of [`diff_fetched`] whose ids are in `accept` (`None`: all)
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

    for (index, facts) in fetched.columns.iter().enumerate() {
        let ordinal = u32::try_from(index).unwrap_or(u32::MAX);
        let observed = ColumnObserved { facts: facts.clone(), ordinal };
        let rename = pairing.renames.iter().find(|(i, _)| *i == index).map(|(_, c)| *c);
        if let Some(old) = rename.filter(|_| taken(&format!("renamed/{}", facts.path))) {
            renamed.insert(old.id);
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
