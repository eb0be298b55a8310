//! The catalog: the one head, the changesets, sources, tables and columns.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Where the record stands (one row), and one row a changeset. `touched` and
/// `deleted` are sets of entity kinds (1 source, 2 table, 4 column) in which some
/// field changed or which lost an entity; what changed is read from the rows.
const CHANGESETS: &str = r"
CREATE TABLE head (
    id {row} PRIMARY KEY CHECK (id = 1),
    catalog {uuid} NOT NULL,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    key_id TEXT
);
CREATE TABLE changeset (
    seq {row} PRIMARY KEY,
    id {uuid} NOT NULL,
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    origin TEXT NOT NULL,
    message TEXT,
    undoes {uuid},
    touched INTEGER NOT NULL,
    deleted INTEGER NOT NULL
);
CREATE UNIQUE INDEX changeset_id ON changeset (id);
CREATE INDEX changeset_at ON changeset (at, seq);
CREATE INDEX changeset_actor ON changeset (actor_id, seq);
CREATE INDEX changeset_undoes ON changeset (undoes) WHERE undoes IS NOT NULL;
";

/// The columns of an entity stand in its current table and in its history twin.
/// `seq` is the changeset that made the row. The row of the twin was true for
/// `seq <= n < to_seq`. Hashes carry uniqueness, because a long name exceeds what an
/// index entry may hold; `order_key` and `…_key` are bounded prefixes for the same reason.
const SOURCE: &str = r"
    id {uuid} NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    description TEXT,
    settings TEXT NOT NULL,
    secret BIGINT,
    is_active BOOLEAN NOT NULL,
    name_hash {bytes} NOT NULL,
    order_key {text} NOT NULL,
    filter_text TEXT NOT NULL,
    seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc BIGINT
";

const TABLE: &str = r"
    id {uuid} NOT NULL,
    source_id {uuid},
    schema TEXT,
    name TEXT NOT NULL,
    external TEXT,
    tags TEXT,
    owner {text},
    observed TEXT,
    overrides TEXT,
    introspected_at BIGINT,
    kind {text} NOT NULL,
    identity_hash {bytes} NOT NULL,
    order_key {text} NOT NULL,
    owner_key {text},
    filter_text TEXT NOT NULL,
    seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc BIGINT
";

const COLUMN: &str = r"
    id {uuid} NOT NULL,
    table_id {uuid} NOT NULL,
    path TEXT NOT NULL,
    path_hash {bytes} NOT NULL,
    ordinal BIGINT NOT NULL,
    observed TEXT,
    overrides TEXT,
    tags TEXT,
    hidden BOOLEAN NOT NULL,
    seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    doc BIGINT
";

/// The lists' orders (each ends in id, so that a page starts with one seek), the
/// filters that narrow most, and the seqs that history is derived from.
const INDEXES: &str = r"
CREATE UNIQUE INDEX source_name ON source (name_hash);
CREATE UNIQUE INDEX catalog_table_identity ON catalog_table (identity_hash);
CREATE INDEX catalog_table_updated ON catalog_table (updated_at DESC, id);
CREATE INDEX catalog_table_fetched ON catalog_table (introspected_at DESC {nulls last}, id);
CREATE INDEX catalog_table_source ON catalog_table (source_id, order_key, id);
CREATE INDEX catalog_table_kind ON catalog_table (kind, order_key, id);
CREATE INDEX catalog_table_owner ON catalog_table (owner_key, order_key, id) WHERE owner_key IS NOT NULL;
CREATE UNIQUE INDEX catalog_column_path ON catalog_column (table_id, path_hash);
CREATE INDEX catalog_column_order ON catalog_column (table_id, ordinal, id);
CREATE INDEX catalog_column_history_table ON catalog_column_history (table_id, to_seq);
";

/// A tag of a table for `from_seq <= n < to_seq`, to this day when `to_seq` is null.
const TAGS: &str = r"
CREATE TABLE table_tag (
    table_id {uuid} NOT NULL,
    from_seq BIGINT NOT NULL,
    to_seq BIGINT,
    tag {text} NOT NULL,
    tag_key {text} NOT NULL
);
CREATE INDEX table_tag_tag ON table_tag (tag_key, table_id);
CREATE INDEX table_tag_table ON table_tag (table_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, CHANGESETS).await?;
        for (name, columns) in
            [("source", SOURCE), ("catalog_table", TABLE), ("catalog_column", COLUMN)]
        {
            run(manager, &twins(name, columns)).await?;
        }
        run(manager, INDEXES).await?;
        run(manager, TAGS).await
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
