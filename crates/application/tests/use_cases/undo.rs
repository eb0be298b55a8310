//! Undo: the inverse of a changeset, itself a changeset.

use ariadne_application::domain::{ChangesetId, ChangesetOrigin, ColumnEdit, Field, TableId};
use ariadne_application::{At, ErrorKind, OnSourceDelete, SourcePatch, TableInput, TablePatch};
use ariadne_testkit::SeqIds;

use crate::world::{
    World, ctx, dry, kept, manual, named_table, new_column, refused, set, source_input,
};

/// Describes a table and answers the changeset.
async fn describe(world: &World, id: TableId, text: &str) -> ChangesetId {
    let version = world.table(id).await.version;
    let patch = TablePatch { description: set(text), ..TablePatch::default() };
    let updated = world.admin().update_table(ctx(), id, version, patch).await.expect("updated");
    updated.changeset.expect("a changeset").id
}

async fn undo(world: &World, id: ChangesetId) -> ChangesetId {
    let undone = world.admin().undo_changeset(ctx(), id).await.expect("undone");
    undone.changeset.expect("a changeset").id
}

#[tokio::test]
async fn an_undo_may_itself_be_undone_again_and_again() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    describe(&world, id, "first").await;
    let mut last = describe(&world, id, "second").await;
    for expected in ["first", "second", "first", "second"] {
        last = undo(&world, last).await;
        let table = world.table(id).await;
        assert_eq!(table.value.description(), Some(expected));
    }
    assert_eq!(world.table(id).await.version, 7, "a version counts on");
}

#[tokio::test]
async fn history_says_what_undid_what() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let first = describe(&world, id, "first").await;
    let undo_id = undo(&world, first).await;
    let history = world.admin().changesets(&[first, undo_id]).await.expect("changesets");
    assert_eq!(history[&first].undone_by, Some(undo_id));
    let undoing = &history[&undo_id];
    assert_eq!((undoing.undoes, undoing.origin), (Some(first), ChangesetOrigin::Undo));

    undo(&world, undo_id).await;
    let history = world.admin().changesets(&[first]).await.expect("changesets");
    assert_eq!(history[&first].undone_by, None, "what undid it is undone");
}

#[tokio::test]
async fn a_later_change_of_another_field_stays() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let described = describe(&world, id, "first").await;
    let patch = TablePatch { owner: set("Ada"), ..TablePatch::default() };
    world.admin().update_table(ctx(), id, 2, patch).await.expect("updated");
    let a = world.column(id, "a").await.id;
    let edit = [ColumnEdit { description: set("a column"), ..kept(a) }];
    world.admin().update_columns(ctx(), id, 3, &edit).await.expect("updated");

    undo(&world, described).await;
    let table = world.table(id).await.value;
    assert_eq!((table.description(), table.owner.as_deref()), (None, Some("Ada")));
    assert_eq!(world.column(id, "a").await.description(), Some("a column"));
}

#[tokio::test]
async fn a_created_table_goes_and_comes_back_whole() {
    let world = World::new();
    let created = world.admin().create_table(ctx(), manual("t", &["a", "b.c"])).await;
    let created = created.expect("created");
    let id = created.value.table.value.id;
    let columns = world.columns(id).await;
    let gone = undo(&world, created.changeset.expect("one").id).await;
    assert!(world.find(id).await.is_none() && world.columns(id).await.is_empty());
    undo(&world, gone).await;
    assert_eq!(world.table(id).await.value, created.value.table.value);
    assert_eq!(world.columns(id).await, columns);
}

