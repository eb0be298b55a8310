//! `TokenStore`.

use ariadne_domain::{ApiToken, Role};
use ariadne_ports::{ErrorKind, PageRequest, TokenFilter};

use super::World;
use super::expect::{pages_are_the_list, refused, refuses_foreign_cursor};
use super::world::one;
use super::world_access::at_once;
use crate::builders::access::{secret, token};
use crate::{Backend, time_of_day};

async fn created(backend: &Backend, number: u8, token: ApiToken) -> ApiToken {
    backend.tokens.create_token(&token, secret(number)).await.expect("created");
    token
}

async fn listed(backend: &Backend, filter: TokenFilter) -> Vec<ApiToken> {
    let page = backend.tokens.list_tokens(&filter, &PageRequest::first(100)).await;
    page.expect("a page").into_items()
}

/// What was put is read back equal, by its id and by its secret.
pub async fn a_token_is_read_as_put(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let full = ApiToken {
        name: "Nächtlich 夜".into(),
        role: Role::Admin,
        revoked_at: Some(time_of_day(2)),
        last_used: Some(time_of_day(1)),
        last_used_from: Some("2001:db8::7".into()),
        ..token(world.id(), ada.id, time_of_day(0))
    };
    let bare = ApiToken { expires: None, ..token(world.id(), ada.id, time_of_day(0)) };
    let full = created(backend, 1, full).await;
    let bare = created(backend, 2, bare).await;
    for (number, expected) in [(1, &full), (2, &bare)] {
        let found = backend.tokens.token(secret(number)).await.expect("a look-up");
        assert_eq!(found, Some((expected.clone(), ada.clone())));
    }
    let mut both = backend.tokens.tokens(&[bare.id, full.id, bare.id]).await.expect("tokens");
    both.sort_by_key(|token| token.id);
    assert_eq!(both, [full, bare]);
}

/// Unknown tokens are left out.
pub async fn unknown_tokens_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let one = created(backend, 1, token(world.id(), ada.id, time_of_day(0))).await;
    assert_eq!(backend.tokens.tokens(&[world.id().into(), one.id]).await.expect("tokens"), [one]);
    assert_eq!(backend.tokens.tokens(&[]).await.expect("tokens"), []);
    assert_eq!(backend.tokens.token(secret(2)).await.expect("a look-up"), None);
}

/// A token of a person who is not there is not found.
pub async fn a_token_needs_its_owner(backend: &Backend) {
    let world = World::new(backend);
    let orphan = token(world.id(), world.id().into(), time_of_day(0));
    let answer = backend.tokens.create_token(&orphan, secret(1)).await;
    refused(answer, ErrorKind::NotFound);
    assert_eq!(backend.tokens.tokens(&[orphan.id]).await.expect("tokens"), []);
}

/// A token is found alive or not, with its owner as he is now.
pub async fn a_token_is_found_after_its_end(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let mut ended = token(world.id(), ada.id, time_of_day(0));
    ended.expires = Some(time_of_day(0));
    let mut ended = created(backend, 1, ended).await;
    backend.tokens.revoke_token(ended.id, time_of_day(4)).await.expect("revoked");
    ended.revoked_at = Some(time_of_day(4));
    world.try_update_person(ada.id, |ada| ada.active = false).await.expect("retired");
    let found = backend.tokens.token(secret(1)).await.expect("a look-up");
    assert_eq!(found, Some((ended, world.person(ada.id).await)));
}

/// Revoking sets the time once; the first stays.
pub async fn a_token_is_revoked_once(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let made = created(backend, 1, token(world.id(), ada.id, time_of_day(0))).await;
    let other = created(backend, 2, token(world.id(), ada.id, time_of_day(0))).await;
    let revoke = async |id, at| backend.tokens.revoke_token(id, at).await.expect("an answer");
    assert!(!revoke(world.id().into(), time_of_day(1)).await, "unknown");
    assert!(revoke(made.id, time_of_day(5)).await);
    assert!(!revoke(made.id, time_of_day(3)).await);
    assert!(!revoke(made.id, time_of_day(9)).await);
    let stored = one(backend.tokens.tokens(&[made.id]).await);
    assert_eq!(stored, ApiToken { revoked_at: Some(time_of_day(5)), ..made });
    assert_eq!(one(backend.tokens.tokens(&[other.id]).await), other);
}

