//! What imports keep between the upload and their end, piece by piece.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = r"
CREATE TABLE import_piece (
    job_id {uuid} NOT NULL,
    part {text} NOT NULL,
    number BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (job_id, part, number)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }
}
