//! The graph follows the record, whatever happens to it.

use std::sync::Arc;

use ariadne_application::domain::{LineageFilter, LineageLevel, LineageStatus};
use ariadne_application::{At, ErrorKind, Node, Options, local_administrator};
use ariadne_ports::{Applied, GraphRow, GraphRows, LineageGraph, Result};
use ariadne_testkit::fakes::{GraphOutage, MemoryGraph};
use async_trait::async_trait;
use uuid::Uuid;

use crate::lineage_world::{around, claim, warned};
use crate::world::{World, ctx, refused};

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

/// Rows of nothing.
struct Nothing;

#[async_trait]
impl GraphRows for Nothing {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        Ok(None)
    }
}

#[tokio::test]
async fn a_graph_of_another_record_is_loaded_anew() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.link(a.0, b.0).await;
    let state = world.admin().server().await.expect("the record");
    let foreign = |catalog, epoch, seq| Applied { catalog, epoch, seq };
    for applied in [
        foreign(Uuid::from_u128(5), 0, state.seq),
        foreign(state.catalog, 99, state.seq),
        foreign(state.catalog, 0, state.seq + 5),
    ] {
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
    let nobody = Applied { catalog: Uuid::nil(), epoch: 0, seq: 1 };
    graph.reset(nobody, &mut Nothing).await.expect("emptied");
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
