//! Accepting a fetch: all of it, some, none.

use ariadne_testkit::builders::local_administrator;
use std::time::Duration;

use ariadne_application::domain::{
    ChangesetOrigin, ColumnEdit, DiffKind, FetchId, FetchedTable, Field, SourceId, TableDiff,
    TableId,
};
use ariadne_application::{Clock, ErrorKind, FetchInput, NoProgress, Options, PageRequest};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::{FactsBuilder, FetchedBuilder};
use ariadne_testkit::fakes::FakeFetch;

use crate::world::{
    World, ctx, dry, kept, named, printed, promised, refused, renamed, set, violations,
};

fn before() -> FetchedTable {
    FetchedBuilder::new("orders")
        .facts(FactsBuilder::new("_id", "objectId").required().build())
        .facts(FactsBuilder::new("mail", "string").comment("theirs").build())
        .column("old", "int")
        .column("note", "string")
        .primary_key(["_id"])
        .build()
}

/// `mail` is another type and `old` is gone, `total` and `note.text` are new.
fn after() -> FetchedTable {
    FetchedBuilder::new("orders")
        .facts(FactsBuilder::new("_id", "objectId").required().build())
        .facts(FactsBuilder::new("mail", "email").comment("theirs, too").build())
        .column("note", "object")
        .column("note.text", "string")
        .column("total", "double")
        .row_count(7)
        .primary_key(["_id"])
        .build()
}

/// A world with the table as it was first fetched.
async fn orders() -> (World, SourceId, TableId) {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let id = world.add_fetched(source, before()).await.value.id;
    (world, source, id)
}

/// Fetches the table again.
async fn refetch(world: &World, source: SourceId, table: TableId) -> (FetchId, TableDiff) {
    world.mongo.answer("orders", FakeFetch::Found(Box::new(after())));
    let input =
        FetchInput { source, schema: None, name: None, table: Some(table), sample_size: None };
    let fetched = world.admin().fetch_columns(input, &NoProgress).await.expect("fetched");
    (fetched.id, fetched.diff.expect("a diff"))
}

#[tokio::test]
async fn a_refetch_says_what_accepting_would_change() {
    let (world, source, id) = orders().await;
    let (_, diff) = refetch(&world, source, id).await;
    let entries: Vec<&str> = diff.entries.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(
        entries,
        [
            "changed//rowCount",
            "changed/mail/dataType",
            "changed/mail/logicalType",
            "changed/mail/comment",
            "changed/note/dataType",
            "changed/note/logicalType",
            "added/note.text",
            "added/total",
            "removed/old",
        ]
    );
    assert_eq!(world.table(id).await.version, 1, "asking changes nothing");
}

#[tokio::test]
async fn all_of_it() {
    let (world, source, id) = orders().await;
    let columns = world.columns(id).await;
    world.clock.advance(60_000_000);
    let (fetch, _) = refetch(&world, source, id).await;
    let fetched_at = world.clock.now();
    world.clock.advance(60_000_000);
    let applied = world.admin().apply_fetched(ctx(), id, 1, fetch, None).await.expect("applied");

    assert_eq!(applied.changeset.expect("a changeset").origin, ChangesetOrigin::Fetch);
    let table = applied.value.table;
    assert_eq!(table.value.introspected_at, Some(fetched_at), "the time of the fetch");
    assert_eq!(table.version, 2);
    let now = world.columns(id).await;
    assert_eq!(printed(&now), ["_id", "mail", "note", "note.text", "total"]);
    assert_eq!(named(&now, "mail").id, named(&columns, "mail").id);
    assert_eq!(named(&now, "mail").description(), Some("theirs, too"));
    let (_, diff) = refetch(&world, source, id).await;
    assert!(diff.entries.is_empty(), "{diff:?}");
}

#[tokio::test]
async fn some_of_it() {
    let (world, source, id) = orders().await;
    let (fetch, _) = refetch(&world, source, id).await;
    let accept = ["added/total", "changed/mail/dataType"].map(ToOwned::to_owned).to_vec();
    world.admin().apply_fetched(ctx(), id, 1, fetch, Some(accept)).await.expect("applied");
    assert_eq!(world.paths(id).await, ["_id", "mail", "old", "note", "total"]);
    let mail = world.column(id, "mail").await;
    assert_eq!((mail.data_type(), mail.description()), ("email", Some("theirs")));

    // The rest is offered again.
    let (_, diff) = refetch(&world, source, id).await;
    let kinds: Vec<DiffKind> = diff.entries.iter().map(|e| e.kind).collect();
    assert!(
        kinds.contains(&DiffKind::Removed) && !diff.entries.iter().any(|e| e.id == "added/total")
    );
}

