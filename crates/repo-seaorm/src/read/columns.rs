//! Reads columns.

use ariadne_domain::{Column, ColumnId, Stored, TableId, filter_text, search_words};
use ariadne_ports::{At, ColumnReader, Cursor, CursorKey, Page, PageRequest, Result};
use async_trait::async_trait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use uuid::Uuid;

use crate::Repo;
use crate::entities::catalog_column;
use crate::error::{corrupt, db};
use crate::kept::{CHUNK, col, distinct, load_by, rows_at};
use crate::keyset::{Keyset, page};
use crate::mapping::column_of;

const LIST: &str = "repo.list_columns";

impl Repo {
    /// A page of visible columns before any text filter, cursors under `scope`.
    async fn visible(
        &self,
        at: At,
        table: TableId,
        scope: &str,
        request: &PageRequest,
    ) -> Result<Page<Stored<Column>>> {
        let list = (&visible_rows(at, table), ORDER, scope);
        page(self.reads(), LIST, list, request, |row| {
            let model = visible_row(row, table).map_err(db(LIST))?;
            let (key, id) = (CursorKey::Int(model.ordinal), model.id);
            Ok((column_of(model).map_err(corrupt(LIST))?, key, id))
        })
        .await
    }
}

/// The order of a table's columns.
pub(crate) const ORDER: Keyset = Keyset::ascending("ordinal");

/// Selects what [`visible_row`] reads, in its order. A table may have thousands of
/// columns, so nothing is asked for that is known or not needed.
pub(crate) fn visible_rows(at: At, table: TableId) -> SelectStatement {
    use catalog_column::Column as Of;
    let mut select = rows_at::<Column>(at);
    select
        .clear_selects()
        .columns([Of::Id, Of::Path, Of::Ordinal, Of::Observed, Of::Overrides, Of::Tags])
        .columns([Of::Seq, Of::Version, Of::CreatedAt, Of::UpdatedAt])
        .and_where(col("table_id").eq(table.0))
        .and_where(col("hidden").eq(false));
    select
}

fn visible_row(
    row: &QueryResult,
    table: TableId,
) -> std::result::Result<catalog_column::Model, DbErr> {
    Ok(catalog_column::Model {
        id: row.try_get_by_index(0)?,
        path: row.try_get_by_index(1)?,
        ordinal: row.try_get_by_index(2)?,
        observed: row.try_get_by_index(3)?,
        overrides: row.try_get_by_index(4)?,
        tags: row.try_get_by_index(5)?,
        seq: row.try_get_by_index(6)?,
        version: row.try_get_by_index(7)?,
        created_at: row.try_get_by_index(8)?,
        updated_at: row.try_get_by_index(9)?,
        table_id: table.0,
        hidden: false,
        // what these are for is done by the database
        path_hash: Vec::new(),
        doc: None,
    })
}

#[async_trait]
impl ColumnReader for Repo {
    async fn columns(&self, at: At, ids: &[ColumnId]) -> Result<Vec<Stored<Column>>> {
        let ids = ids.iter().map(|id| id.0);
        load_by::<Column>(self.reads(), "repo.columns", at, "id", ids).await
    }

    async fn columns_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Column>>> {
        const OPERATION: &str = "repo.columns_of_tables";
        let ids = tables.iter().map(|id| id.0);
        let mut found = load_by::<Column>(self.reads(), OPERATION, at, "table_id", ids).await?;
        found.sort_by_key(|row| (row.value.table, row.value.ordinal, row.value.id));
        Ok(found)
    }

    /// A text filter looks at the columns of one table only, so they are compared
    /// here, page by page, by the very rule of the domain.
    async fn list_columns(
        &self,
        at: At,
        table: TableId,
        text: Option<&str>,
        request: &PageRequest,
    ) -> Result<Page<Stored<Column>>> {
        let words = search_words(text.unwrap_or_default());
        let scope = format!("columns {at:?} {table} {words:?}");
        if words.is_empty() {
            return self.visible(at, table, &scope, request).await;
        }
        let fits = |column: &Column| {
            let path = column.path.to_string();
            let text = filter_text([Some(path.as_str()), column.description()]);
            words.iter().all(|word| text.contains(word))
        };
        let first = request.first.max(1);
        let mut items: Vec<(Stored<Column>, Cursor)> = Vec::new();
        let mut after = request.after.clone();
        loop {
            let next = PageRequest { first: first.max(CHUNK), after };
            let part = self.visible(at, table, &scope, &next).await?;
            after = part.items.last().map(|(_, cursor)| cursor.clone());
            items.extend(part.items.into_iter().filter(|(column, _)| fits(&column.value)));
            if items.len() > first || !part.has_next {
                let has_next = items.len() > first;
                items.truncate(first);
                return Ok(Page { items, has_next });
            }
        }
    }

    async fn count_columns(&self, at: At, tables: &[TableId]) -> Result<Vec<(TableId, u64)>> {
        const OPERATION: &str = "repo.count_columns";
        let tables = distinct(tables.iter().map(|id| id.0));
        let mut counts = Vec::with_capacity(tables.len());
        for chunk in tables.chunks(CHUNK) {
            let mut select = rows_at::<Column>(at);
            select
                .clear_selects()
                .column(catalog_column::Column::TableId)
                .expr_as(Expr::cust("COUNT(*)"), Alias::new("number"))
                .and_where(col("table_id").is_in(chunk.iter().copied()))
                .and_where(col("hidden").eq(false))
                .add_group_by([col("table_id")]);
            for row in self.reads().query_all(&select).await.map_err(db(OPERATION))? {
                let table: Uuid = row.try_get("", "table_id").map_err(db(OPERATION))?;
                let number: i64 = row.try_get("", "number").map_err(db(OPERATION))?;
                counts.push((TableId(table), number.unsigned_abs()));
            }
        }
        Ok(counts)
    }
}
