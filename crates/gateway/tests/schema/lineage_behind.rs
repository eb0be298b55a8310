use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{MinSeq, Ports};
use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::MemoryGraph;
use serde_json::{Value, json};

use crate::world::{Sent, World};

/// A graph that is a moment behind the record: what it still shows and what was deleted
/// meanwhile is told as it was.
#[tokio::test]
async fn lineage_is_whole_when_its_graph_is_behind() {
    let mut ports = None;
    let first = World::over(Backend::memory(), Limits::default(), |made| {
        ports = Some(made.clone());
    });
    let ports = ports.expect("they were made");
    let second = World::over(Backend::memory(), Limits::default(), |made| {
        *made = Ports { graph: Arc::new(MemoryGraph::default()), ..ports };
    });
    let (x, y) = (first.drawn("x").await, first.drawn("y").await);
    let z = first.drawn("z").await;
    let input = json!([{ "from": x.id, "to": y.id }, { "from": x.a, "to": y.a },
        { "from": y.id, "to": z.id }]);
    first.claim(input).await;
    let tables =
        "query($x: ID!, $z: ID!) { lineage(of: [$x]) { nodes { table { name schema } } compact }
        lineagePaths(from: $x, to: $z) { nodes { id table { name } } }
        impact(of: [$x]) { nodes { nodes { id table { name } } } } }";
    let columns = "query($x: ID!) { lineage(of: [$x], level: COLUMN) {
        nodes { column { name table { name } } table { name } } } }";
    let seen = Sent { min_seq: Some(MinSeq::within(4, Duration::from_secs(2))), ..Sent::default() };
    let tables = async |world: &World, sent: &Sent| {
        let mut answer = world.ask_as(tables, json!({ "x": x.id, "z": z.id }), sent).await;
        assert_eq!(answer.get("errors"), None, "{answer:#}");
        answer["data"].take()
    };
    let columns = async |world: &World| world.data(columns, json!({ "x": x.a })).await;
    let (whole, whole_columns) = (tables(&second, &seen).await, columns(&second).await);
    assert_eq!(whole["lineage"]["nodes"].as_array().expect("nodes").len(), 3);
    assert_eq!(whole["lineagePaths"][0]["nodes"][1]["table"]["name"], "y");

    let delete = "mutation($id: ID!) { deleteTable(id: $id, version: 1) { changeset { seq } } }";
    first.data(delete, json!({ "id": y.id })).await;
    assert_eq!(tables(&second, &Sent::default()).await, whole);
    assert_eq!(columns(&second).await, whole_columns);
    let names = |answer: &Value| answer["lineage"]["compact"]["nodes"]["name"].clone();
    assert_eq!(names(&whole), json!(["x", "y", "z"]));
    assert_eq!(names(&tables(&first, &Sent::default()).await), json!(["x"]), "it has followed");
}
