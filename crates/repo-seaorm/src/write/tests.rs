//! What a failing disk and a failing task leave: never a hole, never a lost answer.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ariadne_domain::{ChangesetId, Delta, EntityChange, Table};
use ariadne_ports::{CatalogWriter, ChangesetReader, ErrorKind, Head, Result};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::{ConnectOptions, ConnectionTrait, DbBackend, EntityTrait, QueryOrder, Statement};
use tokio::sync::oneshot;

use super::{Changes, Job, Task, Writer};
use crate::entities::changeset;
use crate::{Database, Location, OpenOptions, Repo};

async fn open(path: &Path) -> Repo {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(path.to_owned());
    let options = OpenOptions::new(location, clock, Arc::new(SeqIds::default()));
    Database::open(options).await.expect("opens")
}

/// A changeset that makes one table, whose owner has `bytes`.
fn change(ids: &SeqIds, bytes: usize) -> (Head, Vec<EntityChange>) {
    let id: ChangesetId = ids.make();
    let mut table = Table::new(ids.make(), None, format!("table {}", id.0));
    table.owner = Some("o".repeat(bytes));
    (HeadBuilder::new(id, time_of_day(0)).build(), vec![Delta::created(table).into()])
}

async fn add(repo: &Repo, ids: &SeqIds, bytes: usize) -> Result<u64> {
    let (head, changes) = change(ids, bytes);
    Ok(repo.commit(head, changes).await?.changeset.seq)
}

/// The seqs that a connection of its own sees in the file.
async fn stored(path: &Path) -> Vec<i64> {
    let other = open(path).await;
    let rows = changeset::Entity::find()
        .order_by_asc(changeset::Column::Seq)
        .all(other.reads())
        .await
        .expect("reads");
    assert_eq!(other.state().await.expect("state").seq, rows.len() as u64);
    other.close().await.expect("closes");
    rows.into_iter().map(|row| row.seq).collect()
}

/// Lets the file of the writing connection grow no more.
async fn fill(repo: &Repo) {
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA page_count");
    let row = repo.writes().query_one_raw(ask).await.expect("asks").expect("a row");
    let pages: i64 = row.try_get_by_index(0).expect("a number");
    let limit = format!("PRAGMA max_page_count = {pages}");
    repo.writes().execute_unprepared(&limit).await.expect("limited");
}

#[tokio::test]
async fn a_commit_that_sqlite_undid_itself_does_not_poison_the_connection() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    let (repo, ids) = (open(&path).await, SeqIds::after(1_000));
    assert_eq!(add(&repo, &ids, 1).await.expect("commits"), 1);

    // A hook that says no makes SQLite roll back within COMMIT, as a disk does.
    let pool = repo.writes().get_sqlite_connection_pool();
    let mut connection = pool.acquire().await.expect("free");
    connection.lock_handle().await.expect("locked").set_commit_hook(|| false);
    drop(connection);
    add(&repo, &ids, 1).await.expect_err("COMMIT fails");

    for seq in 2..5 {
        assert_eq!(add(&repo, &ids, 1).await.expect("commits"), seq);
        assert_eq!(stored(&path).await.len() as u64, seq, "what is acknowledged is stored");
    }
    repo.close().await.expect("closes");
    assert_eq!(stored(&path).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_full_disk_is_told_and_later_commits_are_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    let (repo, ids) = (open(&path).await, SeqIds::after(1_000));
    assert_eq!(add(&repo, &ids, 1).await.expect("commits"), 1);
    fill(&repo).await;
    let error = add(&repo, &ids, 100_000).await.expect_err("full");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("is full"), "{error}");

    let unlimited = "PRAGMA max_page_count = 1073741823";
    repo.writes().execute_unprepared(unlimited).await.expect("lifted");
    for seq in 2..5 {
        assert_eq!(add(&repo, &ids, 100_000).await.expect("commits"), seq);
        assert_eq!(stored(&path).await.len() as u64, seq, "what is acknowledged is stored");
    }
    repo.close().await.expect("closes");
    assert_eq!(stored(&path).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_batch_ends_where_sqlite_gives_the_transaction_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    let (repo, ids) = (open(&path).await, SeqIds::after(1_000));
    assert_eq!(add(&repo, &ids, 1).await.expect("commits"), 1);
    fill(&repo).await;

    // One batch: small, too large for the disk, small.
    let (_queue, jobs) = tokio::sync::mpsc::channel(1);
    let task = Task { writes: repo.writes().clone(), jobs, activity: Arc::default() };
    let (mut batch, mut answers) = (Vec::new(), Vec::new());
    for bytes in [1, 100_000, 1] {
        let ((head, changes), (answer, answered)) = (change(&ids, bytes), oneshot::channel());
        batch.push(Job { head, changes: Changes::Whole(changes), answer });
        answers.push(answered);
    }
    task.write(batch).await;
    let mut acknowledged = vec![1];
    for answered in answers {
        match answered.await.expect("answered") {
            Ok(committed) => acknowledged.push(committed.changeset.seq.cast_signed()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}"),
        }
    }
    assert_eq!(stored(&path).await, acknowledged);

    let next = acknowledged.len() as u64 + 1;
    let unlimited = "PRAGMA max_page_count = 1073741823";
    repo.writes().execute_unprepared(unlimited).await.expect("lifted");
    assert_eq!(add(&repo, &ids, 1).await.expect("commits"), next);
    assert_eq!(stored(&path).await.len() as u64, next);
}

#[tokio::test]
async fn a_batch_that_panics_does_not_end_the_writing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    open(&path).await.close().await.expect("closes");

    // The pool runs this within the task, when it asks for a connection.
    let (file, armed) = (path.clone(), Arc::new(AtomicBool::new(false)));
    let once = armed.clone();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(1)
        .min_connections(1)
        .test_before_acquire(false)
        .map_sqlx_sqlite_pool_opts(move |pool| {
            let once = once.clone();
            pool.before_acquire(move |_, _| {
                assert!(!once.swap(false, Ordering::SeqCst), "a fault in the middle of a batch");
                Box::pin(async { Ok(true) })
            })
        })
        .map_sqlx_sqlite_opts(move |o| o.in_memory(false).shared_cache(false).filename(&file));
    let connection = sea_orm::Database::connect(options).await.expect("connects");
    armed.store(true, Ordering::SeqCst);
    let writer = Writer::start(connection);

    let ids = SeqIds::after(1_000);
    let (head, changes) = change(&ids, 1);
    let error = writer.commit(head, Changes::Whole(changes)).await.expect_err("the batch is lost");
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(writer.is_open().await);
    let (head, changes) = change(&ids, 1);
    assert_eq!(
        writer.commit(head, Changes::Whole(changes)).await.expect("commits").changeset.seq,
        1
    );
    writer.finish().await;
    assert!(!writer.is_open().await);
    assert_eq!(stored(&path).await, [1]);
}
