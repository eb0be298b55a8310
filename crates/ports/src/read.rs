//! Reading the catalog.
//!
//! Every read names the state it looks at ([`At`]). Pages are keyset pages: the
//! items in the stated order, behind the cursor, at most `first`; a cursor of
//! another order or filter is `Validation` at `after`; the items of successive
//! pages are the list, each item once. Text orders are by bytes, NULLs last, the
//! id decides between equals. An id that is not there is left out, never an error.

use std::fmt::Debug;

use ariadne_domain::{
    Actor, Change, Changeset, ChangesetId, ChangesetOrigin, Column, ColumnId, EntityChange,
    EntityKind, EntityRef, Identity, ObjectName, Operation, Source, SourceId, SourceKind, Stored,
    Table, TableId, TableKind, Timestamp,
};
use async_trait::async_trait;
use uuid::Uuid;

use crate::{At, Count, Page, PageRequest, Result};

/// Where the record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogState {
    /// Id of this catalog, made with its database.
    pub catalog: Uuid,
    /// Raised by a restore; projections with another epoch rebuild.
    pub epoch: u64,
    /// The last changeset; 0 in an empty catalog.
    pub seq: u64,
    /// Its time.
    pub at: Timestamp,
}

/// Which sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFilter {
    /// Every word is a substring of the folded name or description.
    pub text: Option<String>,
    /// Of these kinds; empty means all.
    pub kinds: Vec<SourceKind>,
    /// Active or not.
    pub active: Option<bool>,
}

/// Which tables. Conditions are joined by "and".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFilter {
    /// Every word is a substring of the folded schema and name.
    pub text: Option<String>,
    /// Bound to this source.
    pub source: Option<SourceId>,
    /// Bound to any source, or to none.
    pub bound: Option<bool>,
    /// Of these kinds; empty means all.
    pub kinds: Vec<TableKind>,
    /// With all of these tags.
    pub tags: Vec<String>,
    /// With this owner.
    pub owner: Option<String>,
    /// With (true) or without (false) lineage: an edge begins or ends at the table or at
    /// a column of it, edges within the table included, and is not rejected. A table
    /// without lineage has no neighbour at either level under a default
    /// [`LineageFilter`](ariadne_domain::LineageFilter).
    pub has_lineage: Option<bool>,
    /// Last accepted fetch before this.
    pub fetched_before: Option<Timestamp>,
    /// Never fetched (true) or ever (false).
    pub never_fetched: Option<bool>,
}

/// How tables are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableOrder {
    /// By bounded prefix of the folded name, then id.
    #[default]
    Name,
    /// Last changed first.
    UpdatedNewest,
    /// Last fetched first; never fetched last.
    FetchedNewest,
}

/// One value of a facet with the number of tables that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet<T> {
    /// The value.
    pub value: T,
    /// How many tables.
    pub count: u64,
}

/// Counts over the tables of a filter, most frequent first (then by value), at
/// most 100 values each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFacets {
    /// Tags.
    pub tags: Vec<Facet<String>>,
    /// Owners.
    pub owners: Vec<Facet<String>>,
    /// Sources; `None` counts manual tables.
    pub sources: Vec<Facet<Option<SourceId>>>,
    /// Kinds.
    pub kinds: Vec<Facet<TableKind>>,
}

/// Reads sources.
#[async_trait]
pub trait SourceReader: Send + Sync + Debug {
    /// The sources with these ids, in any order.
    async fn sources(&self, at: At, ids: &[SourceId]) -> Result<Vec<Stored<Source>>>;

    /// The source of this name now, without regard to case (folded).
    async fn source_by_name(&self, name: &str) -> Result<Option<Stored<Source>>>;

    /// Sources by folded name, then id. Head only.
    async fn list_sources(
        &self,
        filter: &SourceFilter,
        page: &PageRequest,
    ) -> Result<Page<Stored<Source>>>;

