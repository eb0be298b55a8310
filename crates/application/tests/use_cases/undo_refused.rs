//! What stands against an undo, one by one.

use ariadne_application::domain::{
    Blocker, BlockerReason, ChangesetId, ColumnEdit, Field, TableId,
};
use ariadne_application::{
    BindInput, ErrorKind, OnSourceDelete, SourcePatch, TableInput, TablePatch,
};

use crate::world::{
    World, ctx, kept, manual, named_table, new_column, refused, renamed, set, source_input,
};

/// The blockers of an undo that is refused.
async fn blockers(world: &World, id: ChangesetId) -> Vec<Blocker> {
    let seq = world.seq().await;
    let error = refused(world.admin().undo_changeset(ctx(), id).await, ErrorKind::Conflict);
    assert!(!error.blockers().is_empty(), "{error:?}");
    assert_eq!(world.seq().await, seq, "nothing was written");
    error.blockers().to_vec()
}

async fn patch(world: &World, id: TableId, patch: TablePatch) -> ChangesetId {
    let version = world.table(id).await.version;
    let updated = world.admin().update_table(ctx(), id, version, patch).await.expect("updated");
    updated.changeset.expect("a changeset").id
}

fn to(name: &str) -> TablePatch {
    TablePatch { name: set(name), ..TablePatch::default() }
}

#[tokio::test]
async fn a_later_change_of_the_same_field() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let both = TablePatch { description: set("first"), owner: set("Ada"), ..TablePatch::default() };
    let first = patch(&world, id, both).await;
    let text = TablePatch { description: set("second"), ..TablePatch::default() };
    patch(&world, id, text).await;
    let owner = TablePatch { owner: set("Bob"), ..TablePatch::default() };
    patch(&world, id, owner).await;

    let found = blockers(&world, first).await;
    let told: Vec<_> = found
        .iter()
        .map(|b| (b.reason, b.entity.id, b.field, b.changeset.as_ref().map(|c| c.seq)))
        .collect();
    let later = BlockerReason::ChangedLater;
    assert_eq!(
        told,
        [(later, id.0, Some("description"), Some(3)), (later, id.0, Some("owner"), Some(4))]
    );
    let actor = &found[0].changeset.as_ref().expect("the later changeset").actor;
    assert_eq!((actor.name.as_str(), found[0].name.as_str()), ("local administrator", "t"));
}

#[tokio::test]
async fn an_undo_that_was_made_already() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let first = patch(&world, id, to("u")).await;
    world.admin().undo_changeset(ctx(), first).await.expect("undone");
    let found = blockers(&world, first).await;
    assert_eq!(found[0].field, Some("name"));
    let error = refused(world.admin().undo_changeset(ctx(), first).await, ErrorKind::Conflict);
    let told = "It is undone already, by changeset #3; undo that one to bring it back.";
    assert!(error.to_string().contains(told), "{error}");
}

#[tokio::test]
async fn a_later_column_of_a_created_table() {
    let world = World::new();
    let created = world.admin().create_table(ctx(), manual("t", &["a"])).await.expect("created");
    let id = created.value.table.value.id;
    let a = world.column(id, "a").await.id;
    let edit = [ColumnEdit { description: set("worth keeping"), ..kept(a) }];
    world.admin().update_columns(ctx(), id, 1, &edit).await.expect("updated");
    let found = blockers(&world, created.changeset.expect("one").id).await;
    assert!(found.iter().all(|b| b.changeset.as_ref().is_some_and(|c| c.seq == 2)), "{found:?}");
}

#[tokio::test]
async fn a_table_that_is_gone() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    let first = patch(&world, id, to("u")).await;
    world.admin().delete_table(ctx(), id, 2).await.expect("deleted");
    let found = blockers(&world, first).await;
    assert_eq!(found[0].reason, BlockerReason::Gone);
    assert_eq!(found[0].changeset.as_ref().map(|c| c.seq), Some(3));
}

#[tokio::test]
async fn a_name_that_another_table_took() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let renamed = patch(&world, id, to("u")).await;
    let deleted = world.admin().delete_table(ctx(), id, 2).await.expect("deleted");
    let deleted = deleted.changeset.expect("one").id;
    let other = world.add_table("u", &[]).await.value.id;
    let found = blockers(&world, deleted).await;
    let [taken] = found.as_slice() else { panic!("one: {found:?}") };
    assert_eq!((taken.reason, taken.entity.id), (BlockerReason::NameTaken, other.0));
    assert_eq!((taken.field, taken.name.as_str()), (Some("name"), "u"));

    patch(&world, other, to("t")).await;
    world.admin().undo_changeset(ctx(), deleted).await.expect("the name is free");
    let found = blockers(&world, renamed).await;
    assert_eq!((found[0].reason, found[0].entity.id), (BlockerReason::NameTaken, other.0));
}

