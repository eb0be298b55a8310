//! What somebody may do.

use crate::names::names;
use crate::{Actor, SessionId};

names! {
    /// What a person or a token may do. Each role may do what the ones before it may.
    pub enum Role {
        /// Reads.
        Viewer = "VIEWER",
        /// Changes everything in the catalog but sources' settings and secrets.
        Editor = "EDITOR",
        /// Everything: people, sources' settings and secrets too.
        Admin = "ADMIN",
    }
}

/// Who asks and what he may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who; what is written bears this name.
    pub actor: Actor,
    /// What he may do.
    pub role: Role,
    /// The session he asks in; none for a token.
    pub session: Option<SessionId>,
    /// The address that he asks from, when it is over the network.
    pub address: Option<String>,
}

impl Caller {
    /// The server itself, which only reads.
    pub fn server() -> Self {
        Self { actor: Actor::server(), role: Role::Viewer, session: None, address: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_grow() {
        assert!(Role::Viewer < Role::Editor && Role::Editor < Role::Admin);
    }
}
