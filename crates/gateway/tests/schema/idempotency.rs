use serde_json::{Value, json};

use crate::world::{Sent, World};

const CREATE: &str = "mutation($name: String!) { createTable(input: { name: $name }) {
    table { id name } changeset { id seq } } }";

fn sent(key: &str, body: u8) -> Sent {
    Sent { key: Some(key.to_owned()), body, ..Sent::default() }
}

fn code(answer: &Value) -> &Value {
    &answer["errors"][0]["extensions"]["code"]
}

/// The same request twice writes once and answers the same.
#[tokio::test]
async fn the_same_request_writes_once() {
    let world = World::new();
    let first = world.ask_as(CREATE, json!({ "name": "orders" }), &sent("retry", 1)).await;
    let again = world.ask_as(CREATE, json!({ "name": "orders" }), &sent("retry", 1)).await;
    assert_eq!(first, again);
    assert_eq!(first["data"]["createTable"]["changeset"]["seq"], 1);
    let without = world.ask_as(CREATE, json!({ "name": "orders" }), &Sent::default()).await;
    assert_eq!(code(&without), "VALIDATION", "the name is taken");
    let other = world.ask_as(CREATE, json!({ "name": "others" }), &sent("other", 1)).await;
    assert_eq!(other["data"]["createTable"]["changeset"]["seq"], 2);
}

/// The same key for something else is a conflict.
#[tokio::test]
async fn a_key_is_for_one_request() {
    let world = World::new();
    world.ask_as(CREATE, json!({ "name": "orders" }), &sent("retry", 1)).await;
    let other = world.ask_as(CREATE, json!({ "name": "others" }), &sent("retry", 2)).await;
    assert_eq!(code(&other), "CONFLICT");
    let two = "mutation { a: createTable(input: { name: \"a\" }) { table { id } }
        b: createTable(input: { name: \"b\" }) { table { id } } }";
    let other = world.ask_as(two, json!({}), &sent("retry", 3)).await;
    assert_eq!(code(&other), "CONFLICT");
    assert_eq!(other["errors"][1], json!(null), "what follows a failed write is not tried");
    let list = world.data("{ tables { totalCount { value } } }", json!({})).await;
    assert_eq!(list["tables"]["totalCount"]["value"], 1);
}

/// Two mutations of one document are two changesets, and a repetition repeats both.
#[tokio::test]
async fn each_field_is_its_own_changeset() {
    let world = World::new();
    let two = "mutation { a: createTable(input: { name: \"a\" }) { changeset { seq } }
        ...more }
        fragment more on Mutation { b: createTable(input: { name: \"b\" }) { changeset { seq } } }";
    for _ in 0..2 {
        let answer = world.ask_as(two, json!({}), &sent("retry", 1)).await;
        assert_eq!(answer["data"]["a"]["changeset"]["seq"], 1);
        assert_eq!(answer["data"]["b"]["changeset"]["seq"], 2);
    }
}

/// Live calls commit nothing: the key belongs to the first field that can.
#[tokio::test]
async fn a_key_is_kept_behind_a_live_call() {
    let world = World::new();
    let source = world.source("shop").await;
    let id = source["id"].as_str().expect("an id");
    let first = format!(
        "mutation {{ testSource(id: \"{id}\") {{ status }}
            createTable(input: {{ name: \"orders\" }}) {{ changeset {{ seq }} }} }}"
    );
    for _ in 0..2 {
        let answer = world.ask_as(&first, json!({}), &sent("retry", 1)).await;
        assert_eq!(answer["data"]["createTable"]["changeset"]["seq"], 2, "{answer:#}");
    }
    let other = world.ask_as(CREATE, json!({ "name": "others" }), &sent("retry", 2)).await;
    assert_eq!(code(&other), "CONFLICT");
}

/// A dry run uses no key up.
#[tokio::test]
async fn a_dry_run_uses_no_key_up() {
    let world = World::new();
    let dry = CREATE.replace("}) {\n", "}, dryRun: true) {\n");
    let tried = world.ask_as(&dry, json!({ "name": "orders" }), &sent("retry", 1)).await;
    assert_eq!(tried["data"]["createTable"]["changeset"], json!(null));
    let written = world.ask_as(CREATE, json!({ "name": "orders" }), &sent("retry", 2)).await;
    assert_eq!(written["data"]["createTable"]["changeset"]["seq"], 1);
}

/// A key has its bounds.
#[tokio::test]
async fn a_key_has_bounds() {
    let world = World::new();
    for key in ["", &"x".repeat(256)] {
        let answer = world.ask_as(CREATE, json!({ "name": "orders" }), &sent(key, 1)).await;
        assert_eq!(code(&answer), "VALIDATION");
    }
    let longest = sent(&"x".repeat(255), 1);
    let answer = world.ask_as(CREATE, json!({ "name": "orders" }), &longest).await;
    assert_eq!(answer["data"]["createTable"]["changeset"]["seq"], 1);
}
