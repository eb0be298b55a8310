//! `TableFilter::has_lineage`: tables at the ends of edges, now and then.

use ariadne_domain::{Column, EdgeId, LineageOrigin, LineageStatus, TableId};
use ariadne_ports::{At, Count, PageRequest, TableFilter, TableOrder};

use super::World;
use crate::Backend;
use crate::builders::{ClaimBuilder, column_edge, person, table_edge};

/// Names of the tables that fit at a point of history; list, count and facets agree.
async fn fitting(backend: &Backend, at: At, filter: TableFilter) -> Vec<String> {
    let request = PageRequest::first(100);
    let page = backend.tables.list_tables(at, &filter, TableOrder::Name, &request).await;
    let names: Vec<String> =
        page.expect("a page").into_items().into_iter().map(|row| row.value.name).collect();
    let count = backend.tables.count_tables(at, &filter, 100).await.expect("a count");
    assert_eq!(count, Count { value: names.len() as u64, exact: true }, "{filter:?}");
    if at == At::Head {
        let facets = backend.tables.table_facets(&filter).await.expect("facets");
        let counted: u64 = facets.kinds.iter().map(|facet| facet.count).sum();
        assert_eq!(counted, names.len() as u64, "{filter:?}");
    }
    names
}

fn lineage(has: bool) -> TableFilter {
    TableFilter { has_lineage: Some(has), ..TableFilter::default() }
}

/// The tables with and without lineage; each is one or the other.
async fn parted(backend: &Backend, at: At) -> (Vec<String>, Vec<String>) {
    let with = fitting(backend, at, lineage(true)).await;
    let without = fitting(backend, at, lineage(false)).await;
    let mut all = [with.clone(), without.clone()].concat();
    all.sort();
    assert_eq!(fitting(backend, at, TableFilter::default()).await, all);
    (with, without)
}

/// A table of this name with columns `a` and `b`.
async fn drawn(world: &World<'_>, name: &str) -> (TableId, Vec<Column>) {
    let id = world.add_table_of(name, &["a", "b"]).await.value.id;
    (id, world.columns_of(id).await.into_iter().map(|column| column.value).collect())
}

/// Both ends of an edge between tables, of one between columns, and the table of an edge
/// between its own columns; beside other conditions as well.
pub async fn lineage_of_a_table_and_of_its_columns_counts(backend: &Backend) {
    let world = World::new(backend);
    world.joined("from table", "to table").await;
    let (_, from) = drawn(&world, "from column").await;
    let (_, to) = drawn(&world, "to column").await;
    world.add_edge(column_edge(world.id(), &from[0], &to[1])).await;
    let (_, within) = drawn(&world, "within").await;
    world.add_edge(column_edge(world.id(), &within[0], &within[1])).await;
    drawn(&world, "alone").await;
    let with = ["from column", "from table", "to column", "to table", "within"];
    let (found, others) = parted(backend, At::Head).await;
    assert_eq!(found, with);
    assert_eq!(others, ["alone"]);
    let text = |text: &str, has| TableFilter { text: Some(text.into()), ..lineage(has) };
    assert_eq!(
        fitting(backend, At::Head, text("column", true)).await,
        ["from column", "to column"]
    );
    assert!(fitting(backend, At::Head, text("column", false)).await.is_empty());
    assert!(fitting(backend, At::Head, text("alone", true)).await.is_empty());
}

/// A proposal counts, a rejected edge does not; of two edges one is enough.
pub async fn lineage_that_is_not_rejected_counts(backend: &Backend) {
    let world = World::new(backend);
    let (raw, raw_columns) = drawn(&world, "raw").await;
    let (clean, clean_columns) = drawn(&world, "clean").await;
    let edge = table_edge(world.id(), raw, clean);
    let id = edge.id;
    let machine = ClaimBuilder::by_machine(LineageOrigin::Inferred, "guesser");
    world.commit(world.new_edge(edge, machine)).await;
    assert_eq!(world.edge(id).await.value.state.status, LineageStatus::Proposed);
    let all = || vec!["clean".to_owned(), "raw".to_owned()];
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
    let decide = async |id: EdgeId, decision| {
        let mut draft = world.draft(id).await;
        let (by, at) = (person("Grace"), world.tick());
        draft.review(&by, decision, None, at, || world.ids.make()).expect("a review");
        world.commit(draft.into_changes()).await
    };
    let rejection = decide(id, LineageStatus::Rejected).await;
    assert_eq!(parted(backend, At::Head).await, (vec![], all()));
    world.undo(&rejection).await;
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
    decide(id, LineageStatus::Rejected).await;
    let between = column_edge(world.id(), &raw_columns[0], &clean_columns[0]);
    let between = world.add_edge(between).await.value.id;
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
    decide(between, LineageStatus::Rejected).await;
    assert_eq!(parted(backend, At::Head).await, (vec![], all()));
    decide(id, LineageStatus::Approved).await;
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
}

