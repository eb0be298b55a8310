//! Request ids, spans, logs, counters and panics.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use ariadne_application::ErrorKind;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::App;
use super::answer::{Format, refuse};
use super::hosts::host_of;
use super::protection::protect;

/// Brings and takes the id of a request.
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every panic is told as.
pub(super) const PANIC_MESSAGE: &str = "An internal error; the log has more.";

/// The id of a request.
#[derive(Clone, Debug)]
pub(super) struct RequestId(Arc<str>);

impl RequestId {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that [`observe`] gave the request.
    pub(super) fn of(extensions: &Extensions) -> Self {
        extensions.get::<Self>().cloned().unwrap_or_else(|| Self(Arc::from("unknown")))
    }

    /// An id that came with a request, if it can stand in logs.
    fn brought(headers: &HeaderMap) -> Option<Self> {
        let id = headers.get(X_REQUEST_ID)?.to_str().ok()?;
        let sane = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        ((1..=128).contains(&id.len()) && id.bytes().all(sane)).then(|| Self(Arc::from(id)))
    }
}

/// Says what the counters mean.
pub(super) fn describe() {
    metrics::describe_counter!("ariadne_http_requests_total", "HTTP requests by route and status");
    metrics::describe_histogram!(
        "ariadne_http_request_seconds",
        metrics::Unit::Seconds,
        "Time from a request to its answer, by route"
    );
    metrics::describe_counter!(
        "ariadne_graphql_operations_total",
        "GraphQL operations by type and outcome"
    );
    metrics::describe_histogram!(
        "ariadne_graphql_operation_seconds",
        metrics::Unit::Seconds,
        "Time that a GraphQL operation took, by type"
    );
    metrics::describe_gauge!("ariadne_websockets", "Open sockets");
    metrics::describe_gauge!("ariadne_subscriptions", "Subscriptions under way");
}

/// Logs a request whose client went away before the answer.
struct Pending {
    span: Span,
    started: Instant,
    answered: bool,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.answered {
            let elapsed_ms = millis(self.started);
            self.span.in_scope(|| tracing::info!(elapsed_ms, "the client went away"));
        }
    }
}

/// Milliseconds since then, for logs.
pub(super) fn millis(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The text of a panic, for the log.
pub(super) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&'static str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}

/// One span, one log line and one count per request; a panic becomes an answer.
/// Neither bodies nor variables nor query strings are logged.
pub(super) async fn observe<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
    next: Next,
) -> Response {
    let id = RequestId::brought(request.headers())
        .unwrap_or_else(|| RequestId(Arc::from((app.config.request_ids)())));
    let (mut parts, body) = request.into_parts();
    let client = app.proxies.recognise(&parts.headers, &mut parts.extensions);
    let host = host_of(&parts);
    let mut request = Request::from_parts(parts, body);
    let route = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned());
    let route = route.unwrap_or_else(|| "other".to_owned());
    let span = tracing::info_span!(
        "request",
        id = id.as_str(),
        client = %client.address,
        method = request.method().as_str(),
        route,
        operation = Empty,
        outcome = Empty,
    );
    let format = Format::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut pending = Pending { span: span.clone(), started, answered: false };
    let answer = AssertUnwindSafe(next.run(request).instrument(span.clone())).catch_unwind().await;
    pending.answered = true;
    let mut response = answer.unwrap_or_else(|panic| {
        span.in_scope(|| tracing::error!(panic = panic_text(panic.as_ref()), "a panic"));
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        refuse(format, status, ErrorKind::Internal, PANIC_MESSAGE, &id)
    });
    finish(response.headers_mut(), &id);
    protect(response.headers_mut(), client.secure, host.as_ref());
    let status = response.status().as_u16();
    let elapsed_ms = millis(started);
    span.in_scope(|| {
        // Probes come every few seconds and say nothing.
        if matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics") {
            tracing::debug!(status, elapsed_ms, "answered");
        } else {
            tracing::info!(status, elapsed_ms, "answered");
        }
    });
    metrics::histogram!("ariadne_http_request_seconds", "route" => route.clone())
        .record(started.elapsed());
    metrics::counter!(
        "ariadne_http_requests_total",
        "route" => route,
        "status" => status.to_string()
    )
    .increment(1);
    response
}

fn finish(headers: &mut HeaderMap, id: &RequestId) {
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(X_REQUEST_ID, value);
    }
    headers
        .entry(CONTENT_TYPE)
        .or_insert_with(|| HeaderValue::from_static("text/plain; charset=utf-8"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_ids_are_taken_over() {
        let brought = |id: &str| {
            let value = HeaderValue::from_bytes(id.as_bytes()).expect("a header");
            RequestId::brought(&HeaderMap::from_iter([(X_REQUEST_ID, value)])).is_some()
        };
        assert!(brought("0192-abc.DEF_1"));
        assert!(!brought(""));
        assert!(!brought("a b"));
        assert!(!brought("a\"b"));
        assert!(!brought("ü"));
        assert!(!brought(&"x".repeat(129)));
    }
}
