use ariadne_application::domain::{
    ActorId, ActorKind, BlockerReason, Changeset, ChangesetId, ChangesetOrigin, EntityKind,
    EntityRef, Timestamp,
};
use async_graphql::Pos;
use uuid::Uuid;

use super::*;

/// The extensions that a failure becomes, as JSON.
fn seen(error: Error) -> Value {
    let finished = finish(server_error(error), "request-1", &mut HashSet::new());
    serde_json::to_value(finished.extensions).expect("JSON")
}

fn entity() -> EntityRef {
    EntityRef { kind: EntityKind::Table, id: Uuid::from_u128(7) }
}

fn person() -> Actor {
    Actor { id: ActorId(Uuid::from_u128(9)), name: "Ada".to_owned(), kind: ActorKind::Person }
}

const NOON: Timestamp = Timestamp(1_790_000_000_000_000);

#[test]
fn every_kind_has_its_code() {
    for (kind, code) in ErrorKind::CODES {
        let extensions = seen(Error::new(*kind, "test", "message"));
        assert_eq!(extensions["code"], *code);
        assert_eq!(extensions["temporary"], kind.is_temporary(), "{code}");
        assert_eq!(extensions["requestId"], "request-1");
    }
}

#[test]
fn validation_tells_all_problems_at_once() {
    let violations = vec![
        Violation::new(["settings", "port"], "INVALID", "Not a port.").at_row(3),
        Violation::new(["name"], "DUPLICATE", "Taken."),
    ];
    let extensions = seen(Error::validation("test", violations));
    assert_eq!(
        extensions["problems"],
        json!([
            { "path": ["settings", "port"], "code": "INVALID", "message": "Not a port.", "row": 3 },
            { "path": ["name"], "code": "DUPLICATE", "message": "Taken.", "row": null },
        ])
    );
}

#[test]
fn a_conflict_names_who_was_faster() {
    let with = ConflictWith {
        entity: entity(),
        name: "orders".to_owned(),
        version: Some(4),
        seq: Some(12),
        actor: Some(person()),
        at: Some(NOON),
    };
    let extensions = seen(Error::conflict("test", with));
    let conflict = &extensions["conflict"];
    assert_eq!(conflict["entity"], "TABLE");
    assert_eq!(conflict["id"], entity().id.to_string());
    assert_eq!(conflict["name"], "orders");
    assert_eq!(conflict["version"], 4);
    assert_eq!(conflict["seq"], 12);
    assert_eq!(conflict["actor"]["name"], "Ada");
    assert_eq!(conflict["at"], "2026-09-21T14:13:20.000000Z");
    assert_eq!(conflict["blockers"], json!([]));
}

#[test]
fn a_blocked_undo_names_what_stands_against_it() {
    let changeset = Changeset {
        id: ChangesetId(Uuid::from_u128(11)),
        seq: 5,
        actor: person(),
        at: NOON,
        origin: ChangesetOrigin::Api,
        message: None,
        undoes: None,
        undone_by: None,
    };
    let blocker = Blocker {
        reason: BlockerReason::ChangedLater,
        entity: entity(),
        name: "orders".to_owned(),
        field: Some("owner"),
        changeset: Some(changeset),
    };
    let extensions = seen(Error::blocked("test", vec![blocker]));
    assert_eq!(extensions["code"], "CONFLICT");
    let blocker = &extensions["conflict"]["blockers"][0];
    assert_eq!(blocker["reason"], "CHANGED_LATER");
    assert_eq!(blocker["field"], "owner");
    assert_eq!(blocker["seq"], 5);
    assert_eq!(blocker["actor"]["name"], "Ada");
}

