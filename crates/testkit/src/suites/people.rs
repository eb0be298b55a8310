//! `PeopleStore`.

use ariadne_domain::{ExternalIdentity, LinkPurpose, Person, Role};
use ariadne_ports::{Error, ErrorKind, PageRequest, PersonFilter};

use super::World;
use super::expect::{pages_are_the_list, refused, refuses_foreign_cursor};
use super::world_access::{at_once, is_open};
use crate::builders::access::{password, secret, session, somebody};
use crate::{Backend, time_of_day};

fn identity(subject: &str) -> ExternalIdentity {
    ExternalIdentity { issuer: "https://id.example.org".into(), subject: subject.into() }
}

#[track_caller]
fn names_field(error: &Error, field: &str) {
    let fields: Vec<String> = error.violations().iter().flat_map(|v| v.path.clone()).collect();
    assert_eq!(fields, [field], "{error:?}");
}

async fn listed(backend: &Backend, filter: PersonFilter) -> Vec<String> {
    let page = backend.people.list_people(&filter, &PageRequest::first(100)).await;
    page.expect("a page").into_items().into_iter().map(|person| person.login).collect()
}

/// What was put is read back equal, by every way to it.
pub async fn a_person_is_read_as_put(backend: &Backend) {
    let world = World::new(backend);
    let bare = world.add_person("bare", Role::Viewer).await;
    let full = Person {
        name: "Ada Ünal 艾达".into(),
        role: Role::Admin,
        has_password: true,
        identity: Some(identity("Subject-1")),
        version: 7,
        updated_at: time_of_day(3),
        last_sign_in: Some(time_of_day(2)),
        ..somebody(world.id(), "Ada@Example.org", Role::Admin, time_of_day(1))
    };
    let hash = password("ada");
    backend.people.create_person(&full, Some(&hash)).await.expect("created");
    let mut both = backend.people.people(&[full.id, bare.id, full.id]).await.expect("people");
    both.sort_by_key(|person| person.id);
    assert_eq!(both, [bare.clone(), full.clone()]);
    let by_login = backend.people.person_by_login("Ada@Example.org").await.expect("a look-up");
    assert_eq!(by_login.as_ref(), Some(&full));
    let by_identity = backend.people.person_by_identity(&identity("Subject-1")).await;
    assert_eq!(by_identity.expect("a look-up"), Some(full.clone()));
    assert_eq!(backend.people.password(full.id).await.expect("a look-up"), Some(hash));
    assert_eq!(backend.people.password(bare.id).await.expect("a look-up"), None);
}

/// `has_password` says what is kept, whatever was put.
pub async fn has_password_says_what_is_kept(backend: &Backend) {
    let world = World::new(backend);
    let mut liar = somebody(world.id(), "liar", Role::Viewer, time_of_day(0));
    liar.has_password = true;
    backend.people.create_person(&liar, None).await.expect("created");
    assert!(!world.person(liar.id).await.has_password);
    world.try_update_person(liar.id, |p| p.has_password = true).await.expect("updated");
    assert!(!world.person(liar.id).await.has_password);
}

/// Unknown people are left out.
pub async fn unknown_people_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let nobody = world.id().into();
    assert_eq!(backend.people.people(&[nobody, ada.id]).await.expect("people"), [ada]);
    assert_eq!(backend.people.people(&[]).await.expect("people"), []);
    assert_eq!(backend.people.person_by_login("bob").await.expect("a look-up"), None);
    assert_eq!(backend.people.person_by_login("\0").await.expect("a look-up"), None);
    let by_identity = backend.people.person_by_identity(&identity("x")).await;
    assert_eq!(by_identity.expect("a look-up"), None);
    assert_eq!(backend.people.password(nobody).await.expect("a look-up"), None);
}

