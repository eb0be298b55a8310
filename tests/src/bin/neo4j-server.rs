//! A Neo4j server for the benchmarks: its data on the disk, as much memory as a server that is used has, and its
//! code compiled as that of one that runs for long. It ends with this program and forgets its data.

#![expect(clippy::print_stdout, reason = "what it says is what it is for")]

use std::process::ExitCode;
use std::time::Duration;

use ariadne_tests::services::{Neo4j, owned};
use clap::Parser;

/// How often it looks whether the server still runs.
const LOOK: Duration = Duration::from_secs(1);

/// Starts Neo4j with a login, until Ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "neo4j-server")]
struct Arguments {
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 7688)]
    port: u16,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    println!("Starting (the first time the server is downloaded, which takes a few minutes) …");
    let served = match owned::neo4j(arguments.port).await {
        Ok(server) => serve(server).await,
        Err(reason) => Err(reason),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(mut server: Neo4j) -> Result<(), String> {
    println!("{}  user {}  password {}", server.url, server.user, server.password);
    println!("Ctrl-C stops it and forgets its data.");
    let mut look = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => {
                return pressed.map_err(|error| format!("waiting for Ctrl-C: {error}"));
            }
            _ = look.tick() => {
                if let Some(how) = server.ended() {
                    return Err(format!("Neo4j ended: {how}"));
                }
            }
        }
    }
}
