//! Proposed lineage that waits for somebody's decision, the surest first.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Bits of one origin in `claims`.
const BITS: usize = 11;
/// Origins in `claims`.
const ORIGINS: usize = 5;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &review()).await
    }
}

/// `certainty` is the strongest of `claims`: 0 for none, else thousandths + 1. The
/// database works it out, so that it never says anything else than they do. Only edges
/// that wait are in the index, so that all others cost nothing.
fn review() -> String {
    let of = |origin: usize| format!("(claims >> {}) & {}", origin * BITS, (1 << BITS) - 1);
    let each: Vec<String> = (0..ORIGINS).map(of).collect();
    let strongest = each.join(", ");
    format!(
        "ALTER TABLE edge ADD COLUMN certainty BIGINT \
         GENERATED ALWAYS AS ({{greatest}}({strongest})) {{generated}};\n\
         CREATE INDEX edge_proposed ON edge (certainty, id) WHERE status = 'PROPOSED';\n"
    )
}
