//! What an import keeps between the upload and its end.

use std::fmt::Debug;

use ariadne_domain::JobId;
use async_trait::async_trait;

use crate::Result;

/// A list of an import that is kept piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportPart {
    /// The file as it was uploaded.
    File,
    /// The cells that were corrected since.
    Fixes,
    /// What a plan would change. Each plan of an import has a number of its own.
    Changes(u32),
    /// What is wrong with the file, as a plan found it.
    Problems(u32),
}

/// Keeps the pieces of imports. A piece is bytes: what they mean is the core's.
///
/// - What was put is got back equal, piece by piece; a piece that was never put is `None`.
/// - Putting a piece again replaces it.
/// - The pieces of an import and of its parts are apart from each other.
/// - A dropped part has no piece; the others stay.
/// - Pieces go when their job does: what [`JobStore::create`](crate::JobStore::create)
///   drops as expired leaves none behind.
/// - A piece of more than 16 MiB is refused as `Limit`.
#[async_trait]
pub trait ImportStore: Send + Sync + Debug {
    /// Keeps piece `number`, from 0, of a part.
    async fn put_piece(
        &self,
        job: JobId,
        part: ImportPart,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<()>;

    /// The piece, if there is one.
    async fn piece(&self, job: JobId, part: ImportPart, number: u32) -> Result<Option<Vec<u8>>>;

    /// Drops the pieces of these parts.
    async fn drop_parts(&self, job: JobId, parts: &[ImportPart]) -> Result<()>;
}
