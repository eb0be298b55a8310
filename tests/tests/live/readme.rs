//! The README's tour, word for word: every `graphql` block is sent and its answer
//! compared with the `json` block behind it. A word in capitals that ends in `_ID`
//! is bound where an answer shows it and put in where a block uses it; `"…"` stands
//! for anything. `UPDATE_README=1` writes the answers into the README instead.

use std::collections::BTreeMap;

use ariadne_tests::{ariadne::Ariadne, demo, services};
use ariadne_testserver_oracle::TestServer;
use serde_json::{Value, json};
use uuid::Uuid;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");

struct Block {
    operation: String,
    expected: String,
}

/// The pairs of fenced blocks, in order.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("```graphql\n") {
        let (operation, after) = after.split_once("```").expect("the operation's fence ends");
        let (_, after) = after.split_once("```json\n").expect("an answer follows");
        let (expected, after) = after.split_once("```").expect("the answer's fence ends");
        blocks.push(Block { operation: operation.to_owned(), expected: expected.to_owned() });
        rest = after;
    }
    blocks
}

fn is_name(text: &str) -> bool {
    text.ends_with("_ID") && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}

/// Compares, binds names, and says where the two differ.
fn compare(
    at: &str,
    expected: &Value,
    found: &Value,
    names: &mut BTreeMap<String, String>,
    wrong: &mut Vec<String>,
) {
    match (expected, found) {
        (Value::String(text), _) if text == "…" => {}
        // a column may be called EMPLOYEE_ID: only an id is bound to a name
        (Value::String(name), Value::String(id))
            if is_name(name) && Uuid::parse_str(id).is_ok() =>
        {
            let bound = names.entry(name.clone()).or_insert_with(|| id.clone());
            if bound != id {
                wrong.push(format!("{at}: {name} is {bound}, not {id}"));
            }
        }
        (Value::Object(expected), Value::Object(found)) if expected.len() == found.len() => {
            for (key, value) in expected {
                compare(
                    &format!("{at}.{key}"),
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    names,
                    wrong,
                );
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (one, other)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{at}[{index}]"), one, other, names, wrong);
            }
        }
        (one, other) if one == other => {}
        (one, other) => wrong.push(format!("{at}: the README says {one}, the server {other}")),
    }
}

/// The answer as the README shows it: names for bound ids.
fn shown(found: &Value, names: &BTreeMap<String, String>) -> Value {
    match found {
        Value::String(text) => {
            let name = names.iter().find(|(_, id)| *id == text).map(|(name, _)| name);
            json!(name.unwrap_or(text))
        }
        Value::Array(items) => items.iter().map(|i| shown(i, names)).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(k, v)| (k.clone(), shown(v, names))).collect())
        }
        other => other.clone(),
    }
}

/// JSON with whatever fits on a line on one line.
fn print(value: &Value, indent: usize) -> String {
    let inline = match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(|i| print(i, 0)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) if !members.is_empty() => {
            let members: Vec<String> =
                members.iter().map(|(k, v)| format!("{}: {}", json!(k), print(v, 0))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        other => other.to_string(),
    };
    if inline.chars().count() + indent <= 100 && !inline.contains('\n') {
        return inline;
    }
    let inner = " ".repeat(indent + 2);
    let (open, lines, close) = match value {
        Value::Array(items) => {
            ('[', items.iter().map(|i| print(i, indent + 2)).collect::<Vec<_>>(), ']')
        }
        Value::Object(members) => (
            '{',
            members
                .iter()
                .map(|(k, v)| format!("{}: {}", json!(k), print(v, indent + 2)))
                .collect(),
            '}',
        ),
        _ => return inline,
    };
    let lines: Vec<String> = lines.iter().map(|l| format!("{inner}{l}")).collect();
    format!("{open}\n{}\n{}{close}", lines.join(",\n"), " ".repeat(indent))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the switch of a developer, who has no composition root here"
)]
fn is_updating() -> bool {
    std::env::var_os("UPDATE_README").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_works_word_for_word() {
    let update = is_updating();
    let mut readme = std::fs::read_to_string(README).expect("the README");
    let mongo = services::mongo().await;
    let database = services::unique("readme");
    demo::load_shop(&mongo.client().await, &database).await.expect("the shop is loaded");
    let oracle = TestServer::builder().demo().start().await.expect("the demo Oracle starts");
    let ariadne = Ariadne::start().await;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong: Vec<String> = Vec::new();
    let blocks = blocks(&readme);
    assert!(blocks.len() >= 10, "the tour has shrunk to {} steps", blocks.len());
    for (step, block) in blocks.iter().enumerate() {
        let mut operation = block
            .operation
            .replace("127.0.0.1:27018", &format!("{}:{}", mongo.host, mongo.port))
            .replace("port: 15210", &format!("port: {}", oracle.port()))
            .replace("database: \"shop\"", &format!("database: \"{database}\""));
        for (name, id) in &names {
            operation = operation.replace(&format!("\"{name}\""), &format!("\"{id}\""));
        }
        let found = ariadne.api.run(&operation, json!({})).await;
        let expected: Value = serde_json::from_str(&block.expected).expect("the answer is JSON");
        let mut differences = Vec::new();
        compare(&format!("step {step}"), &expected, &found, &mut names, &mut differences);
        if update {
            let text = print(&shown(&found, &names), 0) + "\n";
            readme = readme.replacen(&block.expected, &text, 1);
        } else {
            wrong.append(&mut differences);
        }
    }
    ariadne.stop().await;
    if update {
        std::fs::write(README, readme).expect("the README is written");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
