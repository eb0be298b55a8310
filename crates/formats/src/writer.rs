//! Writing a document, record by record.

use std::fs::File;
use std::io::{self, Seek, Write};

use ariadne_domain::Value;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{ZipArchive, ZipWriter};

use crate::csv::CsvWriter;
use crate::encode::encode;
use crate::json::JsonWriter;
use crate::record::{Record, Reference, ReferenceName};
use crate::xlsx::XlsxWriter;
use crate::yaml::YamlWriter;
use crate::{Format, RecordKind};

/// Writes records to a file in constant memory. They come in this order: sources; each
/// table with its columns behind it; lineage.
///
/// JSON, YAML and a single CSV file are written as they come. Of a zip of CSV files the
/// columns wait in a temporary file for the end of the tables, and a workbook waits in
/// temporary files for its end.
pub struct Writer<W: Write + Send> {
    spelling: Spelling<W>,
    /// The table that columns now belong to.
    table: Option<(Option<uuid::Uuid>, String)>,
    last: Option<RecordKind>,
}

enum Spelling<W: Write + Send> {
    Csv(RecordKind, Box<CsvWriter<W>>),
    Zip(Box<Zip<W>>),
    Xlsx(Box<XlsxWriter<W>>),
    Json(JsonWriter<W>),
    Yaml(YamlWriter<W>),
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file. A [`Format::Csv`] file is one of tables; see [`Writer::csv`].
    pub fn new(format: Format, out: W) -> io::Result<Self> {
        let spelling = match format {
            Format::Csv => return Self::csv(RecordKind::Table, out),
            Format::CsvZip => Spelling::Zip(Box::new(Zip::new(out)?)),
            Format::Xlsx => Spelling::Xlsx(Box::new(XlsxWriter::new(out)?)),
            Format::Json => Spelling::Json(JsonWriter::new(out)?),
            Format::Yaml => Spelling::Yaml(YamlWriter::new(out)?),
        };
        Ok(Self { spelling, table: None, last: None })
    }

    /// Begins a CSV file of one kind of records; others are refused.
    pub fn csv(kind: RecordKind, out: W) -> io::Result<Self> {
        let spelling = Spelling::Csv(kind, Box::new(CsvWriter::new(kind, out)?));
        Ok(Self { spelling, table: None, last: None })
    }

    /// Writes a record.
    ///
    /// # Errors
    /// `InvalidInput` for a record out of order, else what the output says.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        let kind = record.kind();
        let alone = matches!(self.spelling, Spelling::Csv(..));
        if !alone {
            self.check_order(record)?;
        }
        self.last = Some(kind);
        let values = encode(record);
        match &mut self.spelling {
            Spelling::Csv(only, _) if *only != kind => {
                Err(out_of_order("this file takes records of another kind"))
            }
            Spelling::Csv(_, csv) => csv.row(&values),
            Spelling::Zip(zip) => zip.row(kind, &values),
            Spelling::Xlsx(xlsx) => xlsx.row(kind, &values),
            Spelling::Json(json) => {
                let nested = kind == RecordKind::Column;
                json.record(kind, nested, members(kind, values))
            }
            Spelling::Yaml(yaml) => {
                let nested = kind == RecordKind::Column;
                yaml.record(kind, nested, &members(kind, values))
            }
        }
    }

    fn check_order(&mut self, record: &Record) -> io::Result<()> {
        let rank = |kind| match kind {
            RecordKind::Source => 0,
            RecordKind::Table | RecordKind::Column => 1,
            RecordKind::Lineage => 2,
        };
        if self.last.is_some_and(|last| rank(last) > rank(record.kind())) {
            return Err(out_of_order("sources come first, then tables with columns, then lineage"));
        }
        match record {
            Record::Table(table) => {
                self.table = Some((table.id.map(|id| id.0), table.name.clone()));
                Ok(())
            }
            Record::Column(column) if !self.is_of_table(&column.table) => {
                Err(out_of_order("a column comes behind its table"))
            }
            _ => Ok(()),
        }
    }

    fn is_of_table(&self, reference: &Reference) -> bool {
        let Some((id, name)) = &self.table else { return false };
        match (reference.id, id, &reference.name) {
            (Some(one), Some(other), _) => one == *other,
            (_, _, Some(ReferenceName::Cells { table, .. })) => table == name,
            _ => false,
        }
    }

    /// Ends the file and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        match self.spelling {
            Spelling::Csv(_, csv) => csv.finish(),
            Spelling::Zip(zip) => zip.finish(),
            Spelling::Xlsx(xlsx) => xlsx.finish(),
            Spelling::Json(json) => json.finish(),
            Spelling::Yaml(yaml) => Ok(yaml.finish()),
        }
    }
}

