//! State beside the catalog: secrets, idempotency keys, the audit log, fetches
//! that wait to be accepted, jobs.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = r"
CREATE TABLE source_secret (
    source_id {uuid} PRIMARY KEY,
    key_id TEXT NOT NULL,
    sealed {bytes} NOT NULL
);
CREATE TABLE idempotency (
    actor_id {uuid} NOT NULL,
    key {text} NOT NULL,
    fingerprint {bytes} NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at);
CREATE TABLE audit (
    id {uuid} PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    action {text} NOT NULL,
    source_id {uuid},
    outcome TEXT NOT NULL,
    details TEXT NOT NULL,
    report TEXT
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_source ON audit (source_id, action, at, id);
CREATE TABLE stored_fetch (
    id {uuid} PRIMARY KEY,
    at BIGINT NOT NULL,
    source_id {uuid} NOT NULL,
    table_id {uuid},
    fetched TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX stored_fetch_expires ON stored_fetch (expires);
CREATE TABLE job (
    id {uuid} PRIMARY KEY,
    kind TEXT NOT NULL,
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX job_expires ON job (expires);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }
}
