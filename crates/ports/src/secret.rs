//! Secrets: lent, never shown.

use std::collections::BTreeMap;
use std::fmt;

use ariadne_domain::SourceId;
use secrecy::{ExposeSecret, SecretString};

use crate::Result;

/// The secret settings of one source by name. Its `Debug` shows names only.
#[derive(Clone, Default)]
pub struct SecretValues(BTreeMap<String, SecretString>);

impl SecretValues {
    /// Puts one value; an empty one is left out.
    pub fn insert(&mut self, name: impl Into<String>, value: SecretString) {
        if !value.expose_secret().is_empty() {
            self.0.insert(name.into(), value);
        }
    }

    /// One value.
    pub fn get(&self, name: &str) -> Option<&SecretString> {
        self.0.get(name)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every name with its value, sorted by name; for the vault.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretValues").field(&self.0.keys().collect::<Vec<_>>()).finish()
    }
}

/// A sealed secret as it lies in the database.
#[derive(Clone, PartialEq, Eq)]
pub struct Ciphertext {
    /// Id of the key that sealed it, not the key.
    pub key_id: String,
    /// Nonce and sealed bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Ciphertext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ciphertext(key {}, {} bytes)", self.key_id, self.bytes.len())
    }
}

/// Seals and opens secrets.
///
/// - What was sealed for a source opens for that source, with equal values.
/// - It does not open for another source, when a byte is changed, or with another
///   key: `Internal` naming the key's id, never a value.
/// - Sealing the same twice gives different bytes.
/// - The fingerprint of the same bytes is the same, on every server that has the key
///   and after a restart; of other bytes or with another key it is another. Who has
///   not the key cannot compute it, so that it tells nothing of what it was made of.
/// - Neither `Debug` nor an error shows a value or the key.
pub trait SecretVault: Send + Sync + fmt::Debug {
    /// Id of the key that seals now: a fingerprint that does not reveal it.
    fn key_id(&self) -> &str;
    /// Seals the values for one source.
    fn seal(&self, source: SourceId, values: &SecretValues) -> Result<Ciphertext>;
    /// Opens what [`SecretVault::seal`] made.
    fn open(&self, source: SourceId, sealed: &Ciphertext) -> Result<SecretValues>;
    /// Recognises the same bytes again without keeping them.
    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32];
}
