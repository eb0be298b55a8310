//! What becomes of lineage when tables and columns change.

use ariadne_application::domain::{ColumnId, LineageLevel, LineageStatus, TableId};
use ariadne_application::{At, BindInput, FetchInput, NoProgress, TablePatch};
use ariadne_testkit::builders::FetchedBuilder;

use crate::lineage_world::{around, warned};
use crate::world::{World, ctx, dry, fetch_input, kept, manual, renamed, set};

async fn undo<T>(world: &World, outcome: &ariadne_application::Outcome<T>) {
    let id = outcome.changeset.as_ref().expect("a changeset").id;
    world.admin().undo_changeset(ctx(), id).await.expect("undone");
    world.in_sync().await;
}

#[tokio::test]
async fn a_deleted_table_ends_its_edges_and_those_of_its_columns() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let (from, to) = (world.column_id(a, "a").await, world.column_id(b, "a").await);
    let edges =
        [world.link(a.0, b.0).await, world.link(from, to).await, world.link(b.0, c.0).await];
    let other = world.link(a.0, c.0).await.edge.id;
    let ids = edges.map(|view| view.edge.id);
    let tried = world.admin().delete_table(dry(), b, 1).await.expect("tried");
    assert_eq!(warned(&tried), ["LINEAGE_ENDED"]);
    assert!(tried.warnings[0].title.contains('3'), "{:?}", tried.warnings);
    assert!(world.edge(ids[0]).await.is_some());

    let deleted = world.admin().delete_table(ctx(), b, 1).await.expect("deleted");
    assert_eq!(warned(&deleted), ["LINEAGE_ENDED"]);
    for id in ids {
        assert_eq!(world.edge(id).await, None);
    }
    assert!(world.edge(other).await.is_some());
    assert_eq!(world.walk(a).await.edges.len(), 1);
    world.in_sync().await;

    undo(&world, &deleted).await;
    for id in ids {
        assert_eq!(world.edge(id).await, Some(LineageStatus::Approved), "under its id");
    }
    let claims = world.admin().assertions_of(At::Head, &ids).await.expect("claims");
    assert!(ids.iter().all(|id| claims[id].len() == 1));
    assert_eq!(world.walk(a).await.edges.len(), 3);
}

async fn two_with_an_edge(world: &World) -> (TableId, TableId, ariadne_application::EdgeView) {
    let a = world.add(manual("a", &["x", "y"])).await.value.id;
    let b = world.add(manual("b", &["x"])).await.value.id;
    let (from, to) = (world.column_id(a, "x").await, world.column_id(b, "x").await);
    let edge = world.link(from, to).await;
    (a, b, edge)
}

#[tokio::test]
async fn a_removed_column_ends_its_edges() {
    let world = World::new();
    let (a, _, edge) = two_with_an_edge(&world).await;
    let y = world.column(a, "y").await.id;
    let removed = world.admin().save_columns(ctx(), a, 1, &[kept(y)]).await.expect("saved");
    assert_eq!(warned(&removed), ["LINEAGE_ENDED"]);
    assert_eq!(world.edge(edge.edge.id).await, None);
    world.in_sync().await;
    undo(&world, &removed).await;
    assert_eq!(world.edge(edge.edge.id).await, Some(LineageStatus::Approved));
}

#[tokio::test]
async fn a_hidden_column_ends_its_edges_and_undo_brings_both_back() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = FetchedBuilder::new("orders").column("x", "int").column("y", "int").build();
    let a = world.add_fetched(source, fetched).await.value.id;
    let b = world.add_table("b", &["x"]).await.value.id;
    let (from, to) = (world.column_id(a, "x").await, world.column_id(b, "x").await);
    let edge = world.link(from, to).await.edge.id;
    let y = world.column(a, "y").await.id;
    let hidden = world.admin().save_columns(ctx(), a, 1, &[kept(y)]).await.expect("hidden");
    assert!(world.column(a, "x").await.overrides.hidden, "it was observed");
    assert_eq!(warned(&hidden), ["LINEAGE_ENDED"]);
    assert_eq!(world.edge(edge).await, None);
    let gone = world.admin().lineage(&around(from, LineageLevel::Column)).await;
    assert_eq!(gone.expect_err("hidden").kind(), ariadne_application::ErrorKind::NotFound);
    undo(&world, &hidden).await;
    assert_eq!(world.edge(edge).await, Some(LineageStatus::Approved));
}

#[tokio::test]
async fn a_column_that_a_fetch_misses_ends_its_edges_once_that_is_accepted() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = |column| FetchedBuilder::new("orders").column(column, "int").build();
    let a = world.add_fetched(source, fetched("x")).await.value.id;
    let b = world.add_table("b", &["x"]).await.value.id;
    let (from, to) = (world.column_id(a, "x").await, world.column_id(b, "x").await);
    let edge = world.link(from, to).await.edge.id;
    let fetch = world.fetch(source, fetched("other")).await;
    let again = FetchInput { table: Some(a), ..fetch_input(source, "orders") };
    let again = world.admin().fetch_columns(again, &NoProgress).await.expect("fetched");
    let told: Vec<_> = again.lineage_edges.into_iter().collect();
    assert_eq!(told, [(ColumnId(from), 1)], "what accepting would end");
    assert!(world.edge(edge).await.is_some(), "a fetch alone changes nothing");
    let none = Some(vec!["added/other".to_owned()]);
    let applied = world.admin().apply_fetched(ctx(), a, 1, fetch, none).await.expect("applied");
    assert_eq!(warned(&applied), Vec::<&str>::new());
    let applied = world.admin().apply_fetched(ctx(), a, 2, fetch, None).await.expect("applied");
    assert!(warned(&applied).contains(&"LINEAGE_ENDED"), "{:?}", applied.warnings);
    assert_eq!(world.edge(edge).await, None);
    undo(&world, &applied).await;
    assert_eq!(world.edge(edge).await, Some(LineageStatus::Approved));
}

#[tokio::test]
async fn names_and_sources_are_no_matter_of_lineage() {
    let world = World::new();
    let (a, _, edge) = two_with_an_edge(&world).await;
    let (x, y) = (world.column(a, "x").await.id, world.column(a, "y").await.id);
    let saved = world.admin().save_columns(ctx(), a, 1, &[renamed(x, "z"), kept(y)]).await;
    assert_eq!(warned(&saved.expect("renamed")), Vec::<&str>::new());
    let patch = TablePatch { name: set("other"), schema: set("s"), ..TablePatch::default() };
    let patched = world.admin().update_table(ctx(), a, 2, patch).await.expect("renamed");
    assert_eq!(warned(&patched), Vec::<&str>::new());
    let source = world.add_source("Shop").await.value.id;
    for (version, source) in [(3, Some(source)), (4, None)] {
        let bind = BindInput { source, ..BindInput::default() };
        let bound = world.admin().bind_table(ctx(), a, version, bind).await.expect("bound");
        assert_eq!(warned(&bound), Vec::<&str>::new());
        assert_eq!(world.edge(edge.edge.id).await, Some(LineageStatus::Approved));
        world.in_sync().await;
    }
    assert_eq!(world.walk(a).await.edges.len(), 1);
}
