//! Tables by what their source calls them.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Upper and lower case of A to Z aside. A prefix, because a long name exceeds what an index
/// entry may hold.
const INDEX: &str = r"
CREATE INDEX catalog_table_external ON catalog_table (source_id, substr(lower(external{by bytes}), 1, 200));
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEX).await
    }
}
