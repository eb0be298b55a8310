//! Every list of a repo: successive pages are the list, each item once, and a
//! cursor of another order or filter is refused.

use ariadne_domain::{AuditAction, AuditId, Delta, EntityChange, TableId, Value};
use ariadne_ports::{
    At, AuditEntry, AuditFilter, ChangesetFilter, PageRequest, SourceFilter, TableFilter,
    TableOrder,
};

use super::World;
use super::expect::{pages_are_the_list, refuses_foreign_cursor};
use crate::builders::{ColumnBuilder, SourceBuilder, TableBuilder, person};
use crate::{Backend, time_of_day};

/// Names that only differ in case, in bytes beyond ASCII, or in what follows a
/// long common part.
fn names() -> Vec<String> {
    let long = "n".repeat(300);
    let mut names: Vec<String> =
        ["b", "B", "a", "ä", "Ä", "订单", "a b", "A%", "_", "zz"].map(str::to_owned).to_vec();
    names.extend([format!("{long}b"), format!("{long}a"), long]);
    names
}

async fn some_tables(world: &World<'_>) -> Vec<TableId> {
    let mut ids = Vec::new();
    for (n, name) in (0_i64..).zip(names()) {
        let mut table = TableBuilder::new(world.id(), &name).tags(["tag"]);
        if n % 3 != 0 {
            table = table.fetched(time_of_day(-(n % 4)), None);
        }
        ids.push(world.add_built_table(table).await.value.id);
    }
    ids
}

/// Tables by name.
pub async fn tables_by_name_page(backend: &Backend) {
    let world = World::new(backend);
    some_tables(&world).await;
    let filter = TableFilter { tags: vec!["tag".into()], ..TableFilter::default() };
    let list = pages_are_the_list(|request| {
        let filter = filter.clone();
        async move { backend.tables.list_tables(At::Head, &filter, TableOrder::Name, &request).await }
    });
    assert_eq!(list.await.len(), names().len());
}

/// Tables by change.
pub async fn tables_by_change_page(backend: &Backend) {
    let world = World::new(backend);
    some_tables(&world).await;
    pages_are_the_list(|request| async move {
        let filter = TableFilter::default();
        backend.tables.list_tables(At::Head, &filter, TableOrder::UpdatedNewest, &request).await
    })
    .await;
}

/// Tables that one changeset made have one time: the id decides.
pub async fn tables_of_one_time_page_by_id(backend: &Backend) {
    let world = World::new(backend);
    let tables: Vec<EntityChange> = (0..7)
        .map(|n| Delta::created(TableBuilder::new(world.id(), &format!("t{n}")).build()).into())
        .collect();
    world.commit(tables).await;
    let list = pages_are_the_list(|request| async move {
        let filter = TableFilter::default();
        backend.tables.list_tables(At::Head, &filter, TableOrder::UpdatedNewest, &request).await
    });
    let ids: Vec<TableId> = list.await.into_iter().map(|row| row.value.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

/// Tables by fetch, with equal times and with none.
pub async fn tables_by_fetch_page(backend: &Backend) {
    let world = World::new(backend);
    some_tables(&world).await;
    let list = pages_are_the_list(|request| async move {
        let filter = TableFilter::default();
        backend.tables.list_tables(At::Head, &filter, TableOrder::FetchedNewest, &request).await
    });
    let fetched: Vec<bool> =
        list.await.iter().map(|row| row.value.introspected_at.is_none()).collect();
    assert!(fetched.is_sorted(), "never fetched come last");
}

/// Tables at a seq.
pub async fn tables_at_a_seq_page(backend: &Backend) {
    let world = World::new(backend);
    let ids = some_tables(&world).await;
    let then = At::Seq(world.seq().await);
    for id in &ids[..4] {
        world.commit(world.deletion(*id).await).await;
    }
    world.update_table(ids[5], |t| t.name = "0".into()).await;
    for order in [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest] {
        let list = pages_are_the_list(|request| async move {
            backend.tables.list_tables(then, &TableFilter::default(), order, &request).await
        });
        assert_eq!(list.await.len(), ids.len(), "{order:?}");
    }
}

/// Sources.
pub async fn sources_page(backend: &Backend) {
    let world = World::new(backend);
    for name in ["b", "Ab", "a", "ä", "订单", "a b", "%", "_", "zz", "ZZZ"] {
        world.add_source(name).await;
    }
    pages_are_the_list(|request| async move {
        backend.sources.list_sources(&SourceFilter::default(), &request).await
    })
    .await;
}

/// Columns, two of them of one ordinal.
pub async fn columns_page(backend: &Backend) {
    let world = World::new(backend);
    let stored = world.add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
        let column =
            |n: u32| ColumnBuilder::manual(world.id(), table, &format!("c{n}")).ordinal(n / 2);
        (0..9).map(|n| column(n).build()).collect()
    });
    let table = stored.await.value.id;
    let list = pages_are_the_list(|request| async move {
        backend.columns.list_columns(At::Head, table, Some("c"), &request).await
    });
    assert_eq!(list.await.len(), 9);
    pages_are_the_list(|request| async move {
        backend.columns.list_columns(At::Seq(1), table, None, &request).await
    })
    .await;
}

