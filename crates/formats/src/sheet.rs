//! A sheet with a header: CSV files and worksheets alike.

use std::sync::Arc;

use ariadne_domain::Value;

use crate::headers::{self, field_of, suggestion};
use crate::options::SheetReport;
use crate::record::Layout;
use crate::row::{Row, Wrong};
use crate::run::{BadCell, Run};
use crate::{ColumnPlace, Place, Problem, RecordKind, Severity};

/// The content of a cell.
#[derive(Debug)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A value.
    Value(Value),
    /// A text that an export cut because it was too long for a cell: left as it is.
    Cut,
    /// Something that cannot be read, and what is shown of it.
    Bad(Wrong, Option<String>),
}

impl Cell {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// A sheet whose header was understood.
pub(crate) struct Sheet {
    kind: RecordKind,
    name: Option<Arc<str>>,
    layout: Layout,
    /// The field of each column.
    fields: Vec<Option<usize>>,
    report: usize,
    told_extra: bool,
}

impl Sheet {
    /// Reads the header, which stands in `row`. A header that a person corrected means what
    /// he says, and nothing where he says nothing. `None` when the sheet cannot be read, or
    /// holds nothing of ours: its rows are passed over then.
    pub(crate) fn open(
        run: &mut Run<'_>,
        name: Option<Arc<str>>,
        hint: Option<&str>,
        row: u64,
        header: &[String],
    ) -> Option<Self> {
        let place = Place::sheet(name.clone()).row(row);
        let mapping = run.options.mapping.iter().find(|m| m.sheet.as_deref() == name.as_deref());
        let texts: Vec<&str> = header.iter().map(String::as_str).collect();
        let most = run.options.limits.columns;
        if texts.len() > most {
            let message = format!("The sheet has more than {most} columns, and is not read.");
            run.push(Problem::error(place, "TOO_MANY_COLUMNS", message));
            return None;
        }
        let meant = run.meant(name.as_deref(), row, header);
        let meant: Vec<&str> = meant.iter().map(String::as_str).collect();
        let kind = mapping.map(|m| m.kind).or_else(|| headers::kind_of_sheet(hint, &meant));
        let mut report = SheetReport {
            name: name.clone(),
            kind,
            headers: texts.iter().map(|t| Arc::from(*t)).collect(),
            fields: vec![None; texts.len()],
            rows: 0,
            encoding: None,
            delimiter: None,
        };
        let Some(kind) = kind else {
            run.sheets.push(report);
            run.push(unknown_header(place.clone(), &texts));
            unknown_columns(run, &place, Severity::Warning, &texts, &meant);
            return None;
        };
        let mut sheet = Self {
            kind,
            layout: Arc::from([]),
            fields: vec![None; texts.len()],
            report: run.sheets.len(),
            told_extra: false,
            name,
        };
        let mut layout: Vec<Option<ColumnPlace>> = vec![None; kind.fields().len()];
        for (index, (text, meant)) in texts.iter().zip(&meant).enumerate() {
            let at = place.clone().column(Some(index), *text);
            let mapped = mapping.and_then(|m| m.columns.get(*text));
            let field = match mapped {
                Some(None) => continue,
                Some(Some(name)) => kind.fields().iter().position(|f| f.name == *name),
                None => field_of(kind, meant),
            };
            let Some(field) = field else {
                if !meant.trim().is_empty() && !headers::is_problems(meant) {
                    run.push(unknown_column(kind, at, text));
                }
                continue;
            };
            if let Some(first) = &layout[field] {
                let message = format!(
                    "The column {text:?} says the same as the column {:?}; keep one of them.",
                    first.name
                );
                run.push(Problem::error(at, "DUPLICATE_COLUMN", message).with_value(text));
                continue;
            }
            layout[field] = at.column;
            sheet.fields[index] = Some(field);
            report.fields[index] = Some(kind.fields()[field].name);
        }
        run.sheets.push(report);
        let known = sheet.fields.iter().flatten().map(|f| kind.fields()[*f].name);
        let missing = headers::missing(kind, known);
        for name in &missing {
            let message =
                format!("The sheet has no column {name:?}, which {} need; add it.", kind.list());
            run.push(Problem::error(place.clone(), "MISSING_COLUMN", message));
        }
        sheet.layout = Arc::from(layout);
        missing.is_empty().then_some(sheet)
    }

