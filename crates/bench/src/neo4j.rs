//! W3 and W6 with the graph on Neo4j, beside the bare driver.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::Outcome;
use crate::args::{Args, Workload};
use crate::data::id;
use crate::floor_write::Pair;
use crate::http::Client;
use crate::measure::Samples;
use crate::neo4j_driver::{Driver, Place};
use crate::pairs::Pairs;
use crate::processes::{Cores, Server};
use crate::random::Random;
use crate::report::{Line, Report};
use crate::stage::Stage;
use crate::w6;

/// The product is good up to this many times the bare driver.
const TARGET: f64 = 1.2;
/// How far the walks go.
const DEPTH: u32 = 3;
/// The server compiles what it runs often, and what counts is how fast it is then.
const WARM_UP: Duration = Duration::from_secs(45);
/// Walks of one round: from so many hubs, and from so many tables of any kind.
const HUBS: usize = 4;
const ANY: usize = 40;
/// Edges of one round.
const TURN: usize = 40;
/// Each how many-th write is followed by a read that must see it.
const LOOK: usize = 5;

const WALK: &str = "query($of: [ID!]!, $depth: Int) { \
    lineage(of: $of, direction: BOTH, depth: $depth, limit: 100000) { \
    compact totalNodes totalEdges truncated } }";

/// Starts the product with its graph on the server of `args`, measures, prints. Nobody else
/// may have the catalog of the stage open.
pub(crate) fn run(
    stage: &Stage,
    args: &Args,
    cores: &Cores,
    pairs: &mut Pairs,
    report: &mut Report,
) -> Outcome<()> {
    let Some(place) = Place::of(args) else { return Ok(()) };
    let mut driver = Driver::open(&place)?;
    let begun = Instant::now();
    let server = stage.product_with(&place.settings(), cores)?;
    let took = begun.elapsed();
    let (tables, edges) = driver.size()?;
    report.note(&format!(
        "Neo4j: the product was ready after {:.1} s with {tables} tables and {edges} edges: {} rows/s",
        took.as_secs_f64(),
        u128::from(tables + edges) * 1_000 / took.as_millis().max(1),
    ))?;
    let mut product = Client::connect(server.addr())?;
    if args.runs(Workload::W3) {
        walks(&mut product, &driver, &starts(stage), args.rounds, report)?;
    }
    if args.runs(Workload::W6) {
        let tables: Vec<Uuid> = (0..stage.generator.tables()).map(|n| id(n, 0)).collect();
        driver.prepare(&tables)?;
        writes(stage, (&server, cores), &mut driver, (pairs, args.rounds), report)?;
        report.note(&format!("after the writes: {}", w6::in_sync(&mut product)?))?;
    }
    Ok(())
}

/// Tables to walk from: hubs, and any.
fn starts(stage: &Stage) -> Vec<Uuid> {
    let (tables, mut random) = (stage.generator.tables(), Random::new(stage.generator.seed(), 0));
    let any = std::iter::repeat_with(|| random.below(tables)).take(ANY);
    stage.edges.hubs().take(HUBS).chain(any).map(|n| id(n, 0)).collect()
}

fn body(start: Uuid) -> String {
    json!({ "query": WALK, "variables": { "of": [start], "depth": DEPTH } }).to_string()
}

