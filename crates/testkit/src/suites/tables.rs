//! `TableReader`: tables by id, identity and name, their orders and facets.

use ariadne_domain::{
    Delta, ForeignTarget, Identity, Key, KeyKind, ObjectName, SourceId, TableId, TableKind,
    TableObserved, Value,
};
use ariadne_ports::{At, Count, Facet, PageRequest, TableFilter, TableHeading, TableOrder};

use super::World;
use crate::builders::TableBuilder;
use crate::{Backend, time_of_day};

async fn names(backend: &Backend, order: TableOrder) -> Vec<String> {
    let filter = TableFilter::default();
    let page = backend.tables.list_tables(At::Head, &filter, order, &PageRequest::first(100)).await;
    page.expect("a page").into_items().into_iter().map(|row| row.value.name).collect()
}

/// A table is read as it was written, whatever its facts hold.
pub async fn a_table_is_read_as_written(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let key = |kind, references| Key {
        kind,
        name: Some("k \"1\"".into()),
        columns: vec![world.ids.make(), world.ids.make()],
        references,
        enabled: Some(false),
    };
    let target = ForeignTarget {
        schema: Some("s".into()),
        name: "t".into(),
        columns: vec!["x".into(), String::new()],
    };
    let mut table = TableBuilder::new(world.id(), "Örders\u{1}订单 %_\\'\"")
        .source(source)
        .schema("Sales.EU")
        .external(Some("SALES"), "ORDERS")
        .tags(["pii", "订单", "a,b"])
        .owner("Ada <ada@example.org>")
        .kind(TableKind::View)
        .description("# Title\n\ttext")
        .keys(vec![key(KeyKind::Unique, None)])
        .build();
    table.observed = Some(TableObserved {
        kind: TableKind::MaterializedView,
        comment: Some("'; drop table x; --".into()),
        definition: Some("SELECT\r\n1".into()),
        row_count: Some(u64::try_from(i64::MAX).expect("positive")),
        properties: Value::object()
            .with("z", Value::Number("-0.10e5".into()))
            .with("a", Value::Null),
        keys: vec![key(KeyKind::Foreign, Some(target)), key(KeyKind::Primary, None)],
    });
    table.introspected_at = Some(time_of_day(-5).plus_micros(1));
    world.commit(vec![Delta::created(table.clone()).into()]).await;
    assert_eq!(world.table(table.id).await.value, table);

    let bare = TableBuilder::new(world.id(), "bare").build();
    world.commit(vec![Delta::created(bare.clone()).into()]).await;
    assert_eq!(world.table(bare.id).await.value, bare);
}

/// Ids that are not there are left out.
pub async fn unknown_tables_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let (a, b) = (world.add_table("a").await, world.add_table("b").await);
    let ids = [b.value.id, world.ids.make(), a.value.id, b.value.id];
    let mut found = backend.tables.tables(At::Head, &ids).await.expect("tables");
    found.sort_by_key(|row| row.seq);
    assert_eq!(found, [a, b]);
}

/// Many ids are answered in one call.
pub async fn many_ids_are_answered_at_once(backend: &Backend) {
    let world = World::new(backend);
    let made: Vec<TableId> = (0..1_200).map(|_| world.ids.make()).collect();
    let changes = made
        .iter()
        .enumerate()
        .map(|(n, id)| Delta::created(TableBuilder::new(*id, &format!("t{n}")).build()).into());
    world.commit(changes.collect()).await;
    let found = backend.tables.tables(At::Head, &made).await.expect("tables");
    assert_eq!(found.len(), made.len());
    let identities: Vec<Identity> = found.iter().map(|row| row.value.identity()).collect();
    let found = backend.tables.tables_by_identity(&identities).await.expect("tables");
    assert_eq!(found.len(), made.len());
    assert_eq!(backend.columns.count_columns(At::Head, &made).await.expect("counts"), []);
}

