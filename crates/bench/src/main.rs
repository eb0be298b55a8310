//! Benchmarks: what the catalog does, beside the least that the same answer could
//! cost. `make bench` runs them; the README beside this crate says how to read them.
//!
//! - `data` makes the catalog, `load` puts it in by the product's own commit
//! - `w2`, `w9`: the workloads, named as in the README
//! - `expect` finds the right answers without any database
//! - `floor_sql`, `floor_graphql`: the floors
//! - `http`, `processes`, `measure`, `report`: how it is measured and told

mod args;
mod data;
mod expect;
mod floor_graphql;
mod floor_sql;
mod http;
mod load;
mod measure;
mod processes;
mod product;
mod report;
mod w2;
mod w9;
mod words;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Workload};
use crate::data::Generator;
use crate::floor_sql::Driver;
use crate::http::Client;
use crate::processes::{Cores, Server};
use crate::report::Report;

/// What can fail here ends the run with its message.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    // The same binary is, in a process of its own, each server that is measured.
    match std::env::args().nth(1).as_deref() {
        Some(processes::SERVE) => return ariadne_server::cli::main(),
        Some(processes::FLOOR) => return told(floor_graphql::serve()),
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
    let folder = tempfile::tempdir()?;
    let mut report = Report::new();
    let cores = Cores::find();
    report.machine(&cores)?;
    let generator = Generator::new(args.seed, args.tables);
    let location = args.location(folder.path())?;
    load::load(&generator, location.clone(), folder.path(), &mut report)?;

    cores.pin_this_process();
    let server = Server::product(folder.path(), args.postgres.as_deref(), &cores)?;
    let mut product = Client::connect(server.addr())?;
    let mut driver = Driver::open(&location)?;
    report.heading()?;
    if args.runs(Workload::W2) {
        let answers = w2::answers(&generator, &mut product)?;
        let floor = Server::floor(folder.path(), &answers.memory, &cores)?;
        let mut bare = Client::connect(floor.addr())?;
        w2::run(&answers, args.rounds, (&mut product, &mut bare, &mut driver), &mut report)?;
    }
    if args.runs(Workload::W9) {
        let answers = w9::answers(&generator, &mut product)?;
        let floor = Server::floor(folder.path(), &answers.memory, &cores)?;
        let mut bare = Client::connect(floor.addr())?;
        w9::run(&answers, args.rounds, (&mut product, &mut bare, &mut driver), &mut report)?;
    }
    driver.close()
}