/// Logins are compared folded, and unique so: another person with one that is taken is a
/// conflict at `login` that changes nothing.
pub async fn a_taken_login_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("Straße@X", Role::Viewer).await;
    let found = backend.people.person_by_login("STRASSE@x").await.expect("a look-up");
    assert_eq!(found, Some(ada.clone()));
    let other = somebody(world.id(), "strasse@X", Role::Viewer, time_of_day(0));
    let answer = backend.people.create_person(&other, Some(&password("p"))).await;
    names_field(&refused(answer, ErrorKind::Conflict), "login");
    assert_eq!(backend.people.people(&[other.id]).await.expect("people"), []);
    assert_eq!(backend.people.password(other.id).await.expect("a look-up"), None);

    let bob = world.add_person("bob", Role::Viewer).await;
    let answer = world.try_update_person(bob.id, |bob| bob.login = "STRASSE@X".into()).await;
    names_field(&refused(answer, ErrorKind::Conflict), "login");
    assert_eq!(world.person(bob.id).await, bob);
    // his own is not another's, and one that was given up is free
    world.try_update_person(ada.id, |ada| ada.login = "strasse@x".into()).await.expect("updated");
    world.try_update_person(ada.id, |ada| ada.login = "ada".into()).await.expect("updated");
    world.try_update_person(bob.id, |bob| bob.login = "Straße@X".into()).await.expect("updated");
}

/// Identities are unique as they are: a taken one is a conflict at `identity`.
pub async fn a_taken_identity_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let known = |login, subject| Person {
        identity: Some(identity(subject)),
        ..somebody(world.id(), login, Role::Viewer, time_of_day(0))
    };
    let (ada, bob) = (known("ada", "s"), known("bob", "S"));
    backend.people.create_person(&ada, None).await.expect("created");
    backend.people.create_person(&bob, None).await.expect("another spelling is another identity");
    let eve = known("eve", "s");
    let answer = backend.people.create_person(&eve, None).await;
    names_field(&refused(answer, ErrorKind::Conflict), "identity");
    assert_eq!(backend.people.people(&[eve.id]).await.expect("people"), []);
    let answer = world.try_update_person(bob.id, |bob| bob.identity = Some(identity("s"))).await;
    names_field(&refused(answer, ErrorKind::Conflict), "identity");
    assert_eq!(world.person(bob.id).await, bob);
    let found = backend.people.person_by_identity(&identity("S")).await.expect("a look-up");
    assert_eq!(found.map(|person| person.id), Some(bob.id));
    world.try_update_person(ada.id, |ada| ada.identity = None).await.expect("updated");
    backend.people.create_person(&eve, None).await.expect("it is free again");
}

/// An update raises the version, and leaves the password and the last sign-in alone.
pub async fn an_update_replaces_and_counts(backend: &Backend) {
    let world = World::new(backend);
    let ada = somebody(world.id(), "ada", Role::Viewer, time_of_day(0));
    backend.people.create_person(&ada, Some(&password("ada"))).await.expect("created");
    world.add_session(ada.id, 1, time_of_day(5)).await;
    let changed = Person {
        login: "countess".into(),
        name: "Ada King".into(),
        role: Role::Editor,
        identity: Some(identity("ada")),
        updated_at: time_of_day(9),
        last_sign_in: None,
        has_password: false,
        ..ada
    };
    assert_eq!(backend.people.update_person(&changed).await.expect("updated"), 2);
    let stored =
        Person { version: 2, last_sign_in: Some(time_of_day(5)), has_password: true, ..changed };
    assert_eq!(world.person(stored.id).await, stored);
    let kept = backend.people.password(stored.id).await.expect("a look-up");
    assert_eq!(kept, Some(password("ada")));
    assert!(is_open(backend, secret(1), time_of_day(6)).await, "his session goes on");
    let by_login = backend.people.person_by_login("countess").await.expect("a look-up");
    assert_eq!(by_login, Some(stored));
    assert_eq!(backend.people.person_by_login("ada").await.expect("a look-up"), None);
}

/// A conflict says at which field, and why.
fn says(error: &Error, field: &str, code: &str) {
    let told: Vec<_> = error.violations().iter().map(|v| (v.path.join("."), v.code)).collect();
    assert_eq!(told, [(field.to_owned(), code)], "{error:?}");
}

/// An update of another version is a conflict, one of nobody is not found.
pub async fn an_update_of_another_version_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    for version in [0, 2] {
        let stale = Person { version, name: "x".into(), ..ada.clone() };
        let error = refused(backend.people.update_person(&stale).await, ErrorKind::Conflict);
        says(&error, "version", "CHANGED");
    }
    assert_eq!(world.person(ada.id).await, ada);
    let nobody = somebody(world.id(), "nobody", Role::Viewer, time_of_day(0));
    refused(backend.people.update_person(&nobody).await, ErrorKind::NotFound);
}

