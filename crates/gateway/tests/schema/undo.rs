use serde_json::{Value, json};

use crate::world::{World, id};

const UNDO: &str = "mutation($id: ID!, $dry: Boolean) { undoChangeset(id: $id, dryRun: $dry) {
    changeset { id seq origin undoes { id } } warnings { code title } } }";

async fn undo(world: &World, changeset: &Value) -> Value {
    let undone = world.data(UNDO, json!({ "id": changeset })).await;
    undone["undoChangeset"].clone()
}

async fn owner(world: &World, table: &str) -> Value {
    let read =
        world.data("query($id: ID!) { table(id: $id) { owner } }", json!({ "id": table })).await;
    read["table"]["owner"].clone()
}

/// What an undo brings back, its own undo takes away, and so on.
#[tokio::test]
async fn an_undo_can_be_undone() {
    let world = World::new();
    let table = id(&world.table(json!({ "name": "orders" })).await["table"]);
    let update = "mutation($id: ID!) { updateTable(id: $id, version: 1, patch: { owner: \"Ada\" }) { changeset { id } } }";
    let updated = world.data(update, json!({ "id": table })).await;
    let changeset = &updated["updateTable"]["changeset"]["id"];

    let tried = world.data(UNDO, json!({ "id": changeset, "dry": true })).await;
    assert_eq!(tried["undoChangeset"]["changeset"], json!(null));
    assert_eq!(owner(&world, &table).await, "Ada");

    let first = undo(&world, changeset).await;
    assert_eq!(owner(&world, &table).await, json!(null));
    assert_eq!(first["changeset"]["undoes"]["id"], *changeset);
    let second = undo(&world, &first["changeset"]["id"]).await;
    assert_eq!(owner(&world, &table).await, "Ada");
    let third = undo(&world, &second["changeset"]["id"]).await;
    assert_eq!(owner(&world, &table).await, json!(null));

    let read = "query($id: ID!) { changeset(id: $id) { undoneBy { id } } }";
    let by = world.data(read, json!({ "id": second["changeset"]["id"] })).await;
    assert_eq!(by["changeset"]["undoneBy"]["id"], third["changeset"]["id"]);
    let by = world.data(read, json!({ "id": first["changeset"]["id"] })).await;
    assert_eq!(by["changeset"]["undoneBy"], json!(null), "its undo was undone");
}

/// What later changes stand against is told, all of it.
#[tokio::test]
async fn a_blocked_undo_says_what_blocks_it() {
    let world = World::new();
    let created = world.table(json!({ "name": "orders" })).await;
    let table = id(&created["table"]);
    for (version, owner) in [(1, "Ada"), (2, "Grace")] {
        let update = "mutation($id: ID!, $version: Int!, $owner: String) {
            updateTable(id: $id, version: $version, patch: { owner: $owner }) { changeset { id } } }";
        world.data(update, json!({ "id": table, "version": version, "owner": owner })).await;
    }
    let list = "{ changesets { nodes { id seq } } }";
    let list = world.data(list, json!({})).await;
    let second = &list["changesets"]["nodes"][1];
    assert_eq!(second["seq"], 2);

    let refused = world.refused(UNDO, json!({ "id": second["id"] })).await;
    assert_eq!(refused["extensions"]["code"], "CONFLICT");
    let blockers = refused["extensions"]["conflict"]["blockers"].as_array().expect("blockers");
    assert_eq!(blockers.len(), 1);
    assert_eq!(blockers[0]["reason"], "CHANGED_LATER");
    assert_eq!(blockers[0]["entity"], "TABLE");
    assert_eq!(blockers[0]["id"], table);
    assert_eq!(blockers[0]["field"], "owner");
    assert_eq!(blockers[0]["seq"], 3);
    assert_eq!(blockers[0]["actor"]["name"], "local administrator");
    assert!(blockers[0]["at"].is_string());

    let refused = world.refused(UNDO, json!({ "id": created["changeset"]["id"] })).await;
    assert_eq!(refused["extensions"]["code"], "CONFLICT", "the table was changed since");
}

/// A secret does not come back, and that is said.
#[tokio::test]
async fn an_undo_warns_of_a_lost_secret() {
    let world = World::new();
    let source = world.source("shop").await;
    let delete = "mutation($id: ID!) { deleteSource(id: $id, version: 1) { changeset { id } } }";
    let deleted = world.data(delete, json!({ "id": source["id"] })).await;
    let undone = undo(&world, &deleted["deleteSource"]["changeset"]["id"]).await;
    assert_eq!(undone["warnings"][0]["code"], "SECRET_NOT_RESTORED");
    let read = "query($id: ID!) { source(id: $id) { name hasSecret } }";
    let read = world.data(read, json!({ "id": source["id"] })).await;
    assert_eq!(read["source"], json!({ "name": "shop", "hasSecret": false }));
}

/// Some of the tables that were deleted together come back; the feed tells who did what,
/// in numbers and with the names of edges.
#[tokio::test]
async fn some_tables_come_back_and_the_feed_says_so() {
    let world = World::new();
    let (a, b, c) = (world.drawn("a").await, world.drawn("b").await, world.drawn("c").await);
    world.link(&a.id, &b.id).await;
    let delete = "mutation($tables: [TableVersion!]!) {
        deleteTables(tables: $tables) { changeset { id } } }";
    let all = [&a, &b, &c].map(|table| json!({ "id": table.id, "version": 1 }));
    let gone = world.data(delete, json!({ "tables": all })).await;
    let gone = &gone["deleteTables"]["changeset"]["id"];

    let restore =
        "mutation($of: ID!, $tables: [ID!]!) { restoreTables(changeset: $of, tables: $tables) {
        changeset { origin undoes { id } counts { kind operation count }
            changes { nodes { kind name edge { id from to } } } } } }";
    let back = world.data(restore, json!({ "of": gone, "tables": [a.id, b.id] })).await;
    let back = &back["restoreTables"]["changeset"];
    assert_eq!((&back["origin"], &back["undoes"]), (&json!("UNDO"), &json!(null)));
    let created = |kind, count| json!({ "kind": kind, "operation": "CREATED", "count": count });
    assert_eq!(
        back["counts"],
        json!([
            created("TABLE", 2),
            created("COLUMN", 4),
            created("EDGE", 1),
            created("ASSERTION", 1)
        ])
    );
    let changes = back["changes"]["nodes"].as_array().expect("changes");
    let claim = changes.iter().find(|change| change["kind"] == "ASSERTION").expect("the claim");
    let edge = changes.iter().find(|change| change["kind"] == "EDGE").expect("the edge");
    assert_eq!(edge["name"], "shop.a -> shop.b");
    assert_eq!(edge["edge"]["from"], "shop.a");
    assert_eq!(claim["edge"], edge["edge"]);
    let table = changes.iter().find(|change| change["kind"] == "TABLE").expect("a table");
    assert_eq!(table["edge"], json!(null));

    let refused = world.refused(restore, json!({ "of": gone, "tables": [a.id] })).await;
    assert_eq!(refused["extensions"]["code"], "CONFLICT");
    let actors = world.data("{ changeActors { id name kind } me { id } }", json!({})).await;
    assert_eq!(actors["changeActors"].as_array().expect("actors").len(), 1);
    assert_eq!(actors["changeActors"][0]["id"], actors["me"]["id"]);
}
