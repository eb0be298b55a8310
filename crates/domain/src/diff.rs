//! The three-way diff of a re-fetch: what was observed last time, what is observed
//! now, and what a person set.

use std::collections::{HashMap, HashSet};

use crate::names::names;
use crate::spelling::spelled_otherwise;
use crate::{Column, ColumnFacts, ColumnId, FetchedTable, Key, Path, Table, TableFacts, Value};

names! {
    /// What a re-fetch found about one thing.
    pub enum DiffKind {
        /// The source has a column that was not observed before.
        Added = "ADDED",
        /// An observed column is gone from the source.
        Removed = "REMOVED",
        /// An observed fact is another now.
        Changed = "CHANGED",
        /// A gone and a new column look like one that was renamed, or a column written
        /// by hand and a new one differ in upper and lower case alone.
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
    /// Observed last time; of a rename the old path, observed or written by hand.
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

/// How fetched columns pair with the catalog's.
pub(crate) struct Pairing<'a> {
    /// Per fetched column the catalog's column, by observed path first, else a
    /// manual column of the same path.
    pub(crate) matched: Vec<Option<&'a Column>>,
    /// Observed columns that the source no longer has.
    pub(crate) gone: Vec<&'a Column>,
    /// Rename candidates: index of the fetched column, and the gone column or the one
    /// written by hand.
    pub(crate) renames: Vec<(usize, &'a Column)>,
}

pub(crate) fn pair<'a>(columns: &'a [Column], fetched: &FetchedTable) -> Pairing<'a> {
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
    let mut renames = spelled_otherwise(columns, &matched, fetched);
    for rename in rename_candidates(&matched, &gone, fetched) {
        // the same letters say more than the same place
        if !renames.iter().any(|(index, _)| *index == rename.0) {
            renames.push(rename);
        }
    }
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
            let old_path = old.observed.as_ref().map_or(&old.path, |o| &o.facts.path).to_string();
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