#[tokio::test]
async fn none_of_it() {
    let (world, source, id) = orders().await;
    let table = world.table(id).await;
    let (fetch, _) = refetch(&world, source, id).await;
    let applied = world.admin().apply_fetched(ctx(), id, 1, fetch, Some(Vec::new())).await;
    assert_eq!(applied.expect("fine").changeset, None);
    assert_eq!(world.table(id).await, table);
}

#[tokio::test]
async fn a_try_promises_what_accepting_does() {
    let (world, source, id) = orders().await;
    let before = world.columns(id).await;
    let (fetch, _) = refetch(&world, source, id).await;
    let accept = Some(vec!["removed/old".to_owned(), "changed/mail/comment".to_owned()]);
    let tried = world.admin().apply_fetched(dry(), id, 1, fetch, accept.clone()).await;
    let tried = tried.expect("tried");
    assert_eq!(world.columns(id).await, before);
    let applied = world.admin().apply_fetched(ctx(), id, 1, fetch, accept).await.expect("applied");
    assert_eq!(tried.value.table.value, applied.value.table.value);
    assert_eq!(tried.warnings, applied.warnings);
    assert_eq!(promised(&tried), world.columns(id).await);
}

#[tokio::test]
async fn unknown_entries_are_all_told() {
    let (world, source, id) = orders().await;
    let (fetch, _) = refetch(&world, source, id).await;
    let accept = ["added/total", "added/none", "changed/mail/hidden"].map(ToOwned::to_owned);
    let applied = world.admin().apply_fetched(ctx(), id, 1, fetch, Some(accept.to_vec())).await;
    assert_eq!(violations(applied), ["accept NOT_FOUND", "accept NOT_FOUND"]);
    assert_eq!(world.table(id).await.version, 1);
}

#[tokio::test]
async fn what_a_person_said_stands() {
    let (world, source, id) = orders().await;
    let columns = world.columns(id).await;
    let edits = [
        ColumnEdit {
            data_type: set("our type"),
            description: set("ours"),
            tags: Field::Set(vec!["pii".to_owned()]),
            ..kept(named(&columns, "mail").id)
        },
        renamed(named(&columns, "note").id, "remark"),
    ];
    world.admin().update_columns(ctx(), id, 1, &edits).await.expect("edited");
    let (fetch, diff) = refetch(&world, source, id).await;
    let changed = diff.entries.iter().find(|e| e.id == "changed/mail/dataType").expect("an entry");
    assert_eq!(changed.overridden, "our type".into(), "the person's word is shown beside");
    world.admin().apply_fetched(ctx(), id, 2, fetch, None).await.expect("applied");

    let mail = world.column(id, "mail").await;
    assert_eq!((mail.data_type(), mail.description()), ("our type", Some("ours")));
    assert_eq!(mail.tags, ["pii"]);
    assert_eq!(mail.observed.expect("facts").facts.data_type, "email");
    // What is new below a renamed column goes where that one is.
    assert_eq!(world.paths(id).await, ["_id", "mail", "remark", "remark.text", "total"]);
}

#[tokio::test]
async fn a_column_that_a_person_removed_stays_away() {
    let (world, source, id) = orders().await;
    let columns = world.columns(id).await;
    let rest: Vec<ColumnEdit> =
        columns.iter().filter(|c| c.path.to_string() != "mail").map(|c| kept(c.id)).collect();
    world.admin().save_columns(ctx(), id, 1, &rest).await.expect("hidden");
    let (fetch, diff) = refetch(&world, source, id).await;
    assert!(!diff.entries.iter().any(|e| e.id.contains("mail")), "{diff:?}");
    world.admin().apply_fetched(ctx(), id, 2, fetch, None).await.expect("applied");
    assert!(!world.paths(id).await.contains(&"mail".to_owned()));
}

#[tokio::test]
async fn texts_that_go_with_a_column_are_warned_of() {
    let (world, source, id) = orders().await;
    let old = world.column(id, "old").await;
    let edit = [ColumnEdit { description: set("still used by Bob"), ..kept(old.id) }];
    world.admin().update_columns(ctx(), id, 1, &edit).await.expect("described");
    let described = world.column(id, "old").await;
    let (fetch, _) = refetch(&world, source, id).await;
    let applied = world.admin().apply_fetched(ctx(), id, 2, fetch, None).await.expect("applied");
    let codes: Vec<&str> = applied.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["COLUMN_WITH_TEXTS_REMOVED"]);
    assert!(applied.warnings[0].title.contains("old"));

    let undo = world.admin().undo_changeset(ctx(), applied.changeset.expect("one").id).await;
    undo.expect("undone");
    assert_eq!(world.column(id, "old").await, described);
}

