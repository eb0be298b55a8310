//! The feed of changesets.

use ariadne_testkit::builders::local_administrator;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ariadne_application::domain::{
    Actor, Change, Changeset, ChangesetId, EntityChange, EntityKind, EntityRef, Timestamp,
};
use ariadne_application::{ChangesetFilter, Error, ErrorKind, Options, Page, PageRequest, Result};
use ariadne_ports::{CatalogState, ChangeCount, ChangesetReader};
use async_trait::async_trait;
use futures_util::{FutureExt, Stream, StreamExt};
use uuid::Uuid;

use crate::world::{World, ctx, named_table, refused};

async fn seqs(
    feed: &mut (impl Stream<Item = Result<Arc<Changeset>>> + Unpin),
    n: usize,
) -> Vec<u64> {
    let changesets = feed.take(n).collect::<Vec<_>>().await;
    changesets.into_iter().map(|c| c.expect("a changeset").seq).collect()
}

#[tokio::test]
async fn it_replays_in_order_and_goes_on() {
    let world = World::new();
    for name in ["a", "b", "c"] {
        world.add_table(name, &[]).await;
    }
    let mut feed = pin!(world.admin().feed(Some(1)).await.expect("a feed"));
    assert_eq!(seqs(&mut feed, 2).await, [2, 3]);
    assert!(feed.next().now_or_never().is_none(), "it waits for the next one");
    world.add_table("d", &[]).await;
    assert_eq!(seqs(&mut feed, 1).await, [4]);
}

#[tokio::test]
async fn without_a_start_it_begins_now() {
    let world = World::new();
    world.add_table("a", &[]).await;
    let mut feed = pin!(world.admin().feed(None).await.expect("a feed"));
    world.add_table("b", &[]).await;
    assert_eq!(seqs(&mut feed, 1).await, [2]);
}

#[tokio::test(start_paused = true)]
async fn a_commit_wakes_it_at_once() {
    let world = World::new();
    let mut feed = pin!(world.admin().feed(None).await.expect("a feed"));
    let started = tokio::time::Instant::now();
    let (seen, ()) = tokio::join!(seqs(&mut feed, 1), async {
        tokio::task::yield_now().await;
        world.add_table("a", &[]).await;
    });
    assert_eq!(seen, [1]);
    assert_eq!(started.elapsed(), std::time::Duration::ZERO, "no interval passed");
}

#[tokio::test(start_paused = true)]
async fn it_sees_what_other_servers_commit() {
    let world = World::new();
    let mut feed = pin!(world.admin().feed(None).await.expect("a feed"));
    let other = world.other_server().editor(&local_administrator()).expect("an editor");
    let (seen, ()) = tokio::join!(seqs(&mut feed, 2), async {
        tokio::task::yield_now().await;
        other.create_table(ctx(), named_table("a")).await.expect("created");
        other.create_table(ctx(), named_table("b")).await.expect("created");
    });
    assert_eq!(seen, [1, 2]);
}

#[tokio::test]
async fn a_long_record_comes_whole() {
    let world = World::new();
    for number in 0..600 {
        world.add_table(&format!("t{number}"), &[]).await;
    }
    let mut feed = pin!(world.admin().feed(Some(0)).await.expect("a feed"));
    let expected: Vec<u64> = (1..=600).collect();
    assert_eq!(seqs(&mut feed, 600).await, expected);
}

#[tokio::test]
async fn a_reader_ahead_of_the_record_starts_over() {
    let world = World::new();
    world.add_table("a", &[]).await;
    let ahead = world.admin().feed(Some(2)).await.map(drop);
    resync(&refused(ahead, ErrorKind::Limit), 1);
}

fn resync(error: &Error, head: u64) {
    assert_eq!(error.context(), [("resync", head.to_string())]);
}

/// A record whose head is that much further than what it holds.
#[derive(Debug)]
struct Further {
    inner: Arc<dyn ChangesetReader>,
    by: Arc<AtomicU64>,
}

#[async_trait]
impl ChangesetReader for Further {
    async fn state(&self) -> Result<CatalogState> {
        let state = self.inner.state().await?;
        Ok(CatalogState { seq: state.seq + self.by.load(Ordering::SeqCst), ..state })
    }

    async fn changesets(&self, ids: &[ChangesetId]) -> Result<Vec<Changeset>> {
        self.inner.changesets(ids).await
    }

    async fn list_changesets(
        &self,
        filter: &ChangesetFilter,
        page: &PageRequest,
    ) -> Result<Page<Changeset>> {
        self.inner.list_changesets(filter, page).await
    }

    async fn changesets_after(&self, seq: u64, limit: usize) -> Result<Vec<Changeset>> {
        self.inner.changesets_after(seq, limit).await
    }

    async fn changeset_actors(&self) -> Result<Vec<Actor>> {
        self.inner.changeset_actors().await
    }

    async fn count_changes(&self, seqs: &[u64]) -> Result<Vec<ChangeCount>> {
        self.inner.count_changes(seqs).await
    }

    async fn seq_at(&self, at: Timestamp) -> Result<u64> {
        self.inner.seq_at(at).await
    }

    async fn entity_changes(&self, seq: u64) -> Result<Vec<EntityChange>> {
        self.inner.entity_changes(seq).await
    }

    async fn changes_among(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<EntityChange>> {
        self.inner.changes_among(seq, kinds).await
    }

    async fn replaced(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<Uuid>> {
        self.inner.replaced(seq, kinds).await
    }

    async fn list_changes(&self, seq: u64, page: &PageRequest) -> Result<Page<Change>> {
        self.inner.list_changes(seq, page).await
    }

    async fn later_changes(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>> {
        self.inner.later_changes(seq, aggregates, limit).await
    }
}

fn far() -> (World, Arc<AtomicU64>) {
    let by = Arc::new(AtomicU64::new(0));
    let world = World::with(Options::default(), |ports| {
        let inner = ports.changesets.clone();
        ports.changesets = Arc::new(Further { inner, by: by.clone() });
    });
    (world, by)
}

#[tokio::test]
async fn a_reader_too_far_behind_starts_over() {
    let (world, by) = far();
    world.add_table("a", &[]).await;
    by.store(9_999, Ordering::SeqCst);
    assert!(world.admin().feed(Some(0)).await.is_ok(), "10,000 behind is followed");
    by.store(10_000, Ordering::SeqCst);
    resync(&refused(world.admin().feed(Some(0)).await.map(drop), ErrorKind::Limit), 10_001);
    assert!(world.admin().feed(Some(1)).await.is_ok());
}

#[tokio::test]
async fn a_reader_that_falls_behind_is_told_and_let_go() {
    let (world, by) = far();
    let mut feed = pin!(world.admin().feed(None).await.expect("a feed"));
    for number in 0..256 {
        world.add_table(&format!("t{number}"), &[]).await;
    }
    by.store(10_000, Ordering::SeqCst);
    let told = feed.next().await.expect("an end with a reason");
    resync(&refused(told.map(drop), ErrorKind::Limit), 10_256);
    assert!(feed.next().await.is_none());
}
