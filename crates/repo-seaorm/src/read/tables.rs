//! Reads tables.

use ariadne_domain::{
    Identity, LineageStatus, ObjectName, SourceId, Stored, Table, TableId, TableKind,
};
use ariadne_ports::{
    At, Count, CursorKey, Page, PageRequest, Result, TableFacets, TableFilter, TableHeading,
    TableOrder, TableReader,
};
use async_trait::async_trait;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use super::facets;
use crate::Repo;
use crate::entities::{catalog_table, table_tag};
use crate::error::{corrupt, db};
use crate::filter::has_words;
use crate::kept::{CHUNK, col, load, load_by, rows_at};
use crate::keyset::{Keyset, count, page};
use crate::mapping::{bounded, external_text, identity_hash, order_key, table_of, word};

impl Repo {
    /// The filter as a condition on the rows of `at`.
    pub(crate) fn table_filter(&self, at: At, filter: &TableFilter) -> Cond {
        let mut all = Cond::all();
        if let Some(text) = &filter.text {
            all = all.add(has_words(self.backend(), "filter_text", text));
        }
        if let Some(source) = filter.source {
            all = all.add(col("source_id").eq(source.0));
        }
        if let Some(bound) = filter.bound {
            let source = col("source_id");
            all = all.add(if bound { source.is_not_null() } else { source.is_null() });
        }
        if !filter.kinds.is_empty() {
            all = all.add(col("kind").is_in(filter.kinds.iter().map(|kind| kind.as_str())));
        }
        for tag in &filter.tags {
            all = all.add(tagged(at, tag));
        }
        if let Some(owner) = &filter.owner {
            all = all.add(col("owner_key").eq(bounded(owner))).add(col("owner").eq(&**owner));
        }
        if let Some(wanted) = filter.has_lineage {
            let found = with_lineage(at);
            all = all.add(if wanted { found } else { found.not() });
        }
        if let Some(before) = filter.fetched_before {
            all = all.add(col("introspected_at").lt(before.0));
        }
        if let Some(never) = filter.never_fetched {
            let fetched = col("introspected_at");
            all = all.add(if never { fetched.is_null() } else { fetched.is_not_null() });
        }
        all
    }
}

/// The table has the tag at `at`.
fn tagged(at: At, tag: &str) -> Expr {
    let mut tables = Query::select();
    tables
        .column(table_tag::Column::TableId)
        .from(table_tag::Entity)
        .and_where(Expr::col(table_tag::Column::TagKey).eq(bounded(tag)))
        .and_where(Expr::col(table_tag::Column::Tag).eq(tag));
    match at {
        At::Head => tables.and_where(col("to_seq").is_null()),
        At::Seq(n) => {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let ended_later = col("to_seq").is_null().or(col("to_seq").gt(n));
            tables.and_where(col("from_seq").lte(n)).and_where(ended_later)
        }
    };
    col("id").in_subquery(tables)
}

/// An edge that is not rejected begins or ends at the table or a column of it at `at`.
fn with_lineage(at: At) -> Cond {
    // The table's row is that of `rows_at`, whose columns the edge's would hide.
    let table = if at == At::Head { "catalog_table" } else { "t" };
    let edge = |of: &'static str, end: &'static str| {
        let mut edges = Query::select();
        edges
            .expr(Expr::val(1))
            .from(Alias::new(of))
            .and_where(col(end).equals((Alias::new(table), Alias::new("id"))))
            .and_where(col("status").ne(LineageStatus::Rejected.as_str()));
        edges
    };
    let mut any = Cond::any();
    for end in ["from_table", "to_table"] {
        let mut now = edge("edge", end);
        if let At::Seq(n) = at {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            now.and_where(col("seq").lte(n));
            let mut past = edge("edge_history", end);
            past.and_where(col("seq").lte(n)).and_where(col("to_seq").gt(n));
            any = any.add(Expr::exists(past));
        }
        any = any.add(Expr::exists(now));
    }
    any
}

pub(crate) fn keyset_of(order: TableOrder) -> Keyset {
    match order {
        TableOrder::Name => Keyset::ascending("order_key"),
        TableOrder::UpdatedNewest => Keyset::newest("updated_at"),
        TableOrder::FetchedNewest => Keyset { nullable: true, ..Keyset::newest("introspected_at") },
    }
}

/// How much of what a source calls a table is in the index of it.
const EXTERNAL_PREFIX: usize = 200;

/// The tables of a source that it calls by one of `texts`, in lower case: the prefix has the
/// index, the whole decides.
pub(crate) fn called(backend: DbBackend, source: SourceId, texts: &[String]) -> SelectStatement {
    let external = match backend {
        DbBackend::Postgres => "lower(external COLLATE \"C\")",
        _ => "lower(external)",
    };
    let prefix = Expr::cust(format!("substr({external}, 1, {EXTERNAL_PREFIX})"));
    let prefixes = texts.iter().map(|text| text.chars().take(EXTERNAL_PREFIX).collect::<String>());
    let mut select = rows_at::<Table>(At::Head);
    select
        .and_where(col("source_id").eq(source.0))
        .and_where(prefix.is_in(prefixes))
        .and_where(Expr::cust(external).is_in(texts.iter().cloned()));
    select
}

/// What the tables behind `after` are called, along their key.
fn headings(after: Option<TableId>, limit: usize) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(["id", "schema", "name", "kind", "source_id"].map(Alias::new))
        .from(catalog_table::Entity)
        .order_by(Alias::new("id"), Order::Asc)
        .limit(u64::try_from(limit).unwrap_or(u64::MAX));
    if let Some(after) = after {
        select.and_where(col("id").gt(after.0));
    }
    select
}

