//! Signing in and out, and guessing.

use std::time::Duration;

use ariadne_application::domain::{AuditAction, Role};
use ariadne_application::{Credential, ErrorKind, PersonPatch, SignIn};
use futures_util::FutureExt as _;

use crate::world::{PASSWORD, World, cookie, from, refused};

#[tokio::test]
async fn a_session_is_the_persons_until_it_is_ended() {
    let world = World::new();
    let joined = world.person("ada", Role::Editor).await;
    let again = world.sign_in("ADA", PASSWORD, "10.0.0.7").await.expect("signed in");
    let caller = world.who(&cookie(&again)).await.expect("known");
    assert_eq!((caller.actor.id, caller.role), (joined.person.id, Role::Editor));
    assert_eq!(caller.address.as_deref(), Some("10.0.0.1"), "of this request");
    assert_eq!(caller.session, Some(again.session.id));

    let member = world.access.member(&caller, &from("10.0.0.1"));
    assert_eq!(member.sessions().await.expect("sessions").len(), 2);
    member.sign_out().await.expect("signed out");
    refused(world.who(&cookie(&again)).await, ErrorKind::Unauthenticated);
    assert!(world.who(&cookie(&joined)).await.is_ok(), "the other browser goes on");
    member.sign_out().await.expect("it ended already");

    let member = world.access.member(&joined.caller, &from("10.0.0.1"));
    assert_eq!(member.sign_out_everywhere().await.expect("ended"), 1);
    refused(world.who(&cookie(&joined)).await, ErrorKind::Unauthenticated);
    assert_eq!(world.audited(AuditAction::SignOut).await.len(), 2);
}

#[tokio::test]
async fn a_new_session_has_a_new_secret_and_ends_the_old_one() {
    let world = World::new();
    let old = world.person("ada", Role::Viewer).await;
    let input = SignIn {
        login: "ada".to_owned(),
        password: PASSWORD.into(),
        replaces: Some(old.secret.clone()),
    };
    let new = world.access.visitor(&from("10.0.0.1")).sign_in(input).await.expect("signed in");
    refused(world.who(&cookie(&old)).await, ErrorKind::Unauthenticated);
    assert!(world.who(&cookie(&new)).await.is_ok());
}

#[tokio::test]
async fn nobody_learns_which_part_was_wrong() {
    let world = World::new();
    let ada = world.person("ada", Role::Viewer).await;
    let bob = world.person("bob", Role::Viewer).await;
    let patch = PersonPatch { active: Some(false), ..Default::default() };
    let admin = world.admin().await;
    let version = world.stored(bob.person.id).await.version;
    admin.update_person(bob.person.id, version, patch).await.expect("inactive");

    let mut told = Vec::new();
    for (login, password) in [("ada", "a wrong word"), ("nobody", PASSWORD), ("bob", PASSWORD)] {
        let before = world.hasher.worked();
        let error =
            refused(world.sign_in(login, password, "10.0.0.5").await, ErrorKind::Unauthenticated);
        told.push((error.to_string(), world.hasher.worked() - before));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "the same sentence after the same work: {told:?}");
    let noted = world.audited(AuditAction::SignIn).await;
    let failed: Vec<_> = noted.iter().filter(|e| e.outcome == "UNAUTHENTICATED").collect();
    assert_eq!(failed.len(), 3);
    assert!(failed.iter().any(|entry| entry.actor.id == ada.person.id));
    assert!(failed.iter().all(|entry| !format!("{entry:?}").contains(PASSWORD)));
    assert_eq!(failed[0].address.as_deref(), Some("10.0.0.5"));
}

