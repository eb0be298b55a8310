//! The edges that a graph holds, page by page.

use ariadne_domain::{EdgeId, LineageLevel, TableId};
use ariadne_ports::{EdgeEnds, HeldEdge, Node, Result};
use neo4rs::query;

use crate::mapping::int;
use crate::question::Question;
use crate::schema::{COLUMN_EDGE, TABLE_EDGE};

pub(crate) async fn held_edges(
    question: &mut Question<'_>,
    after: Option<EdgeId>,
    limit: usize,
) -> Result<Vec<HeldEdge>> {
    let after = after.map_or_else(String::new, |after| after.0.to_string());
    let mut held = Vec::new();
    for level in LineageLevel::ALL {
        let (kind, table) = match level {
            LineageLevel::Table => (TABLE_EDGE, "id"),
            LineageLevel::Column => (COLUMN_EDGE, "table"),
        };
        let text = format!(
            "MATCH (a)-[r:{kind}]->(b) USING INDEX SEEK r:{kind}(load, edge) \
             WHERE r.load = $load AND r.edge > $after AND r.from_seq <= $seq AND r.to_seq > $seq \
             RETURN r.edge AS edge, a.id AS from, a.{table} AS from_table, b.id AS to, \
             b.{table} AS to_table, r.status AS status, r.claims AS claims \
             ORDER BY r.edge LIMIT $limit"
        );
        let page = query(&text).param("after", after.as_str()).param("limit", int(limit as u64));
        for row in question.rows(page).await? {
            let fields = question.fields(&row);
            let node =
                |id, table| Ok(Node { id: fields.id(id)?, table: TableId(fields.id(table)?) });
            let (from, to) = (node("from", "from_table")?, node("to", "to_table")?);
            let ends = EdgeEnds { id: EdgeId(fields.id("edge")?), level: *level, from, to };
            held.push(HeldEdge { ends, state: fields.state()? });
        }
    }
    held.sort_unstable_by_key(|edge| edge.ends.id);
    held.truncate(limit);
    Ok(held)
}
