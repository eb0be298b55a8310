//! Whether a repo says that it takes changes.

use std::path::Path;
use std::sync::Arc;

use ariadne_domain::{ChangesetId, Delta, Table};
use ariadne_ports::CatalogWriter;
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::ConnectionTrait;

async fn open(path: &Path) -> Repo {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(path.to_owned());
    let options = OpenOptions::new(location, clock, Arc::new(SeqIds::default()));
    Database::open(options).await.expect("opens")
}

/// A commit that waits for another process holds the only connection that writes.
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_takes_long_does_not_make_it_unready() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let repo = open(&path).await;
    let mut one = sea_orm::ConnectOptions::new(format!("sqlite://{}", path.display()));
    one.max_connections(1);
    let other = sea_orm::Database::connect(one).await.expect("connects");
    other.execute_unprepared("BEGIN IMMEDIATE").await.expect("locks");
    let ids = SeqIds::after(1_000);
    let table = Table::new(ids.make(), None, "a".to_owned());
    let head = HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build();
    let writing = repo.clone();
    let commit =
        tokio::spawn(async move { writing.commit(head, vec![Delta::created(table).into()]).await });
    while repo.pending_commits() == 0 {
        tokio::task::yield_now().await;
    }
    for _ in 0..3 {
        repo.ready().await.expect("it is working");
    }
    other.execute_unprepared("COMMIT").await.expect("unlocks");
    commit.await.expect("no panic").expect("commits");
    assert_eq!(repo.pending_commits(), 0);
    repo.ready().await.expect("ready");
    repo.close().await.expect("closes");
    repo.ready().await.expect_err("closed");
}
