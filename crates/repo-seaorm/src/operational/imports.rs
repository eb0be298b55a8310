//! Pieces of imports.

use ariadne_domain::{JobId, Timestamp};
use ariadne_ports::{Error, ErrorKind, ImportPart, ImportStore, Result};
use async_trait::async_trait;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait,
};

use crate::Repo;
use crate::entities::{import_piece, job};
use crate::error::db;

/// Bytes of one piece.
const LARGEST: usize = 16 * 1024 * 1024;

/// The stored spelling.
fn word(part: ImportPart) -> String {
    match part {
        ImportPart::File => "file".to_owned(),
        ImportPart::Fixes => "fixes".to_owned(),
        ImportPart::Changes(plan) => format!("changes {plan}"),
        ImportPart::Problems(plan) => format!("problems {plan}"),
    }
}

/// Drops the pieces of jobs that have expired by then.
pub(super) async fn drop_expired_pieces(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    now: Timestamp,
) -> Result<()> {
    let expired = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::Expires.lte(now.0))
        .into_query();
    import_piece::Entity::delete_many()
        .filter(import_piece::Column::JobId.in_subquery(expired))
        .exec(connection)
        .await
        .map_err(db(operation))?;
    Ok(())
}

#[async_trait]
impl ImportStore for Repo {
    async fn put_piece(
        &self,
        job: JobId,
        part: ImportPart,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<()> {
        const OPERATION: &str = "repo.put_piece";
        if bytes.len() > LARGEST {
            let message = "A piece of an import takes more than 16 MiB and cannot be kept.";
            return Err(Error::new(ErrorKind::Limit, OPERATION, message));
        }
        let row = import_piece::Model {
            job_id: job.0,
            part: word(part),
            number: i64::from(number),
            bytes,
        };
        let key =
            [import_piece::Column::JobId, import_piece::Column::Part, import_piece::Column::Number];
        let replace =
            OnConflict::columns(key).update_column(import_piece::Column::Bytes).to_owned();
        import_piece::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.writes())
            .await
            .map_err(db(OPERATION))?;
        Ok(())
    }

    async fn piece(&self, job: JobId, part: ImportPart, number: u32) -> Result<Option<Vec<u8>>> {
        const OPERATION: &str = "repo.piece";
        let found = import_piece::Entity::find_by_id((job.0, word(part), i64::from(number)))
            .one(self.reads())
            .await
            .map_err(db(OPERATION))?;
        Ok(found.map(|row| row.bytes))
    }

    async fn drop_parts(&self, job: JobId, parts: &[ImportPart]) -> Result<()> {
        import_piece::Entity::delete_many()
            .filter(import_piece::Column::JobId.eq(job.0))
            .filter(import_piece::Column::Part.is_in(parts.iter().map(|part| word(*part))))
            .exec(self.writes())
            .await
            .map_err(db("repo.drop_parts"))?;
        Ok(())
    }
}
