//! Who may do what: every operation of the schema with every role, and with none.

use std::collections::BTreeSet;

use ariadne_application::domain::Role;
use ariadne_testkit::builders::{caller, person};
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use crate::world::{Sent, World};

/// What an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    /// Nothing: it is the way in.
    Nothing,
    /// Somebody who is known.
    Viewer,
    Editor,
    Admin,
}
use Needs::{Admin, Editor, Nothing, Viewer};

const ID: &str = "0192f0aa-0000-7000-8000-000000000001";

/// Every operation: its field, what it needs, and how it is asked. `ID` stands for an id
/// that nothing has: whoever may ask is told so, and is not refused.
const OPERATIONS: &[(&str, Needs, &str)] = &[
    // queries
    ("audit", Admin, "{ audit { nodes { id } } }"),
    ("boundTables", Viewer, "{ boundTables(sourceId: ID, names: []) { id } }"),
    ("changeActors", Viewer, "{ changeActors { id name kind } }"),
    ("changeset", Viewer, "{ changeset(id: ID) { id } }"),
    ("changesets", Viewer, "{ changesets { nodes { id } } }"),
    ("facets", Viewer, "{ facets { tags { value } } }"),
    ("importJob", Editor, "{ importJob(id: ID) { id } }"),
    ("imports", Editor, "{ imports { nodes { id } } }"),
    ("impact", Viewer, "{ impact(of: [ID]) { tables } }"),
    ("lineage", Viewer, "{ lineage(of: [ID]) { totalNodes } }"),
    ("lineageCycles", Viewer, "{ lineageCycles { pageInfo { hasNextPage } } }"),
    (
        "lineageDiff",
        Viewer,
        "{ lineageDiff(of: [ID], from: {seq: 0}, to: {seq: 0}) { __typename } }",
    ),
    ("lineageEdge", Viewer, "{ lineageEdge(id: ID) { id } }"),
    ("lineageHealth", Viewer, "{ lineageHealth { inSync } }"),
    ("lineagePaths", Viewer, "{ lineagePaths(from: ID, to: ID) { __typename } }"),
    ("lineageReview", Viewer, "{ lineageReview { nodes { confidence } } }"),
    ("me", Nothing, "{ me { id name kind role } }"),
    ("oneTimeLink", Nothing, "{ oneTimeLink(secret: \"no link\") { purpose } }"),
    ("oneTimeLinks", Admin, "{ oneTimeLinks { id } }"),
    ("people", Admin, "{ people { nodes { id } } }"),
    ("person", Admin, "{ person(id: ID) { id } }"),
    ("proposeMapping", Viewer, "{ proposeMapping(fromTable: ID, toTable: ID) { confidence } }"),
    ("search", Viewer, "{ search(text: \"x\") { __typename } }"),
    ("server", Viewer, "{ server { version } }"),
    ("signInOptions", Nothing, "{ signInOptions { isFirstRun } }"),
    ("source", Viewer, "{ source(id: ID) { id } }"),
    ("sourceKinds", Viewer, "{ sourceKinds { kind } }"),
    ("sources", Viewer, "{ sources { nodes { id } } }"),
    ("suggestTables", Viewer, "{ suggestTables(sourceId: ID, text: \"x\") { name } }"),
    ("table", Viewer, "{ table(id: ID) { id } }"),
    ("tableByName", Viewer, "{ tableByName(name: \"x\") { id } }"),
    ("tables", Viewer, "{ tables { nodes { id } } }"),
    ("tokens", Admin, "{ tokens { nodes { id } } }"),
    // mutations of the catalog
    (
        "applyFetched",
        Editor,
        "mutation { applyFetched(tableId: ID, version: 1, fetched: ID) { __typename } }",
    ),
    ("bindTable", Editor, "mutation { bindTable(id: ID, version: 1) { __typename } }"),
    ("cancelImport", Editor, "mutation { cancelImport(id: ID) { id } }"),
    (
        "createLineage",
        Editor,
        "mutation { createLineage(input: [{from: ID, to: ID}]) { __typename } }",
    ),
    (
        "createSource",
        Admin,
        "mutation { createSource(input: {name: \"\", kind: MONGODB, settings: {}}) { __typename } }",
    ),
    ("createTable", Editor, "mutation { createTable(input: {name: \"\"}) { __typename } }"),
    ("createTables", Editor, "mutation { createTables(input: [{name: \"\"}]) { __typename } }"),
    ("deleteLineage", Editor, "mutation { deleteLineage(ids: [ID]) { __typename } }"),
    ("deleteSource", Admin, "mutation { deleteSource(id: ID, version: 1) { __typename } }"),
    ("deleteTable", Editor, "mutation { deleteTable(id: ID, version: 1) { __typename } }"),
    ("deleteTables", Editor, "mutation { deleteTables(tables: [{id: ID, version: 1}]) { ids } }"),
    ("executeImport", Editor, "mutation { executeImport(id: ID, planHash: \"x\") { id } }"),
    (
        "fetchColumns",
        Editor,
        "mutation { fetchColumns(input: {sourceId: ID, name: \"x\"}) { id } }",
    ),
    ("importCatalog", Editor, "mutation { importCatalog(input: {tables: []}) { id } }"),
    ("importFile", Editor, "mutation { importFile(file: \"#__graphql_file__:0\") { id } }"),
    ("rebuildLineage", Admin, "mutation { rebuildLineage { inSync } }"),
    ("replanImport", Editor, "mutation { replanImport(id: ID, fixes: []) { id } }"),
    (
        "restoreTables",
        Editor,
        "mutation { restoreTables(changeset: ID, tables: [ID]) { __typename } }",
    ),
    (
        "reviewLineage",
        Editor,
        "mutation { reviewLineage(ids: [ID], decision: APPROVED) { __typename } }",
    ),
    (
        "saveColumns",
        Editor,
        "mutation { saveColumns(tableId: ID, version: 1, columns: []) { __typename } }",
    ),
    (
        "testConnection",
        Admin,
        "mutation { testConnection(input: {kind: MONGODB, settings: {}}) { status } }",
    ),
    ("testSource", Editor, "mutation { testSource(id: ID) { status } }"),
    ("undoChangeset", Editor, "mutation { undoChangeset(id: ID) { __typename } }"),
    (
        "updateAssertion",
        Editor,
        "mutation { updateAssertion(id: ID, version: 1, patch: {note: \"x\"}) { __typename } }",
    ),
    (
        "updateColumns",
        Editor,
        "mutation { updateColumns(tableId: ID, version: 1, patches: []) { __typename } }",
    ),
    (
        "updateSource",
        Admin,
        "mutation { updateSource(id: ID, version: 1, patch: {name: \"x\"}) { __typename } }",
    ),
    (
        "updateTable",
        Editor,
        "mutation { updateTable(id: ID, version: 1, patch: {name: \"x\"}) { __typename } }",
    ),
    (
        "updateTables",
        Editor,
        "mutation { updateTables(patches: [{id: ID, version: 1}]) { __typename } }",
    ),
    ("withdrawAssertions", Editor, "mutation { withdrawAssertions(ids: [ID]) { __typename } }"),
    // mutations of access
    ("changePassword", Viewer, "mutation { changePassword(current: \"x\", new: \"x\") { id } }"),
    (
        "createToken",
        Viewer,
        "mutation { createToken(input: {name: \"\", role: VIEWER}) { secret } }",
    ),
    ("endSession", Viewer, "mutation { endSession(id: ID) { ended } }"),
    ("invitePerson", Admin, "mutation { invitePerson(input: {role: VIEWER}) { url } }"),
    ("resetPassword", Admin, "mutation { resetPassword(personId: ID) { url } }"),
    ("revokeToken", Viewer, "mutation { revokeToken(id: ID) { id } }"),
    ("saveSetting", Viewer, "mutation { saveSetting(name: \"\") { id } }"),
    ("signIn", Nothing, "mutation { signIn(login: \"x\", password: \"x\") { me { id } } }"),
    ("signOut", Viewer, "mutation { signOut { ended } }"),
    ("signOutEverywhere", Viewer, "mutation { signOutEverywhere { ended } }"),
    ("updatePerson", Admin, "mutation { updatePerson(id: ID, version: 1, patch: {}) { id } }"),
    ("updateProfile", Viewer, "mutation { updateProfile(name: \"\") { id } }"),
    (
        "useOneTimeLink",
        Nothing,
        "mutation { useOneTimeLink(secret: \"x\", password: \"x\") { me { id } } }",
    ),
    ("withdrawLink", Admin, "mutation { withdrawLink(id: ID) }"),
    // subscriptions
    ("changes", Viewer, "subscription { changes(after: 0) { seq } }"),
    (
        "fetchColumns",
        Editor,
        "subscription { fetchColumns(input: {sourceId: ID, name: \"x\"}) { result { id } } }",
    ),
    ("importProgress", Editor, "subscription { importProgress(id: ID) { id } }"),
    (
        "testConnection",
        Admin,
        "subscription { testConnection(input: {kind: MONGODB, settings: {}}) { result { status } } }",
    ),
];

