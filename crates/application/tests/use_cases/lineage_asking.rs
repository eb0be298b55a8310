//! Questions about lineage.

use std::collections::HashMap;

use ariadne_application::domain::{
    Direction, LineageFilter, LineageLevel, LineageStatus, MappingReason, TableId,
};
use ariadne_application::{AsOf, At, ErrorKind, LineageInput, LineageRequest, Node, PageRequest};
use uuid::Uuid;

use crate::lineage_world::{around, claim, ids, imported, review};
use crate::world::{World, ctx, manual, refused, violations};

/// a -> b -> c, and x -> b beside.
async fn chain() -> (World, [TableId; 4]) {
    let world = World::new();
    let [a, b, c, x] = world.add_tables(["a", "b", "c", "x"]).await;
    world.claims(vec![claim(a.0, b.0), claim(b.0, c.0), claim(x.0, b.0)]).await;
    (world, [a, b, c, x])
}

fn sorted(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn walks_go_up_down_and_never_zigzag() {
    let (world, [a, b, c, x]) = chain().await;
    let walked = async |of: TableId, direction, depth| {
        let request = LineageRequest { direction, depth, ..around(of.0, LineageLevel::Table) };
        sorted(ids(&world.admin().lineage(&request).await.expect("walked")))
    };
    assert_eq!(walked(a, Direction::Both, None).await, sorted(vec![a.0, b.0, c.0]), "not x");
    assert_eq!(walked(c, Direction::Upstream, Some(1)).await, sorted(vec![b.0, c.0]));
    assert_eq!(walked(c, Direction::Upstream, None).await, sorted(vec![a.0, b.0, c.0, x.0]));
    assert_eq!(walked(b, Direction::Downstream, Some(0)).await, [b.0]);
    let cut = LineageRequest { limit: Some(2), ..around(a.0, LineageLevel::Table) };
    let cut = world.admin().lineage(&cut).await.expect("walked");
    assert_eq!((cut.nodes.len(), cut.total_nodes, cut.truncated()), (2, 3, true));
}

#[tokio::test]
async fn a_table_stands_for_its_columns_and_a_column_for_its_table() {
    let world = World::new();
    let a = world.add(manual("a", &["x", "y"])).await.value.id;
    let b = world.add(manual("b", &["x"])).await.value.id;
    let [x, y] = [world.column_id(a, "x").await, world.column_id(a, "y").await];
    let to = world.column_id(b, "x").await;
    world.claims(vec![claim(x, to)]).await;
    let columns = world.admin().lineage(&around(a.0, LineageLevel::Column)).await.expect("walked");
    assert_eq!(sorted(ids(&columns)), sorted(vec![x, y, to]));
    let tables = world.admin().lineage(&around(y, LineageLevel::Table)).await.expect("walked");
    assert_eq!(sorted(ids(&tables)), sorted(vec![a.0, b.0]));
    assert!(tables.edges[0].derived);
}

#[tokio::test]
async fn filters_say_what_is_walked() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let unsure = LineageInput { confidence: Some(0.4), ..imported(b.0, c.0) };
    let drawn = world.claims(vec![claim(a.0, b.0), unsure]).await.value;
    let walked = async |filter: LineageFilter| {
        let request = LineageRequest { filter, ..around(a.0, LineageLevel::Table) };
        ids(&world.admin().lineage(&request).await.expect("walked")).len()
    };
    assert_eq!(walked(LineageFilter::default()).await, 3);
    let approved =
        LineageFilter { statuses: vec![LineageStatus::Approved], ..LineageFilter::default() };
    assert_eq!(walked(approved).await, 2);
    let half = ariadne_application::domain::Confidence::new(0.5);
    assert_eq!(walked(LineageFilter { min_confidence: half, ..LineageFilter::default() }).await, 2);
    world
        .admin()
        .review_lineage(ctx(), review(drawn[0].edge.id, LineageStatus::Rejected))
        .await
        .expect("rejected");
    assert_eq!(walked(LineageFilter::default()).await, 1);
    let all = LineageFilter { statuses: LineageStatus::ALL.to_vec(), ..LineageFilter::default() };
    assert_eq!(walked(all).await, 3);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let (world, [a, b, ..]) = chain().await;
    let admin = world.admin();
    let nobody = Uuid::from_u128(9);
    let table = LineageLevel::Table;
    refused(admin.lineage(&around(nobody, table)).await, ErrorKind::NotFound);
    let of_none = LineageRequest { of: Vec::new(), ..around(a.0, table) };
    assert_eq!(violations(admin.lineage(&of_none).await), ["of INVALID"]);
    let many = LineageRequest { of: vec![a.0; 1_001], ..around(a.0, table) };
    assert_eq!(violations(admin.lineage(&many).await), ["of INVALID"]);
    let large = LineageRequest { limit: Some(100_001), ..around(a.0, table) };
    refused(admin.lineage(&large).await, ErrorKind::Limit);
    refused(admin.impact(&around(nobody, table)).await, ErrorKind::NotFound);
    let paths = async |ends, level, max| {
        admin.lineage_paths(ends, level, max, LineageFilter::default(), At::Head).await
    };
    assert_eq!(violations(paths((a.0, b.0), table, 0).await), ["max INVALID"]);
    assert_eq!(violations(paths((a.0, b.0), table, 101).await), ["max INVALID"]);
    refused(paths((a.0, nobody), table, 1).await, ErrorKind::NotFound);
    let column = world.column_id(a, "a").await;
    let mixed = paths((column, b.0), LineageLevel::Column, 1).await;
    assert_eq!(violations(mixed), ["to INVALID"]);
    refused(admin.propose_mapping(a, TableId(nobody)).await, ErrorKind::NotFound);
    assert_eq!(violations(admin.propose_mapping(a, a).await), ["toTable INVALID"]);
}

