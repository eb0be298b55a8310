//! Claiming lineage.

use ariadne_application::domain::Role;
use ariadne_application::domain::{
    AssertionPatch, Confidence, Field, LineageOrigin, LineageStatus, derived_edge_id,
};
use ariadne_application::{At, ErrorKind, LineageInput, ReviewInput, WriteContext};
use ariadne_testkit::builders::caller;
use uuid::Uuid;

use crate::lineage_world::{claim, imported, warned};
use crate::world::{World, ctx, dry, refused, stranger, violations};

#[tokio::test]
async fn what_a_person_draws_is_approved() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let input = LineageInput {
        confidence: Some(0.75),
        transformation: Some("sum(x)".to_owned()),
        note: Some("as Bob said".to_owned()),
        ..claim(a.0, b.0)
    };
    let outcome = world.claims(vec![input]).await;
    assert_eq!(warned(&outcome), Vec::<&str>::new());
    let view = &outcome.value[0];
    assert_eq!((view.edge.from, view.edge.to, view.version), (a.0, b.0, 1));
    assert_eq!(view.edge.state.status, LineageStatus::Approved);
    let [said] = view.assertions.as_slice() else { panic!("{:?}", view.assertions) };
    assert_eq!((said.origin, said.status), (LineageOrigin::Manual, LineageStatus::Approved));
    assert_eq!(said.confidence, Confidence::from_thousandths(750));
    assert_eq!(said.transformation.as_deref(), Some("sum(x)"));
    assert_eq!(said.claimant.name, "local administrator");
    let stored = world.admin().edges(At::Head, &[view.edge.id]).await.expect("edges");
    assert_eq!(stored[&view.edge.id].value, view.edge, "as it was answered");
    let claims = world.admin().assertions_of(At::Head, &[view.edge.id]).await.expect("claims");
    assert_eq!(&claims[&view.edge.id], view.assertions.as_ref());
    world.in_sync().await;
}

#[tokio::test]
async fn what_a_file_says_is_proposed_and_stands_beside_a_persons_claim() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let file = world.claims(vec![imported(a.0, b.0)]).await.value.remove(0);
    assert_eq!(file.edge.state.status, LineageStatus::Proposed);
    let person = world.link(a.0, b.0).await;
    assert_eq!(person.edge.id, file.edge.id, "never a second edge");
    assert_eq!((person.version, person.assertions.len()), (2, 2));
    assert_eq!(person.edge.state.status, LineageStatus::Approved);
    let job = LineageInput { process: Some("night.csv".to_owned()), ..imported(a.0, b.0) };
    let job = world.claims(vec![job]).await.value.remove(0);
    assert_eq!(job.assertions.len(), 3, "another process is another claim");
    world.in_sync().await;
}

#[tokio::test]
async fn the_same_claim_again_changes_nothing() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let first = world.link(a.0, b.0).await;
    world.clock.advance(1_000_000);
    let again = world.claims(vec![claim(a.0, b.0)]).await;
    assert_eq!(again.changeset, None);
    assert_eq!((again.value[0].edge.id, again.value[0].version), (first.edge.id, 1));
    assert_eq!(again.value[0].assertions, first.assertions);
    let both = world.claims(vec![claim(a.0, c.0), claim(a.0, b.0), claim(a.0, c.0)]).await;
    let ends: Vec<Uuid> = both.value.iter().map(|view| view.edge.to).collect();
    assert_eq!(ends, [c.0, b.0, c.0], "one answer for each input");
    assert_eq!(both.value[0].edge.id, both.value[2].edge.id);
    assert_eq!(both.value[0].assertions.len(), 1);
}

