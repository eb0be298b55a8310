//! The server's process is killed while requests to write are under way, again and again:
//! what was acknowledged is there, nothing is there by half, and a request that was not
//! answered can be sent again. How far each of those had come is left to chance.
//!
//! This proves the death of a process. That a write survives the loss of power rests
//! on SQLite's `synchronous = FULL` and on PostgreSQL's own fsync.

mod lineage;
mod load;
mod record;

use std::sync::Arc;

use ariadne_tests::services;

use load::{Load, Request};
use record::Record;

use ariadne_tests::process::{Process, Setting};

const ROUNDS: usize = 4;

/// Requests under way at the same time, so that commits share transactions.
const CLIENTS: usize = 8;

/// Answers after which a round's process is killed, while the other clients wait for theirs.
fn patience(round: usize) -> usize {
    12 + 7 * round
}

async fn killed_under_load(setting: Setting) {
    let mut acknowledged: Vec<(Request, u64)> = Vec::new();
    let mut requests = 0;
    for round in 0..ROUNDS {
        let server = Process::start(&setting).await;
        let load = Arc::new(Load::new(&server.url, round, patience(round)));
        let clients: Vec<_> =
            (0..CLIENTS).map(|client| tokio::spawn(Arc::clone(&load).run(client))).collect();
        load.answered_enough().await;
        server.kill().await;
        let mut lost = Vec::new();
        for client in clients {
            let (answered, unanswered) = client.await.expect("a client does not panic");
            requests += answered.len() + 1;
            acknowledged.extend(answered);
            lost.push(unanswered);
        }

        let server = Process::start(&setting).await;
        // Acknowledged before, and not by a retry.
        let record = Record::read(&server.url, &setting.database).await;
        for (request, seq) in &acknowledged {
            assert_eq!(record.seq_of(request), Some(*seq), "{request:?} was acknowledged");
        }
        record.is_whole();
        // Each lost one is there once or not at all; sent again it is there once.
        for request in lost {
            let stored = record.seq_of(&request);
            let seq = load::send(&server.url, &request).await.expect("answered");
            assert!(stored.is_none_or(|before| before == seq), "{request:?} was written twice");
            acknowledged.push((request, seq));
        }
        // So is one that was answered, whose answer might have got lost behind the server.
        let (request, seq) = acknowledged.first().expect("some were answered");
        assert_eq!(load::send(&server.url, request).await, Some(*seq));

        let record = Record::read(&server.url, &setting.database).await;
        record.is_whole();
        assert_eq!(record.changesets(), requests, "every request is one changeset");
        for (request, _) in &acknowledged[acknowledged.len() - 2 * CLIENTS..] {
            record::is_found(&server.url, request).await;
        }
        server.kill().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_loses_nothing_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    killed_under_load(Setting::sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_loses_nothing_on_postgres() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = services::postgres().await.create_database("crashes").await;
    killed_under_load(Setting { database, ..Setting::sqlite(folder.path()) }).await;
}
