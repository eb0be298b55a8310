//! The clock jumps back and forth by hours while clients write. Times of changesets never go
//! back, nothing is lost, and nobody is sent away.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use crate::client::Client;
use crate::load::Load;
use crate::server::{Plan, Server};

/// How far the clock is set ahead or back at most. What is sent again under its key is known
/// for 24 hours, and all of it stays within them.
const FAR: i32 = 11;

/// The library that tells a process another time.
fn library() -> Result<PathBuf, String> {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().filter_map(Result::ok);
    let mut found = folders.map(|f| f.path().join("faketime/libfaketimeMT.so.1"));
    found.find(|path| path.is_file()).ok_or_else(|| {
        "libfaketime is missing; run as root: apt-get update && apt-get install -y libfaketime"
            .to_owned()
    })
}

/// Sets the clock so many hours ahead.
fn jump(file: &Path, hours: i32) -> Result<(), String> {
    // in one step: a file that is half written is another time
    let next = file.with_extension("next");
    std::fs::write(&next, format!("{hours:+}h\n")).map_err(|error| error.to_string())?;
    std::fs::rename(next, file).map_err(|error| error.to_string())
}

/// The hour of the newest changeset, with its day.
async fn hour(client: &Client) -> Result<String, String> {
    let newest = client.run("{ changesets(first: 1) { nodes { at } } }", &json!({})).await?;
    let at = newest["changesets"]["nodes"][0]["at"].as_str().unwrap_or_default();
    Ok(at.chars().take(13).collect())
}

pub(crate) async fn run(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("clock");
    let text = |path: &Path| path.display().to_string();
    let mut setting = plan.setting(folder.path());
    setting.environment.extend([
        ("LD_PRELOAD", text(&library()?)),
        ("FAKETIME_TIMESTAMP_FILE", text(&file)),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        // what measures durations does not jump on any system
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ("DONT_FAKE_MONOTONIC", "1".to_owned()),
    ]);
    jump(&file, 0)?;
    let until = Instant::now() + time;
    let mut random = StdRng::seed_from_u64(plan.seed);
    let server = Server::start(&setting, &plan.book).await?;
    let client = server.client();
    let mut working = Load::new(plan.seed, &plan.book, false).work(server.client());
    working.writes(10).await?;
    let before = hour(&client).await?;
    jump(&file, FAR)?;
    working.writes(10).await?;
    if hour(&client).await? == before {
        return Err("the clock does not jump for the server".to_owned());
    }
    let mut jumps = 1;
    while Instant::now() < until {
        jump(&file, random.random_range(-FAR..=FAR))?;
        working.writes(random.random_range(5..40)).await?;
        jumps += 1;
    }
    let mut load = working.stop().await?;
    load.compare(&server, &setting.database).await?;
    load.settle(&server).await?;
    server.kill().await;
    // a server that starts in the past goes on from the times that are there
    jump(&file, -FAR)?;
    let server = Server::start(&setting, &plan.book).await?;
    working = load.work(server.client());
    working.writes(20).await?;
    let load = working.stop().await?;
    load.compare(&server, &setting.database).await?;
    server.kill().await;
    plan.book.note(format!("{jumps} jumps; {} writes acknowledged", load.acknowledged()));
    Ok(())
}
