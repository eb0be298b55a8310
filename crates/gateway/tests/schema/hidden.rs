use serde_json::{Value, json};

use crate::world::{World, id, names};

/// A key keeps telling all its columns when one of them was removed here: it is the
/// source that has the key. What the reader does not see has no key position.
#[tokio::test]
async fn a_key_over_a_removed_column_stays_whole() {
    let world = World::new();
    let source = world.source("shop").await;
    world.orders_at_the_source();
    let fetch =
        "mutation($id: ID!) { fetchColumns(input: { sourceId: $id, name: \"orders\" }) { id } }";
    let fetched = world.data(fetch, json!({ "id": source["id"] })).await;
    let input = json!({ "name": "orders", "fetched": fetched["fetchColumns"]["id"] });
    let table = world.table(input).await["table"].take();
    let kept = |columns: &Value| -> Vec<Value> {
        let nodes = columns["nodes"].as_array().expect("columns").iter();
        let kept = nodes.filter(|column| column["name"] != "_id");
        kept.map(|c| json!({ "id": c["id"], "path": split(&c["name"]) })).collect()
    };
    let columns = kept(&table["columns"]);
    assert_eq!(columns.len(), 3);

    let shape =
        "table { version columnCount keys { kind columns } columns { nodes { name primaryKey } } }";
    let save = |dry_run: bool| {
        format!(
            "mutation($id: ID!, $columns: [ColumnInput!]!) {{ saveColumns(tableId: $id, version: 1,
                columns: $columns, dryRun: {dry_run}) {{ {shape} }} }}"
        )
    };
    let variables = json!({ "id": id(&table), "columns": columns });
    let planned = world.data(&save(true), variables.clone()).await;
    let saved = world.data(&save(false), variables).await;
    assert_eq!(planned, saved, "a dry run tells the same");
    let saved = &saved["saveColumns"]["table"];
    assert_eq!(saved["keys"], json!([{ "kind": "PRIMARY", "columns": ["_id"] }]));
    assert_eq!(saved["columnCount"], 3);
    assert_eq!(names(&saved["columns"]), ["total", "address", "address.city"]);
    let nodes = saved["columns"]["nodes"].as_array().expect("columns");
    assert!(nodes.iter().all(|column| column["primaryKey"].is_null()), "{nodes:?}");

    // The column itself is not found any more, and the next fetch does not bring it back.
    let search = world.data("{ search(text: \"_id\") { nodes { __typename } } }", json!({})).await;
    assert_eq!(search["search"]["nodes"], json!([]));
    let refetch = "mutation($source: ID!, $table: ID!) {
        fetchColumns(input: { sourceId: $source, tableId: $table }) { diff { entries { id } } } }";
    let variables = json!({ "source": source["id"], "table": table["id"] });
    let again = world.data(refetch, variables).await;
    assert_eq!(again["fetchColumns"]["diff"]["entries"], json!([]));
    // As of before it is there.
    let then =
        "query($id: ID!) { table(id: $id, asOf: { seq: 2 }) { columnCount keys { columns } } }";
    let then = world.data(then, json!({ "id": table["id"] })).await;
    assert_eq!(then["table"], json!({ "columnCount": 4, "keys": [{ "columns": ["_id"] }] }));
}

fn split(name: &Value) -> Vec<&str> {
    name.as_str().expect("a name").split('.').collect()
}
