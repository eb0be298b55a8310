//! The lists of a JSON or YAML document.

use std::sync::Arc;

use ariadne_domain::Value;

use crate::headers::{field_of, is_secret, kind_of_name, nearest};
use crate::json::PROBLEMS_KEY;
use crate::options::SheetReport;
use crate::record::Layout;
use crate::row::Row;
use crate::run::Run;
use crate::sheet::unknown_column;
use crate::{ColumnPlace, Place, Problem, RecordKind};

/// Key and value that say which document it is.
pub(crate) const VERSION_KEY: &str = "ariadne";
/// The version that is written, and the only one there is.
pub(crate) const VERSION: &str = "1";
/// Key that editors read the schema's address from.
const SCHEMA_KEY: &str = "$schema";

/// What a key at the top of a document holds.
pub(crate) enum List {
    /// A list of records.
    Kind,
    /// The version of the document.
    Version,
    /// Something else.
    Skip,
}

/// An entry of a list.
pub(crate) struct Entry {
    pub(crate) value: Value,
    /// The line where it begins.
    pub(crate) line: Option<u64>,
    /// Keys that stand in it twice.
    pub(crate) repeated: Vec<String>,
}

/// A document while it is read.
pub(crate) struct Document<'r, 'a> {
    pub(crate) run: &'r mut Run<'a>,
    kind: Option<(RecordKind, Arc<str>)>,
    row: u64,
    report: usize,
    /// The layouts of entries whose keys are the fields' own names.
    plain: [Layout; 4],
}

impl<'r, 'a> Document<'r, 'a> {
    pub(crate) fn new(run: &'r mut Run<'a>) -> Self {
        Self { run, kind: None, row: 0, report: 0, plain: RecordKind::ALL.map(plain_layout) }
    }

    /// Where reading is: the entry after the last one that was done.
    pub(crate) fn place(&self) -> Place {
        match &self.kind {
            Some((_, name)) => Place::sheet(Some(name.clone())).row(self.row + 1),
            None => Place::file(),
        }
    }

    /// Begins with what a key at the top holds.
    pub(crate) fn list(&mut self, key: &str, line: Option<u64>) -> List {
        self.kind = None;
        if key == VERSION_KEY {
            return List::Version;
        }
        if key == SCHEMA_KEY || key == PROBLEMS_KEY {
            return List::Skip;
        }
        let Some(kind) = kind_of_name(key) else {
            let lists = RecordKind::ALL.map(RecordKind::list);
            let suggestion = nearest(key, lists).map(str::to_owned);
            let message = format!(
                "The key {key:?} is not known and is left out; a document has {}.",
                lists.join(", ")
            );
            let problem = Problem::warning(Place::file().line(line), "UNKNOWN_KEY", message);
            self.run.push(problem.with_value(key).with_suggestion(suggestion));
            return List::Skip;
        };
        let name: Arc<str> = Arc::from(key);
        self.report = self.run.sheets.len();
        self.run.sheets.push(SheetReport {
            name: Some(name.clone()),
            kind: Some(kind),
            headers: Vec::new(),
            fields: Vec::new(),
            rows: 0,
            encoding: None,
            delimiter: None,
        });
        self.kind = Some((kind, name));
        self.row = 0;
        List::Kind
    }

    /// Checks the version of the document.
    pub(crate) fn version(&mut self, version: &Value) {
        let known = matches!(version, Value::Number(text) | Value::String(text) if text == VERSION);
        if !known {
            let message =
                format!("The document is of another version; this server reads version {VERSION}.");
            let place = Place::file().column(None, VERSION_KEY);
            let problem = Problem::error(place, "UNKNOWN_VERSION", message);
            self.run.push(problem.with_value(&crate::row::show(version)));
        }
    }

