//! Who writes through one server asks another one about lineage: its graph is asked
//! once it shows the write.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{LineageFilter, LineageLevel};
use ariadne_application::{Admin, At, ErrorKind, MinSeq, Node, PageRequest, Reader, TablePatch};
use ariadne_testkit::fakes::MemoryGraph;
use uuid::Uuid;

use crate::lineage_world::{around, claim};
use crate::world::{World, ctx, refused, set};

const PATIENCE: Duration = Duration::from_secs(2);

/// Another server over the same record, with a graph of its own.
fn beside(world: &World) -> Admin {
    let other = world.server_with(|ports| ports.graph = Arc::new(MemoryGraph::default()));
    other.admin(&local_administrator()).expect("an administrator")
}

fn seeing(world: &World, seq: u64) -> Reader {
    let min_seq = MinSeq::within(seq, PATIENCE);
    world.catalog.reader(&local_administrator()).seeing(Some(min_seq))
}

/// Draws an edge; the changeset.
async fn drawn(by: &Admin, from: Uuid, to: Uuid) -> u64 {
    let written = by.create_lineage(ctx(), vec![claim(from, to)]).await.expect("claimed");
    written.changeset.expect("committed").seq
}

/// Nothing lets this server's graph follow the record, so what a question answers it
/// has waited for.
#[tokio::test]
async fn every_question_is_asked_of_a_graph_that_shows_it() {
    let world = World::new();
    let tables = world.add_tables(["a", "b", "c", "d", "e", "f"]).await;
    let [a, b, ..] = tables;
    let other = beside(&world);
    let (filter, request) = (LineageFilter::default(), around(a.0, LineageLevel::Table));
    let (table, node) = (LineageLevel::Table, Node { id: a.0, table: a });

    let seq = drawn(&other, a.0, b.0).await;
    assert_eq!(world.walk(a).await.edges.len(), 0, "who does not wait sees what was");
    let walk = seeing(&world, seq).lineage(&request).await.expect("walked");
    assert_eq!(walk.edges.len(), 1);

    let reader = seeing(&world, drawn(&other, a.0, tables[2].0).await);
    let paths = reader.lineage_paths((a.0, tables[2].0), table, 9, filter.clone(), At::Head).await;
    assert_eq!(paths.expect("found").len(), 1);

    let reader = seeing(&world, drawn(&other, a.0, tables[3].0).await);
    assert_eq!(reader.impact(&request).await.expect("counted").tables.nodes, 3);

    let reader = seeing(&world, drawn(&other, a.0, tables[4].0).await);
    let page = reader.impact_nodes(&request, &PageRequest::first(9)).await;
    assert_eq!(page.expect("a page").2, 4);

    let reader = seeing(&world, drawn(&other, a.0, tables[5].0).await);
    let found = reader.neighbours(At::Head, &[node]).await.expect("counted");
    assert_eq!(found[&a.0].downstream, 5);

    let reader = seeing(&world, drawn(&other, b.0, a.0).await);
    let cycles = reader.lineage_cycles(table, &filter, At::Head).await;
    assert_eq!(cycles.expect("found").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_come_in_time_is_not_answered_without_it() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let seq = drawn(world.admin(), a.0, b.0).await;
    let waiting = seeing(&world, seq + 1);
    let request = around(a.0, LineageLevel::Table);
    let error = refused(waiting.lineage(&request).await, ErrorKind::Unavailable);
    assert!(error.is_temporary());
    let told = format!("does not show changeset {} yet", seq + 1);
    assert!(error.to_string().contains(&told), "{error}");
    // It came too late for that request and in time for the next.
    drawn(&beside(&world), b.0, a.0).await;
    let walk = seeing(&world, seq + 1).lineage(&request).await.expect("walked");
    assert_eq!(walk.edges.len(), 2);
}

#[tokio::test]
async fn without_its_graph_the_record_is_read_all_the_same() {
    let (world, outage) = World::with_outage();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let seq = drawn(&beside(&world), a.0, b.0).await;
    outage.begin();
    let waiting = seeing(&world, seq);
    assert!(waiting.wait_for(MinSeq::within(seq, PATIENCE)).await.expect("recorded"));
    assert_eq!(waiting.tables(At::Head, &[a, b]).await.expect("tables").len(), 2);
    let request = around(a.0, LineageLevel::Table);
    refused(waiting.lineage(&request).await, ErrorKind::Unavailable);
    outage.end();
    assert_eq!(waiting.lineage(&request).await.expect("walked").edges.len(), 1);
}

#[tokio::test]
async fn names_are_those_of_the_record_that_was_waited_for() {
    let world = World::new();
    let [a] = world.add_tables(["a"]).await;
    let other = beside(&world);
    let named = async |seq: Option<u64>| {
        let reader = world.catalog.reader(&local_administrator());
        if let Some(seq) = seq {
            let recorded = reader.wait_for(MinSeq::within(seq, PATIENCE)).await;
            assert!(recorded.expect("read"));
        }
        let labels = reader.labels(At::Head, &[Node { id: a.0, table: a }]).await;
        labels.expect("named")[0].clone().map(|label| label.table.name.to_string())
    };
    assert_eq!(named(Some(1)).await.as_deref(), Some("a"));
    let rename = TablePatch { name: set("b"), ..TablePatch::default() };
    let renamed = other.update_table(ctx(), a, 1, rename).await.expect("renamed");
    let seq = renamed.changeset.expect("committed").seq;
    assert_eq!(named(None).await.as_deref(), Some("a"), "who does not wait sees what was");
    assert_eq!(named(Some(seq)).await.as_deref(), Some("b"));
    let deleted = other.delete_table(ctx(), a, 2).await.expect("deleted");
    let seq = deleted.changeset.expect("committed").seq;
    assert_eq!(named(Some(seq)).await, None);
}
