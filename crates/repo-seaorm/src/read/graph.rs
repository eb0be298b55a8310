//! The rows that a graph is rebuilt from: every state of tables and edges, in the
//! order of their ids, each page one statement that starts with a seek.

use ariadne_domain::{Edge, EdgeId, EdgeState, LineageLevel, SourceId, Table, TableId, TableKind};
use ariadne_ports::{EdgeEnds, GraphRow, Node, Result, ScanFrom, TableFacet};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, EntityName, QueryResult};
use uuid::Uuid;

use crate::Repo;
use crate::error::{corrupt, db};
use crate::kept::{Kept, col};
use crate::mapping::{edge_state, lineage_level, word};

const OPERATION: &str = "repo.graph_rows";

/// A state of an entity, for `from_seq <= n < to_seq`.
#[derive(Debug, PartialEq)]
struct Span<T> {
    id: Uuid,
    state: T,
    from_seq: u64,
    to_seq: Option<u64>,
}

/// States up to changeset `seq` of the entities behind `after`, by id and time. Ids
/// and seqs are what the statement is ordered by, so each table is read along its
/// key and the two are merged.
pub(crate) fn states<K: Kept>(
    columns: &[&'static str],
    seq: i64,
    after: Option<Uuid>,
    limit: usize,
) -> SelectStatement {
    let part = |table: &'static str, to_seq: Expr| {
        let mut part = Query::select();
        part.columns(["id", "seq"].map(Alias::new))
            .columns(columns.iter().copied().map(Alias::new))
            .expr_as(to_seq, Alias::new("to_seq"))
            .from(Alias::new(table))
            .and_where(col("seq").lte(seq));
        if let Some(after) = after {
            part.and_where(col("id").gt(after));
        }
        part
    };
    let mut rows = part(K::Row::default().table_name(), Expr::cust("CAST(NULL AS BIGINT)"));
    rows.union(UnionType::All, part(K::HISTORY, col("to_seq")))
        .order_by(Alias::new("id"), Order::Asc)
        .order_by(Alias::new("seq"), Order::Asc)
        .limit(u64::try_from(limit).unwrap_or(u64::MAX));
    rows
}

/// Joins states of one entity that followed each other without a difference.
fn coalesce<T: PartialEq>(spans: Vec<Span<T>>) -> Vec<Span<T>> {
    let mut joined: Vec<Span<T>> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if last.id == span.id
                    && last.to_seq == Some(span.from_seq)
                    && last.state == span.state =>
            {
                last.to_seq = span.to_seq;
            }
            _ => joined.push(span),
        }
    }
    joined
}

