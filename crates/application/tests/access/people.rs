//! Everybody's accounts.

use ariadne_application::domain::{AuditAction, Role};
use ariadne_application::{AuditFilter, ErrorKind, PageRequest, PersonFilter, PersonPatch};

use crate::world::{World, cookie, from, refused};

#[tokio::test]
async fn only_administrators_look_after_others() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    let error = refused(world.access.admin(&ada.caller, &from("10.0.0.1")), ErrorKind::Forbidden);
    assert!(error.to_string().contains("needs the role ADMIN"), "{error}");
}

#[tokio::test]
async fn somebody_who_is_made_inactive_is_out_at_once() {
    let world = World::new();
    let ada = world.person("ada", Role::Editor).await;
    assert!(world.who(&cookie(&ada)).await.is_ok());
    let admin = world.admin().await;
    let patch = PersonPatch { active: Some(false), ..PersonPatch::default() };
    let changed = admin.update_person(ada.person.id, 1, patch.clone()).await.expect("changed");
    assert!(!changed.active);
    refused(world.who(&cookie(&ada)).await, ErrorKind::Unauthenticated);
    refused(admin.reset_password(ada.person.id).await, ErrorKind::Conflict);
    refused(
        admin.update_person(ada.person.id, 1, PersonPatch { active: Some(true), ..patch }).await,
        ErrorKind::Conflict,
    );
}

#[tokio::test]
async fn one_administrator_stays() {
    let world = World::new();
    let ada = world.person("ada", Role::Admin).await;
    let admin = world.access.admin(&ada.caller, &from("10.0.0.1")).expect("an administrator");
    for patch in [
        PersonPatch { active: Some(false), ..PersonPatch::default() },
        PersonPatch { role: Some(Role::Editor), ..PersonPatch::default() },
    ] {
        refused(admin.update_person(ada.person.id, 1, patch).await, ErrorKind::Conflict);
    }
    let bob = world.person("bob", Role::Admin).await;
    let patch = PersonPatch { role: Some(Role::Viewer), ..PersonPatch::default() };
    admin.update_person(ada.person.id, 1, patch).await.expect("bob is left");
    let caller = world.who(&cookie(&ada)).await.expect("still signed in");
    assert_eq!(caller.role, Role::Viewer, "from now on");
    assert_eq!(world.who(&cookie(&bob)).await.expect("known").role, Role::Admin);
}

#[tokio::test]
async fn a_login_is_one_persons() {
    let world = World::new();
    world.person("ada", Role::Viewer).await;
    let bob = world.person("bob", Role::Viewer).await;
    let admin = world.admin().await;
    let patch = PersonPatch { login: Some("ADA".to_owned()), ..PersonPatch::default() };
    let taken = admin.update_person(bob.person.id, 1, patch).await;
    assert_eq!(refused(taken, ErrorKind::Conflict).violations()[0].path, ["login"]);
    let patch = PersonPatch { name: Some(" ".to_owned()), ..PersonPatch::default() };
    refused(admin.update_person(bob.person.id, 1, patch).await, ErrorKind::Validation);
    let same = admin.update_person(bob.person.id, 1, PersonPatch::default()).await.expect("fine");
    assert_eq!(same.version, 1, "nothing changed");
    let filter = PersonFilter { text: Some("BO".to_owned()), active: None };
    let found = admin.people(&filter, &PageRequest::first(10)).await.expect("people");
    assert_eq!(found.into_items()[0].login, "bob");
}

#[tokio::test]
async fn what_was_done_has_a_name_and_an_address() {
    let world = World::new();
    let ada = world.person("ada", Role::Admin).await;
    let member = world.access.member(&ada.caller, &from("10.0.0.1"));
    member.rename("Ada Lovelace").await.expect("renamed");
    let admin = world.access.admin(&ada.caller, &from("10.0.0.1")).expect("an administrator");
    let filter = AuditFilter { actor: Some(ada.person.id), ..AuditFilter::default() };
    let page = admin.audit(&filter, &PageRequest::first(10)).await.expect("the log");
    let actions: Vec<_> = page.into_items().into_iter().map(|e| (e.action, e.address)).collect();
    let here = Some("10.0.0.1".to_owned());
    let expected = [AuditAction::PersonChanged, AuditAction::SignIn, AuditAction::LinkUsed];
    assert_eq!(actions, expected.map(|action| (action, here.clone())));
}

#[tokio::test]
async fn what_is_looked_for_has_an_end() {
    let world = World::new();
    let admin = world.admin().await;
    let endless = Some("x".repeat(1_001));
    let filter = PersonFilter { text: endless.clone(), ..PersonFilter::default() };
    let page = PageRequest::first(10);
    let error = refused(admin.people(&filter, &page).await, ErrorKind::Validation);
    assert_eq!(error.violations()[0].path, ["filter", "text"]);
    let filter = AuditFilter { outcome: endless, ..AuditFilter::default() };
    let error = refused(admin.audit(&filter, &page).await, ErrorKind::Validation);
    assert_eq!(error.violations()[0].path, ["filter", "outcome"]);
}