/// Changesets.
pub async fn changesets_page(backend: &Backend) {
    let world = World::new(backend);
    some_tables(&world).await;
    let actor = Some(person("Ada").id.0);
    pages_are_the_list(|request| async move {
        let filter = ChangesetFilter { actor, ..ChangesetFilter::default() };
        backend.changesets.list_changesets(&filter, &request).await
    })
    .await;
}

/// Changes of one changeset, of all kinds.
pub async fn changes_page(backend: &Backend) {
    let world = World::new(backend);
    let mut changes: Vec<EntityChange> = Vec::new();
    for name in ["c", "a", "b"] {
        let table = TableBuilder::new(world.id(), name).build();
        for path in ["y", "x"] {
            let column = ColumnBuilder::manual(world.id(), table.id, path).build();
            changes.push(Delta::created(column).into());
        }
        changes.push(Delta::created(table).into());
        changes.push(Delta::created(SourceBuilder::new(world.id(), name).build()).into());
    }
    let seq = world.commit(changes).await.seq;
    let list = pages_are_the_list(|request| async move {
        backend.changesets.list_changes(seq, &request).await
    });
    assert_eq!(list.await.len(), 12);
}

/// Hits of a search, through all ranks and kinds.
pub async fn hits_page(backend: &Backend) {
    let world = World::new(backend);
    for name in ["orders", "Orders", "orders 2", "old orders", "reorders", "items", "orders_x"] {
        let table = TableBuilder::new(world.id(), name).description("about orders");
        world
            .add_table_with(table, |world, table| {
                ["orders", "id", "items.orders"]
                    .map(|path| ColumnBuilder::manual(world.id(), table, path).build())
                    .to_vec()
            })
            .await;
    }
    world.add_source("orders").await;
    world.add_built_source(SourceBuilder::new(world.id(), "x").description("orders")).await;
    let list =
        pages_are_the_list(
            |request| async move { backend.search.search("orders", &request).await },
        );
    assert_eq!(list.await.len(), 23);
}

/// Audit entries, some of one time.
pub async fn audit_entries_page(backend: &Backend) {
    let world = World::new(backend);
    for n in 0..9 {
        let entry = AuditEntry {
            id: AuditId(world.id()),
            at: time_of_day(n / 3),
            actor: person("Ada"),
            action: AuditAction::Fetch,
            source: None,
            outcome: "PASSED".into(),
            address: None,
            details: Value::object(),
            report: None,
        };
        backend.audit.append(&entry).await.expect("appended");
    }
    pages_are_the_list(|request| async move {
        backend.audit.list(&AuditFilter::default(), &request).await
    })
    .await;
}

/// A page may be as long as the list, and one item longer than it is not more.
pub async fn has_next_is_exact(backend: &Backend) {
    let world = World::new(backend);
    for name in ["a", "b", "c"] {
        world.add_table(name).await;
    }
    for (first, has_next) in [(2, true), (3, false), (4, false)] {
        let (filter, request) = (TableFilter::default(), PageRequest::first(first));
        let page = backend.tables.list_tables(At::Head, &filter, TableOrder::Name, &request).await;
        let page = page.expect("a page");
        assert_eq!((page.items.len(), page.has_next), (first.min(3), has_next), "first {first}");
    }
}

