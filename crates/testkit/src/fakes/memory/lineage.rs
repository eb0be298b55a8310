//! Edges, their assertions, and the rows of the graph.

use std::collections::BTreeSet;

use ariadne_domain::{Assertion, AssertionId, Edge, EdgeId, Stored, Table, TableId};
use ariadne_ports::{At, EdgeEnds, GraphRow, LineageReader, Node, Result, ScanFrom, TableFacet};
use async_trait::async_trait;
use uuid::Uuid;

use super::MemoryRepo;

fn edge_row((row, to_seq): (&Stored<Edge>, Option<u64>)) -> (Uuid, GraphRow) {
    let edge = &row.value;
    let ends = EdgeEnds {
        id: edge.id,
        level: edge.level,
        from: Node { id: edge.from, table: edge.from_table },
        to: Node { id: edge.to, table: edge.to_table },
    };
    (edge.id.0, GraphRow::Edge { ends, state: edge.state, from_seq: row.seq, to_seq })
}

fn table_row((row, to_seq): (&Stored<Table>, Option<u64>)) -> (Uuid, GraphRow) {
    let table = &row.value;
    let facet = TableFacet { source: table.source, kind: table.kind() };
    (table.id.0, GraphRow::Table { table: table.id, facet, from_seq: row.seq, to_seq })
}

/// The rows of the entities behind `after`, by id, until there are `limit`, and the
/// last entity of them; `None` when none follows.
fn part(
    rows: impl Iterator<Item = (Uuid, GraphRow)>,
    after: Option<Uuid>,
    limit: usize,
) -> (Vec<GraphRow>, Option<Uuid>) {
    let mut part = Vec::new();
    let mut last = None;
    for (id, row) in rows.filter(|(id, _)| Some(*id) > after) {
        if part.len() >= limit.max(1) && last != Some(id) {
            return (part, last);
        }
        last = Some(id);
        part.push(row);
    }
    (part, None)
}

#[async_trait]
impl LineageReader for MemoryRepo {
    async fn edges(&self, at: At, ids: &[EdgeId]) -> Result<Vec<Stored<Edge>>> {
        let state = self.lock();
        Ok(state.edges.rows(at).filter(|row| ids.contains(&row.value.id)).cloned().collect())
    }

    async fn edges_between(&self, pairs: &[(Uuid, Uuid)]) -> Result<Vec<Stored<Edge>>> {
        let state = self.lock();
        let among = |row: &&Stored<Edge>| pairs.contains(&(row.value.from, row.value.to));
        Ok(state.edges.rows(At::Head).filter(among).cloned().collect())
    }

    async fn edges_of(&self, at: At, nodes: &[Uuid]) -> Result<Vec<Stored<Edge>>> {
        let state = self.lock();
        let of =
            |row: &&Stored<Edge>| nodes.contains(&row.value.from) || nodes.contains(&row.value.to);
        Ok(state.edges.rows(at).filter(of).cloned().collect())
    }

    async fn edges_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Edge>>> {
        let state = self.lock();
        let of = |row: &&Stored<Edge>| {
            tables.contains(&row.value.from_table) || tables.contains(&row.value.to_table)
        };
        Ok(state.edges.rows(at).filter(of).cloned().collect())
    }

    async fn edges_changed_after(&self, seq: u64, ids: &[EdgeId]) -> Result<Vec<(EdgeId, u64)>> {
        let state = self.lock();
        let changed = |id: &EdgeId| Some((*id, state.edges.ended_after(seq, id.0)?));
        let ids: BTreeSet<EdgeId> = ids.iter().copied().collect();
        Ok(ids.iter().filter_map(changed).collect())
    }

    async fn assertions(&self, at: At, ids: &[AssertionId]) -> Result<Vec<Stored<Assertion>>> {
        let state = self.lock();
        Ok(state.assertions.rows(at).filter(|row| ids.contains(&row.value.id)).cloned().collect())
    }

    async fn assertions_of(&self, at: At, edges: &[EdgeId]) -> Result<Vec<Stored<Assertion>>> {
        let state = self.lock();
        let rows = state.assertions.rows(at).filter(|row| edges.contains(&row.value.edge));
        let mut rows: Vec<Stored<Assertion>> = rows.cloned().collect();
        rows.sort_by_key(|row| (row.value.at, row.value.id));
        Ok(rows)
    }

    async fn graph_rows(
        &self,
        seq: u64,
        from: ScanFrom,
        limit: usize,
    ) -> Result<(Vec<GraphRow>, ScanFrom)> {
        let state = self.lock();
        Ok(match from {
            ScanFrom::Tables(after) => {
                let (rows, last) = part(state.tables.versions(seq).map(table_row), after, limit);
                (rows, last.map_or(ScanFrom::Edges(None), |id| ScanFrom::Tables(Some(id))))
            }
            ScanFrom::Edges(after) => {
                let (rows, last) = part(state.edges.versions(seq).map(edge_row), after, limit);
                (rows, last.map_or(ScanFrom::End, |id| ScanFrom::Edges(Some(id))))
            }
            ScanFrom::End => (Vec::new(), ScanFrom::End),
        })
    }
}
