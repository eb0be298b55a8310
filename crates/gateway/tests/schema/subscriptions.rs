use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::FakeFetch;
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use crate::world::{World, id};

const CHANGES: &str = "subscription($after: Long) { changes(after: $after) {
    seq message changes { nodes { name operation } } } }";

async fn tables(world: &World, count: usize) {
    for n in 0..count {
        world.table(json!({ "name": format!("t{n}-{count}") })).await;
    }
}

/// Changesets are replayed in order, then told as they are committed.
#[tokio::test]
async fn changes_are_told_in_order() {
    let world = World::new();
    tables(&world, 3).await;
    let mut changes = world.follow(CHANGES, &json!({ "after": 1 }));
    for seq in [2, 3] {
        let told = changes.next().await.expect("a changeset");
        assert_eq!(told["data"]["changes"]["seq"], seq);
    }
    world.table(json!({ "name": "new" })).await;
    let told = changes.next().await.expect("a changeset");
    assert_eq!(told["data"]["changes"]["seq"], 4);
    let new = json!([{ "name": "new", "operation": "CREATED" }]);
    assert_eq!(told["data"]["changes"]["changes"]["nodes"], new);
}

/// A slow reader of what was there before gets all of it.
#[tokio::test]
async fn a_replay_waits_for_its_reader() {
    let world = World::new();
    tables(&world, 400).await;
    let mut changes = world.follow(CHANGES, &json!({ "after": 0 }));
    for seq in 1..=400 {
        let told = changes.next().await.expect("a changeset");
        assert_eq!(told["data"]["changes"]["seq"], seq);
    }
}

/// A reader who had caught up and then does not read is told to start over.
#[tokio::test]
async fn a_reader_left_behind_has_to_start_over() {
    let world = World::new();
    let mut changes = world.follow(CHANGES, &json!({ "after": 0 }));
    tables(&world, 1).await;
    changes.next().await.expect("the first changeset");
    tables(&world, 400).await;
    let mut seqs = Vec::new();
    let refused = loop {
        let told = changes.next().await.expect("an error before the end");
        match told["data"]["changes"]["seq"].as_u64() {
            Some(seq) => seqs.push(seq),
            None => break told,
        }
    };
    let expected: Vec<u64> = (2..).take(seqs.len()).collect();
    assert_eq!(seqs, expected, "what was told was told in order");
    let error = &refused["errors"][0]["extensions"];
    assert_eq!((&error["code"], &error["head"]), (&json!("RESYNC"), &json!(401)));
    assert_eq!(changes.next().await, None, "and it ends");
}

/// A bad start is refused.
#[tokio::test]
async fn a_start_is_checked() {
    let world = World::new();
    let mut changes = world.follow(CHANGES, &json!({ "after": -1 }));
    let refused = changes.next().await.expect("an error");
    assert_eq!(refused["errors"][0]["extensions"]["code"], "VALIDATION");
    assert_eq!(refused["errors"][0]["extensions"]["requestId"], "request-1");
    assert_eq!(changes.next().await, None);
    let mut two = world.follow("subscription { changes { seq nonsense } }", &json!({}));
    let refused = two.next().await.expect("an error");
    assert_eq!(refused["errors"][0]["extensions"]["code"], "VALIDATION");
}

const TEST: &str = "subscription($input: ConnectionInput!, $source: ID) {
    testConnection(input: $input, sourceId: $source) { step { name status } result { status steps { name } } } }";

/// A test tells its steps, then its result.
#[tokio::test]
async fn a_test_tells_its_steps() {
    let world = World::new();
    let input =
        json!({ "kind": "MONGODB", "settings": { "host": "h" }, "secret": { "password": "p" } });
    let told: Vec<Value> = world.follow(TEST, &json!({ "input": input })).collect().await;
    assert_eq!(
        told,
        [
            json!({ "data": { "testConnection": { "step": { "name": "authentication", "status": "PASSED" }, "result": null } } }),
            json!({ "data": { "testConnection": { "step": null,
                "result": { "status": "PASSED", "steps": [{ "name": "authentication" }] } } } }),
        ]
    );
    let input = json!({ "kind": "MONGODB", "settings": { "host": "a/b" }, "secret": {} });
    let told: Vec<Value> = world.follow(TEST, &json!({ "input": input })).collect().await;
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0]["errors"][0]["extensions"]["problems"][0]["path"],
        json!(["settings", "host"])
    );
}

const FETCH: &str = "subscription($input: FetchColumnsInput!) { fetchColumns(input: $input) {
    progress { phase done total } result { id columns { name } } } }";

/// A fetch tells its progress, then its result, which can be accepted.
#[tokio::test]
async fn a_fetch_tells_its_progress() {
    let world = World::new();
    world.orders_at_the_source();
    let source = id(&world.source("shop").await);
    let input = json!({ "sourceId": source, "name": "orders" });
    let told: Vec<Value> = world.follow(FETCH, &json!({ "input": input })).collect().await;
    assert_eq!(told.len(), 3);
    let progress = &told[0]["data"]["fetchColumns"]["progress"];
    assert_eq!(*progress, json!({ "phase": "Reading", "done": 0, "total": 1 }));
    let result = &told[2]["data"]["fetchColumns"]["result"];
    assert_eq!(result["columns"].as_array().expect("columns").len(), 4);
    world.table(json!({ "name": "orders", "fetched": result["id"] })).await;
}

/// Who stops listening stops the fetch.
#[tokio::test]
async fn unsubscribing_cancels_the_fetch() {
    let world = World::new();
    let table = FetchedBuilder::new("t").column("a", "int").build();
    world.mongo.answer("t", FakeFetch::Held(Box::new(table)));
    let source = id(&world.source("shop").await);
    let input = json!({ "sourceId": source, "name": "t" });
    let mut told = world.follow(FETCH, &json!({ "input": input }));
    told.next().await.expect("the first progress");
    world.mongo.held().await;
    assert_eq!(world.mongo.cancelled(), 0);
    drop(told);
    while world.mongo.cancelled() == 0 {
        tokio::task::yield_now().await;
    }
}

/// A failure ends the stream with its code.
#[tokio::test]
async fn a_failed_fetch_says_why() {
    let world = World::new();
    let source = id(&world.source("shop").await);
    let input = json!({ "sourceId": source, "name": "nothing" });
    let told: Vec<Value> = world.follow(FETCH, &json!({ "input": input })).collect().await;
    let last = told.last().expect("an answer");
    assert_eq!(last["errors"][0]["extensions"]["code"], "TABLE_NOT_FOUND");
}
