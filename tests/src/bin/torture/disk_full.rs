//! The disk is full while clients write, and has room again; then files that may not grow.

use std::path::Path;
use std::time::{Duration, Instant};

use ariadne_tests::full_disk::FullDisk;

use crate::load::{Load, Working};
use crate::server::{Plan, Server};
use crate::tmpfs::Tmpfs;

/// A disk of so many bytes: a catalog of some minutes, and its log.
const DISK: u64 = 48 * 1024 * 1024;
/// Runs a program whose files may not grow beyond 3 MiB; the signal of it is ignored, so that
/// it is an error of writing.
const MAY_NOT_GROW: [&str; 3] = ["sh", "-c", r#"trap "" XFSZ; ulimit -f 6144; exec "$0" "$@""#];
/// Refusals that are waited for while nothing can be written.
const REFUSALS: u64 = 12;

/// A disk that becomes full.
enum Disk {
    Small(Tmpfs),
    Told(FullDisk),
}

impl Disk {
    fn fill(&self) {
        match self {
            Self::Small(disk) => disk.fill(),
            Self::Told(disk) => disk.fill(),
        }
    }

    fn empty(&self) -> Result<(), String> {
        match self {
            Self::Small(disk) => disk.empty()?,
            Self::Told(disk) => disk.empty(),
        }
        Ok(())
    }
}

pub(crate) async fn run(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    full(&plan, folder.path(), time / 2).await?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    may_not_grow(&plan, folder.path(), time / 2).await
}

/// Waits until so many more requests are refused.
async fn refused(plan: &Plan, working: &Working) -> Result<(), String> {
    let wanted = plan.book.counts().1 + REFUSALS;
    working.until(|| plan.book.counts().1 >= wanted).await
}

async fn full(plan: &Plan, folder: &Path, time: Duration) -> Result<(), String> {
    let mut setting = plan.setting(folder);
    let disk = if let Some(small) = Tmpfs::mount(DISK) {
        setting.database = format!("sqlite:{}", small.path().join("ariadne.db").display());
        plan.book.note("the full disk is a small tmpfs");
        Disk::Small(small)
    } else {
        let told = FullDisk::new(folder);
        setting.environment.extend(told.environment());
        plan.book.note("only root may mount: the full disk is told by the system's calls");
        Disk::Told(told)
    };
    let until = Instant::now() + time;
    let mut server = Server::start(&setting, &plan.book).await?;
    let mut load = Load::new(plan.seed, &plan.book, true);
    let mut fills = 0;
    while Instant::now() < until {
        let working = load.work(server.client());
        working.writes(10).await?;
        disk.fill();
        refused(plan, &working).await?;
        if fills % 2 == 0 {
            // and the process dies while it is full
            server.kill().await;
            disk.empty()?;
            load = working.end().await?;
            server = Server::start(&setting, &plan.book).await?;
        } else {
            disk.empty()?;
            working.writes(10).await?;
            load = working.stop().await?;
        }
        fills += 1;
        load.compare(&server, &setting.database).await?;
        load.settle(&server).await?;
    }
    load.compare(&server, &setting.database).await?;
    server.kill().await;
    plan.book.note(format!("full {fills} times; {} writes acknowledged", load.acknowledged()));
    Ok(())
}

async fn may_not_grow(plan: &Plan, folder: &Path, time: Duration) -> Result<(), String> {
    let free = plan.setting(folder);
    let limited = plan.setting_by(&MAY_NOT_GROW, folder);
    let mut load = Load::new(plan.seed, &plan.book, true);
    let server = Server::start(&limited, &plan.book).await?;
    let working = load.work(server.client());
    // a log of 4 MiB comes to its end in some hundred writes
    tokio::time::timeout(time.max(Duration::from_mins(1)), refused(plan, &working))
        .await
        .map_err(|_| "nothing was refused although files may not grow".to_owned())??;
    server.kill().await;
    load = working.end().await?;
    let server = Server::start(&free, &plan.book).await?;
    load.compare(&server, &free.database).await?;
    load.settle(&server).await?;
    load.compare(&server, &free.database).await?;
    server.kill().await;
    let acknowledged = load.acknowledged();
    plan.book.note(format!("files may not grow: {acknowledged} writes acknowledged"));
    Ok(())
}
