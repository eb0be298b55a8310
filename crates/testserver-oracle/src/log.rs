//! What clients sent and who they said they were.

use std::sync::Mutex;

use tokio::sync::watch;

use crate::shared::lock;

/// One statement as it was executed, before any answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRecord {
    /// The connection's number, counted from 1.
    pub connection: u64,
    /// The account.
    pub user: String,
    /// The text as it was sent.
    pub sql: String,
    /// The values bound to the placeholders in their order, as text; `None` is NULL.
    pub binds: Vec<Option<String>>,
}

/// What a client told of itself when it logged in, and whether it is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The connection's number, counted from 1.
    pub connection: u64,
    /// The account.
    pub user: String,
    /// `AUTH_PROGRAM_NM`: what a DBA sees in `V$SESSION.PROGRAM`.
    pub program: String,
    /// `AUTH_MACHINE`.
    pub machine: String,
    /// `AUTH_SID`: the account on the client's operating system.
    pub os_user: String,
    /// The service that the client asked the listener for, empty when it asked for a SID.
    pub service: String,
    /// Whether the connection is still open.
    pub open: bool,
}

#[derive(Default)]
struct Records {
    statements: Vec<StatementRecord>,
    sessions: Vec<SessionRecord>,
    round_trips: u64,
    cancels: u64,
}

/// The log; every change is announced to those who wait.
pub(crate) struct Log {
    records: Mutex<Records>,
    changes: watch::Sender<u64>,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self { records: Mutex::default(), changes: watch::Sender::new(0) }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Records) -> T) -> T {
        let result = change(&mut lock(&self.records));
        self.changes.send_modify(|count| *count += 1);
        result
    }

    pub(crate) fn statement(&self, record: StatementRecord) {
        self.change(|records| records.statements.push(record));
    }

    pub(crate) fn session(&self, record: SessionRecord) {
        self.change(|records| records.sessions.push(record));
    }

    pub(crate) fn closed(&self, connection: u64) {
        self.change(|records| {
            for session in &mut records.sessions {
                session.open &= session.connection != connection;
            }
        });
    }

    pub(crate) fn round_trip(&self) {
        self.change(|records| records.round_trips += 1);
    }

    pub(crate) fn cancel(&self) {
        self.change(|records| records.cancels += 1);
    }

    pub(crate) fn statements(&self) -> Vec<StatementRecord> {
        lock(&self.records).statements.clone()
    }

    pub(crate) fn sessions(&self) -> Vec<SessionRecord> {
        lock(&self.records).sessions.clone()
    }

    pub(crate) fn round_trips(&self) -> u64 {
        lock(&self.records).round_trips
    }

    pub(crate) fn cancels(&self) -> u64 {
        lock(&self.records).cancels
    }

    pub(crate) fn clear_statements(&self) {
        self.change(|records| {
            records.statements.clear();
            records.round_trips = 0;
        });
    }

    /// Waits until `found` finds what it looks for.
    async fn wait<T>(&self, mut found: impl FnMut(&Records) -> Option<T>) -> T {
        let mut changes = self.changes.subscribe();
        loop {
            changes.borrow_and_update();
            if let Some(result) = found(&lock(&self.records)) {
                return result;
            }
            // The sender lives in `self`, so that waiting cannot fail.
            let _ = changes.changed().await;
        }
    }

    /// Waits until a statement holds this text, in any case of letters.
    pub(crate) async fn statement_seen(&self, fragment: &str) -> StatementRecord {
        let fragment = fragment.to_lowercase();
        self.wait(|records| {
            records
                .statements
                .iter()
                .find(|one| one.sql.to_lowercase().contains(&fragment))
                .cloned()
        })
        .await
    }

    /// Waits until clients have cancelled this often.
    pub(crate) async fn cancels_seen(&self, count: u64) {
        self.wait(|records| (records.cancels >= count).then_some(())).await;
    }
}
