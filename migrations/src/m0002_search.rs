//! Search: one narrow row of names per searchable entity, its whole text in a trigram
//! index, and the shortest pieces of names in scripts whose words are that short.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `kind` is 0 table, 1 column, 2 source, the order of hits. `place` is null where
/// it equals `name`. A gram is of the place; `doc` is the row of the name.
const NAMES: &str = r"
CREATE TABLE search_name (
    rowid {row} PRIMARY KEY,
    kind INTEGER NOT NULL,
    entity_id {uuid} NOT NULL,
    table_id {uuid},
    name {text} NOT NULL,
    length INTEGER NOT NULL,
    starts {text} NOT NULL,
    place {text}
);
CREATE TABLE search_gram (
    gram {text} NOT NULL,
    doc BIGINT NOT NULL,
    PRIMARY KEY (gram, doc)
){without row};
CREATE INDEX search_gram_doc ON search_gram (doc);
";

/// The text is folded already, so the tokenizer keeps case; neither positions nor
/// sizes are needed, because every hit is checked against its text.
///
/// Text filters of lists walk the list's order, so SQLite finds the text beside it;
/// a PostgreSQL index entry could not hold it, but has trigrams.
///
/// Names that begin with a word come first of all hits, and of a common word there
/// are very many: SQLite orders them within the index. A PostgreSQL index entry
/// holds the beginning of a long name only.
const TEXT_SQLITE: &str = r"
CREATE INDEX catalog_table_order ON catalog_table (order_key, id, filter_text);
CREATE INDEX search_name_start ON search_name (name, kind, length, entity_id, table_id);
CREATE VIRTUAL TABLE search_text USING fts5 (
    text, tokenize = 'trigram case_sensitive 1', detail = 'none', columnsize = 0
);
";

const TEXT_POSTGRES: &str = r"
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX catalog_table_order ON catalog_table (order_key, id);
CREATE INDEX catalog_table_filter ON catalog_table USING gin (filter_text gin_trgm_ops);
CREATE INDEX search_name_start ON search_name (left(name, 64));
CREATE TABLE search_text (rowid BIGINT PRIMARY KEY, text TEXT NOT NULL);
CREATE INDEX search_text_trigrams ON search_text USING gin (text gin_trgm_ops);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, NAMES).await?;
        match manager.get_database_backend() {
            DbBackend::Sqlite => run(manager, TEXT_SQLITE).await,
            _ => run(manager, TEXT_POSTGRES).await,
        }
    }
}
