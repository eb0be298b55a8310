//! Values as the database holds them, and back. Pure.

use std::error::Error as StdError;

use ariadne_domain::{Claims, EdgeState, LineageStatus};
use ariadne_ports::{Error, Result};
use neo4rs::{BoltList, BoltMap, BoltString, BoltType, Row};
use uuid::Uuid;

use crate::schema::OPEN;

/// A number of ours. The database's are signed; a changeset beyond that is beyond time.
pub(crate) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(OPEN)
}

/// The end of a state.
pub(crate) fn until(to_seq: Option<u64>) -> i64 {
    to_seq.map_or(OPEN, int)
}

/// A parameter that is a map.
pub(crate) fn map<const N: usize>(fields: [(&str, BoltType); N]) -> BoltType {
    let mut map = BoltMap::with_capacity(N);
    for (key, value) in fields {
        map.put(BoltString::from(key), value);
    }
    BoltType::Map(map)
}

/// A parameter that is a list.
pub(crate) fn list(items: Vec<BoltType>) -> BoltType {
    BoltType::List(BoltList::from(items))
}

/// An id as a parameter.
pub(crate) fn id(id: Uuid) -> BoltType {
    id.to_string().into()
}

/// Fields of a row.
pub(crate) struct Fields<'r> {
    row: &'r Row,
    operation: &'static str,
}

impl<'r> Fields<'r> {
    pub(crate) fn of(row: &'r Row, operation: &'static str) -> Self {
        Self { row, operation }
    }

    fn wrong(&self, key: &str, why: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        Error::internal(self.operation, why).with_context("field", key)
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<String>> {
        self.row.get(key).map_err(|error| self.wrong(key, error.to_string()))
    }

    pub(crate) fn id_if_any(&self, key: &str) -> Result<Option<Uuid>> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        Uuid::parse_str(&text).map(Some).map_err(|error| self.wrong(key, error))
    }

    pub(crate) fn id(&self, key: &str) -> Result<Uuid> {
        self.id_if_any(key)?.ok_or_else(|| self.wrong(key, "an id is missing"))
    }

    pub(crate) fn number(&self, key: &str) -> Result<u64> {
        let number: i64 = self.row.get(key).map_err(|error| self.wrong(key, error.to_string()))?;
        u64::try_from(number).map_err(|error| self.wrong(key, error))
    }

    /// The state in `status` and `claims`.
    pub(crate) fn state(&self) -> Result<EdgeState> {
        let status = self.text("status")?.as_deref().and_then(LineageStatus::from_name);
        let status = status.ok_or_else(|| self.wrong("status", "an unknown status"))?;
        let claims = Claims::from_bits(self.number("claims")?);
        let claims = claims.ok_or_else(|| self.wrong("claims", "these are no claims"))?;
        Ok(EdgeState { status, claims })
    }
}
