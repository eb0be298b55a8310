//! A request about an import that is sent twice does its work once.
//!
//! An import that a key began has an id that follows from the key, so that two requests
//! cannot begin two; what was asked of it later stands in it.

use ariadne_domain::{JobId, Value};
use ariadne_ports::Result;
use uuid::Uuid;

use super::hash::hex;
use super::job::ImportJob;
use crate::replay::same_request;
use crate::{Editor, IdempotencyKey};

/// So many requests are remembered by an import.
const MOST: usize = 100;

/// A request that was made: its key and what was asked, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) key: String,
    pub(super) print: [u8; 32],
}

impl Made {
    pub(super) fn to_value(&self) -> Value {
        Value::Array(vec![self.key.as_str().into(), hex(&self.print).into()])
    }

    pub(super) fn of(value: &Value) -> Option<Self> {
        let [key, print] = value.as_array()? else { return None };
        Some(Self { key: key.as_str()?.to_owned(), print: unhex(print.as_str()?)? })
    }
}

/// `None` of what is no print: then the request is no repetition, and made anew.
fn unhex(text: &str) -> Option<[u8; 32]> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    bytes?.try_into().ok()
}

impl Editor {
    /// The id of the import that a request begins.
    pub(super) fn id_of_import(&self, key: Option<&IdempotencyKey>) -> JobId {
        JobId(match key {
            Some(key) => Uuid::new_v5(&self.actor.id.0, key.key.as_bytes()),
            None => self.core.ports.ids.next(),
        })
    }

    /// The import that this very request has begun before; `Conflict` when another request
    /// of this key did.
    pub(super) async fn begun_before(
        &self,
        key: Option<&IdempotencyKey>,
    ) -> Result<Option<ImportJob>> {
        let Some(key) = key else { return Ok(None) };
        let Some(job) = self.import_job(self.id_of_import(Some(key))).await? else {
            self.check_key(key).await?;
            return Ok(None);
        };
        self.was_made(&job, Some(key))?;
        Ok(Some(job))
    }

    /// Whether this request was made of an import before; `Conflict` when another one of
    /// this key was.
    pub(super) fn was_made(&self, job: &ImportJob, key: Option<&IdempotencyKey>) -> Result<bool> {
        let Some(key) = key.map(|key| self.keyed(key)) else { return Ok(false) };
        let Some(made) = job.made.iter().find(|made| made.key == key.key) else {
            return Ok(false);
        };
        same_request(made.print, &key).map(|()| true)
    }

    /// Remembers a request.
    pub(super) fn remember(&self, job: &mut ImportJob, key: Option<&IdempotencyKey>) {
        let Some(key) = key.map(|key| self.keyed(key)) else { return };
        // The first one is that which began it.
        if job.made.len() >= MOST {
            job.made.remove(1);
        }
        job.made.push(Made { key: key.key, print: key.fingerprint });
    }
}