#[tokio::test]
async fn a_path_that_a_person_took_is_not_overwritten() {
    let (world, source, id) = orders().await;
    let mail = world.column(id, "mail").await;
    let edits = [renamed(mail.id, "total")];
    world.admin().update_columns(ctx(), id, 1, &edits).await.expect("renamed");
    let (fetch, _) = refetch(&world, source, id).await;
    let all = world.admin().apply_fetched(ctx(), id, 2, fetch, None).await;
    assert_eq!(violations(all), ["accept DUPLICATE"]);
    let some = Some(vec!["added/note.text".to_owned()]);
    world.admin().apply_fetched(ctx(), id, 2, fetch, some).await.expect("without that column");
    assert_eq!(world.column(id, "total").await.id, mail.id);
}

#[tokio::test]
async fn a_fetch_is_kept_for_a_while() {
    let options = Options { fetch_lifetime: Duration::from_mins(1), ..Options::default() };
    let world = World::with(options, |_| {});
    let source = world.add_source("Shop").await.value.id;
    let id = world.add_fetched(source, before()).await.value.id;
    let (fetch, _) = refetch(&world, source, id).await;
    world.clock.advance(59_000_000);
    let kept = world.admin().stored_fetch(fetch).await.expect("kept");
    assert_eq!((kept.source, kept.table, kept.fetched), (source, Some(id), after()));

    world.clock.advance(1_000_000);
    let late = world.admin().apply_fetched(ctx(), id, 1, fetch, None).await;
    let error = refused(late, ErrorKind::NotFound);
    assert!(error.to_string().contains("Fetch the columns again"), "{error}");
    let unknown = FetchId(SeqIds::nth(99));
    let none = world.admin().apply_fetched(ctx(), id, 1, unknown, None).await;
    refused(none, ErrorKind::NotFound);
}

#[tokio::test]
async fn any_server_can_accept_a_fetch() {
    let (world, source, id) = orders().await;
    let (fetch, _) = refetch(&world, source, id).await;
    let actor = local_administrator();
    let other = world.other_server().editor(&actor).expect("an editor");
    other.apply_fetched(ctx(), id, 1, fetch, None).await.expect("applied");
    assert!(world.paths(id).await.contains(&"total".to_owned()));
}

#[tokio::test]
async fn a_fetch_of_another_source_is_refused() {
    let (world, source, id) = orders().await;
    let other = world.add_source("Archive").await.value.id;
    let foreign = world.fetch(other, after()).await;
    let applied = world.admin().apply_fetched(ctx(), id, 1, foreign, None).await;
    assert_eq!(violations(applied), ["fetched INVALID"]);
    let manual = world.add_table("by hand", &[]).await.value.id;
    let fetch = world.fetch(source, after()).await;
    let applied = world.admin().apply_fetched(ctx(), manual, 1, fetch, None).await;
    assert_eq!(violations(applied), ["fetched INVALID"]);
}

#[tokio::test]
async fn a_fetch_of_another_table_is_refused() {
    let (world, source, id) = orders().await;
    let people = FetchedBuilder::new("people").column("name", "string").build();
    let other = world.add_fetched(source, people.clone()).await.value.id;
    let foreign = world.fetch(source, people).await;
    let applied = world.admin().apply_fetched(ctx(), id, 1, foreign, None).await;
    assert_eq!(violations(applied), ["fetched INVALID"]);
    let (fetch, _) = refetch(&world, source, id).await;
    let applied = world.admin().apply_fetched(ctx(), other, 1, fetch, None).await;
    assert_eq!(violations(applied), ["fetched INVALID"], "made as the re-fetch of another");
}

#[tokio::test]
async fn an_older_fetch_does_not_go_back_in_time() {
    let (world, source, id) = orders().await;
    let (older, _) = refetch(&world, source, id).await;
    world.clock.advance(1_000_000);
    let (newer, _) = refetch(&world, source, id).await;
    world.admin().apply_fetched(ctx(), id, 1, newer, None).await.expect("applied");
    let late = world.admin().apply_fetched(ctx(), id, 2, older, None).await;
    refused(late, ErrorKind::Conflict);
}

#[tokio::test]
async fn a_stale_version_accepts_nothing() {
    let (world, source, id) = orders().await;
    let (fetch, _) = refetch(&world, source, id).await;
    let stale = world.admin().apply_fetched(ctx(), id, 7, fetch, None).await;
    refused(stale, ErrorKind::Conflict);
    let history = world.admin().list_changes(world.seq().await, &PageRequest::first(50)).await;
    assert_eq!(history.expect("changes").items.len(), 5, "the table and its four columns");
}
