//! One-time links.

use std::fmt::Debug;

use ariadne_domain::{ActorId, LinkId, OneTimeLink, Person, Timestamp};
use async_trait::async_trait;

use super::{PasswordHash, SecretHash};
use crate::Result;

/// What a link is used for.
#[derive(Clone, Debug)]
pub enum Redemption {
    /// The first administrator, or an invited person, comes to be. Boxed for its size.
    Join(Box<Person>, PasswordHash),
    /// A person gets a new password.
    Reset(ActorId, PasswordHash),
}

/// Keeps one-time links.
///
/// - A link is found by the hash of its secret until it expires, is withdrawn or used.
/// - `redeem` uses the link and does what it is used for in one transaction: of any
///   number that try at once, one succeeds and the others get `NotFound`; when it fails
///   the link is as good as before.
/// - `redeem` fails as `create_person` and `set_password` do. It is `Conflict` to join by a
///   `FirstAdmin` link when there is an active administrator, and `NotFound` to redeem a
///   link for another purpose than its own.
/// - Making a `FirstAdmin` link withdraws the older ones; making a `Reset` link withdraws
///   the older ones of the same person. Links that expired before `created_at` are dropped.
#[async_trait]
pub trait LinkStore: Send + Sync + Debug {
    /// Keeps a new link.
    async fn create_link(&self, link: &OneTimeLink, secret: SecretHash) -> Result<()>;

    /// The link with this secret that still works at `now`.
    async fn link(&self, secret: SecretHash, now: Timestamp) -> Result<Option<OneTimeLink>>;

    /// The links that work at `now`, newest first; at most 1,000.
    async fn links(&self, now: Timestamp) -> Result<Vec<OneTimeLink>>;

    /// Uses the link with this secret.
    async fn redeem(&self, secret: SecretHash, how: &Redemption, now: Timestamp) -> Result<()>;

    /// Takes a link back; answers whether there was one.
    async fn withdraw_link(&self, id: LinkId) -> Result<bool>;
}
