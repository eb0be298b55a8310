//! A writer that takes nothing.

use ariadne_domain::{Actor, Changeset, EntityChange};
use ariadne_ports::{CatalogWriter, Committed, Error, ErrorKind, Head, Result};
use async_trait::async_trait;

/// A writer whose repo is closed: nothing is committed, and it says so.
#[derive(Debug)]
pub struct ClosedWriter;

fn closed() -> Error {
    let message = "The catalog takes no changes any more.";
    Error::new(ErrorKind::Unavailable, "closed_writer", message)
}

#[async_trait]
impl CatalogWriter for ClosedWriter {
    async fn commit(&self, _head: Head, _changes: Vec<EntityChange>) -> Result<Committed> {
        Err(closed())
    }

    async fn replay(&self, _actor: &Actor, _key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        Err(closed())
    }

    async fn ready(&self) -> Result<()> {
        Err(closed())
    }
}
