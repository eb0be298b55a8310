//! The one way in which the catalog is written.
//!
//! Commits wait in a bounded queue for one task. It takes what waits (up to a
//! bound), runs each changeset in a savepoint of one transaction, and answers the
//! callers once that transaction is on the disk: concurrent commits share the
//! wait for it. A caller that goes away changes nothing: the task owns the commit.

mod activity;
mod apply;
mod checks;
mod idempotency;
mod lineage;
mod names;
mod ready;
mod rows;
mod searchable;
mod secrets;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use ariadne_domain::{Actor, Changeset, ChangesetId, EntityChange};
use ariadne_ports::{CatalogWriter, ChangeBatches, Committed, Error, ErrorKind, Head, Result};
use async_trait::async_trait;
use futures_util::FutureExt;
use sea_orm::sea_query::Cond;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    QuerySelect, TransactionTrait,
};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::Repo;
use crate::entities::{changeset, head};
use crate::error::{corrupt, db};
use crate::mapping::Corrupt;
use crate::read::load_changesets;
use crate::repo::begin;

use apply::Changes;

pub(crate) use activity::Activity;
pub(crate) use searchable::document_rows;

pub(crate) const OPERATION: &str = "repo.commit";

/// Commits that may wait; more callers wait to be let in.
const QUEUE: usize = 256;

/// Changesets of one transaction, and the changes after which it takes no more.
const BATCH: usize = 64;
const BATCH_CHANGES: usize = 5_000;

/// How long a lost transaction may take to be decided.
const DECIDED: &str = "SET LOCAL lock_timeout = '5s'";

const ABANDONED: &str = "The change was given up because of a fault of the server. Look whether it is there before repeating it.";
const ABORTED: &str = "The database gave up the transaction; nothing was written. Try again.";
const UNKNOWN: &str = "The connection to the database was lost while the change was written. Look whether it is there before repeating it.";

/// A commit that waits for the task.
struct Job {
    head: Head,
    changes: Changes,
    answer: oneshot::Sender<Result<Committed>>,
}

/// The queue to the task that writes.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    task: Mutex<Option<JoinHandle<()>>>,
    activity: Arc<Activity>,
}

impl Writer {
    /// Starts the task; it ends when the writer is dropped or finished.
    pub(crate) fn start(writes: DatabaseConnection) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let activity = Arc::new(Activity::default());
        let task = tokio::spawn(Task { writes, jobs, activity: activity.clone() }.run());
        Self { queue: Mutex::new(Some(queue)), task: Mutex::new(Some(task)), activity }
    }

    /// Takes no more commits and waits for those that are in.
    pub(crate) async fn finish(&self) {
        self.queue.lock().await.take();
        let task = self.task.lock().await.take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the task that writes the catalog ended badly");
        }
    }

    async fn commit(&self, head: Head, changes: Changes) -> Result<Committed> {
        let _pending = self.activity.commit();
        let queue = self.queue.lock().await.clone().ok_or_else(closed)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Job { head, changes, answer }).await.map_err(|_| closed())?;
        // the task answers all that it takes in, unless it fails in the middle
        answered.await.map_err(|_| Error::new(ErrorKind::Internal, OPERATION, ABANDONED))?
    }

    /// What it is doing.
    pub(crate) fn activity(&self) -> &Activity {
        &self.activity
    }

    /// Whether commits are taken: false once it is finished, or should the task have ended.
    pub(crate) async fn is_open(&self) -> bool {
        self.queue.lock().await.as_ref().is_some_and(|queue| !queue.is_closed())
    }
}

fn closed() -> Error {
    Error::new(ErrorKind::Unavailable, OPERATION, "The catalog takes no changes any more.")
}

#[async_trait]
impl CatalogWriter for Repo {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        self.writer().commit(head, Changes::Whole(changes)).await
    }

    async fn commit_batches(
        &self,
        head: Head,
        batches: Box<dyn ChangeBatches>,
    ) -> Result<Committed> {
        self.writer().commit(head, Changes::Batches(batches)).await
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        let now = self.clock().now().0;
        idempotency::find(self.reads(), "repo.replay", actor, key, now).await
    }

    async fn ready(&self) -> Result<()> {
        ready::check(self).await
    }
}