#[tokio::test]
async fn a_name_that_another_source_took() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let rename = SourcePatch { name: set("Old shop"), ..SourcePatch::default() };
    let renamed = world.admin().update_source(ctx(), id, 1, rename).await.expect("renamed");
    let other = world.add_source("SHOP").await.value.id;
    let found = blockers(&world, renamed.changeset.expect("one").id).await;
    assert_eq!((found[0].reason, found[0].entity.id), (BlockerReason::NameTaken, other.0));
}

#[tokio::test]
async fn a_path_that_another_column_took() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let columns = world.columns(id).await;
    let edit = [renamed(columns[0].id, "c")];
    let first = world.admin().update_columns(ctx(), id, 1, &edit).await.expect("renamed");
    let edit = [renamed(columns[1].id, "a")];
    world.admin().update_columns(ctx(), id, 2, &edit).await.expect("renamed");
    let found = blockers(&world, first.changeset.expect("one").id).await;
    assert_eq!((found[0].reason, found[0].entity.id), (BlockerReason::NameTaken, columns[1].id.0));
    assert_eq!(found[0].field, Some("path"));
}

#[tokio::test]
async fn a_source_that_is_gone() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let input = TableInput { source: Some(source), ..named_table("t") };
    let id = world.add(input).await.value.id;
    let deleted = world.admin().delete_table(ctx(), id, 1).await.expect("deleted");
    let gone = world.admin().delete_source(ctx(), source, 1, OnSourceDelete::Detach, None).await;
    gone.expect("deleted");
    let found = blockers(&world, deleted.changeset.expect("one").id).await;
    assert_eq!((found[0].reason, found[0].entity.id), (BlockerReason::ReferenceGone, source.0));
}

#[tokio::test]
async fn a_table_that_was_bound_to_a_created_source() {
    let world = World::new();
    let created = world.admin().create_source(ctx(), source_input("Shop")).await.expect("created");
    let source = created.value.value.id;
    let id = world.add_table("t", &[]).await.value.id;
    let bind = BindInput { source: Some(source), ..BindInput::default() };
    world.admin().bind_table(ctx(), id, 1, bind).await.expect("bound");
    let undo = created.changeset.expect("one").id;
    let found = blockers(&world, undo).await;
    let [table] = found.as_slice() else { panic!("one: {found:?}") };
    assert_eq!((table.entity.id, table.field), (id.0, Some("source")));
    assert_eq!(table.changeset.as_ref().map(|c| c.seq), Some(3));

    world.admin().bind_table(ctx(), id, 2, BindInput::default()).await.expect("unbound");
    world.admin().undo_changeset(ctx(), undo).await.expect("nothing relies on it");
}

#[tokio::test]
async fn unbinding_undone_onto_a_taken_name() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let bound = TableInput { source: Some(source), ..named_table("t") };
    let id = world.add(bound.clone()).await.value.id;
    let unbound = world.admin().bind_table(ctx(), id, 1, BindInput::default()).await;
    let other = world.add(bound).await.value.id;
    let found = blockers(&world, unbound.expect("unbound").changeset.expect("one").id).await;
    assert_eq!((found[0].reason, found[0].entity.id), (BlockerReason::NameTaken, other.0));
}

#[tokio::test]
async fn a_later_key_over_a_column_that_would_end() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    let a = world.column(id, "a").await.id;
    let list = [kept(a), new_column("b", "number")];
    let added = world.admin().save_columns(ctx(), id, 1, &list).await.expect("added");
    let b = world.column(id, "b").await.id;
    let key = [ColumnEdit { primary_key: Field::Set(1), ..kept(b) }];
    world.admin().update_columns(ctx(), id, 2, &key).await.expect("a key");
    let found = blockers(&world, added.changeset.expect("one").id).await;
    assert_eq!((found[0].entity.id, found[0].field), (id.0, Some("keys")));
    assert_eq!(found[0].changeset.as_ref().map(|c| c.seq), Some(3));
}
