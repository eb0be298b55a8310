//! One reading of a file: where records go and problems are gathered.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use ariadne_domain::Value;

use crate::decode::decode;
use crate::headers::field_of;
use crate::options::{CellFix, ReadOptions, Report, SheetReport};
use crate::record::Placed;
use crate::row::{Row, Wrong};
use crate::{Format, Place, Problem, Problems};

/// Takes the records of a file one after the other; breaks to stop.
pub(crate) type Sink<'a> = dyn FnMut(Placed) -> ControlFlow<()> + 'a;

/// A cell that could not be read: the field, why, and what is shown of it.
pub(crate) type BadCell = (usize, Wrong, Option<String>);

pub(crate) struct Run<'a> {
    pub(crate) options: &'a ReadOptions,
    pub(crate) problems: Problems,
    pub(crate) sheets: Vec<SheetReport>,
    fixes: HashMap<(Option<&'a str>, u64), Vec<&'a CellFix>>,
    sink: &'a mut Sink<'a>,
    rows: u64,
    records: u64,
    stopped: bool,
    full: bool,
}

impl<'a> Run<'a> {
    pub(crate) fn new(options: &'a ReadOptions, sink: &'a mut Sink<'a>) -> Self {
        let mut fixes: HashMap<_, Vec<_>> = HashMap::new();
        for fix in &options.fixes {
            fixes.entry((fix.sheet.as_deref(), fix.row)).or_default().push(fix);
        }
        Self {
            options,
            problems: Problems::new(options.limits.problems),
            sheets: Vec::new(),
            fixes,
            sink,
            rows: 0,
            records: 0,
            stopped: false,
            full: false,
        }
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes a sheet that is left out, so that a person can say what it is.
    pub(crate) fn unknown_sheet(&mut self, name: Arc<str>, headers: &[&str]) {
        self.sheets.push(SheetReport {
            name: Some(name),
            kind: None,
            headers: headers.iter().map(|h| Arc::from(*h)).collect(),
            fields: vec![None; headers.len()],
            rows: 0,
            encoding: None,
            delimiter: None,
        });
    }

    /// The headers of a sheet as they are meant: those that a person corrected as he says.
    pub(crate) fn meant(&self, sheet: Option<&str>, row: u64, header: &[String]) -> Vec<String> {
        let fixes = self.fixes.get(&(sheet, row)).map_or(&[][..], Vec::as_slice);
        let said = |text: &String| fixes.iter().rfind(|fix| fix.column == *text);
        header
            .iter()
            .map(|text| said(text).map_or_else(|| text.clone(), |fix| fix.value.clone()))
            .collect()
    }

    /// Whether to read no further.
    pub(crate) fn is_over(&self) -> bool {
        self.stopped || self.full
    }

    /// Hands on the record of a row, corrected where a person corrected it.
    pub(crate) fn row(&mut self, mut row: Row, mut bad: Vec<BadCell>) {
        self.rows += 1;
        if self.rows > self.options.limits.rows {
            self.full = true;
            let message = format!(
                "The file has more than {} rows, and what follows is not read; import it in parts.",
                self.options.limits.rows
            );
            self.push(Problem::error(row.place, "TOO_MANY_ROWS", message));
            return;
        }
        self.fix(&mut row, &mut bad);
        for (field, wrong, shown) in bad {
            let name = row.kind.fields()[field].name;
            row.wrong(&mut self.problems, name, shown.as_deref(), wrong);
        }
        if let Some(placed) = decode(row, &mut self.problems) {
            self.records += 1;
            self.stopped |= (self.sink)(placed).is_break();
        }
    }

    fn fix(&self, row: &mut Row, bad: &mut Vec<BadCell>) {
        if self.fixes.is_empty() {
            return;
        }
        let key = (row.place.sheet.as_deref(), row.place.row.unwrap_or(0));
        for fix in self.fixes.get(&key).into_iter().flatten() {
            let named = |place: &Option<crate::ColumnPlace>| {
                place.as_ref().is_some_and(|p| *p.name == *fix.column)
            };
            let field = row.layout.iter().position(named);
            if let Some(field) = field.or_else(|| field_of(row.kind, &fix.column)) {
                row.values[field] = Some(Value::String(fix.value.clone()));
                bad.retain(|(at, ..)| *at != field);
            }
        }
    }

    pub(crate) fn finish(mut self, format: Option<Format>) -> Report {
        if self.rows == 0 && !self.problems.has_errors() {
            let message = "The file holds no rows; fill in the template or export the catalog to see how one looks.";
            self.push(Problem::error(Place::file(), "NO_ROWS", message));
        }
        let mut report = Report {
            format,
            sheets: self.sheets,
            records: self.records,
            problems: self.problems,
            stopped: self.stopped,
        };
        report.problems.sort(&report.sheets);
        report
    }
}