/// Where the record stands within the transaction.
#[derive(Clone, Debug)]
struct Standing {
    row: head::Model,
}

struct Task {
    writes: DatabaseConnection,
    jobs: mpsc::Receiver<Job>,
    activity: Arc<Activity>,
}

/// A commit that is done but for the transaction's end.
type Pending = (oneshot::Sender<Result<Committed>>, Committed);

impl Task {
    async fn run(mut self) {
        while let Some(first) = self.jobs.recv().await {
            let mut weight = first.changes.weight();
            let mut batch = vec![first];
            while batch.len() < BATCH && weight < BATCH_CHANGES {
                let Ok(next) = self.jobs.try_recv() else { break };
                weight = weight.saturating_add(next.changes.weight());
                batch.push(next);
            }
            // One batch that panics must not end the writing: its callers hear of
            // it, its transaction is dropped, and the pool keeps a connection only
            // if it is in none.
            self.activity.writes(true);
            if AssertUnwindSafe(self.write(batch)).catch_unwind().await.is_err() {
                tracing::error!("writing a batch of changesets panicked");
            }
            self.activity.writes(false);
        }
    }

    async fn write(&self, batch: Vec<Job>) {
        let begun = async {
            let transaction = begin(&self.writes).await.map_err(db(OPERATION))?;
            let standing = lock_head(&transaction).await?;
            Ok::<_, Error>((transaction, standing))
        };
        let (transaction, mut standing) = match begun.await {
            Ok(begun) => begun,
            Err(error) => {
                tracing::warn!(error = ?error, "a transaction did not begin");
                self.activity.ended(Err(&error));
                return refuse(batch.into_iter().map(|job| job.answer), &error);
            }
        };
        let before = standing.row.clone();
        let mut pending = Vec::new();
        // One that is alone needs no savepoint: refusing it ends the transaction.
        let alone = batch.len() == 1;
        let mut jobs = batch.into_iter();
        while let Some(mut job) = jobs.next() {
            let written = if alone {
                let done = apply::apply(&transaction, &standing, &job.head, &mut job.changes).await;
                done.map_err(Failed::Refused)
            } else {
                write_one(&transaction, &standing, &mut job).await
            };
            match written {
                Ok((next, committed)) => {
                    standing = next;
                    pending.push((job.answer, committed));
                }
                Err(Failed::Refused(error)) => {
                    self.activity.ended(Err(&error));
                    answer(job.answer, Err(error));
                }
                Err(Failed::Aborted(error)) => {
                    self.activity.ended(Err(&error));
                    // What the earlier jobs wrote is gone with the transaction, and
                    // the later ones would be numbered behind it.
                    drop(transaction);
                    let callers = pending.into_iter().map(|(caller, _)| caller);
                    let rest = std::iter::once(job).chain(jobs).map(|job| job.answer);
                    return refuse(callers.chain(rest), &error);
                }
            }
        }
        if standing.row == before {
            // nothing was written: all were refused, or had been committed before
            if let Err(error) = transaction.rollback().await {
                tracing::warn!(%error, "a transaction without changes did not roll back");
            }
            return answer_all(pending);
        }
        let ended = async {
            head::Entity::update_many()
                .set(head::ActiveModel {
                    seq: sea_orm::Set(standing.row.seq),
                    at: sea_orm::Set(standing.row.at),
                    ..head::ActiveModel::default()
                })
                .exec(&transaction)
                .await?;
            transaction.commit().await
        };
        match ended.await {
            Ok(()) => {
                self.activity.ended(Ok(()));
                answer_all(pending);
            }
            Err(error) => self.look_up(pending, error).await,
        }
    }

