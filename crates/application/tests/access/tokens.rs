//! Tokens for scripts.

use std::time::Duration;

use ariadne_application::domain::{ActorKind, AuditAction, Role, Timestamp};
use ariadne_application::{Credential, ErrorKind, MadeToken, PageRequest, PersonPatch, TokenInput};
use ariadne_ports::Clock as _;
use secrecy::ExposeSecret as _;

use crate::world::{World, from, refused};

fn input(role: Role, expires: Option<Timestamp>) -> TokenInput {
    TokenInput { name: "nightly import".to_owned(), role, expires }
}

fn shown(made: &MadeToken) -> Credential {
    Credential::Token(made.secret.clone())
}

#[tokio::test]
async fn a_token_acts_under_its_own_name_and_role() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    let made = member.create_token(input(Role::Viewer, None)).await.expect("made");
    assert!(made.secret.expose_secret().starts_with("ariadne_"));
    let caller = world.who(&shown(&made)).await.expect("works");
    assert_eq!((caller.actor.kind, caller.role), (ActorKind::Token, Role::Viewer));
    assert_eq!(caller.actor.name, "nightly import (ada)");
    let listed = member.tokens(true, &PageRequest::first(10)).await.expect("tokens");
    assert_eq!(listed.into_items()[0].last_used_from.as_deref(), Some("10.0.0.1"));
    assert!(!format!("{made:?}").contains(made.secret.expose_secret()));

    // It is no person.
    let script = world.access.member(&caller, &from("10.0.0.1"));
    refused(script.create_token(input(Role::Viewer, None)).await, ErrorKind::Forbidden);
    refused(script.sign_out_everywhere().await, ErrorKind::Forbidden);
    let words = (&"a".into(), &"b".into());
    refused(script.change_password(words.0, words.1).await, ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_token_never_does_more_than_its_owner() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    let more = refused(member.create_token(input(Role::Admin, None)).await, ErrorKind::Validation);
    assert_eq!(more.violations()[0].path, ["role"]);
    let made = member.create_token(input(Role::Editor, None)).await.expect("made");
    assert_eq!(world.who(&shown(&made)).await.expect("works").role, Role::Editor);
    let change = async |patch| {
        let version = world.stored(ada.person.id).await.version;
        world.admin().await.update_person(ada.person.id, version, patch).await.expect("changed")
    };
    change(PersonPatch { role: Some(Role::Viewer), ..PersonPatch::default() }).await;
    assert_eq!(world.who(&shown(&made)).await.expect("works").role, Role::Viewer);
    change(PersonPatch { active: Some(false), ..PersonPatch::default() }).await;
    refused(world.who(&shown(&made)).await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn a_token_ends() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let bob = world.person("bob", Role::Editor).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    let end = world.clock.now().plus_micros(60_000_000);
    let early = refused(
        member.create_token(input(Role::Viewer, Some(world.clock.now()))).await,
        ErrorKind::Validation,
    );
    assert_eq!(early.violations()[0].path, ["expiresAt"]);
    let short = member.create_token(input(Role::Viewer, Some(end))).await.expect("made");
    let long = member.create_token(input(Role::Viewer, None)).await.expect("made");
    assert!(world.who(&shown(&short)).await.is_ok() && world.who(&shown(&long)).await.is_ok());

    let other = world.access.member(&bob.caller, &from("10.0.0.2"));
    refused(other.revoke_token(long.token.id).await, ErrorKind::NotFound);
    member.revoke_token(long.token.id).await.expect("revoked");
    let told = refused(world.who(&shown(&long)).await, ErrorKind::Unauthenticated);
    assert!(told.to_string().contains("was revoked"), "{told}");
    let noted = world.audited(AuditAction::Refused).await;
    assert_eq!(noted[0].actor.id, long.token.id, "the log says which one");
    refused(member.revoke_token(long.token.id).await, ErrorKind::Conflict);
    world.pass(Duration::from_mins(1));
    let told = refused(world.who(&shown(&short)).await, ErrorKind::Unauthenticated);
    assert!(told.to_string().contains("has expired"), "{told}");
    assert!(member.tokens(true, &PageRequest::first(10)).await.expect("tokens").items.is_empty());
    assert_eq!(member.tokens(false, &PageRequest::first(10)).await.expect("all").items.len(), 2);
}

#[tokio::test]
async fn use_is_noted_once_an_hour_and_for_each_address() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    let made = member.create_token(input(Role::Viewer, None)).await.expect("made");
    let server = world.other_server(Duration::ZERO);
    let mut noted = Vec::new();
    for (minutes, address) in [(0, "10.0.0.1"), (1, "10.0.0.1"), (1, "10.0.0.2"), (61, "10.0.0.2")]
    {
        world.pass(Duration::from_mins(minutes));
        server.authenticate(&shown(&made), &from(address)).await.expect("works");
        let all = world.audited(AuditAction::TokenUsed).await;
        noted.push(all.iter().filter(|entry| entry.actor.id == made.token.id).count());
    }
    assert_eq!(noted, [1, 1, 2, 3]);
}

#[tokio::test]
async fn a_token_of_many_addresses_fills_no_log() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    let made = member.create_token(input(Role::Viewer, None)).await.expect("made");
    let server = world.other_server(Duration::ZERO);
    for n in 0..20 {
        world.pass(Duration::from_secs(2));
        let address = if n % 2 == 0 { "10.0.0.1" } else { "10.0.0.2" };
        server.authenticate(&shown(&made), &from(address)).await.expect("works");
    }
    let all = world.audited(AuditAction::TokenUsed).await;
    assert_eq!(all.iter().filter(|entry| entry.actor.id == made.token.id).count(), 2);
}

#[tokio::test]
async fn use_of_the_preset_token_is_noted_too() {
    let world = World::new();
    let server = world.other_server(Duration::ZERO);
    let preset = ariadne_application::Credential::Token(crate::world::PRESET.into());
    for address in ["10.0.0.7", "10.0.0.7", "10.0.0.8"] {
        server.authenticate(&preset, &from(address)).await.expect("works");
    }
    let all = world.audited(AuditAction::TokenUsed).await;
    let of = |address: &str| {
        let here = all.iter().filter(|entry| entry.address.as_deref() == Some(address));
        here.filter(|entry| entry.actor.name == "preset admin token").count()
    };
    assert_eq!((of("10.0.0.7"), of("10.0.0.8")), (1, 1));
}
