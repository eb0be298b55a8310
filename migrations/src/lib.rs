//! The database schema of the catalog, as migrations that only go forward.
//!
//! One text serves SQLite and PostgreSQL; `dialect` fills in the few words that
//! differ. What a table is for stands as a comment beside its definition.

mod dialect;
mod m0001_catalog;
mod m0002_search;
mod m0003_operational;
mod m0004_lineage;
mod m0005_access;
mod m0006_settings;
mod m0007_review;
mod m0008_imports;
mod m0009_external;

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::MigratorTrait;

/// Applies the migrations in order.
#[derive(Debug)]
pub struct Migrator;

/// The table that remembers which migrations were applied.
pub const MIGRATION_TABLE: &str = "ariadne_migration";

/// Names of all migrations that this version knows, in order.
pub fn names() -> Vec<String> {
    let names = Migrator::migrations();
    names.iter().map(|migration| migration.name().to_owned()).collect()
}

/// The tables that the migrations create; a database that has one of them but not
/// [`MIGRATION_TABLE`] belongs to something else.
pub const TABLES: &[&str] = &[
    "head",
    "changeset",
    "source",
    "source_history",
    "catalog_table",
    "catalog_table_history",
    "catalog_column",
    "catalog_column_history",
    "table_tag",
    "search_name",
    "search_text",
    "source_secret",
    "idempotency",
    "audit",
    "stored_fetch",
    "job",
    "edge",
    "edge_history",
    "assertion",
    "assertion_history",
    "person",
    "person_password",
    "session",
    "api_token",
    "one_time_link",
    "sign_in_attempt",
    "person_setting",
];

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_catalog::Migration),
            Box::new(m0002_search::Migration),
            Box::new(m0003_operational::Migration),
            Box::new(m0004_lineage::Migration),
            Box::new(m0005_access::Migration),
            Box::new(m0006_settings::Migration),
            Box::new(m0007_review::Migration),
            Box::new(m0008_imports::Migration),
            Box::new(m0009_external::Migration),
        ]
    }

    fn migration_table_name() -> DynIden {
        Alias::new(MIGRATION_TABLE).into_iden()
    }
}
