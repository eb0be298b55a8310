//! The server is killed at random moments while clients write, read and listen.
//!
//! This proves the death of a process. That a write survives the loss of power rests
//! on SQLite's `synchronous = FULL` and on PostgreSQL's own fsync.

use std::time::{Duration, Instant};

use ariadne_tests::process::Setting;
use ariadne_tests::services;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::load::Load;
use crate::server::{Plan, Server};

/// The process is killed at a moment of so much time behind a round's first answer.
const WINDOW: Duration = Duration::from_millis(1_500);

pub(crate) async fn on_sqlite(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    killed(&plan, &plan.setting(folder.path()), time).await
}

pub(crate) async fn on_postgres(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let database = services::postgres().await.create_database("torture").await;
    killed(&plan, &Setting { database, ..plan.setting(folder.path()) }, time).await
}

async fn killed(plan: &Plan, setting: &Setting, time: Duration) -> Result<(), String> {
    let until = Instant::now() + time;
    let mut random = StdRng::seed_from_u64(plan.seed);
    let mut load = Load::new(plan.seed, &plan.book, false);
    let mut kills = 0;
    let mut server = Server::start(setting, &plan.book).await?;
    while Instant::now() < until {
        let working = load.work(server.client());
        working.writes(1).await?;
        // not a wait for anything: when it happens is what is tried out
        tokio::time::sleep(random.random_range(Duration::ZERO..WINDOW)).await;
        server.kill().await;
        kills += 1;
        load = working.end().await?;
        server = Server::start(setting, &plan.book).await?;
        load.compare(&server, &setting.database).await?;
        load.settle(&server).await?;
    }
    load.compare(&server, &setting.database).await?;
    server.kill().await;
    plan.book.note(format!("killed {kills} times; {} writes acknowledged", load.acknowledged()));
    Ok(())
}