#[tokio::test(start_paused = true)]
async fn guessing_becomes_slow_for_who_guesses_and_for_nobody_else() {
    let world = World::new();
    world.person("ada", Role::Viewer).await;
    world.person("bob", Role::Viewer).await;
    for _ in 0..5 {
        refused(world.sign_in("ada", "a wrong word", "10.0.0.5").await, ErrorKind::Unauthenticated);
    }
    // Not even the right one, or guesses could be told by the refusal.
    let error = refused(world.sign_in("Ada", PASSWORD, "10.0.0.5").await, ErrorKind::Limit);
    assert!(error.to_string().contains("Try again in"), "{error}");
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.6").await.is_ok(), "from elsewhere");
    assert!(world.sign_in("bob", PASSWORD, "10.0.0.5").await.is_ok(), "somebody else");

    world.pass(Duration::from_secs(2));
    refused(world.sign_in("ada", "another word", "10.0.0.5").await, ErrorKind::Unauthenticated);
    world.pass(Duration::from_secs(1));
    refused(world.sign_in("ada", PASSWORD, "10.0.0.5").await, ErrorKind::Limit);
    world.pass(Duration::from_secs(2));
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.5").await.is_ok(), "after a pause");
    refused(world.sign_in("ada", "a wrong word", "10.0.0.5").await, ErrorKind::Unauthenticated);
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.5").await.is_ok(), "counted anew");
}

#[tokio::test]
async fn guesses_that_come_at_once_are_no_more_than_those_one_by_one() {
    let world = World::new();
    world.person("ada", Role::Viewer).await;
    let before = world.hasher.worked();
    let guesses = (0..50).map(|n| {
        let (world, guess) = (&world, format!("a wrong word {n}"));
        async move { world.sign_in("ada", &guess, "10.0.0.5").await.map(drop) }
    });
    let outcomes = futures_util::future::join_all(guesses).await;
    let kinds: Vec<_> = outcomes.into_iter().map(|o| o.expect_err("wrong").kind()).collect();
    let looked_at = kinds.iter().filter(|kind| **kind == ErrorKind::Unauthenticated).count();
    assert_eq!(looked_at, 5, "{kinds:?}");
    assert!(kinds.iter().all(|k| matches!(k, ErrorKind::Unauthenticated | ErrorKind::Limit)));
    assert_eq!(world.hasher.worked() - before, 5 * 3, "so many hashes of three rounds");
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.6").await.is_ok(), "from elsewhere");
}

#[tokio::test]
async fn a_password_of_no_length_for_one_costs_nothing() {
    let world = World::new();
    world.person("ada", Role::Viewer).await;
    let endless = "x".repeat(1_025);
    for _ in 0..10 {
        refused(world.sign_in("ada", &endless, "10.0.0.5").await, ErrorKind::Unauthenticated);
    }
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.5").await.is_ok(), "none of it was a guess");
}