#[tokio::test]
async fn later_changes_that_were_undone_stand_against_nothing() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    let first = describe(&world, id, "first").await;
    let second = describe(&world, id, "second").await;
    let deleted = world.admin().delete_table(ctx(), id, 3).await.expect("deleted");
    undo(&world, deleted.changeset.expect("one").id).await;
    let back = undo(&world, second).await;
    undo(&world, first).await;
    assert_eq!(world.table(id).await.value.description(), None);

    // An undo that was itself undone leaves the change that it undid standing.
    let third = describe(&world, id, "third").await;
    let fourth = describe(&world, id, "fourth").await;
    let undone = undo(&world, fourth).await;
    undo(&world, undone).await;
    refused(world.admin().undo_changeset(ctx(), third).await, ErrorKind::Conflict);
    refused(world.admin().undo_changeset(ctx(), back).await, ErrorKind::Conflict);
}

#[tokio::test]
async fn a_created_source_goes_with_its_secret() {
    let world = World::new();
    let created = world.admin().create_source(ctx(), source_input("Shop")).await.expect("created");
    let id = created.value.value.id;
    let gone = undo(&world, created.changeset.expect("one").id).await;
    assert!(world.admin().sources(At::Head, &[id]).await.expect("none").is_empty());
    assert!(!world.holds_secret(id).await);

    let back = world.admin().undo_changeset(ctx(), gone).await.expect("undone");
    assert_eq!(back.warnings.len(), 1);
    assert!(!world.source(id).await.value.has_secret());
}

#[tokio::test]
async fn a_secret_that_came_later_survives_an_undo_beside_it() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let patch = SourcePatch { description: set("first"), ..SourcePatch::default() };
    let described = world.admin().update_source(ctx(), id, 1, patch).await.expect("updated");
    let patch = SourcePatch { is_active: Field::Set(false), ..SourcePatch::default() };
    world.admin().update_source(ctx(), id, 2, patch).await.expect("updated");
    let undone = world.admin().undo_changeset(ctx(), described.changeset.expect("one").id).await;
    assert!(undone.expect("undone").warnings.is_empty());
    let source = world.source(id).await.value;
    assert!(source.has_secret() && !source.is_active && source.description.is_none());
    assert!(world.holds_secret(id).await);
}

#[tokio::test]
async fn detaching_is_undone_with_the_source() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let input = TableInput { source: Some(source), ..manual("t", &["a"]) };
    let table = world.add(input).await.value;
    let deleted = world.admin().delete_source(ctx(), source, 1, OnSourceDelete::Detach, None).await;
    let deleted = deleted.expect("deleted").changeset.expect("one").id;
    undo(&world, deleted).await;
    assert_eq!(world.table(table.id).await.value, table);
    assert_eq!(world.source(source).await.value.name, "Shop");
}

#[tokio::test]
async fn a_try_writes_nothing_and_refuses_alike() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let first = describe(&world, id, "first").await;
    let tried = world.admin().undo_changeset(dry(), first).await.expect("tried");
    assert_eq!(tried.changeset, None);
    assert_eq!(world.table(id).await.value.description(), Some("first"));
    describe(&world, id, "second").await;
    refused(world.admin().undo_changeset(dry(), first).await, ErrorKind::Conflict);
}

#[tokio::test]
async fn an_unknown_changeset_is_not_found() {
    let world = World::new();
    let id = ChangesetId(SeqIds::nth(99));
    refused(world.admin().undo_changeset(ctx(), id).await, ErrorKind::NotFound);
}

#[tokio::test]
async fn names_taken_and_given_in_one_changeset_are_no_obstacle() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let columns = world.columns(id).await;
    // `a` is replaced by another column of the same path.
    let list = [kept(columns[1].id), new_column("a", "number")];
    let saved = world.admin().save_columns(ctx(), id, 1, &list).await.expect("replaced");
    assert_ne!(world.column(id, "a").await.id, columns[0].id);
    undo(&world, saved.changeset.expect("one").id).await;
    assert_eq!(world.columns(id).await, columns);

    let deleted = world.admin().delete_table(ctx(), id, 3).await.expect("deleted");
    let other = world.add(named_table("t")).await;
    world.admin().delete_table(ctx(), other.value.id, 1).await.expect("deleted");
    undo(&world, deleted.changeset.expect("one").id).await;
}
