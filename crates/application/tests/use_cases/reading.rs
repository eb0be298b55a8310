//! Reading: now, then, by name.

use ariadne_testkit::builders::local_administrator;
use std::time::Duration;

use ariadne_application::domain::{ColumnEdit, Timestamp};
use ariadne_application::{
    AsOf, At, ChangesetFilter, ErrorKind, MinSeq, PageRequest, SourceFilter, TableFilter,
    TableInput, TableOrder, TablePatch,
};
use ariadne_testkit::time_of_day;

use crate::world::{World, ctx, kept, named_table, printed, refused, set, violations};

fn seq(seq: u64) -> AsOf {
    AsOf { seq: Some(seq), at: None }
}

fn time(at: Timestamp) -> AsOf {
    AsOf { seq: None, at: Some(at) }
}

#[tokio::test]
async fn what_was_then_is_read_as_it_was() {
    let world = World::new();
    let id = world.add_table("t", &["a", "b"]).await.value.id;
    let rename = TablePatch { name: set("renamed"), ..TablePatch::default() };
    world.admin().update_table(ctx(), id, 1, rename).await.expect("renamed");
    let a = world.column(id, "a").await.id;
    let edit = [ColumnEdit { description: set("later"), ..kept(a) }];
    world.admin().save_columns(ctx(), id, 2, &edit).await.expect("saved");
    world.admin().delete_table(ctx(), id, 3).await.expect("deleted");
    world.add_table("new", &[]).await;

    let reader = world.admin();
    for (at, name, paths) in [(1, "t", "a b"), (2, "renamed", "a b"), (3, "renamed", "a")] {
        let at = reader.as_of(Some(seq(at))).await.expect("a point of history");
        let page = reader
            .list_tables(at, &TableFilter::default(), TableOrder::Name, &PageRequest::first(9))
            .await
            .expect("a page");
        let names: Vec<String> = page.into_items().into_iter().map(|t| t.value.name).collect();
        assert_eq!(names, [name]);
        assert_eq!(reader.tables(at, &[id]).await.expect("tables")[&id].value.name, name);
        let columns = world.columns_at(at, id).await;
        assert_eq!(printed(&columns).join(" "), paths);
        let shown = reader.list_columns(at, id, None, &PageRequest::first(9)).await.expect("page");
        assert_eq!(shown.items.len(), columns.len());
    }
    let deleted = reader.as_of(Some(seq(4))).await.expect("a point of history");
    assert!(reader.tables(deleted, &[id]).await.expect("tables").is_empty());
    assert_eq!(reader.count_tables(deleted, &TableFilter::default()).await.expect("0").value, 0);
}

#[tokio::test]
async fn a_time_becomes_the_last_changeset_until_then() {
    let world = World::new();
    for name in ["a", "b"] {
        world.add_table(name, &[]).await;
        world.clock.advance(1_000_000);
    }
    let as_of = |at: i64| world.admin().as_of(Some(time(time_of_day(at))));
    assert_eq!(as_of(-1).await.expect("before all"), At::Seq(0));
    assert_eq!(as_of(0).await.expect("the first"), At::Seq(1));
    assert_eq!(as_of(1).await.expect("the second"), At::Seq(2));
    assert_eq!(as_of(9).await.expect("after all"), At::Seq(2));

    // A clock that jumps back does not unsort history.
    world.clock.set(time_of_day(-100));
    world.add_table("c", &[]).await;
    assert_eq!(world.admin().as_of(Some(time(time_of_day(1)))).await.expect("both"), At::Seq(3));
}

