use std::sync::Arc;
use std::time::Duration;

use ariadne_gateway::Limits;
use ariadne_testkit::Backend;
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::{FakeFetch, StalledSearch};
use serde_json::json;

use crate::world::World;

/// A query of 50 levels, or of 10,000 aliases, is refused with LIMIT.
#[tokio::test]
async fn documents_are_bounded() {
    let world = World::new();
    let deep = format!(
        "{{ tables {{ nodes {{ {} id {} }} }} }}",
        "source { tables { nodes { ".repeat(16),
        "} } }".repeat(16)
    );
    assert_eq!(world.code(&deep, json!({})).await, "LIMIT");
    let nested = format!("{}{}", "{ a ".repeat(50), "}".repeat(50));
    assert_eq!(world.code(&nested, json!({})).await, "LIMIT");
    let absurd = format!("{}{}", "{ a ".repeat(250_000), "}".repeat(250_000));
    assert_eq!(world.code(&absurd, json!({})).await, "LIMIT");
    let list = format!(
        "{{ tables(filter: {{ tags: {}{} }}) {{ nodes {{ id }} }} }}",
        "[".repeat(500_000),
        "]".repeat(500_000)
    );
    assert_eq!(world.code(&list, json!({})).await, "LIMIT");
    let aliases: Vec<String> = (0..10_000).map(|n| format!("a{n}: server {{ version }}")).collect();
    assert_eq!(world.code(&format!("{{ {} }}", aliases.join(" ")), json!({})).await, "LIMIT");
    let long = format!("{{ server {{ version }} }} # {}", "x".repeat(1024 * 1024));
    assert_eq!(world.code(&long, json!({})).await, "LIMIT");
    let directives = format!("{{ server {} {{ version }} }}", "@skip(if: false) ".repeat(101));
    assert_eq!(world.code(&directives, json!({})).await, "LIMIT");
}

/// An answer that could be too large is refused, counted by the pages asked for.
#[tokio::test]
async fn answers_are_bounded() {
    let world = World::new();
    let query = "query($tables: Int, $columns: Int) { tables(first: $tables) { nodes { name
        columns(first: $columns) { nodes { name description tags } } } } }";
    assert_eq!(world.code(query, json!({ "tables": 500, "columns": 5000 })).await, "LIMIT");
    world.data(query, json!({ "tables": 1, "columns": 5000 })).await;
    world.data(query, json!({ "tables": 500, "columns": 100 })).await;
    world.data(query, json!({})).await;
}

/// What a list costs is what it can hold; a count costs what is read for it.
#[tokio::test]
async fn lists_and_counts_have_their_price() {
    let tables = json!({ "tables": [{ "name": "a" }, { "name": "b" }, { "name": "c" }] });
    for (query, variables, price) in [
        ("{ server { version } }", json!({}), 2),
        ("{ changesets(first: 1) { totalCount { value } } }", json!({}), 202),
        ("{ changesets(first: 4) { nodes { seq } } }", json!({}), 9),
        ("{ search(text: \"a\", first: 1) { totalCount { value } } }", json!({}), 202),
        ("{ facets { tags { value } kinds { count } } }", json!({}), 402),
        ("{ sourceKinds { settings { name choices { value } } } }", json!({}), 706),
        ("{ suggestTables(sourceId: \"x\", text: \"a\", limit: 3) { name } }", json!({}), 4),
        ("{ suggestTables(sourceId: \"x\", text: \"a\") { name } }", json!({}), 21),
        (
            "mutation($tables: [TableInput!]!) { createTables(input: $tables) { tables { id keys { kind } } } }",
            tables,
            25,
        ),
        (
            "mutation { updateTables(patches: [{ id: \"x\", version: 1 }]) { warnings { code } } }",
            json!({}),
            7,
        ),
        (
            "mutation { fetchColumns(input: { sourceId: \"x\" }) { columns { path } diff { entries { id } } } }",
            json!({}),
            2_004,
        ),
        ("{ lineage(of: [\"x\"]) { compact } }", json!({}), 201),
        ("{ lineage(of: [\"x\"], limit: 100000) { compact truncated } }", json!({}), 11_001),
        ("{ lineage(of: [\"x\"], limit: 100) { nodes { id } } }", json!({}), 102),
        ("{ lineage(of: [\"x\"], limit: 100) { edges { assertions { id } } } }", json!({}), 6_002),
        ("{ lineagePaths(from: \"x\", to: \"y\", max: 2) { edges { id } } }", json!({}), 41),
        (
            "{ impact(of: [\"x\"]) { byDepth { depth } nodes(first: 3) { nodes { id } } } }",
            json!({}),
            29,
        ),
        ("{ lineageCycles(first: 2) { nodes { nodes { id } } } }", json!({}), 163),
        ("{ lineageHealth { inSync } }", json!({}), 1_001),
        ("mutation { deleteLineage(ids: [\"x\", \"y\"]) { ids } }", json!({}), 2),
        (
            "mutation($ids: [ID!]!) { withdrawAssertions(ids: $ids) { edges { id } } }",
            json!({ "ids": vec!["x"; 11] }),
            5,
        ),
        (
            "mutation($ids: [ID!]!) { reviewLineage(ids: $ids, decision: APPROVED) { edges { id } } }",
            json!({ "ids": vec!["x"; 11] }),
            5,
        ),
        ("mutation { testSource(id: \"x\") { steps { name } } }", json!({}), 12),
    ] {
        let code = async |complexity| {
            let limits = Limits { complexity, ..Limits::default() };
            let answer = World::with(Backend::memory(), limits).ask(query, variables.clone()).await;
            answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("OK").to_owned()
        };
        assert_ne!(code(price).await, "LIMIT", "{query}");
        assert_eq!(code(price - 1).await, "LIMIT", "{query}");
    }
}

