//! Pages of other origins that may use the API. There are none unless they are named.
//!
//! Such a page brings a token. It never acts with the cookies of whoever looks at it: a
//! browser is told so, and cookies that arrive with its requests all the same are dropped.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::App;

/// How long a browser need not ask again.
const REMEMBERED: Duration = Duration::from_mins(10);

/// The headers that the API takes.
const HEADERS: [HeaderName; 7] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    HeaderName::from_static("ariadne-csrf"),
    HeaderName::from_static("ariadne-min-seq"),
    HeaderName::from_static("idempotency-key"),
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("ariadne-request"),
];

/// Answers what browsers ask before a page of another origin may use the API; nothing is
/// added to an answer when no origin is named.
pub(super) fn layer(origins: &[String]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins: Vec<HeaderValue> = origins.iter().filter_map(|o| o.parse().ok()).collect();
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods([Method::POST])
            .allow_headers(HEADERS)
            .expose_headers([HeaderName::from_static("x-request-id")])
            .max_age(REMEMBERED),
    )
}

/// Drops the cookies of requests that pages of other origins send.
pub(super) async fn without_cookies<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    mut request: Request,
    next: Next,
) -> Response {
    drop_cookies(request.headers_mut(), &app.config.cors_origins);
    next.run(request).await
}

fn drop_cookies(headers: &mut HeaderMap, origins: &[String]) {
    let named = |origin: &HeaderValue| origins.iter().any(|named| origin == named.as_str());
    if headers.get_all(ORIGIN).iter().any(named) {
        headers.remove(COOKIE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_other_origins_act_without_cookies() {
        let keeps = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            headers.append(COOKIE, HeaderValue::from_static("a=1"));
            headers.append(COOKIE, HeaderValue::from_static("b=2"));
            for origin in lines {
                headers.append(ORIGIN, HeaderValue::from_static(origin));
            }
            drop_cookies(&mut headers, &["https://app.example".to_owned()]);
            headers.contains_key(COOKIE)
        };
        assert!(keeps(&[]));
        assert!(keeps(&["https://catalog.example.org"]));
        assert!(!keeps(&["https://app.example"]));
        assert!(!keeps(&["https://catalog.example.org", "https://app.example"]));
    }
}
