//! `SessionStore`.

use ariadne_domain::{Role, Session};
use ariadne_ports::ErrorKind;

use super::World;
use super::expect::refused;
use super::world_access::{at_once, is_open};
use crate::builders::access::{secret, session};
use crate::{Backend, time_of_day};

/// A session is found by its secret until it ends, by age or by idleness.
pub async fn a_session_is_found_while_it_is_alive(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let (made, end) = (time_of_day(0), time_of_day(100));
    let template = session(world.id(), ada.id, made);
    let ends_by_age = Session { expires: end, ..template.clone() };
    let ends_idle = Session { id: world.id().into(), idle_until: end, ..template };
    for (number, opened) in (1..).zip([ends_by_age, ends_idle]) {
        let bare = number == 2;
        let opened = Session {
            address: opened.address.filter(|_| !bare),
            user_agent: opened.user_agent.filter(|_| !bare),
            ..opened
        };
        backend.sessions.open_session(&opened, secret(number)).await.expect("opened");
        let found = backend.sessions.session(secret(number), end.plus_micros(-1)).await;
        let known = found.expect("a look-up").expect("alive");
        assert_eq!(known, (opened, world.person(ada.id).await));
        assert!(!is_open(backend, secret(number), end).await);
        assert!(!is_open(backend, secret(number), end.plus_micros(1)).await);
    }
    assert!(!is_open(backend, secret(3), made).await, "another secret");
}

/// The person is answered as he is now.
pub async fn a_session_knows_its_person_as_he_is_now(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let (now, number) = (time_of_day(1), secret(1));
    world.add_session(ada.id, 1, time_of_day(0)).await;
    world.try_update_person(ada.id, |ada| ada.role = Role::Viewer).await.expect("updated");
    let (_, whose) =
        backend.sessions.session(number, now).await.expect("a look-up").expect("alive");
    assert_eq!((whose.role, whose.version), (Role::Viewer, 2));
}

/// Opening a session notes the sign-in and raises no version.
pub async fn opening_notes_the_sign_in(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    assert_eq!(world.person(ada.id).await.last_sign_in, None);
    for (number, at) in [(1, time_of_day(5)), (2, time_of_day(9))] {
        world.add_session(ada.id, number, at).await;
        let mut expected = ada.clone();
        expected.last_sign_in = Some(at);
        assert_eq!(world.person(ada.id).await, expected);
    }
}

/// Opening a session drops those that ended before it, and no others.
pub async fn opening_drops_what_has_ended(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    let (made, end) = (time_of_day(0), time_of_day(100));
    let mut old = session(world.id(), bob.id, made);
    old.expires = end;
    let mut idle = session(world.id(), bob.id, made);
    idle.idle_until = end;
    backend.sessions.open_session(&old, secret(1)).await.expect("opened");
    backend.sessions.open_session(&idle, secret(2)).await.expect("opened");
    let left = async || {
        let left = backend.sessions.sessions_of(bob.id, made).await.expect("sessions");
        left.len()
    };
    world.add_session(ada.id, 3, end.plus_micros(-1)).await;
    assert_eq!(left().await, 2, "they have not ended yet");
    world.add_session(ada.id, 4, end).await;
    assert_eq!(left().await, 0, "they are dropped, not only hidden");
    assert!(is_open(backend, secret(3), end).await);
}

/// A person who is not active, or not there, opens nothing.
pub async fn somebody_inactive_opens_nothing(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    world.try_update_person(ada.id, |ada| ada.active = false).await.expect("retired");
    let before = world.person(ada.id).await;
    for whose in [ada.id, world.id().into()] {
        let opened = session(world.id(), whose, time_of_day(0));
        let answer = backend.sessions.open_session(&opened, secret(1)).await;
        refused(answer, ErrorKind::NotFound);
        assert!(!is_open(backend, secret(1), time_of_day(0)).await);
    }
    assert_eq!(world.person(ada.id).await, before, "no sign-in is noted");
    world.try_update_person(ada.id, |ada| ada.active = true).await.expect("active again");
    assert!(!is_open(backend, secret(1), time_of_day(0)).await);
}

/// A touch moves both times forward, never back.
pub async fn a_touch_goes_forward_only(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let opened = world.add_session(ada.id, 1, time_of_day(0)).await;
    let idle = opened.idle_until;
    for (seen, until, expected) in [
        (time_of_day(60), idle.plus_micros(5), (time_of_day(60), idle.plus_micros(5))),
        (time_of_day(30), idle.plus_micros(2), (time_of_day(60), idle.plus_micros(5))),
        (time_of_day(90), idle.plus_micros(2), (time_of_day(90), idle.plus_micros(5))),
        (time_of_day(30), idle.plus_micros(9), (time_of_day(90), idle.plus_micros(9))),
    ] {
        backend.sessions.touch_session(opened.id, seen, until).await.expect("touched");
        let found = backend.sessions.session(secret(1), time_of_day(1)).await;
        let (found, _) = found.expect("a look-up").expect("alive");
        assert_eq!((found.last_seen, found.idle_until), expected);
        let mut rest = opened.clone();
        (rest.last_seen, rest.idle_until) = expected;
        assert_eq!(found, rest, "all else stays");
    }
}

