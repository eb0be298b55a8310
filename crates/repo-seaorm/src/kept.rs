//! System-versioned entities: current rows and their history twins, read alike.
//!
//! A row of the current table is true from its `seq` on; a row of the twin for
//! `seq <= n < to_seq`. Every read is one statement, so that a row which a commit
//! moves to history meanwhile is seen exactly once.

use ariadne_domain::{Assertion, Column, Edge, Entity, SearchDocument, Source, Stored, Table};
use ariadne_ports::{At, Result};
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, IntoCondition, Query, SelectStatement, UnionType,
};
use sea_orm::{ConnectionTrait, EntityName, EntityTrait, FromQueryResult, Iterable};
use uuid::Uuid;

use crate::entities::{assertion, catalog_column, catalog_table, edge, source};
use crate::error::{corrupt, db};
use crate::mapping::{self, Corrupt};

/// Ids in one statement: far below what either database takes as parameters.
pub(crate) const CHUNK: usize = 500;

/// The row type of an entity.
pub(crate) type Model<K> = <<K as Kept>::Row as EntityTrait>::Model;

/// An entity that the catalog keeps with its history.
pub(crate) trait Kept: Entity + Send + Sync + 'static {
    /// The current table.
    type Row: EntityTrait<Model: Send + Sync, ActiveModel: Send>;
    /// The history twin, with the same columns and `to_seq`.
    const HISTORY: &'static str;
    /// Its bit in `changeset.touched` and `changeset.deleted`.
    const BIT: i32;
    /// Whether its rows have a column `doc`: the number of what search knows of it.
    const DOC: bool = true;

    /// Reads a row.
    fn of(row: Model<Self>) -> std::result::Result<Stored<Self>, Corrupt>;
    /// Writes a row.
    fn row(stored: &Stored<Self>, doc: Option<i64>) -> Model<Self>;
}

/// An entity that is searched.
pub(crate) trait Searched: Kept {
    /// Place of the kind among search hits.
    const SEARCH_KIND: i32;

    /// What search knows about it; `None` when it is not to be found.
    fn document(&self) -> Option<SearchDocument>;
    /// The table that search names beside it.
    fn search_table(&self) -> Option<Uuid> {
        None
    }
}

impl Kept for Source {
    type Row = source::Entity;
    const HISTORY: &'static str = "source_history";
    const BIT: i32 = 1;

    fn of(row: source::Model) -> std::result::Result<Stored<Self>, Corrupt> {
        mapping::source_of(row)
    }

    fn row(stored: &Stored<Self>, doc: Option<i64>) -> source::Model {
        mapping::source_row(stored, doc)
    }
}

impl Searched for Source {
    const SEARCH_KIND: i32 = 2;

    fn document(&self) -> Option<SearchDocument> {
        Some(SearchDocument::of_source(self))
    }
}

impl Kept for Table {
    type Row = catalog_table::Entity;
    const HISTORY: &'static str = "catalog_table_history";
    const BIT: i32 = 2;

    fn of(row: catalog_table::Model) -> std::result::Result<Stored<Self>, Corrupt> {
        mapping::table_of(row)
    }

    fn row(stored: &Stored<Self>, doc: Option<i64>) -> catalog_table::Model {
        mapping::table_row(stored, doc)
    }
}

impl Searched for Table {
    const SEARCH_KIND: i32 = 0;

    fn document(&self) -> Option<SearchDocument> {
        Some(SearchDocument::of_table(self))
    }
}

impl Kept for Column {
    type Row = catalog_column::Entity;
    const HISTORY: &'static str = "catalog_column_history";
    const BIT: i32 = 4;

    fn of(row: catalog_column::Model) -> std::result::Result<Stored<Self>, Corrupt> {
        mapping::column_of(row)
    }

    fn row(stored: &Stored<Self>, doc: Option<i64>) -> catalog_column::Model {
        mapping::column_row(stored, doc)
    }
}

impl Searched for Column {
    const SEARCH_KIND: i32 = 1;

    fn document(&self) -> Option<SearchDocument> {
        SearchDocument::of_column(self)
    }

    fn search_table(&self) -> Option<Uuid> {
        Some(self.table.0)
    }
}

impl Kept for Edge {
    type Row = edge::Entity;
    const HISTORY: &'static str = "edge_history";
    const BIT: i32 = 8;
    const DOC: bool = false;

    fn of(row: edge::Model) -> std::result::Result<Stored<Self>, Corrupt> {
        mapping::edge_of(&row)
    }

