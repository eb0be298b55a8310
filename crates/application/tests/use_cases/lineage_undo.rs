//! Undoing lineage, and what it stands against.

use ariadne_application::domain::{BlockerReason, ChangesetId, EntityKind, LineageStatus};
use ariadne_application::{ChangesetFilter, ErrorKind, Outcome, TableInput};

use crate::lineage_world::{claim, imported, review};
use crate::world::{World, ctx, manual, refused};

fn id_of<T>(outcome: &Outcome<T>) -> ChangesetId {
    outcome.changeset.as_ref().expect("a changeset").id
}

async fn undo(world: &World, id: ChangesetId) -> ChangesetId {
    let undone = world.admin().undo_changeset(ctx(), id).await.expect("undone");
    world.in_sync().await;
    id_of(&undone)
}

#[tokio::test]
async fn claims_go_and_come_back_again_and_again() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let drawn = world.claims(vec![claim(a.0, b.0), claim(b.0, c.0)]).await;
    let mut last = id_of(&drawn);
    for round in 0..4 {
        last = undo(&world, last).await;
        for view in &drawn.value {
            let there = (round % 2 == 1).then_some(LineageStatus::Approved);
            assert_eq!(world.edge(view.edge.id).await, there, "round {round}");
        }
    }
}

#[tokio::test]
async fn an_undone_claim_leaves_the_others() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let first = world.claims(vec![imported(a.0, b.0)]).await;
    let edge = first.value[0].edge.id;
    let second = world.claims(vec![claim(a.0, b.0)]).await;
    let rejection = world.admin().review_lineage(ctx(), review(edge, LineageStatus::Rejected));
    let rejection = rejection.await.expect("rejected");
    undo(&world, id_of(&rejection)).await;
    assert_eq!(world.edge(edge).await, Some(LineageStatus::Approved));
    undo(&world, id_of(&second)).await;
    assert_eq!(world.edge(edge).await, Some(LineageStatus::Proposed));
    undo(&world, id_of(&first)).await;
    assert_eq!(world.edge(edge).await, None);
}

#[tokio::test]
async fn an_edge_with_later_claims_does_not_go() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let first = world.claims(vec![imported(a.0, b.0)]).await;
    world.link(a.0, b.0).await;
    let error =
        refused(world.admin().undo_changeset(ctx(), id_of(&first)).await, ErrorKind::Conflict);
    let blocker = &error.blockers()[0];
    assert_eq!(
        (blocker.reason, blocker.entity.kind),
        (BlockerReason::ChangedLater, EntityKind::Assertion)
    );
}

#[tokio::test]
async fn a_table_does_not_go_while_an_edge_hangs_on_it() {
    let world = World::new();
    let [a] = world.add_tables(["a"]).await;
    let input = TableInput { schema: Some("s".to_owned()), ..manual("b", &["a"]) };
    let created = world.admin().create_table(ctx(), input).await.expect("created");
    let b = created.value.table.value.id;
    let (x, y) = (world.column_id(a, "a").await, world.column_id(b, "a").await);
    let drawn = world.claims(vec![claim(a.0, b.0), claim(x, y)]).await;
    let answer = world.admin().undo_changeset(ctx(), id_of(&created)).await;
    let error = refused(answer, ErrorKind::Conflict);
    let mut told: Vec<_> = error
        .blockers()
        .iter()
        .map(|b| (b.name.as_str(), b.entity.kind, b.changeset.as_ref().map(|c| c.seq)))
        .collect();
    told.sort_unstable();
    let seq = drawn.changeset.as_ref().map(|changeset| changeset.seq);
    assert_eq!(
        told,
        [("a -> s.b", EntityKind::Edge, seq), ("a: a -> s.b: a", EntityKind::Edge, seq)]
    );
    undo(&world, id_of(&drawn)).await;
    undo(&world, id_of(&created)).await;
    assert_eq!(world.find(b).await, None);
}

#[tokio::test]
async fn an_edge_does_not_come_back_to_what_is_gone_or_beside_its_like() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let (first, second) = (world.link(a.0, b.0).await, world.link(a.0, c.0).await);
    let ids = [first.edge.id, second.edge.id];
    let ended = world.admin().delete_lineage(ctx(), &ids).await.expect("ended");
    let like = world.link(a.0, b.0).await;
    world.admin().delete_table(ctx(), c, 1).await.expect("deleted");
    let answer = world.admin().undo_changeset(ctx(), id_of(&ended)).await;
    let error = refused(answer, ErrorKind::Conflict);
    assert!(
        error
            .blockers()
            .iter()
            .any(|b| b.reason == BlockerReason::ReferenceGone && b.entity.id == c.0),
        "{error:?}"
    );
    let deleted = world
        .admin()
        .list_changesets(&ChangesetFilter::default(), &ariadne_application::PageRequest::first(1))
        .await;
    let deleted = deleted.expect("history").items[0].0.id;
    undo(&world, deleted).await;
    let answer = world.admin().undo_changeset(ctx(), id_of(&ended)).await;
    let error = refused(answer, ErrorKind::Conflict);
    let told: Vec<_> =
        error.blockers().iter().map(|b| (b.reason, b.entity.id, b.name.as_str())).collect();
    assert_eq!(told, [(BlockerReason::NameTaken, like.edge.id.0, "a -> b")]);
}