/// Headings of all tables come by id, page by page: what is called so now, and nothing
/// that is gone.
pub async fn headings_page_by_id(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let mut made = [
        world.add_table("plain").await.value,
        world.add_built_table(TableBuilder::new(world.id(), "bound").source(source)).await.value,
        world.add_built_table(TableBuilder::new(world.id(), "deep").schema("s")).await.value,
        world.add_built_table(TableBuilder::new(world.id(), "v").kind(TableKind::View)).await.value,
    ];
    let gone = world.add_table("gone").await;
    world.commit(vec![Delta::deleted(gone).into()]).await;
    made.sort_by_key(|table| table.id);
    let expected = made.iter().map(|table| TableHeading {
        id: table.id,
        schema: table.schema.clone(),
        name: table.name.clone(),
        kind: table.kind(),
        source: table.source,
    });
    let expected: Vec<TableHeading> = expected.collect();
    for limit in 1..6 {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = backend.tables.table_headings(after, limit).await.expect("headings");
            assert!(page.len() <= limit);
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            found.extend(page);
        }
        assert_eq!(found, expected, "{limit} a page");
    }
}

/// Tables are found by identity: source or none, schema or none, exact name.
pub async fn tables_are_found_by_identity(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let manual = world.add_table("orders").await;
    let bound = TableBuilder::new(world.id(), "orders").source(source);
    let bound = world.add_built_table(bound).await;
    let deep = TableBuilder::new(world.id(), "orders").source(source).schema("s");
    let deep = world.add_built_table(deep).await;
    for row in [&manual, &bound, &deep] {
        let found = backend.tables.tables_by_identity(&[row.value.identity()]).await;
        assert_eq!(found.expect("tables"), std::slice::from_ref(row));
    }
    let mut all = backend
        .tables
        .tables_by_identity(&[deep.value.identity(), manual.value.identity()])
        .await
        .expect("tables");
    all.sort_by_key(|row| row.seq);
    assert_eq!(all, [manual.clone(), deep.clone()]);
    let missing = [
        Identity { name: "Orders".into(), ..manual.value.identity() },
        Identity { schema: Some("S".into()), ..deep.value.identity() },
        Identity { source: Some(world.ids.make()), ..bound.value.identity() },
    ];
    assert_eq!(backend.tables.tables_by_identity(&missing).await.expect("tables"), []);
}

/// Tables are found by what their source calls them, whatever the catalog does: upper and
/// lower case of A to Z aside, by their own name where none is kept.
pub async fn tables_are_found_by_what_their_source_calls_them(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let other = world.add_source("old shop").await.value.id;
    let name = |schema: Option<&str>, name: &str| ObjectName {
        schema: schema.map(str::to_owned),
        name: name.to_owned(),
    };
    let bound = |of: SourceId, called: &str| TableBuilder::new(world.id(), called).source(of);
    let deep = bound(source, "a").external(Some("HR"), "Größe");
    let deep = world.add_built_table(deep).await;
    let plain = world.add_built_table(bound(source, "b").external(None, "Größe")).await;
    let twin = world.add_built_table(bound(source, "c").external(None, "grÖße")).await;
    world.add_built_table(bound(other, "d").external(None, "Größe")).await;
    let own = world.add_built_table(bound(source, "Own").schema("s")).await;
    // Longer than what an index holds, and the same up to there.
    let long = |end: char| format!("{}{end}", "x".repeat(1_000));
    let far = world.add_built_table(bound(source, "e").external(None, &long('1'))).await;
    world.add_built_table(bound(source, "f").external(None, &long('2'))).await;
    let quoted = world.add_built_table(bound(source, "g").external(None, "a\"b\\\u{1}")).await;
    for (asked, expected) in [
        (vec![name(Some("hr"), "GRößE")], vec![&deep]),
        (vec![name(None, "größe")], vec![&plain]),
        (vec![name(None, "GRÖßE")], vec![&twin]),
        (
            vec![name(Some("HR"), "größe"), name(None, "größe"), name(None, "no")],
            vec![&deep, &plain],
        ),
        (vec![name(Some("s"), "Own")], vec![&own]),
        (vec![name(Some("s"), "own"), name(None, "Own"), name(None, "a")], vec![]),
        (vec![name(None, &long('1'))], vec![&far]),
        (vec![name(None, "A\"b\\\u{1}")], vec![&quoted]),
        (vec![], vec![]),
    ] {
        let found = backend.tables.tables_by_external(source, &asked).await;
        let mut found = found.expect("tables");
        found.sort_by_key(|row| row.seq);
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{asked:?}");
    }
    world.commit(vec![Delta::deleted(plain).into()]).await;
    let gone = backend.tables.tables_by_external(source, &[name(None, "größe")]).await;
    assert_eq!(gone.expect("tables"), []);
}

