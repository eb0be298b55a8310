//! The records of a file, by kind, where they wait.

use ariadne_formats::{Placed, Record, RecordKind, Spool};
use ariadne_ports::{Error, Result};

/// All records of a file.
#[derive(Debug)]
pub(super) struct Document(Spool);

fn broken(error: std::io::Error) -> Error {
    Error::internal("imports.records", error)
}

impl Document {
    /// Without records yet.
    pub(super) fn new() -> Result<Self> {
        Spool::new().map(Self).map_err(broken)
    }

    /// Takes a record.
    pub(super) fn push(&mut self, placed: &Placed) -> Result<()> {
        self.0.push(placed).map_err(broken)
    }

    /// Ends the taking.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.0.finish().map_err(broken)
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many records of a kind there are.
    pub(super) fn count(&self, kind: RecordKind) -> usize {
        self.0.of_kind(kind).len()
    }

    /// The record of this kind at a place among them, in the order of the file.
    pub(super) fn nth(&mut self, kind: RecordKind, at: usize) -> Result<Placed> {
        let number = self.0.of_kind(kind).get(at).copied().unwrap_or(u32::MAX);
        self.0.get(number).map_err(broken)
    }
}

/// Gives a function that reads records of one kind among placed ones.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident: $variant:ident => $record:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub(super) fn $name(placed: &Placed) -> Option<&ariadne_formats::$record> {
            match &placed.record {
                Record::$variant(record) => Some(record),
                _ => None,
            }
        }
    )+};
}

records! {
    /// The record of a source.
    source: Source => SourceRecord,
    /// The record of a table.
    table: Table => TableRecord,
    /// The record of a column.
    column: Column => ColumnRecord,
    /// The record of a claim.
    claim: Lineage => LineageRecord,
}

/// Where a place is, for people: `row 7 of Tables`.
pub(super) fn whereabouts(placed: &Placed) -> String {
    let row = placed.place.row.map(|row| format!("row {row}"));
    let sheet = placed.place.sheet.as_deref();
    match (row, sheet) {
        (Some(row), Some(sheet)) => format!("{row} of {sheet}"),
        (Some(row), None) => row,
        (None, Some(sheet)) => sheet.to_owned(),
        (None, None) => "the file".to_owned(),
    }
}
