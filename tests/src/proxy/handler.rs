//! One request of the proxy: log, login, privileges, answer, fault.

use std::sync::{Arc, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State as Shared;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, future, stream};
use serde_json::Value;

use super::bodies::{self, Refused};
use super::{Engine, Fault, Login, Request, Rules, State};

/// More than any test sends in one request.
const BODY_LIMIT: usize = 256 << 20;

/// Headers that belong to one connection, and those that are made anew for each.
const OF_THE_CONNECTION: [&str; 5] =
    ["connection", "content-length", "host", "keep-alive", "transfer-encoding"];

/// An answer before a fault is applied.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

pub(super) fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without files to read can be built")
}

pub(super) async fn answer(
    Shared(state): Shared<Arc<State>>,
    request: axum::extract::Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let seen = Request {
        method: head.method.as_str().to_owned(),
        path: head
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    state.requests.write().unwrap_or_else(PoisonError::into_inner).push(seen.clone());
    let rules = state.rules.read().unwrap_or_else(PoisonError::into_inner).clone();
    let plain = match own(&rules, &seen) {
        Some(answer) => answer,
        None => upstream(&state, rules.engine, &seen, &head, body).await,
    };
    let fault = rules.faults.iter().rev().find(|(target, _)| target.matches(&seen));
    match fault {
        None => respond(plain),
        Some((_, fault)) => spoil(plain, rules.engine, fault).await,
    }
}

/// What the proxy says by itself.
fn own(rules: &Rules, request: &Request) -> Option<Answer> {
    let engine = rules.engine;
    if let Some(login) = &rules.login {
        let refused = refused(login, request.header("authorization"));
        if let Some(refused) = refused {
            return Some(from_refusal(engine, &bodies::unauthenticated(engine, refused, request)));
        }
    }
    if let Some((_, privilege)) = rules.refusals.iter().find(|(target, _)| target.matches(request))
    {
        let login = rules.login.as_ref();
        return Some(json(engine, 403, &bodies::forbidden(engine, login, privilege)));
    }
    rules
        .answers
        .iter()
        .rev()
        .find(|(target, _, _)| target.matches(request))
        .map(|(_, status, body)| json(engine, *status, body))
}

fn refused(login: &Login, shown: Option<&str>) -> Option<Refused> {
    let Some(shown) = shown else {
        return Some(Refused::Nothing);
    };
    let (scheme, text) = shown.split_once(' ').unwrap_or((shown, ""));
    let same = match login {
        Login::Basic { user, password } => {
            scheme.eq_ignore_ascii_case("basic")
                && text == bodies::base64(format!("{user}:{password}").as_bytes())
        }
        Login::ApiKey(key) => scheme.eq_ignore_ascii_case("apikey") && text == key,
        Login::Bearer(token) => scheme.eq_ignore_ascii_case("bearer") && text == token,
    };
    (!same).then(|| match scheme.to_ascii_lowercase().as_str() {
        "basic" => Refused::Password(bodies::basic_user(text)),
        "apikey" => Refused::ApiKey,
        "bearer" => Refused::Bearer,
        _ => Refused::Nothing,
    })
}

fn from_refusal(engine: Engine, refusal: &bodies::Unauthenticated) -> Answer {
    let mut answer = match &refusal.body {
        Some(body) => json(engine, 401, body),
        None => Answer {
            status: StatusCode::UNAUTHORIZED,
            headers: typed("text/plain; charset=UTF-8"),
            body: Bytes::from_static(b"Unauthorized"),
        },
    };
    for challenge in &refusal.challenges {
        answer
            .headers
            .append(axum::http::header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    answer
}

async fn upstream(
    state: &State,
    engine: Engine,
    seen: &Request,
    head: &axum::http::request::Parts,
    body: Bytes,
) -> Answer {
    let Some(upstream) = &state.upstream else {
        return json(engine, 404, &bodies::unknown_path(seen));
    };
    let mut headers = head.headers.clone();
    for name in OF_THE_CONNECTION {
        headers.remove(name);
    }
    let sent = state
        .client
        .request(head.method.clone(), format!("{upstream}{}", seen.path))
        .headers(headers)
        .body(body)
        .send()
        .await;
    let got = match sent {
        Ok(response) => {
            let status = response.status();
            let mut headers = response.headers().clone();
            for name in OF_THE_CONNECTION {
                headers.remove(name);
            }
            response.bytes().await.map(|body| Answer { status, headers, body })
        }
        Err(error) => Err(error),
    };
    got.unwrap_or_else(|error| Answer {
        status: StatusCode::BAD_GATEWAY,
        headers: typed("text/plain"),
        body: Bytes::from(format!("the node behind the proxy: {error:?}")),
    })
}

fn typed(media_type: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))])
}

fn json(engine: Engine, status: u16, body: &Value) -> Answer {
    let mut headers = typed("application/json; charset=UTF-8");
    if engine == Engine::Elasticsearch {
        headers.insert(
            HeaderName::from_static("x-elastic-product"),
            HeaderValue::from_static("Elasticsearch"),
        );
    }
    Answer {
        status: StatusCode::from_u16(status).expect("the test names a status of three digits"),
        headers,
        body: Bytes::from(body.to_string()),
    }
}

fn respond(answer: Answer) -> Response {
    (answer.status, answer.headers, answer.body).into_response()
}

async fn spoil(plain: Answer, engine: Engine, fault: &Fault) -> Response {
    match fault {
        Fault::Silence => future::pending().await,
        Fault::Stall => halved(plain, false),
        Fault::Cut => halved(plain, true),
        Fault::Html => respond(Answer {
            status: StatusCode::OK,
            headers: typed("text/html; charset=utf-8"),
            body: Bytes::from_static(
                b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>",
            ),
        }),
        Fault::CircuitBreaker => respond(json(engine, 429, &bodies::circuit_breaking())),
        Fault::Unavailable => respond(json(engine, 503, &bodies::not_recovered())),
        Fault::Redirect(url) => {
            let mut headers = HeaderMap::new();
            let url = HeaderValue::from_str(url).expect("the test names a URL in ASCII");
            headers.insert(LOCATION, url);
            respond(Answer {
                status: StatusCode::FOUND,
                headers,
                body: Bytes::new(),
            })
        }
        Fault::Answer(status, body) => respond(json(engine, *status, body)),
    }
}

/// Promises the whole body and sends half of it, then an error (which cuts the connection) or nothing for ever.
fn halved(mut plain: Answer, cut: bool) -> Response {
    plain.headers.insert(CONTENT_LENGTH, plain.body.len().max(2).into());
    let half = plain.body.slice(..plain.body.len() / 2);
    let first = stream::iter([Ok::<Bytes, std::io::Error>(half)]);
    // a pause of one turn lets the first half out before the connection is cut
    let rest = stream::once(async move {
        if !cut {
            future::pending::<()>().await;
        }
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cut by the test"))
    });
    (plain.status, plain.headers, Body::from_stream(first.chain(rest))).into_response()
}
