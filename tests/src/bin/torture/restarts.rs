//! The database or the graph of a running server is stopped and killed while clients write.

use std::time::{Duration, Instant};

use ariadne_tests::process::Setting;
use ariadne_tests::services::{PostgresRestarted, Restarted, Stop};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use crate::load::Load;
use crate::server::{Plan, Server};

/// How long what was stopped stays away.
const AWAY: Duration = Duration::from_millis(1_500);

pub(crate) async fn of_postgres(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut postgres = PostgresRestarted::start().await?;
    let database = postgres.server.create_database("torture").await;
    let setting = Setting { database, ..plan.setting(folder.path()) };
    let until = Instant::now() + time;
    let mut random = StdRng::seed_from_u64(plan.seed);
    let server = Server::start(&setting, &plan.book).await?;
    let mut load = Load::new(plan.seed, &plan.book, true);
    let mut stops = 0;
    while Instant::now() < until {
        let working = load.work(server.client());
        working.writes(random.random_range(1..30)).await?;
        let all = [Stop::Fast, Stop::Immediate, Stop::Kill];
        postgres.stop(*all.choose(&mut random).unwrap_or(&Stop::Kill)).await?;
        // not a wait for anything: what is sent meanwhile is refused
        tokio::time::sleep(random.random_range(Duration::ZERO..AWAY)).await;
        postgres.start_again().await?;
        working.writes(20).await?;
        load = working.stop().await?;
        load.compare(&server, &setting.database).await?;
        load.settle(&server).await?;
        stops += 1;
    }
    load.compare(&server, &setting.database).await?;
    server.kill().await;
    plan.book.note(format!("{stops} stops; {} writes acknowledged", load.acknowledged()));
    Ok(())
}

/// While the graph is away everything is written; only questions to it are refused.
pub(crate) async fn of_neo4j(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut neo4j = Restarted::start().await?;
    let setting = plan.setting(folder.path()).on_neo4j(&neo4j.server);
    let until = Instant::now() + time;
    let mut random = StdRng::seed_from_u64(plan.seed);
    let server = Server::start(&setting, &plan.book).await?;
    let mut load = Load::new(plan.seed, &plan.book, true);
    let mut stops = 0;
    while Instant::now() < until {
        let working = load.work(server.client());
        working.writes(random.random_range(1..30)).await?;
        if random.random_bool(0.5) {
            neo4j.kill().await?;
        } else {
            neo4j.stop().await?;
        }
        // commits do not wait for the graph
        working.writes(20).await?;
        neo4j.start_again().await?;
        working.writes(10).await?;
        load = working.stop().await?;
        load.compare(&server, &setting.database).await?;
        load.settle(&server).await?;
        stops += 1;
    }
    load.compare(&server, &setting.database).await?;
    server.kill().await;
    plan.book.note(format!("{stops} stops; {} writes acknowledged", load.acknowledged()));
    Ok(())
}
