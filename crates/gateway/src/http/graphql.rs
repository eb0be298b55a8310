//! A GraphQL request by POST, or the way to a socket.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{ErrorKind, MinSeq};
use async_graphql::Executor;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, UPGRADE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::answer::{Format, refuse, write};
use super::body::{self, Unread};
use super::identity::Identity;
use super::observe::RequestId;
use super::refusal::Refusal;
use super::upload::{self, UploadLimits};
use super::{App, plain, socket};
use crate::{Browser, Limits, RequestContext};

/// How long a reader waits for the changeset that `Ariadne-Min-Seq` names.
const PATIENCE: Duration = Duration::from_secs(2);

/// As many bytes a request may have of somebody who is not known: enough to sign in with.
/// All that is longer costs the server more than it costs a stranger.
const STRANGERS_BYTES: usize = 16 * 1024;

/// `/graphql`: POST executes, an upgrade opens a socket, everything else is told so.
pub(super) async fn graphql<E: Executor>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let id = RequestId::of(&parts.extensions);
    let format = Format::of(&parts.headers);
    if parts.method == Method::POST {
        return match post(&app, &parts, body, &id).await {
            Ok((answer, identity, browser)) => {
                let mut response = write(format, None, &answer);
                if let Some(change) = browser.change() {
                    identity.cookies.change(response.headers_mut(), &change);
                }
                response
            }
            Err(refusal) => refusal.answer(format, &id),
        };
    }
    if parts.method == Method::GET && parts.headers.contains_key(UPGRADE) {
        return socket::upgrade(app, id, parts).await;
    }
    let message = "GraphQL is answered to POST with Content-Type application/json, and over a WebSocket; a browser finds GraphiQL at /graphiql/.";
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let mut response = refuse(format, status, ErrorKind::Validation, message, &id);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

async fn post<E: Executor>(
    app: &App<E>,
    parts: &Parts,
    body: Body,
    id: &RequestId,
) -> Result<(async_graphql::Response, Identity, Browser), Refusal> {
    let headers = &parts.headers;
    let brings_file = upload::is_multipart(headers);
    if brings_file {
        upload::check_asked(headers)?;
    } else {
        check_content_type(headers)?;
    }
    let idempotency_key = idempotency_key(headers)?;
    let min_seq = min_seq(headers)?;
    let identity = Identity::of(app, parts).await?;
    identity.check_csrf(app, headers).await?;
    let (request, body_hash) = if brings_file {
        // A file is taken only of somebody who may do something with it.
        app.catalog.editor(identity.known()?)?;
        let Limits { body_bytes, upload_bytes, upload_time, .. } = app.config.limits;
        let limits = UploadLimits { operation: body_bytes, file: upload_bytes, time: upload_time };
        upload::read(headers, body, limits).await?
    } else {
        let body = json(app, headers, body, &identity).await?;
        (parse(&body)?, Sha256::digest(&body).into())
    };
    let min_seq = min_seq.map(|seq| MinSeq::within(seq, PATIENCE));
    if let Some(min_seq) = min_seq {
        wait_for(app, min_seq).await?;
    }
    let instead = plain::address_instead(app.config.public_url.as_deref(), parts);
    let browser = Browser::with(identity.session().cloned()).signing_in_at(instead);
    let context = RequestContext {
        caller: identity.caller.clone(),
        refusal: identity.refusal.clone(),
        origin: identity.origin.clone(),
        base_url: app.base_url(parts),
        browser: Some(browser.clone()),
        request_id: id.as_str().to_owned(),
        idempotency_key,
        body_hash,
        min_seq,
        from_ui: headers.get("ariadne-client").is_some_and(|v| v == "web"),
    };
    Ok((app.operations.run(request, context).await, identity, browser))
}

/// The body of a request without a file.
async fn json<E>(
    app: &App<E>,
    headers: &HeaderMap,
    body: Body,
    identity: &Identity,
) -> Result<Vec<u8>, Refusal> {
    let limits = &app.config.limits;
    let known = identity.known();
    let most =
        if known.is_ok() { limits.body_bytes } else { STRANGERS_BYTES.min(limits.body_bytes) };
    let body = body::read(headers, body, most, limits.time).await.map_err(|e| match e {
        Unread::TooLong if let Err(stranger) = known => stranger,
        Unread::TooLong => Refusal(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorKind::Limit,
            format!("A request has at most {} bytes; send less at once.", limits.body_bytes),
        ),
        Unread::TooSlow => Refusal(
            StatusCode::REQUEST_TIMEOUT,
            ErrorKind::Timeout,
            "The request's body did not arrive in time.".to_owned(),
        ),
        Unread::Broken => Refusal::invalid("The request's body broke off."),
    })?;
    Ok(body)
}

/// JSON alone: it is the one type that a foreign site's page cannot send unasked.
fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let unsupported = |message: &str| {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        Err(Refusal(status, ErrorKind::Validation, message.to_owned()))
    };
    let value = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut pieces = value.split(';').map(str::trim);
    let media = pieces.next().unwrap_or_default();
    if !media.eq_ignore_ascii_case("application/json") {
        return unsupported("Send the request with Content-Type application/json.");
    }
    let charset = pieces.filter_map(|p| p.split_once('=')).find_map(|(name, value)| {
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    if charset.is_some_and(|c| !c.eq_ignore_ascii_case("utf-8") && !c.eq_ignore_ascii_case("utf8"))
    {
        return unsupported("A request is in UTF-8.");
    }
    Ok(())
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|k| (1..=255).contains(&k.len()));
    key.map(|k| Some(k.to_owned()))
        .ok_or_else(|| Refusal::invalid("Idempotency-Key has 1 to 255 printable ASCII characters."))
}

fn min_seq(headers: &HeaderMap) -> Result<Option<u64>, Refusal> {
    let Some(value) = headers.get("ariadne-min-seq") else { return Ok(None) };
    let seq = value.to_str().ok().and_then(|v| v.trim().parse().ok());
    seq.map(Some).ok_or_else(|| {
        Refusal::invalid("Ariadne-Min-Seq is the number of a changeset, as payloads answer it.")
    })
}

/// Parses a request. Messages tell the place, never the text: it may hold a secret.
pub(super) fn parse(body: &[u8]) -> Result<async_graphql::Request, Refusal> {
    let first = body.iter().find(|b| !b.is_ascii_whitespace());
    if first == Some(&b'[') {
        return Err(Refusal::invalid("Requests come one at a time: send an object, not an array."));
    }
    let request: async_graphql::Request = serde_json::from_slice(body).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Refusal::invalid(if error.is_data() {
            format!("The body is no GraphQL request at {place}: it has query (a text), and may have operationName (a text), variables and extensions (objects).")
        } else {
            format!("The body is no JSON at {place}.")
        })
    })?;
    if request.query.trim().is_empty() {
        return Err(Refusal::invalid("The request has no query."));
    }
    Ok(request)
}

/// Waits until the record has reached it; lineage waits for its graph by itself.
async fn wait_for<E>(app: &App<E>, min_seq: MinSeq) -> Result<(), Refusal> {
    let unavailable =
        |message: String| Refusal(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Unavailable, message);
    match app.catalog.wait_for(min_seq).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(unavailable(format!(
            "This server has not seen changeset {} yet; try again in a moment.",
            min_seq.seq()
        ))),
        Err(error) => {
            tracing::warn!(%error, "the record could not be read");
            Err(unavailable("The catalog cannot be read at the moment; try again.".to_owned()))
        }
    }
}
