//! Loads the catalog through the product's own commit.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ariadne_domain::{
    Actor, ActorId, ActorKind, ChangesetId, ChangesetOrigin, Delta, EntityChange, Stored, Table,
    Timestamp,
};
use ariadne_ports::{At, CatalogWriter, Clock, Head, IdSource, TableFilter, TableReader};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Generator, START};
use crate::measure::Samples;
use crate::report::{Line, Report};

/// Rows in one changeset, about.
const CHUNK: usize = 40_000;
/// One-row commits that are timed.
const SINGLE: u64 = 60;

/// A clock that stands.
#[derive(Debug)]
struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        START
    }
}

/// Ids of what is not part of the catalog's data.
#[derive(Debug, Default)]
struct Counting(AtomicU64);

impl IdSource for Counting {
    fn next(&self) -> Uuid {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(1_789_999_999_999 << 80 | 0x7 << 76 | 0b10 << 62 | u128::from(n))
    }
}

/// Loads everything, tells how fast, and tells what one durable row costs.
pub(crate) fn load(
    generator: &Generator,
    location: Location,
    folder: &Path,
    report: &mut Report,
) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let ids = Arc::new(Counting::default());
        let repo =
            Database::open(OpenOptions::new(location, Arc::new(Standing), ids.clone())).await?;
        if repo.count_tables(At::Head, &TableFilter::default(), 1).await?.value > 0 {
            return Err("The database already holds a catalog; give an empty one.".into());
        }
        let begun = Instant::now();
        let rows = fill(&repo, &ids, generator).await?;
        let took = begun.elapsed();
        report.note(&format!(
            "loaded {} tables, {rows} rows in all, in {:.1} s: {} rows/s through the product's commit",
            generator.tables(),
            took.as_secs_f64(),
            rows as u128 * 1_000 / took.as_millis().max(1),
        ))?;
        let commits = single_rows(&repo, &ids, generator).await?;
        let syncs = fsyncs(folder)?;
        report.note("commits are durable: SQLite in WAL mode with synchronous FULL; PostgreSQL as it is configured")?;
        let floor = Some(syncs.p50());
        report.line(&Line { name: "commit.one_row", samples: &commits, floor, target: None })?;
        repo.close().await?;
        Ok(())
    })
}

fn head(ids: &Counting) -> Head {
    let name = "Loader".to_owned();
    Head {
        id: ChangesetId(ids.next()),
        actor: Actor { id: ActorId(Uuid::from_u128(1)), name, kind: ActorKind::System },
        at: START,
        origin: ChangesetOrigin::Import,
        message: None,
        undoes: None,
        requires: Vec::new(),
        secrets: Vec::new(),
        idempotency: None,
    }
}

async fn fill(repo: &Repo, ids: &Counting, generator: &Generator) -> Outcome<usize> {
    let sources = Generator::sources();
    let mut rows = sources.len();
    let created = sources.into_iter().map(|source| Delta::created(source).into()).collect();
    repo.commit(head(ids), created).await?;
    let mut changes: Vec<EntityChange> = Vec::new();
    for n in 0..generator.tables() {
        let entry = generator.entry(n);
        changes.push(Delta::created(entry.table).into());
        changes.extend(entry.columns.into_iter().map(|c| EntityChange::from(Delta::created(c))));
        if changes.len() >= CHUNK || n + 1 == generator.tables() {
            rows += changes.len();
            repo.commit(head(ids), std::mem::take(&mut changes)).await?;
        }
    }
    Ok(rows)
}

/// Changes one table's row count, many times, each a commit of its own. Nothing
/// that a workload looks at changes.
async fn single_rows(repo: &Repo, ids: &Counting, generator: &Generator) -> Outcome<Samples> {
    let id = generator.entry(0).table.id;
    let mut samples = Samples::default();
    for n in 0..SINGLE {
        let before: Stored<Table> =
            repo.tables(At::Head, &[id]).await?.pop().ok_or("The first table is not there.")?;
        let mut after = before.value.clone();
        if let Some(observed) = &mut after.observed {
            observed.row_count = Some(n);
        }
        let begun = Instant::now();
        repo.commit(head(ids), vec![Delta::updated(before, after).into()]).await?;
        samples.push(begun.elapsed());
    }
    Ok(samples)
}

/// What the disk needs to keep one page.
fn fsyncs(folder: &Path) -> Outcome<Samples> {
    let mut file = File::create(folder.join("fsync"))?;
    let page = [7_u8; 4_096];
    let mut samples = Samples::default();
    for _ in 0..SINGLE {
        let begun = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        samples.push(begun.elapsed().max(Duration::from_nanos(1)));
    }
    Ok(samples)
}