/// The operation types with their fields, as `query me`.
async fn operations(world: &World) -> BTreeSet<String> {
    let query = "{ __schema {
        queryType { fields { name } } mutationType { fields { name } }
        subscriptionType { fields { name } } } }";
    let schema = &world.data(query, json!({})).await["__schema"];
    let mut all = BTreeSet::new();
    for kind in ["query", "mutation", "subscription"] {
        let fields = schema[format!("{kind}Type")]["fields"].as_array().expect("fields");
        all.extend(
            fields
                .iter()
                .map(|field| format!("{kind} {}", field["name"].as_str().expect("a name"))),
        );
    }
    all
}

fn kind_of(document: &str) -> &str {
    match document.split_whitespace().next() {
        Some("mutation") => "mutation",
        Some("subscription") => "subscription",
        _ => "query",
    }
}

#[tokio::test]
async fn every_operation_has_a_row() {
    let world = World::new();
    let rows: BTreeSet<String> = OPERATIONS
        .iter()
        .map(|(field, _, document)| format!("{} {field}", kind_of(document)))
        .collect();
    assert_eq!(rows.len(), OPERATIONS.len(), "an operation has two rows");
    assert_eq!(rows, operations(&world).await);
}

/// The code of the first error, `OK` without one.
async fn code(world: &World, document: &str, sent: &Sent) -> String {
    let document = document.replace("ID", &format!("\"{ID}\""));
    let answer: Value = if kind_of(&document) == "subscription" {
        world.follow_as(&document, &json!({}), sent).next().await.unwrap_or_default()
    } else {
        world.ask_as(&document, json!({}), sent).await
    };
    let code = answer["errors"][0]["extensions"]["code"].as_str();
    code.unwrap_or("OK").to_owned()
}