/// Many touches at once leave the latest.
pub async fn raced_touches_leave_the_latest(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let opened = world.add_session(ada.id, 1, time_of_day(0)).await;
    let touches = (1..=12_i64).map(|n| {
        let (sessions, id) = (backend.sessions.clone(), opened.id);
        let (seen, until) = (time_of_day(n * 5 % 13), opened.idle_until.plus_micros(n * 7 % 13));
        async move { sessions.touch_session(id, seen, until).await }
    });
    for answer in at_once(touches).await {
        answer.expect("touched");
    }
    let found = backend.sessions.session(secret(1), time_of_day(1)).await;
    let (found, _) = found.expect("a look-up").expect("alive");
    assert_eq!(
        (found.last_seen, found.idle_until),
        (time_of_day(12), opened.idle_until.plus_micros(12))
    );
}

/// A session that is gone, or had ended, is not touched back to life.
pub async fn what_is_gone_stays_gone(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let closed = world.add_session(ada.id, 1, time_of_day(0)).await;
    assert!(backend.sessions.close_session(ada.id, closed.id).await.expect("closed"));
    let (later, far) = (time_of_day(9), time_of_day(99_999));
    backend.sessions.touch_session(closed.id, later, far).await.expect("no error");
    assert!(!is_open(backend, secret(1), later).await);

    let ended = world.add_session(ada.id, 2, time_of_day(0)).await;
    let end = ended.idle_until;
    backend.sessions.touch_session(ended.id, end, far).await.expect("no error");
    assert!(!is_open(backend, secret(2), end).await, "it had ended by then");
    let last = end.plus_micros(-1);
    backend.sessions.touch_session(ended.id, last, far).await.expect("touched");
    assert!(is_open(backend, secret(2), end).await, "it was used in time");
    backend.sessions.touch_session(ended.id, ended.expires, far).await.expect("no error");
    let before = ended.expires.plus_micros(-1);
    let found = backend.sessions.session(secret(2), before).await.expect("a look-up");
    assert_eq!(found.expect("alive").0.last_seen, last);
    assert!(!is_open(backend, secret(2), ended.expires).await, "nothing outlives its age");
}

/// What was closed is not found again; closing it twice is no error, and nobody closes
/// another's.
pub async fn what_was_closed_is_not_found_again(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    let opened = world.add_session(ada.id, 1, time_of_day(0)).await;
    let now = time_of_day(1);
    assert!(!backend.sessions.close_session(bob.id, opened.id).await.expect("an answer"));
    assert!(is_open(backend, secret(1), now).await);
    assert!(backend.sessions.close_session(ada.id, opened.id).await.expect("an answer"));
    assert!(!is_open(backend, secret(1), now).await);
    assert!(!backend.sessions.close_session(ada.id, opened.id).await.expect("an answer"));
}

/// Every session of a person but one is closed, and no other's.
pub async fn closing_all_keeps_one(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    let now = time_of_day(1);
    let kept = world.add_session(ada.id, 1, time_of_day(0)).await;
    for number in [2, 3] {
        world.add_session(ada.id, number, time_of_day(0)).await;
    }
    let other = world.add_session(bob.id, 4, time_of_day(0)).await;
    let close = async |keep| backend.sessions.close_sessions(ada.id, keep).await.expect("closed");
    assert_eq!(close(Some(kept.id)).await, 2);
    for (number, open) in [(1, true), (2, false), (3, false), (4, true)] {
        assert_eq!(is_open(backend, secret(number), now).await, open, "session {number}");
    }
    assert_eq!(close(Some(kept.id)).await, 0);
    assert_eq!(close(Some(other.id)).await, 1, "another's session keeps none of his");
    assert_eq!(close(None).await, 0);
    assert!(is_open(backend, secret(4), now).await);
}

/// The living sessions of a person come newest first.
pub async fn sessions_are_listed_newest_first(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    world.add_session(bob.id, 9, time_of_day(0)).await;
    let mut opened = Vec::new();
    for (number, second) in [(1, 5), (2, 9), (3, 5), (4, 1)] {
        opened.push(world.add_session(ada.id, number, time_of_day(second)).await);
    }
    let listed = async |now| backend.sessions.sessions_of(ada.id, now).await.expect("sessions");
    let expected = [1, 2, 0, 3].map(|n: usize| opened[n].clone());
    assert_eq!(listed(time_of_day(10)).await, expected);
    // the oldest is idle for too long first
    assert_eq!(listed(opened[3].idle_until.plus_micros(-1)).await, expected);
    assert_eq!(listed(opened[3].idle_until).await, expected[..3]);
}

/// Sessions that are opened at once are all there.
pub async fn sessions_are_opened_at_once(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await;
    let bob = world.add_person("bob", Role::Viewer).await;
    let opened = (0..16_u8).map(|n| {
        let whose = if n % 2 == 0 { ada.id } else { bob.id };
        let session = session(world.id(), whose, time_of_day(0));
        let sessions = backend.sessions.clone();
        async move { sessions.open_session(&session, secret(n)).await }
    });
    for answer in at_once(opened.collect::<Vec<_>>()).await {
        answer.expect("opened");
    }
    for whose in [ada.id, bob.id] {
        let sessions = backend.sessions.sessions_of(whose, time_of_day(1)).await;
        assert_eq!(sessions.expect("sessions").len(), 8);
    }
}
