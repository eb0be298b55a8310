//! Editing a table's columns by hand: pure, with every mistake reported at its field.

use std::collections::{HashMap, HashSet};

use crate::column_edit::{MAX_COLUMNS, at, check_edit};
use crate::keys::{rewrite_keys, without_columns};
use crate::spelling::folded;
use crate::{
    Column, ColumnEdit, ColumnId, EditMode, Field, Merge, NameOrigin, NewColumn, Path, Table,
    Violation, check_path, primary_key_position,
};

/// Applies `edits` to `columns` (all of the table's, hidden ones included).
///
/// Renaming a column renames what lies below it, unless an edit gives the child
/// another path itself. A new column at the path of a hidden one brings that one back.
/// Positions in the primary key and uniqueness become the table's keys. All
/// violations are reported at once, each with its row and at `["columns", row, field]`.
pub fn edit_columns(
    table: &Table,
    columns: &[Column],
    edits: &[ColumnEdit],
    mode: EditMode,
    new_id: impl FnMut() -> ColumnId,
) -> Result<Merge, Vec<Violation>> {
    let mut run = Edit {
        table,
        before: columns,
        columns: columns.to_vec(),
        known: columns.len(),
        violations: Vec::new(),
        listed: edits.iter().filter_map(|edit| edit.path.value()).collect(),
        touched: Vec::new(),
        removed: Vec::new(),
    };
    if edits.len() > MAX_COLUMNS {
        let message = format!("At most {MAX_COLUMNS} columns; these are {}.", edits.len());
        return Err(vec![Violation::new(["columns"], "TOO_MANY", message)]);
    }
    for (row, edit) in edits.iter().enumerate() {
        check_edit(edit, row, &mut run.violations);
    }
    run.resolve(edits, mode, new_id);
    if !run.violations.is_empty() {
        return Err(run.violations);
    }
    run.apply(edits);
    if mode.is_whole() {
        run.drop_unlisted();
        run.reorder();
    }
    run.check_paths();
    if !run.violations.is_empty() {
        return Err(run.violations);
    }
    Ok(run.finish(edits))
}

struct Edit<'a> {
    table: &'a Table,
    before: &'a [Column],
    columns: Vec<Column>,
    /// How many of `columns` were there before; new ones stand behind them.
    known: usize,
    violations: Vec<Violation>,
    /// The paths that edits name.
    listed: HashSet<&'a Path>,
    /// Per edit the column it is about.
    touched: Vec<ColumnId>,
    removed: Vec<ColumnId>,
}

