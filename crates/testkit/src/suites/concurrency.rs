//! Many at once: nothing is lost, nothing is torn, one winner a race.

use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;

use ariadne_domain::{ChangesetId, Delta, EntityChange, EntityKind};
use ariadne_ports::{At, Committed, ErrorKind, Head, IdSource, Requirement, Result};
use futures_util::future::join_all;
use futures_util::poll;

use super::World;
use super::world::table_ref;
use crate::builders::{ColumnBuilder, HeadBuilder, TableBuilder, person};
use crate::{Backend, SeqIds, time_of_day};

/// Commits all of these at once, each in a task of its own.
async fn at_once(
    backend: &Backend,
    commits: Vec<(Head, Vec<EntityChange>)>,
) -> Vec<Result<Committed>> {
    let tasks = commits.into_iter().map(|(head, changes)| {
        let writer = backend.writer.clone();
        tokio::spawn(async move { writer.commit(head, changes).await })
    });
    let ended = join_all(tasks.collect::<Vec<_>>()).await;
    ended.into_iter().map(|task| task.expect("no panic in a commit")).collect()
}

/// Concurrent commits of different things all succeed, with gap-free seqs, and
/// nothing is lost.
pub async fn concurrent_commits_lose_nothing(backend: &Backend) {
    const TASKS: u64 = 40;
    let world = World::new(backend);
    let commits = (0..TASKS).map(|n| {
        let table = TableBuilder::new(world.id(), &format!("t{n}")).build();
        let column = ColumnBuilder::manual(world.id(), table.id, "id").build();
        let changes = vec![Delta::created(column).into(), Delta::created(table).into()];
        (world.head().build(), changes)
    });
    let ended = at_once(backend, commits.collect()).await;
    let seqs: BTreeSet<u64> =
        ended.into_iter().map(|answer| answer.expect("committed").changeset.seq).collect();
    assert_eq!(seqs, (1..=TASKS).collect());
    assert_eq!(world.seq().await, TASKS);
    let feed = backend.changesets.changesets_after(0, 1_000).await.expect("the feed");
    let in_feed: Vec<u64> = feed.iter().map(|changeset| changeset.seq).collect();
    assert_eq!(in_feed, (1..=TASKS).collect::<Vec<_>>());
    for changeset in &feed {
        let changes = backend.changesets.entity_changes(changeset.seq).await.expect("changes");
        let kinds: Vec<EntityKind> = changes.iter().map(|change| change.entity().kind).collect();
        assert_eq!(kinds, [EntityKind::Table, EntityKind::Column]);
    }
}

/// Times follow the order of seqs, whatever the clocks of the writers say.
pub async fn concurrent_times_never_go_back(backend: &Backend) {
    let ids = SeqIds::default();
    let commits = (0..24_i64).map(|n| {
        let table = TableBuilder::new(ids.next(), &format!("t{n}")).build();
        let head = HeadBuilder::new(ids.next(), time_of_day(n * 7 % 24)).build();
        (head, vec![Delta::created(table).into()])
    });
    for answer in at_once(backend, commits.collect()).await {
        answer.expect("committed");
    }
    let feed = backend.changesets.changesets_after(0, 1_000).await.expect("the feed");
    assert_eq!(feed.len(), 24);
    assert!(feed.iter().map(|changeset| changeset.at).is_sorted(), "{feed:?}");
}

/// A race for one version has exactly one winner; the others are told who it was.
pub async fn a_version_race_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await;
    let entity = table_ref(table.value.id);
    for round in 0..4 {
        let before = world.table(table.value.id).await;
        let commits = (0..12).map(|n| {
            let mut after = before.value.clone();
            after.owner = Some(format!("owner {round} {n}"));
            let head = world
                .head()
                .actor(person(&format!("racer {n}")))
                .requires(Requirement::Version(entity, before.version));
            (head.build(), vec![Delta::updated(before.clone(), after).into()])
        });
        let ended = at_once(backend, commits.collect()).await;
        let (won, lost): (Vec<_>, Vec<_>) = ended.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 11), "round {round}");
        let winner = won.into_iter().next().expect("one").expect("won").changeset.actor;
        for error in lost.into_iter().filter_map(Result::err) {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}");
            let with = error.conflict_with().expect("who won");
            assert_eq!(with.actor.as_ref(), Some(&winner));
        }
    }
    assert_eq!(world.table(table.value.id).await.version, 5);
}

/// A race for one stale row without any requirement has one winner too.
pub async fn a_row_race_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let before = world.add_source("shop").await;
    let commits = (0..12).map(|n| {
        let mut after = before.value.clone();
        after.description = Some(format!("text {n}"));
        (world.head().build(), vec![Delta::updated(before.clone(), after).into()])
    });
    let ended = at_once(backend, commits.collect()).await;
    assert_eq!(ended.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(world.seq().await, 2);
}

