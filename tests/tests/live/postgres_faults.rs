//! What a lost connection leaves on `PostgreSQL`, and who keeps whom out of a database.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{ChangesetId, Delta, Table};
use ariadne_ports::{CatalogWriter, ChangesetReader, ErrorKind, Result};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_server::{Config, NewKey, rotate_key};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use ariadne_tests::ariadne::Ariadne;
use ariadne_tests::services;
use ariadne_tests::wire::{Cut, Wire};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);

fn options(url: &str) -> OpenOptions {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let ids = Arc::new(SeqIds::default());
    OpenOptions { readers: 2, ..OpenOptions::new(Location::Postgres(url.to_owned()), clock, ids) }
}

async fn database() -> String {
    services::postgres().await.create_database("faults").await
}

async fn add(repo: &Repo, number: u64) -> Result<u64> {
    let ids = SeqIds::after(1_000 * (number + 1));
    let table = Table::new(ids.make(), None, format!("table {number}"));
    let head = HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build();
    let commit = repo.commit(head, vec![Delta::created(table).into()]);
    let committed = tokio::time::timeout(HANG, commit).await.expect("answered in time")?;
    Ok(committed.changeset.seq)
}

/// A repo behind a wire, with one changeset.
async fn wired() -> (Wire, Repo) {
    let direct = url::Url::parse(&database().await).expect("a URL");
    let (host, port) = (direct.host_str().expect("a host"), direct.port().unwrap_or(5432));
    let wire = Wire::before(format!("{host}:{port}")).await;
    let mut through = direct.clone();
    through.set_host(Some("127.0.0.1")).expect("a host");
    through.set_port(Some(wire.port)).expect("a port");
    // in clear, so that the wire sees what goes by
    through.query_pairs_mut().append_pair("sslmode", "disable");
    let repo = Database::open(options(through.as_str())).await.expect("opens");
    assert_eq!(add(&repo, 0).await.expect("commits"), 1);
    (wire, repo)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_was_lost_is_found() {
    let (wire, repo) = wired().await;
    wire.cut(Cut::Answered);
    assert_eq!(add(&repo, 1).await.expect("it was committed"), 2);
    assert!(wire.was_cut());
    assert_eq!(add(&repo, 2).await.expect("commits"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_did_not_arrive_is_told_and_leaves_nothing() {
    let (wire, repo) = wired().await;
    wire.cut(Cut::Asked);
    let error = add(&repo, 1).await.expect_err("it was not committed");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("cannot be reached"), "{error}");
    assert!(wire.was_cut());
    assert_eq!(repo.state().await.expect("state").seq, 1);
    assert_eq!(add(&repo, 1).await.expect("it can be repeated"), 2);
}

/// A whole batch shares the fate of its transaction.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_answered_as_the_database_decided() {
    for how in [Cut::Answered, Cut::Asked] {
        let (wire, repo) = wired().await;
        wire.cut(how);
        let commits = (1..=40).map(|number| {
            let repo = repo.clone();
            tokio::spawn(async move { add(&repo, number).await })
        });
        let mut seqs = vec![1];
        let mut refused = 0;
        for commit in commits.collect::<Vec<_>>() {
            match commit.await.expect("no panic") {
                Ok(seq) => seqs.push(seq),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
                    refused += 1;
                }
            }
        }
        assert!(wire.was_cut());
        assert_eq!(refused > 0, how == Cut::Asked, "{how:?}: {refused} were refused");
        seqs.sort_unstable();
        let head = repo.state().await.expect("state").seq;
        assert_eq!(seqs, (1..=head).collect::<Vec<_>>(), "{how:?}");
    }
}

/// A server that never hears of the lost connection keeps the lock: it is not waited
/// for without end, nothing is claimed about the commit, and the server gives the silent
/// transaction up, so that the next commit gets through.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_stays_open_leaves_the_outcome_unknown() {
    let (wire, repo) = wired().await;
    wire.cut(Cut::Unheard);
    let error = add(&repo, 1).await.expect_err("nobody knows");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("Look whether it is there"), "{error}");
    assert_eq!(add(&repo, 2).await.expect("commits"), 2);
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).min_connections(1);
    sea_orm::Database::connect(options).await.expect("connects")
}

