//! The graph follows the record, whatever happens to it.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{LineageFilter, LineageLevel, LineageStatus};
use ariadne_application::{At, ErrorKind, Node, Options};
use ariadne_ports::{Applied, GraphRow, GraphRows, LineageGraph, Result};
use ariadne_testkit::fakes::{GraphOutage, MemoryGraph};
use async_trait::async_trait;
use uuid::Uuid;

use crate::lineage_world::{around, claim, warned};
use crate::world::{World, ctx, named_table, refused};

impl World {
    /// With a graph that can be made unreachable.
    pub(crate) fn with_outage() -> (Self, Arc<GraphOutage>) {
        let outage = Arc::new(GraphOutage::over(Arc::new(MemoryGraph::default())));
        let graph = outage.clone();
        (Self::with(Options::default(), |ports| ports.graph = graph), outage)
    }
}

#[tokio::test]
async fn a_write_succeeds_without_its_graph_which_catches_up() {
    let (world, outage) = World::with_outage();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    world.link(a.0, b.0).await;
    outage.begin();
    let drawn = world.claims(vec![claim(b.0, c.0)]).await;
    assert_eq!(warned(&drawn), ["CYCLE_UNKNOWN"]);
    assert_eq!(world.edge(drawn.value[0].edge.id).await, Some(LineageStatus::Approved));
    world.admin().delete_table(ctx(), a, 1).await.expect("deleted");
    let walk = world.admin().lineage(&around(b.0, LineageLevel::Table)).await;
    let error = refused(walk, ErrorKind::Unavailable);
    assert!(error.is_temporary());
    refused(world.admin().lineage_health().await, ErrorKind::Unavailable);
    assert_eq!(world.catalog.lineage_lag().await.expect("counted"), 2);
    outage.end();
    world.in_sync().await;
    assert_eq!(world.catalog.lineage_lag().await.expect("counted"), 0);
    let walk = world.walk(b).await;
    assert_eq!((walk.nodes.len(), walk.edges.len()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn what_a_graph_missed_comes_by_itself() {
    let (world, outage) = World::with_outage();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let followed = world.catalog.clone();
    let follows = tokio::spawn(async move { followed.follow_lineage().await });
    outage.begin();
    world.link(a.0, b.0).await;
    outage.end();
    // What another server commits comes the same way.
    let other = world.server_with(|ports| ports.graph = Arc::new(MemoryGraph::default()));
    let other = other.admin(&local_administrator()).expect("an administrator");
    other.create_lineage(ctx(), vec![claim(b.0, a.0)]).await.expect("claimed");
    while world.walk(a).await.edges.len() < 2 {
        tokio::time::sleep(Options::default().feed_interval).await;
    }
    follows.abort();
}

#[tokio::test]
async fn two_servers_share_one_graph() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let other = world.other_server().admin(&local_administrator()).expect("an administrator");
    for round in 0..3_u128 {
        let (from, to) = if round % 2 == 0 { (a, b) } else { (b, c) };
        other.create_lineage(ctx(), vec![claim(from.0, to.0)]).await.expect("claimed");
        world.link(c.0, a.0).await;
    }
    world.in_sync().await;
    assert_eq!(world.walk(a).await.edges.len(), 3);
}

/// What another server commits and applies while this one looks where the graph stands
/// is no reason to load it anew.
#[tokio::test(start_paused = true)]
async fn a_graph_that_moves_on_meanwhile_is_not_loaded_anew() {
    let (world, outage) = World::with_outage();
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.catalog.prepare_lineage().await.expect("prepared");
    assert_eq!(outage.resets(), 1);
    let other = world.other_server();
    let (done, drawn) = tokio::sync::oneshot::channel();
    outage.first(async move {
        let other = other.admin(&local_administrator()).expect("an administrator");
        other.create_lineage(ctx(), vec![claim(a.0, b.0)]).await.expect("claimed");
        done.send(()).expect("somebody waits");
    });
    let catalog = world.catalog.clone();
    let follows = tokio::spawn(async move { catalog.follow_lineage().await });
    drawn.await.expect("it looks by itself");
    world.in_sync().await;
    assert_eq!(world.walk(a).await.edges.len(), 1);
    assert_eq!(outage.resets(), 1);
    follows.abort();
}

/// Whoever writes does not wait for a graph that says nothing, and it catches up.
#[tokio::test(start_paused = true)]
async fn writes_go_on_beside_a_silent_graph() {
    let (world, outage) = World::with_outage();
    world.catalog.prepare_lineage().await.expect("prepared");
    outage.hang();
    let begun = tokio::time::Instant::now();
    let writes = (0..8).map(|n| {
        let admin = world.admin().clone();
        tokio::spawn(async move { admin.create_table(ctx(), named_table(&format!("t{n}"))).await })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.expect("no panic").expect("created");
    }
    for n in 8..40 {
        world.admin().create_table(ctx(), named_table(&format!("t{n}"))).await.expect("created");
    }
    // of the paused clock: all wait together for what one may wait
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    outage.end();
    world.in_sync().await;
    assert_eq!(world.catalog.lineage_lag().await.expect("counted"), 0);
    assert_eq!(outage.resets(), 1, "it catches up by steps");
}

/// Rows of nothing.
struct Nothing;

#[async_trait]
impl GraphRows for Nothing {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        Ok(None)
    }
}

#[tokio::test]
async fn a_graph_of_another_time_is_loaded_anew() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.link(a.0, b.0).await;
    let state = world.admin().server().await.expect("the record");
    let foreign = |catalog, epoch, seq| Applied { catalog, epoch, seq };
    for applied in [foreign(state.catalog, 99, state.seq), foreign(state.catalog, 0, state.seq + 5)]
    {
        let graph = MemoryGraph::default();
        graph.reset(applied, &mut Nothing).await.expect("loaded");
        let graph: Arc<dyn LineageGraph> = Arc::new(graph);
        let server = world.server_with(|ports| ports.graph = graph);
        server.prepare_lineage().await.expect("prepared");
        let admin = server.admin(&local_administrator()).expect("an administrator");
        let health = admin.lineage_health().await.expect("compared");
        assert!(health.in_sync(), "{applied:?}: {health:?}");
        assert_eq!((health.record_edges, health.graph_edges), (1, 1));
    }
}

/// Whoever shares a graph's name with another catalog by mistake does not take it away.
#[tokio::test]
async fn a_graph_of_another_catalog_is_left_alone_until_it_is_taken_over() {
    let graph = Arc::new(MemoryGraph::default());
    let foreign = Applied { catalog: Uuid::from_u128(5), epoch: 1, seq: 7 };
    graph.reset(foreign, &mut Nothing).await.expect("loaded");
    let shared = graph.clone();
    let world = World::with(Options::default(), |ports| ports.graph = shared);
    let error = refused(world.catalog.prepare_lineage().await, ErrorKind::Unavailable);
    assert!(error.to_string().contains("--lineage-name"), "{error}");
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.claims(vec![claim(a.0, b.0)]).await;
    refused(world.admin().lineage_health().await, ErrorKind::Unavailable);
    assert_eq!(graph.applied().await.expect("answers"), Some(foreign));
    let health = world.admin().rebuild_lineage().await.expect("taken over");
    assert!(health.in_sync(), "{health:?}");
    assert_eq!(world.walk(a).await.edges.len(), 1);
}

#[tokio::test]
async fn differences_are_told_and_a_rebuild_mends_them() {
    let graph = Arc::new(MemoryGraph::default());
    let shared = graph.clone();
    let world = World::with(Options::default(), |ports| ports.graph = shared);
    let [a, b] = world.add_tables(["a", "b"]).await;
    let edge = world.link(a.0, b.0).await.edge.id;
    let applied = graph.applied().await.expect("answers").expect("loaded");
    graph.reset(applied, &mut Nothing).await.expect("emptied");
    let health = world.admin().lineage_health().await.expect("compared");
    assert!(!health.in_sync());
    assert_eq!((health.record_edges, health.graph_edges, health.differences), (1, 0, 1));
    assert_eq!((health.examples[0].edge, health.examples[0].graph), (edge, None));
    let health = world.admin().rebuild_lineage().await.expect("rebuilt");
    assert!(health.in_sync(), "{health:?}");
    assert_eq!(world.walk(a).await.edges.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_graph_that_was_emptied_is_loaded_again_by_itself() {
    let graph = Arc::new(MemoryGraph::default());
    let shared = graph.clone();
    let world = World::with(Options::default(), |ports| ports.graph = shared);
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.link(a.0, b.0).await;
    let catalog = world.catalog.clone();
    let follows = tokio::spawn(async move { catalog.follow_lineage().await });
    let applied = graph.applied().await.expect("answers").expect("loaded");
    graph
        .reset(Applied { epoch: applied.epoch + 1, ..applied }, &mut Nothing)
        .await
        .expect("emptied");
    while world.walk(a).await.edges.is_empty() {
        tokio::time::sleep(Options::default().feed_interval).await;
    }
    follows.abort();
}

#[tokio::test]
async fn an_empty_catalog_is_in_sync_and_answers() {
    let world = World::new();
    world.catalog.prepare_lineage().await.expect("prepared");
    world.in_sync().await;
    let (level, filter) = (LineageLevel::Column, LineageFilter::default());
    let cycles = world.admin().lineage_cycles(level, &filter, At::Head).await;
    assert_eq!(cycles.expect("answered"), Vec::<Vec<Node>>::new());
}
