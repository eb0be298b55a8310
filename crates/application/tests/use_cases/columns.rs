//! Columns edited by hand.

use ariadne_application::domain::{
    Column, ColumnEdit, ColumnId, Field, KeyKind, TableId, Value, primary_key_position,
    unique_alone,
};
use ariadne_application::{At, ErrorKind, PageRequest};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::{FactsBuilder, FetchedBuilder};

use crate::world::{
    World, ctx, dry, kept, named, new_column, printed, promised, refused, renamed, set, violations,
};

/// A table of a source with the columns `_id` (its key), `mail` and `items.sku`.
async fn fetched(world: &World) -> TableId {
    let source = world.add_source("Shop").await.value.id;
    let seen = FetchedBuilder::new("orders")
        .facts(FactsBuilder::new("_id", "objectId").required().build())
        .facts(FactsBuilder::new("mail", "string").comment("theirs").default("'x'").build())
        .column("items", "array<object>")
        .column("items.sku", "string")
        .primary_key(["_id"])
        .build();
    world.add_fetched(source, seen).await.value.id
}

fn ids(columns: &[Column]) -> Vec<ColumnId> {
    columns.iter().map(|column| column.id).collect()
}

#[tokio::test]
async fn the_list_is_the_table() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b", "c"]).await.value.id;
    let before = world.columns(id).await;
    let list = vec![
        kept(before[2].id),
        new_column("d", "NUMBER(3)"),
        ColumnEdit { description: set("first once"), ..kept(before[0].id) },
    ];
    let saved = world.admin().save_columns(ctx(), id, 1, &list).await.expect("saved");
    assert_eq!(saved.value.table.version, 2);
    let after = world.columns(id).await;
    assert_eq!(printed(&after), ["c", "d", "a"]);
    assert_eq!((after[0].id, after[2].id), (before[2].id, before[0].id));
    assert_eq!(after[2].description(), Some("first once"));
    let ordinals: Vec<u32> = after.iter().map(|column| column.ordinal).collect();
    assert_eq!(ordinals, [0, 1, 2]);

    let gone = before[1].id;
    assert!(world.admin().columns(At::Head, &[gone]).await.expect("columns").is_empty());
    let undone = world.admin().undo_changeset(ctx(), saved.changeset.expect("one").id).await;
    undone.expect("undone");
    assert_eq!(world.columns(id).await, before);
}

#[tokio::test]
async fn saving_what_is_there_changes_nothing() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let columns = world.columns(id).await;
    let list: Vec<ColumnEdit> = ids(&columns).into_iter().map(kept).collect();
    let saved = world.admin().save_columns(ctx(), id, 1, &list).await.expect("fine");
    assert_eq!((saved.changeset, saved.value.table.version), (None, 1));
    let none = world.admin().update_columns(ctx(), id, 1, &[]).await.expect("fine");
    assert_eq!(none.changeset, None);
}

#[tokio::test]
async fn a_patch_leaves_the_other_columns_alone() {
    let world = World::new();
    let id = fetched(&world).await;
    let mail = world.column(id, "mail").await;
    let patch = ColumnEdit {
        data_type: set("email"),
        logical_type: set("string"),
        nullable: Field::Set(false),
        description: set("ours"),
        tags: Field::Set(vec!["pii".to_owned()]),
        properties: Field::Set(Value::object().with("checked", true)),
        ..kept(mail.id)
    };
    world.admin().update_columns(ctx(), id, 1, &[patch]).await.expect("updated");
    let now = world.column(id, "mail").await;
    assert_eq!(
        now.overridden(),
        ["dataType", "logicalType", "nullable", "description", "properties"]
    );
    assert_eq!((now.data_type(), now.description()), ("email", Some("ours")));
    assert_eq!(now.observed, mail.observed, "what was observed stays");
    assert_eq!(world.paths(id).await, ["_id", "mail", "items", "items.sku"]);

    // Null goes back to what was observed; so does saying it.
    let clear = ColumnEdit {
        data_type: set("string"),
        logical_type: Field::Clear,
        nullable: Field::Clear,
        default: set("'x'"),
        description: set("theirs"),
        tags: Field::Clear,
        properties: Field::Clear,
        ..kept(mail.id)
    };
    world.admin().update_columns(ctx(), id, 2, &[clear]).await.expect("updated");
    assert_eq!(world.column(id, "mail").await, mail);
}

#[tokio::test]
async fn renaming_a_parent_renames_what_lies_below() {
    let world = World::new();
    let id = world.add_table("t", &["a", "a.x", "a.x.deep", "b", "b.x", "ab"]).await.value.id;
    let before = world.columns(id).await;
    let at = |path: &str| named(&before, path).id;
    // Two parents swap their names, and one child goes its own way.
    let edits = [renamed(at("a"), "b"), renamed(at("b"), "a"), renamed(at("a.x.deep"), "deep")];
    let saved = world.admin().update_columns(ctx(), id, 1, &edits).await.expect("renamed");
    let after = world.columns(id).await;
    assert_eq!(printed(&after), ["b", "b.x", "deep", "a", "a.x", "ab"]);
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(world.seq().await, 2);
    world.admin().undo_changeset(ctx(), saved.changeset.expect("one").id).await.expect("undone");
    assert_eq!(world.columns(id).await, before);
}

