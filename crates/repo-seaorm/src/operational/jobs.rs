//! Jobs.

use ariadne_domain::{ActorId, JobId, Timestamp};
use ariadne_ports::{
    CursorKey, Error, ErrorKind, Job, JobStatus, JobStore, Page, PageRequest, Result,
};
use async_trait::async_trait;
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable,
    QueryFilter,
};

use crate::Repo;
use crate::entities::job;
use crate::error::{corrupt, db};
use crate::kept::col;
use crate::keyset::{Keyset, page};
use crate::mapping::{Corrupt, actor, value_from_text, value_to_text, word};
use crate::operational::imports::drop_expired_pieces;

fn row(job: &Job, version: u32) -> job::Model {
    job::Model {
        id: job.id.0,
        kind: job.kind.clone(),
        actor_id: job.actor.id.0,
        actor_name: job.actor.name.clone(),
        actor_kind: job.actor.kind.as_str().to_owned(),
        created_at: job.created_at.0,
        status: job.status.as_str().to_owned(),
        version: version.cast_signed(),
        state: value_to_text(&job.state),
        expires: job.expires.0,
    }
}

fn read(row: job::Model) -> std::result::Result<Job, Corrupt> {
    Ok(Job {
        id: JobId(row.id),
        kind: row.kind,
        actor: actor(row.actor_id, row.actor_name, &row.actor_kind)?,
        created_at: Timestamp(row.created_at),
        status: word("job status", &row.status, JobStatus::from_name)?,
        version: row.version.cast_unsigned(),
        state: value_from_text("job state", &row.state)?,
        expires: Timestamp(row.expires),
    })
}

#[async_trait]
impl JobStore for Repo {
    async fn create(&self, job: &Job) -> Result<()> {
        const OPERATION: &str = "repo.create_job";
        let transaction = self.begin(OPERATION).await?;
        drop_expired_pieces(&transaction, OPERATION, job.created_at).await?;
        job::Entity::delete_many()
            .filter(job::Column::Expires.lte(job.created_at.0))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
        job::Entity::insert(row(job, job.version).into_active_model())
            .exec_without_returning(&transaction)
            .await
            .map_err(db(OPERATION))?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn job(&self, id: JobId, now: Timestamp) -> Result<Option<Job>> {
        const OPERATION: &str = "repo.job";
        let found = job::Entity::find_by_id(id.0)
            .filter(job::Column::Expires.gt(now.0))
            .one(self.reads())
            .await
            .map_err(db(OPERATION))?;
        found.map(read).transpose().map_err(corrupt(OPERATION))
    }

    async fn jobs_of(
        &self,
        kind: &str,
        actor: ActorId,
        now: Timestamp,
        request: &PageRequest,
    ) -> Result<Page<Job>> {
        const OPERATION: &str = "repo.list_jobs";
        let mut base = Query::select();
        base.columns(job::Column::iter())
            .from(job::Entity)
            .and_where(col("kind").eq(kind))
            .and_where(col("actor_id").eq(actor.0))
            .and_where(col("expires").gt(now.0));
        let scope = format!("jobs {kind} {actor}");
        let keyset = Keyset { descending_id: true, ..Keyset::newest("created_at") };
        page(self.reads(), OPERATION, (&base, keyset, &*scope), request, |row| {
            let model = job::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (CursorKey::Int(model.created_at), model.id);
            Ok((read(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await
    }

    async fn update(&self, job: &Job) -> Result<u32> {
        const OPERATION: &str = "repo.update_job";
        let next = job.version + 1;
        let replaced = job::Entity::update_many()
            .set(row(job, next).into_active_model().reset_all())
            .filter(job::Column::Id.eq(job.id.0))
            .filter(job::Column::Version.eq(job.version.cast_signed()))
            .exec(self.writes())
            .await
            .map_err(db(OPERATION))?;
        if replaced.rows_affected == 1 {
            return Ok(next);
        }
        let stored = job::Entity::find_by_id(job.id.0).one(self.reads()).await;
        Err(match stored.map_err(db(OPERATION))? {
            None => Error::not_found(OPERATION, format!("job {}", job.id)),
            Some(_) => {
                Error::new(ErrorKind::Conflict, OPERATION, "The job was changed in the meantime.")
            }
        })
    }
}
