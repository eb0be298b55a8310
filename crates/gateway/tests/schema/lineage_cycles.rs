use serde_json::{Value, json};

use crate::world::{World, id};

/// Sets of any size are counted, of each the first nodes are told.
#[tokio::test]
async fn large_cycles_are_told_in_part() {
    let world = World::new();
    let columns: Vec<Value> =
        (0..103).map(|n| json!({ "path": [format!("c{n}")], "dataType": "TEXT" })).collect();
    let made = world.table(json!({ "name": "ring", "columns": columns })).await;
    let of = "query($id: ID!) { table(id: $id) { columns(first: 200) { nodes { id } } } }";
    let found = world.data(of, json!({ "id": made["table"]["id"] })).await;
    let nodes = found["table"]["columns"]["nodes"].as_array().expect("columns");
    let ids: Vec<String> = nodes.iter().map(id).collect();
    let ring = |ids: &[String]| -> Vec<Value> {
        let next = ids.iter().cycle().skip(1);
        ids.iter().zip(next).map(|(from, to)| json!({ "from": from, "to": to })).collect()
    };
    let edges = [ring(&ids[..101]), ring(&ids[101..])].concat();
    world.claim(json!(edges)).await;
    let query = "{ lineageCycles(level: COLUMN) { totalCount { value }
        nodes { totalNodes nodes { id upstreamCount column { name } } } } }";
    let found = world.data(query, json!({})).await["lineageCycles"].take();
    assert_eq!(found["totalCount"]["value"], 2);
    let (large, small) = (&found["nodes"][0], &found["nodes"][1]);
    assert_eq!((&large["totalNodes"], &small["totalNodes"]), (&json!(101), &json!(2)));
    assert_eq!(large["nodes"].as_array().expect("nodes").len(), 100);
    assert_eq!(small["nodes"][0]["upstreamCount"], 1);
    assert_eq!(small["nodes"][1]["column"]["name"], "c102");
}
