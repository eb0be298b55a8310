//! Files to take away: the audit log.

use std::sync::Arc;

use ariadne_application::domain::{ActorId, AuditAction, SourceId, Timestamp, Violation};
use ariadne_application::{
    AccessAdmin, AuditEntry, AuditFilter, Cursor, Error, PageRequest, Result,
};
use axum::body::{Body, Bytes};
use axum::extract::{Query, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use futures_util::stream;
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::answer::Format;
use super::identity::Identity;
use super::observe::RequestId;
use super::refusal::Refusal;
use crate::schema::{DateTime, json_text};

/// Entries that are read at once.
const STEP: usize = 500;

const HEADINGS: [&str; 9] =
    ["at", "actor", "actorKind", "actorId", "action", "outcome", "address", "sourceId", "details"];

/// What the address may say, as the fields of `AuditFilter`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    actions: Option<String>,
    source_id: Option<String>,
    actor_id: Option<String>,
    outcome: Option<String>,
    from: Option<String>,
    before: Option<String>,
}

pub(super) fn time(field: &'static str, text: &str) -> std::result::Result<Timestamp, Violation> {
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|time| Timestamp(time.timestamp_micros()))
        .map_err(|_| {
            let message = "A time such as 2026-11-24T13:45:00Z is expected (RFC 3339).";
            Violation::new([field], "INVALID", message)
        })
}

impl Asked {
    fn of(uri: &Uri) -> Result<AuditFilter> {
        let asked = Query::<Self>::try_from_uri(uri).map_err(|_| {
            let message = "The address may name actions (joined by commas), sourceId, actorId, outcome, from and before.";
            let violation = Violation::new(["query"], "INVALID", message);
            Error::validation("gateway.export", vec![violation])
        })?;
        asked.0.filter()
    }

    fn filter(self) -> Result<AuditFilter> {
        let mut violations = Vec::new();
        let mut actions = Vec::new();
        let words = self.actions.as_deref().unwrap_or_default();
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            if let Some(action) = AuditAction::from_name(word) {
                actions.push(action);
                continue;
            }
            let all: Vec<_> = AuditAction::ALL.iter().map(|action| action.as_str()).collect();
            let message = format!("An action is one of {}.", all.join(", "));
            violations.push(Violation::new(["actions"], "INVALID", message));
        }
        let mut ids = [None, None];
        let given = [("sourceId", &self.source_id), ("actorId", &self.actor_id)];
        for (place, (field, text)) in ids.iter_mut().zip(given) {
            let Some(text) = text else { continue };
            *place = Uuid::parse_str(text).ok();
            if place.is_none() {
                violations.push(Violation::new([field], "INVALID", "An id is expected."));
            }
        }
        let [source, actor] = ids;
        let mut read = |field, text: Option<&str>| match text.map(|text| time(field, text)) {
            Some(Ok(time)) => Some(time),
            Some(Err(violation)) => {
                violations.push(violation);
                None
            }
            None => None,
        };
        let (from, before) =
            (read("from", self.from.as_deref()), read("before", self.before.as_deref()));
        if !violations.is_empty() {
            return Err(Error::validation("gateway.export", violations));
        }
        Ok(AuditFilter {
            actions,
            source: source.map(SourceId),
            actor: actor.map(ActorId),
            outcome: self.outcome,
            from,
            before,
        })
    }
}

/// The audit log as CSV (RFC 4180, UTF-8), newest first, for administrators.
pub(super) async fn audit<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let prepared = async {
        let identity = Identity::of(&app, &parts).await?;
        let admin = app.access.admin(identity.known()?, &identity.origin)?;
        let filter = Asked::of(&parts.uri)?;
        admin.note_export(&filter).await?;
        Ok::<_, Refusal>((admin, filter))
    };
    match prepared.await {
        Ok((admin, filter)) => file(admin, filter),
        Err(refusal) => {
            refusal.answer(Format::of(&parts.headers), &RequestId::of(&parts.extensions))
        }
    }
}

/// Where an export is.
enum Place {
    Headings,
    Behind(Option<Cursor>),
    End,
}

fn file(admin: AccessAdmin, filter: AuditFilter) -> Response {
    let lines =
        stream::try_unfold((admin, filter, Place::Headings), |(admin, filter, place)| async {
            let after = match place {
                Place::Headings => {
                    let line = row(HEADINGS.iter().map(|text| (*text).to_owned()));
                    return Ok(Some((Bytes::from(line), (admin, filter, Place::Behind(None)))));
                }
                Place::Behind(after) => after,
                Place::End => return Ok(None),
            };
            let page = PageRequest { first: STEP, after };
            let found = admin.audit(&filter, &page).await.inspect_err(|error| {
                // The answer has begun; all that is left is to break it off.
                tracing::warn!(%error, "an export broke off");
            })?;
            let last = found.items.last().map(|(_, cursor)| cursor.clone());
            let place = if found.has_next { Place::Behind(last) } else { Place::End };
            let text: String = found.into_items().iter().map(|entry| row(cells(entry))).collect();
            Ok::<_, Error>(Some((Bytes::from(text), (admin, filter, place))))
        });
    let mut response = Response::new(Body::from_stream(lines));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = HeaderValue::from_static("attachment; filename=\"audit.csv\"");
    headers.insert(CONTENT_DISPOSITION, name);
    response
}

fn cells(entry: &AuditEntry) -> impl Iterator<Item = String> {
    [
        DateTime(entry.at).to_string(),
        entry.actor.name.clone(),
        entry.actor.kind.as_str().to_owned(),
        entry.actor.id.to_string(),
        entry.action.as_str().to_owned(),
        entry.outcome.clone(),
        entry.address.clone().unwrap_or_default(),
        entry.source.map(|id| id.to_string()).unwrap_or_default(),
        json_text(&entry.details),
    ]
    .into_iter()
}

/// One line. What a spreadsheet would take for a formula gets an apostrophe in front.
fn row(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for cell in cells {
        if !line.is_empty() {
            line.push(',');
        }
        let bare = cell.trim_start_matches('\'');
        let risky = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let cell = if risky { format!("'{cell}") } else { cell };
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_data_in_every_spreadsheet() {
        let cells = ["plain", "a \"b\"", "=1+1", "", "line\nbreak"].map(str::to_owned);
        let expected = "\"plain\",\"a \"\"b\"\"\",\"'=1+1\",\"\",\"line\nbreak\"\r\n";
        assert_eq!(row(cells.into_iter()), expected);
    }

    #[test]
    fn an_address_says_which_entries() {
        let of = |text: &str| Asked::of(&text.parse().expect("an address"));
        assert_eq!(of("/export/audit.csv").expect("all"), AuditFilter::default());
        let some =
            of("/export/audit.csv?actions=SIGN_IN,REFUSED&from=2026-11-24T00:00:00Z&outcome=OK");
        let some = some.expect("a filter");
        assert_eq!(some.actions, [AuditAction::SignIn, AuditAction::Refused]);
        assert!(some.from.is_some() && some.outcome.as_deref() == Some("OK"));
        let wrong = of("/export/audit.csv?actions=LOGIN&before=yesterday").expect_err("wrong");
        assert_eq!(wrong.violations().len(), 2);
        assert!(of("/export/audit.csv?action=SIGN_IN").is_err());
    }
}