/// The introspection that GraphiQL sends passes all limits.
#[tokio::test]
async fn graphiql_may_introspect() {
    let query = "query IntrospectionQuery { __schema { description
        queryType { name kind } mutationType { name kind } subscriptionType { name kind }
        types { ...FullType }
        directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
      fragment FullType on __Type { kind name description specifiedByURL
        fields(includeDeprecated: true) { name description
          args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
        inputFields(includeDeprecated: true) { ...InputValue }
        interfaces { ...TypeRef }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
        possibleTypes { ...TypeRef } }
      fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
      fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name } } } } } } } } } }";
    let answer = World::new().data(query, json!({})).await;
    assert!(answer["__schema"]["types"].as_array().expect("types").len() > 50);
}

/// A live call may take longer than everything else: it is still waited for when a
/// query that began after it was cut off.
#[tokio::test(start_paused = true)]
async fn a_live_call_outlasts_the_time_of_other_operations() {
    let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
    let backend = Backend { search: Arc::new(StalledSearch), ..Backend::memory() };
    let world = World::with(backend, limits);
    let source = world.source("shop").await;
    let table = FetchedBuilder::new("t").column("a", "int").build();
    world.mongo.answer("t", FakeFetch::Held(Box::new(table)));
    let fetch = "mutation($id: ID!) { f: fetchColumns(input: { sourceId: $id, name: \"t\" }) { table { name } } }";
    let slow = async {
        world.mongo.held().await;
        let search = "{ search(text: \"fetchColumns\") { nodes { __typename } } }";
        let refused = world.refused(search, json!({})).await;
        world.mongo.release();
        refused
    };
    let (fetched, refused) = tokio::join!(world.data(fetch, json!({ "id": source["id"] })), slow);
    assert_eq!(fetched["f"]["table"]["name"], "t");
    assert_eq!(refused["extensions"]["code"], "TIMEOUT");
    let message = refused["message"].as_str().expect("a message");
    assert!(!message.contains("write"), "{message}");
}

/// An operation that takes too long is ended.
#[tokio::test]
async fn operations_have_a_time_limit() {
    let limits = Limits { live_time: Duration::from_millis(20), ..Limits::default() };
    let world = World::with(Backend::memory(), limits);
    let source = world.source("shop").await;
    let table = FetchedBuilder::new("t").column("a", "int").build();
    world.mongo.answer("t", FakeFetch::Held(Box::new(table)));
    let fetch = "mutation($id: ID!) { fetchColumns(input: { sourceId: $id, name: \"t\" }) { id } }";
    let refused = world.refused(fetch, json!({ "id": source["id"] })).await;
    assert_eq!(refused["extensions"]["code"], "TIMEOUT");
    assert_eq!(refused["extensions"]["temporary"], true);
    let message = refused["message"].as_str().expect("a message");
    assert!(message.contains("a write may have been committed"), "{message}");
    assert_eq!(world.mongo.cancelled(), 1, "the fetch was dropped");
}
