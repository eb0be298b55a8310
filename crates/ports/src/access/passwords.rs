//! Passwords.

use std::fmt;

use async_trait::async_trait;
use secrecy::SecretString;

use crate::Result;

/// The hash of a password with its salt and parameters, in PHC string form
/// (`$argon2id$v=19$…`).
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

/// Without the hash.
impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Hashes passwords, slowly and with much memory.
///
/// - A password verifies against its own hash alone, and two hashes of one password
///   differ.
/// - `verify` against `None` answers false and does the same work, so that an unknown
///   name cannot be told from a wrong password by time.
/// - Only a few hashes are made at once; the others wait, so that many guesses cannot
///   take the machine.
#[async_trait]
pub trait PasswordHasher: Send + Sync + fmt::Debug {
    /// The hash of a new password.
    async fn hash(&self, password: &SecretString) -> Result<PasswordHash>;

    /// Whether it is the password; `Internal` when the hash cannot be read.
    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> Result<bool>;

    /// Whether the hash was made with weaker parameters than today's, so that it should
    /// be made anew when the password is next seen.
    fn is_outdated(&self, hash: &PasswordHash) -> bool;
}
