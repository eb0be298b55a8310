//! Commits one large changeset of lineage and times it and what is asked of it. A
//! figure to look at, not a test: `cargo run --release --example edges -- [file] [edges]`.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use ariadne_domain::{
    ChangesetId, Delta, EdgeDraft, EntityChange, LineageOrigin, TableId, Timestamp,
};
use ariadne_ports::{At, CatalogWriter, Head, IdSource, LineageReader, ScanFrom, TableReader};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::builders::{ClaimBuilder, HeadBuilder, TableBuilder, table_edge};
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};

const DEGREE: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().map_or(PathBuf::from("edges.db"), PathBuf::from);
    let edges: usize = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(file, edges))
}

fn head(ids: &SeqIds) -> Head {
    HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build()
}

/// Says how long something took.
fn told<T>(what: &str, started: Instant, answer: T) -> T {
    eprintln!("{what:44} {:>10.1?}", started.elapsed());
    answer
}

async fn run(file: PathBuf, edges: usize) -> Result<(), Box<dyn Error>> {
    // another range on each run, so that a filled database can be timed again
    let started = std::time::UNIX_EPOCH.elapsed()?.as_secs();
    let ids = Arc::new(SeqIds::after(started % 1_000_000 * 10_000_000));
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let options = OpenOptions::new(Location::Sqlite(file), clock, ids.clone());
    let repo = Database::open(options).await?;
    let tables: Vec<TableId> = (0..=edges / DEGREE + DEGREE).map(|_| ids.make()).collect();
    let made = tables.iter().map(|id| {
        let table = TableBuilder::new(*id, &format!("table {id}")).build();
        EntityChange::from(Delta::created(table))
    });
    let (made, start) = (made.collect(), Instant::now());
    told("tables", start, repo.commit(head(&ids), made).await?);

    let mut drawn = Vec::new();
    for n in 0..edges {
        let (from, step) = (n / DEGREE, n % DEGREE + 1);
        let edge = table_edge(ids.next(), tables[from], tables[from + step]);
        let claim = ClaimBuilder::by_machine(LineageOrigin::Sql, "loader").confidence(800);
        let mut draft = EdgeDraft::new(edge);
        draft.claim(claim.build(), Timestamp(0), || ids.make()).map_err(|v| v.message)?;
        drawn.extend(draft.into_changes());
    }
    let (rows, start) = (drawn.len(), Instant::now());
    let seq = repo.commit(head(&ids), drawn).await?.changeset.seq;
    told(&format!("{rows} rows of edges and assertions"), start, ());
    ask(&repo, &tables, seq).await?;
    Ok(repo.close().await?)
}

async fn ask(repo: &Repo, tables: &[TableId], seq: u64) -> Result<(), Box<dyn Error>> {
    for at in [At::Head, At::Seq(seq)] {
        let start = Instant::now();
        let found = repo.edges_of_tables(at, &tables[..500]).await?;
        told(&format!("{} edges of 500 tables, {at:?}", found.len()), start, ());
    }
    let pairs: Vec<_> = tables.windows(2).take(10_000).map(|t| (t[0].0, t[1].0)).collect();
    let start = Instant::now();
    let found = repo.edges_between(&pairs).await?;
    told(&format!("{} edges between pairs", found.len()), start, ());
    let ids: Vec<_> = found.iter().map(|edge| edge.value.id).collect();
    let start = Instant::now();
    let found = repo.assertions_of(At::Head, &ids).await?;
    told(&format!("{} assertions", found.len()), start, ());
    let (mut rows, mut from, start) = (0, ScanFrom::Tables(None), Instant::now());
    while from != ScanFrom::End {
        let (part, next) = repo.graph_rows(seq, from, 10_000).await?;
        (rows, from) = (rows + part.len(), next);
    }
    told(&format!("{rows} rows of the graph"), start, ());
    let start = Instant::now();
    told("one table", start, repo.tables(At::Head, &tables[..1]).await?);
    Ok(())
}
