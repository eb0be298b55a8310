//! Proposed edges that wait for a decision.

use ariadne_domain::{Edge, LineageOrigin, LineageStatus, Stored};
use ariadne_ports::{Count, CursorKey, Page, PageRequest, ProposalFilter, Result};
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement};

use crate::Repo;
use crate::entities::{catalog_table, edge};
use crate::error::{corrupt, db};
use crate::kept::{Kept, col, rows_at};
use crate::keyset::{Keyset, count, page};

const CERTAINTY: &str = "certainty";

/// The surest first, the newest first among equals.
pub(crate) const PROPOSAL_ORDER: Keyset =
    Keyset { descending_id: true, ..Keyset::newest(CERTAINTY) };

/// Rows whose edge waits and passes the filter, with their certainty.
pub(crate) fn proposals_among(filter: &ProposalFilter) -> SelectStatement {
    let mut base = rows_at::<Edge>(ariadne_ports::At::Head);
    base.column(Alias::new(CERTAINTY));
    // As a literal: only so does SQLite see that the index has all of them.
    let waits = Expr::cust(format!("status = '{}'", LineageStatus::Proposed.as_str()));
    base.and_where(waits);
    if let Some(level) = filter.level {
        base.and_where(col("level").eq(level.as_str()));
    }
    let claimed = filter.counted().iter().fold(Cond::any(), |any, origin| {
        any.add(claim_of(*origin).gte(filter.min_confidence.map_or(1, number)))
    });
    match (filter.origins.is_empty(), filter.min_confidence) {
        (true, None) => {}
        (true, Some(least)) => {
            base.and_where(col(CERTAINTY).gte(number(least)));
        }
        (false, _) => {
            base.cond_where(claimed);
        }
    }
    if !filter.sources.is_empty() {
        let mut tables = Query::select();
        tables
            .column(catalog_table::Column::Id)
            .from(catalog_table::Entity)
            .and_where(col("source_id").is_in(filter.sources.iter().map(|id| id.0)));
        let from = col("from_table").in_subquery(tables.clone());
        base.cond_where(Cond::any().add(from).add(col("to_table").in_subquery(tables)));
    }
    if !filter.tables.is_empty() {
        let ids = || filter.tables.iter().map(|id| id.0);
        let from = col("from_table").is_in(ids());
        base.cond_where(Cond::any().add(from).add(col("to_table").is_in(ids())));
    }
    base
}

/// How a confidence stands in `claims` and `certainty`.
fn number(confidence: ariadne_domain::Confidence) -> i64 {
    i64::from(confidence.thousandths()) + 1
}

/// The strongest claim of an origin, 0 for none.
fn claim_of(origin: LineageOrigin) -> Expr {
    let shift = origin as usize * ariadne_domain::Claims::BITS;
    let mask = (1 << ariadne_domain::Claims::BITS) - 1;
    Expr::cust(format!("((claims >> {shift}) & {mask})"))
}

impl Repo {
    pub(super) async fn page_of_proposals(
        &self,
        filter: &ProposalFilter,
        request: &PageRequest,
    ) -> Result<Page<Stored<Edge>>> {
        const OPERATION: &str = "repo.list_proposals";
        let base = proposals_among(filter);
        let scope = format!("proposals {filter:?}");
        page(self.reads(), OPERATION, (&base, PROPOSAL_ORDER, &*scope), request, |row| {
            let certainty: i64 = row.try_get("", CERTAINTY).map_err(db(OPERATION))?;
            let model = edge::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let id = model.id;
            let stored = Edge::of(model).map_err(corrupt(OPERATION))?;
            Ok((stored, CursorKey::Int(certainty), id))
        })
        .await
    }

    pub(super) async fn number_of_proposals(
        &self,
        filter: &ProposalFilter,
        cap: u64,
    ) -> Result<Count> {
        count(self.reads(), "repo.count_proposals", proposals_among(filter), cap).await
    }
}