/// What is added before a page's end is not seen again behind it; what is added
/// behind it is.
pub async fn pages_go_on_behind_the_cursor(backend: &Backend) {
    let world = World::new(backend);
    for name in ["b", "d", "f"] {
        world.add_table(name).await;
    }
    let page = async |request: PageRequest| {
        let filter = TableFilter::default();
        let page = backend.tables.list_tables(At::Head, &filter, TableOrder::Name, &request).await;
        page.expect("a page")
    };
    let first = page(PageRequest::first(2)).await;
    let after = first.items.last().map(|(_, cursor)| cursor.clone());
    for name in ["a", "c", "e"] {
        world.add_table(name).await;
    }
    let gone = backend.tables.tables_by_name(None, None, "d", 1).await.expect("tables").remove(0);
    world.commit(world.deletion(gone.value.id).await).await;
    let rest = page(PageRequest { first: 9, after }).await;
    let names: Vec<String> = rest.into_items().into_iter().map(|row| row.value.name).collect();
    assert_eq!(names, ["e", "f"]);
}

/// A cursor of tables is refused under another order.
pub async fn a_cursor_of_another_order_is_refused(backend: &Backend) {
    let world = World::new(backend);
    some_tables(&world).await;
    let orders = [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest];
    for (from, to) in [(0, 1), (1, 2), (2, 1), (1, 0)] {
        let list = |order| {
            move |request: PageRequest| async move {
                backend.tables.list_tables(At::Head, &TableFilter::default(), order, &request).await
            }
        };
        refuses_foreign_cursor(list(orders[from]), list(orders[to])).await;
    }
}

/// A cursor of any list is refused under another filter.
pub async fn a_cursor_of_another_filter_is_refused(backend: &Backend) {
    let world = World::new(backend);
    world.add_source("shop").await;
    let table = world.add_table_of("orders", &["id", "order"]).await.value.id;
    let other = world.add_table_of("more orders", &["id", "order"]).await.value.id;
    let tables = |text: &'static str| {
        move |request: PageRequest| async move {
            let filter = TableFilter { text: Some(text.into()), ..TableFilter::default() };
            backend.tables.list_tables(At::Head, &filter, TableOrder::Name, &request).await
        }
    };
    refuses_foreign_cursor(tables("orders"), tables("order")).await;
    let sources = |active| {
        move |request: PageRequest| async move {
            let filter = SourceFilter { active, ..SourceFilter::default() };
            backend.sources.list_sources(&filter, &request).await
        }
    };
    refuses_foreign_cursor(sources(None), sources(Some(true))).await;
    let columns = |table, text: Option<&'static str>| {
        move |request: PageRequest| async move {
            backend.columns.list_columns(At::Head, table, text, &request).await
        }
    };
    refuses_foreign_cursor(columns(table, None), columns(table, Some("id"))).await;
    refuses_foreign_cursor(columns(table, None), columns(other, None)).await;
    let changesets = |deleted_only| {
        move |request: PageRequest| async move {
            let filter = ChangesetFilter { deleted_only, ..ChangesetFilter::default() };
            backend.changesets.list_changesets(&filter, &request).await
        }
    };
    refuses_foreign_cursor(changesets(false), changesets(true)).await;
    let changes = |seq| {
        move |request: PageRequest| async move { backend.changesets.list_changes(seq, &request).await }
    };
    refuses_foreign_cursor(changes(1), changes(2)).await;
    let hits = |text: &'static str| {
        move |request: PageRequest| async move { backend.search.search(text, &request).await }
    };
    refuses_foreign_cursor(hits("orders"), hits("order")).await;
    refuses_foreign_cursor(tables("orders"), hits("orders")).await;
}

/// A cursor of the audit log is refused under another filter.
pub async fn an_audit_cursor_of_another_filter_is_refused(backend: &Backend) {
    let world = World::new(backend);
    let entry = AuditEntry {
        id: AuditId(world.id()),
        at: time_of_day(0),
        actor: person("Ada"),
        action: AuditAction::Test,
        source: None,
        outcome: "PASSED".into(),
        address: None,
        details: Value::object(),
        report: None,
    };
    backend.audit.append(&entry).await.expect("appended");
    let list = |actions: Vec<AuditAction>| {
        move |request: PageRequest| {
            let actions = actions.clone();
            async move {
                let filter = AuditFilter { actions, ..AuditFilter::default() };
                backend.audit.list(&filter, &request).await
            }
        }
    };
    refuses_foreign_cursor(list(vec![]), list(vec![AuditAction::Test])).await;
}
