//! A CSV file with its problems in a column of its own.

use std::io::{self, BufReader, Read, Write};

use super::escape::escape;
use super::{Decoded, Encoded};
use crate::headers::{PROBLEMS, is_problems};
use crate::notes::Notes;

/// Copies a text row by row, its cells as they are, and says in the column `Problems` what
/// is wrong with each. The copy is UTF-8 and keeps the delimiter.
pub(crate) fn annotate(
    sheet: Option<&str>,
    notes: &Notes<'_>,
    text: impl Read,
    encoded: Encoded,
    delimiter: u8,
    mut out: impl Write,
) -> io::Result<()> {
    let text = BufReader::with_capacity(64 << 10, Decoded::new(text, encoded));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let mut record = csv::StringRecord::new();
    let mut place: Option<usize> = None;
    let mut row = 0;
    while reader.read_record(&mut record).map_err(io::Error::other)? {
        row += 1;
        let said = notes.text(sheet, row);
        let header = place.is_none() && record.iter().any(|cell| !cell.trim().is_empty());
        let at = match place {
            Some(at) => at,
            None => record.iter().position(is_problems).unwrap_or(record.len()),
        };
        let text = match (header, said.is_empty()) {
            (true, true) => PROBLEMS.to_owned(),
            (true, false) => format!("{PROBLEMS}\n{said}"),
            (false, _) => said,
        };
        if header {
            place = Some(at);
        }
        let text = escape(&text);
        let width = record.len().max(at + 1);
        let cells = (0..width).map(|i| if i == at { &*text } else { record.get(i).unwrap_or("") });
        writer.write_record(cells).map_err(io::Error::other)?;
    }
    writer.flush()
}
