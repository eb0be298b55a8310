//! W7: a file with a whole catalog brought in: planned, looked at, executed.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Outcome;
use crate::bulk::{Document, Rows, megabytes, name_of};
use crate::floor_bulk;
use crate::http::Client;
use crate::measure::Samples;
use crate::memory::{Resident, number, peak};
use crate::processes::{Cores, Server};
use crate::report::{Line, Report};

/// Executing is good up to this many times parsing and inserting.
const TARGET: f64 = 1.5;
/// Planning is good up to this part of executing.
const DRY: f64 = 0.3;
/// Memory is good up to this many times the unpacked file.
const MEMORY: f64 = 3.0;

const FIELDS: &str = "id status planHash processed total problem { code title cause } summary { \
    tables { created } columns { created } lineage { created } errors warnings }";

/// How often it is asked whether an import is done, where one answer does not wait for it.
const LOOK: Duration = Duration::from_millis(20);

/// What one round found.
struct Turn {
    dry: Duration,
    execute: Duration,
    peaks: [Resident; 2],
    idle: Resident,
}

fn plan(client: &mut Client, document: &Document) -> Outcome<Value> {
    let query = format!("mutation($file: Upload!) {{ importFile(file: $file) {{ {FIELDS} }} }}");
    let operation = json!({ "query": query, "variables": { "file": null } }).to_string();
    let name = format!("catalog.{}", document.format.extension());
    let answer: Value =
        serde_json::from_slice(client.upload(&operation, &name, &document.bytes)?)?;
    ended(client, answer, "importFile")
}

fn execute(client: &mut Client, planned: &Value) -> Outcome<Value> {
    let query = format!(
        "mutation($id: ID!, $hash: String!) {{ executeImport(id: $id, planHash: $hash) {{ {FIELDS} }} }}"
    );
    let variables = json!({ "id": planned["id"], "hash": planned["planHash"] });
    let body = json!({ "query": query, "variables": variables }).to_string();
    let answer: Value = serde_json::from_slice(client.post(&body)?)?;
    ended(client, answer, "executeImport")
}

/// The import when nobody works on it any more.
fn ended(client: &mut Client, mut answer: Value, field: &str) -> Outcome<Value> {
    let mut job = answer["data"][field].take();
    let body = json!({
        "query": format!("query($id: ID!) {{ importJob(id: $id) {{ {FIELDS} }} }}"),
        "variables": { "id": job["id"] },
    })
    .to_string();
    loop {
        match job["status"].as_str() {
            Some("PLANNED" | "DONE") => return Ok(job),
            Some("PLANNING" | "EXECUTING" | "COMMITTING") => {
                std::thread::sleep(LOOK);
                job = client.data(&body)?["importJob"].take();
            }
            _ => return Err(format!("The import came to {job}, {answer}").into()),
        }
    }
}

fn check(job: &Value, rows: Rows, status: &str) -> Outcome<()> {
    let created = |what: &str| job["summary"][what]["created"].as_u64();
    let right = job["status"] == status
        && job["problem"].is_null()
        && job["summary"]["errors"] == 0
        && created("tables") == Some(rows.tables)
        && created("columns") == Some(rows.columns)
        && created("lineage") == Some(rows.edges);
    if right { Ok(()) } else { Err(format!("{rows:?} came to {job}").into()) }
}

/// One import into an empty catalog in this folder.
fn product(folder: &Path, document: &Document, rows: Rows, cores: &Cores) -> Outcome<Turn> {
    let server = Server::product(folder, &[], cores)?;
    let mut client = Client::connect(server.addr())?;
    let idle = Resident::of(&server)?;
    let begun = Instant::now();
    let (planned, first) = peak(&server, || plan(&mut client, document))?;
    let dry = begun.elapsed();
    check(&planned, rows, "PLANNED")?;
    let begun = Instant::now();
    let (done, second) = peak(&server, || execute(&mut client, &planned))?;
    let execute = begun.elapsed();
    check(&done, rows, "DONE")?;
    Ok(Turn { dry, execute, peaks: [first, second], idle })
}

/// Checks, measures, prints; answers the folder of the last catalog.
pub(crate) fn run(
    document: &Document,
    rows: Rows,
    rounds: u32,
    cores: &Cores,
    wanted: bool,
    report: &mut Report,
) -> Outcome<TempDir> {
    let nothing = tempfile::tempdir()?;
    drop(Server::product(nothing.path(), &[], cores)?);
    let empty = nothing.path().join("ariadne.db");
    // A server that is stopped at once leaves its log: who closes the file last writes it back.
    floor_bulk::count(&empty, "catalog_table")?;
    let [mut dry, mut executed, mut floor, mut parsed, mut inserted] =
        std::array::from_fn(|_| Samples::default());
    let mut turns = Vec::new();
    let mut folder = tempfile::tempdir()?;
    let mut written = 0;
    // The first round only warms up.
    for round in 0..=rounds {
        folder = tempfile::tempdir()?;
        let turn = product(folder.path(), document, rows, cores)?;
        let (parse, read) = floor_bulk::parse(document.format, &document.bytes)?;
        if read < rows.all() {
            return Err(format!("The bare parser reads {read} rows.").into());
        }
        let full = folder.path().join("ariadne.db");
        for (table, count) in
            [("catalog_table", rows.tables), ("catalog_column", rows.columns), ("edge", rows.edges)]
        {
            let found = floor_bulk::count(&full, table)?;
            if found != count {
                return Err(format!("{table} has {found} rows, not {count}.").into());
            }
        }
        let copy = nothing.path().join("floor.db");
        let (insert, all) = floor_bulk::insert(&empty, &full, &copy)?;
        written = all;
        if round > 0 || rounds == 1 {
            dry.push(turn.dry);
            executed.push(turn.execute);
            floor.push(parse + insert);
            parsed.push(parse);
            inserted.push(insert);
            turns.push(turn);
        }
    }
    if wanted {
        let name = name_of(document.format);
        report.note(&format!("{name}: the same {written} rows are inserted by the floor"))?;
        let least = Some(floor.p50());
        let line = |name, samples, floor, target| Line { name, samples, floor, target };
        let executing = format!("w7.{name}.execute");
        report.line(&line(&executing, &executed, least, Some(TARGET)))?;
        report.line(&line("  floor: parse", &parsed, None, None))?;
        report.line(&line("  floor: insert", &inserted, None, None))?;
        report.line(&line(&format!("w7.{name}.dry_run"), &dry, least, Some(TARGET)))?;
        report.ratio(&format!("w7.{name}.dry_to_execute"), dry.p50(), executed.p50(), DRY)?;
        for (at, step) in ["dry_run", "execute"].into_iter().enumerate() {
            let most = turns.iter().map(|turn| turn.peaks[at].own - turn.idle.own).max();
            let bytes = most.unwrap_or_default() * 1_024;
            let all = turns.iter().map(|turn| turn.peaks[at].all - turn.idle.all).max();
            report.note(&format!(
                "{name}: while a {step} runs the server holds {:.1} MB more of its own than before, {:.1} MB with files; idle it holds {:.1} MB",
                megabytes(bytes),
                megabytes(all.unwrap_or_default() * 1_024),
                megabytes(turns[0].idle.own * 1_024),
            ))?;
            let name = format!("w7.{name}.memory.{step}");
            let ratio = number(bytes) / number(document.unpacked);
            report.amount(&name, ratio, "x", Some(MEMORY))?;
        }
    }
    Ok(folder)
}
