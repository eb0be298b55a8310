//! Edges, their assertions, and the rows of the graph.

use std::collections::BTreeSet;

use ariadne_domain::{
    Assertion, AssertionId, Edge, EdgeId, LineageOrigin, LineageStatus, Stored, Table, TableId,
};
use ariadne_ports::{
    At, Count, CursorKey, EdgeEnds, GraphRow, LineageReader, Node, Page, PageRequest,
    ProposalFilter, Result, ScanFrom, TableFacet,
};
use async_trait::async_trait;
use uuid::Uuid;

use super::MemoryRepo;
use super::paging::{Direction, Entry, capped, page};
use super::state::State;

impl State {
    /// The edges that wait for a decision and pass the filter.
    fn proposals(&self, filter: &ProposalFilter) -> impl Iterator<Item = &Stored<Edge>> {
        let of_source = |table: TableId| {
            let found = self.tables.rows(At::Head).find(|row| row.value.id == table);
            found.and_then(|row| row.value.source).is_some_and(|id| filter.sources.contains(&id))
        };
        self.edges.rows(At::Head).filter(move |row| {
            let edge = &row.value;
            let ends = [edge.from_table, edge.to_table];
            let claimed = |origin: &LineageOrigin| {
                let claim = edge.state.claims.strongest(*origin);
                claim.is_some_and(|sure| filter.min_confidence.is_none_or(|least| sure >= least))
            };
            edge.state.status == LineageStatus::Proposed
                && filter.level.is_none_or(|level| edge.level == level)
                && filter.counted().iter().any(claimed)
                && (filter.sources.is_empty() || ends.into_iter().any(of_source))
                && (filter.tables.is_empty() || ends.iter().any(|id| filter.tables.contains(id)))
        })
    }
}

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

    async fn list_proposals(
        &self,
        filter: &ProposalFilter,
        request: &PageRequest,
    ) -> Result<Page<Stored<Edge>>> {
        let state = self.lock();
        let entry = |row: &Stored<Edge>| {
            let claims = row.value.state.claims;
            let strongest =
                LineageOrigin::ALL.iter().filter_map(|one| claims.strongest(*one)).max();
            let certainty = strongest.map_or(0, |sure| i64::from(sure.thousandths()) + 1);
            Entry { keys: vec![CursorKey::Int(certainty)], id: row.value.id.0, item: row.clone() }
        };
        let entries = state.proposals(filter).map(entry).collect();
        let scope = format!("proposals {filter:?}");
        page("memory.proposals", &scope, Direction::Descending, entries, request)
    }

    async fn count_proposals(&self, filter: &ProposalFilter, cap: u64) -> Result<Count> {
        Ok(capped(self.lock().proposals(filter).count(), cap))
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
