//! Tokens of scripts.

use crate::names::{NameOrigin, check_characters};
use crate::{ActorId, Role, Timestamp, Violation};

/// The longest name of a token, in characters.
pub const MAX_TOKEN_NAME: usize = 200;

/// A token with which a script acts. Its secret is shown once and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id; as an actor too.
    pub id: ActorId,
    /// The person whose token it is; it may never do more than he.
    pub owner: ActorId,
    /// What it is for.
    pub name: String,
    /// What it may do, as far as its owner may.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; none lives until it is revoked.
    pub expires: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used: Option<Timestamp>,
    /// The address that used it last.
    pub last_used_from: Option<String>,
}

impl ApiToken {
    /// Whether it still works, as far as it is up to itself.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

/// Checks a token's name: 1 to [`MAX_TOKEN_NAME`] characters, not only white space.
pub fn check_token_name(field: &str, name: &str) -> Option<Violation> {
    if name.trim().is_empty() {
        let message = "Enter what the token is for.";
        return Some(Violation::new([field], "REQUIRED", message));
    }
    check_characters(field, name, MAX_TOKEN_NAME, NameOrigin::Typed, false)
}
