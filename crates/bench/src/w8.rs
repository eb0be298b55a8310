//! W8: the whole catalog as a file, on its way while it is read.

use std::path::Path;
use std::time::{Duration, Instant};

use ariadne_formats::{Format, Limits, ReadOptions, Record, Writer, read};

use crate::Outcome;
use crate::bulk::{Counted, Rows, megabytes, name_of};
use crate::http::Client;
use crate::measure::Samples;
use crate::memory::{Resident, peak};
use crate::processes::{Cores, Server};
use crate::report::{Line, Report};

/// An export is good up to this many times the writer alone.
const TARGET: f64 = 2.0;
/// Megabytes more than at rest that are good, however large the file is.
const MEMORY: f64 = 64.0;

/// Reads the file back as records.
fn records(format: Format, bytes: Vec<u8>) -> Outcome<Vec<Record>> {
    let mut all = Vec::new();
    let options = ReadOptions {
        name: Some(format!("catalog.{}", format.extension())),
        limits: Limits::default(),
        ..ReadOptions::default()
    };
    let report = read(&mut std::io::Cursor::new(bytes), &options, &mut |placed| {
        all.push(placed.record);
        std::ops::ControlFlow::Continue(())
    });
    if report.problems.has_errors() {
        return Err(format!("The exported file has {:?}", report.problems.kept().first()).into());
    }
    Ok(all)
}

/// Records in the order in which a writer takes them: columns behind their tables.
fn in_order(records: Vec<Record>) -> Vec<Record> {
    let (mut sources, mut tables, mut lineage) = (Vec::new(), Vec::new(), Vec::new());
    let mut columns: std::collections::HashMap<_, Vec<Record>> = std::collections::HashMap::new();
    for record in records {
        match &record {
            Record::Source(_) => sources.push(record),
            Record::Table(_) => tables.push(record),
            Record::Lineage(_) => lineage.push(record),
            Record::Column(column) => columns.entry(column.table.id).or_default().push(record),
        }
    }
    let mut all = sources;
    for record in tables {
        let id = if let Record::Table(table) = &record { table.id.map(|id| id.0) } else { None };
        all.push(record);
        all.extend(columns.remove(&id).unwrap_or_default());
    }
    all.extend(lineage);
    all
}

/// The writer alone.
fn written(format: Format, records: &[Record]) -> Outcome<(Duration, u64)> {
    let begun = Instant::now();
    let mut writer = Writer::new(format, Counted::default())?;
    for record in records {
        writer.write(record)?;
    }
    let Counted(bytes) = writer.finish()?;
    Ok((begun.elapsed(), bytes))
}

/// Checks, measures, prints.
pub(crate) fn run(
    folder: &Path,
    (format, rows): (Format, Rows),
    rounds: u32,
    cores: &Cores,
    report: &mut Report,
) -> Outcome<()> {
    let server = Server::product(folder, &[], cores)?;
    let idle = Resident::of(&server)?;
    let path = format!("/export/catalog.{}", format.extension());
    let mut file = Vec::new();
    Client::connect(server.addr())?.download(&path, &mut file)?;
    let size = file.len() as u64;
    let records = in_order(records(format, file)?);
    let count = |of: fn(&Record) -> bool| records.iter().filter(|record| of(record)).count() as u64;
    let found = Rows {
        tables: count(|record| matches!(record, Record::Table(_))),
        columns: count(|record| matches!(record, Record::Column(_))),
        edges: count(|record| matches!(record, Record::Lineage(_))),
    };
    if found != rows {
        return Err(format!("{rows:?} are exported as {found:?}").into());
    }
    let (mut exported, mut alone) = (Samples::default(), Samples::default());
    let mut most = Resident { all: 0, own: 0 };
    for round in 0..rounds {
        for turn in 0..2 {
            if (round + turn) % 2 == 0 {
                let client = Client::connect(server.addr())?;
                let begun = Instant::now();
                let (bytes, held) =
                    peak(&server, || client.download(&path, &mut Counted::default()))?;
                exported.push(begun.elapsed());
                most = Resident { all: most.all.max(held.all), own: most.own.max(held.own) };
                if bytes != size {
                    return Err(format!("The file has {bytes} bytes, before {size}.").into());
                }
            } else {
                alone.push(written(format, &records)?.0);
            }
        }
    }
    let name = name_of(format);
    report.line(&Line {
        name: &format!("w8.{name}"),
        samples: &exported,
        floor: Some(alone.p50()),
        target: Some(TARGET),
    })?;
    report.note(&format!(
        "{name}: the file has {:.1} MB; a server at rest holds {:.1} MB of its own, with files {:.1} MB more while it exports",
        megabytes(size),
        megabytes(idle.own * 1_024),
        megabytes((most.all - idle.all.min(most.all)) * 1_024),
    ))?;
    let more = megabytes((most.own - idle.own.min(most.own)) * 1_024);
    report.amount(&format!("w8.{name}.memory"), more, "MB", Some(MEMORY))
}
