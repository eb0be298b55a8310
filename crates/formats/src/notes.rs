//! What is said of each row of a file that is handed back.

use std::collections::HashMap;

use crate::Problem;

/// Problems by sheet and row.
pub(crate) struct Notes<'a>(HashMap<(Option<&'a str>, u64), Vec<&'a Problem>>);

impl<'a> Notes<'a> {
    pub(crate) fn new(problems: &'a [Problem]) -> Self {
        let mut by_row: HashMap<_, Vec<_>> = HashMap::new();
        for problem in problems {
            let row = problem.place.row.unwrap_or(1);
            by_row.entry((problem.place.sheet.as_deref(), row)).or_default().push(problem);
        }
        Self(by_row)
    }

    /// The problems of a row.
    pub(crate) fn of<'s>(&'s self, sheet: Option<&'s str>, row: u64) -> &'s [&'a Problem] {
        self.0.get(&(sheet, row)).map_or(&[], Vec::as_slice)
    }

    /// The problems of a row in one cell, a line for each.
    pub(crate) fn text(&self, sheet: Option<&str>, row: u64) -> String {
        self.of(sheet, row).iter().map(|p| line(p)).collect::<Vec<_>>().join("\n")
    }
}

/// A problem in one line.
pub(crate) fn line(problem: &Problem) -> String {
    let mut line = String::new();
    if let Some(column) = &problem.place.column {
        line.push_str(&column.name);
        line.push_str(": ");
    }
    line.push_str(&problem.message);
    if let Some(suggestion) = &problem.suggestion
        && !problem.message.contains(suggestion.as_str())
    {
        line.push_str(" Did you mean ");
        line.push_str(suggestion);
        line.push('?');
    }
    line
}