    /// How many sources, exact up to `cap`.
    async fn count_sources(&self, filter: &SourceFilter, cap: u64) -> Result<Count>;
}

/// What a table is called, without the rest of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHeading {
    /// The table.
    pub id: TableId,
    /// Its schema.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: TableKind,
    /// The source that it is bound to.
    pub source: Option<SourceId>,
}

/// Reads tables.
#[async_trait]
pub trait TableReader: Send + Sync + Debug {
    /// The tables with these ids, in any order.
    async fn tables(&self, at: At, ids: &[TableId]) -> Result<Vec<Stored<Table>>>;

    /// The tables of these identities now, in any order.
    async fn tables_by_identity(&self, identities: &[Identity]) -> Result<Vec<Stored<Table>>>;

    /// Tables with exactly this name now, in any source or schema when not given
    /// (`source: Some(None)` is "no source"); at most `limit`, by id.
    async fn tables_by_name(
        &self,
        source: Option<Option<SourceId>>,
        schema: Option<Option<&str>>,
        name: &str,
        limit: usize,
    ) -> Result<Vec<Stored<Table>>>;

    /// The tables that are bound to the source now and that it calls by one of these names,
    /// upper and lower case of A to Z aside, in any order. What the source calls a table is
    /// [`Table::external`]; where none is kept, schema and name in their exact spelling.
    async fn tables_by_external(
        &self,
        source: SourceId,
        names: &[ObjectName],
    ) -> Result<Vec<Stored<Table>>>;

    /// A page of tables. `At::Seq` lists the state of then: what was deleted since
    /// is there, what was made since is not.
    async fn list_tables(
        &self,
        at: At,
        filter: &TableFilter,
        order: TableOrder,
        page: &PageRequest,
    ) -> Result<Page<Stored<Table>>>;

    /// How many tables, exact up to `cap`.
    async fn count_tables(&self, at: At, filter: &TableFilter, cap: u64) -> Result<Count>;

    /// Tags, owners, sources and kinds of the filter's tables with counts. Head only.
    async fn table_facets(&self, filter: &TableFilter) -> Result<TableFacets>;

    /// What the tables behind `after` are called now, by id, at most `limit`. Read page
    /// by page it takes little beside the names, however many tables there are.
    async fn table_headings(
        &self,
        after: Option<TableId>,
        limit: usize,
    ) -> Result<Vec<TableHeading>>;

    /// Ids of all tables bound to a source now.
    async fn tables_of_source(&self, source: SourceId) -> Result<Vec<Stored<Table>>>;
}

/// Reads columns. Hidden columns are answered by `columns` and
/// `columns_of_tables` (the core needs them) and left out of pages and counts.
#[async_trait]
pub trait ColumnReader: Send + Sync + Debug {
    /// The columns with these ids, in any order.
    async fn columns(&self, at: At, ids: &[ColumnId]) -> Result<Vec<Stored<Column>>>;

    /// All columns of these tables, hidden ones included, by table and ordinal.
    async fn columns_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Column>>>;

    /// A page of one table's visible columns by ordinal, then id. `text`: every
    /// word is a substring of the folded printed path or description.
    async fn list_columns(
        &self,
        at: At,
        table: TableId,
        text: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<Stored<Column>>>;

    /// Number of visible columns per table; a table without any is left out.
    async fn count_columns(&self, at: At, tables: &[TableId]) -> Result<Vec<(TableId, u64)>>;
}

/// Which changesets. Conditions are joined by "and".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesetFilter {
    /// That touched an entity of this kind.
    pub kind: Option<EntityKind>,
    /// That touched this entity (for a table: its columns too; for an edge: its
    /// assertions too).
    pub entity: Option<Uuid>,
    /// By this actor.
    pub actor: Option<Uuid>,
    /// Of this origin.
    pub origin: Option<ChangesetOrigin>,
    /// At or after.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// That deleted something (of `kind`, when given).
    pub deleted_only: bool,
}

