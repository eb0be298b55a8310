//! Keys of a table, and what a column sees of them.

use crate::names::names;
use crate::{ColumnId, ForeignTarget};

names! {
    /// What a key promises.
    pub enum KeyKind {
        /// Identifies a row.
        Primary = "PRIMARY",
        /// No two rows alike.
        Unique = "UNIQUE",
        /// Points to another table.
        Foreign = "FOREIGN",
    }
}

/// A key of a table in the catalog: columns by id, so that a rename keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Primary, unique or foreign.
    pub kind: KeyKind,
    /// The constraint's or index's name.
    pub name: Option<String>,
    /// Columns in key order; never empty, no repeats.
    pub columns: Vec<ColumnId>,
    /// Target of a foreign key.
    pub references: Option<ForeignTarget>,
    /// Whether the engine enforces it; `None` where it has no such notion.
    pub enabled: Option<bool>,
}

/// The column's position in the primary key, from 1; `None` when not in it.
pub fn primary_key_position(keys: &[Key], column: ColumnId) -> Option<u32> {
    let key = keys.iter().find(|k| k.kind == KeyKind::Primary)?;
    let at = key.columns.iter().position(|c| *c == column)?;
    u32::try_from(at + 1).ok()
}

/// Whether the column alone is unique: the only column of a primary or unique key.
pub fn unique_alone(keys: &[Key], column: ColumnId) -> bool {
    keys.iter().any(|k| {
        matches!(k.kind, KeyKind::Primary | KeyKind::Unique)
            && k.columns == [column]
            && k.enabled != Some(false)
    })
}

/// What a person edits on columns: positions in the primary key and uniqueness.
/// Answers the keys that say so, `keys` otherwise as they are.
///
/// `wanted` lists every column of the table with its primary key position (any
/// positive number; only the order counts) and whether it alone shall be unique
/// (`None`: its unique keys stay). Composite unique keys and foreign keys are left alone.
pub(crate) fn rewrite_keys(
    keys: &[Key],
    wanted: &[(ColumnId, Option<u32>, Option<bool>)],
) -> Vec<Key> {
    let mut primary: Vec<(u32, ColumnId)> =
        wanted.iter().filter_map(|(id, position, _)| position.map(|p| (p, *id))).collect();
    primary.sort_by_key(|(position, _)| *position);
    let primary: Vec<ColumnId> = primary.into_iter().map(|(_, id)| id).collect();

    let mut rewritten = Vec::new();
    let old_primary = keys.iter().find(|k| k.kind == KeyKind::Primary);
    if !primary.is_empty() {
        let unchanged = old_primary.filter(|k| k.columns == primary);
        rewritten.push(unchanged.cloned().unwrap_or_else(|| Key {
            kind: KeyKind::Primary,
            name: old_primary.and_then(|k| k.name.clone()),
            columns: primary.clone(),
            references: None,
            enabled: None,
        }));
    }
    for key in keys.iter().filter(|k| k.kind != KeyKind::Primary) {
        let dropped = key.kind == KeyKind::Unique
            && key.columns.len() == 1
            && wanted.iter().any(|(id, _, unique)| *id == key.columns[0] && *unique == Some(false));
        if !dropped {
            rewritten.push(key.clone());
        }
    }
    for (id, _, unique) in wanted {
        if *unique == Some(true) && !unique_alone(&rewritten, *id) {
            rewritten.push(Key {
                kind: KeyKind::Unique,
                name: None,
                columns: vec![*id],
                references: None,
                enabled: None,
            });
        }
    }
    rewritten
}

/// The keys without those that mention one of the columns in `gone`.
pub(crate) fn without_columns(keys: &[Key], gone: &[ColumnId]) -> Vec<Key> {
    keys.iter().filter(|k| !k.columns.iter().any(|c| gone.contains(c))).cloned().collect()
}