#[test]
fn a_failure_of_a_source_says_what_to_do() {
    let problem = Problem::new("AUTH", "The login was refused.")
        .with_cause("Wrong password.")
        .with_remedy("Enter it again.")
        .with_engine(Some("18".to_owned()), Some("AuthenticationFailed".to_owned()));
    let extensions = seen(Error::of_source(ErrorKind::SourceAuthFailed, "test", problem));
    assert_eq!(extensions["code"], "SOURCE_AUTH_FAILED");
    assert_eq!(
        extensions["source"],
        json!({
            "code": "AUTH",
            "title": "The login was refused.",
            "cause": "Wrong password.",
            "remedy": "Enter it again.",
            "engineCode": "18",
            "engineMessage": "AuthenticationFailed",
        })
    );
}

#[test]
fn a_missing_table_comes_with_suggestions() {
    let name = TableName { schema: Some("shop".to_owned()), name: "orders".to_owned(), kind: None };
    let problem = Problem::new("TABLE_NOT_FOUND", "There is no order.");
    let error = Error::of_source(ErrorKind::TableNotFound, "test", problem);
    let extensions = seen(error.with_suggestions(vec![name]));
    assert_eq!(extensions["code"], "TABLE_NOT_FOUND");
    let suggested = json!([{ "schema": "shop", "name": "orders", "kind": null }]);
    assert_eq!(extensions["suggestions"], suggested);
}

#[test]
fn a_reader_left_behind_is_told_where_the_catalog_is() {
    let behind = Error::new(ErrorKind::Limit, "test", "Too far behind.");
    let extensions = seen(behind.with_context(RESYNC, 10_001));
    assert_eq!(extensions["code"], "RESYNC");
    assert_eq!(extensions["head"], 10_001);
}

#[test]
fn what_went_wrong_inside_stays_inside() {
    let error = Error::internal("test", std::io::Error::other("disk canary"));
    let finished = finish(
        server_error(error.with_context("path", "/canary")),
        "request-1",
        &mut HashSet::new(),
    );
    let told = serde_json::to_string(&finished).expect("JSON");
    assert!(!told.contains("canary"), "{told}");
    assert_eq!(finished.message, "An internal error; the log has more.");
}

#[test]
fn an_error_of_unknown_origin_is_internal_and_hidden() {
    let mut error = ServerError::new("canary", None);
    error.source = Some(Arc::new(std::io::Error::other("canary")));
    let finished = finish(error, "request-1", &mut HashSet::new());
    let told = serde_json::to_string(&finished).expect("JSON");
    assert!(told.contains("INTERNAL") && !told.contains("canary"), "{told}");
}

#[test]
fn an_error_shared_by_a_batch_is_told_alike() {
    let shared = Shared::from(Error::not_found("test", "table"));
    let error = async_graphql::Error::from(shared).into_server_error(Pos::default());
    let finished = finish(error, "request-1", &mut HashSet::new());
    assert_eq!(finished.message, "There is no table.");
    assert_eq!(
        finished.extensions.expect("extensions").get("code"),
        Some(&GraphqlValue::from("NOT_FOUND"))
    );
}

#[test]
fn a_bad_query_is_validation_at_its_argument_and_quotes_no_value() {
    let told = |message: &str| {
        let finished = finish(ServerError::new(message, None), "request-1", &mut HashSet::new());
        let extensions = serde_json::to_value(&finished.extensions).expect("JSON");
        assert_eq!(extensions["code"], "VALIDATION");
        assert!(!serde_json::to_string(&finished).expect("JSON").contains("canary"));
        (finished.message, extensions["problems"][0]["path"].clone())
    };
    assert_eq!(
        told("Invalid value for argument \"input.name\", expected type \"String\""),
        (
            "Invalid value for argument \"input.name\", expected type \"String\"".to_owned(),
            json!(["input", "name"])
        )
    );
    assert_eq!(
        told("Expected input type \"SourceInput\", found {password: \"canary\"}."),
        ("Expected input type \"SourceInput\".".to_owned(), json!([]))
    );
    assert_eq!(
        told("Invalid value for argument \"kind\", enumeration type \"SourceKind\" does not contain the value \"canary\"").1,
        json!(["kind"])
    );
}
