//! Loads many tables through `commit` and times what people wait for. A figure to
//! look at, not a test: `cargo run --release --example load -- [url] [tables]`.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_domain::{
    Actor, ActorId, ActorKind, ChangesetId, ChangesetOrigin, Column, ColumnFacts, ColumnId, Delta,
    EntityChange, LogicalType, Path, Source, SourceId, SourceKind, Table, TableId, TableKind,
    TableObserved, Value,
};
use ariadne_ports::{
    At, CatalogWriter, ColumnReader, Head, IdSource, PageRequest, SearchReader, SourceReader,
    TableFilter, TableOrder, TableReader,
};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};

const COLUMNS: usize = 10;
const CHUNK: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let location = match arguments.next() {
        Some(url) => Location::parse(&url)?,
        None => Location::Sqlite(PathBuf::from("load.db")),
    };
    let tables: usize = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(run(location, tables))
}

async fn run(location: Location, tables: usize) -> Result<(), Box<dyn Error>> {
    // another range on each run, so that a filled database can be timed again
    let started = std::time::UNIX_EPOCH.elapsed()?.as_secs();
    let ids = Arc::new(SeqIds::after(started % 1_000_000 * 10_000_000));
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let repo = Database::open(OpenOptions::new(location, clock, ids.clone())).await?;
    if repo.count_tables(At::Head, &TableFilter::default(), 1).await?.value == 0 {
        fill(&repo, &ids, tables).await?;
    }
    time(&repo, ids.as_ref(), tables).await?;
    Ok(repo.close().await?)
}

fn head(ids: &SeqIds) -> Head {
    Head {
        id: ChangesetId(ids.next()),
        actor: Actor { id: ActorId(ids.next()), name: "Loader".into(), kind: ActorKind::System },
        at: time_of_day(0),
        origin: ChangesetOrigin::Import,
        message: None,
        undoes: None,
        requires: Vec::new(),
        secrets: Vec::new(),
        idempotency: None,
    }
}

async fn fill(repo: &Repo, ids: &SeqIds, tables: usize) -> Result<(), Box<dyn Error>> {
    let sources: Vec<Source> = (0..20)
        .map(|n| Source {
            id: SourceId(ids.next()),
            name: format!("Source {n}"),
            kind: SourceKind::Oracle,
            description: None,
            settings: Value::object(),
            secret: None,
            is_active: true,
        })
        .collect();
    let created = sources.iter().cloned().map(|s| Delta::created(s).into()).collect();
    repo.commit(head(ids), created).await?;
    let start = Instant::now();
    let mut rows = 0;
    for first in (0..tables).step_by(CHUNK) {
        let mut changes: Vec<EntityChange> = Vec::new();
        for n in first..tables.min(first + CHUNK) {
            let source = &sources[n % sources.len()];
            let table = table(ids, n, source.id);
            changes
                .extend(columns(ids, n, table.id).map(|c| EntityChange::from(Delta::created(c))));
            changes.push(Delta::created(table).into());
        }
        rows += changes.len();
        repo.commit(head(ids), changes).await?;
    }
    let took = start.elapsed();
    let pace = took / u32::try_from(rows)?;
    eprintln!("load  {rows} rows in {took:.1?}, {pace:.1?} a row");
    Ok(())
}

const WORDS: [&str; 12] = [
    "customer", "order", "invoice", "item", "payment", "shipment", "product", "account", "ledger",
    "session", "event", "客户",
];

fn table(ids: &SeqIds, n: usize, source: SourceId) -> Table {
    let name = format!("{}_{}_{n:06}", WORDS[n % WORDS.len()], WORDS[n / 7 % WORDS.len()]);
    let mut table = Table::new(TableId(ids.next()), Some(format!("SCHEMA_{}", n % 50)), name);
    table.source = Some(source);
    table.tags = vec![format!("tag{}", n % 40)];
    table.observed = Some(TableObserved {
        kind: TableKind::Table,
        comment: Some(format!("Holds the {} of {}", WORDS[n % 11], WORDS[n % 9])),
        definition: None,
        row_count: Some(n as u64),
        properties: Value::object(),
        keys: Vec::new(),
    });
    table.introspected_at = Some(time_of_day(i64::try_from(n % 10_000).unwrap_or_default()));
    table
}

