//! A graph that is a moment behind the record: what it still shows is told as it was.

use ariadne_testkit::builders::local_administrator;
use std::collections::HashMap;
use std::sync::Arc;

use ariadne_application::domain::{ColumnId, LineageLevel};
use ariadne_application::{At, Node, NodeLabel, Reader};
use ariadne_testkit::fakes::MemoryGraph;
use uuid::Uuid;

use crate::lineage_world::{around, claim, ids};
use crate::world::{World, ctx, kept, manual};

async fn called(reader: &Reader, nodes: &[Node]) -> Vec<String> {
    let labels = reader.shown_labels(At::Head, nodes).await.expect("labels").into_iter();
    let text = |label: Option<NodeLabel>| match label {
        None => "-".to_owned(),
        Some(NodeLabel { table, column: None }) => table.name.to_string(),
        Some(NodeLabel { table, column: Some(path) }) => format!("{}: {path}", table.name),
    };
    labels.map(text).collect()
}

#[tokio::test]
async fn what_a_graph_still_shows_is_told_as_it_was() {
    let world = World::new();
    let a = world.add(manual("a", &["x", "y"])).await.value.id;
    let b = world.add(manual("b", &["x"])).await.value.id;
    let (x, y) = (world.column_id(a, "x").await, world.column_id(a, "y").await);
    let to = world.column_id(b, "x").await;
    world.claims(vec![claim(x, to), claim(y, to)]).await;
    let drawn = world.seq().await;
    // Nothing lets its graph follow.
    let behind = world.server_with(|ports| ports.graph = Arc::new(MemoryGraph::default()));
    behind.prepare_lineage().await.expect("loaded");
    let version = world.table(a).await.version;
    let left = kept(ColumnId(x));
    world.admin().save_columns(ctx(), a, version, &[left]).await.expect("removed");
    world.admin().delete_table(ctx(), b, world.table(b).await.version).await.expect("deleted");
    let deleted = world.seq().await;

    let nodes = [
        Node { id: x, table: a },
        Node { id: y, table: a },
        Node { id: to, table: b },
        Node { id: b.0, table: b },
        Node { id: Uuid::from_u128(5), table: b },
    ];
    let names = ["a: x", "a: y", "b: x", "b", "-"];
    let missing = [y, to, b.0, Uuid::from_u128(5)];

    let reader = behind.reader(&local_administrator());
    let walk = reader.lineage(&around(x, LineageLevel::Column)).await;
    assert_eq!(ids(&walk.expect("walked")).len(), 2, "it shows what was");
    assert_eq!(called(&reader, &nodes).await, names);
    let seen = reader.last_seen(&missing).await.expect("looked up");
    assert_eq!(seen, HashMap::from([(y, drawn), (to, drawn), (b.0, drawn)]));
    let shown = reader.shown_nodes(At::Head, LineageLevel::Column, [x, y, to, b.0]).await;
    let mut shown: Vec<Uuid> = shown.expect("looked up").iter().map(|node| node.id).collect();
    shown.sort_unstable();
    let mut columns = [x, y, to];
    columns.sort_unstable();
    assert_eq!(shown, columns);

    // A graph that has caught up in between no longer knows when that was.
    let reader = world.catalog.reader(&local_administrator());
    assert_eq!(called(&reader, &nodes).await, names);
    let seen = reader.last_seen(&missing).await.expect("looked up");
    assert_eq!(seen, HashMap::from([(y, deleted - 2), (to, deleted - 1), (b.0, deleted - 1)]));
    let was = reader.shown_labels(At::Seq(deleted), &nodes).await.expect("labels");
    assert_eq!(was.iter().filter(|label| label.is_none()).count(), 4, "as of then they are gone");
}
