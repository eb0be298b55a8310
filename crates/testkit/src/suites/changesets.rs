//! `ChangesetReader`: the state of the record, its changesets, their undos.

use ariadne_domain::{
    Actor, ActorKind, ChangesetId, ChangesetOrigin, Delta, EntityChange, EntityKind, Timestamp,
};
use ariadne_ports::{ChangesetFilter, PageRequest};
use uuid::Uuid;

use super::World;
use crate::builders::{HeadBuilder, TableBuilder, person};
use crate::{Backend, time_of_day};

fn creation(world: &World<'_>) -> Vec<EntityChange> {
    let id = world.id();
    vec![Delta::created(TableBuilder::new(id, &id.to_string()).build()).into()]
}

async fn commit(world: &World<'_>, head: HeadBuilder) -> ChangesetId {
    let head = head.build();
    let id = head.id;
    world.commit_as(head, creation(world)).await.expect("committed");
    id
}

async fn seqs(backend: &Backend, filter: ChangesetFilter) -> Vec<u64> {
    let page = backend.changesets.list_changesets(&filter, &PageRequest::first(100)).await;
    page.expect("a page").into_items().into_iter().map(|changeset| changeset.seq).collect()
}

fn none() -> ChangesetFilter {
    ChangesetFilter::default()
}

/// The state tells the last seq and its time; catalog and epoch stay.
pub async fn the_state_follows_commits(backend: &Backend) {
    let world = World::new(backend);
    let empty = backend.changesets.state().await.expect("state");
    assert_eq!(empty.seq, 0);
    let mut last = Timestamp::default();
    for _ in 0..3 {
        let head = world.head().build();
        last = head.at;
        world.commit_as(head, creation(&world)).await.expect("committed");
    }
    let state = backend.changesets.state().await.expect("state");
    assert_eq!((state.seq, state.at), (3, last));
    assert_eq!((state.catalog, state.epoch), (empty.catalog, empty.epoch));
    assert_ne!(state.catalog, Uuid::nil());
}

/// Changesets are read by id; ids that are not there are left out.
pub async fn changesets_are_read_by_id(backend: &Backend) {
    let world = World::new(backend);
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(world.commit(creation(&world)).await);
    }
    let ids = [made[2].id, world.ids.make(), made[0].id];
    let mut found = backend.changesets.changesets(&ids).await.expect("changesets");
    found.sort_by_key(|changeset| changeset.seq);
    assert_eq!(found, [made[0].clone(), made[2].clone()]);
}

/// Changesets are listed newest first.
pub async fn changesets_are_listed_newest_first(backend: &Backend) {
    let world = World::new(backend);
    for _ in 0..4 {
        world.commit(creation(&world)).await;
    }
    assert_eq!(seqs(backend, none()).await, [4, 3, 2, 1]);
}

/// The feed is oldest first, behind a seq, up to a limit.
pub async fn the_feed_is_oldest_first(backend: &Backend) {
    let world = World::new(backend);
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(world.commit(creation(&world)).await);
    }
    let after =
        async |seq, limit| backend.changesets.changesets_after(seq, limit).await.expect("the feed");
    assert_eq!(after(0, 100).await, made);
    assert_eq!(after(2, 2).await, made[2..4]);
    assert_eq!(after(5, 100).await, []);
    assert_eq!(after(99, 100).await, []);
}

/// A time's seq is the last one at or before it.
pub async fn a_time_becomes_the_last_seq_at_or_before_it(backend: &Backend) {
    let world = World::new(backend);
    for seconds in [10, 20, 20, 30] {
        commit(&world, world.head().at(time_of_day(seconds))).await;
    }
    let seq_at = async |at| backend.changesets.seq_at(at).await.expect("a seq");
    assert_eq!(seq_at(time_of_day(9)).await, 0);
    assert_eq!(seq_at(time_of_day(10).plus_micros(-1)).await, 0);
    assert_eq!(seq_at(time_of_day(10)).await, 1);
    assert_eq!(seq_at(time_of_day(20).plus_micros(-1)).await, 1);
    assert_eq!(seq_at(time_of_day(20)).await, 3);
    assert_eq!(seq_at(time_of_day(99)).await, 4);
    assert_eq!(seq_at(Timestamp(i64::MIN)).await, 0);
    assert_eq!(seq_at(Timestamp(i64::MAX)).await, 4);
}

/// Everybody who wrote is told once, under the newest name, who wrote last first.
pub async fn everybody_who_wrote_is_told_once(backend: &Backend) {
    let world = World::new(backend);
    let all = async || backend.changesets.changeset_actors().await.expect("actors");
    assert_eq!(all().await, []);
    let (ada, grace) = (person("Ada"), person("Grace"));
    let token = Actor { kind: ActorKind::Token, ..person("nightly") };
    let renamed = Actor { name: "Ada L.".to_owned(), ..ada.clone() };
    for actor in [&ada, &token, &grace, &ada, &renamed, &token] {
        commit(&world, world.head().actor(actor.clone())).await;
    }
    assert_eq!(all().await, [token, renamed, grace]);
}

