//! `LinkStore`.

use ariadne_domain::{ActorId, LinkPurpose, OneTimeLink, Person, Role};
use ariadne_ports::{ErrorKind, Redemption, Result};

use super::World;
use super::expect::refused;
use super::world_access::{at_once, is_open};
use crate::builders::access::{link, password, secret, somebody};
use crate::{Backend, time_of_day};

const INVITE: LinkPurpose = LinkPurpose::Invite { role: Role::Editor, login: None, name: None };

async fn found(backend: &Backend, number: u8, second: i64) -> Option<OneTimeLink> {
    backend.links.link(secret(number), time_of_day(second)).await.expect("a look-up")
}

async fn redeem(backend: &Backend, number: u8, how: &Redemption) -> Result<()> {
    backend.links.redeem(secret(number), how, time_of_day(1)).await
}

fn joining(person: &Person) -> Redemption {
    Redemption::Join(Box::new(person.clone()), password("joined"))
}

fn newcomer(world: &World<'_>, login: &str, role: Role) -> Person {
    somebody(world.id(), login, role, time_of_day(1))
}

async fn is_there(backend: &Backend, id: ActorId) -> bool {
    !backend.people.people(&[id]).await.expect("people").is_empty()
}

/// A link is found by its secret, as it was made, until it expires.
pub async fn a_link_is_found_until_it_expires(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Admin).await;
    let invite = LinkPurpose::Invite {
        role: Role::Viewer,
        login: Some("bob@x".into()),
        name: Some("Bob Ü".into()),
    };
    let purposes = [LinkPurpose::FirstAdmin, invite, INVITE, LinkPurpose::Reset { person: ada.id }];
    let mut made = Vec::new();
    for (number, purpose) in (1..).zip(purposes) {
        made.push(world.add_link(purpose, number, time_of_day(0)).await);
    }
    for (number, expected) in (1..).zip(made) {
        assert_eq!(found(backend, number, 1).await.as_ref(), Some(&expected));
        let at = async |now| backend.links.link(secret(number), now).await.expect("a look-up");
        assert_eq!(at(expected.expires.plus_micros(-1)).await, Some(expected.clone()));
        assert_eq!(at(expected.expires).await, None);
        assert_eq!(at(expected.expires.plus_micros(1)).await, None);
    }
    assert_eq!(found(backend, 9, 1).await, None);
}

/// Links that work are listed newest first.
pub async fn links_are_listed_newest_first(backend: &Backend) {
    let world = World::new(backend);
    let mut made = Vec::new();
    for (number, second) in [(1, 5), (2, 9), (3, 5), (4, 1)] {
        made.push(world.add_link(INVITE, number, time_of_day(second)).await);
    }
    let listed = async |now| backend.links.links(now).await.expect("links");
    let expected = [1, 2, 0, 3].map(|n: usize| made[n].clone());
    assert_eq!(listed(time_of_day(10)).await, expected);
    assert_eq!(listed(made[3].expires.plus_micros(-1)).await, expected);
    assert_eq!(listed(made[3].expires).await, expected[..3]);
}

/// A link that was taken back is not found; it was there once.
pub async fn a_withdrawn_link_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let made = world.add_link(INVITE, 1, time_of_day(0)).await;
    assert!(!backend.links.withdraw_link(world.id().into()).await.expect("an answer"));
    assert!(backend.links.withdraw_link(made.id).await.expect("an answer"));
    assert_eq!(found(backend, 1, 1).await, None);
    assert!(!backend.links.withdraw_link(made.id).await.expect("an answer"));
    let bob = newcomer(&world, "bob", Role::Editor);
    refused(redeem(backend, 1, &joining(&bob)).await, ErrorKind::NotFound);
    assert!(!is_there(backend, bob.id).await);
}

/// An invitation brings a person in, and is used by that.
pub async fn an_invitation_is_used_once(backend: &Backend) {
    let world = World::new(backend);
    world.add_link(INVITE, 1, time_of_day(0)).await;
    let (bob, eve) = (newcomer(&world, "bob", Role::Editor), newcomer(&world, "eve", Role::Editor));
    redeem(backend, 1, &joining(&bob)).await.expect("joined");
    assert_eq!(world.person(bob.id).await, Person { has_password: true, ..bob.clone() });
    let kept = backend.people.password(bob.id).await.expect("a look-up");
    assert_eq!(kept, Some(password("joined")));
    assert_eq!(found(backend, 1, 1).await, None);
    assert_eq!(backend.links.links(time_of_day(1)).await.expect("links"), []);
    refused(redeem(backend, 1, &joining(&eve)).await, ErrorKind::NotFound);
    assert!(!is_there(backend, eve.id).await);
}

