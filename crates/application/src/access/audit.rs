//! What is noted about access, and who reads it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ariadne_domain::{Actor, AuditAction, AuditId, Value};
use ariadne_ports::{AuditEntry, AuditFilter, Page, PageRequest, Result};

use super::{AccessAdmin, Core, Origin};
use crate::read::check_texts;

/// Within this time …
const WINDOW: Duration = Duration::from_mins(1);
/// … so many refusals from one address are written down,
const MOST_PER_ADDRESS: u32 = 30;
/// and so many from all. A flood of refused requests must not fill the disk; all of them
/// are counted in `ariadne_refused_total`.
const MOST: u32 = 600;

/// How many refusals were written down lately.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    since: Option<Instant>,
    all: u32,
    by_address: HashMap<String, u32>,
}

impl Refusals {
    /// Whether one more from this address is written down, and whether it is the last.
    fn admit(&self, address: &str) -> Option<bool> {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.since.is_none_or(|since| since.elapsed() >= WINDOW) {
            *window = Window { since: Some(Instant::now()), ..Window::default() };
        }
        if window.all >= MOST {
            return None;
        }
        let all = window.all + 1;
        let count = window.by_address.entry(address.to_owned()).or_default();
        // One that floods must not use up what is there for all: it would hide the others.
        if *count >= MOST_PER_ADDRESS {
            return None;
        }
        *count += 1;
        let last = *count == MOST_PER_ADDRESS || all == MOST;
        window.all = all;
        Some(last)
    }
}

impl Core {
    /// Notes what somebody did.
    pub(super) async fn note(
        &self,
        actor: Actor,
        action: AuditAction,
        outcome: &str,
        origin: &Origin,
        details: Value,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.ports.ids.next()),
            at: self.now(),
            actor,
            action,
            source: None,
            outcome: outcome.to_owned(),
            address: origin.address.clone(),
            details,
            report: None,
        };
        self.ports.audit.append(&entry).await
    }

    /// Notes that something was refused. That a note could not be written does not change
    /// the refusal.
    pub(super) async fn note_refusal(
        &self,
        actor: Actor,
        action: AuditAction,
        outcome: &'static str,
        origin: &Origin,
        reason: &'static str,
    ) {
        metrics::counter!("ariadne_refused_total", "reason" => reason).increment(1);
        let Some(last) = self.refusals.admit(origin.address.as_deref().unwrap_or_default()) else {
            return;
        };
        let mut details = Value::object().with("reason", reason);
        if last {
            details.set("more", "Further refusals within this minute are counted only.");
        }
        if let Err(error) = self.note(actor, action, outcome, origin, details).await {
            tracing::warn!(%error, "a refusal was not noted");
        }
    }
}

impl AccessAdmin {
    /// Entries of the audit log, newest first.
    #[tracing::instrument(skip_all)]
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        page: &PageRequest,
    ) -> Result<Page<AuditEntry>> {
        let texts = [(&["filter", "outcome"][..], filter.outcome.as_deref())];
        check_texts("access.audit", texts)?;
        self.member.core.ports.audit.list(filter, page).await
    }

    /// Notes that the audit log was exported.
    pub async fn note_export(&self, filter: &AuditFilter) -> Result<()> {
        let member = &self.member;
        let actions: Vec<Value> = filter.actions.iter().map(|a| a.as_str().into()).collect();
        let details = Value::object()
            .with("actions", actions)
            .with("source", filter.source.map(|id| id.to_string()))
            .with("actor", filter.actor.map(|id| id.to_string()))
            .with("outcome", filter.outcome.clone())
            .with("from", filter.from.map(|at| at.0.to_string()))
            .with("before", filter.before.map(|at| at.0.to_string()));
        let (actor, action) = (member.caller.actor.clone(), AuditAction::AuditExported);
        member.core.note(actor, action, "OK", &member.origin, details).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_not_written_down() {
        let refusals = Refusals::default();
        let written = (0..100).filter_map(|_| refusals.admit("10.0.0.1")).collect::<Vec<_>>();
        assert_eq!(written.len(), 30);
        assert!(written[29] && !written[28]);
        assert_eq!(refusals.admit("10.0.0.2"), Some(false));
        for _ in 0..1_000 {
            assert_eq!(refusals.admit("10.0.0.1"), None);
        }
        assert_eq!(refusals.admit("10.0.0.3"), Some(false), "a flood hides nobody else");
        let others = (0..1_000).filter_map(|n| refusals.admit(&format!("10.1.0.{n}"))).count();
        assert!(others < 600, "{others}");
    }
}
