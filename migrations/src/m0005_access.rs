//! Access: people, their passwords and sessions, tokens of scripts, one-time links,
//! failed attempts to sign in; the audit log's address and the indexes of its filters.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A login and an identity are unique by their hashes, because they may be longer than
/// an index entry. The password stands apart, so that no read of a person meets it.
const PEOPLE: &str = r"
CREATE TABLE person (
    id {uuid} PRIMARY KEY,
    login TEXT NOT NULL,
    login_hash {bytes} NOT NULL,
    name TEXT NOT NULL,
    order_key {text} NOT NULL,
    filter_text TEXT NOT NULL,
    role {text} NOT NULL,
    is_active BOOLEAN NOT NULL,
    has_password BOOLEAN NOT NULL,
    issuer TEXT,
    subject TEXT,
    identity_hash {bytes},
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_sign_in BIGINT
);
CREATE UNIQUE INDEX person_login ON person (login_hash);
CREATE UNIQUE INDEX person_identity ON person (identity_hash) WHERE identity_hash IS NOT NULL;
CREATE INDEX person_order ON person (order_key, id);
CREATE INDEX person_role ON person (role, is_active);
CREATE TABLE person_password (
    person_id {uuid} PRIMARY KEY,
    hash TEXT NOT NULL
);
";

/// `secret` is the SHA-256 of what the browser or script holds; it is all that is kept.
const SECRETS: &str = r"
CREATE TABLE session (
    id {uuid} PRIMARY KEY,
    secret {bytes} NOT NULL,
    person_id {uuid} NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    idle_until BIGINT NOT NULL,
    address TEXT,
    user_agent TEXT
);
CREATE UNIQUE INDEX session_secret ON session (secret);
CREATE INDEX session_person ON session (person_id, created_at, id);
CREATE INDEX session_expires ON session (expires);
CREATE INDEX session_idle ON session (idle_until);
CREATE TABLE api_token (
    id {uuid} PRIMARY KEY,
    secret {bytes} NOT NULL,
    owner_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    role {text} NOT NULL,
    created_at BIGINT NOT NULL,
    expires BIGINT,
    revoked_at BIGINT,
    last_used BIGINT,
    last_used_from TEXT
);
CREATE UNIQUE INDEX api_token_secret ON api_token (secret);
CREATE INDEX api_token_created ON api_token (created_at, id);
CREATE INDEX api_token_owner ON api_token (owner_id, created_at, id);
CREATE TABLE one_time_link (
    id {uuid} PRIMARY KEY,
    secret {bytes} NOT NULL,
    purpose {text} NOT NULL,
    role TEXT,
    login TEXT,
    name TEXT,
    person_id {uuid},
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_time_link_secret ON one_time_link (secret);
CREATE INDEX one_time_link_created ON one_time_link (created_at, id);
CREATE INDEX one_time_link_expires ON one_time_link (expires);
";

/// The key is the SHA-256 of what the failures are counted under: that is as long as
/// whoever tries makes it, and may be a password typed in the wrong place.
const ATTEMPTS: &str = r"
CREATE TABLE sign_in_attempt (
    key_hash {bytes} PRIMARY KEY,
    failures BIGINT NOT NULL,
    last BIGINT NOT NULL
);
CREATE INDEX sign_in_attempt_last ON sign_in_attempt (last);
";

/// Each filter of the audit log walks an index of its own in the list's order. Several
/// filters at once walk one of them and look at the rows.
const AUDIT: &str = r"
ALTER TABLE audit ADD COLUMN address TEXT;
CREATE INDEX audit_action ON audit (action, at, id);
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_outcome ON audit (outcome, at, id);
CREATE INDEX audit_source_at ON audit (source_id, at, id) WHERE source_id IS NOT NULL;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for text in [PEOPLE, SECRETS, ATTEMPTS, AUDIT] {
            run(manager, text).await?;
        }
        Ok(())
    }
}