#[tokio::test]
async fn paths_impact_cycles_and_neighbours() {
    let (world, [a, b, c, x]) = chain().await;
    world.claims(vec![claim(a.0, c.0)]).await;
    let admin = world.admin();
    let table = LineageLevel::Table;
    let paths =
        admin.lineage_paths((a.0, c.0), table, 10, LineageFilter::default(), At::Head).await;
    let lengths: Vec<usize> = paths.expect("paths").iter().map(Vec::len).collect();
    assert_eq!(lengths, [1, 2], "shortest first");

    let down = LineageRequest { direction: Direction::Downstream, ..around(a.0, table) };
    let impact = admin.impact(&down).await.expect("counted");
    assert_eq!((impact.table_count, impact.tables.by_depth.as_slice()), (2, &[(1, 2)][..]));
    let (page, level, total) =
        admin.impact_nodes(&down, &PageRequest::first(1)).await.expect("a page");
    assert_eq!((page.items.len(), page.has_next, level, total), (1, true, table, 2));
    let rest = PageRequest { after: Some(page.items[0].1.clone()), first: 5 };
    let (rest, ..) = admin.impact_nodes(&down, &rest).await.expect("a page");
    let mut found = vec![page.items[0].0.node.id];
    found.extend(rest.items.iter().map(|(node, _)| node.node.id));
    assert_eq!(sorted(found), sorted(vec![b.0, c.0]));

    let counts = admin.neighbours(At::Head, &[b, x].map(|id| Node { id: id.0, table: id })).await;
    let counts = counts.expect("counted");
    assert_eq!((counts[&b.0].upstream, counts[&b.0].downstream), (2, 1));
    assert_eq!((counts[&x.0].upstream, counts[&x.0].downstream), (0, 1));

    let cycles = async || {
        let found = admin.page_of_cycles(table, &PageRequest::first(5)).await.expect("cycles");
        let (page, total) = found;
        let sets = page.items.into_iter();
        let sets: Vec<Vec<Uuid>> =
            sets.map(|(set, _)| set.into_iter().map(|node| node.id).collect()).collect();
        assert_eq!(sets.len(), total);
        sets
    };
    assert_eq!(cycles().await, Vec::<Vec<Uuid>>::new());
    world.claims(vec![claim(c.0, a.0)]).await;
    assert_eq!(cycles().await, [sorted(vec![a.0, b.0, c.0])]);
}

