//! Reads at a point of history.

use ariadne_domain::{Delta, EntityChange, Stored, Table};
use ariadne_ports::{At, PageRequest, TableFilter, TableOrder};

use super::World;
use crate::Backend;
use crate::builders::{ColumnBuilder, TableBuilder};

async fn table_names(backend: &Backend, at: At, filter: &TableFilter) -> Vec<String> {
    let request = PageRequest::first(100);
    let page = backend.tables.list_tables(at, filter, TableOrder::Name, &request).await;
    let names: Vec<String> =
        page.expect("a page").into_items().into_iter().map(|row| row.value.name).collect();
    let count = backend.tables.count_tables(at, filter, 100).await.expect("a count");
    assert_eq!(count.value, names.len() as u64);
    names
}

/// What was replaced stays readable at its seqs, exactly as it was.
pub async fn replaced_rows_stay_readable_at_their_seqs(backend: &Backend) {
    let world = World::new(backend);
    let mut rows: Vec<Stored<Table>> = vec![world.add_table("v1").await];
    let id = rows[0].value.id;
    for version in 2..=4 {
        world.add_table(&format!("between {version}")).await;
        rows.push(world.update_table(id, |t| t.name = format!("v{version}")).await);
    }
    for seq in 0..=world.seq().await {
        let expected: Vec<Stored<Table>> =
            rows.iter().rev().find(|row| row.seq <= seq).cloned().into_iter().collect();
        let found = backend.tables.tables(At::Seq(seq), &[id]).await.expect("tables");
        assert_eq!(found, expected, "at {seq}");
    }
    assert_eq!(backend.tables.tables(At::Head, &[id]).await.expect("tables"), rows[3..]);
}

/// Seq 0 is the empty catalog.
pub async fn at_seq_zero_there_is_nothing(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    let at = At::Seq(0);
    assert_eq!(backend.sources.sources(at, &[source]).await.expect("sources"), []);
    assert_eq!(backend.tables.tables(at, &[table]).await.expect("tables"), []);
    assert_eq!(backend.columns.columns(at, &[column]).await.expect("columns"), []);
    assert_eq!(backend.columns.columns_of_tables(at, &[table]).await.expect("columns"), []);
    assert_eq!(backend.columns.count_columns(at, &[table]).await.expect("counts"), []);
    assert!(table_names(backend, at, &TableFilter::default()).await.is_empty());
}

/// A list at a seq has what was deleted since and has not what was made since.
pub async fn lists_show_the_state_of_then(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_table("old").await.value.id;
    let renamed = world.add_table("before").await.value.id;
    let then = world.seq().await;
    world.commit(world.deletion(old).await).await;
    world.update_table(renamed, |t| t.name = "after".into()).await;
    world.add_table("new").await;
    let all = TableFilter::default();
    assert_eq!(table_names(backend, At::Seq(then), &all).await, ["before", "old"]);
    assert_eq!(table_names(backend, At::Head, &all).await, ["after", "new"]);
    assert_eq!(table_names(backend, At::Seq(world.seq().await), &all).await, ["after", "new"]);
}

/// A filter at a seq looks at the state of then.
pub async fn filters_look_at_the_state_of_then(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let table = TableBuilder::new(world.id(), "orders").source(source).tags(["x"]).owner("Ada");
    let id = world.add_built_table(table).await.value.id;
    let then = At::Seq(world.seq().await);
    world
        .update_table(id, |t| {
            t.source = None;
            t.name = "archive".into();
            t.owner = None;
            t.set_tags(vec!["y".into()]);
        })
        .await;
    let none = TableFilter::default;
    let of_then = [
        TableFilter { text: Some("order".into()), ..none() },
        TableFilter { source: Some(source), ..none() },
        TableFilter { bound: Some(true), ..none() },
        TableFilter { tags: vec!["x".into()], ..none() },
        TableFilter { owner: Some("Ada".into()), ..none() },
    ];
    for filter in &of_then {
        assert_eq!(table_names(backend, then, filter).await, ["orders"], "{filter:?}");
        assert!(table_names(backend, At::Head, filter).await.is_empty(), "{filter:?}");
    }
    let of_now = TableFilter { tags: vec!["y".into()], ..none() };
    assert!(table_names(backend, then, &of_now).await.is_empty());
    assert_eq!(table_names(backend, At::Head, &of_now).await, ["archive"]);
    // The seq that ended it all is as the head is, and stays so.
    let later = At::Seq(world.seq().await);
    world.add_table("another").await;
    for filter in &of_then {
        assert!(table_names(backend, later, filter).await.is_empty(), "{filter:?}");
    }
    assert_eq!(table_names(backend, later, &of_now).await, ["archive"]);
}

