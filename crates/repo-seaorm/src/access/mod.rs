//! Who may use the catalog: people, sessions, settings, tokens, one-time links, failed
//! attempts.

mod attempts;
mod links;
mod people;
mod restored;
mod sessions;
mod settings;
mod tokens;

pub(crate) use restored::end_sessions_and_links;
#[cfg(test)]
pub(crate) use sessions::{living, living_of};
#[cfg(test)]
pub(crate) use tokens::{TOKEN_ORDER, by_secret, tokens_among};

use ariadne_ports::Result;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use crate::Repo;
use crate::error::db;

/// The advisory lock of [`Repo::begin_access`].
const ACCESS_LOCK: i64 = 0x0041_7269_6164_6e67;

impl Repo {
    /// Begins a transaction that changes more of access than one row. There is one at a
    /// time on a database, whatever the number of servers: each sees what the one before
    /// did ("is there another administrator?"), and none waits for another's rows the
    /// wrong way round. They are short and rare. SQLite has one writer anyway.
    async fn begin_access(&self, operation: &'static str) -> Result<DatabaseTransaction> {
        let transaction = self.begin(operation).await?;
        if self.backend() == DbBackend::Postgres {
            let lock = format!("SELECT pg_advisory_xact_lock({ACCESS_LOCK})");
            transaction.execute_unprepared(&lock).await.map_err(db(operation))?;
        }
        Ok(transaction)
    }
}