/// A race for one name has exactly one winner.
pub async fn a_name_race_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let commits = (0..12).map(|_| {
        let table = TableBuilder::new(world.id(), "orders").build();
        (world.head().build(), vec![Delta::created(table).into()])
    });
    let ended = at_once(backend, commits.collect()).await;
    let lost: Vec<_> = ended.into_iter().filter_map(Result::err).collect();
    assert_eq!(lost.len(), 11);
    assert!(lost.iter().all(|error| error.kind() == ErrorKind::Validation), "{lost:?}");
    assert_eq!(world.seq().await, 1);
}

/// One idempotency key, raced: one writes, all others answer its changeset.
pub async fn a_raced_idempotency_key_writes_once(backend: &Backend) {
    let world = World::new(backend);
    let table = TableBuilder::new(world.id(), "orders").build();
    let commits = (0..12).map(|_| {
        let head = world.head().idempotency("once", [1; 32]).build();
        (head, vec![Delta::created(table.clone()).into()])
    });
    let ended = at_once(backend, commits.collect()).await;
    let ended: Vec<Committed> = ended.into_iter().map(|a| a.expect("committed")).collect();
    assert_eq!(ended.iter().filter(|committed| !committed.replayed).count(), 1);
    let ids: BTreeSet<ChangesetId> = ended.iter().map(|c| c.changeset.id).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.seq().await, 1);
}

/// A table cannot be deleted while a column is added to it, nor a source while a
/// table is bound to it: one of the two loses.
pub async fn references_hold_in_a_race(backend: &Backend) {
    let world = World::new(backend);
    for round in 0..6 {
        let source = world.add_source(&format!("s{round}")).await;
        let id = source.value.id;
        let table = TableBuilder::new(world.id(), &format!("t{round}")).source(id).build();
        let commits = vec![
            (world.head().build(), vec![Delta::deleted(source).into()]),
            (world.head().build(), vec![Delta::created(table.clone()).into()]),
        ];
        let ended = at_once(backend, commits).await;
        assert_eq!(ended.iter().filter(|a| a.is_ok()).count(), 1, "round {round}: {ended:?}");
        let sources = backend.sources.sources(At::Head, &[id]).await.expect("sources");
        let tables = backend.tables.tables(At::Head, &[table.id]).await.expect("tables");
        assert_eq!(sources.len(), tables.len(), "round {round}");
    }
}

/// Readers beside writers see whole changesets: never a table without its column.
pub async fn readers_see_whole_changesets(backend: &Backend) {
    let world = World::new(backend);
    let heads: Vec<(Head, Vec<EntityChange>)> = (0..30)
        .map(|n| {
            let table = TableBuilder::new(world.id(), &format!("t{n}")).build();
            let column = ColumnBuilder::manual(world.id(), table.id, "id").build();
            (
                world.head().build(),
                vec![Delta::created(table).into(), Delta::created(column).into()],
            )
        })
        .collect();
    let writer = backend.writer.clone();
    let writing = tokio::spawn(async move {
        for (head, changes) in heads {
            writer.commit(head, changes).await.expect("committed");
        }
    });
    while !writing.is_finished() {
        let seq = world.seq().await;
        let feed = backend.changesets.changesets_after(0, 1_000).await.expect("the feed");
        assert!(feed.len() as u64 >= seq, "the feed lags behind the state");
        if let Some(last) = feed.last() {
            let changes = backend.changesets.entity_changes(last.seq).await.expect("changes");
            assert_eq!(changes.len(), 2, "a torn changeset");
        }
    }
    writing.await.expect("the writer");
    assert_eq!(world.seq().await, 30);
}

/// Dropping a commit's future leaves all of the changeset or nothing, and the next
/// commit goes on.
pub async fn a_dropped_commit_is_whole_or_not_there(backend: &Backend) {
    let world = World::new(backend);
    let mut dropped: Vec<(ChangesetId, bool)> = Vec::new();
    for polls in 0..24 {
        let table = TableBuilder::new(world.id(), &format!("t{polls}")).build();
        let column = ColumnBuilder::manual(world.id(), table.id, "id").build();
        let head = world.head().build();
        let id = head.id;
        let changes = vec![Delta::created(table).into(), Delta::created(column).into()];
        let ended = {
            let mut commit = pin!(backend.writer.commit(head, changes));
            let mut ended = false;
            for _ in 0..polls {
                if let Poll::Ready(answer) = poll!(commit.as_mut()) {
                    answer.expect("committed");
                    ended = true;
                    break;
                }
                tokio::task::yield_now().await;
            }
            ended
        };
        dropped.push((id, ended));
        let next = TableBuilder::new(world.id(), &format!("next{polls}")).build();
        world.commit(vec![Delta::created(next).into()]).await;
    }
    let feed = backend.changesets.changesets_after(0, 1_000).await.expect("the feed");
    let seqs: Vec<u64> = feed.iter().map(|changeset| changeset.seq).collect();
    assert_eq!(seqs, (1..=feed.len() as u64).collect::<Vec<_>>());
    for (id, ended) in dropped {
        let Some(changeset) = feed.iter().find(|changeset| changeset.id == id) else {
            assert!(!ended, "a commit that ended is gone: {id}");
            continue;
        };
        let changes = backend.changesets.entity_changes(changeset.seq).await.expect("changes");
        assert_eq!(changes.len(), 2, "a torn changeset: {changes:?}");
    }
}
