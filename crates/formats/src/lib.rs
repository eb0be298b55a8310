#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod annotate;
mod cells;
mod csv;
mod decode;
mod document;
mod encode;
mod fetched;
mod fields;
mod headers;
mod input;
mod json;
mod keys;
mod kind_of_file;
mod limits;
mod listing;
mod notes;
mod options;
mod problems;
mod read;
mod record;
mod row;
mod run;
mod schema;
mod sheet;
mod spool;
mod template;
mod writer;
mod xlsx;
mod yaml;
mod zip_guard;

pub use annotate::annotate;
pub use fetched::{Fetched, FetchedColumn, FetchedFacts};
pub use fields::{FieldSpec, RecordKind, Shape};
pub use limits::Limits;
pub use listing::ListWriter;
pub use options::{CellFix, Format, ReadOptions, Report, SheetMapping, SheetReport};
pub use problems::{ColumnPlace, Place, Problem, Problems, Severity};
pub use read::read;
pub use record::{
    ColumnRecord, LineageRecord, Placed, Record, Reference, ReferenceName, SourceRecord,
    TableRecord,
};
pub use schema::document_schema;
pub use spool::Spool;
pub use template::{csv_template, template};
pub use writer::Writer;

pub use headers::nearest;

/// A value as JSON text, in one line.
pub fn to_json(value: &ariadne_domain::Value) -> String {
    json::text(value)
}

/// Appends a value as JSON text, in the same line.
pub fn write_json(value: &ariadne_domain::Value, out: &mut String) {
    json::write_value(value, out);
}

/// Appends a text as JSON text.
pub fn write_json_text(text: &str, out: &mut String) {
    json::quote(text, out);
}

/// Reads JSON text.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn from_json(text: &str) -> Result<ariadne_domain::Value, String> {
    json::parse(text)
}
