//! A data folder that may only be read: a server is refused with a sentence, and changes
//! nothing; with the right to write it goes on where it was.

use std::path::Path;
use std::time::Duration;

use ariadne_tests::process::{Process, Setting};

use crate::load::Load;
use crate::server::{Plan, Server, look_for_panics};
use crate::tally::Fault;
use crate::tmpfs::Tmpfs;

const ROOM: u64 = 64 * 1024 * 1024;
/// How often a server is started that must not serve.
const STARTS: usize = 4;

pub(crate) async fn run(plan: Plan, _time: Duration) -> Result<(), String> {
    let logs = tempfile::tempdir().map_err(|error| error.to_string())?;
    let disk = Tmpfs::mount(ROOM);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let place = disk.as_ref().map_or(folder.path(), Tmpfs::path);
    let setting = Setting { log: logs.path().join("log"), ..plan.setting(place) };
    let mut load = Load::new(plan.seed, &plan.book, false);
    for round in 0..2 {
        let server = Server::start(&setting, &plan.book).await?;
        load.compare(&server, &setting.database).await?;
        let working = load.work(server.client());
        working.writes(60).await?;
        // with a log of SQLite's to be taken up, and without one
        if round == 0 {
            server.kill().await;
            load = working.end().await?;
        } else {
            load = working.stop().await?;
            server.kill().await;
        }
        if let Some(disk) = &disk {
            disk.remount("ro")?;
            refused(&plan, &setting).await;
            disk.remount("rw")?;
        } else {
            permit(place, 0o500)?;
            refused(&plan, &setting).await;
            permit(place, 0o700)?;
        }
        let server = Server::start(&setting, &plan.book).await?;
        load.compare(&server, &setting.database).await?;
        load.settle(&server).await?;
        server.kill().await;
    }
    let how = if disk.is_some() { "a file system mounted read-only" } else { "permissions" };
    plan.book.note(format!("by {how}; {} writes acknowledged", load.acknowledged()));
    Ok(())
}

fn permit(folder: &Path, mode: u32) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(folder, permissions).map_err(|error| error.to_string())
}

/// Starts servers that must say why they do not serve.
async fn refused(plan: &Plan, setting: &Setting) {
    for _ in 0..STARTS {
        plan.book.tried();
        match Process::try_start(setting).await {
            Ok(process) => {
                process.kill().await;
                plan.book.fault(Fault::Wrong, "it serves what it cannot write");
            }
            Err(told) => {
                let sentence = told.lines().last().unwrap_or_default();
                if sentence.starts_with("ariadne: ") && sentence.ends_with('.') {
                    plan.book.refused();
                } else {
                    plan.book.fault(Fault::Wrong, format!("it ends with {told}"));
                }
            }
        }
        look_for_panics(setting, &plan.book);
    }
}