/// A race for one version has one winner.
pub async fn a_raced_update_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let updates = (0..8).map(|n| {
        let (people, mut person) = (backend.people.clone(), ada.clone());
        person.name = format!("winner {n}");
        async move { people.update_person(&person).await }
    });
    let ended = at_once(updates).await;
    let won = ended.iter().filter(|answer| matches!(answer, Ok(2))).count();
    assert_eq!(won, 1, "{ended:?}");
    for error in ended.into_iter().filter_map(Result::err) {
        assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}");
    }
    assert_eq!(world.person(ada.id).await.version, 2);
}

/// A race for one login has one winner; the others are told at `login`.
pub async fn a_raced_login_has_one_owner(backend: &Backend) {
    let world = World::new(backend);
    let bob = world.add_person("bob", Role::Viewer).await;
    let mut calls: Vec<_> = (0..6)
        .map(|_| somebody(world.id(), "ada", Role::Viewer, time_of_day(0)))
        .map(|person| {
            let people = backend.people.clone();
            tokio::spawn(async move { people.create_person(&person, None).await })
        })
        .collect();
    let (people, renamed) = (backend.people.clone(), Person { login: "ADA".into(), ..bob });
    calls.push(tokio::spawn(async move { people.update_person(&renamed).await.map(|_| ()) }));
    let mut won = 0;
    for call in calls {
        match call.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(error) => names_field(&refused::<()>(Err(error), ErrorKind::Conflict), "login"),
        }
    }
    assert_eq!(won, 1);
}

/// There is an active administrator after an update if there was one before.
pub async fn the_last_administrator_stays(backend: &Backend) {
    let world = World::new(backend);
    assert!(!backend.people.has_admin().await.expect("an answer"));
    let ada = world.add_person("ada", Role::Admin).await;
    assert!(backend.people.has_admin().await.expect("an answer"));
    let mut gone = somebody(world.id(), "gone", Role::Admin, time_of_day(0));
    gone.active = false;
    backend.people.create_person(&gone, None).await.expect("created");
    world.add_session(ada.id, 1, time_of_day(0)).await;
    let ada = world.person(ada.id).await;

    let demoted = world.try_update_person(ada.id, |ada| ada.role = Role::Editor).await;
    says(&refused(demoted, ErrorKind::Conflict), "role", "LAST_ADMIN");
    let retired = world.try_update_person(ada.id, |ada| ada.active = false).await;
    says(&refused(retired, ErrorKind::Conflict), "active", "LAST_ADMIN");
    assert_eq!(world.person(ada.id).await, ada, "nothing is changed");
    assert!(is_open(backend, secret(1), time_of_day(1)).await, "nothing is ended");
    world.try_update_person(ada.id, |ada| ada.name = "Ada".into()).await.expect("renamed");

    world.try_update_person(gone.id, |gone| gone.active = true).await.expect("active again");
    world.try_update_person(ada.id, |ada| ada.role = Role::Editor).await.expect("demoted");
    let retired = world.try_update_person(gone.id, |gone| gone.active = false).await;
    refused(retired, ErrorKind::Conflict);
    assert!(backend.people.has_admin().await.expect("an answer"));
}

/// Where there was no administrator, none is asked for.
pub async fn without_an_administrator_people_change_freely(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    world.try_update_person(ada.id, |ada| ada.role = Role::Viewer).await.expect("demoted");
    world.try_update_person(ada.id, |ada| ada.active = false).await.expect("retired");
    let mut admin = somebody(world.id(), "admin", Role::Admin, time_of_day(0));
    admin.active = false;
    backend.people.create_person(&admin, None).await.expect("created");
    assert!(!backend.people.has_admin().await.expect("an answer"));
    world.try_update_person(admin.id, |admin| admin.role = Role::Viewer).await.expect("demoted");
}

