//! Counting what is asked of a repo.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ariadne_domain::{
    Actor, Assertion, AssertionId, Change, Changeset, ChangesetId, Column, ColumnId, Edge, EdgeId,
    EntityChange, EntityKind, EntityRef, Identity, LineageFilter, LineageLevel, ObjectName, Source,
    SourceId, Stored, Table, TableId, Timestamp,
};
use ariadne_ports::{
    Applied, At, AuditEntry, AuditFilter, AuditLog, CatalogState, ChangeCount, ChangesetFilter,
    ChangesetReader, ColumnReader, Count, GraphEdge, GraphRow, GraphRows, GraphStep, HeldEdge,
    Impact, LineageGraph, LineageReader, Neighbours, Node, Page, PageRequest, PathsRequest,
    ProposalFilter, Result, ScanFrom, SearchHit, SearchReader, SourceFilter, SourceReader,
    TableFacets, TableFilter, TableHeading, TableOrder, TableReader, Walk, WalkRequest,
};
use async_trait::async_trait;
use uuid::Uuid;

use crate::Backend;

/// How often each read of a backend was called, by `Port::method`.
#[derive(Clone, Debug, Default)]
pub struct Calls(Arc<Mutex<BTreeMap<&'static str, usize>>>);

impl Calls {
    /// The same backend with its reads counted.
    pub fn counted(backend: Backend) -> (Backend, Self) {
        let calls = Self::default();
        let backend = Backend {
            sources: Arc::new(Counted { inner: backend.sources, calls: calls.clone() }),
            tables: Arc::new(Counted { inner: backend.tables, calls: calls.clone() }),
            columns: Arc::new(Counted { inner: backend.columns, calls: calls.clone() }),
            lineage: Arc::new(Counted { inner: backend.lineage, calls: calls.clone() }),
            changesets: Arc::new(Counted { inner: backend.changesets, calls: calls.clone() }),
            search: Arc::new(Counted { inner: backend.search, calls: calls.clone() }),
            audit: Arc::new(Counted { inner: backend.audit, calls: calls.clone() }),
            ..backend
        };
        (backend, calls)
    }

    /// The same graph with its questions counted among the others.
    pub fn graph(&self, inner: Arc<dyn LineageGraph>) -> Arc<dyn LineageGraph> {
        Arc::new(Counted { inner, calls: self.clone() })
    }

    /// What was called since the last reset.
    pub fn seen(&self) -> BTreeMap<&'static str, usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Starts over.
    pub fn reset(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn count(&self, method: &'static str) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *calls.entry(method).or_default() += 1;
    }
}

#[derive(Debug)]
struct Counted<R: ?Sized> {
    inner: Arc<R>,
    calls: Calls,
}

/// A port whose every method is counted and passed on.
macro_rules! counted {
    ($port:ident { $(fn $name:ident($($arg:ident: $ty:ty),*) -> $answer:ty;)+ }) => {
        #[async_trait]
        impl $port for Counted<dyn $port> {
            $(async fn $name(&self, $($arg: $ty),*) -> Result<$answer> {
                self.calls.count(concat!(stringify!($port), "::", stringify!($name)));
                self.inner.$name($($arg),*).await
            })+
        }
    };
}

counted! { SourceReader {
    fn sources(at: At, ids: &[SourceId]) -> Vec<Stored<Source>>;
    fn source_by_name(name: &str) -> Option<Stored<Source>>;
    fn list_sources(filter: &SourceFilter, page: &PageRequest) -> Page<Stored<Source>>;
    fn count_sources(filter: &SourceFilter, cap: u64) -> Count;
} }

counted! { TableReader {
    fn tables(at: At, ids: &[TableId]) -> Vec<Stored<Table>>;
    fn tables_by_identity(identities: &[Identity]) -> Vec<Stored<Table>>;
    fn tables_by_name(source: Option<Option<SourceId>>, schema: Option<Option<&str>>, name: &str, limit: usize) -> Vec<Stored<Table>>;
    fn tables_by_external(source: SourceId, names: &[ObjectName]) -> Vec<Stored<Table>>;
    fn list_tables(at: At, filter: &TableFilter, order: TableOrder, page: &PageRequest) -> Page<Stored<Table>>;
    fn count_tables(at: At, filter: &TableFilter, cap: u64) -> Count;
    fn table_facets(filter: &TableFilter) -> TableFacets;
    fn table_headings(after: Option<TableId>, limit: usize) -> Vec<TableHeading>;
    fn tables_of_source(source: SourceId) -> Vec<Stored<Table>>;
} }

counted! { ColumnReader {
    fn columns(at: At, ids: &[ColumnId]) -> Vec<Stored<Column>>;
    fn columns_of_tables(at: At, tables: &[TableId]) -> Vec<Stored<Column>>;
    fn list_columns(at: At, table: TableId, text: Option<&str>, page: &PageRequest) -> Page<Stored<Column>>;
    fn count_columns(at: At, tables: &[TableId]) -> Vec<(TableId, u64)>;
} }

counted! { LineageReader {
    fn edges(at: At, ids: &[EdgeId]) -> Vec<Stored<Edge>>;
    fn edges_between(pairs: &[(Uuid, Uuid)]) -> Vec<Stored<Edge>>;
    fn edges_of(at: At, nodes: &[Uuid]) -> Vec<Stored<Edge>>;
    fn edges_of_tables(at: At, tables: &[TableId]) -> Vec<Stored<Edge>>;
    fn list_proposals(filter: &ProposalFilter, page: &PageRequest) -> Page<Stored<Edge>>;
    fn count_proposals(filter: &ProposalFilter, cap: u64) -> Count;
    fn edges_changed_after(seq: u64, ids: &[EdgeId]) -> Vec<(EdgeId, u64)>;
    fn assertions(at: At, ids: &[AssertionId]) -> Vec<Stored<Assertion>>;
    fn assertions_of(at: At, edges: &[EdgeId]) -> Vec<Stored<Assertion>>;
    fn graph_rows(seq: u64, from: ScanFrom, limit: usize) -> (Vec<GraphRow>, ScanFrom);
} }

counted! { LineageGraph {
    fn applied() -> Option<Applied>;
    fn apply(steps: &[GraphStep]) -> ();
    fn reset(applied: Applied, rows: &mut dyn GraphRows) -> ();
    fn walk(request: &WalkRequest) -> Walk;
    fn paths(request: &PathsRequest) -> Vec<Vec<GraphEdge>>;
    fn impact(request: &WalkRequest) -> Impact;
    fn cycles(level: LineageLevel, filter: &LineageFilter, at: At) -> Vec<Vec<Node>>;
    fn neighbours(level: LineageLevel, nodes: &[Node], filter: &LineageFilter, at: At) -> Vec<Neighbours>;
    fn held_edges(after: Option<EdgeId>, limit: usize) -> Vec<HeldEdge>;
} }

counted! { ChangesetReader {
    fn state() -> CatalogState;
    fn changesets(ids: &[ChangesetId]) -> Vec<Changeset>;
    fn list_changesets(filter: &ChangesetFilter, page: &PageRequest) -> Page<Changeset>;
    fn changesets_after(seq: u64, limit: usize) -> Vec<Changeset>;
    fn changeset_actors() -> Vec<Actor>;
    fn count_changes(seqs: &[u64]) -> Vec<ChangeCount>;
    fn seq_at(at: Timestamp) -> u64;
    fn entity_changes(seq: u64) -> Vec<EntityChange>;
    fn changes_among(seq: u64, kinds: &[EntityKind]) -> Vec<EntityChange>;
    fn replaced(seq: u64, kinds: &[EntityKind]) -> Vec<Uuid>;
    fn list_changes(seq: u64, page: &PageRequest) -> Page<Change>;
    fn later_changes(seq: u64, aggregates: &[EntityRef], limit: usize) -> Vec<(Changeset, Change)>;
} }

counted! { SearchReader {
    fn search(text: &str, page: &PageRequest) -> Page<SearchHit>;
    fn count_hits(text: &str, cap: u64) -> Count;
} }

counted! { AuditLog {
    fn append(entry: &AuditEntry) -> ();
    fn list(filter: &AuditFilter, page: &PageRequest) -> Page<AuditEntry>;
    fn latest_tests(sources: &[SourceId]) -> Vec<AuditEntry>;
} }
