//! What has to follow when a database was put back from a backup.

use std::cmp::max;

use ariadne_ports::{JobStatus, Result};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Set,
};

use crate::Repo;
use crate::access::end_sessions_and_links;
use crate::entities::{head, job};
use crate::error::{corrupt, db};
use crate::mapping::Corrupt;

const OPERATION: &str = "repo.mark_restored";

/// Where a restored catalog stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The newest changeset; 0 in an empty catalog.
    pub seq: u64,
    /// The epoch, higher than any before.
    pub epoch: u64,
    /// The id of the key that the secrets are sealed with.
    pub key_id: Option<String>,
}

impl Repo {
    /// Raises the epoch, so that every projection of the catalog is built anew, and ends
    /// what must not go on from the time of the backup. To be called on a repo that is
    /// alone with its database.
    ///
    /// The epoch becomes the time in microseconds: a backup that is restored twice gets
    /// two epochs, although it brings the same one both times.
    pub async fn mark_restored(&self) -> Result<Standing> {
        let transaction = self.begin(OPERATION).await?;
        let row = head::Entity::find().lock_exclusive().one(&transaction).await;
        let row = row.map_err(db(OPERATION))?;
        let row = row.ok_or_else(|| corrupt(OPERATION)(Corrupt::new("head", "it is missing")))?;
        let epoch = max(self.clock().now().0, row.epoch.saturating_add(1));
        let (seq, key_id) = (row.seq.cast_unsigned(), row.key_id.clone());
        let mut raised = row.into_active_model();
        raised.epoch = Set(epoch);
        raised.update(&transaction).await.map_err(db(OPERATION))?;
        after_restore(&transaction).await?;
        transaction.commit().await.map_err(db(OPERATION))?;
        Ok(Standing { seq, epoch: epoch.cast_unsigned(), key_id })
    }
}

/// Ends what was alive when the backup was made and must not come back to life with
/// it: whatever lets somebody in or goes on by itself belongs here. It runs in the
/// transaction that raises the epoch.
async fn after_restore(transaction: &DatabaseTransaction) -> Result<()> {
    // Nobody works on these any more: the process that did has ended long ago.
    let unfinished = [JobStatus::Queued, JobStatus::Running].map(JobStatus::as_str);
    job::Entity::update_many()
        .col_expr(job::Column::Status, Expr::val(JobStatus::Failed.as_str()))
        .col_expr(job::Column::Version, Expr::col(job::Column::Version).add(1))
        .filter(job::Column::Status.is_in(unfinished))
        .exec(transaction)
        .await
        .map_err(db(OPERATION))?;
    end_sessions_and_links(transaction, OPERATION).await
}