#[tokio::test]
async fn a_renamed_column_stays_the_sources_column() {
    let world = World::new();
    let id = fetched(&world).await;
    let items = world.column(id, "items").await;
    world.admin().update_columns(ctx(), id, 1, &[renamed(items.id, "lines")]).await.expect("done");
    assert_eq!(world.paths(id).await, ["_id", "mail", "lines", "lines.sku"]);
    assert_eq!(world.column(id, "lines").await.overridden(), ["path"]);

    let back = ColumnEdit { path: Field::Clear, ..kept(items.id) };
    world.admin().update_columns(ctx(), id, 2, &[back]).await.expect("done");
    assert_eq!(world.paths(id).await, ["_id", "mail", "items", "items.sku"]);
}

#[tokio::test]
async fn primary_key_and_uniqueness_are_keys_of_the_table() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b", "c"]).await.value.id;
    let columns = world.columns(id).await;
    let at = |path: &str| named(&columns, path).id;
    let position = |path, position| ColumnEdit { primary_key: position, ..kept(at(path)) };
    // Only the order of the positions counts.
    let edits = [
        position("c", Field::Set(10)),
        position("a", Field::Set(20)),
        ColumnEdit { unique: Field::Set(true), ..kept(at("b")) },
    ];
    let saved = world.admin().update_columns(ctx(), id, 1, &edits).await.expect("saved");
    let keys = saved.value.table.value.keys().to_vec();
    assert_eq!(primary_key_position(&keys, at("c")), Some(1));
    assert_eq!(primary_key_position(&keys, at("a")), Some(2));
    assert!(unique_alone(&keys, at("b")) && !unique_alone(&keys, at("a")));

    // Removing a column of a key takes the key with it.
    let list = [kept(at("a")), kept(at("b"))];
    let saved = world.admin().save_columns(ctx(), id, 2, &list).await.expect("saved");
    let kinds: Vec<KeyKind> = saved.value.table.value.keys().iter().map(|k| k.kind).collect();
    assert_eq!(kinds, [KeyKind::Unique]);
    let off = [ColumnEdit { unique: Field::Set(false), ..kept(at("b")) }];
    let saved = world.admin().update_columns(ctx(), id, 3, &off).await.expect("saved");
    assert!(saved.value.table.value.keys().is_empty());
}

#[tokio::test]
async fn a_persons_keys_stand_over_the_sources() {
    let world = World::new();
    let id = fetched(&world).await;
    let columns = world.columns(id).await;
    let at = |path: &str| named(&columns, path).id;
    let move_key = [
        ColumnEdit { primary_key: Field::Clear, ..kept(at("_id")) },
        ColumnEdit { primary_key: Field::Set(1), ..kept(at("mail")) },
    ];
    let table = world.admin().update_columns(ctx(), id, 1, &move_key).await.expect("moved");
    let table = table.value.table.value;
    assert_eq!(primary_key_position(table.keys(), at("mail")), Some(1));
    assert!(table.overrides.keys.is_some());
    let observed = table.observed.as_ref().expect("facts");
    assert_eq!(primary_key_position(&observed.keys, at("_id")), Some(1), "what was observed stays");
}

#[tokio::test]
async fn a_removed_column_of_a_source_is_hidden_and_comes_back() {
    let world = World::new();
    let id = fetched(&world).await;
    let before = world.columns(id).await;
    let mail = named(&before, "mail").id;
    let rest: Vec<ColumnEdit> = ids(&before).into_iter().filter(|c| *c != mail).map(kept).collect();
    world.admin().save_columns(ctx(), id, 1, &rest).await.expect("saved");

    assert_eq!(world.paths(id).await, ["_id", "items", "items.sku"]);
    assert_eq!(world.columns(id).await.len(), 4);
    assert!(world.admin().columns(At::Head, &[mail]).await.expect("columns").is_empty());
    let page = world.admin().list_columns(At::Head, id, None, &PageRequest::first(50)).await;
    assert_eq!(page.expect("a page").items.len(), 3);
    assert_eq!(world.admin().count_columns(At::Head, &[id]).await.expect("counts")[&id], 3);

    // Adding its path brings that very column back.
    let add = new_column("mail", "string");
    let mut list = rest.clone();
    list.push(add);
    world.admin().save_columns(ctx(), id, 2, &list).await.expect("saved");
    assert_eq!(world.paths(id).await, ["_id", "items", "items.sku", "mail"]);
    assert_eq!(world.column(id, "mail").await.id, mail);
    assert!(world.column(id, "mail").await.overridden().is_empty());
}

