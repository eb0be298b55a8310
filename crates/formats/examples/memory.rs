//! How fast a large file is written and read, and how much memory that takes.
//!
//! `memory write FILE COLUMNS` writes a catalog with that many columns, 20 to a table;
//! `memory read FILE` reads it. One at a time, for the peak is the process's own.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use ariadne_domain::{Field, LogicalType, Path, TableKind};
use ariadne_formats::{
    ColumnRecord, Format, ReadOptions, Record, Reference, ReferenceName, TableRecord, Writer, read,
};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let started = Instant::now();
    let records = match arguments.as_slice() {
        ["write", path, columns] => write(path, columns.parse().map_err(io::Error::other)?)?,
        ["read", path] => read_all(path)?,
        _ => return Err(io::Error::other("memory write FILE COLUMNS | memory read FILE")),
    };
    let seconds = started.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    writeln!(io::stdout(), "{records} records in {seconds:.1} s, peak memory {}", peak.trim())
}

fn write(path: &str, columns: u32) -> io::Result<u64> {
    let format = Format::of_name(path).ok_or_else(|| io::Error::other("an unknown ending"))?;
    let mut writer = Writer::new(format, BufWriter::new(File::create(path)?))?;
    let mut written = 0;
    for number in 0..columns {
        if number.is_multiple_of(20) {
            writer.write(&Record::Table(table(number / 20)))?;
            written += 1;
        }
        writer.write(&Record::Column(column(number)))?;
        written += 1;
    }
    writer.finish()?.flush()?;
    Ok(written)
}

fn table(number: u32) -> TableRecord {
    TableRecord {
        source: Field::Set("warehouse".to_owned()),
        schema: Field::Set(format!("SCHEMA_{}", number % 40)),
        name: format!("TABLE_{number}"),
        kind: Field::Set(TableKind::Table),
        description: Field::Set(format!("What the table of number {number} holds")),
        ..TableRecord::default()
    }
}

fn column(number: u32) -> ColumnRecord {
    let table = table(number / 20);
    let name = ReferenceName::Cells {
        source: table.source,
        schema: table.schema,
        table: table.name,
        column: None,
    };
    ColumnRecord {
        id: None,
        table: Reference { id: None, name: Some(name) },
        path: Some(Path::key(format!("COLUMN_{number}"))),
        ordinal: Field::Set(number % 20),
        data_type: Field::Set("VARCHAR2(50 CHAR)".to_owned()),
        logical_type: Field::Set(LogicalType::String(Some(50))),
        nullable: Field::Set(number.is_multiple_of(3)),
        primary_key: Field::Keep,
        unique: Field::Keep,
        default: Field::Keep,
        generated: Field::Keep,
        description: Field::Set(format!("What the column of number {number} means")),
        tags: Field::Keep,
        properties: Field::Keep,
    }
}

fn read_all(path: &str) -> io::Result<u64> {
    let options = ReadOptions { name: Some(path.to_owned()), ..ReadOptions::default() };
    let mut records = 0;
    let report = read(&mut File::open(path)?, &options, &mut |_| {
        records += 1;
        ControlFlow::Continue(())
    });
    match report.problems.kept().first() {
        Some(problem) => Err(io::Error::other(format!("{problem:?}"))),
        None => Ok(records),
    }
}
