//! Benchmarks: what the catalog does, beside the least that the same answer could
//! cost. `make bench` runs them; the README beside this crate says how to read them.
//!
//! - `shape`, `data`, `edges` make the catalogs, `load` puts them in by the product's own
//!   commit, `stage` is one that is loaded
//! - `w1` to `w9`: the workloads, named as in the README; `trace` is what those about
//!   lineage have in common
//! - `expect`, `expect_lineage` find the right answers without any database or index
//! - `floor_sql`, `floor_graphql`, `floor_graph`: the floors
//! - `product`, `lineage`: what is asked
//! - `bulk`: the files of `w7` and `w8`, and `floor_bulk` what they cost at least
//! - `http`, `processes`, `memory`, `measure`, `report`: how it is measured and told

mod args;
mod bulk;
mod data;
mod edges;
mod expect;
mod expect_lineage;
mod floor_bulk;
mod floor_graph;
mod floor_graphql;
mod floor_sql;
mod floor_write;
mod http;
mod lineage;
mod load;
mod measure;
mod memory;
mod neo4j;
mod neo4j_driver;
mod pairs;
mod processes;
mod product;
mod random;
mod report;
mod shape;
mod side_by_side;
mod stage;
mod trace;
mod w1;
mod w2;
mod w3;
mod w4;
mod w5;
mod w6;
mod w7;
mod w8;
mod w9;
mod words;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser as _, ValueEnum as _};

use crate::args::{Args, Workload};
use crate::expect_lineage::Reference;
use crate::floor_sql::Driver;
use crate::http::Client;
use crate::pairs::Pairs;
use crate::processes::{Cores, Server};
use crate::report::Report;
use crate::shape::Shape;
use crate::stage::Stage;

/// What can fail here ends the run with its message.
type Outcome<T> = Result<T, Failure>;
/// With its reason.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    // The same binary is, in a process of its own, each server that is measured.
    match std::env::args().nth(1).as_deref() {
        Some(processes::SERVE) => return ariadne_server::cli::main(),
        Some(processes::FLOOR) => return told(floor_graphql::serve()),
        Some(processes::WRITER) => return told(floor_write::serve()),
        Some(processes::GRAPH) => return told(floor_graph::serve()),
        _ => {}
    }
    let args = Args::parse();
    told(run(&args))
}

fn told(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Outcome<()> {
    args.check()?;
    let mut report = Report::new();
    let cores = Cores::find();
    report.machine(&cores)?;
    report.heading()?;
    for shape in Shape::value_variants() {
        if !args.needs(*shape) {
            continue;
        }
        // Loading has both cores.
        cores.unpin_this_process();
        let stage = Stage::load(args, *shape, &mut report)?;
        cores.pin_this_process();
        match shape {
            Shape::Lists => lists(args, &stage, &cores, &mut report)?,
            Shape::Real => w1::run(&stage, args.rounds, &cores, &mut report)?,
            Shape::Dense | Shape::Odd | Shape::Columns => {
                lineage(args, &stage, &cores, &mut report)?;
            }
        }
    }
    if args.runs(Workload::W7) || args.runs(Workload::W8) {
        bulk::run(args, &cores, &mut report)?;
    }
    Ok(())
}

fn lists(args: &Args, stage: &Stage, cores: &Cores, report: &mut Report) -> Outcome<()> {
    let server = stage.product(cores)?;
    let mut product = Client::connect(server.addr())?;
    let mut driver = Driver::open(&stage.location)?;
    if args.runs(Workload::W2) {
        let answers = w2::answers(&stage.generator, &mut product)?;
        let floor = Server::floor(stage.folder(), &answers.memory, cores)?;
        let mut bare = Client::connect(floor.addr())?;
        w2::run(&answers, args.rounds, (&mut product, &mut bare, &mut driver), report)?;
    }
    if args.runs(Workload::W9) {
        let answers = w9::answers(&stage.generator, &mut product)?;
        let floor = Server::floor(stage.folder(), &answers.memory, cores)?;
        let mut bare = Client::connect(floor.addr())?;
        w9::run(&answers, args.rounds, (&mut product, &mut bare, &mut driver), report)?;
    }
    driver.close()
}

fn lineage(args: &Args, stage: &Stage, cores: &Cores, report: &mut Report) -> Outcome<()> {
    let (shape, rounds) = (stage.generator.shape(), args.rounds);
    let server = stage.product(cores)?;
    if args.runs(Workload::W1) && shape != Shape::Odd {
        let memory = (w1::filled_server(stage, &server)?, w1::empty_server(cores)?);
        let name = format!("w1.memory.{}", shape.name());
        memory::print(&name, memory, stage.size, false, report)?;
    }
    let mut product = Client::connect(server.addr())?;
    let floor = stage.floor(cores)?;
    let mut bare = Client::connect(floor.addr())?;
    let both = (&mut product, &mut bare);
    let reference = Reference::new(stage.generator, &stage.edges)?;
    match shape {
        Shape::Odd => w4::odd(stage, &reference, rounds, both, report)?,
        Shape::Columns => w5::run(stage, &reference, rounds, both, report)?,
        _ => {
            if args.runs(Workload::W3) {
                w3::run(stage, &reference, rounds, (&mut product, &mut bare), report)?;
            }
            if args.runs(Workload::W4) {
                w4::hub(stage, &reference, rounds, (&mut product, &mut bare), report)?;
            }
            // last, because they write
            let mut pairs = Pairs::new(stage.generator.tables(), stage.edges.hubs(), args.seed);
            if args.runs(Workload::W6) {
                w6::run(stage, &server, cores, &mut pairs, rounds, report)?;
            }
            // a catalog has one server
            drop(server);
            neo4j::run(stage, args, cores, &mut pairs, report)?;
            side_by_side::run(stage, args, cores, &mut pairs, report)?;
        }
    }
    Ok(())
}