/// The ids of a walk's tables.
fn ids(answer: &Value) -> Outcome<HashSet<String>> {
    let ids = answer.pointer("/lineage/compact/nodes/id").and_then(Value::as_array);
    let ids = ids.ok_or("The product answers no walk.")?;
    Ok(ids.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn walks(
    product: &mut Client,
    driver: &Driver,
    starts: &[Uuid],
    rounds: u32,
    report: &mut Report,
) -> Outcome<()> {
    let mut met = 0;
    for start in starts {
        let (right, found) = (driver.walk(*start, DEPTH)?, ids(&product.data(&body(*start))?)?);
        if right != found {
            return Err(format!("From {start} the product and the driver meet others.").into());
        }
        met += found.len();
    }
    let mean = met / starts.len().max(1);
    report.note(&format!("{DEPTH} hops from {} tables meet {mean} tables each", starts.len()))?;
    let begun = Instant::now();
    for start in starts.iter().cycle().take_while(|_| begun.elapsed() < WARM_UP) {
        driver.walk(*start, DEPTH)?;
        product.post(&body(*start))?;
    }
    let (mut asked, mut bare) = (Samples::default(), Samples::default());
    for round in 0..rounds as usize {
        for (n, start) in starts.iter().enumerate() {
            let text = body(*start);
            for turn in 0..2 {
                let begun = Instant::now();
                if (round + n + turn).is_multiple_of(2) {
                    product.post(&text)?;
                    asked.push(begun.elapsed());
                } else {
                    driver.walk(*start, DEPTH)?;
                    bare.push(begun.elapsed());
                }
            }
        }
    }
    let floor = Some(bare.p50());
    report.line(&Line { name: "neo4j.w3", samples: &asked, floor, target: Some(TARGET) })?;
    let name = "  floor: the same statements";
    report.line(&Line { name, samples: &bare, floor: None, target: None })
}

/// Times of the parts of a write.
#[derive(Default)]
struct Times {
    create: Samples,
    graph: Samples,
    rows: Samples,
    dry: Samples,
    read: Samples,
}

fn writes(
    stage: &Stage,
    (server, cores): (&Server, &Cores),
    driver: &mut Driver,
    (pairs, rounds): (&mut Pairs, u32),
    report: &mut Report,
) -> Outcome<()> {
    let (mut product, floor) = w6::floor(stage.folder(), server, cores, pairs, report)?;
    let mut bare = Client::connect(floor.addr())?;
    let mut times = Times::default();
    let warm_up = Instant::now();
    while warm_up.elapsed() < WARM_UP {
        write(0, (&mut product, &mut bare, driver), pairs, &mut times)?;
    }
    times = Times::default();
    for n in 0..TURN * rounds as usize {
        write(n, (&mut product, &mut bare, driver), pairs, &mut times)?;
    }
    let Times { create, graph, rows, dry, read } = times;
    let floor = Some(graph.p50() + rows.p50());
    let line = |name, samples, floor, target| Line { name, samples, floor, target };
    report.line(&line("neo4j.w6.create.1", &create, floor, Some(TARGET)))?;
    report.line(&line("  floor: the driver's transaction", &graph, None, None))?;
    report.line(&line("  floor: the record's rows, bare", &rows, None, None))?;
    report.line(&line("  part: all but commit, apply", &dry, None, None))?;
    report.line(&line("  the read after it, upstream", &read, None, None))
}

fn write(
    n: usize,
    (product, bare, driver): (&mut Client, &mut Client, &mut Driver),
    pairs: &mut Pairs,
    times: &mut Times,
) -> Outcome<()> {
    let ends = pairs.next_pair()?;
    for turn in 0..2 {
        if (n + turn).is_multiple_of(2) {
            let body = w6::create(ends, false);
            let begun = Instant::now();
            let answer = product.post(&body)?;
            let took = begun.elapsed();
            let id = w6::created(answer)?;
            times.create.push(took);
            if n.is_multiple_of(LOOK) {
                times.read.push(w6::look(product, &id, ends)?);
            }
        } else {
            let begun = Instant::now();
            driver.write(ends)?;
            times.graph.push(begun.elapsed());
            let body = Pair::body(Some(ends))?;
            let begun = Instant::now();
            bare.post(&body)?;
            times.rows.push(begun.elapsed());
        }
    }
    let body = w6::create(pairs.next_pair()?, true);
    let begun = Instant::now();
    product.post(&body)?;
    times.dry.push(begun.elapsed());
    Ok(())
}
