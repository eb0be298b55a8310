//! Links that work once.

use crate::{Actor, ActorId, LinkId, Role, Timestamp};

/// What somebody may do with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Become the first administrator; works while there is none.
    FirstAdmin,
    /// Become a person with this role.
    Invite {
        /// What the new person may do.
        role: Role,
        /// The name to sign in with; chosen by the invited one when there is none.
        login: Option<String>,
        /// The display name that is proposed.
        name: Option<String>,
    },
    /// Set a new password.
    Reset {
        /// Whose.
        person: ActorId,
    },
}

impl LinkPurpose {
    /// The public spelling.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::FirstAdmin => "FIRST_ADMIN",
            Self::Invite { .. } => "INVITE",
            Self::Reset { .. } => "RESET",
        }
    }
}

/// A link that works once and for a while. Its secret is shown once and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// Its id, which is no secret.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Who made it.
    pub created_by: Actor,
    /// When.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires: Timestamp,
}