/// An expired or unknown link does nothing.
pub async fn an_expired_link_does_nothing(backend: &Backend) {
    let world = World::new(backend);
    let made = world.add_link(INVITE, 1, time_of_day(0)).await;
    let bob = newcomer(&world, "bob", Role::Editor);
    let late = backend.links.redeem(secret(1), &joining(&bob), made.expires).await;
    refused(late, ErrorKind::NotFound);
    refused(redeem(backend, 2, &joining(&bob)).await, ErrorKind::NotFound);
    assert!(!is_there(backend, bob.id).await);
    let last = made.expires.plus_micros(-1);
    backend.links.redeem(secret(1), &joining(&bob), last).await.expect("in time");
}

/// A reset link sets a password as a person would: other sessions end, and he counts.
pub async fn a_reset_sets_a_password(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Admin).await;
    world.add_session(ada.id, 1, time_of_day(0)).await;
    world.add_link(LinkPurpose::Reset { person: ada.id }, 2, time_of_day(0)).await;
    let reset = Redemption::Reset(ada.id, password("new"));
    redeem(backend, 2, &reset).await.expect("reset");
    let kept = backend.people.password(ada.id).await.expect("a look-up");
    assert_eq!(kept, Some(password("new")));
    let after = world.person(ada.id).await;
    assert_eq!((after.version, after.updated_at, after.has_password), (2, time_of_day(1), true));
    assert!(!is_open(backend, secret(1), time_of_day(1)).await);
    assert_eq!(found(backend, 2, 1).await, None);
    refused(redeem(backend, 2, &reset).await, ErrorKind::NotFound);
    assert_eq!(world.person(ada.id).await.version, 2);
}

/// A link serves no other purpose than its own, and is as good as before.
pub async fn a_link_serves_its_own_purpose(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let eve = world.add_person("eve", Role::Editor).await;
    let bob = newcomer(&world, "bob", Role::Admin);
    world.add_link(LinkPurpose::FirstAdmin, 1, time_of_day(0)).await;
    world.add_link(INVITE, 2, time_of_day(0)).await;
    world.add_link(LinkPurpose::Reset { person: ada.id }, 3, time_of_day(0)).await;
    let reset = |id| Redemption::Reset(id, password("stolen"));
    for (number, how) in
        [(1, reset(ada.id)), (2, reset(ada.id)), (3, joining(&bob)), (3, reset(eve.id))]
    {
        let answer = redeem(backend, number, &how).await;
        refused(answer, ErrorKind::NotFound);
        assert!(found(backend, number, 1).await.is_some(), "link {number} is as good as before");
    }
    assert!(!is_there(backend, bob.id).await);
    for person in [ada, eve] {
        assert_eq!(backend.people.password(person.id).await.expect("a look-up"), None);
        assert_eq!(world.person(person.id).await, person);
    }
}

/// A redemption fails as the change would, and the link is as good as before.
pub async fn a_failed_redemption_leaves_the_link(backend: &Backend) {
    let world = World::new(backend);
    world.add_person("ada", Role::Editor).await;
    world.add_link(INVITE, 1, time_of_day(0)).await;
    let twin = newcomer(&world, "ADA", Role::Editor);
    let error = refused(redeem(backend, 1, &joining(&twin)).await, ErrorKind::Conflict);
    assert_eq!(error.violations()[0].path, ["login"]);
    assert!(!is_there(backend, twin.id).await);
    redeem(backend, 1, &joining(&newcomer(&world, "bob", Role::Editor))).await.expect("joined");

    let nobody = world.id().into();
    world.add_link(LinkPurpose::Reset { person: nobody }, 2, time_of_day(0)).await;
    let reset = Redemption::Reset(nobody, password("p"));
    refused(redeem(backend, 2, &reset).await, ErrorKind::NotFound);
    assert!(found(backend, 2, 1).await.is_some());
}

/// The first administrator joins only while there is none.
pub async fn the_first_administrator_is_the_first(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Admin).await;
    world.add_link(LinkPurpose::FirstAdmin, 1, time_of_day(0)).await;
    let eve = newcomer(&world, "eve", Role::Admin);
    refused(redeem(backend, 1, &joining(&eve)).await, ErrorKind::Conflict);
    assert!(!is_there(backend, eve.id).await);
    assert!(found(backend, 1, 1).await.is_some(), "it is as good as before");
    assert_eq!(world.person(ada.id).await, ada);
}

/// A first administrator who is there but inactive stands in nobody's way.
pub async fn an_inactive_administrator_is_none(backend: &Backend) {
    let world = World::new(backend);
    let mut ada = somebody(world.id(), "ada", Role::Admin, time_of_day(0));
    ada.active = false;
    backend.people.create_person(&ada, None).await.expect("created");
    world.add_link(LinkPurpose::FirstAdmin, 1, time_of_day(0)).await;
    let eve = newcomer(&world, "eve", Role::Admin);
    redeem(backend, 1, &joining(&eve)).await.expect("joined");
    assert!(backend.people.has_admin().await.expect("an answer"));
}

