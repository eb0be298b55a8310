//! How many neighbours nodes have, counted by the database where it can.

use std::collections::HashMap;

use ariadne_domain::{LineageLevel, LineageStatus};
use ariadne_ports::Result;
use neo4rs::query;

use crate::mapping::{id, list};
use crate::question::{CHUNK, Question, Towards};
use crate::schema::{COLUMN_EDGE, IMPLIED, TABLE_EDGE};

/// What a pair comes to, as a number that the largest of decides, as
/// [`ariadne_domain::pair_state`] says: a rejected own edge before everything, then the
/// status that is held more firmly; rejected column edges say nothing.
const NOTHING: i64 = 0;
const PROPOSED: i64 = 1;
const APPROVED: i64 = 2;
const REJECTED: i64 = 3;

fn number(status: LineageStatus) -> i64 {
    match status {
        LineageStatus::Proposed => PROPOSED,
        LineageStatus::Approved => APPROVED,
        LineageStatus::Rejected => REJECTED,
    }
}

/// Neighbours of nodes, by place.
pub(crate) type Counts = HashMap<u32, u32>;

impl Question<'_> {
    /// How many neighbours the nodes at these places have. What was expanded is known;
    /// of the others only numbers are read, unless the filter looks at claims, which the
    /// database cannot.
    pub(crate) async fn counts(&mut self, towards: Towards, places: &[u32]) -> Result<Counts> {
        let filter = self.filter();
        if !filter.origins.is_empty() || filter.min_confidence.is_some() {
            self.expand(towards, places).await?;
        }
        let admitted: Vec<i64> = match self.filter().statuses.as_slice() {
            [] => vec![PROPOSED, APPROVED],
            statuses => statuses.iter().map(|status| number(*status)).collect(),
        };
        let mut counts = Counts::with_capacity(places.len());
        let mut missing = Vec::new();
        for place in places {
            match self.expanded(towards, *place) {
                Some(links) => drop(counts.insert(*place, crate::dense(links.len()))),
                None => missing.push(*place),
            }
        }
        let text = counting(self.level(), towards);
        missing.sort_unstable();
        missing.dedup();
        for chunk in missing.chunks(CHUNK) {
            let ids = chunk.iter().map(|place| id(self.node(*place).id)).collect();
            let asked = query(&text).param("ids", list(ids)).param("admitted", admitted.clone());
            let rows = self.rows(asked).await?;
            counts.extend(chunk.iter().map(|place| (*place, 0)));
            for row in &rows {
                let fields = self.fields(row);
                let count = u32::try_from(fields.number("count")?).unwrap_or(u32::MAX);
                let near = self.known(fields.id("near")?);
                counts.extend(near.map(|near| (near, count)));
            }
        }
        Ok(counts)
    }
}

/// Rows of a node and how many neighbours it has; none for a node without any.
fn counting(level: LineageLevel, towards: Towards) -> String {
    let (label, kinds) = match level {
        LineageLevel::Table => ("AriadneTable", format!("{TABLE_EDGE}|{IMPLIED}")),
        LineageLevel::Column => ("AriadneColumn", COLUMN_EDGE.to_owned()),
    };
    let arrow = match towards {
        Towards::Downstream => format!("-[r:{kinds}]->"),
        Towards::Upstream => format!("<-[r:{kinds}]-"),
    };
    let [proposed, approved, rejected] =
        [LineageStatus::Proposed, LineageStatus::Approved, LineageStatus::Rejected]
            .map(LineageStatus::as_str);
    format!(
        "UNWIND $ids AS id \
         MATCH (n:{label} {{load: $load, id: id}}){arrow}(m) USING INDEX SEEK n:{label}(load, id) \
         WHERE r.from_seq <= $seq AND r.to_seq > $seq \
         WITH id, m, max(CASE \
         WHEN r.status = '{rejected}' AND type(r) = '{IMPLIED}' THEN {NOTHING} \
         WHEN r.status = '{rejected}' THEN {REJECTED} \
         WHEN r.status = '{approved}' THEN {APPROVED} \
         WHEN r.status = '{proposed}' THEN {PROPOSED} ELSE {NOTHING} END) AS comes_to \
         WHERE comes_to IN $admitted \
         RETURN id AS near, count(m) AS count"
    )
}