#[tokio::test]
async fn a_path_of_a_hidden_column_is_not_given_to_another() {
    let world = World::new();
    let id = fetched(&world).await;
    let before = world.columns(id).await;
    let at = |path: &str| named(&before, path).id;
    let rest = [kept(at("_id")), kept(at("items")), kept(at("items.sku"))];
    world.admin().save_columns(ctx(), id, 1, &rest).await.expect("saved");
    let edits = [renamed(at("items"), "mail")];
    let error =
        refused(world.admin().update_columns(ctx(), id, 2, &edits).await, ErrorKind::Validation);
    assert!(error.violations()[0].message.contains("removed here"), "{error:?}");
}

#[tokio::test]
async fn everything_wrong_is_told_at_its_row() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let columns = world.columns(id).await;
    let (a, b) = (columns[0].id, columns[1].id);
    let edits = [
        kept(ColumnId(SeqIds::nth(99))),
        ColumnEdit { data_type: set(""), ..kept(a) },
        kept(a),
        new_column("c", "text"),
        ColumnEdit { properties: Field::Set(Value::from("x")), ..kept(b) },
    ];
    let found = violations(world.admin().update_columns(ctx(), id, 1, &edits).await);
    let expected = [
        "columns.1.dataType REQUIRED",
        "columns.4.properties INVALID",
        "columns.0.id NOT_FOUND",
        "columns.2.id DUPLICATE",
        "columns.3.id REQUIRED",
    ];
    assert_eq!(found, expected);

    let control = ColumnEdit { path: Field::Set("\"x\ny\"".parse().expect("a path")), ..kept(a) };
    let found = violations(world.admin().update_columns(ctx(), id, 1, &[control]).await);
    assert_eq!(found, ["columns.0.path CONTROL_CHARACTER"]);
    let edits = [renamed(a, "c"), renamed(b, "c")];
    let error =
        refused(world.admin().update_columns(ctx(), id, 1, &edits).await, ErrorKind::Validation);
    let place = &error.violations()[0];
    assert_eq!(
        (place.path.join("."), place.code, place.row),
        ("columns.1.path".to_owned(), "DUPLICATE", Some(1))
    );
    let pathless = [ColumnEdit { path: Field::Clear, ..kept(a) }];
    let found = violations(world.admin().update_columns(ctx(), id, 1, &pathless).await);
    assert_eq!(found, ["columns.0.path REQUIRED"]);
    let nameless = [ColumnEdit { data_type: set("text"), ..ColumnEdit::default() }];
    let found = violations(world.admin().save_columns(ctx(), id, 1, &nameless).await);
    assert_eq!(found, ["columns.0.path REQUIRED"]);
    assert_eq!(world.columns(id).await, columns);
}

#[tokio::test]
async fn names_that_look_like_paths_are_names() {
    let world = World::new();
    let dotted = "\"a.b\"";
    let id = world.add_table("t", &["a", "a.b", dotted, "A", "а", "\"[]\""]).await.value.id;
    assert_eq!(world.paths(id).await, ["a", "a.b", dotted, "A", "а", "\"[]\""]);
    let a = world.column(id, "a").await.id;
    world.admin().update_columns(ctx(), id, 1, &[renamed(a, "z")]).await.expect("renamed");
    assert_eq!(world.paths(id).await, ["z", "z.b", dotted, "A", "а", "\"[]\""]);
}

#[tokio::test]
async fn a_try_promises_what_the_write_does() {
    let world = World::new();
    let id = fetched(&world).await;
    let before = world.columns(id).await;
    let list = [kept(named(&before, "items").id), renamed(named(&before, "_id").id, "id")];
    let tried = world.admin().save_columns(dry(), id, 1, &list).await.expect("tried");
    assert_eq!(world.columns(id).await, before);
    let saved = world.admin().save_columns(ctx(), id, 1, &list).await.expect("saved");
    assert_eq!(tried.value.table.value, saved.value.table.value);
    assert_eq!(tried.value.table.version, saved.value.table.version);
    let visible = |mut columns: Vec<Column>| {
        columns.retain(|c| !c.overrides.hidden);
        columns
    };
    assert_eq!(promised(&tried), visible(world.columns(id).await));
}

#[tokio::test]
async fn versions_and_ids_are_checked() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    let other = world.add_table("u", &["a"]).await.value.id;
    let a = world.column(id, "a").await.id;
    let patch = [ColumnEdit { description: set("x"), ..kept(a) }];
    world.admin().update_columns(ctx(), id, 1, &patch).await.expect("updated");
    // A column's change counts for its table.
    let stale = world.admin().save_columns(ctx(), id, 1, &patch).await;
    let error = refused(stale, ErrorKind::Conflict);
    let with = error.conflict_with().expect("who was faster");
    assert_eq!((with.version, with.seq), (Some(2), Some(3)));
    let unknown = TableId(SeqIds::nth(99));
    refused(world.admin().save_columns(ctx(), unknown, 1, &[]).await, ErrorKind::NotFound);
    // Another table's column is none of this one's.
    let found = violations(world.admin().update_columns(ctx(), other, 1, &patch).await);
    assert_eq!(found, ["columns.0.id NOT_FOUND"]);
}
