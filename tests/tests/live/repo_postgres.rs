//! The contracts of the repo's ports, on `PostgreSQL`.

use std::sync::Arc;

use ariadne_domain::{ChangesetId, Delta, Table};
use ariadne_ports::{At, CatalogWriter, ChangesetReader, TableFilter, TableReader};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{Backend, FixedClock, SeqIds, time_of_day};
use ariadne_tests::services;
use sea_orm::ConnectionTrait;

fn options(url: String) -> OpenOptions {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    // few readers: hundreds of tests share one server's connections
    OpenOptions {
        readers: 2,
        ..OpenOptions::new(Location::Postgres(url), clock, Arc::new(SeqIds::default()))
    }
}

async fn open() -> Repo {
    let url = services::postgres().await.create_database("repo").await;
    Database::open(options(url)).await.expect("opens")
}

async fn make_backend() -> Backend {
    Backend::of(Arc::new(open().await), Box::new(()))
}

ariadne_testkit::catalog_suite!(make_backend);

/// Runs a statement in the database at `url`, as anybody might.
async fn run(url: &str, sql: &str) {
    let connection = sea_orm::Database::connect(url).await.expect("connects");
    connection.execute_unprepared(sql).await.expect("runs");
    connection.close().await.expect("closes");
}

/// Opening fails with a sentence that has `words`.
async fn refused(url: String, words: &str) {
    let error = Database::open(options(url)).await.expect_err("must be refused");
    assert!(error.to_string().contains(words), "{error}");
}

async fn add(repo: &Repo, number: u64) -> u64 {
    let ids = SeqIds::after(1_000 * (number + 1));
    let table = Table::new(ids.make(), None, format!("table {number}"));
    let head = HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build();
    let committed = repo.commit(head, vec![Delta::created(table).into()]).await;
    committed.expect("commits").changeset.seq
}

/// Two servers on one database: nothing is lost, no number is left out.
#[tokio::test(flavor = "multi_thread")]
async fn two_repos_share_a_database() {
    let url = services::postgres().await.create_database("repo").await;
    // both migrate at the same time; one waits for the other
    let (one, two) =
        tokio::join!(Database::open(options(url.clone())), Database::open(options(url)));
    let repos = [one.expect("opens"), two.expect("opens")];
    let commits = (0..60_u64).map(|n| {
        let repo = repos[usize::from(n % 2 == 1)].clone();
        tokio::spawn(async move { add(&repo, n).await })
    });
    let mut seqs = Vec::new();
    for commit in commits.collect::<Vec<_>>() {
        seqs.push(commit.await.expect("no panic"));
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=60).collect::<Vec<u64>>());
    let count = repos[0].count_tables(At::Head, &TableFilter::default(), 1_000).await;
    assert_eq!(count.expect("counts").value, 60);
}

#[tokio::test]
async fn a_catalog_is_opened_again() {
    let url = services::postgres().await.create_database("repo").await;
    let repo = Database::open(options(url.clone())).await.expect("opens");
    add(&repo, 1).await;
    let first = repo.state().await.expect("state");
    repo.close().await.expect("closes");
    let repo = Database::open(options(url)).await.expect("opens again");
    assert_eq!(repo.state().await.expect("state"), first);
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let url = services::postgres().await.create_database("repo").await;
    Database::open(options(url.clone())).await.expect("opens").close().await.expect("closes");
    let sql = "INSERT INTO ariadne_migration (version, applied_at) VALUES ('m9999_future', 0)";
    run(&url, sql).await;
    refused(url, "newer version").await;
}

#[tokio::test]
async fn a_database_of_something_else_is_refused() {
    let url = services::postgres().await.create_database("repo").await;
    run(&url, "CREATE TABLE source (id INTEGER)").await;
    refused(url, "a table source that is not Ariadne's").await;
}

#[tokio::test]
async fn a_database_that_cannot_see_letters_is_refused() {
    let server = services::postgres().await;
    let admin = format!("{}/postgres", server.url);
    for (shape, words) in [
        ("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "character type C"),
        ("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "needs UTF8"),
    ] {
        let name = services::unique("repo_letters");
        run(&admin, &format!("CREATE DATABASE {name} {shape} TEMPLATE template0")).await;
        refused(format!("{}/{name}", server.url), words).await;
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_sentence() {
    refused("postgres://nobody@127.0.0.1:1/none".into(), "cannot be reached").await;
    let missing = format!("{}/no_such_database", services::postgres().await.url);
    refused(missing, "There is no such database").await;
}