/// The orders by change and by fetch at a seq are those of then.
pub async fn orders_are_those_of_then(backend: &Backend) {
    let world = World::new(backend);
    let a = world.add_table("a").await.value.id;
    world.add_table("b").await;
    let then = At::Seq(world.seq().await);
    world.update_table(a, |t| t.introspected_at = Some(world.tick())).await;
    let names = async |at, order| {
        let request = PageRequest::first(9);
        let page = backend.tables.list_tables(at, &TableFilter::default(), order, &request).await;
        page.expect("a page").into_items().into_iter().map(|row| row.value.name).collect::<Vec<_>>()
    };
    assert_eq!(names(then, TableOrder::UpdatedNewest).await, ["b", "a"]);
    assert_eq!(names(At::Head, TableOrder::UpdatedNewest).await, ["a", "b"]);
    assert_eq!(names(then, TableOrder::FetchedNewest).await, ["a", "b"]);
}

/// Columns at a seq are those of then, deleted and moved ones too.
pub async fn columns_are_those_of_then(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    let then = world.columns_of(table).await;
    let seq = At::Seq(world.seq().await);
    let mut moved = then[2].value.clone();
    moved.ordinal = 0;
    moved.overrides.hidden = true;
    let touch = world.touch(table).await;
    let added = ColumnBuilder::manual(world.id(), table, "d").ordinal(3).build();
    let changes: Vec<EntityChange> = vec![
        touch,
        Delta::deleted(then[0].clone()).into(),
        Delta::updated(then[2].clone(), moved).into(),
        Delta::created(added).into(),
    ];
    world.commit(changes).await;

    let ids: Vec<_> = then.iter().map(|row| row.value.id).collect();
    let columns = &backend.columns;
    let mut by_id = columns.columns(seq, &ids).await.expect("columns");
    by_id.sort_by_key(|row| row.value.ordinal);
    assert_eq!(by_id, then);
    assert_eq!(columns.columns_of_tables(seq, &[table]).await.expect("columns"), then);
    let page = columns.list_columns(seq, table, None, &PageRequest::first(9)).await;
    assert_eq!(page.expect("a page").into_items(), then);
    assert_eq!(columns.count_columns(seq, &[table]).await.expect("counts"), [(table, 3)]);
    assert_eq!(columns.count_columns(At::Head, &[table]).await.expect("counts"), [(table, 2)]);
}

/// What is gone for good is still there at its time, with all that hangs below.
pub async fn deleted_aggregates_are_read_whole(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await;
    let bound = TableBuilder::new(world.id(), "orders").source(source.value.id);
    let table = world
        .add_table_with(bound, |world, table| {
            vec![ColumnBuilder::manual(world.id(), table, "id").build()]
        })
        .await;
    let columns = world.columns_of(table.value.id).await;
    let then = At::Seq(world.seq().await);
    let mut changes = world.deletion(table.value.id).await;
    changes.push(Delta::deleted(source.clone()).into());
    world.commit(changes).await;
    let found = backend.sources.sources(then, &[source.value.id]).await.expect("sources");
    assert_eq!(found, [source]);
    let found = backend.tables.tables(then, &[table.value.id]).await.expect("tables");
    assert_eq!(found, std::slice::from_ref(&table));
    let found = backend.columns.columns_of_tables(then, &[table.value.id]).await;
    assert_eq!(found.expect("columns"), columns);
}

/// Pages at a seq do not move while the catalog goes on.
pub async fn pages_at_a_seq_stand_still(backend: &Backend) {
    let world = World::new(backend);
    for name in ["a", "c", "e", "g"] {
        world.add_table(name).await;
    }
    let then = At::Seq(world.seq().await);
    let filter = TableFilter::default();
    let mut request = PageRequest::first(2);
    let page = async |request: &PageRequest| {
        backend.tables.list_tables(then, &filter, TableOrder::Name, request).await.expect("a page")
    };
    let first = page(&request).await;
    request.after = first.items.last().map(|(_, cursor)| cursor.clone());
    world.add_table("d").await;
    let gone = backend.tables.tables_by_name(None, None, "e", 1).await.expect("tables").remove(0);
    world.commit(world.deletion(gone.value.id).await).await;
    let second = page(&request).await;
    let names: Vec<String> = [first, second]
        .into_iter()
        .flat_map(ariadne_ports::Page::into_items)
        .map(|row| row.value.name)
        .collect();
    assert_eq!(names, ["a", "c", "e", "g"]);
}
