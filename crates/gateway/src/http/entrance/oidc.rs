//! Signing in at a provider of identities: there and back.

use std::sync::Arc;

use ariadne_application::{ErrorKind, Returned};
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::sentence;
use crate::SessionChange;
use crate::http::App;
use crate::http::cookies::Cookies;
use crate::http::hosts::host_of;
use crate::http::identity::origin_of;

/// Where the provider sends the browser back to.
const CALLBACK: &str = "/auth/oidc/callback";

/// What the browser keeps while it is at the provider.
#[derive(Serialize, Deserialize)]
struct Kept {
    begun: String,
    next: String,
}

#[derive(Debug, Default, Deserialize)]
struct There {
    next: Option<String>,
    /// It was sent to the public address already.
    #[serde(default)]
    moved: bool,
}

#[derive(Deserialize)]
struct Back {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

fn cookies_of<E>(app: &App<E>, parts: &Parts) -> Cookies {
    Cookies::new(app.secures_cookies(parts), host_of(parts).as_ref())
}

/// A path of this server; anything else would send a browser that signs in elsewhere.
fn own_path(next: Option<String>) -> String {
    let own = |next: &String| {
        // Browsers drop tabs and line ends from an address before they read it.
        next.starts_with('/')
            && !next.starts_with("//")
            && !next.contains(|c: char| c == '\\' || c.is_control())
    };
    next.filter(own).unwrap_or_else(|| "/".to_owned())
}

fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Whether the browser came by another host than the public address has.
fn is_elsewhere<E>(app: &App<E>, parts: &Parts) -> bool {
    let public = app.config.public_url.as_deref().and_then(|url| url.parse::<Uri>().ok());
    let public = public.as_ref().and_then(Uri::authority);
    let host = host_of(parts);
    public
        .zip(host.as_ref())
        .is_some_and(|(public, host)| !public.host().eq_ignore_ascii_case(host.host()))
}

/// Sends the browser to the provider.
pub(in crate::http) async fn begin<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let there = Query::<There>::try_from_uri(&parts.uri).map(|query| query.0).unwrap_or_default();
    if !there.moved && is_elsewhere(&app, &parts) {
        // The provider sends the browser back to the public address, where it has to have
        // the cookie. Once: a proxy may name another host than the browser does.
        let next = utf8_percent_encode(&own_path(there.next), NON_ALPHANUMERIC).to_string();
        let address = format!("{}/auth/oidc?moved=true&next={next}", app.base_url(&parts));
        return Redirect::to(&address).into_response();
    }
    let redirect = format!("{}{CALLBACK}", app.base_url(&parts));
    let begun = match app.access.visitor(&origin_of(&parts)).begin_external(&redirect).await {
        Ok(begun) => begun,
        Err(error) => {
            tracing::warn!(error = ?error, "a sign-in at the provider of identities did not begin");
            return sentence(status(error.kind()), &error.to_string());
        }
    };
    let kept = Kept { begun: begun.kept.expose_secret().to_owned(), next: own_path(there.next) };
    let kept = serde_json::to_vec(&kept).unwrap_or_default();
    let mut response = Redirect::to(&begun.url).into_response();
    cookies_of(&app, &parts).begin(response.headers_mut(), &URL_SAFE_NO_PAD.encode(kept));
    response
}

/// Takes the browser that comes back.
pub(in crate::http) async fn finish<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let cookies = cookies_of(&app, &parts);
    let mut response = match finished(&app, &parts, &cookies).await {
        Ok((next, change)) => {
            let mut response = Redirect::to(&next).into_response();
            cookies.change(response.headers_mut(), &change);
            response
        }
        Err((status, why)) => sentence(status, &why),
    };
    cookies.end(response.headers_mut());
    response
}

async fn finished<E>(
    app: &App<E>,
    parts: &Parts,
    cookies: &Cookies,
) -> Result<(String, SessionChange), (StatusCode, String)> {
    let wrong = |why: &str| (StatusCode::BAD_REQUEST, why.to_owned());
    let back = Query::<Back>::try_from_uri(&parts.uri)
        .map_err(|_| wrong("The provider of identities came back with an answer that is none."))?;
    if back.error.is_some() {
        return Err(wrong("The provider of identities did not sign you in. Try again."));
    }
    let (Some(code), Some(state)) = (back.0.code, back.0.state) else {
        return Err(wrong("The provider of identities came back without an answer."));
    };
    let kept = cookies.begun(&parts.headers).and_then(|kept| {
        let bytes = URL_SAFE_NO_PAD.decode(kept.expose_secret()).ok()?;
        serde_json::from_slice::<Kept>(&bytes).ok()
    });
    let Some(kept) = kept else {
        return Err(wrong(
            "This browser began no sign-in, or more than ten minutes ago. Begin again.",
        ));
    };
    let redirect = format!("{}{CALLBACK}", app.base_url(parts));
    let [code, state, kept_by_it] = [code, state, kept.begun].map(SecretString::from);
    let returned = Returned { code, state, kept: kept_by_it, redirect };
    let visitor = app.access.visitor(&origin_of(parts));
    let old = cookies.session(&parts.headers);
    match visitor.finish_external(&returned, old.as_ref()).await {
        Ok(new) => {
            let change = SessionChange::Opened { secret: new.secret, expires: new.session.expires };
            Ok((own_path(Some(kept.next)), change))
        }
        Err(error) => {
            tracing::warn!(error = ?error, "a sign-in at the provider of identities failed");
            Err((status(error.kind()), error.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_stays_here() {
        let path = |next: &str| own_path(Some(next.to_owned()));
        assert_eq!(path("/tables?x=1"), "/tables?x=1");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "x",
            "/a\r\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(path(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(own_path(None), "/");
    }
}