/// A raced revocation happens once.
pub async fn a_raced_revocation_happens_once(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let made = created(backend, 1, token(world.id(), ada.id, time_of_day(0))).await;
    let revoked = (0..8).map(|n| {
        let (tokens, id) = (backend.tokens.clone(), made.id);
        async move { (n, tokens.revoke_token(id, time_of_day(n)).await.expect("an answer")) }
    });
    let ended = at_once(revoked).await;
    let won: Vec<i64> = ended.into_iter().filter(|(_, won)| *won).map(|(n, _)| n).collect();
    assert_eq!(won.len(), 1, "{won:?}");
    let stored = one(backend.tokens.tokens(&[made.id]).await);
    assert_eq!(stored.revoked_at, Some(time_of_day(won[0])));
}

/// A use moves the last use forward, never back, with its address.
pub async fn a_use_goes_forward_only(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let made = created(backend, 1, token(world.id(), ada.id, time_of_day(0))).await;
    for (at, from, expected) in [
        (5, Some("192.0.2.1"), (5, Some("192.0.2.1"))),
        (3, Some("192.0.2.2"), (5, Some("192.0.2.1"))),
        (7, None, (7, None)),
        (9, Some("192.0.2.3"), (9, Some("192.0.2.3"))),
    ] {
        backend.tokens.note_use(made.id, time_of_day(at), from).await.expect("noted");
        let expected = ApiToken {
            last_used: Some(time_of_day(expected.0)),
            last_used_from: expected.1.map(str::to_owned),
            ..made.clone()
        };
        assert_eq!(one(backend.tokens.tokens(&[made.id]).await), expected);
    }
    let unknown = world.id().into();
    backend.tokens.note_use(unknown, time_of_day(1), None).await.expect("no error");
    assert_eq!(backend.tokens.tokens(&[unknown]).await.expect("tokens"), []);
}

/// Many uses at once leave the latest.
pub async fn raced_uses_leave_the_latest(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let made = created(backend, 1, token(world.id(), ada.id, time_of_day(0))).await;
    let uses = (1..=12_i64).map(|n| {
        let (tokens, id, at) = (backend.tokens.clone(), made.id, n * 5 % 13);
        async move { tokens.note_use(id, time_of_day(at), Some(&format!("from {at}"))).await }
    });
    for answer in at_once(uses).await {
        answer.expect("noted");
    }
    let stored = one(backend.tokens.tokens(&[made.id]).await);
    assert_eq!(stored.last_used, Some(time_of_day(12)));
    assert_eq!(stored.last_used_from.as_deref(), Some("from 12"));
}

/// Tokens are listed newest first, by creation, then id, in pages.
pub async fn tokens_are_listed_newest_first(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let mut made = Vec::new();
    for (number, second) in [(1, 5), (2, 9), (3, 5), (4, 1)] {
        let token = token(world.id(), ada.id, time_of_day(second));
        made.push(created(backend, number, token).await);
    }
    let expected = [1, 2, 0, 3].map(|n: usize| made[n].clone());
    assert_eq!(listed(backend, TokenFilter::default()).await, expected);
    pages_are_the_list(|request| async move {
        backend.tokens.list_tokens(&TokenFilter::default(), &request).await
    })
    .await;
    let of = |owner| {
        move |request: PageRequest| async move {
            let filter = TokenFilter { owner, ..TokenFilter::default() };
            backend.tokens.list_tokens(&filter, &request).await
        }
    };
    refuses_foreign_cursor(of(None), of(Some(ada.id))).await;
}

/// Owner and being alive filter tokens.
pub async fn owners_and_life_filter_tokens(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let bob = world.add_person("bob", Role::Editor).await;
    let make = |owner, expires: Option<i64>| ApiToken {
        expires: expires.map(time_of_day),
        ..token(world.id(), owner, time_of_day(0))
    };
    let ends = created(backend, 1, make(ada.id, Some(100))).await;
    let lasts = created(backend, 2, make(bob.id, None)).await;
    let mut revoked = created(backend, 3, make(ada.id, None)).await;
    // revoked is revoked, whatever time is asked for
    backend.tokens.revoke_token(revoked.id, time_of_day(500)).await.expect("revoked");
    revoked.revoked_at = Some(time_of_day(500));
    let end = time_of_day(100);
    for (owner, alive_at, expected) in [
        (None, None, vec![&revoked, &lasts, &ends]),
        (Some(ada.id), None, vec![&revoked, &ends]),
        (None, Some(end.plus_micros(-1)), vec![&lasts, &ends]),
        (None, Some(end), vec![&lasts]),
        (Some(ada.id), Some(time_of_day(1)), vec![&ends]),
        (Some(ada.id), Some(end), vec![]),
        (Some(world.id().into()), None, vec![]),
    ] {
        let expected: Vec<ApiToken> = expected.into_iter().cloned().collect();
        assert_eq!(listed(backend, TokenFilter { owner, alive_at }).await, expected);
    }
}
