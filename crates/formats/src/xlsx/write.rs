//! Writing XLSX: a sheet for each kind, its rows kept in files until the end.

use std::io::{self, Write};

use ariadne_domain::Value;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet,
    XlsxError as BookError,
};

use super::{CUT, MAX_CELL, MAX_ROWS};
use crate::RecordKind;
use crate::encode::cell;
use crate::fields::Shape;

/// Writes a workbook.
pub(crate) struct XlsxWriter<W> {
    out: W,
    book: Workbook,
    sheets: [Pages; 4],
    /// Rows of a sheet, the header included.
    rows: u32,
}

/// The sheets of one kind: a second one begins where the first is full.
#[derive(Clone, Copy)]
struct Pages {
    index: usize,
    number: u32,
    row: u32,
}

impl<W: Write + Send> XlsxWriter<W> {
    /// Begins a workbook with its four sheets.
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut book = Workbook::new();
        // The same catalog makes the same file: the time of day is no part of it.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let mut sheets = [Pages { index: 0, number: 1, row: 1 }; 4];
        for kind in RecordKind::ALL {
            add(&mut book, kind, kind.sheet()).map_err(io::Error::other)?;
            sheets[kind as usize].index = kind as usize;
        }
        Ok(Self { out, book, sheets, rows: MAX_ROWS })
    }

    /// Writes a row.
    pub(crate) fn row(&mut self, kind: RecordKind, values: &[Value]) -> io::Result<()> {
        self.write(kind, values).map_err(io::Error::other)
    }

    fn write(&mut self, kind: RecordKind, values: &[Value]) -> Result<(), BookError> {
        let pages = &mut self.sheets[kind as usize];
        if pages.row == self.rows {
            pages.number += 1;
            pages.row = 1;
            pages.index = self.book.worksheets().len();
            add(&mut self.book, kind, &format!("{} {}", kind.sheet(), pages.number))?;
        }
        let sheet = self.book.worksheet_from_index(pages.index)?;
        for (column, (value, field)) in (0..).zip(values.iter().zip(kind.fields())) {
            put(sheet, pages.row, column, value, field.shape)?;
        }
        pages.row += 1;
        Ok(())
    }

    /// Ends the workbook and writes it.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.book.save_to_writer(&mut self.out).map_err(io::Error::other)?;
        Ok(self.out)
    }
}

/// Whole numbers up to here are exact in a cell.
const EXACT: u64 = 1 << 53;

/// Writes a value as what it is.
pub(crate) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    shape: Shape,
) -> Result<(), BookError> {
    match value {
        Value::Null => return Ok(()),
        Value::Bool(flag) => {
            sheet.write_boolean(row, column, *flag)?;
            return Ok(());
        }
        Value::Number(text) => {
            let exact = text.parse::<u64>().map_or(shape == Shape::Share, |n| n <= EXACT);
            if let (true, Ok(number)) = (exact, text.parse::<f64>()) {
                sheet.write_number(row, column, number)?;
                return Ok(());
            }
        }
        Value::String(_) | Value::Array(_) | Value::Object(_) => {}
    }
    let text = cell(value, shape == Shape::Tags);
    sheet.write_string(row, column, fitting(text))?;
    Ok(())
}

/// The text, cut with a sign when it is too long for a cell.
pub(super) fn fitting(text: String) -> String {
    if text.len() <= MAX_CELL || text.encode_utf16().count() <= MAX_CELL {
        return text;
    }
    let room = MAX_CELL - CUT.encode_utf16().count();
    let mut used = 0;
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    cut.push_str(CUT);
    cut
}

/// Adds a sheet: header in bold with notes, frozen, with lists to choose from.
fn add(book: &mut Workbook, kind: RecordKind, name: &str) -> Result<(), BookError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, field) in (0..).zip(kind.fields()) {
        sheet.set_column_width(column, f64::from(field.width) + 2.0)?;
        sheet.write_string_with_format(0, column, field.name, &bold)?;
        let note = Note::new(field.note).add_author_prefix(false).set_width(280).set_height(90);
        sheet.insert_note(0, column, &note)?;
        let words: &[&str] = match field.shape {
            Shape::Word(words) => words,
            Shape::Flag => &["TRUE", "FALSE"],
            _ => continue,
        };
        let list = DataValidation::new()
            .allow_list_strings(words)?
            .set_error_title("Not in the list")?
            .set_error_message("Choose one of the list, or leave the cell empty.")?;
        sheet.add_data_validation(1, column, MAX_ROWS - 1, column, &list)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn what_a_sheet_has_no_room_for_goes_to_another_and_comes_back() {
        let mut writer = XlsxWriter::new(Vec::new()).expect("a writer");
        writer.rows = 4;
        for n in 0..8 {
            let name = Value::from(format!("t{n}"));
            let mut values = vec![Value::Null; RecordKind::Table.fields().len()];
            let at = RecordKind::Table.fields().iter().position(|f| f.name == "name");
            values[at.expect("a name")] = name;
            writer.row(RecordKind::Table, &values).expect("written");
        }
        let file = writer.finish().expect("a workbook");
        let mut names = Vec::new();
        let mut file = io::Cursor::new(file);
        let report = crate::read(&mut file, &crate::ReadOptions::default(), &mut |placed| {
            names.push(placed.place.sheet.map(|s| s.to_string()).unwrap_or_default());
            ControlFlow::Continue(())
        });
        assert_eq!(report.problems.kept(), []);
        let pages = [("Tables", 3), ("Tables 2", 3), ("Tables 3", 2)];
        let expected: Vec<&str> =
            pages.iter().flat_map(|(name, rows)| std::iter::repeat_n(*name, *rows)).collect();
        assert_eq!(names, expected);
    }
}
