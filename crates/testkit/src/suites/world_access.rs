//! People, sessions and links that a case fills a catalog with.

use ariadne_domain::{ActorId, LinkPurpose, OneTimeLink, Person, Role, Session, Timestamp};
use ariadne_ports::{Result, SecretHash};
use futures_util::future::join_all;

use super::World;
use super::world::one;
use crate::Backend;
use crate::builders::access;
use crate::time_of_day;

impl World<'_> {
    /// Keeps a new active person, made a minute before the first second of the day.
    pub(super) async fn add_person(&self, login: &str, role: Role) -> Person {
        let person = access::somebody(self.id(), login, role, time_of_day(-60));
        self.backend.people.create_person(&person, None).await.expect("created");
        person
    }

    /// A person who is there, as he is now.
    pub(super) async fn person(&self, id: ActorId) -> Person {
        one(self.backend.people.people(&[id]).await)
    }

    /// Changes a person who is there.
    pub(super) async fn try_update_person(
        &self,
        id: ActorId,
        change: impl FnOnce(&mut Person),
    ) -> Result<u32> {
        let mut person = self.person(id).await;
        change(&mut person);
        self.backend.people.update_person(&person).await
    }

    /// Opens a session.
    pub(super) async fn add_session(&self, whose: ActorId, secret: u8, at: Timestamp) -> Session {
        let session = access::session(self.id(), whose, at);
        let opened = self.backend.sessions.open_session(&session, access::secret(secret)).await;
        opened.expect("opened");
        session
    }

    /// Keeps a link.
    pub(super) async fn add_link(
        &self,
        purpose: LinkPurpose,
        secret: u8,
        at: Timestamp,
    ) -> OneTimeLink {
        let link = access::link(self.id(), purpose, at);
        let created = self.backend.links.create_link(&link, access::secret(secret)).await;
        created.expect("created");
        link
    }
}

/// Whether a session with this secret is found.
pub(super) async fn is_open(backend: &Backend, secret: SecretHash, now: Timestamp) -> bool {
    backend.sessions.session(secret, now).await.expect("a look-up").is_some()
}

/// Runs all of these at once, each in a task of its own.
pub(super) async fn at_once<T: Send + 'static>(
    calls: impl IntoIterator<Item: Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let tasks: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    join_all(tasks).await.into_iter().map(|task| task.expect("no panic")).collect()
}
