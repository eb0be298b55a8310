//! What `open` accepts, and what it refuses without touching it.

use std::path::Path;
use std::sync::Arc;

use ariadne_domain::{ChangesetId, Delta, Table};
use ariadne_ports::{
    At, CatalogWriter, ChangesetReader, ErrorKind, PageRequest, Result, TableFilter, TableOrder,
    TableReader,
};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::ConnectionTrait;

async fn open(path: &Path) -> Result<Repo> {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(path.to_owned());
    Database::open(OpenOptions::new(location, clock, Arc::new(SeqIds::default()))).await
}

/// Opening fails with a sentence that has `words`, and the file stays as it is.
async fn refused(path: &Path, words: &str) {
    let before = std::fs::read(path).ok();
    let error = open(path).await.expect_err("must be refused");
    let message = error.to_string();
    assert!(message.contains(words), "{message}");
    assert!(message.ends_with('.'), "{message}");
    assert!(before == std::fs::read(path).ok(), "the file was changed");
}

/// Commits one table named `name`.
async fn add(repo: &Repo, ids: &SeqIds, name: &str) -> Result<u64> {
    let table = Table::new(ids.make(), None, name.to_owned());
    let head = HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build();
    let committed = repo.commit(head, vec![Delta::created(table).into()]).await?;
    Ok(committed.changeset.seq)
}

/// A catalog with some tables, closed again.
async fn make(path: &Path) {
    let repo = open(path).await.expect("opens");
    let ids = SeqIds::after(1_000);
    for n in 0..20 {
        add(&repo, &ids, &format!("table {n}")).await.expect("commits");
    }
    repo.close().await.expect("closes");
}

#[tokio::test]
async fn a_new_file_becomes_a_catalog_and_stays_one() {
    let folder = tempfile::tempdir().expect("a folder");
    // characters that would mean something in a URL
    let path = folder.path().join("a b?c#d%20ü.db");
    let repo = open(&path).await.expect("opens");
    let ids = SeqIds::after(1_000);
    assert_eq!(add(&repo, &ids, "one").await.expect("commits"), 1);
    let first = repo.state().await.expect("state");
    repo.close().await.expect("closes");

    let repo = open(&path).await.expect("opens again");
    assert_eq!(repo.state().await.expect("state"), first);
    assert_eq!(add(&repo, &ids, "two").await.expect("commits"), 2);
    let page = PageRequest::first(10);
    let found = repo.list_tables(At::Head, &TableFilter::default(), TableOrder::Name, &page).await;
    assert_eq!(found.expect("lists").items.len(), 2);
}

#[tokio::test]
async fn an_empty_file_becomes_a_catalog() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("empty.db");
    std::fs::write(&path, b"").expect("writes");
    open(&path).await.expect("opens");
}

#[tokio::test]
async fn a_closed_repo_takes_no_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = open(&folder.path().join("catalog.db")).await.expect("opens");
    repo.ready().await.expect("open");
    repo.close().await.expect("closes");
    let error = add(&repo, &SeqIds::after(1_000), "late").await.expect_err("closed");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    let error = repo.ready().await.expect_err("closed");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn a_file_of_something_else_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "dear diary").expect("writes");
    refused(&text, "is not a database of Ariadne").await;

    let garbage = folder.path().join("garbage.db");
    std::fs::write(&garbage, [0xa5; 10_000]).expect("writes");
    refused(&garbage, "is not a database of Ariadne").await;

    let other = folder.path().join("other.db");
    let url = format!("sqlite://{}?mode=rwc", other.display());
    let theirs = sea_orm::Database::connect(url).await.expect("connects");
    theirs.execute_unprepared("CREATE TABLE source (id INTEGER)").await.expect("creates");
    theirs.close().await.expect("closes");
    refused(&other, "is not a database of Ariadne").await;
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    make(&path).await;
    let url = format!("sqlite://{}", path.display());
    let future = sea_orm::Database::connect(url).await.expect("connects");
    let sql = "INSERT INTO ariadne_migration (version, applied_at) VALUES ('m9999_future', 0)";
    future.execute_unprepared(sql).await.expect("inserts");
    future.close().await.expect("closes");
    refused(&path, "newer version").await;
}

#[tokio::test]
async fn a_read_only_database_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    make(&path).await;
    let mut permissions = std::fs::metadata(&path).expect("metadata").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("sets");
    refused(&path, "is read-only").await;
}

#[tokio::test]
async fn a_damaged_database_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    make(&path).await;
    let whole = std::fs::read(&path).expect("reads");

    let mut scribbled = whole.clone();
    scribbled[100..].fill(0xa5);
    std::fs::write(&path, scribbled).expect("writes");
    refused(&path, "damaged").await;

    std::fs::write(&path, &whole[..whole.len() / 3]).expect("writes");
    refused(&path, "damaged").await;
}

#[tokio::test]
async fn a_place_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    refused(&folder.path().join("missing").join("catalog.db"), "There is no folder").await;
    let error = open(folder.path()).await.expect_err("a folder");
    assert!(error.to_string().contains("is a folder"), "{error}");
}

#[test]
fn urls_say_where_and_passwords_stay_in() {
    let file = Location::parse("sqlite:///var/lib/a b.db").expect("a file");
    assert_eq!(file, Location::Sqlite("/var/lib/a b.db".into()));
    assert_eq!(Location::parse("sqlite:x.db").expect("a file"), Location::Sqlite("x.db".into()));
    let url = "postgres://ann:canary@db.example:5432/catalog?password=canary";
    let shown = format!("{:?}", Location::parse(url).expect("a server"));
    assert_eq!(shown, "Postgres(db.example:5432/catalog)");
    for wrong in ["", "mysql://x/y", "sqlite:", "sqlite::memory:", "/just/a/path"] {
        let error = Location::parse(wrong).expect_err("no database URL");
        assert_eq!(error.violations()[0].path, ["databaseUrl"]);
    }
}

/// Two processes on one file, here two repos: nothing is lost, no number is left out.
#[tokio::test(flavor = "multi_thread")]
async fn two_repos_share_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.db");
    let repos = [open(&path).await.expect("opens"), open(&path).await.expect("opens")];
    let commits = (0..40_u64).map(|n| {
        let repo = repos[usize::from(n % 2 == 1)].clone();
        tokio::spawn(async move {
            let ids = SeqIds::after(1_000 * (n + 1));
            add(&repo, &ids, &format!("table {n}")).await.expect("commits")
        })
    });
    let mut seqs = Vec::new();
    for commit in commits.collect::<Vec<_>>() {
        seqs.push(commit.await.expect("no panic"));
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=40).collect::<Vec<u64>>());
    let all = TableFilter::default();
    let count = repos[0].count_tables(At::Head, &all, 1_000).await.expect("counts");
    assert_eq!(count.value, 40);
}
