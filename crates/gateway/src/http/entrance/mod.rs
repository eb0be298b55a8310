//! Signing in, for a browser: the pages on the way in.

pub(super) mod oidc;

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer::Format;
use super::assets::{self, Bundle};
use super::identity::Identity;
use super::observe::RequestId;
use super::protection::PageNeeds;
use super::{App, pages};

const PAGE: &str = include_str!("../../../../../web/entrance/index.html");
const SCRIPT: &str = include_str!("../../../../../web/entrance/entrance.js");
const STYLE: &str = include_str!("../../../../../web/entrance/entrance.css");

/// Stands in the page where its nonce belongs.
const NONCE_PLACE: &str = "ARIADNE-CSP-NONCE";

/// The page on which somebody signs in or uses a one-time link. Made anew for each
/// request: its nonce must never be seen twice.
pub(super) async fn page() -> Response {
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, PageNeeds::default().policy(&nonce)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, PAGE.replace(NONCE_PLACE, &nonce)).into_response()
}

/// What the page loads.
pub(super) async fn file(Path(file): Path<String>) -> Response {
    let (media, text) = match file.as_str() {
        "entrance.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "entrance.css" => ("text/css; charset=utf-8", STYLE),
        _ => return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
    };
    let headers = [(CONTENT_TYPE, media), (CACHE_CONTROL, "no-cache")];
    (headers, text).into_response()
}

/// `GraphiQL`, for whoever is signed in; others sign in first.
pub(super) async fn graphiql<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    inside(&app, &assets::GRAPHIQL, request).await
}

/// The web app, for whoever is signed in; others sign in first and come back to the
/// address that they asked for.
pub(super) async fn app<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    inside(&app, &assets::APP, request).await
}

/// The app reads its state from the address, so that every address that a browser opens
/// and that is nothing else is a page of it.
pub(super) async fn app_or_nothing<E: Send + Sync + 'static>(
    state: State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let accepted = request.headers().get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let browser = accepted.flat_map(|value| value.split(',')).any(|range| {
        range.split(';').next().is_some_and(|media| media.trim().eq_ignore_ascii_case("text/html"))
    });
    if reads && browser {
        return self::app(state, request).await;
    }
    pages::nothing_here(&request)
}

async fn inside<E>(app: &App<E>, bundle: &'static Bundle, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match Identity::of(app, &parts).await {
        Ok(identity) if identity.caller.is_some() => bundle.index(&parts.headers),
        Ok(_) => {
            let next = parts.uri.path_and_query().map_or("/", |wanted| wanted.as_str());
            let next = utf8_percent_encode(next, NON_ALPHANUMERIC);
            Redirect::to(&format!("/sign-in?next={next}")).into_response()
        }
        Err(refusal) => {
            refusal.answer(Format::of(&parts.headers), &RequestId::of(&parts.extensions))
        }
    }
}

/// A page of one sentence, for a browser that comes back from elsewhere.
fn sentence(status: StatusCode, text: &str) -> Response {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Ariadne</title>\
         <link rel=\"stylesheet\" href=\"/entrance/entrance.css\"><main><h1>Not signed in</h1>\
         <p>{escaped}</p><p><a href=\"/sign-in\">Back to the sign-in</a></p></main></html>"
    );
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
