//! Sessions of people.

use crate::{ActorId, SessionId, Timestamp};

/// One browser in which a person is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, which is no secret.
    pub id: SessionId,
    /// Whose.
    pub person: ActorId,
    /// When he signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen: Timestamp,
    /// When it ends, used or not.
    pub expires: Timestamp,
    /// When it ends unless it is used before.
    pub idle_until: Timestamp,
    /// The address that he signed in from.
    pub address: Option<String>,
    /// What his browser called itself.
    pub user_agent: Option<String>,
}

impl Session {
    /// Whether it is still good.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires && now < self.idle_until
    }
}
