//! Counts of values over the tables of a filter.

use ariadne_domain::{SourceId, TableKind};
use ariadne_ports::{Facet, Result, TableFacets};
use futures_util::try_join;
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, TryGetable};
use uuid::Uuid;

use crate::Repo;
use crate::entities::{catalog_table, table_tag};
use crate::error::{corrupt, db};
use crate::kept::col;
use crate::mapping::word;

const OPERATION: &str = "repo.table_facets";

/// Values of one facet.
const MOST: u64 = 100;

/// All facets of the tables under `filter`.
pub(super) async fn of_tables(repo: &Repo, filter: &Cond) -> Result<TableFacets> {
    let tables = |column: &'static str| {
        let mut select = Query::select();
        select
            .expr_as(col(column), Alias::new("value"))
            .from(catalog_table::Entity)
            .cond_where(filter.clone());
        select
    };
    let mut owned = tables("owner");
    // said of the key too, because that is what the index of owners is about
    owned.and_where(col("owner_key").is_not_null()).and_where(col("owner").is_not_null());
    let mut ids = Query::select();
    ids.column(catalog_table::Column::Id).from(catalog_table::Entity).cond_where(filter.clone());
    let mut tags = Query::select();
    tags.expr_as(Expr::col(table_tag::Column::Tag), Alias::new("value"))
        .from(table_tag::Entity)
        .and_where(col("to_seq").is_null());
    if !filter.is_empty() {
        tags.and_where(Expr::col(table_tag::Column::TableId).in_subquery(ids));
    }
    // each is a walk over all these tables, so they take a connection each
    let (kinds, sources, tags, owners) = try_join!(
        counted::<String>(repo, tables("kind")),
        counted::<Option<Uuid>>(repo, tables("source_id")),
        counted(repo, tags),
        counted(repo, owned),
    )?;
    let kind = |facet: Facet<String>| {
        let value = word("table kind", &facet.value, TableKind::from_name);
        Ok(Facet { value: value.map_err(corrupt(OPERATION))?, count: facet.count })
    };
    let source =
        |facet: Facet<Option<Uuid>>| Facet { value: facet.value.map(SourceId), count: facet.count };
    Ok(TableFacets {
        tags,
        owners,
        sources: sources.into_iter().map(source).collect(),
        kinds: kinds.into_iter().map(kind).collect::<Result<_>>()?,
    })
}

/// Counts the values of a select, most frequent first, then by value, none last.
async fn counted<T: TryGetable>(repo: &Repo, mut values: SelectStatement) -> Result<Vec<Facet<T>>> {
    let (value, number) = (Alias::new("value"), Alias::new("number"));
    values
        .expr_as(Expr::cust("COUNT(*)"), number.clone())
        .add_group_by([Expr::col(value.clone())])
        .order_by(number, Order::Desc)
        .order_by_with_nulls(value, Order::Asc, NullOrdering::Last)
        .limit(MOST);
    let rows = repo.reads().query_all(&values).await.map_err(db(OPERATION))?;
    rows.iter()
        .map(|row| {
            let count: i64 = row.try_get("", "number").map_err(db(OPERATION))?;
            let value = row.try_get("", "value").map_err(db(OPERATION))?;
            Ok(Facet { value, count: count.unsigned_abs() })
        })
        .collect()
}