#[tokio::test]
async fn everything_wrong_is_told_at_its_row_and_nothing_is_written() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let column = world.column_id(b, "a").await;
    let nobody = Uuid::from_u128(7);
    let seq = world.seq().await;
    let sure = |confidence| LineageInput { confidence: Some(confidence), ..claim(a.0, b.0) };
    let input = vec![
        claim(a.0, b.0),
        claim(a.0, a.0),
        claim(a.0, column),
        claim(nobody, nobody),
        sure(1.5),
        sure(f64::NAN),
        LineageInput { status: Some(LineageStatus::Rejected), ..imported(a.0, b.0) },
        LineageInput { note: Some("\0".to_owned()), ..claim(a.0, b.0) },
    ];
    let answer = world.admin().create_lineage(ctx(), input.clone()).await;
    let error = refused(answer, ErrorKind::Validation);
    let rows: Vec<Option<u32>> = error.violations().iter().map(|v| v.row).collect();
    assert_eq!(rows, [1, 2, 3, 3, 4, 5, 6, 7].map(Some));
    let told = violations::<()>(Err(error));
    assert_eq!(
        told,
        [
            "input.1.to INVALID",
            "input.2.to INVALID",
            "input.3.from NOT_FOUND",
            "input.3.to NOT_FOUND",
            "input.4.confidence INVALID",
            "input.5.confidence INVALID",
            "input.6.status INVALID",
            "input.7.note CONTROL_CHARACTER",
        ]
    );
    refused(world.admin().create_lineage(dry(), input).await, ErrorKind::Validation);
    assert_eq!(world.seq().await, seq);
    assert_eq!(world.walk(a).await.edges, []);
}

#[tokio::test]
async fn a_stale_version_and_foreign_words_are_refused() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let view = world.link(a.0, b.0).await;
    let said = view.assertions[0].id;
    let patch = AssertionPatch {
        note: Field::Set("since May".to_owned()),
        confidence: Field::Set(Confidence::from_thousandths(500).expect("half")),
        ..AssertionPatch::default()
    };
    let reworded = world.admin().update_assertion(ctx(), said, 1, patch.clone()).await;
    let reworded = reworded.expect("reworded").value.remove(0);
    assert_eq!(reworded.version, 2);
    assert_eq!(reworded.assertions[0].note.as_deref(), Some("since May"));
    let stale = world.admin().update_assertion(ctx(), said, 1, patch.clone()).await;
    let stale = refused(stale, ErrorKind::Conflict);
    assert_eq!(stale.conflict_with().expect("with whom").version, Some(2));
    let clear = AssertionPatch { note: Field::Clear, ..AssertionPatch::default() };
    let cleared = world.admin().update_assertion(ctx(), said, 2, clear).await.expect("cleared");
    assert_eq!(cleared.value[0].assertions[0].note, None);
    let nobody = ariadne_application::domain::AssertionId(Uuid::from_u128(1));
    refused(
        world.admin().update_assertion(ctx(), nobody, 1, patch.clone()).await,
        ErrorKind::NotFound,
    );
    let bad = AssertionPatch { process: Field::Set("\u{0}".to_owned()), ..patch };
    let told = violations(world.admin().update_assertion(ctx(), said, 3, bad).await);
    assert_eq!(told, ["patch.process CONTROL_CHARACTER"]);
}

#[tokio::test]
async fn an_edge_ends_with_its_last_claim() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    world.claims(vec![imported(a.0, b.0)]).await;
    let view = world.link(a.0, b.0).await;
    let claims: Vec<_> = view.assertions.iter().map(|said| said.id).collect();
    let left = world.admin().withdraw_assertions(ctx(), &claims[1..]).await.expect("withdrawn");
    assert_eq!(left.value[0].edge.state.status, LineageStatus::Proposed);
    assert_eq!(left.value[0].assertions.len(), 1);
    let told = violations(world.admin().withdraw_assertions(ctx(), &claims).await);
    assert_eq!(told, ["ids.1 NOT_FOUND"], "it is withdrawn already");
    let none = world.admin().withdraw_assertions(ctx(), &claims[..1]).await.expect("withdrawn");
    assert!(none.value.is_empty());
    assert_eq!(world.edge(view.edge.id).await, None);
    world.in_sync().await;
    let new = world.link(a.0, b.0).await;
    assert_ne!(new.edge.id, view.edge.id, "a new edge");
}

