//! Writing CSV.

use std::io::{self, Write};

use ariadne_domain::Value;

use super::escape::escape;
use crate::RecordKind;
use crate::encode::cell;
use crate::fields::Shape;

/// Writes the records of one kind. UTF-8 with a byte-order mark, which makes spreadsheets
/// read it as UTF-8; lines end with CR LF (RFC 4180).
pub(crate) struct CsvWriter<W: Write> {
    kind: RecordKind,
    out: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    pub(crate) fn new(kind: RecordKind, mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(64 << 10)
            .from_writer(out);
        out.write_record(kind.fields().iter().map(|f| f.name)).map_err(io::Error::other)?;
        Ok(Self { kind, out })
    }

    /// Writes a row.
    pub(crate) fn row(&mut self, values: &[Value]) -> io::Result<()> {
        for (value, field) in values.iter().zip(self.kind.fields()) {
            let tags = field.shape == Shape::Tags;
            let text = cell(value, tags);
            let written = match value {
                Value::Number(_) => self.out.write_field(&text),
                _ => self.out.write_field(escape(&text).as_bytes()),
            };
            written.map_err(io::Error::other)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// Ends the text.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