/// Of any number of administrators who step down at once one stays.
pub async fn a_race_of_demotions_leaves_one(backend: &Backend) {
    let world = World::new(backend);
    for round in 0..4 {
        let mut admins = Vec::new();
        for n in 0..4 {
            admins.push(world.add_person(&format!("admin {round}.{n}"), Role::Admin).await);
        }
        let (all, request) = (PersonFilter::default(), PageRequest::first(99));
        let everybody = backend.people.list_people(&all, &request).await.expect("people");
        for person in everybody.into_items() {
            if person.role == Role::Admin && !admins.iter().any(|admin| admin.id == person.id) {
                admins.push(person);
            }
        }
        let demotions = admins.iter().enumerate().map(|(n, admin)| {
            let (people, mut person) = (backend.people.clone(), admin.clone());
            if n % 2 == 0 {
                person.role = Role::Viewer;
            } else {
                person.active = false;
            }
            async move { people.update_person(&person).await }
        });
        let ended = at_once(demotions.collect::<Vec<_>>()).await;
        let refusals: Vec<&Error> =
            ended.iter().filter_map(|answer| answer.as_ref().err()).collect();
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert_eq!(refusals[0].kind(), ErrorKind::Conflict);
        assert!(backend.people.has_admin().await.expect("an answer"));
    }
}

/// A person who is made inactive has no session any more.
pub async fn who_is_made_inactive_has_no_session(backend: &Backend) {
    let world = World::new(backend);
    let (ada, bob) =
        (world.add_person("ada", Role::Viewer).await, world.add_person("bob", Role::Viewer).await);
    world.add_session(ada.id, 1, time_of_day(0)).await;
    world.add_session(bob.id, 2, time_of_day(0)).await;
    world.try_update_person(ada.id, |ada| ada.active = false).await.expect("retired");
    assert!(!is_open(backend, secret(1), time_of_day(1)).await);
    world.try_update_person(ada.id, |ada| ada.active = true).await.expect("active again");
    assert!(!is_open(backend, secret(1), time_of_day(1)).await, "it does not come back");
    assert!(is_open(backend, secret(2), time_of_day(1)).await, "others stay");
}

/// Nor one that was opened at the same time.
pub async fn a_raced_sign_in_does_not_outlive_a_retirement(backend: &Backend) {
    let world = World::new(backend);
    for round in 0..6 {
        let ada = world.add_person(&format!("ada {round}"), Role::Viewer).await;
        let opened = (0..4).map(|n| {
            let sessions = backend.sessions.clone();
            let session = session(world.id(), ada.id, time_of_day(0));
            tokio::spawn(
                async move { sessions.open_session(&session, secret(round * 8 + n)).await },
            )
        });
        let opened: Vec<_> = opened.collect();
        world.try_update_person(ada.id, |ada| ada.active = false).await.expect("retired");
        for opened in opened {
            if let Err(error) = opened.await.expect("no panic") {
                assert_eq!(error.kind(), ErrorKind::NotFound, "{error:?}");
            }
        }
        let left = backend.sessions.sessions_of(ada.id, time_of_day(1)).await.expect("sessions");
        assert_eq!(left, []);
    }
}

/// A new password ends every other session, withdraws open reset links, and counts.
pub async fn a_new_password_ends_what_the_old_one_opened(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    let kept = world.add_session(ada.id, 1, time_of_day(0)).await;
    world.add_session(ada.id, 2, time_of_day(0)).await;
    world.add_session(bob.id, 3, time_of_day(0)).await;
    world.add_link(LinkPurpose::Reset { person: ada.id }, 11, time_of_day(0)).await;
    world.add_link(LinkPurpose::Reset { person: bob.id }, 12, time_of_day(0)).await;
    world.add_link(LinkPurpose::FirstAdmin, 13, time_of_day(0)).await;

    let (new, now) = (password("new"), time_of_day(8));
    backend.people.set_password(ada.id, &new, Some(kept.id), now).await.expect("set");
    assert_eq!(backend.people.password(ada.id).await.expect("a look-up"), Some(new));
    let after = world.person(ada.id).await;
    assert_eq!((after.version, after.updated_at, after.has_password), (2, now, true));
    for (number, open) in [(1, true), (2, false), (3, true)] {
        assert_eq!(is_open(backend, secret(number), now).await, open, "session {number}");
    }
    for (number, works) in [(11, false), (12, true), (13, true)] {
        let link = backend.links.link(secret(number), now).await.expect("a look-up");
        assert_eq!(link.is_some(), works, "link {number}");
    }
    let newer = password("newer");
    backend.people.set_password(ada.id, &newer, None, now).await.expect("set");
    assert!(!is_open(backend, secret(1), now).await);
    assert_eq!(backend.people.password(ada.id).await.expect("a look-up"), Some(newer));
    assert_eq!(world.person(ada.id).await.version, 3);
    assert_eq!(world.person(bob.id).await.version, 1);
}

