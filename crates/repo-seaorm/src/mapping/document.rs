//! Texts of JSON inside a row.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row that does not read back: a damaged database, or one written by hand.
#[derive(Debug)]
pub(crate) struct Corrupt {
    what: &'static str,
    found: String,
}

impl Corrupt {
    pub(crate) fn new(what: &'static str, found: impl fmt::Display) -> Self {
        Self { what, found: found.to_string() }
    }
}

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a stored {} does not read back: {}", self.what, self.found)
    }
}

impl std::error::Error for Corrupt {}

/// The JSON text of a mirror.
pub(crate) fn to_json<T: Serialize>(mirror: &T) -> String {
    serde_json::to_string(mirror).expect("mirrors have text keys and no failing serializer")
}

/// Reads [`to_json`].
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Corrupt> {
    serde_json::from_str(text).map_err(|error| Corrupt::new(what, error))
}

/// Reads a word with a fixed spelling.
pub(crate) fn word<T>(
    what: &'static str,
    text: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Corrupt> {
    read(text).ok_or_else(|| Corrupt::new(what, text))
}