#[tokio::test]
async fn of_columns_the_impact_is_columns_and_their_tables() {
    let world = World::new();
    let a = world.add(manual("a", &["x"])).await.value.id;
    let b = world.add(manual("b", &["x", "y"])).await.value.id;
    let x = world.column_id(a, "x").await;
    let [y1, y2] = [world.column_id(b, "x").await, world.column_id(b, "y").await];
    world.claims(vec![claim(x, y1), claim(x, y2)]).await;
    let down =
        LineageRequest { direction: Direction::Downstream, ..around(x, LineageLevel::Table) };
    let impact = world.admin().impact(&down).await.expect("counted");
    assert_eq!((impact.columns.nodes, impact.table_count), (2, 1));
    assert_eq!(impact.tables, ariadne_application::Impact::default(), "nobody asked of tables");
}

#[tokio::test]
async fn earlier_lineage_is_answered_as_it_was() {
    let (world, [a, b, c, _]) = chain().await;
    let drawn = world.seq().await;
    let admin = world.admin();
    let edge = world.walk(a).await.edges[0].id;
    world.clock.advance(1_000_000);
    admin.delete_table(ctx(), c, 1).await.expect("deleted");
    let as_of = async |seq| {
        let at =
            admin.lineage_as_of(Some(AsOf { seq: Some(seq), at: None })).await.expect("a point");
        let request = LineageRequest { at, ..around(a.0, LineageLevel::Table) };
        admin.lineage(&request).await.map(|walk| sorted(ids(&walk)))
    };
    assert_eq!(as_of(drawn).await.expect("then"), sorted(vec![a.0, b.0, c.0]));
    assert_eq!(as_of(drawn + 1).await.expect("now"), sorted(vec![a.0, b.0]));
    assert_eq!(as_of(9_999).await.expect("beyond the end is now"), sorted(vec![a.0, b.0]));
    assert_eq!(as_of(0).await.expect("before the beginning"), Vec::<Uuid>::new());
    let early = AsOf { seq: None, at: Some(ariadne_application::domain::Timestamp(0)) };
    assert_eq!(admin.lineage_as_of(Some(early)).await.expect("a point"), At::Seq(0));
    let of_gone = |at| LineageRequest { at, ..around(c.0, LineageLevel::Table) };
    let then = admin.lineage(&of_gone(At::Seq(drawn))).await.expect("then it was there");
    assert_eq!(then.nodes.len(), 4);
    refused(admin.lineage(&of_gone(At::Head)).await, ErrorKind::NotFound);

    let request = around(a.0, LineageLevel::Table);
    let diff = admin.lineage_diff(&request, At::Seq(drawn), At::Head).await.expect("compared");
    let gone: Vec<Uuid> = diff.removed.iter().map(|node| node.node.id).collect();
    assert_eq!((gone, diff.added.len(), diff.edges.len()), (vec![c.0], 0, 1));
    assert_eq!(diff.edges[0].after, None);
    let back = admin.lineage_diff(&request, At::Head, At::Seq(drawn)).await.expect("compared");
    assert_eq!((back.added.len(), back.edges[0].before), (1, None));
    let rejected = admin.review_lineage(ctx(), review(edge, LineageStatus::Rejected)).await;
    let seq = rejected.expect("rejected").changeset.expect("a changeset").seq;
    let changed = admin.edges_changed_after(drawn, &[edge]).await.expect("history");
    assert_eq!(changed, HashMap::from([(edge, seq)]));
    let changed = admin.edges_changed_after(seq, &[edge]).await.expect("history");
    assert_eq!(changed, HashMap::new());
}

#[tokio::test]
async fn columns_that_belong_together_are_proposed_and_nothing_is_written() {
    let world = World::new();
    let a = world.add(manual("a", &["id", "customerName", "zzz"])).await.value.id;
    let b = world.add(manual("b", &["ID", "customer_name", "qqq"])).await.value.id;
    let seq = world.seq().await;
    let found = world.admin().propose_mapping(a, b).await.expect("proposed");
    let reasons: Vec<MappingReason> = found.iter().map(|proposal| proposal.reason).collect();
    assert_eq!(reasons.len(), 2, "{found:?}");
    assert!(found[0].confidence >= found[1].confidence, "the most certain first");
    let (id, name) = (world.column(a, "id").await.id, world.column(a, "customerName").await.id);
    let froms: Vec<_> = found.iter().map(|proposal| proposal.from).collect();
    assert!(froms.contains(&id) && froms.contains(&name));
    assert_eq!(world.seq().await, seq);
}