    /// Says how the text of the sheet was read.
    pub(crate) fn read_as(&self, run: &mut Run<'_>, encoding: &'static str, delimiter: char) {
        let report = &mut run.sheets[self.report];
        report.encoding = Some(encoding);
        report.delimiter = Some(delimiter);
    }

    /// Hands on a row. Cells beyond the header are told once, missing ones are empty.
    pub(crate) fn row(&mut self, run: &mut Run<'_>, row: u64, line: Option<u64>, cells: Vec<Cell>) {
        if cells.iter().all(Cell::is_empty) {
            return;
        }
        let place = Place::sheet(self.name.clone()).row(row).line(line);
        let mut values: Vec<Option<Value>> = vec![None; self.layout.len()];
        for (value, column) in values.iter_mut().zip(self.layout.iter()) {
            *value = column.is_some().then_some(Value::Null);
        }
        let mut bad: Vec<BadCell> = Vec::new();
        for (index, cell) in cells.into_iter().enumerate() {
            let Some(field) = self.fields.get(index).copied().flatten() else {
                if index >= self.fields.len() && !cell.is_empty() && !self.told_extra {
                    self.told_extra = true;
                    let message = "The row has more cells than the header; a text with the separator in it has to stand in quotation marks.";
                    run.push(Problem::warning(place.clone(), "EXTRA_CELL", message));
                }
                continue;
            };
            match cell {
                Cell::Empty => {}
                Cell::Value(value) => values[field] = Some(value),
                Cell::Cut => {
                    values[field] = None;
                    let column = self.layout[field].clone();
                    let message = "The text was too long for a cell when it was exported, and is left as it is in the catalog.";
                    let place = Place { column, ..place.clone() };
                    run.push(Problem::warning(place, "TEXT_CUT", message));
                }
                Cell::Bad(wrong, shown) => {
                    values[field] = None;
                    bad.push((field, wrong, shown));
                }
            }
        }
        run.sheets[self.report].rows += 1;
        let layout = self.layout.clone();
        run.row(
            Row { kind: self.kind, place, layout, values, faulty: false, spoiled: Vec::new() },
            bad,
        );
    }
}

fn unknown_header(place: Place, texts: &[&str]) -> Problem {
    let message = "The header is none that is known: sources need \"name\", tables \"name\", columns \"table\" and \"path\", lineage \"fromTable\" and \"toTable\". Say what the columns mean, or use the template.";
    Problem::error(place, "UNKNOWN_HEADER", message).with_value(&texts.join(", "))
}

/// Every header that means nothing in a sheet of which nothing is known: so that a person
/// can say what it means.
pub(crate) fn unknown_columns(
    run: &mut Run<'_>,
    place: &Place,
    severity: Severity,
    texts: &[&str],
    meant: &[&str],
) {
    let known = |text: &str| RecordKind::ALL.into_iter().any(|kind| field_of(kind, text).is_some());
    for (index, (text, meant)) in texts.iter().zip(meant).enumerate() {
        if meant.trim().is_empty() || headers::is_problems(meant) || known(meant) {
            continue;
        }
        let nearest = headers::suggestion_of_any(text);
        let message = format!("The column {text:?} is not known; say what it means.");
        let place = place.clone().column(Some(index), *text);
        let problem = Problem::new(severity, place, "UNKNOWN_COLUMN", message);
        run.push(problem.with_value(text).with_suggestion(nearest.map(str::to_owned)));
    }
}

/// A column that means nothing: told by name, with what is most likely meant.
pub(crate) fn unknown_column(kind: RecordKind, place: Place, text: &str) -> Problem {
    if headers::is_secret(text) {
        let message =
            "Secrets are not imported, and this column is not read; enter them at the source.";
        return Problem::warning(place, "SECRET", message);
    }
    let nearest = suggestion(kind, text);
    let message = match nearest {
        Some(name) => {
            format!("The column {text:?} is not known and is left out; did you mean {name:?}?")
        }
        None => format!("The column {text:?} is not known and is left out."),
    };
    Problem::warning(place, "UNKNOWN_COLUMN", message)
        .with_value(text)
        .with_suggestion(nearest.map(str::to_owned))
}
