use ariadne_testkit::fakes::SECRET_CANARY;
use serde_json::{Value, json};

use crate::world::World;

fn silent(what: &str, answer: &Value) {
    let text = answer.to_string();
    assert!(!text.contains(SECRET_CANARY), "{what} shows the secret: {text}");
}

/// No answer shows a secret, wherever it was put and whatever is wrong with it.
#[tokio::test]
async fn no_answer_shows_a_secret() {
    let world = World::new();
    let create = "mutation($input: SourceInput!) { createSource(input: $input) {
        source { id name description settings hasSecret } changeset { id changes { nodes { fields { field old new } } } } } }";
    let input = |secret: Value| json!({ "input": { "name": "shop", "kind": "MONGODB", "settings": { "host": "h" }, "secret": secret } });
    for secret in [
        json!(SECRET_CANARY),
        json!([SECRET_CANARY]),
        json!({ "password": [SECRET_CANARY] }),
        json!({ "password": { "value": SECRET_CANARY } }),
        json!({ "passport": SECRET_CANARY }),
    ] {
        let answer = world.ask(create, input(secret.clone())).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "VALIDATION", "{secret}");
        let path = &answer["errors"][0]["extensions"]["problems"][0]["path"];
        assert_eq!(path[0], "secret", "{secret}");
        silent("a wrong secret", &answer);
    }
    let whole = world.ask(create, input(json!({ "password": SECRET_CANARY }))).await;
    assert_eq!(whole["data"]["createSource"]["source"]["hasSecret"], true);
    silent("the created source", &whole);

    // A secret in the place of everything else.
    for (query, variables) in [
        (create.to_owned(), json!({ "input": SECRET_CANARY })),
        (create.to_owned(), json!({ "input": [{ "secret": SECRET_CANARY }] })),
        (create.to_owned(), json!({ "input": { "secret": { "password": SECRET_CANARY } } })),
        (create.to_owned(), json!({ "input": { "kind": SECRET_CANARY, "name": "x", "settings": {} } })),
        (create.to_owned(), json!({ "input": { "name": { "x": SECRET_CANARY }, "kind": "MONGODB", "settings": {} } })),
        (create.to_owned(), json!({ "input": { "name": "x", "kind": "MONGODB", "settings": SECRET_CANARY } })),
        (
            format!("mutation {{ createSource(input: {{ name: \"x\", kind: MONGODB, settings: {{}}, secret: \"{SECRET_CANARY}\" }}) {{ source {{ id }} }} }}"),
            json!({}),
        ),
        (
            format!("mutation {{ createSource(input: {{ name: \"x\", secret: {{ password: \"{SECRET_CANARY}\" }} ) }}"),
            json!({}),
        ),
        (
            format!("mutation {{ createSource(input: {{ name: \"x\", kind: ORACLE, secret: {{ password: \"{SECRET_CANARY}\" }} }}) {{ source {{ id }} }} }}"),
            json!({}),
        ),
        (
            "mutation($secret: Int) { testConnection(input: { kind: MONGODB, settings: {}, secret: $secret }) { status } }".to_owned(),
            json!({ "secret": SECRET_CANARY }),
        ),
        (
            "mutation($at: DateTime, $seq: Long) { testSource(id: \"x\") { status } }".to_owned(),
            json!({ "at": SECRET_CANARY, "seq": SECRET_CANARY }),
        ),
        ("query($at: DateTime) { tables(asOf: { at: $at }) { nodes { id } } }".to_owned(), json!({ "at": SECRET_CANARY })),
        ("query($seq: Long) { tables(asOf: { seq: $seq }) { nodes { id } } }".to_owned(), json!({ "seq": SECRET_CANARY })),
        ("query($first: Int) { tables(first: $first) { nodes { id } } }".to_owned(), json!({ "first": SECRET_CANARY })),
        ("query($f: TableFilter) { tables(filter: $f) { nodes { id } } }".to_owned(), json!({ "f": SECRET_CANARY })),
        ("mutation($d: Boolean) { createTable(input: { name: \"x\" }, dryRun: $d) { table { id } } }".to_owned(), json!({ "d": SECRET_CANARY })),
    ] {
        let answer = world.ask(&query, variables.clone()).await;
        assert!(answer["errors"].is_array(), "{query} {variables}");
        silent(&query, &answer);
    }

    // Everything that tells of the source afterwards.
    let read = "{ sources { nodes { name settings lastTest { steps { detail } } } }
        changesets { nodes { changes { nodes { name fields { field old new } } } } }
        search(text: \"canary\") { nodes { __typename } } }";
    silent("reading", &world.data(read, json!({})).await);
}
