//! The end of tables, of one and of many.

use ariadne_application::domain::{LineageStatus, TableId};
use ariadne_application::{ErrorKind, IdempotencyKey, WriteContext};
use ariadne_testkit::SeqIds;

use crate::lineage_world::claim;
use crate::world::{World, ctx, dry, refused, violations};

#[tokio::test]
async fn many_end_in_one_changeset_and_come_back_with_it() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let edge = world.claims(vec![claim(a.0, c.0)]).await.value.remove(0).edge.id;
    let seq = world.seq().await;
    let both = [(a, 1), (b, 1)];
    let tried = world.admin().delete_tables(dry(), &both).await.expect("tried");
    assert_eq!((tried.changeset, world.seq().await), (None, seq));
    let done = world.admin().delete_tables(ctx(), &both).await.expect("deleted");
    assert_eq!(done.value, [a, b]);
    let changeset = done.changeset.expect("a changeset");
    assert_eq!(changeset.seq, seq + 1);
    assert_eq!((world.find(a).await, world.find(b).await), (None, None));
    assert_eq!(world.edge(edge).await, None, "its lineage ends with it");
    assert!(world.find(c).await.is_some());
    world.in_sync().await;

    world.admin().undo_changeset(ctx(), changeset.id).await.expect("undone");
    assert_eq!(world.paths(a).await, ["a"]);
    assert!(world.find(b).await.is_some());
    assert_eq!(world.edge(edge).await, Some(LineageStatus::Approved));
    let none = world.admin().delete_tables(ctx(), &[]).await.expect("nothing to do");
    assert_eq!((none.value, none.changeset), (Vec::new(), None));
}

#[tokio::test]
async fn all_end_or_none() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let stale = world.admin().delete_tables(ctx(), &[(a, 1), (b, 7)]).await;
    let error = refused(stale, ErrorKind::Conflict);
    assert_eq!(error.conflict_with().expect("who was faster").entity.id, b.0);
    let nobody = TableId(SeqIds::nth(99));
    let unknown = world.admin().delete_tables(ctx(), &[(a, 1), (nobody, 1)]).await;
    refused(unknown, ErrorKind::NotFound);
    let twice = world.admin().delete_tables(ctx(), &[(a, 1), (b, 1), (a, 1)]).await;
    assert_eq!(violations(twice), ["2.id DUPLICATE"]);
    let too_many = vec![(a, 1); 1_001];
    let too_many = world.admin().delete_tables(ctx(), &too_many).await;
    assert_eq!(violations(too_many), ["tables TOO_MANY"]);
    assert!(world.find(a).await.is_some() && world.find(b).await.is_some());
}

#[tokio::test]
async fn the_same_request_again_is_answered_the_same() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let key = IdempotencyKey { key: "retry".to_owned(), body_hash: [1; 32] };
    let context = WriteContext { idempotency: Some(key), ..ctx().clone() };
    let first = world.admin().delete_tables(&context, &[(a, 1), (b, 1)]).await.expect("deleted");
    let again = world.admin().delete_tables(&context, &[(a, 1), (b, 1)]).await.expect("again");
    assert_eq!((first.value, first.changeset), (again.value, again.changeset));
}