    fn row(stored: &Stored<Self>, _: Option<i64>) -> edge::Model {
        mapping::edge_row(stored)
    }
}

impl Kept for Assertion {
    type Row = assertion::Entity;
    const HISTORY: &'static str = "assertion_history";
    const BIT: i32 = 16;
    const DOC: bool = false;

    fn of(row: assertion::Model) -> std::result::Result<Stored<Self>, Corrupt> {
        mapping::assertion_of(row)
    }

    fn row(stored: &Stored<Self>, _: Option<i64>) -> assertion::Model {
        mapping::assertion_row(stored)
    }
}

/// A column by its name, for statements that serve several entities.
pub(crate) fn col(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

/// Selects every column of the rows that are true at `at`; conditions are added by
/// the caller with unqualified column names.
pub(crate) fn rows_at<K: Kept>(at: At) -> SelectStatement {
    let mut select = Query::select();
    select.columns(<K::Row as EntityTrait>::Column::iter());
    from_at::<K>(&mut select, at);
    select
}

/// Adds the rows that are true at `at` as the one table of `select`.
pub(crate) fn from_at<K: Kept>(select: &mut SelectStatement, at: At) {
    match at {
        At::Head => {
            select.from(Alias::new(K::Row::default().table_name()));
        }
        At::Seq(n) => {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let mut rows = Query::select();
            rows.columns(<K::Row as EntityTrait>::Column::iter())
                .from(Alias::new(K::Row::default().table_name()))
                .and_where(col("seq").lte(n));
            let mut past = Query::select();
            past.columns(<K::Row as EntityTrait>::Column::iter())
                .from(Alias::new(K::HISTORY))
                .and_where(col("seq").lte(n))
                .and_where(col("to_seq").gt(n));
            rows.union(UnionType::All, past);
            select.from_subquery(rows, Alias::new("t"));
        }
    }
}

/// Runs a statement of [`rows_at`].
pub(crate) async fn load<K: Kept>(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    select: &SelectStatement,
) -> Result<Vec<Stored<K>>> {
    let rows = connection.query_all(select).await.map_err(db(operation))?;
    rows.iter()
        .map(|row| {
            let model = Model::<K>::from_query_result(row, "").map_err(db(operation))?;
            K::of(model).map_err(corrupt(operation))
        })
        .collect()
}

/// The rows whose `key` is one of `values` at `at`, in any order.
pub(crate) async fn load_by<K: Kept>(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    at: At,
    key: &'static str,
    values: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Stored<K>>> {
    let values = distinct(values);
    let mut found = Vec::with_capacity(values.len());
    for chunk in values.chunks(CHUNK) {
        let mut select = rows_at::<K>(at);
        select.and_where(col(key).is_in(chunk.iter().copied()));
        found.extend(load::<K>(connection, operation, &select).await?);
    }
    Ok(found)
}

/// Sorted, each once.
pub(crate) fn distinct(ids: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A state with the seq that ended it.
pub(crate) struct Version<K> {
    pub(crate) stored: Stored<K>,
    pub(crate) to_seq: Option<u64>,
}

/// Rows of the current table under `current` and of the history twin under `past`.
pub(crate) async fn versions<K: Kept>(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    current: impl IntoCondition,
    past: impl IntoCondition,
) -> Result<Vec<Version<K>>> {
    let mut rows = Query::select();
    rows.columns(<K::Row as EntityTrait>::Column::iter())
        .expr_as(Expr::cust("CAST(NULL AS BIGINT)"), Alias::new("to_seq"))
        .from(Alias::new(K::Row::default().table_name()))
        .cond_where(current.into_condition());
    let mut twin = Query::select();
    twin.columns(<K::Row as EntityTrait>::Column::iter())
        .column(Alias::new("to_seq"))
        .from(Alias::new(K::HISTORY))
        .cond_where(past.into_condition());
    rows.union(UnionType::All, twin);
    let rows = connection.query_all(&rows).await.map_err(db(operation))?;
    rows.iter()
        .map(|row| {
            let model = Model::<K>::from_query_result(row, "").map_err(db(operation))?;
            let to_seq: Option<i64> = row.try_get("", "to_seq").map_err(db(operation))?;
            let stored = K::of(model).map_err(corrupt(operation))?;
            Ok(Version { stored, to_seq: to_seq.map(i64::cast_unsigned) })
        })
        .collect()
}

/// Two conditions, both of which must hold.
pub(crate) fn both(a: Expr, b: Expr) -> Cond {
    Cond::all().add(a).add(b)
}