    /// Hands on an entry, and the columns that a table carries.
    pub(crate) fn entry(&mut self, entry: Entry) {
        let Some((kind, name)) = self.kind.clone() else { return };
        self.row += 1;
        self.run.sheets[self.report].rows += 1;
        let place = Place::sheet(Some(name)).row(self.row).line(entry.line);
        for key in entry.repeated {
            let message = format!("The key {key:?} stands in this entry twice; keep one of them.");
            let at = place.clone().column(None, key.as_str());
            self.run.push(Problem::error(at, "DUPLICATE_KEY", message).with_value(&key));
        }
        let Value::Object(members) = entry.value else {
            let message = "An object is expected here.";
            let problem = Problem::error(place, "INVALID", message);
            self.run.push(problem.with_value(&crate::row::show(&entry.value)));
            return;
        };
        let mut nested = None;
        let row = self.row_of(kind, place.clone(), members, |key, value| {
            if kind == RecordKind::Table && kind_of_name(key) == Some(RecordKind::Column) {
                nested = Some(value);
                return None;
            }
            Some(value)
        });
        let table = table_of(&row);
        self.run.row(row, Vec::new());
        if let Some(columns) = nested {
            self.nested(&place, &table, columns);
        }
    }

    /// The columns within a table: they are of that table.
    fn nested(&mut self, place: &Place, table: &[(&'static str, Value)], columns: Value) {
        let columns = match columns {
            Value::Null => return,
            Value::Array(columns) => columns,
            other => {
                let at = place.clone().column(None, "columns");
                let problem = Problem::error(at, "INVALID", "A list of columns is expected here.");
                self.run.push(problem.with_value(&crate::row::show(&other)));
                return;
            }
        };
        let sheet = place.sheet.as_deref().unwrap_or_default();
        let sheet: Arc<str> = format!("{sheet}[{}].columns", self.row).into();
        for (index, column) in columns.into_iter().enumerate() {
            if self.run.is_over() {
                return;
            }
            let row = index as u64 + 1;
            let place = Place::sheet(Some(sheet.clone())).row(row).line(place.line);
            let Value::Object(members) = column else {
                self.run.push(Problem::error(place, "INVALID", "An object is expected here."));
                continue;
            };
            let mut row = self.row_of(RecordKind::Column, place, members, |_, value| Some(value));
            if !["table", "tableId", "tableRef"].iter().any(|name| row.has(name)) {
                for (name, value) in table {
                    row.set(name, value.clone());
                }
            }
            self.run.row(row, Vec::new());
        }
    }

    /// The values of an object by field; unknown keys are told.
    fn row_of(
        &mut self,
        kind: RecordKind,
        place: Place,
        members: Vec<(String, Value)>,
        mut take: impl FnMut(&str, Value) -> Option<Value>,
    ) -> Row {
        let fields = kind.fields();
        let mut values: Vec<Option<Value>> = vec![None; fields.len()];
        let mut layout = self.plain[kind as usize].clone();
        for (key, value) in members {
            let Some(value) = take(&key, value) else { continue };
            let at = || place.clone().column(None, key.as_str());
            let exact = fields.iter().position(|f| f.name == key);
            match exact.or_else(|| field_of(kind, &key)) {
                None => self.run.push(unknown_column(kind, at(), &key)),
                Some(field) if values[field].is_some() => {
                    let message = format!(
                        "The key {key:?} says the same as {:?}; keep one of them.",
                        fields[field].name
                    );
                    let problem = Problem::error(at(), "DUPLICATE_KEY", message);
                    self.run.push(problem.with_value(&key));
                }
                Some(field) => {
                    debug_assert!(!is_secret(&key), "a field that is a secret");
                    if key != fields[field].name {
                        let mut other = layout.to_vec();
                        other[field] = at().column;
                        layout = Layout::from(other);
                    }
                    values[field] = Some(value);
                }
            }
        }
        Row { kind, place, layout, values, faulty: false, spoiled: Vec::new() }
    }
}

/// The places of the fields by their own names, which also stand for keys that are not there.
fn plain_layout(kind: RecordKind) -> Layout {
    let place = |name: &str| Some(ColumnPlace { index: None, name: name.into() });
    kind.fields().iter().map(|field| place(field.name)).collect()
}

/// The reference that the columns within a table have to it.
fn table_of(row: &Row) -> Vec<(&'static str, Value)> {
    if row.kind != RecordKind::Table {
        return Vec::new();
    }
    let names = [("id", "tableId"), ("source", "source"), ("schema", "schema"), ("name", "table")];
    let mut table = Vec::new();
    for (from, to) in names {
        let value = row.peek(from);
        // Without a key for it a table has no source and no schema.
        let value = if from == "id" { value } else { value.or(Some(Value::Null)) };
        table.extend(value.map(|value| (to, value)));
    }
    table
}
