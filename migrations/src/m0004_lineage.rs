//! Lineage: edges between tables or columns, and the assertions that make them true.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Kept like tables and columns: a current row and a history twin. In the sets of
/// kinds of a changeset an edge is 8, an assertion 16. `from_table` and `to_table`
/// are the tables of the ends, or the ends themselves. `claims` holds per origin the
/// strongest live claim, 11 bits each.
const EDGE: &str = r"
    id {uuid} NOT NULL,
    level TEXT NOT NULL,
    from_id {uuid} NOT NULL,
    to_id {uuid} NOT NULL,
    from_table {uuid} NOT NULL,
    to_table {uuid} NOT NULL,
    status TEXT NOT NULL,
    claims BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
";

/// `key_hash` is over origin, claimant and process, which is too long for an index.
/// `confidence` is in thousandths.
const ASSERTION: &str = r"
    id {uuid} NOT NULL,
    edge_id {uuid} NOT NULL,
    key_hash {bytes} NOT NULL,
    origin TEXT NOT NULL,
    status TEXT NOT NULL,
    claimant_id {uuid} NOT NULL,
    claimant_name TEXT NOT NULL,
    claimant_kind TEXT NOT NULL,
    process TEXT,
    at BIGINT NOT NULL,
    confidence INTEGER,
    transformation TEXT,
    note TEXT,
    seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
";

/// Edges are asked for by either end and by either table, now and as of a seq.
const INDEXES: &str = r"
CREATE UNIQUE INDEX edge_pair ON edge (from_id, to_id);
CREATE INDEX edge_to ON edge (to_id);
CREATE INDEX edge_from_table ON edge (from_table);
CREATE INDEX edge_to_table ON edge (to_table);
CREATE INDEX edge_history_from_id ON edge_history (from_id, to_seq);
CREATE INDEX edge_history_to_id ON edge_history (to_id, to_seq);
CREATE INDEX edge_history_from_table ON edge_history (from_table, to_seq);
CREATE INDEX edge_history_to_table ON edge_history (to_table, to_seq);
CREATE UNIQUE INDEX assertion_key ON assertion (edge_id, key_hash);
CREATE INDEX assertion_history_edge ON assertion_history (edge_id, to_seq);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in [("edge", EDGE), ("assertion", ASSERTION)] {
            run(manager, &twins(name, columns)).await?;
        }
        run(manager, INDEXES).await
    }
}

/// A current table and its history twin.
fn twins(name: &str, columns: &str) -> String {
    let columns = columns.trim_end();
    format!(
        "CREATE TABLE {name} ({columns},\n    PRIMARY KEY (id)\n);\n\
         CREATE INDEX {name}_seq ON {name} (seq, id);\n\
         CREATE TABLE {name}_history ({columns},\n    to_seq BIGINT NOT NULL,\n    PRIMARY KEY (id, seq)\n);\n\
         CREATE INDEX {name}_history_from ON {name}_history (seq, id);\n\
         CREATE INDEX {name}_history_to ON {name}_history (to_seq, id);\n"
    )
}
