//! Who may use the catalog. Like all operational state it lives in the database, so
//! that any server knows a session that another one opened, and it never changes what a
//! catalog query answers.

mod attempts;
mod identity;
mod links;
mod passwords;
mod people;
mod person_settings;
mod sessions;
mod tokens;

use std::fmt;

pub use attempts::{AttemptStore, Attempts};
pub use identity::{Begun, ExternalPerson, IdentityProvider, Returned};
pub use links::{LinkStore, Redemption};
pub use passwords::{PasswordHash, PasswordHasher};
pub use people::{PeopleStore, PersonFilter};
pub use person_settings::{PersonSetting, PersonSettingStore, SettingRoom, SettingSaved};
pub use sessions::SessionStore;
pub use tokens::{TokenFilter, TokenStore};

/// SHA-256 of a secret of 256 random bits: of a session's cookie, a token, a link. Such a
/// secret cannot be guessed, so a fast hash is enough.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(pub [u8; 32]);

/// Without the hash.
impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}
