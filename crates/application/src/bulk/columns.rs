//! Columns in a file: found by id or path, or new.

use std::collections::HashMap;

use ariadne_domain::{
    Column, ColumnEdit, ColumnId, EditMode, Field, Key, Merge, Path, Table, edit_columns,
    primary_key_position, unique_alone,
};
use ariadne_formats::{ColumnRecord, Placed, Problem, TableRecord};

use super::described::changing;
use super::document::{self, whereabouts};
use super::options::OnExisting;
use super::plan::Planner;
use super::tables::Work;
use crate::lineage::Known;

/// What the rows of a table's columns change.
#[derive(Default)]
struct Gathered<'d> {
    /// Each edit with its row, and the place that it asks for.
    edits: Vec<(u32, ColumnEdit, &'d Placed)>,
    /// Ids that the file tells of columns that are new here.
    foreign: Vec<(ColumnId, Path)>,
    /// Whether the table is new.
    is_new: bool,
}

impl Planner<'_> {
    /// The table after its columns' rows; `None` when they change nothing, or something is
    /// wrong with them. Stored columns that have a row are added to `told`.
    pub(super) fn columns(
        &mut self,
        work: &Work,
        rows: &[Placed],
        table: &Table,
        current: &[Column],
        told: &mut Vec<ColumnId>,
    ) -> Option<Merge> {
        let counts = self.summary.columns;
        let Gathered { mut edits, foreign, .. } = self.gather(work, rows, table, current, told);
        if edits.is_empty() {
            return None;
        }
        // Known columns keep their places; new ones come behind in the order of the file,
        // or in the order that it tells.
        edits.sort_by_key(|(ordinal, edit, _)| (edit.id.is_none(), *ordinal));
        let (edits, placed): (Vec<ColumnEdit>, Vec<&Placed>) =
            edits.into_iter().map(|(_, edit, placed)| (edit, placed)).unzip();
        let made = &mut self.made;
        let new_id = || ColumnId(made.make());
        let merge = edit_columns(table, current, &edits, EditMode::ByPath, new_id);
        match merge {
            Ok(merge) => {
                let by_path: HashMap<&Path, ColumnId> =
                    merge.columns.iter().map(|c| (&c.path, c.id)).collect();
                for (id, path) in foreign {
                    if let Some(column) = by_path.get(&path) {
                        self.index.put_id(id.0, Known::column(*column, work.id));
                    }
                }
                Some(merge)
            }
            Err(violations) => {
                self.summary.columns = counts;
                for violation in violations {
                    let row = violation.row.and_then(|row| placed.get(row as usize));
                    self.violation(row.unwrap_or(&placed[0]), &violation);
                }
                None
            }
        }
    }

    /// What the rows of a table's columns change.
    fn gather<'d>(
        &mut self,
        work: &Work,
        rows: &'d [Placed],
        table: &Table,
        current: &[Column],
        told: &mut Vec<ColumnId>,
    ) -> Gathered<'d> {
        let by_id: HashMap<ColumnId, &Column> = current.iter().map(|c| (c.id, c)).collect();
        let by_path: HashMap<&Path, &Column> = current.iter().map(|c| (&c.path, c)).collect();
        let mut first: HashMap<&Path, &Placed> = HashMap::new();
        let mut gathered = Gathered { is_new: work.new, ..Gathered::default() };
        for placed in rows {
            let Some(record) = document::column(placed) else { continue };
            let known = record.id.and_then(|id| by_id.get(&id).copied());
            let known = known.or_else(|| by_path.get(record.path.as_ref()?).copied());
            let Some(path) = known.map(|column| &column.path).or(record.path.as_ref()) else {
                let message = "The table has no column with this id; name it by its path.";
                self.problems.push(Problem::error(placed.at("id"), "NOT_FOUND", message));
                continue;
            };
            if let Some(other) = first.insert(path, placed) {
                let same = document::column(other).is_some_and(|one| one == record);
                self.repeats(placed, "path", &whereabouts(other), same);
                continue;
            }
            self.generated(placed, record, known);
            if let Some(column) = known {
                if let Some(id) = record.id.filter(|id| *id != column.id) {
                    self.index.put_id(id.0, Known::column(column.id, work.id));
                }
                self.known_column(placed, record, column, table, &mut gathered, told);
            } else {
                gathered.foreign.extend(record.id.map(|id| (id, path.clone())));
                self.new_column(placed, record, (path, current), table, &mut gathered);
            }
        }
        gathered
    }

    fn known_column<'d>(
        &mut self,
        placed: &'d Placed,
        record: &ColumnRecord,
        column: &Column,
        table: &Table,
        gathered: &mut Gathered<'d>,
        told: &mut Vec<ColumnId>,
    ) {
        let edit = edit_of(record, Some(column), table.keys());
        let nothing = ColumnEdit { id: Some(column.id), ..ColumnEdit::default() };
        if edit == nothing && !column.overrides.hidden {
            told.push(column.id);
            return;
        }
        match self.on_existing() {
            // A column that comes back with its table was not there.
            _ if gathered.is_new => {}
            OnExisting::Skip => {
                self.summary.columns.skipped += 1;
                return;
            }
            OnExisting::Fail => self.exists(placed, &format!("The column {}", column.path)),
            OnExisting::Update => {}
        }
        told.push(column.id);
        gathered.edits.push((column.ordinal, edit, placed));
    }

    fn new_column<'d>(
        &mut self,
        placed: &'d Placed,
        record: &ColumnRecord,
        (path, current): (&Path, &[Column]),
        table: &Table,
        gathered: &mut Gathered<'d>,
    ) {
        if record.data_type.value().is_none() {
            if !placed.faulty {
                let message = "This column is new, so it needs a type, for example VARCHAR(50).";
                let problem = Problem::error(placed.at("dataType"), "REQUIRED", message);
                self.problems.push(problem.with_suggestion(near(path, current)));
            }
            return;
        }
        self.summary.columns.created += 1;
        let ordinal = record.ordinal.value().copied().unwrap_or(u32::MAX);
        gathered.edits.push((ordinal, edit_of(record, None, table.keys()), placed));
    }

    /// Counts which of the stored columns that have a row change.
    pub(super) fn count(&mut self, current: &[Column], columns: &[Column], told: &[ColumnId]) {
        let before: HashMap<ColumnId, &Column> = current.iter().map(|c| (c.id, c)).collect();
        let after: HashMap<ColumnId, &Column> = columns.iter().map(|c| (c.id, c)).collect();
        for id in told {
            if before.get(id) == after.get(id) {
                self.summary.columns.unchanged += 1;
            } else {
                self.summary.columns.updated += 1;
            }
        }
    }

    /// Tells that how a column is generated is not taken from a file.
    fn generated(&mut self, placed: &Placed, record: &ColumnRecord, column: Option<&Column>) {
        let current = column.and_then(Column::generated).map(str::to_owned);
        if !kept_facts(&record.generated, current.as_ref()) {
            let message = "What a fetch finds out is not taken from a file: generated is left out.";
            self.problems.push(Problem::new(
                ariadne_formats::Severity::Info,
                placed.at("generated"),
                "FETCHED_ONLY",
                message,
            ));
        }
    }

    /// Tells where the keys of a table and what its columns say of them differ.
    pub(super) fn primary_keys(&mut self, rows: &[Placed], record: &TableRecord, merge: &Merge) {
        if !record.keys.is_given() {
            return;
        }
        let by_path: HashMap<&Path, ColumnId> =
            merge.columns.iter().map(|column| (&column.path, column.id)).collect();
        for placed in rows {
            let Some(column) = document::column(placed) else { continue };
            let id = column.path.as_ref().and_then(|path| by_path.get(path));
            let Some(id) = id else { continue };
            let position = primary_key_position(merge.table.keys(), *id);
            if column.primary_key.is_given() && column.primary_key.value().copied() != position {
                let message = "The keys in the row of the table say otherwise; they count.";
                let place = placed.at("primaryKey");
                self.problems.push(Problem::warning(place, "KEYS_DIFFER", message));
            }
        }
    }
}

