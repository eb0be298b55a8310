//! No secret ever leaves the product: canaries are stored, used, changed, misplaced,
//! repeated by hostile servers, deleted and brought back, and are then in no answer, no
//! log line, no debug print and no file.

mod access;
mod canaries;
mod client;
mod logs;
mod misplaced;
mod rotated;

use std::path::Path;
use std::sync::Arc;

use ariadne_tests::ariadne::Ariadne;
use ariadne_tests::proxy::{Fault, Login, Proxy, bodies};
use ariadne_tests::services;
use ariadne_testserver_mongo::{
    BuiltInRole, CollectionSpec, Fault as MongoFault, Privileges, TestServer,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mongodb::bson::doc;
use serde_json::{Value, json};

use canaries::Canaries;
use client::Client;
use logs::Logs;

use ariadne_tests::process::Setting;

const CREATE: &str = "mutation($input: SourceInput!) { createSource(input: $input) {
    source { id name description settings hasSecret version } changeset { id seq } warnings { code title cause } } }";
const UPDATE: &str = "mutation($id: ID!, $version: Int!, $patch: SourcePatch!) {
    updateSource(id: $id, version: $version, patch: $patch) {
      source { id settings hasSecret version } changeset { id } warnings { code title cause } } }";
const TEST: &str = "mutation($id: ID!) { testSource(id: $id) { status serverVersion
    steps { name title detail status problem { code title cause remedy engineCode engineMessage } } } }";
const TRY: &str = "mutation($input: ConnectionInput!, $source: ID) {
    testConnection(input: $input, sourceId: $source) { status
      steps { name title detail status problem { code title cause remedy engineCode engineMessage } } } }";
const FETCH: &str = "mutation($input: FetchColumnsInput!) { fetchColumns(input: $input) {
    id table { name definition properties } columns { path dataType sourceComment default }
    warnings { code title cause remedy } evidence { statements sampleMethod } diff { entries { id } } } }";
const KEEP: &str = "mutation($input: TableInput!) { createTable(input: $input) { table { id } } }";
const SUGGEST: &str =
    "query($id: ID!, $text: String!) { suggestTables(sourceId: $id, text: $text) { name } }";
const DELETE: &str = "mutation($id: ID!, $version: Int!) {
    deleteSource(id: $id, version: $version, tables: DELETE) { changeset { id } warnings { title cause } } }";
const UNDO: &str =
    "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id } warnings { title cause } } }";
/// Everything that the API lets a person read of sources and what happened to them.
const EVERYTHING: &str = "{
    server { version }
    sourceKinds { kind settings { name label help } }
    sources { nodes { id name description kind settings hasSecret isActive version
      lastTest { status serverVersion steps { name title detail problem { code title cause remedy engineCode engineMessage } } } } }
    tables(first: 20) { nodes { name description definition externalSchema externalName
      columns(first: 20) { nodes { path dataType description default } }
      history(first: 20) { nodes { seq message changes(first: 20) { nodes { name fields { field old new } } } } } } }
    facets { sources { source { name } count } }
    changesets(first: 50) { nodes { id seq message origin actor { name } changes(first: 50) { nodes { kind name operation fields { field old new } } } } } }";

/// The servers behind the sources, and the secrets that open them.
struct World {
    mongo: TestServer,
    elastic: Proxy,
    index: String,
    password: String,
    key: String,
    /// Opens nothing.
    wrong: String,
}

impl World {
    async fn start() -> Self {
        let password = services::unique("canary");
        let key = services::unique("canary");
        let node = services::elasticsearch8().await;
        let index = services::unique("secrets");
        node.create_index(
            &index,
            &json!({ "mappings": { "properties": { "sku": { "type": "keyword" } } } }),
        )
        .await;
        let elastic = Proxy::front(&node.url);
        elastic.demand(Login::ApiKey(STANDARD.encode(format!("reader:{key}"))));
        let orders = CollectionSpec::default().documents([doc! { "_id": 1, "total": 2.5 }]);
        let mongo = TestServer::builder()
            .user("app", &password, Privileges::none().role(BuiltInRole::Read, "shop"))
            .collection("shop", "orders", orders)
            .start()
            .await
            .expect("the server starts");
        Self { mongo, elastic, index, password, key, wrong: services::unique("canary") }
    }

    fn canaries(&self) -> Arc<Canaries> {
        Arc::new(Canaries::of(&[&self.password, &self.key, &self.wrong]))
    }

    fn mongo_settings(&self) -> Value {
        json!({ "hosts": [self.mongo.uri_host()], "database": "shop", "username": "app" })
    }

    fn elastic_settings(&self) -> Value {
        json!({ "urls": [self.elastic.url], "auth": "apiKey" })
    }

    fn api_key(&self) -> Value {
        json!({ "apiKey": format!("reader:{}", self.key) })
    }

    /// Lets the servers answer every request with the secret that they were sent.
    fn repeat(&self, password: &str, key: &str) {
        for command in ["saslStart", "saslContinue", "hello", "listCollections"] {
            let message = format!("refused {password}");
            self.mongo.add_fault(MongoFault::error(command, 18, message));
        }
        let reason = format!("{key} is wrong");
        let body = bodies::failure(401, "security_exception", &reason);
        self.elastic.fail("*", Fault::Answer(401, body));
    }