/// A session of somebody else is not kept by naming it.
pub async fn a_password_keeps_no_session_of_others(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    world.add_session(ada.id, 1, time_of_day(0)).await;
    let other = world.add_session(bob.id, 2, time_of_day(0)).await;
    let now = time_of_day(1);
    backend.people.set_password(ada.id, &password("p"), Some(other.id), now).await.expect("set");
    assert!(!is_open(backend, secret(1), now).await);
    assert!(is_open(backend, secret(2), now).await);
}

/// A password of nobody is not found.
pub async fn a_password_of_nobody_is_not_found(backend: &Backend) {
    let world = World::new(backend);
    let nobody = world.id().into();
    let answer = backend.people.set_password(nobody, &password("p"), None, time_of_day(0)).await;
    refused(answer, ErrorKind::NotFound);
    assert_eq!(backend.people.password(nobody).await.expect("a look-up"), None);
}

/// People are listed by folded display name in byte order, then id, in pages.
pub async fn people_are_listed_by_folded_name(backend: &Backend) {
    let world = World::new(backend);
    for (n, name) in ["bea", "Ada", "ada", "Zoë", "ähm", "Bea", "ZZ"].into_iter().enumerate() {
        let mut person = somebody(world.id(), &format!("p{n}"), Role::Viewer, time_of_day(0));
        person.name = name.into();
        backend.people.create_person(&person, None).await.expect("created");
    }
    let expected = ["p1", "p2", "p0", "p5", "p3", "p6", "p4"];
    assert_eq!(listed(backend, PersonFilter::default()).await, expected);
    pages_are_the_list(|request| async move {
        backend.people.list_people(&PersonFilter::default(), &request).await
    })
    .await;
    let of = |active| {
        move |request: PageRequest| async move {
            backend.people.list_people(&PersonFilter { text: None, active }, &request).await
        }
    };
    refuses_foreign_cursor(of(None), of(Some(true))).await;
}

/// A text is found in the login or the name, folded; activity filters too.
pub async fn texts_and_activity_filter_people(backend: &Backend) {
    let world = World::new(backend);
    for (login, name, active) in
        [("ada@x", "Ada Straße", true), ("bob_1", "50% Bob", false), ("eve", "adamant", true)]
    {
        let mut person = somebody(world.id(), login, Role::Viewer, time_of_day(0));
        (person.name, person.active) = (name.into(), active);
        backend.people.create_person(&person, None).await.expect("created");
    }
    for (text, active, expected) in [
        (Some("ADA"), None, &["ada@x", "eve"][..]),
        (Some("STRASSE"), None, &["ada@x"]),
        (Some("@X"), None, &["ada@x"]),
        (Some("a s"), None, &["ada@x"]),
        (Some("b_"), None, &["bob_1"]),
        (Some("0%"), None, &["bob_1"]),
        (Some("a%a"), None, &[]),
        (Some("x\nada"), None, &[]),
        (Some("x ada"), None, &[]),
        (Some("\0"), None, &[]),
        (Some(""), None, &["bob_1", "ada@x", "eve"]),
        (None, Some(true), &["ada@x", "eve"]),
        (None, Some(false), &["bob_1"]),
        (Some("ada"), Some(false), &[]),
    ] {
        let filter = PersonFilter { text: text.map(str::to_owned), active };
        assert_eq!(listed(backend, filter).await, expected, "{text:?} {active:?}");
    }
    // a filter follows what is changed
    let eve = backend.people.person_by_login("eve").await.expect("a look-up").expect("Eve");
    world.try_update_person(eve.id, |eve| eve.name = "Eve".into()).await.expect("updated");
    let filter = PersonFilter { text: Some("adam".into()), active: None };
    assert_eq!(listed(backend, filter).await, [""; 0]);
}
