use ariadne_application::domain::{self, SessionId};
use async_graphql::{ID, SimpleObject};

use crate::schema::scalars::DateTime;

/// A browser in which somebody is signed in.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Session {
    /// Its id.
    id: ID,
    /// Whether the request came in this one.
    is_current: bool,
    /// When he signed in.
    created_at: DateTime,
    /// When it was last used, to the minute.
    last_seen: DateTime,
    /// When it ends, used or not.
    expires_at: DateTime,
    /// The address that he signed in from.
    address: Option<String>,
    /// What his browser called itself.
    user_agent: Option<String>,
}

impl Session {
    /// A session, seen from `current`.
    pub(crate) fn new(session: domain::Session, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.to_string().into(),
            is_current: current == Some(session.id),
            created_at: DateTime(session.created_at),
            last_seen: DateTime(session.last_seen),
            expires_at: DateTime(session.expires),
            address: session.address,
            user_agent: session.user_agent,
        }
    }
}
