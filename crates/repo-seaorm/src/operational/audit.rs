//! The audit log.

use std::cmp::Reverse;

use ariadne_domain::{AuditAction, AuditId, SourceId, Timestamp};
use ariadne_ports::{AuditEntry, AuditFilter, AuditLog, CursorKey, Page, PageRequest, Result};
use async_trait::async_trait;
use sea_orm::sea_query::{ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable, QueryFilter, QueryOrder,
};

use crate::Repo;
use crate::entities::audit;
use crate::error::{corrupt, db};
use crate::kept::{col, distinct};
use crate::keyset::{Keyset, page};
use crate::mapping::{
    Corrupt, actor, report_from_text, report_to_text, value_from_text, value_to_text, word,
};

fn row(entry: &AuditEntry) -> audit::Model {
    audit::Model {
        id: entry.id.0,
        at: entry.at.0,
        actor_id: entry.actor.id.0,
        actor_name: entry.actor.name.clone(),
        actor_kind: entry.actor.kind.as_str().to_owned(),
        action: entry.action.as_str().to_owned(),
        source_id: entry.source.map(|id| id.0),
        outcome: entry.outcome.clone(),
        address: entry.address.clone(),
        details: value_to_text(&entry.details),
        report: entry.report.as_ref().map(report_to_text),
    }
}

fn entry(row: audit::Model) -> std::result::Result<AuditEntry, Corrupt> {
    Ok(AuditEntry {
        id: AuditId(row.id),
        at: Timestamp(row.at),
        actor: actor(row.actor_id, row.actor_name, &row.actor_kind)?,
        action: word("audit action", &row.action, AuditAction::from_name)?,
        source: row.source_id.map(SourceId),
        outcome: row.outcome,
        address: row.address,
        details: value_from_text("audit details", &row.details)?,
        report: row.report.as_deref().map(report_from_text).transpose()?,
    })
}

/// Newest first, by time, then id.
pub(crate) const AUDIT_ORDER: Keyset = Keyset { descending_id: true, ..Keyset::newest("at") };

/// The entries that a filter lets through, in any order: one select for each of its
/// actions, so that each walks the index of actions in the list's order.
pub(crate) fn entries_among(filter: &AuditFilter) -> Vec<SelectStatement> {
    let mut base = Query::select();
    base.columns(audit::Column::iter()).from(audit::Entity);
    if let Some(source) = filter.source {
        base.and_where(col("source_id").eq(source.0));
    }
    if let Some(actor) = filter.actor {
        base.and_where(col("actor_id").eq(actor.0));
    }
    if let Some(outcome) = &filter.outcome {
        base.and_where(col("outcome").eq(outcome.replace('\0', "\u{fffd}")));
    }
    if let Some(from) = filter.from {
        base.and_where(col("at").gte(from.0));
    }
    if let Some(before) = filter.before {
        base.and_where(col("at").lt(before.0));
    }
    let mut actions = filter.actions.clone();
    actions.sort_unstable();
    actions.dedup();
    if actions.is_empty() {
        return vec![base];
    }
    let of =
        |action: AuditAction| base.clone().and_where(col("action").eq(action.as_str())).to_owned();
    actions.into_iter().map(of).collect()
}

#[async_trait]
impl AuditLog for Repo {
    async fn append(&self, entry: &AuditEntry) -> Result<()> {
        audit::Entity::insert(row(entry).into_active_model())
            .exec_without_returning(self.writes())
            .await
            .map_err(db("repo.append_audit"))?;
        Ok(())
    }

    async fn list(&self, filter: &AuditFilter, request: &PageRequest) -> Result<Page<AuditEntry>> {
        const OPERATION: &str = "repo.list_audit";
        let scope = format!("audit {filter:?}");
        let mut items = Vec::new();
        let mut has_next = false;
        for base in entries_among(filter) {
            let list = (&base, AUDIT_ORDER, &*scope);
            let found = page(self.reads(), OPERATION, list, request, |row| {
                let model = audit::Model::from_query_result(row, "").map_err(db(OPERATION))?;
                let (key, id) = (CursorKey::Int(model.at), model.id);
                Ok((entry(model).map_err(corrupt(OPERATION))?, key, id))
            })
            .await?;
            has_next |= found.has_next;
            items.extend(found.items);
        }
        items.sort_by_key(|(entry, _)| Reverse((entry.at, entry.id)));
        has_next |= items.len() > request.first;
        items.truncate(request.first);
        Ok(Page { items, has_next })
    }

    async fn latest_tests(&self, sources: &[SourceId]) -> Result<Vec<AuditEntry>> {
        const OPERATION: &str = "repo.latest_tests";
        let mut latest = Vec::new();
        // one index seek a source; a page of sources is the most that is asked for
        for source in distinct(sources.iter().map(|id| id.0)) {
            let row = audit::Entity::find()
                .filter(audit::Column::SourceId.eq(source))
                .filter(audit::Column::Action.eq(AuditAction::Test.as_str()))
                .order_by_desc(audit::Column::At)
                .order_by_desc(audit::Column::Id)
                .one(self.reads())
                .await
                .map_err(db(OPERATION))?;
            latest.extend(row.map(entry).transpose().map_err(corrupt(OPERATION))?);
        }
        Ok(latest)
    }
}