/// Puts columns into the order that the rows tell, unless they are in it.
pub(super) fn reorder(rows: &[Placed], columns: &mut [Column]) {
    let mut by_id: HashMap<ColumnId, u32> = HashMap::new();
    let mut by_path: HashMap<&Path, u32> = HashMap::new();
    for record in rows.iter().filter_map(document::column) {
        let Some(ordinal) = record.ordinal.value() else { continue };
        by_id.extend(record.id.map(|id| (id, *ordinal)));
        by_path.extend(record.path.as_ref().map(|path| (path, *ordinal)));
    }
    if by_path.is_empty() && by_id.is_empty() {
        return;
    }
    let wanted = |column: &Column| {
        let told = by_id.get(&column.id).or_else(|| by_path.get(&column.path));
        told.copied().unwrap_or(column.ordinal)
    };
    columns.sort_by_key(|column| (column.ordinal, column.id));
    if columns.iter().map(&wanted).is_sorted() {
        return;
    }
    columns.sort_by_key(wanted);
    for (ordinal, column) in (0..).zip(columns) {
        column.ordinal = ordinal;
    }
}

/// Whether a field that only a fetch sets says nothing else than is so.
pub(super) fn kept_facts<T: PartialEq>(field: &Field<T>, current: Option<&T>) -> bool {
    field.value().is_none_or(|value| Some(value) == current)
}

