use serde_json::json;

use crate::lineage_world::CREATE;
use crate::world::{Sent, World, id};

/// Each input is answered by its edge, with who claims it.
#[tokio::test]
async fn claims_are_answered_with_their_edges() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    let payload = world
        .claim(json!([
            { "from": x.id, "to": y.id, "note": "seen" },
            { "from": x.a, "to": y.a, "origin": "SQL", "confidence": 0.5, "process": "load.sql" },
        ]))
        .await;
    assert_eq!((&payload["changeset"]["seq"], &payload["warnings"]), (&json!(3), &json!([])));
    let [table, column] = [&payload["edges"][0], &payload["edges"][1]];
    assert_eq!((&table["level"], &table["status"]), (&json!("TABLE"), &json!("APPROVED")));
    assert_eq!((&table["from"], &table["to"]), (&json!(x.id), &json!(y.id)));
    assert_eq!(
        (&table["version"], &table["since"], &table["until"]),
        (&json!(1), &json!(3), &json!(null))
    );
    assert_eq!(
        table["assertions"][0]["actor"],
        json!({ "name": "local administrator", "kind": "PERSON" })
    );
    assert_eq!(table["assertions"][0]["note"], "seen");
    assert_eq!((&column["level"], &column["status"]), (&json!("COLUMN"), &json!("PROPOSED")));
    assert_eq!((&column["origins"], &column["derived"]), (&json!(["SQL"]), &json!(false)));
    assert_eq!(column["assertions"][0]["confidence"], 0.5);
    assert_eq!(column["assertions"][0]["process"], "load.sql");

    let again = world.claim(json!([{ "from": x.id, "to": y.id, "note": "seen" }])).await;
    assert_eq!((&again["changeset"], &again["edges"][0]["id"]), (&json!(null), &table["id"]));
    let query =
        "query($id: ID!) { lineageEdge(id: $id) { id from to version assertions { note } } }";
    let found = world.data(query, json!({ "id": table["id"] })).await;
    let edge = json!({ "id": table["id"], "from": x.id, "to": y.id, "version": 1,
        "assertions": [{ "note": "seen" }] });
    assert_eq!(found["lineageEdge"], edge);
    for nobody in ["nothing", "00000000-0000-0000-0000-000000000009"] {
        assert_eq!(world.data(query, json!({ "id": nobody })).await["lineageEdge"], json!(null));
    }
}

/// Everything wrong is told at once, where it stands in the input.
#[tokio::test]
async fn what_is_wrong_is_told_at_its_place() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    let input = json!([
        { "from": x.id, "to": y.id },
        { "from": x.id, "to": x.id },
        { "from": x.id, "to": y.a },
        { "from": "nobody", "to": y.id },
        { "from": x.id, "to": y.id, "confidence": 1.5 },
        { "from": x.id, "to": y.id, "origin": "IMPORT", "status": "REJECTED" },
    ]);
    for dry in [true, false] {
        let error = world.refused(CREATE, json!({ "input": input, "dryRun": dry })).await;
        assert_eq!(error["extensions"]["code"], "VALIDATION");
        let problems = error["extensions"]["problems"].as_array().expect("problems");
        let told: Vec<_> = problems
            .iter()
            .map(|p| (p["path"].clone(), p["code"].as_str().expect("a code"), p["row"].clone()))
            .collect();
        let at = |row: usize, field: &str, code| {
            (json!(["input", row.to_string(), field]), code, json!(row))
        };
        assert_eq!(
            told,
            [
                at(1, "to", "INVALID"),
                at(2, "to", "INVALID"),
                at(3, "from", "NOT_FOUND"),
                at(4, "confidence", "INVALID"),
                at(5, "status", "INVALID"),
            ]
        );
    }
    let server = world.data("{ server { seq } }", json!({})).await;
    assert_eq!(server["server"]["seq"], 2);
}

/// A repetition answers the same edges, in the order of the input.
#[tokio::test]
async fn a_repeated_request_claims_once() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world.link(&x.id, &y.id).await;
    let input = json!([{ "from": x.b, "to": y.b }, { "from": x.id, "to": y.id }, { "from": x.a, "to": y.a }]);
    let sent = Sent { key: Some("retry".to_owned()), body: 1, ..Sent::default() };
    let first = world.ask_as(CREATE, json!({ "input": input }), &sent).await;
    let again = world.ask_as(CREATE, json!({ "input": input }), &sent).await;
    assert_eq!(first, again);
    let edges = first["data"]["createLineage"]["edges"].as_array().expect("edges");
    let ends: Vec<_> = edges.iter().map(|edge| edge["from"].as_str().expect("an id")).collect();
    assert_eq!(ends, [&x.b, &x.id, &x.a]);
}

