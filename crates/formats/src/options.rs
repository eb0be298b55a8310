//! How a file is read, and what was found in it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::{Limits, Problems, RecordKind};

/// A spelling of the catalog document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One CSV file of one kind of records.
    Csv,
    /// A zip archive of CSV files, one for each kind.
    CsvZip,
    /// An Excel workbook, a sheet for each kind.
    Xlsx,
    /// One JSON document.
    Json,
    /// One YAML document.
    Yaml,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Csv, Self::CsvZip, Self::Xlsx, Self::Json, Self::Yaml];

    /// The public spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::CsvZip => "CSV_ZIP",
            Self::Xlsx => "XLSX",
            Self::Json => "JSON",
            Self::Yaml => "YAML",
        }
    }

    /// The format spelled `text`.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// The end of the names of its files, without a leading dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CsvZip => "csv.zip",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvZip => "application/zip",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Yaml => "application/yaml",
        }
    }

    /// The format that a file's name claims.
    pub fn of_name(name: &str) -> Option<Self> {
        let extension = name.rsplit('.').next().filter(|e| e.len() < name.len())?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "zip" => Some(Self::CsvZip),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// What the columns of a sheet mean, said by a person because its headers do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetMapping {
    /// The sheet; `None` for a CSV file that came alone.
    pub sheet: Option<String>,
    /// What its rows describe.
    pub kind: RecordKind,
    /// Fields by header; `None` leaves the column out.
    pub columns: HashMap<String, Option<String>>,
}

/// A cell whose content is replaced while it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFix {
    /// Its sheet, as problems tell it.
    pub sheet: Option<String>,
    /// Its row, as problems tell it; in the row of the header it is what a header means: a
    /// field or one of its aliases, or nothing to leave the column out.
    pub row: u64,
    /// Its header or key, or the name of a field that the file has no column for.
    pub column: String,
    /// What stands there now.
    pub value: String,
}

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What the file is called, for its ending and for the kind of a CSV file.
    pub name: Option<String>,
    /// What the file is, where somebody says it: that stands over its name and over what
    /// its text looks like. [`Format::Csv`] is one file or a zip of them.
    pub format: Option<Format>,
    /// Bounds.
    pub limits: Limits,
    /// Sheets with unknown headers.
    pub mapping: Vec<SheetMapping>,
    /// Corrected cells.
    pub fixes: Vec<CellFix>,
}

/// What was found in one sheet, file of an archive or list of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetReport {
    /// Its name; `None` for a CSV file that came alone.
    pub name: Option<Arc<str>>,
    /// What its rows describe; `None` when that is unknown and they were not read.
    pub kind: Option<RecordKind>,
    /// Its headers, in order.
    pub headers: Vec<Arc<str>>,
    /// The field that each header means.
    pub fields: Vec<Option<&'static str>>,
    /// Its rows, without the header and empty ones.
    pub rows: u64,
    /// The encoding it was read as, for CSV.
    pub encoding: Option<&'static str>,
    /// What separates its cells, for CSV.
    pub delimiter: Option<char>,
}

/// What was found in a file.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it is; `None` when that could not be told.
    pub format: Option<Format>,
    /// Its parts.
    pub sheets: Vec<SheetReport>,
    /// Records handed out.
    pub records: u64,
    /// What is wrong with it.
    pub problems: Problems,
    /// Whether whoever took the records wanted no more.
    pub stopped: bool,
}
