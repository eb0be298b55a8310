//! Writing JSON: one record a line, so that it can be compared and cut with simple tools.

use std::io::{self, Write};

use ariadne_domain::Value;

use super::text;
use crate::RecordKind;
use crate::document::{VERSION, VERSION_KEY};

/// Writes a document, table by table with its columns.
pub(crate) struct JsonWriter<W> {
    out: W,
    list: Option<RecordKind>,
    in_record: bool,
    in_columns: bool,
}

impl<W: Write> JsonWriter<W> {
    /// Begins the document.
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\n\"{VERSION_KEY}\": {VERSION}")?;
        Ok(Self { out, list: None, in_record: false, in_columns: false })
    }

    /// Writes a record; `nested` within the table before it.
    pub(crate) fn record(
        &mut self,
        kind: RecordKind,
        nested: bool,
        members: Vec<(&'static str, Value)>,
    ) -> io::Result<()> {
        let object = text(&members.into_iter().collect::<Value>());
        if nested {
            let before = if self.in_columns { "," } else { ", \"columns\": [" };
            self.in_columns = true;
            return write!(self.out, "{before}\n    {object}");
        }
        self.end_record()?;
        let before = match self.list {
            Some(list) if list == kind => ",\n  ".to_owned(),
            Some(_) => format!("\n],\n\"{}\": [\n  ", kind.list()),
            None => format!(",\n\"{}\": [\n  ", kind.list()),
        };
        self.list = Some(kind);
        self.in_record = true;
        // The object stays open for the columns of a table.
        write!(self.out, "{before}{}", object.strip_suffix('}').unwrap_or(&object))
    }

    fn end_record(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.in_columns) {
            self.out.write_all(b"]")?;
        }
        if std::mem::take(&mut self.in_record) {
            self.out.write_all(b"}")?;
        }
        Ok(())
    }

    /// Ends the document.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.end_record()?;
        let end: &[u8] = if self.list.is_some() { b"\n]\n}\n" } else { b"\n}\n" };
        self.out.write_all(end)?;
        Ok(self.out)
    }
}
