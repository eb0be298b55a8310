//! Failed attempts to sign in.

use std::collections::{BTreeSet, HashMap};

use ariadne_domain::Timestamp;
use ariadne_ports::{AttemptStore, Attempts, Result};
use async_trait::async_trait;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::Repo;
use crate::entities::sign_in_attempt;
use crate::error::db;
use crate::kept::CHUNK;
use crate::mapping::attempt_hash;

/// A column of the row that is there.
fn stored(column: sign_in_attempt::Column) -> Expr {
    Expr::col((sign_in_attempt::Entity, column))
}

/// One failure more, at the later of the two times.
fn once_more(at: Timestamp) -> OnConflict {
    let last = || stored(sign_in_attempt::Column::Last);
    let later = CaseStatement::new().case(last().lt(at.0), Expr::val(at.0)).finally(last());
    OnConflict::column(sign_in_attempt::Column::KeyHash)
        .value(sign_in_attempt::Column::Failures, stored(sign_in_attempt::Column::Failures).add(1))
        .value(sign_in_attempt::Column::Last, later)
        .to_owned()
}

#[async_trait]
impl AttemptStore for Repo {
    async fn attempts(&self, keys: &[String]) -> Result<Vec<Attempts>> {
        const OPERATION: &str = "repo.attempts";
        let hashes: Vec<Vec<u8>> = keys.iter().map(|key| attempt_hash(key)).collect();
        let mut found = HashMap::new();
        for chunk in hashes.chunks(CHUNK) {
            let rows = sign_in_attempt::Entity::find()
                .filter(sign_in_attempt::Column::KeyHash.is_in(chunk.iter().cloned()))
                .all(self.reads())
                .await
                .map_err(db(OPERATION))?;
            found.extend(rows.into_iter().map(|row| {
                let failures = u32::try_from(row.failures).unwrap_or(u32::MAX);
                (row.key_hash, Attempts { failures, last: Timestamp(row.last) })
            }));
        }
        Ok(hashes.iter().map(|hash| found.get(hash).copied().unwrap_or_default()).collect())
    }

    async fn note_failure(
        &self,
        keys: &[String],
        at: Timestamp,
        forget_before: Timestamp,
    ) -> Result<()> {
        const OPERATION: &str = "repo.note_failure";
        let hashes: BTreeSet<Vec<u8>> = keys.iter().map(|key| attempt_hash(key)).collect();
        let transaction = self.begin_access(OPERATION).await?;
        sign_in_attempt::Entity::delete_many()
            .filter(sign_in_attempt::Column::Last.lt(forget_before.0))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
        for key_hash in hashes {
            let row = sign_in_attempt::Model { key_hash, failures: 1, last: at.0 };
            sign_in_attempt::Entity::insert(row.into_active_model())
                .on_conflict(once_more(at))
                .exec_without_returning(&transaction)
                .await
                .map_err(db(OPERATION))?;
        }
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn clear_attempts(&self, key: &str) -> Result<()> {
        sign_in_attempt::Entity::delete_by_id(attempt_hash(key))
            .exec(self.writes())
            .await
            .map_err(db("repo.clear_attempts"))?;
        Ok(())
    }
}
