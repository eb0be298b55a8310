//! What a row names is there, in the state of now.

use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::Table;
use ariadne_ports::{At, Result};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Finding, OPERATION, Reading};
use crate::entities::table_tag;
use crate::error::db;
use crate::kept::{col, load, rows_at};

/// Rows whose `id` names what is wrong, and the words for it.
const REFERENCES: &[(&str, &str)] = &[
    (
        "SELECT id FROM catalog_column c WHERE NOT EXISTS \
         (SELECT 1 FROM catalog_table t WHERE t.id = c.table_id)",
        "is a column of a table that is not there",
    ),
    (
        "SELECT id FROM catalog_table t WHERE source_id IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM source s WHERE s.id = t.source_id)",
        "is a table of a source that is not there",
    ),
    (
        "SELECT id FROM edge e WHERE NOT EXISTS (SELECT 1 FROM catalog_table t WHERE t.id = e.from_table) \
         OR NOT EXISTS (SELECT 1 FROM catalog_table t WHERE t.id = e.to_table)",
        "is an edge at a table that is not there",
    ),
    (
        "SELECT id FROM edge e WHERE level = 'TABLE' AND (from_id <> from_table OR to_id <> to_table)",
        "is an edge between tables whose ends are others",
    ),
    (
        "SELECT id FROM edge e WHERE level = 'COLUMN' AND (NOT EXISTS \
         (SELECT 1 FROM catalog_column c WHERE c.id = e.from_id AND c.table_id = e.from_table) \
         OR NOT EXISTS (SELECT 1 FROM catalog_column c WHERE c.id = e.to_id AND c.table_id = e.to_table))",
        "is an edge at a column that is not there",
    ),
    (
        "SELECT id FROM edge e WHERE NOT EXISTS (SELECT 1 FROM assertion a WHERE a.edge_id = e.id)",
        "is an edge that nobody asserts",
    ),
    (
        "SELECT id FROM assertion a WHERE NOT EXISTS (SELECT 1 FROM edge e WHERE e.id = a.edge_id)",
        "is an assertion about an edge that is not there",
    ),
];

pub(super) async fn check(reading: &Reading, finding: &mut Finding) -> Result<()> {
    for (sql, wrong) in REFERENCES {
        reading.ids(finding, sql, wrong).await?;
    }
    Ok(())
}

/// Sealed secrets belong to sources that know of them, under the database's key.
const SECRETS: &[(&str, &str)] = &[
    (
        "SELECT source_id AS id FROM source_secret x WHERE NOT EXISTS \
         (SELECT 1 FROM source s WHERE s.id = x.source_id)",
        "has a stored secret, and there is no such source",
    ),
    (
        "SELECT source_id AS id FROM source_secret x JOIN source s ON s.id = x.source_id \
         WHERE s.secret IS NULL",
        "is a source that knows nothing of its stored secret",
    ),
    (
        "SELECT id FROM source s WHERE secret IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM source_secret x WHERE x.source_id = s.id)",
        "is a source whose secret is not stored",
    ),
    (
        "SELECT source_id AS id FROM source_secret x CROSS JOIN head h \
         WHERE h.key_id IS NULL OR x.key_id <> h.key_id",
        "has a secret that is sealed with another key than the database's",
    ),
];

pub(super) async fn secrets(reading: &Reading, finding: &mut Finding) -> Result<()> {
    for (sql, wrong) in SECRETS {
        reading.ids(finding, sql, wrong).await?;
    }
    Ok(())
}

/// The index of tags says what the tables say.
pub(super) async fn tags(reading: &Reading, finding: &mut Finding) -> Result<()> {
    let mut indexed: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    let rows = table_tag::Entity::find()
        .filter(table_tag::Column::ToSeq.is_null())
        .all(&reading.transaction)
        .await
        .map_err(db(OPERATION))?;
    for row in rows {
        if !indexed.entry(row.table_id).or_default().insert(row.tag) {
            finding.add(|| format!("table {} has a tag twice in the index", row.table_id));
        }
    }
    let mut tagged = rows_at::<Table>(At::Head);
    tagged.and_where(col("tags").is_not_null());
    for stored in load::<Table>(&reading.transaction, OPERATION, &tagged).await? {
        let table = stored.value;
        let known = indexed.remove(&table.id.0).unwrap_or_default();
        if !table.tags.iter().collect::<BTreeSet<_>>().into_iter().eq(&known) {
            finding
                .add(|| format!("table {} has other tags in the index than of its own", table.id));
        }
    }
    for table in indexed.keys() {
        finding.add(|| format!("table {table} has tags in the index and none of its own"));
    }
    Ok(())
}
