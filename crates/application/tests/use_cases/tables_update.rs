//! Tables: patched, renamed, deleted.

use ariadne_application::domain::{Field, TableId, TableKind};
use ariadne_application::{ErrorKind, TableInput, TablePatch};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::FetchedBuilder;

use crate::world::{World, ctx, dry, named_table, refused, set, violations};

fn to(name: &str) -> TablePatch {
    TablePatch { name: set(name), ..TablePatch::default() }
}

#[tokio::test]
async fn absent_stays_null_clears_a_value_sets() {
    let world = World::new();
    let input = TableInput {
        schema: Some("crm".to_owned()),
        kind: Some(TableKind::View),
        description: Some("old".to_owned()),
        tags: vec!["gold".to_owned()],
        owner: Some("Ada".to_owned()),
        ..named_table("customers")
    };
    let created = world.add(input).await;
    let id = created.value.id;

    let patch = TablePatch { description: set("new"), ..TablePatch::default() };
    let first = world.admin().update_table(ctx(), id, 1, patch).await.expect("updated");
    let mut expected = created.value.clone();
    expected.set_description(Some("new".to_owned()));
    assert_eq!((&first.value.table.value, first.value.table.version), (&expected, 2));

    let clear = TablePatch {
        schema: Field::Clear,
        kind: Field::Clear,
        description: Field::Clear,
        tags: Field::Clear,
        owner: Field::Clear,
        ..TablePatch::default()
    };
    let second = world.admin().update_table(ctx(), id, 2, clear).await.expect("updated");
    let bare = second.value.table.value;
    assert_eq!(bare, ariadne_application::domain::Table::new(id, None, "customers".to_owned()));

    let empty = TablePatch {
        schema: set(""),
        description: set(""),
        owner: set(""),
        tags: Field::Set(Vec::new()),
        ..TablePatch::default()
    };
    let third = world.admin().update_table(ctx(), id, 3, empty).await.expect("fine");
    assert_eq!(third.changeset, None, "an empty text is no text");
}

#[tokio::test]
async fn clearing_goes_back_to_what_the_source_says() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = FetchedBuilder::new("customers").comment("theirs").column("_id", "int").build();
    let id = world.add_fetched(source, fetched).await.value.id;
    let ours = TablePatch {
        kind: Field::Set(TableKind::View),
        description: set("ours"),
        ..TablePatch::default()
    };
    let table = world.admin().update_table(ctx(), id, 1, ours).await.expect("updated").value.table;
    assert_eq!((table.value.kind(), table.value.description()), (TableKind::View, Some("ours")));

    let clear =
        TablePatch { kind: Field::Clear, description: Field::Clear, ..TablePatch::default() };
    let table = world.admin().update_table(ctx(), id, 2, clear).await.expect("updated").value.table;
    assert_eq!(table.value.kind(), TableKind::Collection);
    assert_eq!(table.value.description(), Some("theirs"));

    let same = TablePatch {
        kind: Field::Set(TableKind::Collection),
        description: set("theirs"),
        ..TablePatch::default()
    };
    let said = world.admin().update_table(ctx(), id, 3, same).await.expect("fine");
    assert_eq!(said.changeset, None, "saying what was observed sets nothing");
}

#[tokio::test]
async fn everything_wrong_with_a_patch_is_told_at_once() {
    let world = World::new();
    let id = world.add_table("t", &[]).await.value.id;
    let wrong = TablePatch {
        name: set(""),
        schema: set("a\u{2}"),
        owner: set(&"x".repeat(10_000)),
        description: set("\u{7}"),
        tags: Field::Set(vec!["t".to_owned(); 101]),
        ..TablePatch::default()
    };
    let found = violations(world.admin().update_table(ctx(), id, 1, wrong).await);
    assert_eq!(
        found,
        [
            "name REQUIRED",
            "schema CONTROL_CHARACTER",
            "owner TOO_LONG",
            "description CONTROL_CHARACTER",
            "tags TOO_MANY",
        ]
    );
    let nameless = TablePatch { name: Field::Clear, ..TablePatch::default() };
    let found = violations(world.admin().update_table(ctx(), id, 1, nameless).await);
    assert_eq!(found, ["name REQUIRED"]);
}

#[tokio::test]
async fn a_taken_name_is_refused_with_the_pair() {
    let world = World::new();
    let a = world.add_table("a", &[]).await.value.id;
    let b = world.add_table("b", &[]).await.value.id;
    let error =
        refused(world.admin().update_table(ctx(), a, 1, to("b")).await, ErrorKind::Validation);
    let [pair] = error.violations() else { panic!("one pair: {error:?}") };
    assert_eq!((pair.path.as_slice(), pair.code), (&["name".to_owned()][..], "DUPLICATE"));
    assert!(pair.message.contains(&b.to_string()), "{}", pair.message);
}

#[tokio::test]
async fn names_can_be_swapped_in_one_changeset() {
    let world = World::new();
    let a = world.add_table("a", &[]).await.value.id;
    let b = world.add_table("b", &[]).await.value.id;
    let c = world.add_table("c", &[]).await.value.id;
    let round = vec![(a, 1, to("b")), (b, 1, to("c")), (c, 1, to("a"))];
    let updated = world.admin().update_tables(ctx(), round).await.expect("a round of names");
    let names: Vec<&str> = updated.value.iter().map(|v| v.table.value.name.as_str()).collect();
    assert_eq!(names, ["b", "c", "a"]);
    assert_eq!(world.seq().await, 4);

    let undone = world.admin().undo_changeset(ctx(), updated.changeset.expect("one").id).await;
    undone.expect("swapped back");
    assert_eq!(world.table(a).await.value.name, "a");
}