/// Of any number that redeem one link at once, one succeeds.
pub async fn a_raced_link_is_used_once(backend: &Backend) {
    let world = World::new(backend);
    for (number, purpose, role) in
        [(1, INVITE, Role::Editor), (2, LinkPurpose::FirstAdmin, Role::Admin)]
    {
        world.add_link(purpose, number, time_of_day(0)).await;
        let people: Vec<Person> =
            (0..10).map(|n| newcomer(&world, &format!("p{number}.{n}"), role)).collect();
        let redeemed = people.iter().map(|person| {
            let (links, how) = (backend.links.clone(), joining(person));
            async move { links.redeem(secret(number), &how, time_of_day(1)).await }
        });
        let ended = at_once(redeemed.collect::<Vec<_>>()).await;
        let mut joined = 0;
        for (answer, person) in ended.into_iter().zip(&people) {
            assert_eq!(is_there(backend, person.id).await, answer.is_ok());
            match answer {
                Ok(()) => joined += 1,
                Err(error) => assert_eq!(error.kind(), ErrorKind::NotFound, "{error:?}"),
            }
        }
        assert_eq!(joined, 1);
    }
}

/// A link that is withdrawn while it is redeemed did one or the other.
pub async fn a_race_with_withdrawal_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    for number in 1..=8 {
        let made = world.add_link(INVITE, number, time_of_day(0)).await;
        let person = newcomer(&world, &format!("p{number}"), Role::Editor);
        let (links, how) = (backend.links.clone(), joining(&person));
        let redeemed =
            tokio::spawn(async move { links.redeem(secret(number), &how, time_of_day(1)).await });
        let withdrawn = backend.links.withdraw_link(made.id).await.expect("an answer");
        let redeemed = redeemed.await.expect("no panic");
        assert_ne!(withdrawn, redeemed.is_ok());
        assert_eq!(is_there(backend, person.id).await, redeemed.is_ok());
    }
}

/// A new link for the first administrator withdraws the older ones, and no others.
pub async fn a_new_first_link_withdraws_the_older(backend: &Backend) {
    let world = World::new(backend);
    world.add_link(LinkPurpose::FirstAdmin, 1, time_of_day(0)).await;
    world.add_link(INVITE, 2, time_of_day(0)).await;
    world.add_link(LinkPurpose::FirstAdmin, 3, time_of_day(0)).await;
    world.add_link(INVITE, 4, time_of_day(0)).await;
    for (number, works) in [(1, false), (2, true), (3, true), (4, true)] {
        assert_eq!(found(backend, number, 1).await.is_some(), works, "link {number}");
    }
    let eve = newcomer(&world, "eve", Role::Admin);
    refused(redeem(backend, 1, &joining(&eve)).await, ErrorKind::NotFound);
}

/// A new reset link withdraws the older ones of the same person, and no others.
pub async fn a_new_reset_withdraws_the_older(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Editor).await;
    let bob = world.add_person("bob", Role::Editor).await;
    for (number, whose) in [(1, ada.id), (2, bob.id), (3, ada.id)] {
        world.add_link(LinkPurpose::Reset { person: whose }, number, time_of_day(0)).await;
    }
    for (number, works) in [(1, false), (2, true), (3, true)] {
        assert_eq!(found(backend, number, 1).await.is_some(), works, "link {number}");
    }
}

/// Of links for the first administrator that are made at once one is left.
pub async fn raced_first_links_leave_one(backend: &Backend) {
    let world = World::new(backend);
    let made = (1..=8_u8).map(|number| {
        let links = backend.links.clone();
        let link = link(world.id(), LinkPurpose::FirstAdmin, time_of_day(0));
        async move { links.create_link(&link, secret(number)).await }
    });
    for answer in at_once(made.collect::<Vec<_>>()).await {
        answer.expect("made");
    }
    assert_eq!(backend.links.links(time_of_day(1)).await.expect("links").len(), 1);
}

/// Links that expired before a new one was made are dropped, and no others.
pub async fn expired_links_are_dropped(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_link(INVITE, 1, time_of_day(0)).await;
    let left = async || backend.links.links(time_of_day(0)).await.expect("links").len();
    world.add_link(INVITE, 2, old.expires.plus_micros(-1)).await;
    assert_eq!(left().await, 2);
    world.add_link(INVITE, 3, old.expires).await;
    assert_eq!(left().await, 2, "the first is dropped, not only hidden");
    assert_eq!(found(backend, 1, 0).await, None);
}

/// At most a thousand links are listed, the newest.
pub async fn a_thousand_links_are_listed(backend: &Backend) {
    let world = World::new(backend);
    let mut last = None;
    for n in 0..1_001_u32 {
        let made = link(world.id(), INVITE, time_of_day(i64::from(n)));
        let mut hash = secret(0);
        hash.0[..4].copy_from_slice(&n.to_be_bytes());
        let made = OneTimeLink { expires: time_of_day(9_999), ..made };
        backend.links.create_link(&made, hash).await.expect("created");
        last = Some(made);
    }
    let listed = backend.links.links(time_of_day(0)).await.expect("links");
    assert_eq!(listed.len(), 1_000);
    assert_eq!(listed.first(), last.as_ref());
    assert_eq!(listed.last().map(|link| link.created_at), Some(time_of_day(1)));
}
