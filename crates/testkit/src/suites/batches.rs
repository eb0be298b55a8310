//! `CatalogWriter::commit_batches`: one changeset whose changes come some at a time.

use std::collections::VecDeque;

use ariadne_domain::{Column, Delta, EntityChange, Table};
use ariadne_ports::{At, ChangeBatches, Committed, Error, ErrorKind, Result};
use async_trait::async_trait;

use super::World;
use super::expect::{conflict_on, duplicate, refused};
use super::world::table_ref;
use crate::Backend;
use crate::builders::{ColumnBuilder, TableBuilder, table_edge};

/// What a case hands out.
struct Prepared(VecDeque<Result<Vec<EntityChange>>>);

#[async_trait]
impl ChangeBatches for Prepared {
    async fn next(&mut self) -> Result<Option<Vec<EntityChange>>> {
        self.0.pop_front().transpose()
    }
}

async fn try_commit(
    world: &World<'_>,
    batches: impl IntoIterator<Item = Result<Vec<EntityChange>>>,
) -> Result<Committed> {
    let batches = Box::new(Prepared(batches.into_iter().collect()));
    world.backend.writer.commit_batches(world.head().build(), batches).await
}

fn table(world: &World<'_>, name: &str) -> (Table, Vec<Column>) {
    let table = TableBuilder::new(world.id(), name).build();
    let column = ColumnBuilder::manual(world.id(), table.id, "id").build();
    (table, vec![column])
}

fn created((table, columns): (Table, Vec<Column>)) -> Vec<EntityChange> {
    let columns = columns.into_iter().map(|column| Delta::created(column).into());
    std::iter::once(Delta::created(table).into()).chain(columns).collect()
}

/// All batches are one changeset, and what comes later may refer to what came before.
pub async fn batches_are_one_changeset(backend: &Backend) {
    let world = World::new(backend);
    world.add_table("older").await;
    let (one, other) = (table(&world, "one"), table(&world, "other"));
    let (from, to) = (one.0.id, other.0.id);
    let edge: EntityChange = Delta::created(table_edge(world.id(), from, to)).into();
    let batches = [created(one), created(other), vec![edge]];
    let all: Vec<EntityChange> = batches.iter().flatten().cloned().collect();
    let committed = try_commit(&world, batches.map(Ok)).await.expect("committed");
    assert!(!committed.replayed);
    assert_eq!((committed.changeset.seq, world.seq().await), (2, 2));
    for id in [from, to] {
        let stored = world.table(id).await;
        assert_eq!((stored.seq, stored.version), (2, 1));
        assert_eq!(world.columns_of(id).await.len(), 1);
    }
    let changes = backend.changesets.entity_changes(2).await.expect("changes");
    assert_eq!(changes.len(), all.len());
    for change in all {
        assert!(changes.iter().any(|one| one.entity() == change.entity()), "{change:?}");
    }
    let found = backend.tables.tables(At::Seq(1), &[from]).await.expect("tables");
    assert!(found.is_empty(), "not there before");
}

/// An error of the batches, however late, is the commit's: nothing is written, and no
/// number is taken.
pub async fn an_error_of_the_batches_writes_nothing(backend: &Backend) {
    let world = World::new(backend);
    let made = table(&world, "made");
    let id = made.0.id;
    let error = Error::new(ErrorKind::Cancelled, "test.batches", "No more.");
    let answer = try_commit(&world, [Ok(created(made)), Err(error)]).await;
    let error = refused(answer, ErrorKind::Cancelled);
    assert_eq!(error.to_string(), "No more.");
    assert_eq!(world.seq().await, 0);
    let left = backend.tables.tables(At::Head, &[id]).await.expect("tables");
    assert!(left.is_empty(), "half of a commit: {left:?}");
    assert_eq!(world.add_table("made").await.seq, 1, "the name is free");
}

/// What a batch does is refused however late it comes, with all before it.
pub async fn a_late_batch_refuses_all(backend: &Backend) {
    let world = World::new(backend);
    let before = world.add_table("older").await;
    let made = table(&world, "made");
    let id = made.0.id;
    let twin = table(&world, "made");
    duplicate(try_commit(&world, [Ok(created(made.clone())), Ok(created(twin))]).await);
    world.update_table(before.value.id, |table| table.owner = Some("Ada".to_owned())).await;
    let mut after = before.value.clone();
    after.owner = Some("Grace".to_owned());
    let entity = table_ref(after.id);
    let stale = vec![Delta::updated(before, after).into()];
    conflict_on(try_commit(&world, [Ok(created(made)), Ok(stale)]).await, entity);
    assert_eq!(world.seq().await, 2);
    let left = backend.tables.tables(At::Head, &[id]).await.expect("tables");
    assert!(left.is_empty(), "half of a commit: {left:?}");
}

/// A name that one batch frees a later one may use.
pub async fn a_name_that_a_batch_frees_is_free_later(backend: &Backend) {
    let world = World::new(backend);
    let before = world.add_table("orders").await;
    let mut after = before.value.clone();
    "old_orders".clone_into(&mut after.name);
    let id = after.id;
    let renamed = vec![Delta::updated(before, after).into()];
    let next = table(&world, "orders");
    let taker = next.0.id;
    try_commit(&world, [Ok(renamed), Ok(created(next))]).await.expect("committed");
    assert_eq!(world.table(id).await.value.name, "old_orders");
    assert_eq!(world.table(taker).await.value.name, "orders");
}

/// No batch at all is a fault of the caller.
pub async fn no_batches_are_internal(backend: &Backend) {
    let world = World::new(backend);
    refused(try_commit(&world, []).await, ErrorKind::Internal);
    assert_eq!(world.seq().await, 0);
}
