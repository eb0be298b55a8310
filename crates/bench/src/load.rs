//! Loads a catalog through the product's own commit.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ariadne_domain::{
    Actor, ActorId, ActorKind, ChangesetId, ChangesetOrigin, Delta, EntityChange, Stored, Table,
    Timestamp,
};
use ariadne_ports::{
    At, CatalogWriter, ChangesetReader, Clock, Head, IdSource, TableFilter, TableReader,
};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Generator, START};
use crate::edges::Edges;
use crate::measure::Samples;
use crate::report::{Line, Report};
use crate::shape::Shape;

/// Rows in one changeset, about.
const CHUNK: usize = 40_000;
/// Edges in one changeset: as many as one call may create.
const EDGES: usize = 100_000;
/// One-row commits that are timed.
const SINGLE: u64 = 60;
/// Those before them: the first ones put away what the load left in the log.
const WARM_UP: u64 = 20;

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

/// What a catalog holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    pub(crate) tables: u64,
    pub(crate) columns: u64,
    pub(crate) edges: u64,
}

/// Loads everything, tells how fast, and for [`Shape::Lists`] what one durable row costs.
pub(crate) fn load(
    generator: &Generator,
    edges: &Edges,
    location: Location,
    folder: &Path,
    report: &mut Report,
) -> Outcome<Size> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let ids = Arc::new(Counting::default());
        let on_this_disk = matches!(location, Location::Sqlite(_));
        let repo =
            Database::open(OpenOptions::new(location, Arc::new(Standing), ids.clone())).await?;
        if repo.count_tables(At::Head, &TableFilter::default(), 1).await?.value > 0 {
            return Err("The database already holds a catalog; give an empty one.".into());
        }
        let begun = Instant::now();
        let (sources, mut size) = fill(&repo, &ids, generator).await?;
        let rate = per_second(size.tables + size.columns + sources, begun.elapsed());
        let name = generator.shape().name();
        report.note(&format!(
            "{name}: loaded {} tables, {} columns in {:.1} s: {rate} rows/s through the product's commit",
            size.tables,
            size.columns,
            begun.elapsed().as_secs_f64(),
        ))?;
        let begun = Instant::now();
        size.edges = connect(&repo, &ids, edges).await?;
        if size.edges > 0 {
            let rate = per_second(2 * size.edges, begun.elapsed());
            report.note(&format!(
                "{name}: loaded {} edges with a claim each in {:.1} s: {rate} rows/s",
                size.edges,
                begun.elapsed().as_secs_f64(),
            ))?;
        }
        if generator.shape() == Shape::Lists {
            let page = if on_this_disk { Some(Page::new(folder)?) } else { None };
            let (commits, syncs) = single_rows(&repo, &ids, generator, page).await?;
            report.note("commits are durable: SQLite in WAL mode with synchronous FULL; PostgreSQL as it is configured")?;
            let floor = on_this_disk.then(|| syncs.p50());
            report.line(&Line { name: "commit.one_row", samples: &commits, floor, target: None })?;
        }
        repo.close().await?;
        Ok(size)
    })
}

fn per_second(rows: u64, took: Duration) -> u128 {
    u128::from(rows) * 1_000 / took.as_millis().max(1)
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

/// Loads sources, tables and columns; how many sources, and how many of the others.
async fn fill(repo: &Repo, ids: &Counting, generator: &Generator) -> Outcome<(u64, Size)> {
    let sources = Generator::sources();
    let count = sources.len() as u64;
    let created = sources.into_iter().map(|source| Delta::created(source).into()).collect();
    repo.commit(head(ids), created).await?;
    let mut size = Size::default();
    let mut changes: Vec<EntityChange> = Vec::new();
    for entry in generator.entries() {
        size.tables += 1;
        size.columns += entry.columns.len() as u64;
        changes.push(Delta::created(entry.table).into());
        changes.extend(entry.columns.into_iter().map(|c| EntityChange::from(Delta::created(c))));
        if changes.len() >= CHUNK || size.tables == generator.tables() {
            repo.commit(head(ids), std::mem::take(&mut changes)).await?;
        }
    }
    Ok((count, size))
}

/// Loads the edges; how many there are.
async fn connect(repo: &Repo, ids: &Counting, edges: &Edges) -> Outcome<u64> {
    let mut links = edges.all().peekable();
    let mut count = 0;
    while links.peek().is_some() {
        let mut changes: Vec<EntityChange> = Vec::with_capacity(2 * EDGES);
        for link in links.by_ref().take(EDGES) {
            count += 1;
            changes.extend(link.created()?);
        }
        repo.commit(head(ids), changes).await?;
    }
    Ok(count)
}

/// Changes one table's row count, many times, each a commit of its own, in turn with
/// the floor. Nothing that a workload looks at changes.
async fn single_rows(
    repo: &Repo,
    ids: &Counting,
    generator: &Generator,
    mut floor: Option<Page>,
) -> Outcome<(Samples, Samples)> {
    let id = generator.entry(0).table.id;
    let (mut commits, mut syncs) = (Samples::default(), Samples::default());
    for n in 0..WARM_UP + SINGLE {
        let before: Stored<Table> =
            repo.tables(At::Head, &[id]).await?.pop().ok_or("The first table is not there.")?;
        let mut after = before.value.clone();
        let Some(observed) = &mut after.observed else {
            return Err("The first table was never fetched.".into());
        };
        // larger than any that the catalog was made with, so that each is a change
        observed.row_count = Some((1 << 40) + n);
        let seq = repo.state().await?.seq;
        let begun = Instant::now();
        repo.commit(head(ids), vec![Delta::updated(before, after).into()]).await?;
        let took = begun.elapsed();
        if repo.state().await?.seq != seq + 1 {
            return Err("A commit of one row made no changeset.".into());
        }
        let synced = floor.as_mut().map(Page::keep).transpose()?;
        if n >= WARM_UP {
            commits.push(took);
            if let Some(took) = synced {
                syncs.push(took);
            }
        }
    }
    Ok((commits, syncs))
}

/// A page on the disk that is written over and over, as a log of a steady size is: a
/// file that grows would have its new size written too.
pub(crate) struct Page(File);

impl Page {
    const BYTES: [u8; 4_096] = [7; 4_096];

    pub(crate) fn new(folder: &Path) -> Outcome<Self> {
        let mut page = Self(File::create(folder.join("fsync"))?);
        page.keep()?;
        Ok(page)
    }

    /// How long it takes to write it and to know that it is on the disk.
    pub(crate) fn keep(&mut self) -> Outcome<Duration> {
        let begun = Instant::now();
        self.0.rewind()?;
        self.0.write_all(&Self::BYTES)?;
        self.0.sync_data()?;
        Ok(begun.elapsed())
    }
}
