//! The same request sent twice.

use ariadne_domain::{Delta, EntityChange};
use ariadne_ports::ErrorKind;

use super::World;
use super::expect::refused;
use crate::Backend;
use crate::builders::{TableBuilder, person};

const BODY: [u8; 32] = [7; 32];
const OTHER_BODY: [u8; 32] = [8; 32];
const HOUR: i64 = 3_600_000_000;

fn creation(world: &World<'_>, name: &str) -> Vec<EntityChange> {
    vec![Delta::created(TableBuilder::new(world.id(), name).build()).into()]
}

/// The same key writes once and answers the first changeset, though the second
/// try could not be committed any more.
pub async fn the_same_key_answers_the_first_changeset(backend: &Backend) {
    let world = World::new(backend);
    let changes = creation(&world, "orders");
    let head = world.head().idempotency("k1", BODY).build();
    let first = world.commit_as(head, changes.clone()).await.expect("committed");
    assert!(!first.replayed);
    let head = world.head().idempotency("k1", BODY).build();
    let again = world.commit_as(head, changes).await.expect("replayed");
    assert!(again.replayed);
    assert_eq!(again.changeset, first.changeset);
    assert_eq!(world.seq().await, 1);
}

/// The same key with another body is a conflict.
pub async fn the_same_key_with_another_body_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let head = world.head().idempotency("k1", BODY).build();
    world.commit_as(head, creation(&world, "orders")).await.expect("committed");
    let head = world.head().idempotency("k1", OTHER_BODY).build();
    refused(world.commit_as(head, creation(&world, "items")).await, ErrorKind::Conflict);
    assert_eq!(world.seq().await, 1);
}

/// Each actor has his own keys.
pub async fn each_actor_has_his_own_keys(backend: &Backend) {
    let world = World::new(backend);
    for (actor, name) in [("Ada", "a"), ("Grace", "b")] {
        let head = world.head().actor(person(actor)).idempotency("k1", BODY).build();
        let committed = world.commit_as(head, creation(&world, name)).await.expect("committed");
        assert!(!committed.replayed, "{actor}");
    }
    let found = backend.writer.replay(&person("Grace"), "k1").await.expect("replay");
    assert_eq!(found.map(|(_, changeset)| changeset.seq), Some(2));
}

/// Keys are compared exactly: case and padding make other keys.
pub async fn keys_are_compared_exactly(backend: &Backend) {
    let world = World::new(backend);
    for key in ["k1", "K1", "k1 ", "ｋ1"] {
        let head = world.head().idempotency(key, BODY).build();
        let committed = world.commit_as(head, creation(&world, key)).await.expect("committed");
        assert!(!committed.replayed, "{key:?}");
    }
    let found = backend.writer.replay(&person("Ada"), "K1").await.expect("replay");
    assert_eq!(found.map(|(_, changeset)| changeset.seq), Some(2));
}

/// After a day a key counts no more.
pub async fn a_key_is_forgotten_after_a_day(backend: &Backend) {
    let world = World::new(backend);
    let commit = async |name: &str, hours: i64| {
        let start = crate::time_of_day(0);
        let head = world.head().idempotency("k1", BODY).at(start.plus_micros(hours * HOUR)).build();
        world.commit_as(head, creation(&world, name)).await.expect("committed")
    };
    assert!(!commit("a", 0).await.replayed);
    assert!(commit("b", 23).await.replayed);
    let fresh = commit("c", 25).await;
    assert!(!fresh.replayed);
    let again = commit("d", 26).await;
    assert_eq!((again.replayed, again.changeset), (true, fresh.changeset));
}

/// A refused commit does not use up its key.
pub async fn a_refused_commit_leaves_its_key_free(backend: &Backend) {
    let world = World::new(backend);
    world.add_table("orders").await;
    let head = world.head().idempotency("k1", BODY).build();
    refused(world.commit_as(head, creation(&world, "orders")).await, ErrorKind::Validation);
    let found = backend.writer.replay(&person("Ada"), "k1").await.expect("replay");
    assert_eq!(found, None);
    let head = world.head().idempotency("k1", OTHER_BODY).build();
    let committed = world.commit_as(head, creation(&world, "items")).await.expect("committed");
    assert!(!committed.replayed);
}

/// `replay` answers fingerprint and changeset of a key that was used, nothing for others.
pub async fn replay_answers_what_a_key_was_used_for(backend: &Backend) {
    let world = World::new(backend);
    let head = world.head().idempotency("k1", BODY).build();
    let committed = world.commit_as(head, creation(&world, "orders")).await.expect("committed");
    let replay = async |actor: &str, key: &str| {
        backend.writer.replay(&person(actor), key).await.expect("replay")
    };
    assert_eq!(replay("Ada", "k1").await, Some((BODY, committed.changeset)));
    assert_eq!(replay("Ada", "K1").await, None);
    assert_eq!(replay("Grace", "k1").await, None);
}

/// A key of 255 characters of any script is a key.
pub async fn long_keys_are_keys(backend: &Backend) {
    let world = World::new(backend);
    let key = "钥".repeat(255);
    let head = world.head().idempotency(&key, BODY).build();
    let first = world.commit_as(head, creation(&world, "orders")).await.expect("committed");
    let found = backend.writer.replay(&person("Ada"), &key).await.expect("replay");
    assert_eq!(found, Some((BODY, first.changeset)));
}
