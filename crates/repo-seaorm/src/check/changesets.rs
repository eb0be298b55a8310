//! The record's numbers: 1 to the head's without a gap, their times never going back.

use ariadne_ports::Result;

use super::{Finding, OPERATION, Reading};
use crate::error::db;

pub(super) async fn check(reading: &Reading, finding: &mut Finding) -> Result<()> {
    let head = reading.head().await?;
    let gaps = "SELECT s.seq + 1 AS n FROM (SELECT 0 AS seq UNION ALL SELECT seq FROM changeset) s \
        CROSS JOIN head h WHERE s.seq < h.seq \
        AND NOT EXISTS (SELECT 1 FROM changeset c WHERE c.seq = s.seq + 1) ORDER BY 1";
    let gap = "is the first number of a gap: no such changeset is there";
    reading.numbers(finding, gaps, gap).await?;
    let beyond = format!("SELECT seq AS n FROM changeset WHERE seq > {} OR seq < 1", head.seq);
    let wrong = format!("is a changeset beyond the newest, which is {}", head.seq);
    reading.numbers(finding, &beyond, &wrong).await?;
    let back = "SELECT c.seq AS n FROM changeset c JOIN changeset p ON p.seq = c.seq - 1 \
        WHERE c.at < p.at ORDER BY 1";
    reading.numbers(finding, back, "is a changeset that is older than the one before it").await?;
    let last = "SELECT max(at) AS at FROM changeset";
    for row in reading.all(last).await? {
        let at: Option<i64> = row.try_get("", "at").map_err(db(OPERATION))?;
        if at.unwrap_or_default() != head.at {
            finding.add(|| {
                "The time of the newest changeset is not the one that the head has.".to_owned()
            });
        }
    }
    Ok(())
}