/// Actor, origin and times filter, joined by "and".
pub async fn actors_origins_and_times_filter_changesets(backend: &Backend) {
    let world = World::new(backend);
    let (ada, grace) = (person("Ada"), person("Grace"));
    for (actor, origin, seconds) in [
        (&ada, ChangesetOrigin::Ui, 10),
        (&grace, ChangesetOrigin::Ui, 20),
        (&ada, ChangesetOrigin::Fetch, 30),
    ] {
        let head = world.head().actor(actor.clone()).origin(origin).at(time_of_day(seconds));
        commit(&world, head).await;
    }
    let (ui, fetch) = (Some(ChangesetOrigin::Ui), Some(ChangesetOrigin::Fetch));
    let actor = Some(ada.id.0);
    let at = |seconds| Some(time_of_day(seconds));
    for (filter, expected) in [
        (ChangesetFilter { actor, ..none() }, &[3, 1][..]),
        (ChangesetFilter { actor: Some(Uuid::nil()), ..none() }, &[]),
        (ChangesetFilter { origin: ui, ..none() }, &[2, 1]),
        (ChangesetFilter { actor, origin: fetch, ..none() }, &[3]),
        (ChangesetFilter { from: at(20), ..none() }, &[3, 2]),
        (ChangesetFilter { to: at(20), ..none() }, &[1]),
        (ChangesetFilter { from: at(20), to: at(30), ..none() }, &[2]),
        (ChangesetFilter { actor, from: at(11), ..none() }, &[3]),
    ] {
        assert_eq!(seqs(backend, filter.clone()).await, expected, "{filter:?}");
    }
}

/// An aggregate, a column, a kind filter by what was touched.
pub async fn touched_entities_filter_changesets(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id; // 1
    let orders = world.add_table_of("orders", &["id", "total"]).await.value.id; // 2
    let items = world.add_table("items").await.value.id; // 3
    let columns = world.columns_of(orders).await;
    world.update_column(columns[1].value.id, |c| c.set_tags(vec!["x".into()])).await; // 4
    world.update_source(source, |s| s.is_active = false).await; // 5
    world.update_table(items, |t| t.owner = Some("Ada".into())).await; // 6
    world.commit(world.deletion(orders).await).await; // 7
    let touched = async |entity: Uuid| {
        seqs(backend, ChangesetFilter { entity: Some(entity), ..none() }).await
    };
    assert_eq!(touched(source.0).await, [5, 1]);
    assert_eq!(touched(orders.0).await, [7, 4, 2]);
    assert_eq!(touched(items.0).await, [6, 3]);
    assert_eq!(touched(columns[0].value.id.0).await, [7, 2]);
    assert_eq!(touched(columns[1].value.id.0).await, [7, 4, 2]);
    assert_eq!(touched(world.id()).await, [0; 0]);
    let kind = async |kind| seqs(backend, ChangesetFilter { kind: Some(kind), ..none() }).await;
    assert_eq!(kind(EntityKind::Source).await, [5, 1]);
    assert_eq!(kind(EntityKind::Column).await, [7, 4, 2]);
    let both = ChangesetFilter { kind: Some(EntityKind::Column), entity: Some(orders.0), ..none() };
    assert_eq!(seqs(backend, both).await, [7, 4, 2]);
}

/// Changesets that deleted something, or something of a kind.
pub async fn deletions_filter_changesets(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await; // 1
    let orders = world.add_table_of("orders", &["a", "b"]).await.value.id; // 2
    let column = world.columns_of(orders).await.remove(0);
    let touch = world.touch(orders).await;
    world.commit(vec![touch, Delta::deleted(column).into()]).await; // 3
    world.commit(world.deletion(orders).await).await; // 4
    world.commit(vec![Delta::deleted(source).into()]).await; // 5
    let deleted =
        async |kind| seqs(backend, ChangesetFilter { deleted_only: true, kind, ..none() }).await;
    assert_eq!(deleted(None).await, [5, 4, 3]);
    assert_eq!(deleted(Some(EntityKind::Source)).await, [5]);
    assert_eq!(deleted(Some(EntityKind::Table)).await, [4]);
    assert_eq!(deleted(Some(EntityKind::Column)).await, [4, 3]);
}

/// A changeset knows who undid it, as long as that is not undone itself.
pub async fn undone_by_is_the_undo_that_stands(backend: &Backend) {
    let world = World::new(backend);
    let first = commit(&world, world.head()).await;
    let undone_by = async |id: ChangesetId| {
        let found = backend.changesets.changesets(&[id]).await.expect("changesets").remove(0);
        let page = backend.changesets.list_changesets(&none(), &PageRequest::first(100)).await;
        let listed = page.expect("a page").into_items();
        assert_eq!(listed.iter().find(|c| c.id == id), Some(&found), "list and read agree");
        let feed = backend.changesets.changesets_after(0, 100).await.expect("the feed");
        assert_eq!(feed.iter().find(|c| c.id == id), Some(&found), "feed and read agree");
        found.undone_by
    };
    assert_eq!(undone_by(first).await, None);
    let undo = commit(&world, world.head().undoes(first)).await;
    assert_eq!(undone_by(first).await, Some(undo));
    let redo = commit(&world, world.head().undoes(undo)).await;
    assert_eq!(undone_by(undo).await, Some(redo));
    assert_eq!(undone_by(first).await, None, "its undo is undone");
    let again = commit(&world, world.head().undoes(redo)).await;
    assert_eq!(undone_by(redo).await, Some(again));
    assert_eq!(undone_by(undo).await, None);
    assert_eq!(undone_by(first).await, Some(undo), "its undo stands again");
    let once_more = commit(&world, world.head().undoes(again)).await;
    assert_eq!(undone_by(again).await, Some(once_more));
    assert_eq!(undone_by(first).await, None);
    let second = commit(&world, world.head().undoes(first)).await;
    assert_eq!(undone_by(first).await, Some(second), "a second undo after the first was undone");
}
