//! What an app remembers for people.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `value` is JSON text, which only the app understands.
const SETTINGS: &str = r"
CREATE TABLE person_setting (
    person_id {uuid} NOT NULL,
    name {text} NOT NULL,
    value TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, name)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SETTINGS).await
    }
}