    fn heal(&self) {
        self.mongo.clear_faults();
        self.elastic.heal();
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// Creates a source, tests it, fetches and keeps one table; its id.
async fn source(client: &Client, input: Value, table: &str) -> String {
    let created = client.run(CREATE, json!({ "input": input })).await;
    let created = &created["createSource"]["source"];
    assert_eq!(created["hasSecret"], true);
    let id = text(&created["id"]);
    let tested = client.run(TEST, json!({ "id": id })).await;
    assert_ne!(tested["testSource"]["status"], "FAILED", "the secret opens it: {tested:#}");
    let fetched = client.run(FETCH, json!({ "input": { "sourceId": id, "name": table } })).await;
    let keep = json!({ "name": table, "sourceId": id, "fetched": fetched["fetchColumns"]["id"] });
    client.run(KEEP, json!({ "input": keep })).await;
    let named = client.run(SUGGEST, json!({ "id": id, "text": table })).await;
    assert_eq!(named["suggestTables"][0]["name"], table);
    id
}

/// Changes a source whatever its version is; the changed one.
async fn update(client: &Client, id: &str, patch: Value) -> Value {
    let read =
        client.run("query($id: ID!) { source(id: $id) { version } }", json!({ "id": id })).await;
    let version = &read["source"]["version"];
    let changed = client.run(UPDATE, json!({ "id": id, "version": version, "patch": patch })).await;
    changed["updateSource"]["source"].clone()
}

/// Tests, fetches and asks for names; all of it must fail.
async fn fail_to_read(client: &Client, id: &str, table: &str) {
    let tested = client.run(TEST, json!({ "id": id })).await;
    assert_eq!(tested["testSource"]["status"], "FAILED", "{tested:#}");
    let fetch = json!({ "input": { "sourceId": id, "name": table } });
    assert_eq!(client.fail(FETCH, fetch).await, "SOURCE_AUTH_FAILED");
    assert_eq!(client.fail(SUGGEST, json!({ "id": id, "text": "x" })).await, "SOURCE_AUTH_FAILED");
}

/// Tests of settings that are not saved, with a secret of their own and a lent one.
async fn try_settings(client: &Client, world: &World, mongo: &str, elastic: &str) {
    let tried = async |kind: &str, settings: Value, secret: Value, source: Value| {
        let input = json!({ "kind": kind, "settings": settings, "secret": secret });
        let tried = client.run(TRY, json!({ "input": input, "source": source })).await;
        text(&tried["testConnection"]["status"])
    };
    let (shop, search) = (world.mongo_settings(), world.elastic_settings());
    let password = json!({ "password": world.password });
    assert_ne!(tried("MONGODB", shop.clone(), Value::Null, json!(mongo)).await, "FAILED");
    assert_ne!(tried("ELASTICSEARCH", search.clone(), Value::Null, json!(elastic)).await, "FAILED");
    assert_ne!(tried("MONGODB", shop.clone(), password.clone(), Value::Null).await, "FAILED");
    let wrong = json!({ "password": world.wrong });
    assert_eq!(tried("MONGODB", shop, wrong, Value::Null).await, "FAILED");
    let wrong = json!({ "apiKey": world.wrong });
    assert_eq!(tried("ELASTICSEARCH", search, wrong, Value::Null).await, "FAILED");
    let nowhere = json!({ "hosts": ["127.0.0.1:1"], "database": "shop", "username": "app" });
    assert_eq!(tried("MONGODB", nowhere.clone(), password, Value::Null).await, "FAILED");
    let key = json!({ "urls": ["http://127.0.0.1:1"], "auth": "apiKey" });
    assert_eq!(tried("ELASTICSEARCH", key, world.api_key(), Value::Null).await, "FAILED");
    // another host does not get the stored secret
    let input = json!({ "kind": "MONGODB", "settings": nowhere });
    let lent = client.ask(TRY, json!({ "input": input, "source": mongo })).await;
    assert!(lent["errors"].is_array(), "{lent:#}");
}

async fn read_everything(client: &Client, world: &World) {
    let read = client.run(EVERYTHING, json!({})).await;
    assert!(!read["changesets"]["nodes"].as_array().expect("a list").is_empty());
    for word in ["app", "shop", &world.password, &world.key] {
        let search = "query($text: String!) { search(text: $text) { nodes { __typename ... on Source { name settings } } } }";
        client.run(search, json!({ "text": word })).await;
    }
    for page in ["/metrics", "/schema.graphql", "/healthz", "/readyz"] {
        assert!(!client.get(page).await.is_empty(), "{page}");
    }
}

/// No file below `folder` holds a canary; how many were looked at.
fn search_files(folder: &Path, canaries: &Canaries) -> usize {
    let mut looked_at = 0;
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            looked_at += search_files(&path, canaries);
        } else {
            let content = std::fs::read(&path).expect("a readable file");
            assert_eq!(canaries.found_in_bytes(&content), None, "in {}", path.display());
            looked_at += 1;
        }
    }
    looked_at
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_in_no_answer_log_print_or_file() {
    let world = World::start().await;
    let canaries = world.canaries();
    let mut logs = None;
    let ariadne = Ariadne::start_with(|config| {
        // the database is named when the server is ready
        let control = config.data_dir.display().to_string();
        logs = Some(Logs::listen(Arc::clone(&canaries), control));
    })
    .await;
    let client = Client::new(&ariadne.api.url, Arc::clone(&canaries));

    // The secrets are stored and used.
    let input = json!({ "name": "shop", "kind": "MONGODB", "settings": world.mongo_settings(), "secret": { "password": world.password } });
    let mongo = source(&client, input, "orders").await;
    let input = json!({ "name": "search", "kind": "ELASTICSEARCH", "settings": world.elastic_settings(), "secret": world.api_key() });
    let elastic = source(&client, input, &world.index).await;
    try_settings(&client, &world, &mongo, &elastic).await;
    read_everything(&client, &world).await;

    // They are repeated by their servers, are wrong, then gone, then right again.
    world.repeat(&world.password, &format!("reader:{}", world.key));
    fail_to_read(&client, &mongo, "orders").await;
    fail_to_read(&client, &elastic, &world.index).await;
    world.heal();
    update(&client, &mongo, json!({ "secret": { "password": world.wrong } })).await;
    update(&client, &elastic, json!({ "secret": { "apiKey": world.wrong } })).await;
    for repeat in [false, true] {
        if repeat {
            world.repeat(&world.wrong, &world.wrong);
        }
        fail_to_read(&client, &mongo, "orders").await;
        fail_to_read(&client, &elastic, &world.index).await;
    }
    world.heal();
    let none = update(&client, &mongo, json!({ "secret": null })).await;
    assert_eq!(none["hasSecret"], false);
    update(&client, &mongo, json!({ "secret": { "password": world.password } })).await;
    let right = update(&client, &elastic, json!({ "secret": world.api_key() })).await;
    assert_eq!(right["hasSecret"], true);

    misplaced::everywhere(&client, &world, &mongo).await;
    read_everything(&client, &world).await;

    // A deletion is undone.
    let version = &client
        .run("query($id: ID!) { source(id: $id) { version } }", json!({ "id": mongo }))
        .await["source"]["version"];
    let deleted = client.run(DELETE, json!({ "id": mongo, "version": version })).await;
    let undone = json!({ "id": deleted["deleteSource"]["changeset"]["id"] });
    client.run(UNDO, undone).await;
    read_everything(&client, &world).await;

    // What is left: prints, files of a running and of a stopped server, logs.
    let print = format!("{ariadne:?} {ariadne:#?}");
    assert_eq!(canaries.found_in(&print), None, "{print}");
    let running = search_files(ariadne.folder.path(), &canaries);
    let folder = ariadne.stop().await;
    let stopped = search_files(folder.path(), &canaries);
    assert!(running >= 3 && stopped >= 2, "{running} and {stopped} files were looked at");
    logs.expect("they were listened to").finish();

    let data = folder.path().join("data");
    rotated::shows_nothing(&Setting::sqlite(&data), &canaries, 1).await;
    assert!(search_files(&data, &canaries) > stopped, "the old key's file is kept");
}

/// What is stored on PostgreSQL is read as anybody would who may log in there.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_in_no_row_on_postgres() {
    let world = World::start().await;
    let canaries = world.canaries();
    let database = services::postgres().await.create_database("secrets").await;
    let ariadne = Ariadne::start_with(|config| {
        config.database = ariadne_server::Location::Postgres(database.clone());
    })
    .await;
    let client = Client::new(&ariadne.api.url, Arc::clone(&canaries));
    let input = json!({ "name": "shop", "kind": "MONGODB", "settings": world.mongo_settings(), "secret": { "password": world.password } });
    let mongo = source(&client, input, "orders").await;
    let input = json!({ "name": "search", "kind": "ELASTICSEARCH", "settings": world.elastic_settings(), "secret": world.api_key() });
    let elastic = source(&client, input, &world.index).await;
    world.repeat(&world.password, &format!("reader:{}", world.key));
    fail_to_read(&client, &mongo, "orders").await;
    fail_to_read(&client, &elastic, &world.index).await;
    world.heal();
    update(&client, &mongo, json!({ "secret": { "password": world.wrong } })).await;
    let folder = ariadne.stop().await;
    let mut filled = vec!["source_secret", "audit", "changeset", "idempotency"];
    rotated::rows_show_nothing(&database, &canaries, &filled).await;

    let data = folder.path().join("data");
    rotated::shows_nothing(
        &Setting { database: database.clone(), ..Setting::sqlite(&data) },
        &canaries,
        2,
    )
    .await;
    // fingerprints of requests belong to a key and end with it
    filled.pop();
    rotated::rows_show_nothing(&database, &canaries, &filled).await;
    assert!(search_files(&data, &canaries) >= 2, "two keys are there");
}
