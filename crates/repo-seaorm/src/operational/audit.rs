//! The audit log.

use ariadne_domain::{AuditId, SourceId, Timestamp};
use ariadne_ports::{
    AuditAction, AuditEntry, AuditFilter, AuditLog, CursorKey, Page, PageRequest, Result,
};
use async_trait::async_trait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
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
        details: value_from_text("audit details", &row.details)?,
        report: row.report.as_deref().map(report_from_text).transpose()?,
    })
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
        let mut base = Query::select();
        base.columns(audit::Column::iter()).from(audit::Entity);
        if let Some(action) = filter.action {
            base.and_where(col("action").eq(action.as_str()));
        }
        if let Some(source) = filter.source {
            base.and_where(Expr::col(audit::Column::SourceId).eq(source.0));
        }
        let keyset = Keyset { descending_id: true, ..Keyset::newest("at") };
        let scope = format!("audit {filter:?}");
        page(self.reads(), OPERATION, (&base, keyset, &*scope), request, |row| {
            let model = audit::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (CursorKey::Int(model.at), model.id);
            Ok((entry(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await
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
