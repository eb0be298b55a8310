//! A workbook with its problems in a column of its own and as notes at the cells.

use std::io::{self, Read, Seek, Write};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError as BookError,
};

use super::value::cell as read_cell;
use super::write::fitting;
use crate::headers::{PROBLEMS, is_problems};
use crate::notes::{Notes, line};
use crate::sheet::Cell;

/// Copies the values of a workbook (not its looks) and says what is wrong with each row in
/// the column `Problems`, and at the cells in notes.
pub(crate) fn annotate<R: Read + Seek, W: Write + Send>(
    notes: &Notes<'_>,
    file: R,
    out: W,
) -> io::Result<()> {
    let mut book = Xlsx::new(file).map_err(io::Error::other)?;
    let mut copy = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
    copy.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for name in book.sheet_names() {
        let sheet = copy.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
        sheet.set_name(&name).map_err(io::Error::other)?;
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut page = Page::new(&name, notes, sheet);
        loop {
            let next = cells.next_cell_with_formula_metadata().map_err(io::Error::other)?;
            let Some(found) = next else { break };
            page.cell(found.pos, &found.value, found.formula.is_some())
                .map_err(io::Error::other)?;
        }
        page.end_row().map_err(io::Error::other)?;
    }
    copy.save_to_writer(out).map_err(io::Error::other)
}

struct Page<'a, 's> {
    name: &'a str,
    notes: &'a Notes<'a>,
    sheet: &'s mut Worksheet,
    marked: Format,
    bold: Format,
    /// Column of the problems, once the header was seen.
    problems: Option<u16>,
    row: Vec<(u16, Cell)>,
    at: u32,
}

impl<'a, 's> Page<'a, 's> {
    fn new(name: &'a str, notes: &'a Notes<'a>, sheet: &'s mut Worksheet) -> Self {
        let marked = Format::new().set_background_color(Color::RGB(0xFF_E0_B2));
        let bold = Format::new().set_bold();
        Self { name, notes, sheet, marked, bold, problems: None, row: Vec::new(), at: 0 }
    }

    fn cell(
        &mut self,
        (row, column): (u32, u32),
        value: &DataRef<'_>,
        formula: bool,
    ) -> Result<(), BookError> {
        if row != self.at {
            self.end_row()?;
            self.at = row;
        }
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.row.push((column, read_cell(value, formula)));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), BookError> {
        let row = std::mem::take(&mut self.row);
        let header = self.problems.is_none() && row.iter().any(|(_, c)| !matches!(c, Cell::Empty));
        if header {
            let own = row.iter().find(|(_, cell)| is_problems(&show(cell)));
            let end = row.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
            self.problems = Some(own.map_or(end, |(column, _)| *column));
            self.sheet.set_freeze_panes(self.at + 1, 0)?;
        }
        let number = u64::from(self.at) + 1;
        let of_row = self.notes.of(Some(self.name), number);
        let wrong: Vec<u16> = of_row
            .iter()
            .filter_map(|p| u16::try_from(p.place.column.as_ref()?.index?).ok())
            .collect();
        for (column, cell) in &row {
            if Some(*column) != self.problems {
                self.copy(*column, cell, header, wrong.contains(column))?;
            }
        }
        for problem in of_row {
            let column = problem.place.column.as_ref().and_then(|c| u16::try_from(c.index?).ok());
            if let Some(column) = column {
                let text: String = line(problem).chars().take(1_000).collect();
                let note = Note::new(text).add_author_prefix(false);
                self.sheet.insert_note(self.at, column, &note)?;
            }
        }
        let Some(problems) = self.problems else { return Ok(()) };
        let said = self.notes.text(Some(self.name), number);
        if header {
            let said =
                if said.is_empty() { PROBLEMS.to_owned() } else { format!("{PROBLEMS}\n{said}") };
            self.sheet.write_string_with_format(self.at, problems, fitting(said), &self.bold)?;
            self.sheet.set_column_width(problems, 80.0)?;
        } else if !said.is_empty() {
            self.sheet.write_string(self.at, problems, fitting(said))?;
        }
        Ok(())
    }

    fn copy(
        &mut self,
        column: u16,
        cell: &Cell,
        header: bool,
        wrong: bool,
    ) -> Result<(), BookError> {
        use ariadne_domain::Value;
        let plain = Format::new();
        let format = match (header, wrong) {
            (_, true) => &self.marked,
            (true, false) => &self.bold,
            (false, false) => &plain,
        };
        let at = self.at;
        match cell {
            Cell::Value(Value::Number(text)) if text.parse::<f64>().is_ok() => {
                let number = text.parse().unwrap_or(0.0);
                self.sheet.write_number_with_format(at, column, number, format)?;
            }
            Cell::Value(Value::Bool(flag)) => {
                self.sheet.write_boolean_with_format(at, column, *flag, format)?;
            }
            cell => {
                let text = show(cell);
                if text.is_empty() && wrong {
                    self.sheet.write_blank(at, column, format)?;
                } else if !text.is_empty() {
                    self.sheet.write_string_with_format(at, column, fitting(text), format)?;
                }
            }
        }
        Ok(())
    }
}

fn show(cell: &Cell) -> String {
    match cell {
        Cell::Value(value) => crate::row::show(value),
        Cell::Bad(_, shown) => shown.clone().unwrap_or_default(),
        Cell::Cut => super::CUT.to_owned(),
        Cell::Empty => String::new(),
    }
}