fn near(path: &Path, columns: &[Column]) -> Option<String> {
    let printed: Vec<String> = columns.iter().map(|column| column.path.to_string()).collect();
    ariadne_formats::nearest(&path.to_string(), printed.iter().map(String::as_str))
        .map(str::to_owned)
}

/// What a row changes of a column: fields that say what is so already are left out, so
/// that what is only observed does not become a person's word.
fn edit_of(record: &ColumnRecord, column: Option<&Column>, keys: &[Key]) -> ColumnEdit {
    let text = |field: &Field<String>, current: Option<&str>| {
        changing(field, current.map(str::to_owned).as_ref())
    };
    let path = record.path.clone().map_or(Field::Keep, Field::Set);
    let mut tags = record.tags.clone();
    if let Field::Set(tags) = &mut tags {
        tags.sort();
        tags.dedup();
    }
    let logical = |field: &Field<ariadne_domain::LogicalType>| match field {
        Field::Keep => Field::Keep,
        Field::Clear => Field::Clear,
        Field::Set(logical) => Field::Set(logical.to_string()),
    };
    let Some(column) = column else {
        let unsaid =
            |tags: Field<Vec<String>>| if tags == Field::Clear { Field::Keep } else { tags };
        return ColumnEdit {
            id: None,
            path,
            data_type: record.data_type.clone(),
            logical_type: logical(&record.logical_type),
            nullable: record.nullable.clone(),
            primary_key: record.primary_key.clone(),
            unique: record.unique.clone(),
            default: record.default.clone(),
            description: record.description.clone(),
            tags: unsaid(tags),
            properties: record.properties.clone(),
        };
    };
    let data_type = match &record.data_type {
        // A column written by hand keeps its type.
        Field::Clear if column.overrides.data_type.is_none() || column.is_manual() => Field::Keep,
        other => text(other, Some(column.data_type())),
    };
    let logical_type = match &record.logical_type {
        Field::Set(logical) if *logical == column.logical_type() && !data_type.is_given() => {
            Field::Keep
        }
        Field::Clear if column.overrides.logical_type.is_none() => Field::Keep,
        other => logical(other),
    };
    let nullable = match &record.nullable {
        Field::Clear if column.overrides.nullable.is_none() => Field::Keep,
        Field::Clear => Field::Clear,
        other => changing(other, Some(&column.nullable())),
    };
    let unique = unique_alone(keys, column.id);
    ColumnEdit {
        id: Some(column.id),
        path: changing(&path, Some(&column.path)),
        data_type,
        logical_type,
        nullable,
        primary_key: changing(&record.primary_key, primary_key_position(keys, column.id).as_ref()),
        unique: match &record.unique {
            Field::Clear => Field::Keep,
            other => changing(other, Some(&unique)),
        },
        default: match &record.default {
            Field::Clear if column.overrides.default.is_none() => Field::Keep,
            other => text(other, column.default()),
        },
        description: match &record.description {
            Field::Clear if column.overrides.description.is_none() => Field::Keep,
            other => text(other, column.description()),
        },
        tags: match tags {
            Field::Clear if column.tags.is_empty() => Field::Keep,
            other => changing(&other, Some(&column.tags)),
        },
        properties: match &record.properties {
            Field::Clear if column.overrides.properties.is_none() => Field::Keep,
            Field::Set(value) if value.is_blank() && column.properties().is_none() => Field::Keep,
            other => changing(other, column.properties()),
        },
    }
}
