//! Deciding on lineage.

use ariadne_application::domain::{LineageOrigin, LineageStatus, derived_edge_id};
use ariadne_application::{ErrorKind, ReviewInput};

use crate::lineage_world::{claim, imported, review};
use crate::world::{World, ctx, refused, violations};

#[tokio::test]
async fn a_decision_is_the_reviewers_own_claim_and_can_be_taken_back() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let id = world.claims(vec![imported(a.0, b.0)]).await.value.remove(0).edge.id;
    let decide = async |decision| {
        let outcome = world.admin().review_lineage(ctx(), review(id, decision)).await;
        outcome.expect("reviewed").value.remove(0)
    };
    let rejected = decide(LineageStatus::Rejected).await;
    assert_eq!(rejected.edge.state.status, LineageStatus::Rejected);
    assert_eq!(rejected.assertions[1].origin, LineageOrigin::Manual);
    assert_eq!(world.walk(a).await.edges, [], "hidden unless asked for");
    world.claims(vec![imported(a.0, b.0)]).await;
    assert_eq!(world.edge(id).await, Some(LineageStatus::Rejected), "no machine overrules it");
    let approved = decide(LineageStatus::Approved).await;
    assert_eq!(
        (approved.edge.state.status, approved.assertions.len()),
        (LineageStatus::Approved, 2)
    );
    let open = decide(LineageStatus::Proposed).await;
    assert_eq!((open.edge.state.status, open.assertions.len()), (LineageStatus::Proposed, 1));
    let nothing = world.admin().review_lineage(ctx(), review(id, LineageStatus::Proposed)).await;
    assert_eq!(violations(nothing), ["ids.0 INVALID"], "there is nothing to take back");
    world.in_sync().await;
}

#[tokio::test]
async fn many_are_decided_on_all_or_none() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let drawn = world.claims(vec![imported(a.0, b.0), imported(b.0, c.0)]).await.value;
    let ids: Vec<_> = drawn.iter().map(|view| view.edge.id).collect();
    let (from, to) = (world.column_id(a, "a").await, world.column_id(c, "a").await);
    world.claims(vec![claim(from, to)]).await;
    let decision = LineageStatus::Approved;
    let wrong = vec![ids[1], derived_edge_id(a, c)];
    let wrong = ReviewInput { ids: wrong, decision, note: None };
    let error = refused(world.admin().review_lineage(ctx(), wrong).await, ErrorKind::Validation);
    assert!(error.violations()[0].message.contains("assert it first"), "{error:?}");
    assert_eq!(violations::<()>(Err(error)), ["ids.1 DERIVED"]);
    assert_eq!(world.edge(ids[1]).await, Some(LineageStatus::Proposed));
    let both = vec![ids[1], ids[0], ids[1]];
    let both = ReviewInput { ids: both, decision, note: Some("checked".to_owned()) };
    let done = world.admin().review_lineage(ctx(), both.clone()).await.expect("reviewed");
    let order: Vec<_> = done.value.iter().map(|view| view.edge.id).collect();
    assert_eq!(order, [ids[1], ids[0]]);
    assert_eq!(done.value[0].assertions[1].note.as_deref(), Some("checked"));
    let again = world.admin().review_lineage(ctx(), both).await.expect("reviewed");
    assert_eq!(again.changeset, None, "the same decision again");
    let long = Some("x".repeat(10_001));
    let long = ReviewInput { ids, decision, note: long };
    assert_eq!(violations(world.admin().review_lineage(ctx(), long).await), ["note TOO_LONG"]);
}

#[tokio::test]
async fn a_rejected_table_edge_hides_what_its_columns_imply() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let (x, y) = (world.column_id(a, "a").await, world.column_id(b, "a").await);
    world.link(x, y).await;
    let derived = world.walk(a).await.edges;
    assert_eq!(
        (derived.len(), derived[0].derived, derived[0].id),
        (1, true, derived_edge_id(a, b))
    );
    let own = world.link(a.0, b.0).await;
    let seen = world.walk(a).await.edges;
    assert_eq!((seen.len(), seen[0].derived, seen[0].id), (1, false, own.edge.id));
    world
        .admin()
        .review_lineage(ctx(), review(own.edge.id, LineageStatus::Rejected))
        .await
        .expect("rejected");
    assert_eq!(world.walk(a).await.edges, []);
    world.in_sync().await;
}
