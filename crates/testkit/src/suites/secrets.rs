//! `SecretStore`, and the secrets that a commit's head puts and destroys.

use ariadne_domain::{Delta, EntityChange, SourceId};
use ariadne_ports::{Ciphertext, ErrorKind, Resealed};

use super::World;
use super::expect::refused;
use crate::Backend;
use crate::builders::TableBuilder;

fn sealed(key: &str, byte: u8) -> Ciphertext {
    Ciphertext { key_id: key.to_owned(), bytes: vec![byte, 0, 255, byte] }
}

fn anything(world: &World<'_>) -> Vec<EntityChange> {
    let id = world.id();
    vec![Delta::created(TableBuilder::new(id, &id.to_string()).build()).into()]
}

fn resealed(source: SourceId, old: Ciphertext, new: u8) -> Resealed {
    Resealed { source, old, new: sealed("new", new) }
}

async fn put(world: &World<'_>, source: SourceId, secret: &Ciphertext) {
    let head = world.head().put_secret(source, secret.clone()).build();
    world.commit_as(head, anything(world)).await.expect("committed");
}

async fn secret(backend: &Backend, source: SourceId) -> Option<Ciphertext> {
    backend.secrets.secret(source).await.expect("a read")
}

/// A secret is what the last commit put, byte by byte.
pub async fn a_secret_is_what_the_last_commit_put(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await.value.id;
    let hr = world.add_source("hr").await.value.id;
    assert_eq!(secret(backend, shop).await, None);
    put(&world, shop, &sealed("k", 1)).await;
    assert_eq!(secret(backend, shop).await, Some(sealed("k", 1)));
    put(&world, hr, &sealed("k", 2)).await;
    put(&world, shop, &sealed("k", 3)).await;
    assert_eq!(secret(backend, shop).await, Some(sealed("k", 3)));
    assert_eq!(secret(backend, hr).await, Some(sealed("k", 2)));
    let mut all = backend.secrets.secrets().await.expect("secrets");
    all.sort_by_key(|(source, _)| *source);
    assert_eq!(all, [(shop, sealed("k", 3)), (hr, sealed("k", 2))]);
}

/// A destroyed secret is gone; destroying none is fine.
pub async fn a_destroyed_secret_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await;
    let id = source.value.id;
    put(&world, id, &sealed("k", 1)).await;
    let head = world.head().destroy_secret(id).build();
    world.commit_as(head, vec![Delta::deleted(source).into()]).await.expect("committed");
    assert_eq!(secret(backend, id).await, None);
    assert_eq!(backend.secrets.secrets().await.expect("secrets"), []);
    let head = world.head().destroy_secret(id).build();
    world.commit_as(head, anything(&world)).await.expect("nothing to destroy");
}

/// A refused commit neither puts nor destroys.
pub async fn a_refused_commit_leaves_secrets_alone(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await;
    let hr = world.add_source("hr").await.value.id;
    put(&world, shop.value.id, &sealed("k", 1)).await;
    let mut twin = shop.value.clone();
    twin.name = "HR".into();
    let head = world.head().put_secret(hr, sealed("k", 9)).destroy_secret(shop.value.id).build();
    let answer = world.commit_as(head, vec![Delta::updated(shop.clone(), twin).into()]).await;
    refused(answer, ErrorKind::Validation);
    assert_eq!(secret(backend, shop.value.id).await, Some(sealed("k", 1)));
    assert_eq!(secret(backend, hr).await, None);
}

/// A replayed commit does not put its secret again.
pub async fn a_replayed_commit_leaves_secrets_alone(backend: &Backend) {
    let world = World::new(backend);
    let id = world.add_source("shop").await.value.id;
    let changes = anything(&world);
    let head =
        |byte| world.head().put_secret(id, sealed("k", byte)).idempotency("once", [1; 32]).build();
    world.commit_as(head(1), changes.clone()).await.expect("committed");
    let again = world.commit_as(head(2), changes).await.expect("replayed");
    assert!(again.replayed);
    assert_eq!(secret(backend, id).await, Some(sealed("k", 1)));
}

/// A new seal replaces every secret and the kept key.
pub async fn a_reseal_replaces_all_and_the_key(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await.value.id;
    let hr = world.add_source("hr").await.value.id;
    assert_eq!(backend.secrets.claim_key("old").await.expect("claimed"), "old");
    put(&world, shop, &sealed("old", 1)).await;
    put(&world, hr, &sealed("old", 2)).await;
    let fresh = vec![resealed(hr, sealed("old", 2), 4), resealed(shop, sealed("old", 1), 3)];
    backend.secrets.reseal("new", fresh).await.expect("resealed");
    assert_eq!(secret(backend, shop).await, Some(sealed("new", 3)));
    assert_eq!(secret(backend, hr).await, Some(sealed("new", 4)));
    assert_eq!(backend.secrets.claim_key("old").await.expect("kept"), "new");
    assert_eq!(world.seq().await, 4, "it is no changeset");
}