#[tokio::test]
async fn edges_are_deleted_all_or_none() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let (first, second) = (world.link(a.0, b.0).await.edge.id, world.link(b.0, c.0).await.edge.id);
    let [a1, c1] = [world.column_id(a, "a").await, world.column_id(c, "a").await];
    world.link(a1, c1).await;
    let derived = derived_edge_id(a, c);
    let nobody = ariadne_application::domain::EdgeId(Uuid::from_u128(1));
    let wrong = world.admin().delete_lineage(ctx(), &[first, derived, nobody]).await;
    assert_eq!(violations(wrong), ["ids.1 DERIVED", "ids.2 NOT_FOUND"]);
    assert!(world.edge(first).await.is_some());
    let tried = world.admin().delete_lineage(dry(), &[first]).await.expect("tried");
    assert_eq!((tried.changeset, tried.value), (None, vec![first]));
    let ids = [second, first, second];
    let ended = world.admin().delete_lineage(ctx(), &ids).await.expect("ended");
    assert_eq!(ended.value, ids);
    assert_eq!((world.edge(first).await, world.edge(second).await), (None, None));
    assert_eq!(world.walk(a).await.edges.len(), 1, "what the columns say is left");
    world.in_sync().await;
}

#[tokio::test]
async fn a_repeated_request_answers_the_same_edges_in_the_order_of_its_input() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let before = world.link(a.0, b.0).await.edge.id;
    let key = ariadne_application::IdempotencyKey { key: "k".to_owned(), body_hash: [1; 32] };
    let context = WriteContext { idempotency: Some(key), ..WriteContext::default() };
    let input = || vec![claim(b.0, c.0), claim(a.0, b.0), claim(a.0, c.0), claim(b.0, c.0)];
    let first = world.admin().create_lineage(&context, input()).await.expect("claimed");
    let again = world.admin().create_lineage(&context, input()).await.expect("answered");
    let told = |views: &[ariadne_application::EdgeView]| -> Vec<_> {
        views.iter().map(|view| (view.edge.id, view.version, view.assertions.clone())).collect()
    };
    assert_eq!(told(&again.value), told(&first.value));
    assert_eq!(first.value[1].edge.id, before, "although nothing changed of it");
    assert_eq!(again.changeset, first.changeset);
}

#[tokio::test]
async fn viewers_claim_nothing() {
    let world = World::new();
    let machine = ariadne_testkit::builders::machine("loader");
    for actor in [stranger(), caller(machine, Role::Viewer)] {
        assert_eq!(
            world.catalog.editor(&actor).map(|_| ()).expect_err("refused").kind(),
            ErrorKind::Forbidden
        );
    }
}

/// The graph is away: what is counted here is the record's work.
#[tokio::test]
async fn a_hundred_thousand_edges_are_one_changeset_and_one_more_is_too_many() {
    let (world, outage) = World::with_outage();
    let names: Vec<String> = (0..320).map(|number| format!("t{number}")).collect();
    let tables = names.iter().map(|name| crate::world::named_table(name)).collect();
    let tables = world.admin().create_tables(ctx(), tables).await.expect("tables").value;
    let ids: Vec<Uuid> = tables.iter().map(|view| view.table.value.id.0).collect();
    let pairs = ids.iter().flat_map(|from| ids.iter().map(|to| (*from, *to)));
    let mut input: Vec<_> =
        pairs.filter(|(a, b)| a != b).take(100_001).map(|(a, b)| claim(a, b)).collect();
    assert_eq!(input.len(), 100_001);
    outage.begin();
    refused(world.admin().create_lineage(ctx(), input.clone()).await, ErrorKind::Limit);
    input.pop();
    let written = world.claims(input).await;
    assert_eq!(written.value.len(), 100_000);
    assert_eq!(written.changeset.expect("one changeset").seq, 2);
    assert_eq!(written.warnings[0].code, "CYCLE_UNKNOWN");

    // As many are decided on and ended in one call, and no more.
    let edges = written.value.iter().map(|view| view.edge.id);
    let ids: Vec<_> = edges.chain([written.value[0].edge.id]).collect();
    let admin = world.admin();
    refused(admin.delete_lineage(ctx(), &ids).await, ErrorKind::Limit);
    let note = Some("one too many".to_owned());
    let review = ReviewInput { ids: ids.clone(), decision: LineageStatus::Rejected, note };
    refused(admin.review_lineage(ctx(), review).await, ErrorKind::Limit);
    let claims = written.value.iter().flat_map(|view| view.assertions.iter().map(|said| said.id));
    let claims: Vec<_> = claims.chain([written.value[0].assertions[0].id]).collect();
    refused(admin.withdraw_assertions(ctx(), &claims).await, ErrorKind::Limit);
}
