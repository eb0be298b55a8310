//! Kills, starves and deceives the real binary, and counts what that did to the catalog.
//! `make torture` runs it; the table it prints has to be zeros behind what was tried.
//!
//! - `args`, `tally`: what is asked for, and what is told
//! - `server`, `client`: the server under torture, and who talks to it
//! - `load`: clients that write, read and listen, and know what has to be there
//! - `kill`, `disk_full`, `read_only`, `clock`, `restarts`: the scenarios of the load;
//!   `bad_clients`, `fuzz`: those with clients of their own
//! - `tmpfs`: a small file system

#![expect(clippy::print_stdout, reason = "what it says is what it is for")]

mod args;
mod bad_clients;
mod client;
mod clock;
mod disk_full;
mod fuzz;
mod kill;
mod load;
mod read_only;
mod restarts;
mod server;
mod tally;
mod tmpfs;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use ariadne_tests::process::beside;
use clap::Parser as _;

use crate::args::{Args, Name};
use crate::server::Plan;
use crate::tally::{Book, Fault, Tally};

/// A scenario that is this much over its time hangs as a whole.
const PATIENCE: Duration = Duration::from_mins(5);

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let seed = args.seed();
    let binary = args.binary.clone().unwrap_or_else(|| beside("ariadne"));
    println!("torture: {} with --seed {seed}", binary.display());
    let mut scenarios = Vec::new();
    for (name, time) in args.scenarios() {
        println!("torture: {} for {} s …", name.text(), time.as_secs());
        let plan = Plan { binary: binary.clone(), seed, book: Book::default() };
        let started = Instant::now();
        let tally = run(name, plan, time).await;
        println!("torture: {} took {} s", name.text(), started.elapsed().as_secs());
        for words in tally.words() {
            println!("  {words}");
        }
        scenarios.push((name.text(), tally));
    }
    println!("\n{}", tally::table(&scenarios));
    let failed = scenarios.iter().filter(|(_, tally)| !tally.is_clean());
    let failed: Vec<String> = failed.map(|(name, _)| format!(" --only {name}")).collect();
    if failed.is_empty() {
        println!("\nNothing was lost, half-written or wrong; nobody hung or panicked.");
        return ExitCode::SUCCESS;
    }
    println!("\nTo try it again:\n  make torture ARGS=\"--seed {seed}{}\"", failed.concat());
    ExitCode::FAILURE
}

/// Runs a scenario; what it fails or panics with is a fault of the server or of the scenario.
async fn run(name: Name, plan: Plan, time: Duration) -> Tally {
    let book = plan.book.clone();
    let running = tokio::spawn(async move {
        match name {
            Name::KillSqlite => kill::on_sqlite(plan, time).await,
            Name::KillPostgres => kill::on_postgres(plan, time).await,
            Name::BadClients => bad_clients::run(plan, time).await,
            Name::DiskFull => disk_full::run(plan, time).await,
            Name::ReadOnly => read_only::run(plan, time).await,
            Name::ClockBack => clock::run(plan, time).await,
            Name::PostgresRestarts => restarts::of_postgres(plan, time).await,
            Name::Neo4jRestarts => restarts::of_neo4j(plan, time).await,
            Name::Fuzz => fuzz::run(plan, time).await,
        }
    });
    let abort = running.abort_handle();
    match tokio::time::timeout(time + PATIENCE, running).await {
        Ok(Ok(Ok(()))) => {}
        Ok(Ok(Err(reason))) => book.fault(Fault::Wrong, reason),
        Ok(Err(panicked)) => book.fault(Fault::Wrong, format!("the scenario: {panicked}")),
        Err(_) => {
            abort.abort();
            book.fault(Fault::Hung, "the scenario does not come to its end");
        }
    }
    book.close()
}
