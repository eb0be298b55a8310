//! Something in the catalog for documents to meet.

use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::client::Client;

/// There are always at least so many tables.
const TABLES: usize = 12;

const IDS: &str = "{ tables(first: 60, orderBy: UPDATED_NEWEST) { nodes { id columns(first: 6) { nodes { id } } } }
    sources(first: 5) { nodes { id } } changesets(first: 40) { nodes { id } } }";
const CREATE: &str = "mutation($input: [TableInput!]!) { createTables(input: $input) {
    tables { id columns(first: 6) { nodes { id } } } } }";
const DRAW: &str = "mutation($input: [LineageInput!]!) { createLineage(input: $input) {
    edges { id assertions { id } } } }";
const SOURCE: &str =
    "mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }";

/// Ids of all kinds of things that are there, after making some where there are few.
pub(super) async fn ids(client: &Client, random: &mut StdRng) -> Result<Vec<String>, String> {
    let there = client.run(IDS, &json!({})).await?;
    let mut ids = Vec::new();
    gather(&there, &mut ids);
    if there["tables"]["nodes"].as_array().map_or(0, Vec::len) < TABLES {
        let column = |n: usize| json!({ "path": [format!("c{n}")], "dataType": "NUMBER(9)" });
        let columns: Vec<Value> = (0..5).map(column).collect();
        let number: u64 = random.random();
        let table = |n: usize| json!({ "name": format!("m{number} {n}"), "columns": columns });
        let input: Vec<Value> = (0..TABLES).map(table).collect();
        let made = client.run(CREATE, &json!({ "input": input })).await?;
        let tables = made["createTables"]["tables"].as_array().cloned().unwrap_or_default();
        let edge =
            |pair: &[Value]| json!({ "from": pair[0]["id"], "to": pair[1]["id"], "origin": "SQL" });
        let edges: Vec<Value> = tables.windows(2).map(edge).collect();
        let name = format!("s{number}");
        let settings = json!({ "hosts": ["127.0.0.1:1"], "database": "shop" });
        let source = json!({ "name": name, "kind": "MONGODB", "settings": settings });
        gather(&made, &mut ids);
        // somebody else may just delete one of the tables
        for (query, input) in [(DRAW, json!(edges)), (SOURCE, source)] {
            if let Ok(made) = client.run(query, &json!({ "input": input })).await {
                gather(&made, &mut ids);
            }
        }
    }
    Ok(ids)
}

/// Every `id` in an answer.
fn gather(answer: &Value, ids: &mut Vec<String>) {
    match answer {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "id") {
                    Some(id) => ids.push(id.to_owned()),
                    None => gather(value, ids),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, ids)),
        _ => {}
    }
}