/// How often a changeset did one thing to one kind of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeCount {
    /// The changeset.
    pub seq: u64,
    /// To what.
    pub kind: EntityKind,
    /// What.
    pub operation: Operation,
    /// How often.
    pub count: u64,
}

/// Reads history.
#[async_trait]
pub trait ChangesetReader: Send + Sync + Debug {
    /// Where the record stands.
    async fn state(&self) -> Result<CatalogState>;

    /// The changesets with these ids, in any order.
    async fn changesets(&self, ids: &[ChangesetId]) -> Result<Vec<Changeset>>;

    /// Changesets, newest first.
    async fn list_changesets(
        &self,
        filter: &ChangesetFilter,
        page: &PageRequest,
    ) -> Result<Page<Changeset>>;

    /// Changesets after `seq`, oldest first, at most `limit`: the feed.
    async fn changesets_after(&self, seq: u64, limit: usize) -> Result<Vec<Changeset>>;

    /// Everybody who ever wrote, each once, by who wrote last, under the name of that
    /// last time. It costs a few seeks for each of them, however many changesets there are.
    async fn changeset_actors(&self) -> Result<Vec<Actor>>;

    /// What these changesets did, in numbers, in any order: of each kind how many were
    /// created, updated and deleted, where it is not 0. A table counts as updated when
    /// only a column of it changed, an edge when only a claim did; a seq that is not there
    /// did nothing.
    async fn count_changes(&self, seqs: &[u64]) -> Result<Vec<ChangeCount>>;

    /// The last seq at or before the time; 0 before the first.
    async fn seq_at(&self, at: Timestamp) -> Result<u64>;

    /// Everything a changeset did, with full states, version counts of tables and edges
    /// included: sources, then tables, columns, edges and assertions, each by id.
    async fn entity_changes(&self, seq: u64) -> Result<Vec<EntityChange>>;

    /// Of [`ChangesetReader::entity_changes`] those of these kinds, in the same order:
    /// who follows the record needs few of an import's, and not all at once in memory.
    async fn changes_among(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<EntityChange>>;

    /// The entities of these kinds of which a state ended with a changeset, because it
    /// changed or deleted them: what it created is not among them. In any order.
    async fn replaced(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<Uuid>>;

    /// What a changeset did as people see it, in the order of
    /// [`ChangesetReader::entity_changes`], without the changes that have no field.
    async fn list_changes(&self, seq: u64, page: &PageRequest) -> Result<Page<Change>>;

    /// Every described change after `seq` in these aggregates (sources, tables with all
    /// their columns, edges with all their assertions) or of these columns and
    /// assertions, oldest first. At most `limit` changes.
    async fn later_changes(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>>;
}

/// One search result. Rank: 0 exact name, 1 prefix of the name, 2 start of a word
/// of the name, 3 within the name, 4 within a path or description only.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// What was found.
    pub entity: EntityRef,
    /// The table a column belongs to.
    pub table: Option<TableId>,
    /// How well it fits, 0 is best.
    pub rank: u8,
}

/// Searches tables, columns and sources. Head only.
///
/// - Text is folded ([`ariadne_domain::fold`]); a hit has every word of it as a
///   substring of its search text: a source's name and description; a table's
///   schema, name and description; a column's printed path and description.
/// - Words of one or two characters look at names (a column's: its path) only.
/// - Order: rank, then kind (table, column, source), then length of the folded
///   name in characters, then folded name by bytes, then id. It is the keyset.
/// - Every backend answers the same hits in the same order.
/// - Hidden columns are not found. Text without any word finds nothing.
#[async_trait]
pub trait SearchReader: Send + Sync + Debug {
    /// A page of hits.
    async fn search(&self, text: &str, page: &PageRequest) -> Result<Page<SearchHit>>;

    /// How many hits, exact up to `cap`.
    async fn count_hits(&self, text: &str, cap: u64) -> Result<Count>;
}
