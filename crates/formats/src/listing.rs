//! Lists that are no catalog: what a search found, what a change affects. One sheet, one
//! file of an archive, one list of a document.

use std::io::{self, Write};

use ariadne_domain::Value;
use rust_xlsxwriter::{Format as Style, Workbook, XlsxError};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use crate::csv::escape;
use crate::encode::cell;
use crate::fields::Shape;
use crate::{Format, json, xlsx, yaml};

/// Writes the rows of a list as they come, in constant memory; a workbook waits in a
/// temporary file for its end.
pub struct ListWriter<W: Write + Send> {
    name: &'static str,
    headers: &'static [&'static str],
    spelling: Spelling<W>,
}

enum Spelling<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Zip(Box<csv::Writer<ZipWriter<StreamWriter<W>>>>),
    Xlsx(Box<Book<W>>),
    Json { out: W, first: bool },
    Yaml { out: W, first: bool },
}

/// A workbook of one list; a second sheet begins where the first is full.
struct Book<W> {
    out: W,
    workbook: Workbook,
    sheets: u32,
    row: u32,
}

impl<W: Write + Send> ListWriter<W> {
    /// Begins a list of that name, with these headers.
    pub fn new(
        format: Format,
        name: &'static str,
        headers: &'static [&'static str],
        mut out: W,
    ) -> io::Result<Self> {
        let spelling = match format {
            Format::Csv => Spelling::Csv(Box::new(csv_of(out, headers)?)),
            Format::CsvZip => {
                let mut zip = ZipWriter::new_stream(out);
                zip.start_file(
                    format!("{name}.csv"),
                    SimpleFileOptions::default().large_file(true),
                )?;
                Spelling::Zip(Box::new(csv_of(zip, headers)?))
            }
            Format::Xlsx => {
                let mut book =
                    Book { out, workbook: Workbook::new(), sheets: 0, row: xlsx::MAX_ROWS };
                book.page(name, headers).map_err(io::Error::other)?;
                Spelling::Xlsx(Box::new(book))
            }
            Format::Json => {
                write!(out, "{{\n\"{name}\": [")?;
                Spelling::Json { out, first: true }
            }
            Format::Yaml => {
                write!(out, "{name}:")?;
                Spelling::Yaml { out, first: true }
            }
        };
        Ok(Self { name, headers, spelling })
    }

    /// Writes a row: a value for each header, null where there is none.
    pub fn row(&mut self, values: &[Value]) -> io::Result<()> {
        match &mut self.spelling {
            Spelling::Csv(csv) => csv_row(csv, values),
            Spelling::Zip(csv) => csv_row(csv, values),
            Spelling::Xlsx(book) => {
                book.write(self.name, self.headers, values).map_err(io::Error::other)
            }
            Spelling::Json { out, first } => {
                let members = self.headers.iter().copied().zip(values.iter().cloned());
                let before = if std::mem::take(first) { "" } else { "," };
                write!(out, "{before}\n  {}", json::text(&members.collect::<Value>()))
            }
            Spelling::Yaml { out, first } => {
                if std::mem::take(first) {
                    writeln!(out)?;
                }
                let members = self.headers.iter().copied().zip(values.iter().cloned());
                yaml::entry(out, 2, &members.collect::<Vec<_>>())
            }
        }
    }

    /// Ends the file and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        let ended = |error: csv::IntoInnerError<_>| io::Error::other(error.to_string());
        match self.spelling {
            Spelling::Csv(csv) => csv.into_inner().map_err(ended),
            Spelling::Zip(csv) => {
                let zip = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
                Ok(zip.finish()?.into_inner())
            }
            Spelling::Xlsx(book) => book.finish(),
            Spelling::Json { mut out, .. } => {
                out.write_all(b"\n]\n}\n")?;
                Ok(out)
            }
            Spelling::Yaml { mut out, first } => {
                if first {
                    out.write_all(b" []\n")?;
                }
                Ok(out)
            }
        }
    }
}

/// UTF-8 with a byte-order mark and lines that end with CR LF, as in catalogs.
fn csv_of<W: Write>(mut out: W, headers: &[&str]) -> io::Result<csv::Writer<W>> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(headers).map_err(io::Error::other)?;
    Ok(csv)
}

fn csv_row<W: Write>(csv: &mut csv::Writer<W>, values: &[Value]) -> io::Result<()> {
    for value in values {
        let text = cell(value, true);
        let written = match value {
            Value::Number(_) => csv.write_field(&text),
            _ => csv.write_field(escape(&text).as_bytes()),
        };
        written.map_err(io::Error::other)?;
    }
    csv.write_record(None::<&[u8]>).map_err(io::Error::other)
}

impl<W: Write + Send> Book<W> {
    /// Begins the next sheet.
    fn page(&mut self, name: &str, headers: &[&str]) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.row = 1;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(match self.sheets {
            1 => name.to_owned(),
            number => format!("{name} {number}"),
        })?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Style::new().set_bold();
        for (column, header) in (0..).zip(headers) {
            sheet.set_column_width(column, 20)?;
            sheet.write_string_with_format(0, column, *header, &bold)?;
        }
        Ok(())
    }

    fn write(&mut self, name: &str, headers: &[&str], values: &[Value]) -> Result<(), XlsxError> {
        if self.row == xlsx::MAX_ROWS {
            self.page(name, headers)?;
        }
        let sheet = self.workbook.worksheet_from_index(self.sheets as usize - 1)?;
        for (column, value) in (0..).zip(values) {
            xlsx::put(sheet, self.row, column, value, Shape::Tags)?;
        }
        self.row += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        self.workbook.save_to_writer(&mut self.out).map_err(io::Error::other)?;
        Ok(self.out)
    }
}
