//! Clients that are slow, silent, broken or absurd, a thousand idle connections, and one
//! good client that is answered all the while.
//!
//! - `wire`: connections by hand
//! - `silent`: those that keep a connection and do not do their part
//! - `malformed`: requests that are none

mod malformed;
mod silent;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use crate::client::{Answer, Client};
use crate::server::{Plan, Server};
use crate::tally::{Book, Fault};

/// Connections that say nothing.
const IDLE: usize = 1_000;
/// Files that the server may open at first, as on a fresh Debian; it may ask for more. There
/// are more connections, so that a server that stays with it is starved.
const FILES: &str = "--nofile=1024:";
/// A good client that waits longer is kept waiting by the others.
const GOOD: Duration = Duration::from_secs(10);
/// Files that may be open for other reasons, behind those of before.
const SLACK: usize = 40;
/// How long the server may take to notice that clients have gone.
const GONE: Duration = Duration::from_mins(1);

pub(crate) async fn run(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let setting = plan.setting_by(&["prlimit", FILES], folder.path());
    let mut server = Server::start(&setting, &plan.book).await?;
    let before = server.open_files();
    let stop = Arc::new(AtomicBool::new(false));
    let good = tokio::spawn(good(server.client(), plan.book.clone(), Arc::clone(&stop)));
    let until = Instant::now() + time;
    let address = server.address().to_owned();

    let idle = silent::idle(&address, IDLE, &plan.book).await?;
    let opened = server.open_files();
    let mut random = StdRng::seed_from_u64(plan.seed);
    let mut rounds = 0;
    while Instant::now() < until {
        let seed = random.random();
        let (silent, malformed) = tokio::join!(
            silent::round(&address, seed, &plan.book),
            malformed::round(&address, seed, &plan.book)
        );
        silent?;
        malformed?;
        rounds += 1;
        if !server.runs() {
            return Err("the server has ended by itself".to_owned());
        }
    }
    drop(idle);
    stop.store(true, Ordering::Relaxed);
    let answered = good.await.map_err(|error| error.to_string())?;

    let left = async {
        while server.open_files() > before + SLACK {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    if tokio::time::timeout(GONE, left).await.is_err() {
        let what = format!("{} files are open, {before} were before", server.open_files());
        plan.book.fault(Fault::Hung, format!("connections of clients that have gone: {what}"));
    }
    match server.client().page("/readyz").await {
        Ok(200) => {}
        other => plan.book.fault(Fault::Wrong, format!("/readyz answers {other:?}")),
    }
    server.kill().await;
    plan.book.note(format!(
        "{rounds} rounds; {answered} requests of a good client answered beside {IDLE} idle connections ({opened} open files)"
    ));
    Ok(())
}

/// Writes and reads without a pause; how often it was answered.
async fn good(client: Client, book: Book, stop: Arc<AtomicBool>) -> usize {
    let write =
        "mutation($name: String!) { createTable(input: { name: $name }) { changeset { seq } } }";
    let read = "{ tables(first: 5, orderBy: UPDATED_NEWEST) { nodes { name } } }";
    let mut answered = 0;
    while !stop.load(Ordering::Relaxed) {
        let variables = json!({ "name": format!("good {answered}") });
        for (query, variables) in [(write, variables), (read, json!({}))] {
            book.tried();
            let started = Instant::now();
            let answer = tokio::time::timeout(GOOD, client.send(query, &variables, &[])).await;
            match answer {
                Ok(Answer::Data(_)) => answered += 1,
                Ok(other) => book.fault(Fault::Wrong, format!("a good client hears {other:?}")),
                Err(_) => {
                    let waited = started.elapsed().as_secs();
                    book.fault(Fault::Hung, format!("a good client waits for {waited} s"));
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    answered
}
