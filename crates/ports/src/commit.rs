//! The one write of the catalog.

use std::fmt::Debug;

use ariadne_domain::{
    Actor, Changeset, ChangesetId, ChangesetOrigin, EntityChange, EntityRef, Identity, SourceId,
    Timestamp,
};
use async_trait::async_trait;

use crate::{Ciphertext, Result};

/// What must be true for a commit to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// The entity exists.
    Exists(EntityRef),
    /// The aggregate (a source, a table or an edge) is at this version.
    Version(EntityRef, u32),
    /// No table has this identity (beside those that the commit itself frees).
    TableNameFree(Identity),
    /// No source has this name, compared folded (beside those that the commit itself frees).
    SourceNameFree(String),
}

/// What happens to a source's stored secret in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretChange {
    /// Stores this one.
    Put(SourceId, Ciphertext),
    /// Destroys what is stored.
    Destroy(SourceId),
}

/// Names a request, so that sending it twice writes once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The client's key, 1 to 255 characters; each actor has his own.
    pub key: String,
    /// [`SecretVault::fingerprint`](crate::SecretVault::fingerprint) of what was asked:
    /// it is stored for a day, and what was asked may hold a secret that can be guessed.
    pub fingerprint: [u8; 32],
}

/// Who writes, why, and what it relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Id of the changeset, chosen before, so that after a lost connection one can
    /// look whether it was committed.
    pub id: ChangesetId,
    /// Who.
    pub actor: Actor,
    /// The clock's time; the changeset's is this or that of the one before, whichever is later.
    pub at: Timestamp,
    /// Where from.
    pub origin: ChangesetOrigin,
    /// Why, in the actor's words.
    pub message: Option<String>,
    /// The changeset that this one undoes.
    pub undoes: Option<ChangesetId>,
    /// What must be true.
    pub requires: Vec<Requirement>,
    /// Secrets to put or destroy.
    pub secrets: Vec<SecretChange>,
    /// The request's name, when it has one.
    pub idempotency: Option<IdempotencyKey>,
}

/// How a commit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The changeset.
    pub changeset: Changeset,
    /// It had been committed before under the same idempotency key; nothing was
    /// written now.
    pub replayed: bool,
}

/// Hands out the changes of one commit, some at a time, so that a changeset of any size
/// is never held as a whole.
///
/// - A batch is not empty, and holds whole aggregates: a table's step with those of its
///   columns, an edge's with those of its assertions.
/// - What refers to something comes with it or later: tables behind their source, edges
///   behind their ends.
/// - A name that the changeset frees is used in the batch that frees it, or later.
/// - While it is asked, the commit is under way and every other one waits: it may read, and
///   must not write. One that takes longer than a minute to answer ends the commit with
///   `Timeout` and nothing written.
#[async_trait]
pub trait ChangeBatches: Send {
    /// The next changes; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<EntityChange>>>;
}

/// Writes the catalog: all of a changeset or nothing.
///
/// - A commit gets the next seq, gap-free and in commit order over every process;
///   a refused one takes no number.
/// - Its time is never before that of the changeset before it.
/// - Every step's `before` must still be the stored row (same seq), and a created
///   entity must not exist: else `Conflict` naming entity, actor and time.
/// - A requirement that does not hold is `Conflict` (a version, an existence) or
///   `Validation` with code `DUPLICATE` at `name` (a name).
/// - Two tables of one identity, two columns of one path in a table, two sources
///   of one folded name are refused as `Validation` with code `DUPLICATE`, even
///   when nobody required it. What one changeset frees it may use: names can be
///   swapped.
/// - The aggregate's version is raised by one; `created_at` stays, `updated_at` and
///   `seq` become the changeset's. What was replaced stays readable at its seqs.
///   A source, table or edge that comes back under its id goes on counting its version.
/// - Deleting a table does not delete its columns: the changes list them all, and
///   a commit that would leave a column without a table, or a table with a source
///   that is not there, is `Conflict`.
/// - An edge begins and ends at what is there: a commit that would leave one at a
///   table that is not there, or at a column that is not there or hidden, is
///   `Conflict` on that table or column, whether the edge comes or the end goes.
///   Renames keep edges.
/// - There is one edge for a pair of ends: a second is refused as `Validation` with
///   code `DUPLICATE` at `to`. An edge has one assertion for each
///   [`ariadne_domain::ClaimKey`]: a second is refused the same, at `process`. What one
///   changeset frees it may use.
/// - Ending an edge does not end its assertions: the changes list them all, and a
///   commit that would leave an assertion without its edge is `Conflict` on the edge.
/// - Secrets and the idempotency key are written in the same transaction. The same
///   key of the same actor within 24 h answers the first changeset (`replayed`), or
///   `Conflict` when the fingerprint is another.
/// - A secret that is sealed with another key than the kept one is refused as
///   `Unavailable`.
/// - A commit with no changes is refused as `Internal`: the caller decides what
///   "nothing changed" means. So is a column's step without one of its table, an
///   assertion's without one of its edge, an edge that moves to other ends, runs from
///   a node to itself or names another table than its end's, and an assertion that
///   moves to another edge.
/// - When it returns, the write is durable and every later read sees it.
/// - Concurrent commits lose nothing; dropping the future does not tear a commit.
#[async_trait]
pub trait CatalogWriter: Send + Sync + Debug {
    /// Commits one changeset.
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed>;

    /// Commits one changeset whose changes come in batches. All that is said of a commit
    /// holds, and:
    ///
    /// - An error of the batches, early or late, is the error of the commit: nothing is
    ///   written then.
    /// - Names that the head requires to be free are so beside those that the first batch
    ///   frees.
    /// - Of a writer that can, no more than a batch is held at a time.
    async fn commit_batches(
        &self,
        head: Head,
        mut batches: Box<dyn ChangeBatches>,
    ) -> Result<Committed> {
        let mut changes = Vec::new();
        while let Some(batch) = batches.next().await? {
            changes.extend(batch);
        }
        self.commit(head, changes).await
    }

    /// The changeset of an idempotency key of this actor within 24 h, with the
    /// fingerprint that it was committed for.
    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>>;

    /// Whether commits are taken: the repo is open, and the connection that commits
    /// answers within 5 s and may write. Else `Unavailable` with a sentence. A
    /// connection that was lost is made again for it. It writes nothing, so what shows
    /// only in writing, such as a full disk, is not seen.
    async fn ready(&self) -> Result<()>;
}
