//! Failed attempts to sign in.

use std::fmt::Debug;

use ariadne_domain::Timestamp;
use async_trait::async_trait;

use crate::Result;

/// How often something failed under one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How often, since the last success or the last long silence.
    pub failures: u32,
    /// The last time.
    pub last: Timestamp,
}

/// Counts failures by key, so that guessing becomes slow whichever server is asked.
///
/// - Keys are told apart by every byte; one that is given twice counts once.
/// - `note_failure` raises the count by one, however many servers do so at once, and
///   starts at one when the last failure is older than `forget_before`; `last` never goes
///   back. It drops keys whose last failure is older than that.
/// - A key that never failed, or was cleared, has no attempts.
#[async_trait]
pub trait AttemptStore: Send + Sync + Debug {
    /// The attempts of these keys, in their order.
    async fn attempts(&self, keys: &[String]) -> Result<Vec<Attempts>>;

    /// Notes a failure under each of these keys.
    async fn note_failure(
        &self,
        keys: &[String],
        at: Timestamp,
        forget_before: Timestamp,
    ) -> Result<()>;

    /// Forgets the failures under a key.
    async fn clear_attempts(&self, key: &str) -> Result<()>;
}
