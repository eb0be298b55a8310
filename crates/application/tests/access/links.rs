//! The first administrator, invitations, resets.

use std::time::Duration;

use ariadne_application::domain::{AuditAction, LinkPurpose, Role};
use ariadne_application::{Credential, ErrorKind, Invitation, JoinInput, PersonPatch, TokenInput};

use crate::world::{PASSWORD, World, cookie, from, refused};

#[tokio::test]
async fn the_first_administrator_comes_by_the_newest_link() {
    let world = World::new();
    let old = world.access.first_run().await.expect("asked").expect("nobody is there");
    let link = world.access.first_run().await.expect("asked").expect("nobody is there");
    refused(world.join(&old, "ada").await, ErrorKind::Unauthenticated);
    let ada = world.join(&link, "ada").await.expect("joined");
    assert_eq!(ada.person.role, Role::Admin);
    assert_eq!(ada.person.name, "ada", "no name was given");
    assert!(world.access.first_run().await.expect("asked").is_none());
    refused(world.join(&link, "eve").await, ErrorKind::Unauthenticated);
    let used = world.audited(AuditAction::LinkUsed).await;
    let outcomes: Vec<_> = used.iter().map(|entry| entry.outcome.as_str()).collect();
    assert_eq!(outcomes, ["UNAUTHENTICATED", "OK", "UNAUTHENTICATED"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_form_leaves_the_link_good() {
    let world = World::new();
    let link = world.access.first_run().await.expect("asked").expect("nobody is there");
    let input = |login: &str, password: &str| JoinInput {
        link: link.secret.clone(),
        login: Some(login.to_owned()),
        name: Some("\u{7}".to_owned()),
        password: password.into(),
        replaces: None,
    };
    let visitor = world.access.visitor(&from("10.0.0.1"));
    let wrong = refused(visitor.redeem(input("a b", "short")).await, ErrorKind::Validation);
    let fields: Vec<_> = wrong.violations().iter().map(|v| v.path[0].clone()).collect();
    assert_eq!(fields, ["login", "name", "password"]);
    assert!(world.join(&link, "ada").await.is_ok());
}

#[tokio::test]
async fn an_invitation_says_who_and_what() {
    let world = World::new();
    let invitation = Invitation {
        role: Role::Viewer,
        login: Some("bob@example.org".to_owned()),
        name: Some("Bob".to_owned()),
    };
    let link = world.admin().await.invite(invitation.clone()).await.expect("a link");
    let known = world.access.visitor(&from("10.0.0.1")).link(&link.secret).await.expect("works");
    assert_eq!(known.login.as_deref(), Some("bob@example.org"));
    assert_eq!(known.name.as_deref(), Some("Bob"));
    let bob = world.join(&link, "somebody@else.org").await.expect("joined");
    assert_eq!((bob.person.login.as_str(), bob.person.role), ("bob@example.org", Role::Viewer));
    let again = refused(world.admin().await.invite(invitation).await, ErrorKind::Conflict);
    assert!(again.to_string().contains("signs in by this name already"), "{again}");
}

#[tokio::test]
async fn a_link_ends_by_age_and_when_it_is_taken_back() {
    let world = World::new();
    let admin = world.admin().await;
    let invitation = || Invitation { role: Role::Viewer, login: None, name: None };
    let (old, back) = (admin.invite(invitation()).await, admin.invite(invitation()).await);
    let (old, back) = (old.expect("a link"), back.expect("a link"));
    assert_eq!(admin.links().await.expect("links").len(), 2);
    admin.withdraw_link(back.link.id).await.expect("taken back");
    refused(admin.withdraw_link(back.link.id).await, ErrorKind::NotFound);
    refused(world.join(&back, "eve").await, ErrorKind::Unauthenticated);
    world.pass(Duration::from_hours(72));
    refused(world.join(&old, "eve").await, ErrorKind::Unauthenticated);
    assert!(world.admin().await.links().await.expect("links").is_empty());
}

#[tokio::test]
async fn a_reset_ends_what_went_on_with_the_old_password() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let link = world.admin().await.reset_password(ada.person.id).await.expect("a link");
    assert_eq!(link.link.purpose, LinkPurpose::Reset { person: ada.person.id });
    assert!(world.who(&cookie(&ada)).await.is_ok(), "until it is used");
    let input = JoinInput {
        link: link.secret.clone(),
        login: None,
        name: None,
        password: "another engine".into(),
        replaces: None,
    };
    let visitor = world.access.visitor(&from("10.0.0.1"));
    let reset = visitor.redeem(input.clone()).await.expect("reset");
    assert_eq!((reset.person.id, reset.person.role), (ada.person.id, Role::Editor));
    refused(world.who(&cookie(&ada)).await, ErrorKind::Unauthenticated);
    refused(world.sign_in("ada", PASSWORD, "10.0.0.1").await, ErrorKind::Unauthenticated);
    refused(visitor.redeem(input).await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn who_is_put_out_does_not_come_back_by_a_link_of_his_own() {
    let world = World::new();
    let ada = world.person("ada", Role::Admin).await;
    world.person("bob", Role::Admin).await;
    let invitation = || Invitation { role: Role::Admin, login: None, name: None };
    let admin = world.access.admin(&ada.caller, &from("10.0.0.1")).expect("an administrator");
    let link = admin.invite(invitation()).await.expect("a link");
    let wanted = TokenInput { name: "invites".to_owned(), role: Role::Admin, expires: None };
    let token = admin.create_token(wanted).await.expect("a token");
    let script = world.who(&Credential::Token(token.secret)).await.expect("known");
    let script = world.access.admin(&script, &from("10.0.0.1")).expect("an administrator");
    let by_token = script.invite(invitation()).await.expect("a link");
    assert!(world.access.visitor(&from("10.0.0.1")).link(&link.secret).await.is_ok());

    let patch = PersonPatch { role: Some(Role::Viewer), ..PersonPatch::default() };
    let version = world.stored(ada.person.id).await.version;
    world.admin().await.update_person(ada.person.id, version, patch).await.expect("changed");
    for link in [&link, &by_token] {
        let visitor = world.access.visitor(&from("10.0.0.1"));
        refused(visitor.link(&link.secret).await, ErrorKind::Unauthenticated);
        refused(world.join(link, "eve").await, ErrorKind::Unauthenticated);
    }
}

#[tokio::test]
async fn a_link_of_a_revoked_token_is_dead() {
    let world = World::new();
    let ada = world.person("ada", Role::Admin).await;
    let admin = world.access.admin(&ada.caller, &from("10.0.0.1")).expect("an administrator");
    let wanted = TokenInput { name: "invites".to_owned(), role: Role::Admin, expires: None };
    let token = admin.create_token(wanted).await.expect("a token");
    let script = world.who(&Credential::Token(token.secret)).await.expect("known");
    let script = world.access.admin(&script, &from("10.0.0.1")).expect("an administrator");
    let invitation = || Invitation { role: Role::Viewer, login: None, name: None };
    let good = script.invite(invitation()).await.expect("a link");
    let late = script.invite(invitation()).await.expect("a link");
    assert!(world.join(&good, "bob").await.is_ok());
    admin.revoke_token(token.token.id).await.expect("revoked");
    refused(world.join(&late, "eve").await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn a_reset_is_for_somebody_active() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let link = world.admin().await.reset_password(ada.person.id).await.expect("a link");
    let patch = PersonPatch { active: Some(false), ..PersonPatch::default() };
    world.admin().await.update_person(ada.person.id, 1, patch).await.expect("inactive");
    let visitor = world.access.visitor(&from("10.0.0.1"));
    refused(visitor.link(&link.secret).await, ErrorKind::Unauthenticated);
    let input = JoinInput {
        link: link.secret.clone(),
        login: None,
        name: None,
        password: "another engine".into(),
        replaces: None,
    };
    refused(visitor.redeem(input).await, ErrorKind::Unauthenticated);
    let patch = PersonPatch { active: Some(true), ..PersonPatch::default() };
    let version = world.stored(ada.person.id).await.version;
    world.admin().await.update_person(ada.person.id, version, patch).await.expect("active");
    assert!(world.sign_in("ada", PASSWORD, "10.0.0.1").await.is_ok(), "the old one still holds");
}