impl Repo {
    /// The states of whole entities behind `after`, and the entity behind which to go
    /// on; `None` when there is no more.
    async fn spans<K: Kept, T: PartialEq>(
        &self,
        columns: &[&'static str],
        (seq, after, limit): (u64, Option<Uuid>, usize),
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<(Vec<Span<T>>, Option<Uuid>)> {
        let n = i64::try_from(seq).unwrap_or(i64::MAX);
        let mut limit = limit.max(1);
        loop {
            let select = states::<K>(columns, n, after, limit.saturating_add(1));
            let rows = self.scans().query_all(&select).await.map_err(db(OPERATION))?;
            let mut spans = rows
                .iter()
                .map(|row| {
                    let from_seq: i64 = row.try_get("", "seq").map_err(db(OPERATION))?;
                    let to_seq: Option<i64> = row.try_get("", "to_seq").map_err(db(OPERATION))?;
                    Ok(Span {
                        id: row.try_get("", "id").map_err(db(OPERATION))?,
                        state: read(row)?,
                        from_seq: from_seq.cast_unsigned(),
                        to_seq: to_seq.map(i64::cast_unsigned).filter(|to| *to <= seq),
                    })
                })
                .collect::<Result<Vec<Span<T>>>>()?;
            if spans.len() <= limit {
                return Ok((coalesce(spans), None));
            }
            // of the last entity there may be more
            let cut = spans.last().map(|span| span.id);
            spans.retain(|span| Some(span.id) != cut);
            if let Some(last) = spans.last().map(|span| span.id) {
                return Ok((coalesce(spans), Some(last)));
            }
            limit = limit.saturating_mul(4);
        }
    }

    pub(super) async fn rows_of_graph(
        &self,
        seq: u64,
        from: ScanFrom,
        limit: usize,
    ) -> Result<(Vec<GraphRow>, ScanFrom)> {
        match from {
            ScanFrom::Tables(after) => {
                let page = (seq, after, limit);
                let columns = ["source_id", "kind"];
                let (spans, last) = self.spans::<Table, _>(&columns, page, facet).await?;
                let rows = spans.into_iter().map(|span| GraphRow::Table {
                    table: TableId(span.id),
                    facet: span.state,
                    from_seq: span.from_seq,
                    to_seq: span.to_seq,
                });
                let next = last.map_or(ScanFrom::Edges(None), |id| ScanFrom::Tables(Some(id)));
                Ok((rows.collect(), next))
            }
            ScanFrom::Edges(after) => {
                let page = (seq, after, limit);
                let columns =
                    ["level", "from_id", "to_id", "from_table", "to_table", "status", "claims"];
                let (spans, last) = self.spans::<Edge, _>(&columns, page, edge).await?;
                let rows = spans.into_iter().map(|span| GraphRow::Edge {
                    ends: span.state.0,
                    state: span.state.1,
                    from_seq: span.from_seq,
                    to_seq: span.to_seq,
                });
                let next = last.map_or(ScanFrom::End, |id| ScanFrom::Edges(Some(id)));
                Ok((rows.collect(), next))
            }
            ScanFrom::End => Ok((Vec::new(), ScanFrom::End)),
        }
    }
}

fn facet(row: &QueryResult) -> Result<TableFacet> {
    let source: Option<Uuid> = row.try_get("", "source_id").map_err(db(OPERATION))?;
    let kind: String = row.try_get("", "kind").map_err(db(OPERATION))?;
    let kind = word("table kind", &kind, TableKind::from_name).map_err(corrupt(OPERATION))?;
    Ok(TableFacet { source: source.map(SourceId), kind })
}

fn edge(row: &QueryResult) -> Result<(EdgeEnds, EdgeState)> {
    let uuid = |name: &str| row.try_get::<Uuid>("", name).map_err(db(OPERATION));
    let text = |name: &str| row.try_get::<String>("", name).map_err(db(OPERATION));
    let level: LineageLevel = lineage_level(&text("level")?).map_err(corrupt(OPERATION))?;
    let ends = EdgeEnds {
        id: EdgeId(uuid("id")?),
        level,
        from: Node { id: uuid("from_id")?, table: TableId(uuid("from_table")?) },
        to: Node { id: uuid("to_id")?, table: TableId(uuid("to_table")?) },
    };
    let claims: i64 = row.try_get("", "claims").map_err(db(OPERATION))?;
    Ok((ends, edge_state(&text("status")?, claims).map_err(corrupt(OPERATION))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(id: u128, state: char, from_seq: u64, to_seq: Option<u64>) -> Span<char> {
        Span { id: Uuid::from_u128(id), state, from_seq, to_seq }
    }

    #[test]
    fn only_equal_neighbours_of_one_entity_are_joined() {
        let spans = vec![
            span(1, 'a', 1, Some(3)),
            span(1, 'a', 3, Some(4)),
            span(1, 'b', 4, Some(6)),
            span(1, 'b', 8, None),
            span(2, 'b', 8, None),
        ];
        let joined = vec![
            span(1, 'a', 1, Some(4)),
            span(1, 'b', 4, Some(6)),
            span(1, 'b', 8, None),
            span(2, 'b', 8, None),
        ];
        assert_eq!(coalesce(spans), joined);
    }
}