/// The end of the last edge, by itself or with the table at its other end, and the undo
/// of that are followed at once.
pub async fn lineage_counts_while_it_lasts(backend: &Backend) {
    let world = World::new(backend);
    let (_, to, edge) = world.joined("raw", "clean").await;
    let all = || vec!["clean".to_owned(), "raw".to_owned()];
    let end = world.commit(world.end_of(edge.value.id).await).await;
    assert_eq!(parted(backend, At::Head).await, (vec![], all()));
    world.undo(&end).await;
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
    let deleted = world.commit(world.deletion_with_lineage(to).await).await;
    assert_eq!(parted(backend, At::Head).await, (vec![], vec!["raw".to_owned()]));
    world.undo(&deleted).await;
    assert_eq!(parted(backend, At::Head).await, (all(), vec![]));
}

/// At a seq the edges of then count, in the status of then.
pub async fn lineage_counts_as_of_then(backend: &Backend) {
    let world = World::new(backend);
    let (_, from) = drawn(&world, "from").await;
    let (to, columns) = drawn(&world, "to").await;
    let before = world.seq().await;
    let edge = world.add_edge(column_edge(world.id(), &from[0], &columns[0])).await.value.id;
    let drawn = world.seq().await;
    world.claim(edge, ClaimBuilder::default().status(LineageStatus::Rejected)).await;
    let rejected = world.seq().await;
    world.claim(edge, ClaimBuilder::default().status(LineageStatus::Approved)).await;
    let approved = world.seq().await;
    world.commit(world.deletion_with_lineage(to).await).await;
    let gone = world.seq().await;
    world.add_table("later").await;
    let all = || vec!["from".to_owned(), "to".to_owned()];
    for (seq, expected) in [
        (before, (vec![], all())),
        (drawn, (all(), vec![])),
        (rejected, (vec![], all())),
        (approved, (all(), vec![])),
        (gone, (vec![], vec!["from".to_owned()])),
        (0, (vec![], vec![])),
    ] {
        assert_eq!(parted(backend, At::Seq(seq)).await, expected, "{seq}");
    }
    let now = (vec![], vec!["from".to_owned(), "later".to_owned()]);
    assert_eq!(parted(backend, At::Head).await, now);
}

/// Pages behind a cursor filter too, in every order; a cursor of the other half is refused.
pub async fn every_page_has_tables_with_lineage_only(backend: &Backend) {
    let world = World::new(backend);
    let mut ends = Vec::new();
    for n in 0..4 {
        let (_, to, _) = world.joined(&format!("raw {n}"), &format!("clean {n}")).await;
        world.add_table(&format!("other {n}")).await;
        ends.push(to);
    }
    for pair in ends.windows(2) {
        world.join(pair[0], pair[1]).await;
    }
    for at in [At::Head, At::Seq(world.seq().await)] {
        for order in [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest] {
            let (mut found, mut request) = (Vec::new(), PageRequest::first(3));
            loop {
                let page = backend.tables.list_tables(at, &lineage(true), order, &request).await;
                let page = page.expect("a page");
                let last = page.items.last().map(|(_, cursor)| cursor.clone());
                found.extend(page.items.into_iter().map(|(row, _)| row.value.name));
                request.after = last;
                if !page.has_next {
                    break;
                }
            }
            let other = backend.tables.list_tables(at, &lineage(false), order, &request).await;
            other.expect_err("a cursor of another filter");
            found.sort();
            let with =
                ["clean 0", "clean 1", "clean 2", "clean 3", "raw 0", "raw 1", "raw 2", "raw 3"];
            assert_eq!(found, with, "{order:?}");
        }
    }
}
