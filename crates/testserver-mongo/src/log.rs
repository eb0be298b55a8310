//! What clients sent.

use std::sync::Mutex;

use mongodb::bson::Document;
use tokio::sync::watch;

use crate::fault::canonical;
use crate::shared::lock;

/// One command as it arrived, before any answer.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandRecord {
    /// The connection's number, counted from 1.
    pub connection: u64,
    /// The database that the command addresses.
    pub database: String,
    /// The command's name as it was spelled.
    pub name: String,
    /// The whole command, with `lsid`, `$db` and the like; document sequences are arrays in it.
    pub document: Document,
    /// The account that was logged in, as `database.name`.
    pub user: Option<String>,
}

impl CommandRecord {
    /// Whether the driver sends such a command by itself: to watch the server, to log in or to
    /// end sessions.
    pub fn is_housekeeping(&self) -> bool {
        matches!(
            canonical(&self.name),
            "hello" | "saslStart" | "saslContinue" | "endSessions" | "logout"
        )
    }
}

pub(crate) struct CommandLog {
    records: Mutex<Vec<CommandRecord>>,
    count: watch::Sender<usize>,
}

impl CommandLog {
    pub(crate) fn new() -> Self {
        Self { records: Mutex::default(), count: watch::Sender::new(0) }
    }

    pub(crate) fn push(&self, record: CommandRecord) {
        let count = {
            let mut records = lock(&self.records);
            records.push(record);
            records.len()
        };
        self.count.send_replace(count);
    }

    pub(crate) fn all(&self) -> Vec<CommandRecord> {
        lock(&self.records).clone()
    }

    pub(crate) fn clear(&self) {
        lock(&self.records).clear();
    }

    /// Waits until a command of this name is in the log.
    pub(crate) async fn seen(&self, name: &str) -> CommandRecord {
        let mut count = self.count.subscribe();
        loop {
            count.borrow_and_update();
            let found = lock(&self.records)
                .iter()
                .find(|record| canonical(&record.name) == canonical(name))
                .cloned();
            if let Some(record) = found {
                return record;
            }
            // The sender lives in `self`, so that waiting cannot fail.
            let _ = count.changed().await;
        }
    }
}
