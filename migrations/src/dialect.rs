//! The words in which the two databases differ.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Word in the text, on SQLite, on PostgreSQL.
const WORDS: &[(&str, &str, &str)] = &[
    // a 16-byte id
    ("{uuid}", "BLOB", "UUID"),
    // bytes: hashes, sealed secrets
    ("{bytes}", "BLOB", "BYTEA"),
    // a text that is compared or ordered: by bytes on both
    ("{text}", "TEXT", "TEXT COLLATE \"C\""),
    // a text whose letters A to Z alone have two cases, as they have on SQLite anyway
    ("{by bytes}", "", " COLLATE \"C\""),
    // a key that is SQLite's own row number
    ("{row}", "INTEGER", "BIGINT"),
    // rows that lie in the order of their key, as a PostgreSQL table has none
    ("{without row}", " WITHOUT ROWID", ""),
    // the largest of several numbers
    ("{greatest}", "MAX", "GREATEST"),
    // a column that the database works out: SQLite adds none that it would store
    ("{generated}", "VIRTUAL", "STORED"),
    // nulls behind all else in a descending index, where SQLite has them anyway
    ("{nulls last}", "", "NULLS LAST"),
];

/// Runs the statements of `text`, each ended by a semicolon at the end of its line.
pub(crate) async fn run(manager: &SchemaManager<'_>, text: &str) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    let mut sql = text.to_owned();
    for (word, on_sqlite, on_postgres) in WORDS {
        sql = sql.replace(word, if sqlite { on_sqlite } else { on_postgres });
    }
    for statement in sql.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
