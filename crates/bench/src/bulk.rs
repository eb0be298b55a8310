//! The files that are brought in and taken out: what the generator makes, as a person who
//! knows names and no ids would write it down.

use std::io::Write;

use ariadne_domain::{Column, Field, Table};
use ariadne_formats::{
    ColumnRecord, Format, LineageRecord, Record, Reference, ReferenceName, TableRecord, Writer,
};

use crate::Outcome;
use crate::args::{Args, Workload};
use crate::data::{Entry, Generator, parts};
use crate::edges::Edges;
use crate::processes::Cores;
use crate::report::Report;
use crate::shape::Shape;
use crate::{w7, w8};

/// Of so many edges of the shape so many are written down.
const OF_EDGES: (usize, usize) = (10, 27);

/// What is written down.
pub(crate) struct Content {
    generator: Generator,
    edges: Edges,
}

/// How much it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) tables: u64,
    pub(crate) columns: u64,
    pub(crate) edges: u64,
}

impl Rows {
    pub(crate) fn all(self) -> u64 {
        self.tables + self.columns + self.edges
    }
}

/// A file in memory.
pub(crate) struct Document {
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
    /// How long it is when it is unpacked.
    pub(crate) unpacked: u64,
}

impl Content {
    /// A tenth of the tables of other catalogs: 12,000 with some 195,000 columns and 100,000
    /// edges between them.
    fn new(args: &Args) -> Self {
        let generator = Generator::new(Shape::Columns, args.seed, args.tables / 10);
        Self { generator, edges: Edges::new(generator) }
    }

    /// Hands out every record.
    pub(crate) fn records(&self, take: &mut dyn FnMut(Record) -> Outcome<()>) -> Outcome<Rows> {
        let mut rows = Rows::default();
        for Entry { table, columns } in self.generator.entries() {
            rows.tables += 1;
            take(table_record(&table))?;
            for column in &columns {
                rows.columns += 1;
                take(column_record(&table, column))?;
            }
        }
        let drawn = self.edges.all().enumerate().filter(|(n, _)| n % OF_EDGES.1 < OF_EDGES.0);
        for (n, link) in drawn {
            rows.edges += 1;
            let end = |node: ariadne_ports::Node| {
                let (table, place) = parts(node.id).ok_or("This is no id of the generator.")?;
                let entry = self.generator.entry(table);
                let at = usize::try_from(place - 1)?;
                Ok::<_, crate::Failure>(reference(&entry.table, Some(&entry.columns[at])))
            };
            take(Record::Lineage(LineageRecord {
                from: end(link.from)?,
                to: end(link.to)?,
                process: Field::Set(format!("job_{}", n % 5_000)),
                transformation: Field::Set("copied as it is".to_owned()),
                ..LineageRecord::default()
            }))?;
        }
        Ok(rows)
    }

    /// All of it as a file.
    fn document(&self, format: Format) -> Outcome<(Document, Rows)> {
        let mut writer = Writer::new(format, Vec::new())?;
        let rows = self.records(&mut |record| Ok(writer.write(&record)?))?;
        let bytes = writer.finish()?;
        let unpacked = unpacked(format, &bytes)?;
        Ok((Document { format, bytes, unpacked }, rows))
    }
}

/// How long a file is when it is unpacked.
fn unpacked(format: Format, bytes: &[u8]) -> Outcome<u64> {
    if !matches!(format, Format::CsvZip | Format::Xlsx) {
        return Ok(bytes.len() as u64);
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    (0..archive.len()).map(|n| Ok(archive.by_index(n)?.size())).sum()
}

fn text(text: Option<&str>) -> Field<String> {
    text.map_or(Field::Clear, |text| Field::Set(text.to_owned()))
}

fn table_record(table: &Table) -> Record {
    Record::Table(TableRecord {
        source: Field::Clear,
        schema: text(table.schema.as_deref()),
        name: table.name.clone(),
        kind: Field::Set(table.kind()),
        description: text(table.description()),
        tags: Field::Set(table.tags.clone()),
        owner: text(table.owner.as_deref()),
        ..TableRecord::default()
    })
}

fn column_record(table: &Table, column: &Column) -> Record {
    Record::Column(ColumnRecord {
        id: None,
        table: reference(table, None),
        path: Some(column.path.clone()),
        ordinal: Field::Set(column.ordinal),
        data_type: text(Some(column.data_type())),
        logical_type: Field::Set(column.logical_type()),
        nullable: Field::Set(column.nullable()),
        primary_key: Field::Keep,
        unique: Field::Keep,
        default: Field::Keep,
        generated: Field::Keep,
        description: text(column.description()),
        tags: Field::Keep,
        properties: Field::Keep,
    })
}

fn reference(table: &Table, column: Option<&Column>) -> Reference {
    let name = ReferenceName::Cells {
        source: Field::Clear,
        schema: text(table.schema.as_deref()),
        table: table.name.clone(),
        column: column.map(|column| column.path.clone()),
    };
    Reference { id: None, name: Some(name) }
}

/// Measures what is wanted, on a catalog of its own.
pub(crate) fn run(args: &Args, cores: &Cores, report: &mut Report) -> Outcome<()> {
    if args.postgres.is_some() {
        return Err("Files are measured on SQLite: leave out --postgres, or W7 and W8.".into());
    }
    let content = Content::new(args);
    for format in [Format::CsvZip, Format::Xlsx] {
        let (document, rows) = content.document(format)?;
        report.note(&format!(
            "{}: {} tables, {} columns, {} edges; {:.1} MB, unpacked {:.1} MB",
            name_of(format),
            rows.tables,
            rows.columns,
            rows.edges,
            megabytes(document.bytes.len() as u64),
            megabytes(document.unpacked),
        ))?;
        let rounds = if args.runs(Workload::W7) { args.rounds } else { 1 };
        let folder = w7::run(&document, rows, rounds, cores, args.runs(Workload::W7), report)?;
        if args.runs(Workload::W8) {
            w8::run(folder.path(), (format, rows), args.rounds, cores, report)?;
        }
    }
    Ok(())
}

/// What a format is called in figures.
pub(crate) fn name_of(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "xlsx",
        Format::Json => "json",
        Format::Yaml => "yaml",
        Format::Csv | Format::CsvZip => "csv",
    }
}

/// Bytes in millions.
pub(crate) fn megabytes(bytes: u64) -> f64 {
    crate::memory::number(bytes) / 1e6
}

/// Where nothing is kept of what is written, but how much it was.
#[derive(Default)]
pub(crate) struct Counted(pub(crate) u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
