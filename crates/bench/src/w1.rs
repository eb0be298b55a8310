//! W1: how long a server takes until it is of use, and how much memory it holds then.

use std::path::Path;
use std::time::Instant;

use ariadne_domain::{Direction, LineageLevel};

use crate::Outcome;
use crate::edges::table;
use crate::expect_lineage::Reference;
use crate::floor_sql::{Driver, Statement};
use crate::http::Client;
use crate::lineage::{Answered, Question};
use crate::measure::Samples;
use crate::memory::{self, Resident, number};
use crate::processes::{Cores, Server};
use crate::product::{self, PAGE};
use crate::report::{Line, Report};
use crate::stage::Stage;

/// A start is good up to this many times its floor.
const TARGET: f64 = 2.0;
/// Megabytes of an empty server that are good.
const EMPTY: f64 = 100.0;

/// A server on an empty catalog, at rest after its first page.
pub(crate) fn empty_server(cores: &Cores) -> Outcome<Resident> {
    let folder = tempfile::tempdir()?;
    // The first start makes the database.
    drop(Server::product(folder.path(), &[], cores)?);
    let server = Server::product(folder.path(), &[], cores)?;
    list(&mut Client::connect(server.addr())?, 0)?;
    Resident::of(&server)
}

/// A server on a catalog, at rest after its first page.
pub(crate) fn filled_server(stage: &Stage, server: &Server) -> Outcome<Resident> {
    let mut client = Client::connect(server.addr())?;
    list(&mut client, PAGE)?;
    let question = first_question(stage, None)?;
    Answered::read(client.post(&question.compact())?)?;
    Resident::of(server)
}

fn list(client: &mut Client, tables: usize) -> Outcome<()> {
    let answer = client.data(&product::list(PAGE, None))?;
    let found = answer.pointer("/tables/nodes").and_then(serde_json::Value::as_array);
    if found.map(Vec::len) == Some(tables) {
        return Ok(());
    }
    Err(format!("The first page does not have {tables} tables: {answer}").into())
}

/// What a canvas asks first: three steps around a table that has some lineage.
fn first_question(stage: &Stage, reference: Option<&Reference>) -> Outcome<Question> {
    let start = match reference {
        None => stage.generator.tables() / 2,
        Some(reference) => (0..stage.generator.tables())
            .rev()
            .find(|n| reference.degree(table(*n).id) > 1)
            .ok_or("No table has lineage.")?,
    };
    Ok(Question {
        of: vec![table(start).id],
        level: LineageLevel::Table,
        direction: Direction::Both,
        depth: Some(3),
    })
}

/// Checks, measures, prints.
pub(crate) fn run(stage: &Stage, rounds: u32, cores: &Cores, report: &mut Report) -> Outcome<()> {
    let reference = Reference::new(stage.generator, &stage.edges)?;
    let question = first_question(stage, Some(&reference))?;
    let nothing = tempfile::tempdir()?;
    // The first start of each makes what later ones find: the database, the key.
    drop(Server::product(nothing.path(), &[], cores)?);
    drop(stage.product(cores)?);
    let mut driver = Driver::open(&stage.location)?;
    let scan = Statement::edges();

    let (mut ready, mut floors) = (Samples::default(), Samples::default());
    let (mut bare, mut scans) = (Samples::default(), Samples::default());
    let (mut full, mut empty) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        for turn in 0..2 {
            if (round + turn) % 2 == 0 {
                let (took, resident) = start(stage, &question, &reference, cores)?;
                if round > 0 {
                    ready.push(took);
                    full.push(resident);
                }
            } else {
                let (started, resident) = start_empty(nothing.path(), cores)?;
                let begun = Instant::now();
                let read = driver.read(&scan)?.len() as u64;
                let scanned = begun.elapsed();
                if read != stage.size.edges {
                    return Err(format!("The scan reads {read} edges.").into());
                }
                if round > 0 {
                    floors.push(started + scanned);
                    bare.push(started);
                    scans.push(scanned);
                    empty.push(resident);
                }
            }
        }
    }
    driver.close()?;
    let floor = Some(floors.p50());
    report.line(&Line { name: "w1.ready", samples: &ready, floor, target: Some(TARGET) })?;
    for (name, samples) in [("  floor: empty start", &bare), ("  floor: scan", &scans)] {
        report.line(&Line { name, samples, floor: None, target: None })?;
    }
    let (full, empty) = (middle(full), middle(empty));
    report.amount("w1.memory.empty", number(empty.all) / 1_024.0, "MB", Some(EMPTY))?;
    memory::print("w1.memory.R10", (full, empty), stage.size, true, report)
}

fn middle(mut all: Vec<Resident>) -> Resident {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(Resident { all: 0, own: 0 })
}

/// From the start of the process to the first useful page.
fn start(
    stage: &Stage,
    question: &Question,
    reference: &Reference,
    cores: &Cores,
) -> Outcome<(std::time::Duration, Resident)> {
    let begun = Instant::now();
    let server = stage.product(cores)?;
    let mut client = Client::connect(server.addr())?;
    list(&mut client, PAGE)?;
    let answer = client.post(&question.compact())?;
    let took = begun.elapsed();
    reference.check(question, &Answered::read(answer)?)?;
    Ok((took, Resident::of(&server)?))
}

fn start_empty(folder: &Path, cores: &Cores) -> Outcome<(std::time::Duration, Resident)> {
    let begun = Instant::now();
    let server = Server::product(folder, &[], cores)?;
    list(&mut Client::connect(server.addr())?, 0)?;
    let took = begun.elapsed();
    Ok((took, Resident::of(&server)?))
}
