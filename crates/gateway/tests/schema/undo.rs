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
