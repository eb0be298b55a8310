//! `TableFilter`: which tables a list, a count and facets look at.

use ariadne_domain::TableKind;
use ariadne_ports::{At, Count, PageRequest, TableFilter, TableOrder};

use super::World;
use crate::builders::TableBuilder;
use crate::{Backend, time_of_day};

/// Names of the tables that fit; list, count and facets must agree.
async fn fitting(backend: &Backend, filter: TableFilter) -> Vec<String> {
    let request = PageRequest::first(100);
    let page = backend.tables.list_tables(At::Head, &filter, TableOrder::Name, &request).await;
    let names: Vec<String> =
        page.expect("a page").into_items().into_iter().map(|row| row.value.name).collect();
    let count = backend.tables.count_tables(At::Head, &filter, 100).await.expect("a count");
    assert_eq!(count, Count { value: names.len() as u64, exact: true }, "{filter:?}");
    let facets = backend.tables.table_facets(&filter).await.expect("facets");
    let counted: u64 = facets.kinds.iter().map(|facet| facet.count).sum();
    assert_eq!(counted, names.len() as u64, "{filter:?}");
    names
}

fn none() -> TableFilter {
    TableFilter::default()
}

/// Every word of the text is within the folded schema or name; descriptions do not count.
pub async fn a_text_filters_tables_word_by_word(backend: &Backend) {
    let world = World::new(backend);
    let table = |name: &str| TableBuilder::new(world.id(), name);
    for built in [
        table("Order_Items").schema("Sales"),
        table("orders").schema("sales"),
        table("客户订单"),
        table("100%_done"),
        table(r"back\slash").description("orders"),
        table("ＷＩＤＥ Straße"),
    ] {
        world.add_built_table(built).await;
    }
    for (text, expected) in [
        ("order", &["Order_Items", "orders"][..]),
        ("ORDER sales", &["Order_Items", "orders"]),
        ("sales items", &["Order_Items"]),
        ("er_it", &["Order_Items"]),
        ("订单", &["客户订单"]),
        ("户", &["客户订单"]),
        ("%", &["100%_done"]),
        ("_", &["100%_done", "Order_Items"]),
        ("0%_", &["100%_done"]),
        (r"\", &[r"back\slash"]),
        ("wide STRASSE", &["ＷＩＤＥ Straße"]),
        ("orders nothing", &[]),
        ("'", &[]),
    ] {
        let filter = TableFilter { text: Some(text.to_owned()), ..none() };
        assert_eq!(fitting(backend, filter).await, expected, "{text:?}");
    }
    let blank = TableFilter { text: Some(" \t".to_owned()), ..none() };
    assert_eq!(fitting(backend, blank).await.len(), 6, "a text without words filters nothing");
}

/// A source, any source, no source.
pub async fn sources_filter_tables(backend: &Backend) {
    let world = World::new(backend);
    let (shop, hr) =
        (world.add_source("shop").await.value.id, world.add_source("hr").await.value.id);
    world.add_built_table(TableBuilder::new(world.id(), "orders").source(shop)).await;
    world.add_built_table(TableBuilder::new(world.id(), "people").source(hr)).await;
    world.add_table("manual").await;
    for (source, bound, expected) in [
        (None, None, &["manual", "orders", "people"][..]),
        (Some(shop), None, &["orders"]),
        (Some(world.ids.make()), None, &[]),
        (None, Some(true), &["orders", "people"]),
        (None, Some(false), &["manual"]),
        (Some(hr), Some(true), &["people"]),
        (Some(hr), Some(false), &[]),
    ] {
        let filter = TableFilter { source, bound, ..none() };
        assert_eq!(fitting(backend, filter).await, expected, "{source:?} {bound:?}");
    }
}

/// The effective kind counts: the person's, else the observed one, else `TABLE`.
pub async fn effective_kinds_filter_tables(backend: &Backend) {
    let world = World::new(backend);
    let table = |name: &str| TableBuilder::new(world.id(), name);
    let fetched = time_of_day(-1);
    world.add_built_table(table("observed").fetched(fetched, None)).await;
    world.add_built_table(table("overridden").fetched(fetched, None).kind(TableKind::Report)).await;
    world.add_built_table(table("plain")).await;
    for (kinds, expected) in [
        (&[TableKind::Collection][..], &["observed"][..]),
        (&[TableKind::Report], &["overridden"]),
        (&[TableKind::Table, TableKind::Report], &["overridden", "plain"]),
        (&[TableKind::Topic], &[]),
    ] {
        let filter = TableFilter { kinds: kinds.to_vec(), ..none() };
        assert_eq!(fitting(backend, filter).await, expected, "{kinds:?}");
    }
}

/// All of the tags, each as a whole and exactly.
pub async fn tags_and_owner_filter_tables(backend: &Backend) {
    let world = World::new(backend);
    let table = |name: &str| TableBuilder::new(world.id(), name);
    world.add_built_table(table("a").tags(["pii", "gold"]).owner("Sales")).await;
    world.add_built_table(table("b").tags(["pii", "gold plated"]).owner("sales")).await;
    world.add_built_table(table("c").tags(["%"])).await;
    for (tags, owner, expected) in [
        (&["pii"][..], None, &["a", "b"][..]),
        (&["gold"], None, &["a"]),
        (&["gold", "pii"], None, &["a"]),
        (&["PII"], None, &[]),
        (&["%"], None, &["c"]),
        (&["p%"], None, &[]),
        (&[], Some("Sales"), &["a"]),
        (&["pii"], Some("sales"), &["b"]),
        (&[], Some(""), &[]),
    ] {
        let tags = tags.iter().map(ToString::to_string).collect();
        let filter = TableFilter { tags, owner: owner.map(str::to_owned), ..none() };
        let found = fitting(backend, filter.clone()).await;
        assert_eq!(found, expected, "{filter:?}");
    }
}

/// Fetched before a time (never fetched ones are not), never fetched, ever fetched.
pub async fn fetch_times_filter_tables(backend: &Backend) {
    let world = World::new(backend);
    let table = |name: &str| TableBuilder::new(world.id(), name);
    world.add_built_table(table("old").fetched(time_of_day(-20), None)).await;
    world.add_built_table(table("new").fetched(time_of_day(-10), None)).await;
    world.add_built_table(table("never")).await;
    for (before, never, expected) in [
        (Some(-20), None, &[][..]),
        (Some(-19), None, &["old"]),
        (Some(0), None, &["new", "old"]),
        (None, Some(true), &["never"]),
        (None, Some(false), &["new", "old"]),
        (Some(0), Some(true), &[]),
    ] {
        let fetched_before = before.map(time_of_day);
        let filter = TableFilter { fetched_before, never_fetched: never, ..none() };
        assert_eq!(fitting(backend, filter).await, expected, "{before:?} {never:?}");
    }
}

/// A filter follows a change at once.
pub async fn filters_follow_changes(backend: &Backend) {
    let world = World::new(backend);
    let id = world.add_built_table(TableBuilder::new(world.id(), "a").tags(["x"])).await.value.id;
    let tagged = |tag: &str| TableFilter { tags: vec![tag.to_owned()], ..none() };
    assert_eq!(fitting(backend, tagged("x")).await, ["a"]);
    world.update_table(id, |t| t.set_tags(vec!["y".into()])).await;
    assert!(fitting(backend, tagged("x")).await.is_empty());
    assert_eq!(fitting(backend, tagged("y")).await, ["a"]);
    world.commit(world.deletion(id).await).await;
    assert!(fitting(backend, tagged("y")).await.is_empty());
}