#[async_trait]
impl TableReader for Repo {
    async fn tables(&self, at: At, ids: &[TableId]) -> Result<Vec<Stored<Table>>> {
        let ids = ids.iter().map(|id| id.0);
        load_by::<Table>(self.reads(), "repo.tables", at, "id", ids).await
    }

    async fn tables_by_identity(&self, identities: &[Identity]) -> Result<Vec<Stored<Table>>> {
        let mut hashes: Vec<Vec<u8>> = identities.iter().map(identity_hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut found = Vec::with_capacity(hashes.len());
        for chunk in hashes.chunks(CHUNK) {
            let mut select = rows_at::<Table>(At::Head);
            select.and_where(col("identity_hash").is_in(chunk.iter().cloned()));
            found.extend(load::<Table>(self.reads(), "repo.tables_by_identity", &select).await?);
        }
        Ok(found)
    }

    async fn tables_by_name(
        &self,
        source: Option<Option<SourceId>>,
        schema: Option<Option<&str>>,
        name: &str,
        limit: usize,
    ) -> Result<Vec<Stored<Table>>> {
        let mut select = rows_at::<Table>(At::Head);
        // the bounded key has the index, the name itself decides
        select.and_where(col("order_key").eq(order_key(name))).and_where(col("name").eq(name));
        match source {
            Some(Some(id)) => select.and_where(col("source_id").eq(id.0)),
            Some(None) => select.and_where(col("source_id").is_null()),
            None => &mut select,
        };
        match schema {
            Some(Some(schema)) => select.and_where(col("schema").eq(schema)),
            Some(None) => select.and_where(col("schema").is_null()),
            None => &mut select,
        };
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        select.order_by(Alias::new("id"), Order::Asc).limit(limit);
        load::<Table>(self.reads(), "repo.tables_by_name", &select).await
    }

    async fn tables_by_external(
        &self,
        source: SourceId,
        names: &[ObjectName],
    ) -> Result<Vec<Stored<Table>>> {
        let mut texts: Vec<String> =
            names.iter().map(|name| external_text(name).to_ascii_lowercase()).collect();
        texts.sort_unstable();
        texts.dedup();
        let mut found = Vec::new();
        for chunk in texts.chunks(CHUNK / 2) {
            let select = called(self.backend(), source, chunk);
            found.extend(load::<Table>(self.reads(), "repo.tables_by_external", &select).await?);
        }
        let own = |name: &ObjectName| Identity {
            source: Some(source),
            schema: name.schema.clone(),
            name: name.name.clone(),
        };
        let own: Vec<Identity> = names.iter().map(own).collect();
        let unnamed = self.tables_by_identity(&own).await?;
        found.extend(unnamed.into_iter().filter(|table| table.value.external.is_none()));
        Ok(found)
    }

    async fn list_tables(
        &self,
        at: At,
        filter: &TableFilter,
        order: TableOrder,
        request: &PageRequest,
    ) -> Result<Page<Stored<Table>>> {
        const OPERATION: &str = "repo.list_tables";
        let mut base = rows_at::<Table>(at);
        base.cond_where(self.table_filter(at, filter));
        let scope = format!("tables {at:?} {order:?} {filter:?}");
        let list = (&base, keyset_of(order), &*scope);
        page(self.reads(), OPERATION, list, request, |row| {
            let model = catalog_table::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let id = model.id;
            let key = match order {
                TableOrder::Name => CursorKey::Text(model.order_key.clone()),
                TableOrder::UpdatedNewest => CursorKey::Int(model.updated_at),
                TableOrder::FetchedNewest => {
                    model.introspected_at.map_or(CursorKey::Null, CursorKey::Int)
                }
            };
            Ok((table_of(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await
    }

    async fn count_tables(&self, at: At, filter: &TableFilter, cap: u64) -> Result<Count> {
        let mut matching = rows_at::<Table>(at);
        matching
            .clear_selects()
            .column(catalog_table::Column::Id)
            .cond_where(self.table_filter(at, filter));
        count(self.reads(), "repo.count_tables", matching, cap).await
    }

    async fn table_facets(&self, filter: &TableFilter) -> Result<TableFacets> {
        facets::of_tables(self, &self.table_filter(At::Head, filter)).await
    }

    async fn table_headings(
        &self,
        after: Option<TableId>,
        limit: usize,
    ) -> Result<Vec<TableHeading>> {
        let operation = "repo.table_headings";
        let select = headings(after, limit);
        let rows = self.scans().query_all(&select).await.map_err(db(operation))?;
        rows.iter()
            .map(|row| {
                let source: Option<Uuid> = row.try_get("", "source_id").map_err(db(operation))?;
                let kind: String = row.try_get("", "kind").map_err(db(operation))?;
                let kind = word("table kind", &kind, TableKind::from_name);
                Ok(TableHeading {
                    id: TableId(row.try_get("", "id").map_err(db(operation))?),
                    schema: row.try_get("", "schema").map_err(db(operation))?,
                    name: row.try_get("", "name").map_err(db(operation))?,
                    kind: kind.map_err(corrupt(operation))?,
                    source: source.map(SourceId),
                })
            })
            .collect()
    }

    async fn tables_of_source(&self, source: SourceId) -> Result<Vec<Stored<Table>>> {
        let ids = [source.0];
        load_by::<Table>(self.reads(), "repo.tables_of_source", At::Head, "source_id", ids).await
    }
}