impl Edit<'_> {
    /// Finds or makes the column of every edit.
    fn resolve(
        &mut self,
        edits: &[ColumnEdit],
        mode: EditMode,
        mut new_id: impl FnMut() -> ColumnId,
    ) {
        let by_id: HashMap<ColumnId, usize> =
            self.columns.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        let by_path: HashMap<Path, usize> =
            self.columns.iter().enumerate().map(|(i, c)| (c.path.clone(), i)).collect();
        let mut seen: HashSet<ColumnId> = HashSet::new();
        for (row, edit) in edits.iter().enumerate() {
            let id = match edit.id {
                Some(id) if by_id.contains_key(&id) => id,
                Some(id) => {
                    let message = format!("The table has no column with the id {id}.");
                    self.violations.push(at(
                        row,
                        "id",
                        Violation::new(["id"], "NOT_FOUND", message),
                    ));
                    continue;
                }
                None if mode == EditMode::Some => {
                    let message = "Say which column: its id is missing.";
                    self.violations.push(at(
                        row,
                        "id",
                        Violation::new(["id"], "REQUIRED", message),
                    ));
                    continue;
                }
                None => {
                    let Some(id) = self.by_path(edit, row, mode, &by_path, &mut new_id) else {
                        continue;
                    };
                    id
                }
            };
            if !seen.insert(id) {
                let message = "This column is in the list twice.";
                self.violations.push(at(row, "id", Violation::new(["id"], "DUPLICATE", message)));
            }
            self.touched.push(id);
        }
    }

    fn by_path(
        &mut self,
        edit: &ColumnEdit,
        row: usize,
        mode: EditMode,
        by_path: &HashMap<Path, usize>,
        new_id: &mut impl FnMut() -> ColumnId,
    ) -> Option<ColumnId> {
        let Some(path) = edit.path.value() else {
            let message = "Enter the column's path.";
            self.violations.push(at(row, "path", Violation::new(["path"], "REQUIRED", message)));
            return None;
        };
        let existing = by_path.get(path).map(|i| &mut self.columns[*i]);
        if let Some(column) = existing.filter(|c| c.overrides.hidden || mode.is_by_path()) {
            column.overrides.hidden = false;
            return Some(column.id);
        }
        if mode.is_by_path()
            && let Some(violation) = self.spelled_otherwise(edit, row, path)
        {
            self.violations.push(violation);
            return None;
        }
        let Some(data_type) = edit.data_type.value().cloned() else {
            let message = if mode.is_by_path() {
                format!(
                    "The fetch has no column {path}. Check its spelling; to add a column that \
                     the source does not have, enter a type, for example VARCHAR(50)."
                )
            } else {
                "Enter a type, for example VARCHAR(50).".to_owned()
            };
            let violation = Violation::new(["dataType"], "REQUIRED", message);
            self.violations.push(at(row, "dataType", violation));
            return None;
        };
        if let Some(violation) = check_path("path", path, NameOrigin::Typed) {
            self.violations.push(at(row, "path", violation));
            return None;
        }
        let id = new_id();
        let ordinal = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        let new = NewColumn { data_type, ..NewColumn::default() };
        self.columns.push(Column::manual(id, self.table.id, path.clone(), ordinal, new));
        Some(id)
    }

    /// Told of a path that no fetched column has, where one has it in another case: that
    /// one is meant more likely than a second column beside it. Whoever lists that one too
    /// means two.
    fn spelled_otherwise(&self, edit: &ColumnEdit, row: usize, path: &Path) -> Option<Violation> {
        let wanted = folded(path);
        let alike = |column: &&Column| folded(&column.path) == wanted;
        let there = &self.before.iter().find(alike)?.path;
        if self.listed.contains(there) {
            return None;
        }
        let beside = if edit.data_type.is_given() {
            format!(" To add another one beside it, list {there} too.")
        } else {
            String::new()
        };
        let message = format!("The fetch has no column {path}; did you mean {there}?{beside}");
        Some(at(row, "path", Violation::new(["path"], "NOT_FOUND", message)))
    }

    fn apply(&mut self, edits: &[ColumnEdit]) {
        let positions: HashMap<ColumnId, usize> =
            self.columns.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        self.rename(edits, &positions);
        for (row, edit) in edits.iter().enumerate() {
            let index = positions[&self.touched[row]];
            let column = &mut self.columns[index];
            column.overrides.hidden = false;
            edit.data_type.apply(|v| column.set_data_type(v));
            edit.logical_type
                .apply(|v| column.set_logical_type(v.and_then(|text| text.parse().ok())));
            edit.nullable.apply(|v| column.set_nullable(v));
            edit.default.apply(|v| column.set_default(v));
            edit.description.apply(|v| column.set_description(v.filter(|d| !d.is_empty())));
            edit.tags.apply(|v| column.set_tags(v.unwrap_or_default()));
            edit.properties.apply(|v| column.set_properties(v));
        }
    }

    /// Gives columns their new paths; what lies below one moves with it, by the
    /// paths that they had before, so that two parents can swap names.
    fn rename(&mut self, edits: &[ColumnEdit], positions: &HashMap<ColumnId, usize>) {
        let mut named: HashSet<ColumnId> = HashSet::new();
        let mut moved: HashMap<Path, Path> = HashMap::new();
        for (row, edit) in edits.iter().enumerate() {
            let index = positions[&self.touched[row]];
            let column = &self.columns[index];
            let to = match &edit.path {
                Field::Keep => continue,
                Field::Set(path) if column.path == *path => continue,
                Field::Set(path) => path.clone(),
                Field::Clear => {
                    let Some(observed) = &column.observed else {
                        let message = "A column written by hand needs a path.";
                        self.violations.push(at(
                            row,
                            "path",
                            Violation::new(["path"], "REQUIRED", message),
                        ));
                        continue;
                    };
                    observed.facts.path.clone()
                }
            };
            let origin = match &column.observed {
                Some(observed) if observed.facts.path == to => NameOrigin::Observed,
                _ => NameOrigin::Typed,
            };
            if let Some(violation) = check_path("path", &to, origin) {
                self.violations.push(at(row, "path", violation));
                continue;
            }
            named.insert(column.id);
            moved.insert(column.path.clone(), to.clone());
            self.columns[index].path = to;
        }
        let known = self.columns.iter_mut().take(self.known);
        for column in known.filter(|c| !named.contains(&c.id)) {
            let parents = std::iter::successors(column.path.parent(), Path::parent);
            let nearest = parents.into_iter().find_map(|from| moved.get_key_value(&from));
            if let Some(path) = nearest.and_then(|(from, to)| column.path.rebased(from, to)) {
                column.path = path;
            }
        }
    }

    fn drop_unlisted(&mut self) {
        let listed: HashSet<ColumnId> = self.touched.iter().copied().collect();
        let (mut kept, mut removed) = (Vec::new(), Vec::new());
        for mut column in std::mem::take(&mut self.columns) {
            if listed.contains(&column.id) {
                kept.push(column);
            } else if column.is_manual() {
                removed.push(column.id);
            } else {
                column.overrides.hidden = true;
                kept.push(column);
            }
        }
        self.columns = kept;
        self.removed = removed;
    }

    /// The listed columns in the list's order, hidden ones behind.
    fn reorder(&mut self) {
        let places: HashMap<ColumnId, usize> =
            self.touched.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        self.columns.sort_by_key(|c| (places.get(&c.id).copied().unwrap_or(usize::MAX), c.ordinal));
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.ordinal = u32::try_from(index).unwrap_or(u32::MAX);
        }
    }

    fn check_paths(&mut self) {
        let mut first: HashMap<&Path, &Column> = HashMap::new();
        let mut violations = Vec::new();
        for column in &self.columns {
            let Some(other) = first.insert(&column.path, column) else { continue };
            let row = |c: &Column| self.touched.iter().position(|id| *id == c.id);
            let message = if let Some(there) = self.added_again(other, column) {
                format!(
                    "The table has the column {} already: give its id {} to change it, or leave this one out.",
                    there.path, there.id
                )
            } else if other.overrides.hidden || column.overrides.hidden {
                format!(
                    "The source has a column {} that was removed here; add that one back instead.",
                    column.path
                )
            } else {
                format!("Another column is called {} already.", column.path)
            };
            let violation = Violation::new(["path"], "DUPLICATE", message);
            let place = row(column).or_else(|| row(other));
            violations.push(place.map_or_else(
                || violation.clone().below("columns"),
                |row| at(row, "path", violation.clone()),
            ));
        }
        self.violations.extend(violations);
    }

    /// Of two columns of one path the one that people saw there before, when the other
    /// is new.
    fn added_again(&self, a: &Column, b: &Column) -> Option<&Column> {
        let known = |column: &Column| self.before.iter().find(|c| c.id == column.id);
        let ((Some(there), None) | (None, Some(there))) = (known(a), known(b)) else { return None };
        (there.path == a.path && !there.overrides.hidden).then_some(there)
    }

    fn finish(self, edits: &[ColumnEdit]) -> Merge {
        let mut table = self.table.clone();
        let mut keys = without_columns(table.keys(), &self.removed);
        if edits.iter().any(|e| e.primary_key.is_given() || e.unique.is_given()) {
            keys = rewrite_keys(&keys, &self.wanted_keys(&keys, edits));
        }
        if let Some(observed) = &mut table.observed {
            observed.keys = without_columns(&observed.keys, &self.removed);
        }
        table.set_keys(keys);
        Merge { table, columns: self.columns, removed: self.removed, warnings: Vec::new() }
    }

    /// Primary key position and uniqueness of every column as they shall be.
    fn wanted_keys(
        &self,
        keys: &[crate::Key],
        edits: &[ColumnEdit],
    ) -> Vec<(ColumnId, Option<u32>, Option<bool>)> {
        let by_id: HashMap<ColumnId, &ColumnEdit> =
            self.touched.iter().copied().zip(edits).collect();
        self.columns
            .iter()
            .map(|column| {
                let edit = by_id.get(&column.id);
                let position = match edit.map(|e| &e.primary_key) {
                    Some(Field::Set(position)) => Some(*position),
                    Some(Field::Clear) => None,
                    _ => primary_key_position(keys, column.id),
                };
                let unique = edit.and_then(|e| e.unique.value().copied());
                (column.id, position, unique)
            })
            .collect()
    }
}
