//! `SearchReader`: ranks and the one order of hits.

use ariadne_domain::{Delta, EntityChange};
use ariadne_ports::PageRequest;

use super::World;
use super::search::found;
use crate::Backend;
use crate::builders::{ColumnBuilder, SourceBuilder, TableBuilder};

/// Names and ranks of the tables found, in order.
async fn ranked(backend: &Backend, text: &str) -> Vec<(String, u8)> {
    let page = backend.search.search(text, &PageRequest::first(1_000)).await.expect("a page");
    let world = World::new(backend);
    let mut hits = Vec::new();
    for hit in page.into_items() {
        hits.push((world.table(hit.entity.id.into()).await.value.name, hit.rank));
    }
    hits
}

async fn assert_ranked(backend: &Backend, text: &str, expected: &[(&str, u8)]) {
    let expected: Vec<(String, u8)> =
        expected.iter().map(|(name, rank)| ((*name).to_owned(), *rank)).collect();
    assert_eq!(ranked(backend, text).await, expected, "{text:?}");
}

/// 0 exact, 1 prefix, 2 start of a word, 3 within the name, 4 elsewhere.
pub async fn ranks_tell_how_well_a_name_fits(backend: &Backend) {
    let world = World::new(backend);
    for name in ["reorders", "my_orders", "orders_2024", "ORDERS", "a.orders b"] {
        world.add_table(name).await;
    }
    let elsewhere = TableBuilder::new(world.id(), "x").schema("orders");
    world.add_built_table(elsewhere).await;
    let elsewhere = TableBuilder::new(world.id(), "y").description("all orders");
    world.add_built_table(elsewhere).await;
    assert_ranked(
        backend,
        "orders",
        &[
            ("ORDERS", 0),
            ("orders_2024", 1),
            ("my_orders", 2),
            ("a.orders b", 2),
            ("reorders", 3),
            ("x", 4),
            ("y", 4),
        ],
    )
    .await;
}

/// Several words rank by the name as a whole.
pub async fn several_words_rank_together(backend: &Backend) {
    let world = World::new(backend);
    for name in ["order items", "order items 2", "old order_items", "reorder items", "items order"]
    {
        world.add_table(name).await;
    }
    let table = TableBuilder::new(world.id(), "order").description("items");
    world.add_built_table(table).await;
    assert_ranked(
        backend,
        "order items",
        &[
            ("order items", 0),
            ("order items 2", 1),
            ("items order", 2),
            ("old order_items", 2),
            ("reorder items", 3),
            ("order", 4),
        ],
    )
    .await;
}

/// Short words rank like long ones.
pub async fn short_words_rank_alike(backend: &Backend) {
    let world = World::new(backend);
    for name in ["旧 订单", "订单", "客户订单", "订单明细"] {
        world.add_table(name).await;
    }
    assert_ranked(
        backend,
        "订单",
        &[("订单", 0), ("订单明细", 1), ("旧 订单", 2), ("客户订单", 3)],
    )
    .await;
}

/// Within a rank: tables, then columns, then sources.
pub async fn tables_come_before_columns_and_sources(backend: &Backend) {
    let world = World::new(backend);
    world.add_source("order").await;
    let table = TableBuilder::new(world.id(), "a longer name").description("order");
    world
        .add_table_with(table, |world, table| {
            ["order", "my.order", "order.x"]
                .map(|path| ColumnBuilder::manual(world.id(), table, path).build())
                .to_vec()
        })
        .await;
    world.add_table("order").await;
    let source = SourceBuilder::new(world.id(), "x").description("order");
    world.add_built_source(source).await;
    let labels = found(backend, "order").await;
    assert_eq!(labels[0], "T order");
    assert_eq!(labels[3], "S order", "{labels:?}");
    let columns: std::collections::BTreeSet<&str> =
        labels[1..3].iter().map(String::as_str).collect();
    assert_eq!(columns, ["C my.order", "C order"].into(), "a column is named by its last key");
    assert_eq!(labels[4..], ["T a longer name", "C order.x", "S x"]);
}

/// Within rank and kind: the length of the folded name in characters, then the
/// folded name by bytes.
pub async fn shorter_names_come_first_then_by_bytes(backend: &Backend) {
    let world = World::new(backend);
    for name in ["xab_1", "xab订单", "xabc", "xabé", "xabz", "xabZZ", "xab\u{1f980}", "xabß", "xab"]
    {
        world.add_table(name).await;
    }
    // `ß` folds to two characters, so that name has five.
    assert_ranked(
        backend,
        "xab",
        &[
            ("xab", 0),
            ("xabc", 1),
            ("xabz", 1),
            ("xabé", 1),
            ("xab\u{1f980}", 1),
            ("xab_1", 1),
            ("xabß", 1),
            ("xabZZ", 1),
            ("xab订单", 1),
        ],
    )
    .await;
}

/// Between equals the id decides.
pub async fn the_id_decides_between_equals(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("s").await.value.id;
    let mut changes: Vec<EntityChange> = Vec::new();
    for schema in ["d", "c", "b", "a"] {
        let table = TableBuilder::new(world.id(), "Orders").schema(schema);
        changes.push(Delta::created(table.build()).into());
        let table = TableBuilder::new(world.id(), "ORDERS").schema(schema).source(source);
        changes.push(Delta::created(table.build()).into());
    }
    changes.reverse();
    world.commit(changes).await;
    let page = backend.search.search("orders", &PageRequest::first(100)).await.expect("a page");
    let ids: Vec<_> = page.into_items().into_iter().map(|hit| hit.entity.id).collect();
    assert_eq!(ids.len(), 8);
    assert!(ids.is_sorted(), "{ids:?}");
}

/// Many ties page without a gap or a repeat, for long words and for short ones, also
/// from those that begin with the word to all others.
pub async fn ties_page_without_gaps(backend: &Backend) {
    let world = World::new(backend);
    for table in 0..6 {
        world
            .add_table_with(TableBuilder::new(world.id(), &format!("t{table}")), |world, table| {
                ["a.total", "b.total", "total", "TOTAL", "total_b", "b_total", "subtotal"]
                    .map(|path| ColumnBuilder::manual(world.id(), table, path).build())
                    .to_vec()
            })
            .await;
    }
    for text in ["total", "to"] {
        let list = super::expect::pages_are_the_list(|request| async move {
            backend.search.search(text, &request).await
        });
        assert_eq!(list.await.len(), 42);
    }
}
