//! The one way in which the catalog is written.
//!
//! Commits wait in a bounded queue for one task. It takes what waits (up to a
//! bound), runs each changeset in a savepoint of one transaction, and answers the
//! callers once that transaction is on the disk: concurrent commits share the
//! wait for it. A caller that goes away changes nothing: the task owns the commit.

mod apply;
mod checks;
mod idempotency;
mod names;
mod rows;
mod searchable;
mod secrets;
mod steps;

use ariadne_domain::{Actor, Changeset, EntityChange};
use ariadne_ports::{CatalogWriter, Committed, Error, ErrorKind, Head, Result};
use async_trait::async_trait;
use sea_orm::sea_query::Cond;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait,
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

pub(crate) const OPERATION: &str = "repo.commit";

/// Commits that may wait; more callers wait to be let in.
const QUEUE: usize = 256;

/// Changesets of one transaction, and the changes after which it takes no more.
const BATCH: usize = 64;
const BATCH_CHANGES: usize = 5_000;

/// A commit that waits for the task.
struct Job {
    head: Head,
    changes: Vec<EntityChange>,
    answer: oneshot::Sender<Result<Committed>>,
}

/// The queue to the task that writes.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the task; it ends when the writer is dropped or finished.
    pub(crate) fn start(writes: DatabaseConnection, reads: DatabaseConnection) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let task = tokio::spawn(Task { writes, reads, jobs }.run());
        Self { queue: Mutex::new(Some(queue)), task: Mutex::new(Some(task)) }
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

    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        let closed =
            || Error::new(ErrorKind::Unavailable, OPERATION, "The catalog is shutting down.");
        let queue = self.queue.lock().await.clone().ok_or_else(closed)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Job { head, changes, answer }).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }
}

#[async_trait]
impl CatalogWriter for Repo {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        self.writer().commit(head, changes).await
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        let now = self.clock().now().0;
        idempotency::find(self.reads(), "repo.replay", actor, key, now).await
    }
}

/// Where the record stands within the transaction.
#[derive(Clone, Debug)]
struct Standing {
    row: head::Model,
}

struct Task {
    writes: DatabaseConnection,
    reads: DatabaseConnection,
    jobs: mpsc::Receiver<Job>,
}

/// A commit that is done but for the transaction's end.
type Pending = (oneshot::Sender<Result<Committed>>, Committed);

impl Task {
    async fn run(mut self) {
        while let Some(first) = self.jobs.recv().await {
            let mut weight = first.changes.len();
            let mut batch = vec![first];
            while batch.len() < BATCH && weight < BATCH_CHANGES {
                let Ok(next) = self.jobs.try_recv() else { break };
                weight += next.changes.len();
                batch.push(next);
            }
            self.write(batch).await;
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
            Err(error) => return refuse_all(batch, &error),
        };
        let before = standing.row.clone();
        let mut pending = Vec::new();
        for job in batch {
            match write_one(&transaction, &standing, &job).await {
                Ok((next, committed)) => {
                    standing = next;
                    pending.push((job.answer, committed));
                }
                Err(error) => answer(job.answer, Err(error)),
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
            Ok(()) => answer_all(pending),
            Err(error) => self.look_up(pending, error).await,
        }
    }

    /// The transaction's end failed: perhaps only its answer was lost. What the
    /// database holds now decides.
    async fn look_up(&self, pending: Vec<Pending>, error: sea_orm::DbErr) {
        let error = db(OPERATION)(error);
        tracing::warn!(error = ?error, "the end of a transaction failed; looking up what it left");
        for (caller, committed) in pending {
            let id = committed.changeset.id.0;
            let among = Cond::all().add(changeset::Column::Id.eq(id));
            let found = load_changesets(&self.reads, OPERATION, among).await;
            let result = match found.as_deref() {
                Ok([_]) => Ok(committed),
                Ok(_) => Err(Error::new(error.kind(), OPERATION, error.to_string())),
                Err(_) => Err(Error::new(
                    ErrorKind::Unavailable,
                    OPERATION,
                    "The connection to the database was lost while the change was written. Look whether it is there before repeating it.",
                )),
            };
            answer(caller, result);
        }
    }
}

/// One changeset in its savepoint; when refused, the savepoint is rolled back and
/// the standing stays.
async fn write_one(
    transaction: &DatabaseTransaction,
    standing: &Standing,
    job: &Job,
) -> Result<(Standing, Committed)> {
    let savepoint = transaction.begin().await.map_err(db(OPERATION))?;
    match apply::apply(&savepoint, standing, &job.head, &job.changes).await {
        Ok(done) => {
            savepoint.commit().await.map_err(db(OPERATION))?;
            Ok(done)
        }
        Err(error) => {
            if let Err(failure) = savepoint.rollback().await {
                tracing::warn!(error = %failure, "a savepoint did not roll back");
            }
            Err(error)
        }
    }
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

fn refuse_all(batch: Vec<Job>, error: &Error) {
    tracing::warn!(error = ?error, "a transaction did not begin");
    for job in batch {
        answer(job.answer, Err(Error::new(error.kind(), OPERATION, error.to_string())));
    }
}
