//! What an app remembers for people.

use ariadne_application::domain::{
    MAX_SETTING_BYTES, MAX_SETTING_NAME, MAX_SETTINGS, MAX_SETTINGS_BYTES, Role, Value,
};
use ariadne_application::{AuditFilter, Credential, ErrorKind, Member, PageRequest, PersonPatch};

use crate::world::{PRESET, World, from, refused};

async fn member(world: &World, login: &str, role: Role) -> Member {
    world.access.member(&world.person(login, role).await.caller, &from("10.0.0.1"))
}

#[tokio::test]
async fn every_role_keeps_its_own_and_nobody_logs_it() {
    let world = World::new();
    let ada = member(&world, "ada", Role::Viewer).await;
    let bob = member(&world, "bob", Role::Admin).await;
    let logged = async || {
        let page = PageRequest::first(100);
        let log = world.admin().await.audit(&AuditFilter::default(), &page).await;
        log.expect("the log").into_items().len()
    };
    let before = logged().await;
    let positions = Value::object().with("0192", Value::object().with("x", 1).with("y", -2));
    ada.save_setting("canvas/0192", positions.clone()).await.expect("saved");
    assert_eq!(ada.setting("canvas/0192").await.expect("a look-up"), Some(positions.clone()));
    assert_eq!(bob.setting("canvas/0192").await.expect("a look-up"), None);
    bob.save_setting("canvas/0192", "mine".into()).await.expect("saved");
    assert_eq!(ada.setting("canvas/0192").await.expect("a look-up"), Some(positions));
    ada.save_setting("canvas/0192", Value::Null).await.expect("forgotten");
    ada.save_setting("canvas/0192", Value::Null).await.expect("forgotten already");
    assert_eq!(ada.setting("canvas/0192").await.expect("a look-up"), None);
    assert_eq!(bob.setting_names().await.expect("names"), ["canvas/0192"]);
    assert_eq!(logged().await, before, "it is nobody else's business");
}

#[tokio::test]
async fn everything_out_of_bounds_is_told_at_its_field() {
    let world = World::new();
    let ada = member(&world, "ada", Role::Viewer).await;
    let huge = Value::from("x".repeat(MAX_SETTING_BYTES));
    let error = refused(ada.save_setting("", huge).await, ErrorKind::Validation);
    let told: Vec<_> = error.violations().iter().map(|v| (v.path.join("."), v.code)).collect();
    assert_eq!(told, [("name".to_owned(), "REQUIRED"), ("value".to_owned(), "TOO_LONG")]);
    let long = "x".repeat(MAX_SETTING_NAME + 1);
    for answer in [ada.setting(&long).await.map(|_| ()), ada.save_setting(&long, true.into()).await]
    {
        let error = refused(answer, ErrorKind::Validation);
        assert_eq!(error.violations()[0].path, ["name"]);
    }
    let largest = Value::from("x".repeat(MAX_SETTING_BYTES - 2));
    ada.save_setting(&"n".repeat(MAX_SETTING_NAME), largest).await.expect("just fits");

    for number in 1..MAX_SETTINGS {
        ada.save_setting(&format!("s{number}"), true.into()).await.expect("there is room");
    }
    let error = refused(ada.save_setting("more", true.into()).await, ErrorKind::Limit);
    assert_eq!(
        (&*error.violations()[0].path, error.violations()[0].code),
        (&["name".to_owned()][..], "TOO_MANY")
    );
    ada.save_setting("s7", false.into()).await.expect("one that is there can be changed");
    ada.save_setting("s8", Value::Null).await.expect("removed");
    ada.save_setting("more", true.into()).await.expect("there is room again");
}

#[tokio::test]
async fn all_settings_of_a_person_have_a_size_together() {
    let world = World::new();
    let ada = member(&world, "ada", Role::Viewer).await;
    let largest = || Value::from("x".repeat(MAX_SETTING_BYTES - 2));
    let fit = MAX_SETTINGS_BYTES / MAX_SETTING_BYTES;
    for number in 0..fit {
        ada.save_setting(&format!("s{number}"), largest()).await.expect("there is room");
    }
    let error = refused(ada.save_setting("more", true.into()).await, ErrorKind::Limit);
    assert_eq!(
        (error.violations()[0].path.join("."), error.violations()[0].code),
        ("value".to_owned(), "TOO_MUCH")
    );
    assert!(error.to_string().contains("8 MiB"), "{error}");
    ada.save_setting("s0", true.into()).await.expect("one that shrinks is kept");
    ada.save_setting("more", true.into()).await.expect("there is room again");
}

#[tokio::test]
async fn a_token_is_no_person() {
    let world = World::new();
    let token = Credential::Token(PRESET.into());
    let caller = world.who(&token).await.expect("preset");
    let script = world.access.member(&caller, &from("10.0.0.1"));
    let error = refused(script.save_setting("x", true.into()).await, ErrorKind::Forbidden);
    assert!(error.to_string().contains("Sign in as a person"), "{error}");
    refused(script.setting("x").await, ErrorKind::Forbidden);
    refused(script.setting_names().await, ErrorKind::Forbidden);
}

#[tokio::test]
async fn whoever_comes_back_finds_his_settings() {
    let world = World::new();
    let session = world.person("ada", Role::Editor).await;
    let ada = world.access.member(&session.caller, &from("10.0.0.1"));
    ada.save_setting("x", "kept".into()).await.expect("saved");
    let admin = world.admin().await;
    let activity = |active| PersonPatch { active: Some(active), ..PersonPatch::default() };
    admin.update_person(session.person.id, 1, activity(false)).await.expect("retired");
    // A request that was under way when it happened.
    refused(ada.save_setting("x", "late".into()).await, ErrorKind::NotFound);
    admin.update_person(session.person.id, 2, activity(true)).await.expect("back");
    assert_eq!(ada.setting("x").await.expect("a look-up"), Some("kept".into()));
}
