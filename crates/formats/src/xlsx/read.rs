//! Reading XLSX, cell by cell.

use std::io::{Read, Seek};
use std::sync::Arc;

use calamine::{Reader, Xlsx, XlsxError};

use super::value::{cell, letters};
use crate::run::Run;
use crate::sheet::{Cell, Sheet, unknown_columns};
use crate::zip_guard::Entry;
use crate::{Place, Problem, Severity};

/// Sheets that explain and hold nothing.
const EXPLAIN: [&str; 4] = ["readme", "help", "说明", "instructions"];

/// Reads a workbook whose archive was looked through.
pub(crate) fn read<R: Read + Seek>(run: &mut Run<'_>, file: R, entries: &[Entry]) {
    let mut book = match Xlsx::new(file) {
        Ok(book) => book,
        Err(error) => {
            run.push(damaged(Place::file(), &error));
            return;
        }
    };
    let names = book.sheet_names();
    let merged = entries.iter().any(|entry| entry.merged);
    for name in names {
        let place = Place::sheet(Some(Arc::from(name.as_str())));
        if EXPLAIN.contains(&crate::headers::plain(&name).as_str()) {
            continue;
        }
        if merged {
            match book.merge_cells_by_sheet_name(&name) {
                Ok(regions) => {
                    for region in regions {
                        run.push(merged_cells(place.clone(), region.start, region.end));
                    }
                }
                Err(error) => run.push(damaged(place.clone(), &error)),
            }
        }
        sheet(run, &mut book, &name);
        if run.is_over() {
            return;
        }
    }
}

fn damaged(place: Place, error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::error(
            place,
            "ENCRYPTED",
            "The workbook is protected by a password; save it without one.",
        ),
        XlsxError::NotAWorksheet(kind) => Problem::warning(
            place,
            "NO_WORKSHEET",
            format!("This is a {kind} and no worksheet; it is left out."),
        ),
        error => Problem::error(
            place,
            "DAMAGED",
            format!(
                "The workbook is damaged ({error}); open it in a spreadsheet and save it again."
            ),
        ),
    }
}

fn merged_cells(place: Place, start: (u32, u32), end: (u32, u32)) -> Problem {
    let region = format!("{}{}:{}{}", letters(start.1), start.0 + 1, letters(end.1), end.0 + 1);
    let message = format!(
        "The cells {region} are merged, so that all but the first are empty; separate them and fill in each."
    );
    let place = place.row(u64::from(start.0) + 1).column(Some(start.1 as usize), letters(start.1));
    Problem::error(place, "MERGED_CELLS", message).with_value(&region)
}

fn sheet<R: Read + Seek>(run: &mut Run<'_>, book: &mut Xlsx<R>, name: &str) {
    let shared: Arc<str> = Arc::from(name);
    let place = Place::sheet(Some(shared.clone()));
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            run.push(damaged(place, &error));
            return;
        }
    };
    let mut rows = Rows { name: shared, sheet: None, row: 0, cells: Vec::new() };
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(found)) => {
                let (row, column) = found.pos;
                if row != rows.row && !rows.next(run, row) {
                    return;
                }
                rows.put(run, column, cell(&found.value, found.formula.is_some()));
            }
            Ok(None) => break,
            Err(error) => {
                rows.next(run, 0);
                run.push(damaged(place.row(u64::from(rows.row) + 1), &error));
                return;
            }
        }
    }
    rows.next(run, 0);
}

/// The rows of a worksheet while its cells come.
struct Rows {
    name: Arc<str>,
    sheet: Option<Sheet>,
    row: u32,
    cells: Vec<Cell>,
}

impl Rows {
    /// Cells far to the right of anything known are not kept.
    fn put(&mut self, run: &Run<'_>, column: u32, cell: Cell) {
        let column = column as usize;
        if matches!(cell, Cell::Empty) || column > run.options.limits.columns {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, || Cell::Empty);
        }
        self.cells[column] = cell;
    }

    /// Hands on the row that is complete. `false` when no more of the sheet is wanted.
    fn next(&mut self, run: &mut Run<'_>, next: u32) -> bool {
        let row = u64::from(std::mem::replace(&mut self.row, next)) + 1;
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return true;
        }
        if let Some(sheet) = &mut self.sheet {
            sheet.row(run, row, None, cells);
            return !run.is_over();
        }
        let header: Vec<String> = cells.iter().map(header).collect();
        if header.iter().all(|text| text.trim().is_empty()) {
            return true;
        }
        let known = crate::headers::kind_of_name(&self.name);
        let mapped = run.options.mapping.iter().any(|m| m.sheet.as_deref() == Some(&*self.name));
        let meant = run.meant(Some(&self.name), row, &header);
        let meant: Vec<&str> = meant.iter().map(String::as_str).collect();
        if known.is_none() && !mapped && crate::headers::kind_of_headers(&meant).is_none() {
            let message = "The sheet is none of Sources, Tables, Columns and Lineage, and its header is not known; it is left out, unless you say what its columns mean.";
            let texts: Vec<&str> = header.iter().map(String::as_str).collect();
            let place = Place::sheet(Some(self.name.clone())).row(row);
            run.push(
                Problem::warning(place.clone(), "UNKNOWN_SHEET", message)
                    .with_value(&texts.join(", ")),
            );
            unknown_columns(run, &place, Severity::Info, &texts, &meant);
            run.unknown_sheet(self.name.clone(), &texts);
            return false;
        }
        let hint = self.name.to_string();
        self.sheet = Sheet::open(run, Some(self.name.clone()), Some(&hint), row, &header);
        self.sheet.is_some()
    }
}

fn header(cell: &Cell) -> String {
    match cell {
        Cell::Value(value) => crate::row::show(value),
        Cell::Empty | Cell::Cut | Cell::Bad(..) => String::new(),
    }
}
