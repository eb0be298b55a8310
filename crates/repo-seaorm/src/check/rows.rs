//! Every row reads back, and what is derived from it (hashes, orders, filters) is what
//! it is stored under.

use ariadne_ports::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, EntityName, EntityTrait, FromQueryResult, Iterable};
use uuid::Uuid;

use super::{Finding, OPERATION, Reading};
use crate::error::db;
use crate::kept::{Kept, Model, col};

/// Rows that are read at once.
const PAGE: u64 = 1_000;

pub(super) async fn check<K: Kept>(reading: &Reading, finding: &mut Finding) -> Result<()>
where
    Model<K>: PartialEq + Clone,
{
    check_table::<K>(reading, finding, K::Row::default().table_name()).await?;
    check_table::<K>(reading, finding, K::HISTORY).await
}

async fn check_table<K: Kept>(
    reading: &Reading,
    finding: &mut Finding,
    table: &'static str,
) -> Result<()>
where
    Model<K>: PartialEq + Clone,
{
    let mut after: Option<(Uuid, i64)> = None;
    loop {
        let mut select = Query::select();
        select
            .columns(<K::Row as EntityTrait>::Column::iter())
            .from(Alias::new(table))
            .order_by(Alias::new("id"), Order::Asc)
            .order_by(Alias::new("seq"), Order::Asc)
            .limit(PAGE);
        if let Some((id, seq)) = after {
            let key = Expr::tuple([col("id"), col("seq")]);
            select.and_where(key.gt(Expr::tuple([Expr::val(id), Expr::val(seq)])));
        }
        let rows = reading.transaction.query_all(&select).await.map_err(db(OPERATION))?;
        for row in &rows {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            let seq: i64 = row.try_get("", "seq").map_err(db(OPERATION))?;
            after = Some((id, seq));
            let doc = if K::DOC { row.try_get("", "doc").map_err(db(OPERATION))? } else { None };
            let told = |why: &str| format!("{table} {id} of changeset {seq} {why}");
            match Model::<K>::from_query_result(row, "") {
                Err(error) => finding.add(|| told(&format!("does not read back: {error}"))),
                Ok(model) => match K::of(model.clone()) {
                    Err(error) => finding.add(|| told(&format!("does not read back: {error}"))),
                    Ok(stored) if K::row(&stored, doc) != model => {
                        finding.add(|| told("is not stored under what it says"));
                    }
                    Ok(_) => {}
                },
            }
        }
        if u64::try_from(rows.len()).unwrap_or(u64::MAX) < PAGE {
            return Ok(());
        }
    }
}