fn out_of_order(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// Parts of a name that are written even when they are none: without them a name with a
/// dot would be one of several parts.
const NAME_PARTS: [&str; 6] =
    ["source", "schema", "fromSource", "fromSchema", "toSource", "toSchema"];
/// The parts of a table's name at its source: one that has a name there and no schema has
/// none, instead of the one that it has in the catalog.
const EXTERNAL: [&str; 2] = ["externalSchema", "externalName"];
/// What a column within its table does not repeat.
const OF_TABLE: [&str; 5] = ["tableId", "source", "schema", "table", "tableRef"];

/// The keys of an entry: what is said, and of a name also what it lacks.
fn members(kind: RecordKind, values: Vec<Value>) -> Vec<(&'static str, Value)> {
    let nested = kind == RecordKind::Column;
    let mut members: Vec<(&'static str, Value)> =
        kind.fields().iter().map(|field| field.name).zip(values).collect();
    let said = |(name, value): &(&str, Value)| *name == EXTERNAL[1] && *value != Value::Null;
    let external = kind == RecordKind::Table && members.iter().any(said);
    members.retain(|(name, value)| {
        let part = NAME_PARTS.contains(name) || (external && EXTERNAL.contains(name));
        !(nested && OF_TABLE.contains(name)) && (*value != Value::Null || part)
    });
    members
}

/// A zip of CSV files that is written as a stream.
struct Zip<W: Write> {
    now: RecordKind,
    csv: Option<CsvWriter<ZipWriter<StreamWriter<W>>>>,
    columns: CsvWriter<ZipWriter<File>>,
}

fn entry() -> SimpleFileOptions {
    SimpleFileOptions::default().large_file(true)
}

fn begin<V: Write + Seek>(
    kind: RecordKind,
    mut zip: ZipWriter<V>,
) -> io::Result<CsvWriter<ZipWriter<V>>> {
    zip.start_file(format!("{}.csv", kind.list()), entry())?;
    CsvWriter::new(kind, zip)
}

impl<W: Write> Zip<W> {
    fn new(out: W) -> io::Result<Self> {
        let columns = begin(RecordKind::Column, ZipWriter::new(tempfile::tempfile()?))?;
        let csv = Some(begin(RecordKind::Source, ZipWriter::new_stream(out))?);
        Ok(Self { now: RecordKind::Source, csv, columns })
    }

    fn row(&mut self, kind: RecordKind, values: &[Value]) -> io::Result<()> {
        if kind == RecordKind::Column {
            return self.columns.row(values);
        }
        self.advance(kind)?;
        self.csv.as_mut().map_or(Ok(()), |csv| csv.row(values))
    }

    /// Goes on to the file of `kind`; the files of the kinds between are empty.
    fn advance(&mut self, kind: RecordKind) -> io::Result<()> {
        while self.now < kind
            && let Some(csv) = self.csv.take()
        {
            let mut zip = csv.finish()?;
            self.now = match self.now {
                RecordKind::Source => RecordKind::Table,
                _ => RecordKind::Lineage,
            };
            if self.now == RecordKind::Lineage {
                let empty = begin(RecordKind::Column, ZipWriter::new(tempfile::tempfile()?))?;
                let columns = std::mem::replace(&mut self.columns, empty);
                let spooled = columns.finish()?.finish()?;
                zip.raw_copy_file(ZipArchive::new(spooled)?.by_index(0)?)?;
            }
            self.csv = Some(begin(self.now, zip)?);
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        self.advance(RecordKind::Lineage)?;
        let csv = self.csv.take().ok_or_else(|| io::Error::other("the archive is not open"))?;
        Ok(csv.finish()?.finish()?.into_inner())
    }
}