/// Waits until somebody in this database waits for an advisory lock.
async fn somebody_waits(connection: &DatabaseConnection) {
    let sql = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let waiting = async {
        loop {
            let ask = Statement::from_string(DbBackend::Postgres, sql);
            let row = connection.query_one_raw(ask).await.expect("asks").expect("a row");
            let count: i64 = row.try_get_by_index(0).expect("a number");
            if count > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANG, waiting).await.expect("somebody waits");
}

/// A newer version that migrates after this one has looked is noticed all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_newer_version_that_was_faster_is_noticed() {
    let url = database().await;
    Database::open(options(&url)).await.expect("opens").close().await.expect("closes");
    let newer = connect(&url).await;
    // the lock that one process at a time migrates under
    let lock = "SELECT pg_advisory_lock(x'0041726961646e65'::bigint)";
    newer.execute_unprepared(lock).await.expect("locks");
    let opening = tokio::spawn({
        let options = options(&url);
        async move { Database::open(options).await }
    });
    somebody_waits(&newer).await;
    let sql = "INSERT INTO ariadne_migration (version, applied_at) VALUES ('m9999_future', 0)";
    newer.execute_unprepared(sql).await.expect("inserts");
    newer.close().await.expect("closes");
    let refused = tokio::time::timeout(HANG, opening).await.expect("in time").expect("no panic");
    let error = refused.expect_err("refused").to_string();
    assert!(error.contains("newer version"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_alone_waits_for_nobody_and_lets_nobody_in() {
    let url = database().await;
    let alone = || OpenOptions { alone: true, ..options(&url) };
    let beside = [Database::open(options(&url)).await, Database::open(options(&url)).await];
    for repo in beside {
        let error = Database::open(alone()).await.expect_err("somebody is there").to_string();
        assert!(error.contains("Another Ariadne process uses the database"), "{error}");
        repo.expect("opens").close().await.expect("closes");
    }
    let repo = Database::open(alone()).await.expect("nobody is there any more");
    Database::open(alone()).await.expect_err("one is alone already");
    let late = tokio::spawn({
        let options = options(&url);
        async move { Database::open(options).await }
    });
    somebody_waits(&connect(&url).await).await;
    assert!(!late.is_finished());
    repo.close().await.expect("closes");
    let late = tokio::time::timeout(HANG, late).await.expect("in time").expect("no panic");
    assert_eq!(add(&late.expect("opens"), 1).await.expect("commits"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_says_that_another_process_stays_alone() {
    let url = database().await;
    let alone = OpenOptions { alone: true, ..options(&url) };
    let repo = Database::open(alone).await.expect("nobody is there");
    let opening = tokio::time::timeout(HANG, Database::open(options(&url)));
    let error = opening.await.expect("in time").expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("Another process is alone with the database"), "{error}");
    repo.close().await.expect("closes");
    Database::open(options(&url)).await.expect("opens").close().await.expect("closes");
}

/// Ends every connection that commits in the database of `connection`; how many.
async fn end_commits(connection: &DatabaseConnection) -> i64 {
    let sql =
        "SELECT COUNT(*) FILTER (WHERE pg_terminate_backend(pid, 30000)) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'ariadne commits'";
    let ask = Statement::from_string(DbBackend::Postgres, sql);
    let row = connection.query_one_raw(ask).await.expect("asks").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

/// Being ready includes the share that keeps a rotation out, also after a fault.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_ready_has_its_share_again() {
    let url = database().await;
    let repo = Database::open(options(&url)).await.expect("opens");
    assert_eq!(end_commits(&connect(&url).await).await, 1);
    repo.ready().await.expect("connected anew");
    let alone = OpenOptions { alone: true, ..options(&url) };
    let error = Database::open(alone).await.expect_err("somebody is there").to_string();
    assert!(error.contains("Another Ariadne process uses the database"), "{error}");
    assert_eq!(add(&repo, 1).await.expect("commits"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_only_reads_is_not_ready() {
    let url = database().await;
    let repo = Database::open(options(&url)).await.expect("opens");
    repo.ready().await.expect("takes changes");
    let other = connect(&url).await;
    let set = async |sql: &str| {
        // a database's settings count for the connections that are made later
        let name = url.rsplit_once('/').expect("a path").1;
        other.execute_unprepared(&sql.replace("{name}", name)).await.expect("sets");
        assert_eq!(end_commits(&other).await, 1);
    };
    set("ALTER DATABASE {name} SET default_transaction_read_only = on").await;
    let error = repo.ready().await.expect_err("only reads");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("takes no changes"), "{error}");
    set("ALTER DATABASE {name} RESET default_transaction_read_only").await;
    repo.ready().await.expect("takes changes again");
}

/// Servers on other machines, which the lock on the data folder does not see.
#[tokio::test(flavor = "multi_thread")]
async fn no_key_is_rotated_under_a_server_of_another_machine() {
    let url = database().await;
    let key = std::sync::Mutex::new(None);
    let server = Ariadne::start_with(|config| {
        config.database = Location::Postgres(url.clone());
        key.lock().expect("free").replace(config.key.clone());
    })
    .await;
    let input = json!({ "name": "shop", "kind": "MONGODB", "secret": { "password": "canary" },
        "settings": { "hosts": ["127.0.0.1:1"], "database": "shop", "username": "app" } });
    let create = "mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }";
    let created = server.api.run(create, json!({ "input": input })).await;
    let source = created["createSource"]["source"]["id"].clone();

    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut config = Config::in_folder(elsewhere.path().join("data"));
    config.listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    config.database = Location::Postgres(url);
    config.key = key.into_inner().expect("free").expect("the key's place");
    let error = rotate_key(&config, NewKey::Generated).await.expect_err("refused").to_string();
    assert!(error.contains("those on other machines too"), "{error}");
    // Nothing happened to the one that runs.
    let test = "mutation($id: ID!) { testSource(id: $id) { status } }";
    let tested = server.api.run(test, json!({ "id": source })).await;
    assert_eq!(tested["testSource"]["status"], "FAILED", "the secret opens, nobody listens there");

    let _folder = server.stop().await;
    let rotated = rotate_key(&config, NewKey::Generated).await.expect("rotates");
    assert_eq!(rotated.secrets, Some(1));
    let catalog = format!("{:?}", config.database);
    let server = ariadne_server::start(config).await.expect("starts with the new key");
    ariadne_tests::sessions::register(&format!("http://{}", server.addr()), None, &catalog).await;
    let api = ariadne_tests::api::Api::new(format!("http://{}", server.addr()));
    let tested = api.run(test, json!({ "id": source })).await;
    assert_eq!(tested["testSource"]["status"], "FAILED", "the secret opens under the new key");
    server.shutdown().await.expect("stops");
}