#[tokio::test]
async fn a_name_without_an_end_is_nobodys_and_read_only_so_far() {
    let world = World::new();
    // Each of these letters becomes eighteen when names are compared.
    let endless = "\u{fdfa}".repeat(1_000_000);
    let started = world.hasher.worked();
    refused(world.sign_in(&endless, PASSWORD, "10.0.0.5").await, ErrorKind::Unauthenticated);
    assert_eq!(world.hasher.worked() - started, 3, "as much work as for any other");
    // It counts as what was read of it.
    for n in 0..4 {
        let endless = format!("{endless}{n}");
        refused(world.sign_in(&endless, PASSWORD, "10.0.0.5").await, ErrorKind::Unauthenticated);
    }
    refused(world.sign_in(&endless, PASSWORD, "10.0.0.5").await, ErrorKind::Limit);
    let longest = "a".repeat(254);
    let ada = world.person("ada", Role::Viewer).await.person;
    let patch = PersonPatch { login: Some(longest.clone()), ..PersonPatch::default() };
    world.admin().await.update_person(ada.id, ada.version, patch).await.expect("changed");
    assert!(world.sign_in(&longest, PASSWORD, "10.0.0.5").await.is_ok());
    let longer = format!("{longest}a");
    refused(world.sign_in(&longer, PASSWORD, "10.0.0.5").await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn who_signs_in_while_the_password_is_replaced_needs_the_new_one() {
    let world = World::new();
    let ada = world.person("ada", Role::Viewer).await;
    let mut signing = Box::pin(world.sign_in("ada", PASSWORD, "10.0.0.5"));
    assert!(signing.as_mut().now_or_never().is_none(), "it waits to be hashed");
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    member.change_password(&PASSWORD.into(), &"another engine".into()).await.expect("changed");
    refused(signing.await, ErrorKind::Unauthenticated);
    assert_eq!(member.sessions().await.expect("sessions").len(), 1, "only where it was changed");
}

#[tokio::test]
async fn a_clock_that_jumps_back_keeps_nobody_waiting() {
    let world = World::new();
    world.person("ada", Role::Viewer).await;
    world.pass(Duration::from_hours(100));
    for _ in 0..6 {
        let _ = world.sign_in("ada", "a wrong word", "10.0.0.5").await;
    }
    world.go_back(Duration::from_hours(50));
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.5").await.is_ok());
}

#[tokio::test]
async fn a_session_ends_by_age_and_by_idleness() {
    let world = World::new();
    let session = world.person("ada", Role::Viewer).await;
    for _ in 0..4 {
        world.pass(Duration::from_hours(6 * 24));
        assert!(world.who(&cookie(&session)).await.is_ok(), "it is used");
    }
    world.pass(Duration::from_hours(6 * 24));
    refused(world.who(&cookie(&session)).await, ErrorKind::Unauthenticated);
    let idle = world.sign_in("ada", PASSWORD, "10.0.0.1").await.expect("signed in");
    world.pass(Duration::from_hours(7 * 24));
    refused(world.who(&cookie(&idle)).await, ErrorKind::Unauthenticated);

    let open = world.sign_in("ada", PASSWORD, "10.0.0.1").await.expect("signed in");
    let glance = async || world.access.may_still(&cookie(&open), &from("10.0.0.1")).await;
    for _ in 0..6 {
        world.pass(Duration::from_hours(24));
        assert_eq!(glance().await.expect("he may").actor.name, "ada");
    }
    world.pass(Duration::from_hours(24));
    refused(glance().await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let world = World::new();
    let here = world.person("ada", Role::Viewer).await;
    let there = world.sign_in("ada", PASSWORD, "10.0.0.2").await.expect("signed in");
    let member = world.access.member(&here.caller, &from("10.0.0.1"));
    let wrong = member.change_password(&"a wrong word".into(), &"another engine".into()).await;
    assert_eq!(refused(wrong, ErrorKind::Validation).violations()[0].path, ["current"]);
    let easy = member.change_password(&PASSWORD.into(), &"aaaaaaaaaaaa".into()).await;
    assert_eq!(refused(easy, ErrorKind::Validation).violations()[0].code, "TOO_EASY");
    member.change_password(&PASSWORD.into(), &"another engine".into()).await.expect("changed");
    assert!(world.who(&cookie(&here)).await.is_ok());
    refused(world.who(&cookie(&there)).await, ErrorKind::Unauthenticated);
    refused(world.sign_in("ada", PASSWORD, "10.0.0.1").await, ErrorKind::Unauthenticated);
    assert!(world.sign_in("ada", "another engine", "10.0.0.1").await.is_ok());
}

#[tokio::test]
async fn an_end_through_another_server_is_seen_when_the_memory_is_over() {
    let world = World::new();
    let session = world.person("ada", Role::Viewer).await;
    let other = world.other_server(Duration::ZERO);
    let believing = world.other_server(Duration::from_hours(1));
    let shown = cookie(&session);
    for server in [&other, &believing] {
        assert!(server.authenticate(&shown, &from("10.0.0.1")).await.is_ok());
    }
    let member = world.access.member(&session.caller, &from("10.0.0.1"));
    member.sign_out().await.expect("signed out");
    refused(other.authenticate(&shown, &from("10.0.0.1")).await, ErrorKind::Unauthenticated);
    assert!(believing.authenticate(&shown, &from("10.0.0.1")).await.is_ok(), "for its hour");
}

#[tokio::test]
async fn a_tampered_cookie_is_nobodys_and_noted() {
    let world = World::new();
    let session = world.person("ada", Role::Viewer).await;
    // Also while both are remembered as what they are.
    assert!(world.who(&cookie(&session)).await.is_ok());
    assert!(world.who(&Credential::Token(crate::world::PRESET.into())).await.is_ok());
    let token_as_session = Credential::Session(crate::world::PRESET.into());
    let session_as_token = Credential::Token(session.secret.clone());
    for shown in [Credential::Session("made up".into()), token_as_session, session_as_token] {
        refused(world.who(&shown).await, ErrorKind::Unauthenticated);
    }
    let noted = world.audited(AuditAction::Refused).await;
    assert_eq!(noted.len(), 3);
    assert!(noted.iter().all(|entry| entry.actor.name == "nobody"));
}