/// Tables are found by exact name, with or without source and schema, by id, up to
/// the limit.
pub async fn tables_are_found_by_name(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let build = |schema: Option<&str>, source: Option<SourceId>| {
        let table = TableBuilder::new(world.id(), "orders");
        let table = schema.map_or(table.clone(), |schema| table.schema(schema));
        source.map_or(table.clone(), |source| table.source(source))
    };
    let mut ids = Vec::new();
    for (schema, source) in
        [(None, None), (Some("s"), None), (None, Some(source)), (Some("s"), Some(source))]
    {
        ids.push(world.add_built_table(build(schema, source)).await.value.id);
    }
    world.add_table("orders2").await;
    world.add_table("Orders").await;
    let find = async |source, schema, limit| {
        let found = backend.tables.tables_by_name(source, schema, "orders", limit).await;
        found.expect("tables").into_iter().map(|row| row.value.id).collect::<Vec<_>>()
    };
    assert_eq!(find(None, None, 9).await, ids);
    assert_eq!(find(None, None, 2).await, ids[..2]);
    assert_eq!(find(Some(None), None, 9).await, ids[..2]);
    assert_eq!(find(Some(Some(source)), None, 9).await, ids[2..]);
    assert_eq!(find(None, Some(None), 9).await, [ids[0], ids[2]]);
    assert_eq!(find(None, Some(Some("s")), 9).await, [ids[1], ids[3]]);
    assert_eq!(find(Some(Some(source)), Some(Some("s")), 9).await, [ids[3]]);
    assert_eq!(find(Some(None), Some(Some("S")), 9).await, []);
}

/// By name: folded, by bytes, then id.
pub async fn the_default_order_is_by_folded_name(backend: &Backend) {
    let world = World::new(backend);
    for name in ["beta", "Alpha", "订单", "alpha2", "Ärger", "alpha_1", "ALPHA", "zoo", "10", "9"]
    {
        world.add_table(name).await;
    }
    let expected =
        ["10", "9", "Alpha", "ALPHA", "alpha2", "alpha_1", "beta", "zoo", "Ärger", "订单"];
    assert_eq!(names(backend, TableOrder::Name).await, expected);
}

/// By change: last changed first, a column's change counted.
pub async fn last_changed_come_first(backend: &Backend) {
    let world = World::new(backend);
    let a = world.add_table_of("a", &["id"]).await.value.id;
    let b = world.add_table("b").await.value.id;
    world.add_table("c").await;
    assert_eq!(names(backend, TableOrder::UpdatedNewest).await, ["c", "b", "a"]);
    world.update_table(b, |t| t.owner = Some("sales".into())).await;
    assert_eq!(names(backend, TableOrder::UpdatedNewest).await, ["b", "c", "a"]);
    let column = world.columns_of(a).await.remove(0).value.id;
    world.update_column(column, |c| c.set_tags(vec!["key".into()])).await;
    assert_eq!(names(backend, TableOrder::UpdatedNewest).await, ["a", "b", "c"]);
}

/// By fetch: last fetched first, never fetched last, the id between equals.
pub async fn last_fetched_come_first_and_never_fetched_last(backend: &Backend) {
    let world = World::new(backend);
    for (name, fetched) in
        [("never", None), ("old", Some(-9)), ("new", Some(-1)), ("same", Some(-9)), ("none", None)]
    {
        let table = TableBuilder::new(world.id(), name);
        let table = match fetched {
            Some(seconds) => table.fetched(time_of_day(seconds), None),
            None => table,
        };
        world.add_built_table(table).await;
    }
    let expected = ["new", "old", "same", "never", "none"];
    assert_eq!(names(backend, TableOrder::FetchedNewest).await, expected);
}