#[tokio::test]
async fn many_patches_come_with_the_rows_of_what_is_wrong() {
    let world = World::new();
    let a = world.add_table("a", &[]).await.value.id;
    let b = world.add_table("b", &[]).await.value.id;
    let c = world.add_table("c", &[]).await.value.id;
    let patches = vec![(a, 1, to("x")), (b, 1, to("")), (a, 1, to("y"))];
    let found = violations(world.admin().update_tables(ctx(), patches).await);
    assert_eq!(found, ["1.name REQUIRED", "2.id DUPLICATE"]);

    // Two that want one name, and one that wants a name that stays where it is.
    let patches = vec![(a, 1, to("x")), (b, 1, to("x"))];
    let error = refused(world.admin().update_tables(ctx(), patches).await, ErrorKind::Validation);
    assert_eq!(error.violations()[0].path, ["1", "name"]);
    assert_eq!(error.violations()[0].row, Some(1));
    let stays = TablePatch { description: set("stays"), ..TablePatch::default() };
    let patches = vec![(c, 1, stays), (a, 1, to("c"))];
    let found = violations(world.admin().update_tables(ctx(), patches).await);
    assert_eq!(found, ["1.name DUPLICATE"]);
    assert_eq!(world.seq().await, 3, "nothing was written");

    let too_many = vec![(a, 1, TablePatch::default()); 1_001];
    let found = violations(world.admin().update_tables(ctx(), too_many).await);
    assert_eq!(found, ["patches TOO_MANY"]);
}

#[tokio::test]
async fn a_try_promises_what_the_write_does() {
    let world = World::new();
    let a = world.add_table("a", &["x"]).await;
    let b = world.add_table("b", &[]).await;
    let patches = vec![(a.value.id, 1, to("z")), (b.value.id, 1, TablePatch::default())];
    let tried = world.admin().update_tables(dry(), patches.clone()).await.expect("tried");
    assert_eq!(tried.changeset, None);
    assert_eq!(world.table(a.value.id).await, a);
    let written = world.admin().update_tables(ctx(), patches).await.expect("written");
    for (would, is) in tried.value.iter().zip(&written.value) {
        assert_eq!((&would.table.value, would.table.version), (&is.table.value, is.table.version));
    }
    assert_eq!(world.table(b.value.id).await, b, "what did not change counts no version");
}

#[tokio::test]
async fn a_stale_version_says_who_was_faster_and_when() {
    let world = World::new();
    let id = world.add_table("a", &[]).await.value.id;
    world.clock.advance(9_000_000);
    let mine = world.admin().update_table(ctx(), id, 1, to("b")).await.expect("updated");
    let mine = mine.changeset.expect("a changeset");
    for error in [
        refused(world.admin().update_table(ctx(), id, 1, to("c")).await, ErrorKind::Conflict),
        refused(world.admin().update_table(dry(), id, 1, to("c")).await, ErrorKind::Conflict),
        refused(world.admin().delete_table(ctx(), id, 1).await, ErrorKind::Conflict),
    ] {
        let with = error.conflict_with().expect("who was faster");
        assert_eq!((with.version, with.seq, with.at), (Some(2), Some(mine.seq), Some(mine.at)));
        assert_eq!(with.actor.as_ref(), Some(&mine.actor));
        assert_eq!(with.name, "b");
    }
}

#[tokio::test]
async fn one_that_is_stale_or_gone_stops_them_all() {
    let world = World::new();
    let a = world.add_table("a", &[]).await.value.id;
    let b = world.add_table("b", &[]).await.value.id;
    let stale = vec![(a, 1, to("x")), (b, 7, to("y"))];
    let error = refused(world.admin().update_tables(ctx(), stale).await, ErrorKind::Conflict);
    assert_eq!(error.conflict_with().map(|with| with.entity.id), Some(b.0));
    let gone = vec![(a, 1, to("x")), (TableId(SeqIds::nth(77)), 1, to("y"))];
    refused(world.admin().update_tables(ctx(), gone).await, ErrorKind::NotFound);
    assert_eq!(world.table(a).await.value.name, "a");
}

#[tokio::test]
async fn an_unknown_table_is_not_found() {
    let world = World::new();
    let id = TableId(SeqIds::nth(77));
    refused(world.admin().update_table(ctx(), id, 1, to("c")).await, ErrorKind::NotFound);
    refused(world.admin().delete_table(ctx(), id, 1).await, ErrorKind::NotFound);
    assert!(world.find(id).await.is_none());
}

#[tokio::test]
async fn a_deleted_table_comes_back_with_the_same_columns() {
    let world = World::new();
    let table = world.add_table("a", &["x", "y.z"]).await.value;
    let columns = world.columns(table.id).await;
    let tried = world.admin().delete_table(dry(), table.id, 1).await.expect("tried");
    assert_eq!((tried.value, tried.changeset), (table.id, None));
    assert!(world.find(table.id).await.is_some());

    let deleted = world.admin().delete_table(ctx(), table.id, 1).await.expect("deleted");
    assert_eq!(world.find(table.id).await, None);
    assert!(world.columns(table.id).await.is_empty());
    refused(world.admin().delete_table(ctx(), table.id, 1).await, ErrorKind::NotFound);

    world.clock.advance(1_000_000);
    let undo = world.admin().undo_changeset(ctx(), deleted.changeset.expect("one").id).await;
    assert!(undo.expect("undone").warnings.is_empty());
    let back = world.table(table.id).await;
    assert_eq!((&back.value, back.version), (&table, 2));
    assert_eq!(world.columns(table.id).await, columns);
}
