//! Reads edges and their assertions.

use std::collections::HashSet;

use ariadne_domain::{Assertion, AssertionId, Edge, EdgeId, Stored, TableId};
use ariadne_ports::{
    At, Count, GraphRow, LineageReader, Page, PageRequest, ProposalFilter, Result, ScanFrom,
};
use async_trait::async_trait;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Query, SelectStatement, UnionType};
use uuid::Uuid;

use crate::Repo;
use crate::error::db;
use crate::kept::{CHUNK, Kept, col, distinct, load, load_by, rows_at};

/// The edge runs from the first to the second of one of these pairs. Said as a join
/// with values: SQLite takes no list of pairs, and finds each by one seek in the index.
pub(crate) fn pairs_among(pairs: &[(Uuid, Uuid)]) -> Expr {
    let mut values = Query::select();
    values.column(Asterisk).from_values(pairs.iter().copied(), Alias::new("pair"));
    Expr::tuple([col("from_id"), col("to_id")]).in_subquery(values)
}

/// The rows with one of `ids` in either of two columns; one that has them in both
/// comes twice.
pub(crate) fn at_either_end(
    at: At,
    (from, to): (&'static str, &'static str),
    ids: &[Uuid],
) -> SelectStatement {
    let mut edges = rows_at::<Edge>(at);
    edges.and_where(col(from).is_in(ids.iter().copied()));
    let mut others = rows_at::<Edge>(at);
    others.and_where(col(to).is_in(ids.iter().copied()));
    edges.union(UnionType::All, others);
    edges
}

/// The states that these edges had at `seq` and have no more, with what ended them.
pub(crate) fn ended_after(seq: u64, ids: &[Uuid]) -> SelectStatement {
    let n = i64::try_from(seq).unwrap_or(i64::MAX);
    let mut states = Query::select();
    states
        .columns([Alias::new("id"), Alias::new("to_seq")])
        .from(Alias::new(Edge::HISTORY))
        .and_where(col("id").is_in(ids.iter().copied()))
        .and_where(col("seq").lte(n))
        .and_where(col("to_seq").gt(n));
    states
}

impl Repo {
    /// The edges with one of `ids` at either end, each once. Both ends are asked for
    /// by one statement, so that an edge is seen in one state.
    async fn edges_at(
        &self,
        operation: &'static str,
        at: At,
        ends: (&'static str, &'static str),
        ids: impl Iterator<Item = Uuid>,
    ) -> Result<Vec<Stored<Edge>>> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for chunk in distinct(ids).chunks(CHUNK) {
            let select = at_either_end(at, ends, chunk);
            let rows = load::<Edge>(self.reads(), operation, &select).await?;
            found.extend(rows.into_iter().filter(|row| seen.insert(row.value.id)));
        }
        Ok(found)
    }
}

#[async_trait]
impl LineageReader for Repo {
    async fn edges(&self, at: At, ids: &[EdgeId]) -> Result<Vec<Stored<Edge>>> {
        let ids = ids.iter().map(|id| id.0);
        load_by::<Edge>(self.reads(), "repo.edges", at, "id", ids).await
    }

    async fn edges_between(&self, pairs: &[(Uuid, Uuid)]) -> Result<Vec<Stored<Edge>>> {
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        pairs.dedup();
        let mut found = Vec::new();
        for chunk in pairs.chunks(CHUNK) {
            let mut select = rows_at::<Edge>(At::Head);
            select.and_where(pairs_among(chunk));
            found.extend(load::<Edge>(self.reads(), "repo.edges_between", &select).await?);
        }
        Ok(found)
    }

    async fn edges_of(&self, at: At, nodes: &[Uuid]) -> Result<Vec<Stored<Edge>>> {
        let ends = ("from_id", "to_id");
        self.edges_at("repo.edges_of", at, ends, nodes.iter().copied()).await
    }

    async fn edges_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Edge>>> {
        let ends = ("from_table", "to_table");
        self.edges_at("repo.edges_of_tables", at, ends, tables.iter().map(|id| id.0)).await
    }

    async fn list_proposals(
        &self,
        filter: &ProposalFilter,
        page: &PageRequest,
    ) -> Result<Page<Stored<Edge>>> {
        self.page_of_proposals(filter, page).await
    }

    async fn count_proposals(&self, filter: &ProposalFilter, cap: u64) -> Result<Count> {
        self.number_of_proposals(filter, cap).await
    }

    async fn edges_changed_after(&self, seq: u64, ids: &[EdgeId]) -> Result<Vec<(EdgeId, u64)>> {
        const OPERATION: &str = "repo.edges_changed_after";
        let mut found = Vec::new();
        for chunk in distinct(ids.iter().map(|id| id.0)).chunks(CHUNK) {
            let rows = self.reads().query_all(&ended_after(seq, chunk)).await;
            for row in rows.map_err(db(OPERATION))? {
                let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
                let ended: i64 = row.try_get("", "to_seq").map_err(db(OPERATION))?;
                found.push((EdgeId(id), ended.cast_unsigned()));
            }
        }
        Ok(found)
    }

    async fn assertions(&self, at: At, ids: &[AssertionId]) -> Result<Vec<Stored<Assertion>>> {
        let ids = ids.iter().map(|id| id.0);
        load_by::<Assertion>(self.reads(), "repo.assertions", at, "id", ids).await
    }

    async fn assertions_of(&self, at: At, edges: &[EdgeId]) -> Result<Vec<Stored<Assertion>>> {
        const OPERATION: &str = "repo.assertions_of";
        let ids = edges.iter().map(|id| id.0);
        let mut found = load_by::<Assertion>(self.reads(), OPERATION, at, "edge_id", ids).await?;
        found.sort_by_key(|row| (row.value.at, row.value.id));
        Ok(found)
    }

    async fn graph_rows(
        &self,
        seq: u64,
        from: ScanFrom,
        limit: usize,
    ) -> Result<(Vec<GraphRow>, ScanFrom)> {
        self.rows_of_graph(seq, from, limit).await
    }
}
