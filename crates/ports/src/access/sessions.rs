//! Sessions.

use std::fmt::Debug;

use ariadne_domain::{ActorId, Person, Session, SessionId, Timestamp};
use async_trait::async_trait;

use super::SecretHash;
use crate::Result;

/// Keeps sessions.
///
/// - A session is found by the hash of its secret while it is alive at `now` and its
///   person is active; the person is answered as he is now.
/// - `open_session` notes `session.created_at` as the person's last sign-in (raising no
///   version), and drops sessions that ended before it. A person who is not active gets
///   `NotFound`.
/// - `touch_session` moves `last_seen` and `idle_until` forward, never back; a session
///   that is gone, or had ended at `last_seen`, stays so.
/// - What was closed is not found again; closing it twice is no error.
#[async_trait]
pub trait SessionStore: Send + Sync + Debug {
    /// Keeps a new session.
    async fn open_session(&self, session: &Session, secret: SecretHash) -> Result<()>;

    /// The session with this secret, and whose it is.
    async fn session(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<(Session, Person)>>;

    /// Notes that it was used.
    async fn touch_session(
        &self,
        id: SessionId,
        last_seen: Timestamp,
        idle_until: Timestamp,
    ) -> Result<()>;

    /// The living sessions of a person, newest first.
    async fn sessions_of(&self, person: ActorId, now: Timestamp) -> Result<Vec<Session>>;

    /// Ends one session of a person; answers whether there was one.
    async fn close_session(&self, person: ActorId, id: SessionId) -> Result<bool>;

    /// Ends every session of a person but `keep`; answers how many.
    async fn close_sessions(&self, person: ActorId, keep: Option<SessionId>) -> Result<u64>;
}
