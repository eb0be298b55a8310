//! Secrets in every place where they do not belong.

use serde_json::{Value, json};

use super::client::Client;
use super::{CREATE, TRY, UPDATE, World};

/// Requests with secrets in wrong places; all must be refused without repeating them.
pub(super) async fn everywhere(client: &Client, world: &World, source: &str) {
    as_variables(client, world, source).await;
    as_settings(client, world).await;
    as_literals(client, &world.password).await;
    as_bodies(client, &world.password).await;
}

async fn refuse(client: &Client, query: &str, variables: Value) {
    let answer = client.ask(query, variables).await;
    assert!(answer["errors"].is_array(), "{query} is not refused: {answer:#}");
}

async fn as_variables(client: &Client, world: &World, source: &str) {
    let canary = &world.password;
    for secret in [
        json!(canary),
        json!([canary]),
        json!({ "password": [canary] }),
        json!({ "password": { "value": canary } }),
        json!({ "passport": canary }),
        json!({ "password": { canary: 1 } }),
    ] {
        let input = json!({ "name": "x", "kind": "MONGODB", "settings": world.mongo_settings(), "secret": secret });
        assert_eq!(client.fail(CREATE, json!({ "input": input })).await, "VALIDATION", "{secret}");
        let input =
            json!({ "kind": "MONGODB", "settings": world.mongo_settings(), "secret": secret });
        refuse(client, TRY, json!({ "input": input })).await;
        let patch = json!({ "id": source, "version": 1, "patch": { "secret": secret } });
        refuse(client, UPDATE, patch).await;
    }
    let stale =
        json!({ "id": source, "version": 1, "patch": { "secret": { "password": canary } } });
    assert_eq!(client.fail(UPDATE, stale).await, "CONFLICT");
    for input in [
        json!(canary),
        json!([{ "secret": canary }]),
        json!({ "secret": { "password": canary } }),
        json!({ "name": "x", "kind": canary, "settings": {} }),
        json!({ "name": { "x": canary }, "kind": "MONGODB", "settings": {} }),
        json!({ "name": "x", "kind": "MONGODB", "settings": canary }),
        json!({ "name": "x", "kind": "MONGODB", "settings": {}, "secrets": canary }),
    ] {
        refuse(client, CREATE, json!({ "input": input })).await;
    }
    let query = "mutation($secret: Int) {
        testConnection(input: { kind: MONGODB, settings: {}, secret: $secret }) { status } }";
    refuse(client, query, json!({ "secret": canary })).await;
    for query in [
        "query($x: ID!) { table(id: $x) { name } }",
        "query($x: ID!) { source(id: $x) { name } }",
        "query($x: Long) { tables(asOf: { seq: $x }) { nodes { id } } }",
        "query($x: String) { tables(after: $x) { nodes { id } } }",
    ] {
        // an unknown id is an answer too: what counts is that nothing is repeated
        client.ask(query, json!({ "x": canary })).await;
    }
}

async fn as_settings(client: &Client, world: &World) {
    let canary = &world.password;
    let host = world.mongo.uri_host();
    for settings in [
        json!({ "hosts": [host], "database": "shop", "username": "app", "password": canary }),
        json!({ "hosts": [format!("mongodb://app:{canary}@{host}/")], "database": "shop" }),
        json!({ "hosts": [format!("app:{canary}@{host}")], "database": "shop" }),
        json!({ "hosts": [host], "database": "shop", "tls": canary }),
        json!({ "hosts": [host], "database": "shop", "authMechanism": canary }),
        json!({ "hosts": [host], "database": "shop", "tls": true, "caCertificate": canary }),
    ] {
        let input = json!({ "name": "x", "kind": "MONGODB", "settings": settings });
        assert_eq!(
            client.fail(CREATE, json!({ "input": input })).await,
            "VALIDATION",
            "{settings}"
        );
    }
    let proxy = world.elastic.url.trim_start_matches("http://");
    for settings in [
        json!({ "urls": [world.elastic.url], "auth": "apiKey", "apiKey": world.key }),
        json!({ "urls": [format!("http://reader:{}@{proxy}", world.key)] }),
        json!({ "urls": [world.elastic.url], "auth": world.key }),
    ] {
        let input = json!({ "name": "x", "kind": "ELASTICSEARCH", "settings": settings });
        assert_eq!(
            client.fail(CREATE, json!({ "input": input })).await,
            "VALIDATION",
            "{settings}"
        );
    }
}

async fn as_literals(client: &Client, canary: &str) {
    let create = |rest: &str| {
        format!(
            "mutation {{ createSource(input: {{ name: \"x\", {rest} }}) {{ source {{ id }} }} }}"
        )
    };
    for query in [
        create(&format!("kind: MONGODB, settings: {{}}, secret: \"{canary}\"")),
        create(&format!("kind: MONGODB, settings: {{}}, secret: {{ password: [\"{canary}\"] }}")),
        create(&format!("kind: MONGODB, settings: {{}}, secret: {{ password: {canary} }}")),
        create(&format!("kind: NOTHING, settings: {{}}, secret: {{ password: \"{canary}\" }}")),
        create(&format!("kind: MONGODB, settings: \"{canary}\"")),
        create(&format!("secret: {{ password: \"{canary}\" }}")),
        // not well formed
        create(&format!("kind: MONGODB, secret: {{ password: \"{canary}\" ")),
        create(&format!("kind: MONGODB, secret: {{ password: \"{canary}")),
        format!("mutation {{ createSource(input: \"{canary}\" {{ source {{ id }} }} }}"),
    ] {
        refuse(client, &query, json!({})).await;
    }
}

/// Bodies that are no GraphQL requests.
async fn as_bodies(client: &Client, canary: &str) {
    for (content_type, body) in [
        (
            "application/json",
            format!("{{\"query\": \"{{ server {{ version }} }}\", \"variables\": {canary}}}"),
        ),
        ("application/json", format!("{{\"query\": \"{canary}")),
        ("application/json", format!("\"{canary}\"")),
        ("application/json", json!({ "query": { "x": canary } }).to_string()),
        ("text/plain", canary.to_owned()),
        ("application/x-www-form-urlencoded", format!("query={canary}")),
    ] {
        client.post(content_type, body).await;
    }
    client.get(&format!("/graphql?query=%7Bsource(id:%22{canary}%22)%7Bname%7D%7D")).await;
}
