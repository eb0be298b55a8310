//! Two sources to try Ariadne with: a MongoDB-wire server and an Elasticsearch node with the data of a small shop.
//!
//! They listen on fixed ports of 127.0.0.1, so that the README's tour can name them, and end with this program.

#![expect(clippy::print_stdout, reason = "what it says is what it is for")]

use std::net::TcpListener;
use std::process::ExitCode;
use std::time::Duration;

use ariadne_tests::demo;
use ariadne_tests::services::{Elastic, Flavour, Mongo, owned};
use clap::Parser;

/// How often it looks whether its servers still run.
const LOOK: Duration = Duration::from_secs(1);

/// Starts a MongoDB-wire server and Elasticsearch with sample data, until Ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "demo-sources")]
struct Arguments {
    /// Port of the MongoDB-wire server on 127.0.0.1
    #[arg(long, default_value_t = 27018)]
    mongo_port: u16,
    /// Port of the Elasticsearch node on 127.0.0.1
    #[arg(long, default_value_t = 9201)]
    elasticsearch_port: u16,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // said before the minutes of a first download, and before servers that would have to end again
    let free = free(arguments.mongo_port, "--mongo-port")
        .and_then(|()| free(arguments.elasticsearch_port, "--elasticsearch-port"));
    let served = match free {
        Ok(()) => serve(&arguments).await,
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

fn free(port: u16, flag: &str) -> Result<(), String> {
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .map_err(|error| {
            format!(
                "port {port} of 127.0.0.1 cannot be used ({error}): stop what listens there, or choose another with {flag} PORT"
            )
        })
}

async fn serve(arguments: &Arguments) -> Result<(), String> {
    println!("Starting (the first time the servers are downloaded, which takes a few minutes) …");
    let mut mongo = owned::mongo(arguments.mongo_port).await?;
    let client = mongo.client().await;
    demo::load_shop(&client, "shop")
        .await
        .map_err(|error| format!("the sample data of MongoDB: {error}"))?;
    let mut elastic = owned::elastic(Flavour::Elasticsearch7, arguments.elasticsearch_port).await?;
    demo::load_elastic(&elastic).await;
    println!(
        "MongoDB        127.0.0.1:{}        database shop: customers ({} documents), orders ({})",
        mongo.port,
        demo::CUSTOMERS,
        demo::ORDERS
    );
    println!(
        "Elasticsearch  {}  version {}: index products, index orders-2026, alias orders",
        elastic.url, elastic.version
    );
    println!("Neither has a password. Ctrl-C stops both and forgets their data.");
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => {
            pressed.map_err(|error| format!("waiting for Ctrl-C: {error}"))?;
            println!("Stopping …");
            Ok(())
        }
        reason = death(&mut mongo, &mut elastic) => Err(reason),
    }
}

/// Waits until one of the servers has ended by itself, and says which and how.
async fn death(mongo: &mut Mongo, elastic: &mut Elastic) -> String {
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        if let Some(how) = mongo.ended() {
            return format!(
                "The MongoDB-wire server ended, so Elasticsearch is stopped too: {how}"
            );
        }
        if let Some(how) = elastic.ended() {
            return format!(
                "Elasticsearch ended, so the MongoDB-wire server is stopped too: {how}"
            );
        }
    }
}