#[tokio::test]
async fn every_role_may_do_what_it_may_and_nothing_else() {
    let world = World::new();
    // something that a subscription to changes tells at once
    world.table(json!({ "name": "t" })).await;
    let roles = [
        (Nothing, None),
        (Viewer, Some(Role::Viewer)),
        (Editor, Some(Role::Editor)),
        (Admin, Some(Role::Admin)),
    ];
    let mut wrong = Vec::new();
    for (field, needs, document) in OPERATIONS {
        for (has, role) in roles {
            let caller = role.map(|role| caller(person("Eve"), role));
            let sent = Sent { nobody: caller.is_none(), caller, ..Sent::default() };
            let code = code(&world, document, &sent).await;
            let expected: &[&str] = match (has >= *needs, has) {
                // A wrong password and a dead link are told so, as they should be.
                (true, _) if *needs == Nothing => &["OK", "UNAUTHENTICATED"],
                (true, _) => &["OK", "NOT_FOUND", "VALIDATION", "CONFLICT", "AMBIGUOUS"],
                (false, Nothing) => &["UNAUTHENTICATED"],
                (false, _) => &["FORBIDDEN"],
            };
            // Eve's session is none, so that there is nothing to sign out of.
            let own = matches!(*field, "signOut") && has >= Viewer && code == "FORBIDDEN";
            if !expected.contains(&code.as_str()) && !own {
                wrong.push(format!("{field} as {has:?}: {code}, not one of {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_role_too_small_is_told_which_one_is_needed() {
    let world = World::new();
    let sent = Sent { caller: Some(caller(person("Eve"), Role::Editor)), ..Sent::default() };
    let answer = world.ask_as("{ people { nodes { id } } }", json!({}), &sent).await;
    let message = answer["errors"][0]["message"].as_str().expect("a message");
    assert!(message.contains("needs the role ADMIN") && message.contains("has the role EDITOR"));
}

/// The schema is public: it stands at `/schema.graphql` for everybody.
#[tokio::test]
async fn everybody_may_read_the_schema() {
    let world = World::new();
    let sent = Sent { nobody: true, ..Sent::default() };
    let answer = world.ask_as("{ __schema { queryType { name } } }", json!({}), &sent).await;
    assert_eq!(answer["data"]["__schema"]["queryType"]["name"], "Query");
}
