//! How much memory a server holds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::load::Size;
use crate::processes::Server;
use crate::report::Report;

/// How often it is looked at until it changes no more, and for how long at most.
const INTERVAL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(10);
/// So many looks in a row find the same.
const STEADY: usize = 5;
/// Bytes for each table, column and edge that are good.
const EACH: f64 = 120.0;

/// Kilobytes of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Resident {
    /// All that is resident (`VmRSS`).
    pub(crate) all: u64,
    /// Of it what is the process's own (`RssAnon`); the rest are files, the database
    /// above all, that the system takes back when it needs the room.
    pub(crate) own: u64,
}

impl Resident {
    /// Of a server at rest.
    pub(crate) fn of(server: &Server) -> Outcome<Self> {
        let begun = Instant::now();
        let mut last = Self::now(server)?;
        let mut same = 0;
        while same < STEADY && begun.elapsed() < PATIENCE {
            std::thread::sleep(INTERVAL);
            let now = Self::now(server)?;
            same = if now == last { same + 1 } else { 0 };
            last = now;
        }
        Ok(last)
    }

    fn now(server: &Server) -> Outcome<Self> {
        let status = server.status()?;
        let field = |name: &str| -> Outcome<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|rest| rest.split_whitespace().next());
            Ok(number.ok_or_else(|| format!("The system does not tell {name}"))?.parse()?)
        };
        Ok(Self { all: field("VmRSS:")?, own: field("RssAnon:")? })
    }
}

/// How often it is looked how much a server that works holds.
const LOOK: Duration = Duration::from_millis(5);

/// The most of its own that a server held while something was done with it, and the
/// most with what is mapped from files.
pub(crate) fn peak<T>(
    server: &Server,
    work: impl FnOnce() -> Outcome<T>,
) -> Outcome<(T, Resident)> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let mut most = Resident { all: 0, own: 0 };
            while !done.load(Ordering::Relaxed) {
                let now = Resident::now(server)?;
                most = Resident { all: most.all.max(now.all), own: most.own.max(now.own) };
                std::thread::sleep(LOOK);
            }
            Ok::<_, crate::Failure>(most)
        });
        let worked = work();
        done.store(true, Ordering::Relaxed);
        let most = looking.join().map_err(|_| "Whoever looks at the memory panicked.")??;
        Ok((worked?, most))
    })
}

/// Prints what a catalog takes beside an empty one; judged when it is asked for.
pub(crate) fn print(
    name: &str,
    (full, empty): (Resident, Resident),
    size: Size,
    judged: bool,
    report: &mut Report,
) -> Outcome<()> {
    let items = size.tables + size.columns + size.edges;
    let target = judged.then_some(EACH);
    for (part, full, empty, target) in
        [("", full.all, empty.all, target), (".own", full.own, empty.own, None)]
    {
        let more = full.saturating_sub(empty);
        report.note(&format!(
            "{name}{part}: {} MB, {} MB more than an empty server, {items} tables, columns and edges",
            full / 1_024,
            more / 1_024
        ))?;
        let bytes = number(more * 1_024) / number(items);
        report.amount(&format!("{name}{part}"), bytes, "B", target)?;
    }
    Ok(())
}

/// As a number with a fraction; what is counted here is far from where that rounds.
pub(crate) fn number(count: u64) -> f64 {
    let (high, low) = (count >> 32, count & 0xffff_ffff);
    f64::from(u32::try_from(high).unwrap_or(u32::MAX)) * 4_294_967_296.0
        + f64::from(u32::try_from(low).unwrap_or(u32::MAX))
}
