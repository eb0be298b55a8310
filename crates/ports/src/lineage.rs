//! Lineage in the record: edges and their assertions.

use std::fmt::Debug;

use ariadne_domain::{
    Assertion, AssertionId, Confidence, Edge, EdgeId, LineageLevel, LineageOrigin, SourceId,
    Stored, TableId,
};
use async_trait::async_trait;
use uuid::Uuid;

use crate::{At, Count, GraphRow, Page, PageRequest, Result};

/// Where a scan of the graph's rows goes on: behind this entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanFrom {
    /// From the first table on; edges follow.
    Tables(Option<Uuid>),
    /// From the first edge on.
    Edges(Option<Uuid>),
    /// There is no more.
    End,
}

/// Which proposed edges. Conditions are joined by "and"; what is empty or absent lets all
/// through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// Between tables, or between columns.
    pub level: Option<LineageLevel>,
    /// One of these origins claims it.
    pub origins: Vec<LineageOrigin>,
    /// A claim (of `origins`) is at least this sure.
    pub min_confidence: Option<Confidence>,
    /// It begins or ends in one of these data sources.
    pub sources: Vec<SourceId>,
    /// It begins or ends at one of these tables, or at a column of one.
    pub tables: Vec<TableId>,
}

impl ProposalFilter {
    /// The origins whose claims count.
    pub fn counted(&self) -> &[LineageOrigin] {
        if self.origins.is_empty() { LineageOrigin::ALL } else { &self.origins }
    }
}

/// Reads lineage from the record.
///
/// An id that is not there is left out, never an error. Each edge is answered in one
/// state, also while it is written. Search knows nothing of lineage.
#[async_trait]
pub trait LineageReader: Send + Sync + Debug {
    /// The edges with these ids, in any order.
    async fn edges(&self, at: At, ids: &[EdgeId]) -> Result<Vec<Stored<Edge>>>;

    /// The edges that run from the first to the second of a pair now, in any order.
    async fn edges_between(&self, pairs: &[(Uuid, Uuid)]) -> Result<Vec<Stored<Edge>>>;

    /// The edges that begin or end at one of these tables or columns (an edge of a
    /// table's column is not one of the table), each once, in any order.
    async fn edges_of(&self, at: At, nodes: &[Uuid]) -> Result<Vec<Stored<Edge>>>;

    /// The edges that begin or end at one of these tables or at a column of one,
    /// each once, in any order.
    async fn edges_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Edge>>>;

    /// The edges that are PROPOSED now, by their strongest live claim, the surest first,
    /// then by id, the newest first.
    async fn list_proposals(
        &self,
        filter: &ProposalFilter,
        page: &PageRequest,
    ) -> Result<Page<Stored<Edge>>>;

    /// How many edges [`Self::list_proposals`] lists, exact up to `cap`.
    async fn count_proposals(&self, filter: &ProposalFilter, cap: u64) -> Result<Count>;

    /// The changeset that changed or ended each of these edges, or an assertion of it,
    /// first after `seq`, in any order. An edge that was not there at `seq`, or that
    /// stands as it stood then, is left out.
    async fn edges_changed_after(&self, seq: u64, ids: &[EdgeId]) -> Result<Vec<(EdgeId, u64)>>;

    /// The assertions with these ids, in any order.
    async fn assertions(&self, at: At, ids: &[AssertionId]) -> Result<Vec<Stored<Assertion>>>;

    /// All assertions of these edges, by time, then id.
    async fn assertions_of(&self, at: At, edges: &[EdgeId]) -> Result<Vec<Stored<Assertion>>>;

    /// A part of what a graph holds: tables first, then edges, each kind by id, the
    /// states of one entity one after the other and all in one part.
    ///
    /// Read from the first part to the end, it is what a graph holds once changeset
    /// `seq` is applied: every state that an edge or table has been in up to then,
    /// states that followed each other without a difference as one or as several. What
    /// happened after `seq` does not show: the parts fit together whatever is committed
    /// meanwhile. At most about `limit` rows (more when one entity alone has more), and
    /// where to go on.
    async fn graph_rows(
        &self,
        seq: u64,
        from: ScanFrom,
        limit: usize,
    ) -> Result<(Vec<GraphRow>, ScanFrom)>;
}