#[tokio::test]
async fn a_point_of_history_is_one_of_two_things() {
    let world = World::new();
    world.add_table("t", &[]).await;
    let reader = world.admin();
    assert_eq!(reader.as_of(None).await.expect("now"), At::Head);
    assert_eq!(reader.as_of(Some(seq(0))).await.expect("the empty catalog"), At::Seq(0));
    let both = AsOf { seq: Some(1), at: Some(time_of_day(0)) };
    assert_eq!(violations(reader.as_of(Some(both)).await), ["asOf INVALID"]);
    assert_eq!(violations(reader.as_of(Some(AsOf::default())).await), ["asOf INVALID"]);
    refused(reader.as_of(Some(seq(2))).await, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_table_is_found_by_its_name_when_one_fits() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let bound = TableInput { source: Some(source), ..named_table("t") };
    let bound = world.add(bound).await;
    let crm = TableInput { schema: Some("crm".to_owned()), ..named_table("t") };
    let crm = world.add(crm).await;
    let plain = world.add_table("t", &[]).await;

    let reader = world.admin();
    let error = refused(reader.table_by_name(None, None, "t").await, ErrorKind::Ambiguous);
    for table in [&bound, &crm, &plain] {
        assert!(error.to_string().contains(&table.value.id.to_string()), "{error}");
    }
    for told in [
        format!("t (data source Shop, id {})", bound.value.id),
        format!("t (no data source, id {})", plain.value.id),
        "`table(id:)`".to_owned(),
    ] {
        assert!(error.to_string().contains(&told), "{error}");
    }
    let found = reader.table_by_name(Some("SHOP"), None, "t").await.expect("one");
    assert_eq!(found, Some(bound));
    let found = reader.table_by_name(None, Some("crm"), "t").await.expect("one");
    assert_eq!(found, Some(crm));
    refused(reader.table_by_name(None, Some(""), "t").await, ErrorKind::Ambiguous);
    assert_eq!(reader.table_by_name(None, None, "T").await.expect("none"), None);
    refused(reader.table_by_name(Some("none"), None, "t").await, ErrorKind::NotFound);
}

#[tokio::test]
async fn search_finds_and_refuses_what_is_no_text() {
    let world = World::new();
    world.add_table("订单明细", &["customer.mail"]).await;
    let hits = |text: &'static str| async {
        let page = world.admin().search(text, &PageRequest::first(9)).await.expect("hits");
        assert_eq!(
            page.items.len() as u64,
            world.admin().count_hits(text).await.expect("a count").value
        );
        page.items.len()
    };
    assert_eq!((hits("订单").await, hits("MAIL cust").await, hits("none").await), (1, 1, 0));
    let long = "x".repeat(10_000);
    let page = PageRequest::first(9);
    assert_eq!(violations(world.admin().search(&long, &page).await), ["text TOO_LONG"]);
    assert_eq!(violations(world.admin().count_hits("a\0").await), ["text CONTROL_CHARACTER"]);
}

#[tokio::test]
async fn filters_have_bounds() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    let (reader, page) = (world.admin(), PageRequest::first(9));
    let filter = TableFilter {
        text: Some("x".repeat(10_000)),
        tags: vec!["fine".to_owned(), "a\0".to_owned()],
        owner: Some("\u{7}".to_owned()),
        ..TableFilter::default()
    };
    let expected =
        ["filter.text TOO_LONG", "filter.owner CONTROL_CHARACTER", "filter.tags CONTROL_CHARACTER"];
    let listed = reader.list_tables(At::Head, &filter, TableOrder::Name, &page).await;
    assert_eq!(violations(listed), expected);
    assert_eq!(violations(reader.count_tables(At::Head, &filter).await), expected);
    assert_eq!(violations(reader.table_facets(&filter).await), expected);
    let filter = SourceFilter { text: Some("\0".to_owned()), ..SourceFilter::default() };
    let expected = ["filter.text CONTROL_CHARACTER"];
    assert_eq!(violations(reader.list_sources(&filter, &page).await), expected);
    assert_eq!(violations(reader.count_sources(&filter).await), expected);
    let columns = reader.list_columns(At::Head, id, Some("\0"), &page).await;
    assert_eq!(violations(columns), ["text CONTROL_CHARACTER"]);
    for name in ["", "t\0", &"t".repeat(10_000)] {
        assert_eq!(reader.table_by_name(None, None, name).await.expect("none"), None);
    }
}

#[tokio::test]
async fn history_is_read_newest_first() {
    let world = World::new();
    let id = world.add_table("t", &["a"]).await.value.id;
    world.add_table("u", &[]).await;
    let rename = TablePatch { name: set("v"), ..TablePatch::default() };
    world.admin().update_table(ctx(), id, 1, rename).await.expect("renamed");
    let filter = ChangesetFilter { entity: Some(id.0), ..ChangesetFilter::default() };
    let page = world.admin().list_changesets(&filter, &PageRequest::first(9)).await.expect("page");
    let seqs: Vec<u64> = page.into_items().iter().map(|c| c.seq).collect();
    assert_eq!(seqs, [3, 1]);
    let changes = world.admin().list_changes(3, &PageRequest::first(9)).await.expect("changes");
    let fields: Vec<&str> = changes.items[0].0.fields.iter().map(|field| field.field).collect();
    assert_eq!(fields, ["name"]);
}

#[tokio::test(start_paused = true)]
async fn a_reader_waits_for_what_he_wrote_elsewhere() {
    let world = World::new();
    let patience = Duration::from_secs(2);
    let least = |seq| MinSeq::within(seq, patience);
    assert!(world.admin().wait_for(least(0)).await.expect("there"));
    assert!(!world.admin().wait_for(least(1)).await.expect("not there"));

    let reader = world.admin().clone();
    let waiting = tokio::spawn(async move { reader.wait_for(MinSeq::within(1, patience)).await });
    tokio::task::yield_now().await;
    let actor = local_administrator();
    let other = world.other_server().editor(&actor).expect("an editor");
    other.create_table(ctx(), named_table("t")).await.expect("created");
    assert!(waiting.await.expect("no panic").expect("read"));
}
