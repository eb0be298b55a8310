//! What is wrong with a file, told at the cell.

use std::collections::HashMap;
use std::sync::Arc;

use crate::RecordKind;
use crate::headers::field_of;
use crate::options::SheetReport;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be imported before it is mended.
    Error,
    /// Something is left out or looks wrong.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The public spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::Warning => "WARNING",
            Self::Info => "INFO",
        }
    }
}

/// A column of a sheet, or a key of a document's entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ColumnPlace {
    /// Position in the sheet from 0; `None` in JSON and YAML.
    pub index: Option<usize>,
    /// The header or key as the file spells it.
    pub name: Arc<str>,
}

/// Where in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The sheet, the file of an archive, or the list of a document; `None` for the
    /// whole file and for a CSV file that came alone.
    pub sheet: Option<Arc<str>>,
    /// In a sheet the row as a spreadsheet counts it, the header being row 1; in a
    /// document the position in the list from 1.
    pub row: Option<u64>,
    /// Line of the text from 1, where there are lines.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<ColumnPlace>,
}

impl Place {
    /// The whole file.
    pub fn file() -> Self {
        Self::default()
    }

    /// A sheet as a whole.
    pub fn sheet(name: Option<Arc<str>>) -> Self {
        Self { sheet: name, ..Self::default() }
    }

    /// The same place in `row`.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place with the line of the text.
    #[must_use]
    pub fn line(mut self, line: Option<u64>) -> Self {
        self.line = line;
        self
    }

    /// The same place at a column.
    #[must_use]
    pub fn column(mut self, index: Option<usize>, name: impl Into<Arc<str>>) -> Self {
        self.column = Some(ColumnPlace { index, name: name.into() });
        self
    }
}

/// Longest value that a problem repeats, in characters.
const MAX_VALUE: usize = 200;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// A stable upper-case word that scripts match on.
    pub code: &'static str,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
    /// What stands there, cut to 200 characters.
    pub value: Option<String>,
    /// What could stand there instead.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem of a severity.
    pub fn new(
        severity: Severity,
        place: Place,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { severity, place, code, message: message.into(), value: None, suggestion: None }
    }

    /// An error.
    pub fn error(place: Place, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, place, code, message)
    }

    /// A warning.
    pub fn warning(place: Place, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, place, code, message)
    }

    /// Adds what stands there.
    #[must_use]
    pub fn with_value(mut self, value: &str) -> Self {
        self.value = Some(clip(value));
        self
    }

    /// Adds what could stand there instead.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

/// The text, cut with a sign that it was.
pub(crate) fn clip(text: &str) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// All that is wrong with a file: counted always, kept up to a bound.
#[derive(Clone, Debug)]
pub struct Problems {
    kept: Vec<Problem>,
    most: usize,
    counts: [u64; 3],
}

impl Problems {
    /// None yet; `most` are kept.
    pub fn new(most: usize) -> Self {
        Self { kept: Vec::new(), most, counts: [0; 3] }
    }

    /// Takes one. A full list keeps its place for errors: a warning gives way to one.
    pub fn push(&mut self, problem: Problem) {
        self.counts[problem.severity as usize] += 1;
        if self.kept.len() < self.most {
            self.kept.push(problem);
        } else if problem.severity == Severity::Error
            && self.counts[Severity::Error as usize] <= self.most as u64
            && let Some(at) = self.kept.iter().rposition(|p| p.severity != Severity::Error)
        {
            self.kept.remove(at);
            self.kept.push(problem);
        }
    }

    /// Puts those that are kept in the order of the file: its sheets as they come, their
    /// rows from above, the columns of a row from the left, the worst of a cell first.
    /// What is told of a whole file, sheet or row comes before what is told of its parts.
    pub fn sort(&mut self, sheets: &[SheetReport]) {
        let order = Order::new(sheets);
        self.kept.sort_by_cached_key(|problem| order.of(problem));
    }

    /// Those that were kept.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    /// How many there are of a severity, those not kept included.
    pub fn count(&self, severity: Severity) -> u64 {
        self.counts[severity as usize]
    }

    /// How many there are that were not kept.
    pub fn dropped(&self) -> u64 {
        self.counts.iter().sum::<u64>() - self.kept.len() as u64
    }

    /// Whether anything keeps the file from being imported.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// Where the sheets of a file stand in it.
struct Order<'a>(HashMap<Option<&'a str>, (usize, Option<RecordKind>)>);

/// Sheet, row, row of a list within that row, column, severity.
type Key = (usize, u64, u64, usize, Severity);

impl<'a> Order<'a> {
    fn new(sheets: &'a [SheetReport]) -> Self {
        let mut order = HashMap::new();
        for (index, sheet) in sheets.iter().enumerate() {
            order.entry(sheet.name.as_deref()).or_insert((index + 1, sheet.kind));
        }
        Self(order)
    }

    fn of(&self, problem: &Problem) -> Key {
        let place = &problem.place;
        let row = place.row.unwrap_or(0);
        let name = place.sheet.as_deref();
        let (sheet, kind, row, within) = match (self.0.get(&name), name.and_then(nested)) {
            (Some((sheet, kind)), _) => (*sheet, *kind, row, 0),
            (None, Some((list, entry))) => {
                let sheet = self.0.get(&Some(list)).map_or(usize::MAX, |(sheet, _)| *sheet);
                (sheet, Some(RecordKind::Column), entry, row.max(1))
            }
            // The whole file, or a sheet of which nothing was read.
            (None, None) => (if name.is_none() { 0 } else { usize::MAX }, None, row, 0),
        };
        let column = place.column.as_ref().map_or(0, |column| {
            let field = || kind.and_then(|kind| field_of(kind, &column.name));
            column.index.or_else(field).map_or(usize::MAX, |at| at + 1)
        });
        (sheet, row, within, column, problem.severity)
    }
}

/// `tables[3].columns` is a list within the third entry of `tables`.
fn nested(sheet: &str) -> Option<(&str, u64)> {
    let (list, rest) = sheet.rsplit_once('[')?;
    Some((list, rest.split_once(']')?.0.parse().ok()?))
}