    /// The transaction's end failed: perhaps only its answer was lost. What the
    /// database holds now decides.
    async fn look_up(&self, pending: Vec<Pending>, error: sea_orm::DbErr) {
        let error = db(OPERATION)(error);
        self.activity.ended(Err(&error));
        tracing::warn!(error = ?error, "the end of a transaction failed; looking up what it left");
        let found = self.stored(&pending).await;
        if let Err(error) = &found {
            tracing::warn!(error = ?error, "what the transaction left could not be looked up");
        }
        for (caller, committed) in pending {
            let result = match &found {
                Ok(stored) if stored.contains(&committed.changeset.id) => Ok(committed),
                Ok(_) => Err(Error::new(error.kind(), OPERATION, error.to_string())),
                Err(_) => Err(Error::new(ErrorKind::Unavailable, OPERATION, UNKNOWN)),
            };
            answer(caller, result);
        }
    }

    /// Which changesets the database holds. Asked under the lock of the head: a
    /// server that still ends the lost transaction holds it until it is decided. One
    /// that never hears of the lost connection would hold it for hours: it is not
    /// waited for, and the callers are told that the outcome is unknown.
    async fn stored(&self, pending: &[Pending]) -> Result<HashSet<ChangesetId>> {
        let transaction = begin(&self.writes).await.map_err(db(OPERATION))?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            transaction.execute_unprepared(DECIDED).await.map_err(db(OPERATION))?;
        }
        lock_head(&transaction).await?;
        let ids = pending.iter().map(|(_, committed)| committed.changeset.id.0);
        let among = Cond::all().add(changeset::Column::Id.is_in(ids));
        let found = load_changesets(&transaction, OPERATION, among).await?;
        transaction.rollback().await.map_err(db(OPERATION))?;
        Ok(found.into_iter().map(|changeset| changeset.id).collect())
    }
}

/// Why a changeset was not written.
enum Failed {
    /// It alone; the transaction goes on without it.
    Refused(Error),
    /// The transaction is lost, and all that it wrote: SQLite, for one, rolls it
    /// back itself when the disk is full in the middle of a statement.
    Aborted(Error),
}

/// One changeset in its savepoint; when refused, the savepoint is rolled back and
/// the standing stays.
async fn write_one(
    transaction: &DatabaseTransaction,
    standing: &Standing,
    job: &mut Job,
) -> std::result::Result<(Standing, Committed), Failed> {
    let savepoint = transaction.begin().await.map_err(|failure| aborted(None, failure))?;
    match apply::apply(&savepoint, standing, &job.head, &mut job.changes).await {
        Ok(done) => {
            savepoint.commit().await.map_err(|failure| aborted(None, failure))?;
            Ok(done)
        }
        Err(error) => match savepoint.rollback().await {
            Ok(()) => Err(Failed::Refused(error)),
            Err(failure) => Err(aborted(Some(error), failure)),
        },
    }
}

/// The transaction is lost: with the sentence of what came first, if it has one.
fn aborted(first: Option<Error>, failure: sea_orm::DbErr) -> Failed {
    let failure = db(OPERATION)(failure);
    tracing::warn!(error = ?failure, first = ?first, "a transaction was lost");
    let told = first.into_iter().chain([failure]).find(|e| e.kind() == ErrorKind::Unavailable);
    Failed::Aborted(told.unwrap_or_else(|| Error::new(ErrorKind::Unavailable, OPERATION, ABORTED)))
}

/// Reads the head, on PostgreSQL keeping every other writer behind this one.
async fn lock_head(connection: &impl ConnectionTrait) -> Result<Standing> {
    let row = head::Entity::find().lock_exclusive().one(connection).await.map_err(db(OPERATION))?;
    let missing = || corrupt(OPERATION)(Corrupt::new("head", "it is missing"));
    Ok(Standing { row: row.ok_or_else(missing)? })
}

fn answer(caller: oneshot::Sender<Result<Committed>>, result: Result<Committed>) {
    // a caller that went away wants no answer; what was written stays
    drop(caller.send(result));
}

fn answer_all(pending: Vec<Pending>) {
    for (caller, committed) in pending {
        answer(caller, Ok(committed));
    }
}

fn refuse(callers: impl Iterator<Item = oneshot::Sender<Result<Committed>>>, error: &Error) {
    for caller in callers {
        answer(caller, Err(Error::new(error.kind(), OPERATION, error.to_string())));
    }
}