fn columns(ids: &SeqIds, n: usize, table: TableId) -> impl Iterator<Item = Column> {
    (0..COLUMNS).map(move |c| {
        let facts = ColumnFacts {
            path: Path::key(format!(
                "{}_{}",
                WORDS[(n + c) % WORDS.len()],
                if c == 0 { "id".into() } else { format!("c{c}") }
            )),
            data_type: "VARCHAR2(50 CHAR)".into(),
            logical_type: LogicalType::String(Some(50)),
            nullable: c > 0,
            default: None,
            generated: None,
            comment: (c == 1).then(|| "as the source says".to_owned()),
            properties: Value::object(),
        };
        let ordinal = u32::try_from(c).unwrap_or_default();
        Column::observed(ColumnId(ids.next()), table, facts, ordinal)
    })
}

/// Prints median and worst of a few runs.
async fn timed<T, F: Future<Output = ariadne_ports::Result<T>>>(
    name: &str,
    run: impl Fn() -> F,
) -> Result<T, Box<dyn Error>> {
    let mut last = run().await?;
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..15 {
        let start = Instant::now();
        last = run().await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    eprintln!(
        "{name:32} p50 {:>10.1?}  worst {:>10.1?}",
        times[times.len() / 2],
        times[times.len() - 1]
    );
    Ok(last)
}

async fn time(repo: &Repo, ids: &SeqIds, tables: usize) -> Result<(), Box<dyn Error>> {
    let all = TableFilter::default();
    let page = PageRequest::first(50);
    for order in [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest] {
        let list = |request: PageRequest| {
            let all = all.clone();
            async move { repo.list_tables(At::Head, &all, order, &request).await }
        };
        timed(&format!("list {order:?} page 1"), || list(page.clone())).await?;
        let deep = list(PageRequest::first(tables * 9 / 10)).await?.items.pop();
        let after = deep.map(|(_, cursor)| cursor);
        let behind = PageRequest { first: 50, after };
        timed(&format!("list {order:?} deep"), || list(behind.clone())).await?;
    }
    let source = repo.source_by_name("source 3").await?.map(|s| s.value.id);
    let filters = [
        ("by source", TableFilter { source, ..all.clone() }),
        ("by tag", TableFilter { tags: vec!["tag7".into()], ..all.clone() }),
        ("by rare text", TableFilter { text: Some("_099999".into()), ..all.clone() }),
        ("by common text", TableFilter { text: Some("order".into()), ..all.clone() }),
    ];
    for (name, filter) in &filters {
        timed(&format!("list {name}"), || {
            repo.list_tables(At::Head, filter, TableOrder::Name, &page)
        })
        .await?;
        timed(&format!("count {name}"), || repo.count_tables(At::Head, filter, 10_000)).await?;
    }
    timed("facets of all", || repo.table_facets(&all)).await?;
    timed("facets by source", || repo.table_facets(&filters[0].1)).await?;
    for text in [
        "order_invoice_000099",
        "nothing_like_it",
        "customer",
        "customer invoice",
        "客户",
        "id",
        "c1 order",
        "source says",
    ] {
        let first = timed(&format!("search {text:?}"), || repo.search(text, &page)).await?;
        let count = timed(&format!("count {text:?}"), || repo.count_hits(text, 10_000)).await?;
        eprintln!("    {} hits shown, {} counted", first.items.len(), count.value);
        if let (true, Some((_, cursor))) = (first.has_next, first.items.last()) {
            let next = PageRequest { first: 50, after: Some(cursor.clone()) };
            timed(&format!("search {text:?} page 2"), || repo.search(text, &next)).await?;
        }
    }
    let some = repo.list_tables(At::Head, &all, TableOrder::Name, &page).await?.into_items();
    let some: Vec<TableId> = some.iter().map(|t| t.value.id).collect();
    timed("columns of 50 tables", || repo.columns_of_tables(At::Head, &some)).await?;
    timed("column counts of 50 tables", || repo.count_columns(At::Head, &some)).await?;
    let owner = std::sync::atomic::AtomicUsize::new(0);
    timed("change one table", || async {
        let row = repo.tables(At::Head, &some[..1]).await?.remove(0);
        let mut after = row.value.clone();
        let next = owner.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        after.owner = Some(format!("owner {next}"));
        repo.commit(head(ids), vec![Delta::updated(row, after).into()]).await
    })
    .await?;
    Ok(())
}
