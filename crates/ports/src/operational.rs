//! State beside the catalog: it never changes what a catalog query answers, and it
//! lives in the same database, so that any server can go on where another stopped.

use std::fmt::Debug;

use ariadne_domain::{
    Actor, ActorId, AuditAction, AuditId, FetchId, FetchedTable, JobId, SourceId, TableId,
    TestReport, Timestamp, Value,
};
use async_trait::async_trait;

use crate::{Ciphertext, Page, PageRequest, Result};

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who; [`Actor::nobody`] when it is not known.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// On which source, when a stored one.
    pub source: Option<SourceId>,
    /// `OK`, `PASSED`, `WARNING`, `FAILED`, or an error's public code.
    pub outcome: String,
    /// From which address, when it came over the network.
    pub address: Option<String>,
    /// More, without secrets, an object.
    pub details: Value,
    /// The whole report of a test.
    pub report: Option<TestReport>,
}

/// Which audit entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of one of these actions; of any when there is none.
    pub actions: Vec<AuditAction>,
    /// On this source.
    pub source: Option<SourceId>,
    /// Of this actor.
    pub actor: Option<ActorId>,
    /// With this outcome.
    pub outcome: Option<String>,
    /// From this time on.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub before: Option<Timestamp>,
}

/// Append-only record of what was done beside changesets.
///
/// - What was appended is read back equal, newest first, and is never changed.
/// - Appending the same id twice is an error and changes nothing.
#[async_trait]
pub trait AuditLog: Send + Sync + Debug {
    /// Appends an entry.
    async fn append(&self, entry: &AuditEntry) -> Result<()>;

    /// Entries, newest first (by time, then id).
    async fn list(&self, filter: &AuditFilter, page: &PageRequest) -> Result<Page<AuditEntry>>;

    /// The newest test of each of these sources that has one.
    async fn latest_tests(&self, sources: &[SourceId]) -> Result<Vec<AuditEntry>>;
}

/// A fetch that waits to be accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFetch {
    /// Its id.
    pub id: FetchId,
    /// When it was made.
    pub at: Timestamp,
    /// The source it came from.
    pub source: SourceId,
    /// The table it was a re-fetch of.
    pub table: Option<TableId>,
    /// What was seen.
    pub fetched: FetchedTable,
}

/// Keeps fetches for a while.
///
/// - What was put is got back equal until `expires`, then it is gone.
/// - A fetch whose stored form exceeds 64 MiB is refused as `Limit`.
#[async_trait]
pub trait FetchStore: Send + Sync + Debug {
    /// Keeps a fetch until `expires`; fetches that expired before `fetch.at` are dropped.
    async fn put(&self, fetch: &StoredFetch, expires: Timestamp) -> Result<()>;

    /// The fetches with these ids that have not expired at `now`, in any order.
    async fn get(&self, ids: &[FetchId], now: Timestamp) -> Result<Vec<StoredFetch>>;
}

/// Where a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// Waits.
    Queued,
    /// Runs.
    Running,
    /// Ended well.
    Done,
    /// Ended with an error.
    Failed,
    /// Was stopped by a person.
    Cancelled,
}

impl JobStatus {
    const NAMES: [(Self, &'static str); 5] = [
        (Self::Queued, "QUEUED"),
        (Self::Running, "RUNNING"),
        (Self::Done, "DONE"),
        (Self::Failed, "FAILED"),
        (Self::Cancelled, "CANCELLED"),
    ];

    /// The stored spelling.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(s, _)| *s == self).map_or("QUEUED", |(_, name)| name)
    }

    /// Reads [`JobStatus::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, n)| *n == name).map(|(s, _)| *s)
    }
}

/// Work that outlives a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work, a stable word.
    pub kind: String,
    /// Who asked for it.
    pub actor: Actor,
    /// When.
    pub created_at: Timestamp,
    /// Where it is.
    pub status: JobStatus,
    /// Raised by every update.
    pub version: u32,
    /// Its state, an object, without secrets.
    pub state: Value,
    /// When it is dropped.
    pub expires: Timestamp,
}

/// Keeps jobs.
///
/// - An update is a compare-and-set on `version`: `Conflict` when it is another,
///   `NotFound` when the job is gone; the stored version is then one higher.
/// - A job past `expires` is not answered.
/// - A list is of one kind and one actor, newest first, by time, then id.
#[async_trait]
pub trait JobStore: Send + Sync + Debug {
    /// Keeps a new job.
    async fn create(&self, job: &Job) -> Result<()>;

    /// The job, unless it expired at `now`.
    async fn job(&self, id: JobId, now: Timestamp) -> Result<Option<Job>>;

    /// The jobs of a kind that an actor asked for and that have not expired at `now`.
    async fn jobs_of(
        &self,
        kind: &str,
        actor: ActorId,
        now: Timestamp,
        page: &PageRequest,
    ) -> Result<Page<Job>>;

    /// Replaces the job whose version is `job.version`; answers the new version.
    async fn update(&self, job: &Job) -> Result<u32>;
}

/// A secret on its way from one key to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resealed {
    /// Whose.
    pub source: SourceId,
    /// What was read and opened.
    pub old: Ciphertext,
    /// The same, sealed anew.
    pub new: Ciphertext,
}

/// Keeps sealed secrets. They are put and destroyed by a commit's head only.
///
/// - `secret` answers what the last commit put, `None` after it was destroyed.
/// - `reseal` replaces all in one transaction, or none: `Conflict` when a secret was
///   put, changed or destroyed since it was read.
/// - `reseal` forgets every idempotency key: their fingerprints are of the old key.
/// - The key id that the first use set is kept until `reseal` replaces it.
#[async_trait]
pub trait SecretStore: Send + Sync + Debug {
    /// The sealed secret of a source.
    async fn secret(&self, source: SourceId) -> Result<Option<Ciphertext>>;

    /// Every sealed secret, for rotation.
    async fn secrets(&self) -> Result<Vec<(SourceId, Ciphertext)>>;

    /// Replaces every secret and the kept key id, in one transaction. The list
    /// must be of exactly the sources that have one, each with what is stored for
    /// it, else `Conflict`.
    async fn reseal(&self, key_id: &str, secrets: Vec<Resealed>) -> Result<()>;

    /// Keeps `key_id` when none is kept yet; answers the kept one.
    async fn claim_key(&self, key_id: &str) -> Result<String>;
}