/// Counts are exact up to the cap.
pub async fn table_counts_are_capped(backend: &Backend) {
    let world = World::new(backend);
    for name in ["a", "b", "c"] {
        world.add_table(name).await;
    }
    let count = async |cap| {
        backend.tables.count_tables(At::Head, &TableFilter::default(), cap).await.expect("a count")
    };
    assert_eq!(count(10).await, Count { value: 3, exact: true });
    assert_eq!(count(3).await, Count { value: 3, exact: true });
    assert_eq!(count(1).await, Count { value: 1, exact: false });
}

fn facet<T>(value: T, count: u64) -> Facet<T> {
    Facet { value, count }
}

/// Facets count values, most frequent first, then by value.
pub async fn facets_count_most_frequent_first(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let table = |name: &str| TableBuilder::new(world.id(), name);
    for built in [
        table("a").tags(["pii", "gold"]).owner("sales").source(source),
        table("b").tags(["gold"]).owner("Ops").source(source).kind(TableKind::View),
        table("c")
            .tags(["arch", "ＧＯＬＤ"])
            .owner("sales")
            .fetched(time_of_day(0), None)
            .source(source),
        table("d").fetched(time_of_day(0), None),
    ] {
        world.add_built_table(built).await;
    }
    let all = backend.tables.table_facets(&TableFilter::default()).await.expect("facets");
    let named = |value: &str, count| facet(value.to_owned(), count);
    assert_eq!(
        all.tags,
        [named("gold", 2), named("arch", 1), named("pii", 1), named("ＧＯＬＤ", 1)]
    );
    assert_eq!(all.owners, [named("sales", 2), named("Ops", 1)]);
    assert_eq!(all.sources, [facet(Some(source), 3), facet(None, 1)]);
    assert_eq!(
        all.kinds,
        [facet(TableKind::Collection, 2), facet(TableKind::Table, 1), facet(TableKind::View, 1)]
    );
    let filter = TableFilter { owner: Some("sales".into()), ..TableFilter::default() };
    let some = backend.tables.table_facets(&filter).await.expect("facets");
    assert_eq!(some.owners, [named("sales", 2)]);
    assert_eq!(some.sources, [facet(Some(source), 2)]);
}

/// At most 100 values of a facet.
pub async fn facets_have_at_most_a_hundred_values(backend: &Backend) {
    let world = World::new(backend);
    let tags: Vec<String> = (0..130).map(|n| format!("tag{n:03}")).collect();
    world.add_built_table(TableBuilder::new(world.id(), "a").tags(tags.clone())).await;
    world.add_built_table(TableBuilder::new(world.id(), "b").tags(["tag129"])).await;
    let facets = backend.tables.table_facets(&TableFilter::default()).await.expect("facets");
    let values: Vec<&str> = facets.tags.iter().map(|facet| facet.value.as_str()).collect();
    let expected: Vec<&str> =
        std::iter::once("tag129").chain(tags.iter().map(String::as_str)).take(100).collect();
    assert_eq!(values, expected);
}

/// All tables of a source, those of others and manual ones left out.
pub async fn tables_of_a_source_are_all_of_them(backend: &Backend) {
    let world = World::new(backend);
    let (shop, hr) =
        (world.add_source("shop").await.value.id, world.add_source("hr").await.value.id);
    let mut expected = Vec::new();
    for n in 0..5 {
        let bound = TableBuilder::new(world.id(), &format!("t{n}")).source(shop);
        expected.push(world.add_built_table(bound).await.value.id);
    }
    world.add_built_table(TableBuilder::new(world.id(), "t0").source(hr)).await;
    world.add_table("t0").await;
    let found = backend.tables.tables_of_source(shop).await.expect("tables");
    let mut found: Vec<TableId> = found.into_iter().map(|row| row.value.id).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(backend.tables.tables_of_source(world.ids.make()).await.expect("tables"), []);
}

/// A deleted table is in no answer.
pub async fn a_deleted_table_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value;
    world.commit(world.deletion(table.id).await).await;
    let tables = &backend.tables;
    assert_eq!(tables.tables(At::Head, &[table.id]).await.expect("tables"), []);
    assert_eq!(tables.tables_by_identity(&[table.identity()]).await.expect("tables"), []);
    assert_eq!(tables.tables_by_name(None, None, "orders", 9).await.expect("tables"), []);
    for order in [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest] {
        assert!(names(backend, order).await.is_empty());
    }
}
