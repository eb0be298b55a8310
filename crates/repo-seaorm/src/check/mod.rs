//! Whether a database is whole: the file, and the relations that only this crate knows.
//!
//! - `changesets`: the numbers of the record
//! - `rows`: every row says what it is stored under
//! - `history`: an entity is one thing at a time
//! - `references`: what a row names is there
//! - `lineage`: an edge is what its assertions say
//! - `search`: what search knows is what the entities say
//!
//! All is read in one transaction, so commits that come meanwhile are not seen.

mod changesets;
mod history;
mod lineage;
mod references;
mod rows;
mod search;

use ariadne_domain::{Assertion, Column, Edge, Source, Table};
use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use crate::Repo;
use crate::entities::head;
use crate::error::{corrupt, db};
use crate::mapping::Corrupt;
use crate::open::problems;

pub(crate) const OPERATION: &str = "repo.check";

/// Most examples that a finding names.
const EXAMPLES: usize = 5;

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was checked, in one or two words.
    pub check: &'static str,
    /// How many things are wrong; 0 when all is well.
    pub wrong: u64,
    /// The first of them, each a sentence.
    pub examples: Vec<String>,
}

impl Finding {
    /// A check that has found nothing yet.
    pub fn of(check: &'static str) -> Self {
        Self { check, wrong: 0, examples: Vec::new() }
    }

    /// One thing more is wrong.
    pub fn add(&mut self, example: impl FnOnce() -> String) {
        self.wrong += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example());
        }
    }
}

impl Finding {
    /// The check itself failed, and what it looked at is not whole: told with the cause,
    /// which the sentence of an internal error leaves to the log.
    pub fn fail(&mut self, error: &Error) {
        self.add(|| match std::error::Error::source(error) {
            Some(cause) if error.kind() == ErrorKind::Internal => cause.to_string(),
            _ => error.to_string(),
        });
    }
}

impl Repo {
    /// Checks the whole database and hands on each finding when it is made. A check
    /// that itself fails is a finding too: what cannot be read is not whole.
    pub async fn check(&self, found: &mut (dyn FnMut(Finding) + Send)) -> Result<()> {
        let sqlite = self.backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            isolation_level: (!sqlite).then_some(IsolationLevel::RepeatableRead),
            access_mode: (!sqlite).then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Deferred),
        };
        let transaction = self.scans().begin_with_options(options).await.map_err(db(OPERATION))?;
        if sqlite {
            let mut file = Finding::of("database file");
            match problems(&transaction).await {
                Ok(lines) => lines.into_iter().for_each(|line| file.add(|| line)),
                Err(error) => file.fail(&error),
            }
            found(file);
        }
        let reading = Reading { transaction };
        macro_rules! check {
            ($name:literal, $($check:expr),+ $(,)?) => {{
                let mut finding = Finding::of($name);
                $(if let Err(error) = $check(&reading, &mut finding).await {
                    finding.fail(&error);
                })+
                found(finding);
            }};
        }
        check!("changesets", changesets::check);
        check!(
            "rows",
            rows::check::<Source>,
            rows::check::<Table>,
            rows::check::<Column>,
            rows::check::<Edge>,
            rows::check::<Assertion>,
        );
        check!(
            "history",
            history::check::<Source>,
            history::check::<Table>,
            history::check::<Column>,
            history::check::<Edge>,
            history::check::<Assertion>,
        );
        check!("references", references::check);
        check!("lineage", lineage::check);
        check!("tags", references::tags);
        check!(
            "search",
            search::check::<Table>,
            search::check::<Column>,
            search::check::<Source>,
            search::orphans,
        );
        check!("secrets", references::secrets);
        reading.transaction.rollback().await.map_err(db(OPERATION))
    }

    /// The id of the key that the database belongs to; `None` before its first start.
    pub async fn kept_key(&self) -> Result<Option<String>> {
        let row = head::Entity::find().one(self.reads()).await.map_err(db(OPERATION))?;
        Ok(row.and_then(|row| row.key_id))
    }
}

/// The database at one moment.
struct Reading {
    transaction: DatabaseTransaction,
}

impl Reading {
    async fn all(&self, sql: &str) -> Result<Vec<QueryResult>> {
        let statement = Statement::from_string(self.transaction.get_database_backend(), sql);
        self.transaction.query_all_raw(statement).await.map_err(db(OPERATION))
    }

    async fn head(&self) -> Result<head::Model> {
        let row = head::Entity::find().one(&self.transaction).await.map_err(db(OPERATION))?;
        row.ok_or_else(|| corrupt(OPERATION)(Corrupt::new("head", "it is missing")))
    }

    /// Adds every row of `sql`, which answers an `id`, with what is wrong with it.
    async fn ids(&self, finding: &mut Finding, sql: &str, wrong: &str) -> Result<()> {
        for row in self.all(sql).await? {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            finding.add(|| format!("{id} {wrong}"));
        }
        Ok(())
    }

    /// The same for rows with a number.
    async fn numbers(&self, finding: &mut Finding, sql: &str, wrong: &str) -> Result<()> {
        for row in self.all(sql).await? {
            let n: i64 = row.try_get("", "n").map_err(db(OPERATION))?;
            finding.add(|| format!("{n} {wrong}"));
        }
        Ok(())
    }
}