/// A list of other sources than those that have a secret is a conflict, and nothing
/// is replaced.
pub async fn a_reseal_of_other_sources_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await.value.id;
    let hr = world.add_source("hr").await.value.id;
    backend.secrets.claim_key("old").await.expect("claimed");
    put(&world, shop, &sealed("old", 1)).await;
    put(&world, hr, &sealed("old", 2)).await;
    let shops = || resealed(shop, sealed("old", 1), 3);
    let hrs = || resealed(hr, sealed("old", 2), 4);
    let nobodys = || resealed(world.ids.make(), sealed("old", 2), 5);
    for wrong in [
        vec![],
        vec![shops()],
        vec![shops(), nobodys()],
        vec![shops(), hrs(), nobodys()],
        vec![shops(), hrs(), hrs()],
    ] {
        refused(backend.secrets.reseal("new", wrong).await, ErrorKind::Conflict);
    }
    assert_eq!(secret(backend, shop).await, Some(sealed("old", 1)));
    assert_eq!(backend.secrets.claim_key("new").await.expect("kept"), "old");
}

/// A secret that was changed since it was read is not overwritten, and nothing else
/// is replaced.
pub async fn a_reseal_of_what_was_read_before_a_change_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await.value.id;
    let hr = world.add_source("hr").await.value.id;
    backend.secrets.claim_key("old").await.expect("claimed");
    put(&world, shop, &sealed("old", 1)).await;
    put(&world, hr, &sealed("old", 2)).await;
    let read = vec![resealed(shop, sealed("old", 1), 3), resealed(hr, sealed("old", 2), 4)];
    put(&world, hr, &sealed("old", 7)).await;
    refused(backend.secrets.reseal("new", read).await, ErrorKind::Conflict);
    // Another key over the same bytes is another secret too.
    let other = sealed("other", 1);
    let wrong = vec![resealed(shop, other, 3), resealed(hr, sealed("old", 7), 4)];
    refused(backend.secrets.reseal("new", wrong).await, ErrorKind::Conflict);
    assert_eq!(secret(backend, shop).await, Some(sealed("old", 1)));
    assert_eq!(secret(backend, hr).await, Some(sealed("old", 7)));
    assert_eq!(backend.secrets.claim_key("new").await.expect("kept"), "old");
}

/// With the key go the fingerprints that it made: a key of a request counts no more.
pub async fn a_reseal_forgets_idempotency_keys(backend: &Backend) {
    let world = World::new(backend);
    let head = || world.head().idempotency("once", [1; 32]).build();
    world.commit_as(head(), anything(&world)).await.expect("committed");
    let again = world.commit_as(head(), anything(&world)).await.expect("replayed");
    assert!(again.replayed);
    backend.secrets.reseal("new", Vec::new()).await.expect("resealed");
    let known = backend.writer.replay(&head().actor, "once").await.expect("replay");
    assert_eq!(known, None);
    let fresh = world.commit_as(head(), anything(&world)).await.expect("committed");
    assert!(!fresh.replayed);
}

/// A server that still has the key of before a rotation puts nothing under it.
pub async fn a_secret_of_another_key_is_refused(backend: &Backend) {
    let world = World::new(backend);
    let shop = world.add_source("shop").await.value.id;
    backend.secrets.claim_key("new").await.expect("claimed");
    let before = world.seq().await;
    let head = world.head().put_secret(shop, sealed("old", 1)).build();
    refused(world.commit_as(head, anything(&world)).await, ErrorKind::Unavailable);
    assert_eq!((secret(backend, shop).await, world.seq().await), (None, before));
    put(&world, shop, &sealed("new", 2)).await;
    assert_eq!(secret(backend, shop).await, Some(sealed("new", 2)));
}

/// A catalog without secrets takes a new key.
pub async fn a_reseal_of_nothing_changes_the_key(backend: &Backend) {
    backend.secrets.claim_key("old").await.expect("claimed");
    backend.secrets.reseal("new", Vec::new()).await.expect("resealed");
    assert_eq!(backend.secrets.claim_key("old").await.expect("kept"), "new");
}

/// The first key that is claimed is kept; another one gets the kept one back.
pub async fn the_first_key_is_kept(backend: &Backend) {
    assert_eq!(backend.secrets.claim_key("first").await.expect("claimed"), "first");
    assert_eq!(backend.secrets.claim_key("second").await.expect("kept"), "first");
    assert_eq!(backend.secrets.claim_key("first").await.expect("kept"), "first");
}

/// Two servers that claim at once get the same key.
pub async fn a_raced_claim_has_one_key(backend: &Backend) {
    let claims = (0..8).map(|n| {
        let secrets = backend.secrets.clone();
        tokio::spawn(async move { secrets.claim_key(&format!("key {n}")).await })
    });
    let mut kept = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        kept.push(claim.await.expect("no panic").expect("claimed"));
    }
    kept.dedup();
    assert_eq!(kept.len(), 1, "{kept:?}");
}