/// Words are changed, claims withdrawn, edges reviewed and deleted.
#[tokio::test]
async fn an_edge_has_its_life() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    let edge = world.link(&x.id, &y.id).await;
    let said = id(&edge["assertions"][0]);
    let update = "mutation($id: ID!, $version: Int!, $patch: AssertionPatch!) {
        updateAssertion(id: $id, version: $version, patch: $patch) { edges { version assertions { note confidence } } } }";
    let patch = json!({ "note": "new", "confidence": 0.25 });
    let updated = world.data(update, json!({ "id": said, "version": 1, "patch": patch })).await;
    let expected = json!([{ "version": 2, "assertions": [{ "note": "new", "confidence": 0.25 }] }]);
    assert_eq!(updated["updateAssertion"]["edges"], expected);
    let stale = world.refused(update, json!({ "id": said, "version": 1, "patch": patch })).await;
    assert_eq!(stale["extensions"]["code"], "CONFLICT");
    assert_eq!(stale["extensions"]["conflict"]["version"], 2);
    let unsure = json!({ "confidence": 2 });
    let wrong = world.refused(update, json!({ "id": said, "version": 2, "patch": unsure })).await;
    assert_eq!(wrong["extensions"]["problems"][0]["path"], json!(["patch", "confidence"]));

    let review = "mutation($ids: [ID!]!, $decision: LineageStatus!) {
        reviewLineage(ids: $ids, decision: $decision) { edges { status } changeset { seq } } }";
    let variables = json!({ "ids": [edge["id"]], "decision": "REJECTED" });
    let rejected = world.data(review, variables).await;
    assert_eq!(rejected["reviewLineage"]["edges"][0]["status"], "REJECTED");

    let withdraw = "mutation($ids: [ID!]!) { withdrawAssertions(ids: $ids) { edges { id } changeset { seq } } }";
    let gone = world.data(withdraw, json!({ "ids": [said] })).await;
    assert_eq!(gone["withdrawAssertions"]["edges"], json!([]), "it was the last");
    let none = world.refused(withdraw, json!({ "ids": [said] })).await;
    assert_eq!(none["extensions"]["problems"][0]["path"], json!(["ids", "0"]));

    let edge = world.link(&x.id, &y.id).await;
    let delete =
        "mutation($ids: [ID!]!, $dryRun: Boolean) { deleteLineage(ids: $ids, dryRun: $dryRun) {
        ids changeset { seq changes { nodes { kind operation name } } } } }";
    let tried = world.data(delete, json!({ "ids": [edge["id"]], "dryRun": true })).await;
    assert_eq!(tried["deleteLineage"], json!({ "ids": [edge["id"]], "changeset": null }));
    let deleted = world.data(delete, json!({ "ids": [edge["id"]] })).await;
    let changes = &deleted["deleteLineage"]["changeset"]["changes"]["nodes"];
    assert_eq!(
        changes[0],
        json!({ "kind": "EDGE", "operation": "DELETED", "name": "shop.x -> shop.y" })
    );
    assert_eq!(changes[1]["kind"], "ASSERTION");
}

/// A derived edge is asserted first.
#[tokio::test]
async fn derived_edges_are_not_written() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    world.link(&x.a, &y.a).await;
    let walk = "query($of: [ID!]!) { lineage(of: $of) { edges { id derived version assertions { id } } } }";
    let walk = world.data(walk, json!({ "of": [x.id] })).await;
    let derived = &walk["lineage"]["edges"][0];
    assert_eq!(
        (&derived["derived"], &derived["version"], &derived["assertions"]),
        (&json!(true), &json!(null), &json!([]))
    );
    for mutation in [
        "mutation($ids: [ID!]!) { deleteLineage(ids: $ids) { ids } }",
        "mutation($ids: [ID!]!) { reviewLineage(ids: $ids, decision: APPROVED) { edges { id } } }",
        "mutation($ids: [ID!]!) { withdrawAssertions(ids: $ids) { edges { id } } }",
    ] {
        let error = world.refused(mutation, json!({ "ids": [derived["id"]] })).await;
        assert_eq!(error["extensions"]["problems"][0]["code"], "DERIVED", "{mutation}");
        let told = error["extensions"]["problems"][0]["message"].as_str().expect("a sentence");
        assert!(told.contains("assert it first"), "{told}");
    }
}

/// A cycle is written, and shown.
#[tokio::test]
async fn a_cycle_is_a_warning() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    let both = json!([{ "from": x.id, "to": y.id }, { "from": y.id, "to": x.id }]);
    let payload = world.claim(both).await;
    assert_eq!(
        payload["warnings"][0],
        json!({ "code": "CYCLE", "cause": "shop.x -> shop.y -> shop.x" })
    );
    let query =
        "{ lineageCycles { nodes { nodes { id table { name } } } totalCount { value exact } } }";
    let cycles = world.data(query, json!({})).await;
    assert_eq!(cycles["lineageCycles"]["totalCount"], json!({ "value": 1, "exact": true }));
    assert_eq!(cycles["lineageCycles"]["nodes"][0]["nodes"].as_array().expect("nodes").len(), 2);
}

/// Deleting a table tells what ends with it, and undoing brings it back.
#[tokio::test]
async fn lineage_ends_with_its_table_and_comes_back() {
    let world = World::new();
    let (x, y) = (world.drawn("x").await, world.drawn("y").await);
    let edge = world.link(&x.id, &y.id).await;
    let delete = "mutation($id: ID!) { deleteTable(id: $id, version: 1) { changeset { id } warnings { code } } }";
    let deleted = world.data(delete, json!({ "id": y.id })).await;
    assert_eq!(deleted["deleteTable"]["warnings"], json!([{ "code": "LINEAGE_ENDED" }]));
    let query = "query($id: ID!) { lineageEdge(id: $id) { status } }";
    assert_eq!(world.data(query, json!({ "id": edge["id"] })).await["lineageEdge"], json!(null));
    let undo = "mutation($id: ID!) { undoChangeset(id: $id) { changeset { id } } }";
    world.data(undo, json!({ "id": deleted["deleteTable"]["changeset"]["id"] })).await;
    let back = world.data(query, json!({ "id": edge["id"] })).await;
    assert_eq!(back["lineageEdge"]["status"], "APPROVED");
}
