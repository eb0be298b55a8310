//! An entity is one thing at a time: its states follow each other, and where none
//! follows, a changeset says that it was deleted.

use ariadne_ports::Result;
use sea_orm::EntityName;
use uuid::Uuid;

use super::{Finding, OPERATION, Reading};
use crate::error::db;
use crate::kept::Kept;

pub(super) async fn check<K: Kept>(reading: &Reading, finding: &mut Finding) -> Result<()> {
    let current = K::Row::default();
    let (name, twin, bit) = (current.table_name(), K::HISTORY, K::BIT);
    let head = reading.head().await?.seq;
    let states = format!(
        "SELECT id, seq, to_seq, LEAD(seq) OVER (PARTITION BY id ORDER BY seq, live) AS next FROM \
         (SELECT id, seq, CAST(NULL AS BIGINT) AS to_seq, 1 AS live FROM {name} \
          UNION ALL SELECT id, seq, to_seq, 0 AS live FROM {twin}) states"
    );
    let wrong = format!(
        "SELECT id, seq, to_seq, next FROM ({states}) s \
         WHERE (to_seq IS NULL AND next IS NOT NULL) OR to_seq <= seq OR to_seq > next \
         OR seq < 1 OR seq > {head} OR to_seq > {head} \
         OR (to_seq IS NOT NULL AND (next IS NULL OR to_seq < next) AND NOT EXISTS \
             (SELECT 1 FROM changeset c WHERE c.seq = s.to_seq AND (c.deleted & {bit}) <> 0))"
    );
    for row in reading.all(&wrong).await? {
        let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
        let seq: i64 = row.try_get("", "seq").map_err(db(OPERATION))?;
        let to_seq: Option<i64> = row.try_get("", "to_seq").map_err(db(OPERATION))?;
        let next: Option<i64> = row.try_get("", "next").map_err(db(OPERATION))?;
        finding.add(|| {
            let until = to_seq.map_or("now".to_owned(), |to| format!("changeset {to}"));
            let next = next.map_or("nothing".to_owned(), |n| format!("a state of changeset {n}"));
            format!("{name} {id} is of changeset {seq} until {until}, and {next} follows")
        });
    }
    Ok(())
}
