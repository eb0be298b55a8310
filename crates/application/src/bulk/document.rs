//! The records of a file, gathered by kind.

use ariadne_formats::{Placed, Record};

/// All records of a file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Sources.
    pub(super) sources: Vec<Placed>,
    /// Tables.
    pub(super) tables: Vec<Placed>,
    /// Columns.
    pub(super) columns: Vec<Placed>,
    /// Claims of lineage.
    pub(super) lineage: Vec<Placed>,
}

impl Document {
    /// Takes a record.
    pub(super) fn push(&mut self, placed: Placed) {
        match &placed.record {
            Record::Source(_) => self.sources.push(placed),
            Record::Table(_) => self.tables.push(placed),
            Record::Column(_) => self.columns.push(placed),
            Record::Lineage(_) => self.lineage.push(placed),
        }
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.sources.len() + self.tables.len() + self.columns.len() + self.lineage.len()
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
