//! `FetchStore`.

use ariadne_domain::{FetchId, FetchedTable, Problem, TableKind, Timestamp, Value};
use ariadne_ports::{ErrorKind, StoredFetch};

use super::World;
use super::expect::refused;
use crate::builders::{FactsBuilder, FetchedBuilder};
use crate::{Backend, time_of_day};

fn fetch(world: &World<'_>, at: i64, fetched: FetchedTable) -> StoredFetch {
    let (id, source) = (FetchId(world.id()), world.ids.make());
    StoredFetch { id, at: time_of_day(at), source, table: None, fetched }
}

async fn get(backend: &Backend, ids: &[FetchId], now: Timestamp) -> Vec<StoredFetch> {
    let mut found = backend.fetches.get(ids, now).await.expect("fetches");
    found.sort_by_key(|fetch| fetch.id);
    found
}

/// What was put is got back equal, every fact, warning and statement of it.
pub async fn what_was_put_is_got_back_equal(backend: &Backend) {
    let world = World::new(backend);
    let facts = FactsBuilder::new("items[].\"a.b\"{}", "array<object>")
        .required()
        .comment("note")
        .default("now()")
        .property("share", Value::Number("0.10".into()))
        .build();
    let mut fetched = FetchedBuilder::new("Örders\u{1}")
        .schema("shop")
        .kind(TableKind::TimeSeries)
        .comment("c")
        .definition("[{\"$match\": 1}]")
        .row_count(1 << 60)
        .column("_id", "objectId")
        .facts(facts)
        .primary_key(["_id"])
        .warning(Problem::new("W", "Some part could not be seen.").with_remedy("GRANT"))
        .sampled(1_000, "$sample")
        .build();
    fetched.columns[0].generated = Some("ALIAS".into());
    fetched.evidence.resolved_from = Some("orders".into());
    fetched.facts.properties = Value::object().with("capped", true);
    let mut full = fetch(&world, 0, fetched);
    full.table = Some(world.ids.make());
    let bare = fetch(&world, 0, FetchedBuilder::new("bare").build());
    for stored in [&full, &bare] {
        backend.fetches.put(stored, time_of_day(60)).await.expect("put");
    }
    let ids = [bare.id, world.ids.make(), full.id];
    assert_eq!(get(backend, &ids, time_of_day(1)).await, [full, bare]);
    assert_eq!(get(backend, &[], time_of_day(1)).await, []);
}

/// A fetch is there until it expires, then it is gone.
pub async fn a_fetch_is_gone_when_it_expires(backend: &Backend) {
    let world = World::new(backend);
    let stored = fetch(&world, 0, FetchedBuilder::new("t").build());
    let expires = time_of_day(60);
    backend.fetches.put(&stored, expires).await.expect("put");
    let ids = [stored.id];
    assert_eq!(get(backend, &ids, expires.plus_micros(-1)).await, [stored]);
    assert_eq!(get(backend, &ids, expires).await, []);
    assert_eq!(get(backend, &ids, expires.plus_micros(1)).await, []);
}

/// Fetches that expired before a new one was made are dropped for good.
pub async fn expired_fetches_are_dropped(backend: &Backend) {
    let world = World::new(backend);
    let old = fetch(&world, 0, FetchedBuilder::new("old").build());
    let lasting = fetch(&world, 0, FetchedBuilder::new("lasting").build());
    let new = fetch(&world, 100, FetchedBuilder::new("new").build());
    backend.fetches.put(&old, time_of_day(60)).await.expect("put");
    backend.fetches.put(&lasting, time_of_day(900)).await.expect("put");
    backend.fetches.put(&new, time_of_day(160)).await.expect("put");
    let ids = [old.id, lasting.id, new.id];
    assert_eq!(get(backend, &ids, time_of_day(1)).await, [lasting, new]);
}

/// A fetch that is too large is refused, and nothing is kept of it.
pub async fn a_huge_fetch_is_refused(backend: &Backend) {
    let world = World::new(backend);
    let huge = FetchedBuilder::new("t").definition(&"x".repeat(65 * 1024 * 1024)).build();
    let stored = fetch(&world, 0, huge);
    refused(backend.fetches.put(&stored, time_of_day(60)).await, ErrorKind::Limit);
    assert_eq!(get(backend, &[stored.id], time_of_day(1)).await, []);
}

/// A table of ten thousand columns is kept.
pub async fn a_wide_fetch_is_kept(backend: &Backend) {
    let world = World::new(backend);
    let mut wide = FetchedBuilder::new("wide");
    for n in 0..10_000 {
        wide = wide.column(&format!("group{}.column{n}", n % 100), "decimal(10,2)");
    }
    let stored = fetch(&world, 0, wide.build());
    backend.fetches.put(&stored, time_of_day(60)).await.expect("put");
    assert_eq!(get(backend, &[stored.id], time_of_day(1)).await, [stored]);
}
