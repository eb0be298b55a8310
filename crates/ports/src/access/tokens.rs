//! Tokens.

use std::fmt::Debug;

use ariadne_domain::{ActorId, ApiToken, Person, Timestamp};
use async_trait::async_trait;

use super::SecretHash;
use crate::{Page, PageRequest, Result};

/// Which tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenFilter {
    /// Of this person.
    pub owner: Option<ActorId>,
    /// Those that are neither revoked nor expired at this time.
    pub alive_at: Option<Timestamp>,
}

/// Keeps tokens.
///
/// - What was put is read back equal. Tokens are kept after their end: history names them.
/// - A token of a person who is not there is `NotFound`.
/// - `token` finds a token by the hash of its secret, alive or not, with its owner as he
///   is now; whether it works is for the caller to say.
/// - Revoking sets the time once: `revoke_token` answers false for an unknown token and
///   one that is revoked already, and the first time stays.
/// - `note_use` moves `last_used` forward, never back, and keeps the address of then.
#[async_trait]
pub trait TokenStore: Send + Sync + Debug {
    /// Keeps a new token.
    async fn create_token(&self, token: &ApiToken, secret: SecretHash) -> Result<()>;

    /// The token with this secret, and whose it is.
    async fn token(&self, secret: SecretHash) -> Result<Option<(ApiToken, Person)>>;

    /// The tokens with these ids, in any order; unknown ids are left out.
    async fn tokens(&self, ids: &[ActorId]) -> Result<Vec<ApiToken>>;

    /// Tokens, newest first (by creation, then id).
    async fn list_tokens(&self, filter: &TokenFilter, page: &PageRequest)
    -> Result<Page<ApiToken>>;

    /// Ends a token.
    async fn revoke_token(&self, id: ActorId, at: Timestamp) -> Result<bool>;

    /// Notes that it was used.
    async fn note_use(&self, id: ActorId, at: Timestamp, from: Option<&str>) -> Result<()>;
}
