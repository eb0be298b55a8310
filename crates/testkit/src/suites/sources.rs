//! `SourceReader`.

use ariadne_domain::{Delta, Source, SourceKind, Stored, Value};
use ariadne_ports::{At, Count, PageRequest, SourceFilter};

use super::World;
use crate::Backend;
use crate::builders::SourceBuilder;

async fn listed(backend: &Backend, filter: SourceFilter) -> Vec<String> {
    let page = backend.sources.list_sources(&filter, &PageRequest::first(100)).await;
    let page = page.expect("a page").into_items();
    let count = backend.sources.count_sources(&filter, 100).await.expect("a count");
    assert_eq!(count, Count { value: page.len() as u64, exact: true }, "{filter:?}");
    page.into_iter().map(|row| row.value.name).collect()
}

fn text(text: &str) -> SourceFilter {
    SourceFilter { text: Some(text.to_owned()), ..SourceFilter::default() }
}

/// A source is read as it was written, settings in their order and numbers in
/// their own spelling included.
pub async fn a_source_is_read_as_written(backend: &Backend) {
    let world = World::new(backend);
    let nested = Value::object()
        .with("z", Value::Number("1.50".into()))
        .with("a", Value::Array(vec![Value::Null, true.into(), "ÿ 订单 \u{1f980}".into()]))
        .with("big", Value::Number("340282366920938463463374607431768211456".into()));
    let source = SourceBuilder::new(world.id(), "Shop ÿ 订单")
        .kind(SourceKind::Elasticsearch)
        .description("Two\nlines")
        .setting("urls", nested)
        .with_secret()
        .inactive()
        .build();
    world.commit(vec![Delta::created(source.clone()).into()]).await;
    assert_eq!(world.source(source.id).await.value, source);

    let bare = SourceBuilder::new(world.id(), "bare").build();
    world.commit(vec![Delta::created(bare.clone()).into()]).await;
    assert_eq!(world.source(bare.id).await.value, bare);
}

/// Ids that are not there are left out.
pub async fn unknown_sources_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let (a, b) = (world.add_source("a").await, world.add_source("b").await);
    let ids = [b.value.id, world.ids.make(), a.value.id, b.value.id];
    let mut found = backend.sources.sources(At::Head, &ids).await.expect("sources");
    found.sort_by_key(|row| row.seq);
    assert_eq!(found, [a, b]);
    assert_eq!(backend.sources.sources(At::Head, &[]).await.expect("none"), []);
}

/// A source is found by its name whatever the case and width.
pub async fn a_source_is_found_by_its_folded_name(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("Straße").await;
    for name in ["Straße", "STRASSE", "ｓtrasse"] {
        let found = backend.sources.source_by_name(name).await.expect("a search");
        assert_eq!(found.as_ref(), Some(&source), "{name}");
    }
    for name in ["Strase", "Straße ", "", "%"] {
        assert_eq!(backend.sources.source_by_name(name).await.expect("a search"), None, "{name}");
    }
    world.update_source(source.value.id, |s| s.name = "Weg".into()).await;
    assert_eq!(backend.sources.source_by_name("Straße").await.expect("a search"), None);
}

/// Sources are listed by folded name, by bytes.
pub async fn sources_are_listed_by_folded_name(backend: &Backend) {
    let world = World::new(backend);
    for name in ["beta", "Alpha", "订单", "alpha 2", "Zoë", "_x", "ALPHA-1", "Ärger"] {
        world.add_source(name).await;
    }
    let expected = ["_x", "Alpha", "alpha 2", "ALPHA-1", "beta", "Zoë", "Ärger", "订单"];
    assert_eq!(listed(backend, SourceFilter::default()).await, expected);
}

/// Every word of the text is within the folded name or description.
pub async fn a_text_filters_sources_word_by_word(backend: &Backend) {
    let world = World::new(backend);
    let shop = SourceBuilder::new(world.id(), "Shop EU").description("Orders and customers");
    world.add_built_source(shop).await;
    world.add_source("Shop US").await;
    world.add_source("100%_done").await;
    world.add_source(r"back\slash").await;
    for (words, expected) in [
        ("shop", &["Shop EU", "Shop US"][..]),
        ("SHOP us", &["Shop EU", "Shop US"]),
        ("shop u s", &["Shop EU", "Shop US"]),
        ("shop eu", &["Shop EU"]),
        ("eu ORDERS", &["Shop EU"]),
        ("  customers\tshop ", &["Shop EU"]),
        ("orders us", &["Shop EU"]),
        ("shop nothing", &[]),
        ("%", &["100%_done"]),
        ("_", &["100%_done"]),
        (r"\", &[r"back\slash"]),
        ("0%_d", &["100%_done"]),
        ("ｓｈｏｐ u", &["Shop EU", "Shop US"]),
        ("", &["100%_done", r"back\slash", "Shop EU", "Shop US"]),
    ] {
        assert_eq!(listed(backend, text(words)).await, expected, "{words:?}");
    }
}

/// Kind and activity filter, joined by "and".
pub async fn kinds_and_activity_filter_sources(backend: &Backend) {
    let world = World::new(backend);
    let elastic = SourceKind::Elasticsearch;
    world.add_source("mongo on").await;
    world.add_built_source(SourceBuilder::new(world.id(), "mongo off").inactive()).await;
    world.add_built_source(SourceBuilder::new(world.id(), "elastic").kind(elastic)).await;
    let filter =
        |kinds: &[SourceKind], active| SourceFilter { text: None, kinds: kinds.to_vec(), active };
    let both = [SourceKind::Mongodb, elastic];
    for (kinds, active, expected) in [
        (&both[..], None, &["elastic", "mongo off", "mongo on"][..]),
        (&[elastic], None, &["elastic"]),
        (&[SourceKind::Oracle], None, &[]),
        (&[], Some(true), &["elastic", "mongo on"]),
        (&[SourceKind::Mongodb], Some(false), &["mongo off"]),
    ] {
        assert_eq!(listed(backend, filter(kinds, active)).await, expected, "{kinds:?} {active:?}");
    }
}

/// A count is exact up to the cap, and the cap above.
pub async fn source_counts_are_capped(backend: &Backend) {
    let world = World::new(backend);
    for name in ["a", "b", "c"] {
        world.add_source(name).await;
    }
    let count = async |cap| {
        backend.sources.count_sources(&SourceFilter::default(), cap).await.expect("a count")
    };
    assert_eq!(count(4).await, Count { value: 3, exact: true });
    assert_eq!(count(3).await, Count { value: 3, exact: true });
    assert_eq!(count(2).await, Count { value: 2, exact: false });
}

/// A deleted source is in no answer.
pub async fn a_deleted_source_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let source: Stored<Source> = world.add_source("shop").await;
    let id = source.value.id;
    world.commit(vec![Delta::deleted(source).into()]).await;
    assert!(backend.sources.sources(At::Head, &[id]).await.expect("sources").is_empty());
    assert_eq!(backend.sources.source_by_name("shop").await.expect("a search"), None);
    assert!(listed(backend, SourceFilter::default()).await.is_empty());
}
