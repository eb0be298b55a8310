//! An edge is what its assertions say, now and at every changeset before.

use std::collections::HashMap;

use ariadne_domain::{Assertion, Edge, EdgeId, EdgeState, settle};
use ariadne_ports::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, FromQueryResult, Iterable};
use uuid::Uuid;

use super::{Finding, OPERATION, Reading};
use crate::entities::edge;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Version, col, distinct, versions};

pub(super) async fn check(reading: &Reading, finding: &mut Finding) -> Result<()> {
    check_table(reading, finding, "edge").await?;
    check_table(reading, finding, Edge::HISTORY).await
}

/// A state of an edge.
struct Told {
    id: Uuid,
    seq: u64,
    state: EdgeState,
}

async fn check_table(reading: &Reading, finding: &mut Finding, table: &'static str) -> Result<()> {
    let mut after: Option<(Uuid, i64)> = None;
    loop {
        let mut select = Query::select();
        select
            .columns(edge::Column::iter())
            .from(Alias::new(table))
            .order_by(Alias::new("id"), Order::Asc)
            .order_by(Alias::new("seq"), Order::Asc)
            .limit(CHUNK as u64);
        if let Some((id, seq)) = after {
            let key = Expr::tuple([col("id"), col("seq")]);
            select.and_where(key.gt(Expr::tuple([Expr::val(id), Expr::val(seq)])));
        }
        let rows = reading.transaction.query_all(&select).await.map_err(db(OPERATION))?;
        let mut told = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: Uuid = row.try_get("", "id").map_err(db(OPERATION))?;
            let seq: i64 = row.try_get("", "seq").map_err(db(OPERATION))?;
            after = Some((id, seq));
            // What does not read back is told by the check of rows.
            let model = edge::Model::from_query_result(row, "").ok();
            if let Some(stored) = model.and_then(|model| Edge::of(model).ok()) {
                told.push(Told { id, seq: stored.seq, state: stored.value.state });
            }
        }
        compare(reading, finding, (table, &told)).await?;
        if rows.len() < CHUNK {
            return Ok(());
        }
    }
}

/// Compares states of edges with what the assertions of that time come to.
async fn compare(
    reading: &Reading,
    finding: &mut Finding,
    (table, told): (&'static str, &[Told]),
) -> Result<()> {
    let ids = distinct(told.iter().map(|told| told.id));
    let of = || col("edge_id").is_in(ids.iter().copied());
    let found = versions::<Assertion>(&reading.transaction, OPERATION, of(), of()).await?;
    let mut claims: HashMap<EdgeId, Vec<Version<Assertion>>> = HashMap::new();
    for claim in found {
        claims.entry(claim.stored.value.edge).or_default().push(claim);
    }
    for Told { id, seq, state } in told {
        let all = claims.get(&EdgeId(*id)).map_or(&[][..], Vec::as_slice);
        let then = all.iter().filter(|claim| {
            claim.stored.seq <= *seq && claim.to_seq.is_none_or(|ended| ended > *seq)
        });
        let said: Vec<&Assertion> = then.map(|claim| &claim.stored.value).collect();
        let due = settle(said);
        if due.status != state.status {
            finding.add(|| {
                format!(
                    "{table} {id} of changeset {seq} is {}, and its assertions say {}",
                    state.status, due.status
                )
            });
        } else if due.claims != state.claims {
            finding
                .add(|| format!("{table} {id} of changeset {seq} sums its assertions up wrongly"));
        }
    }
    Ok(())
}
