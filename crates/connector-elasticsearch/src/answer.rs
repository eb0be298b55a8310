//! What an answer of the cluster says, before anyone looks at its content.

use ariadne_ports::ErrorKind;
use serde_json::Value;

use crate::client::About;
use crate::config::{Auth, Config};
use crate::error::{Code, Failure};
use crate::grant::{self, Engine};

/// A JSON answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// 2xx, or one without a row in the table of errors: 400, 403, 404, 405, …
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// Whose security speaks, as far as the answer shows it.
    pub(crate) engine: Engine,
    request: String,
    /// The engine's own code and message, the secret removed.
    words: (Option<String>, Option<String>),
}

/// An answer as it arrived.
pub(crate) struct Raw<'a> {
    pub(crate) status: u16,
    pub(crate) media_type: String,
    /// The product header of Elasticsearch 7.14 and newer.
    pub(crate) elastic: bool,
    pub(crate) body: &'a [u8],
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The engine's type of error, such as `index_not_found_exception`.
    pub(crate) fn error_type(&self) -> Option<&str> {
        self.body["error"]["type"].as_str()
    }

    /// The engine's reason, or its message when the error is a text.
    pub(crate) fn reason(&self) -> Option<&str> {
        reason(&self.body)
    }

    /// The engine's code and message for a problem.
    pub(crate) fn engine_words(&self) -> (Option<String>, Option<String>) {
        self.words.clone()
    }

    /// The failure of an answer that nobody expected: 403 names the privilege.
    pub(crate) fn failure(&self) -> Failure {
        if self.status == 403 {
            return grant::denied(self);
        }
        let status = self.status.to_string();
        let fill = [("request", self.request.as_str()), ("status", status.as_str())];
        let mut failure = Failure::new(Code::EngineError, &fill).with_engine(self.engine_words());
        if self.status >= 500 {
            // a fault of the engine's may be gone the next time, a request that it does not take may not
            failure.kind = ErrorKind::SourceBusy;
        }
        failure
    }
}

fn reason(body: &Value) -> Option<&str> {
    body["error"]["reason"].as_str().or(body["error"].as_str()).or(body["Message"].as_str())
}

fn words(status: u16, body: &Value, config: &Config) -> (Option<String>, Option<String>) {
    let code = body["error"]["type"].as_str().map_or_else(|| status.to_string(), str::to_owned);
    let message = reason(body).map(|text| config.redact(&clip(text)));
    (Some(code), message)
}

/// Engines put whole class paths and documents into their reasons.
fn clip(text: &str) -> String {
    const LONGEST: usize = 1_000;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(LONGEST).collect();
    clipped.push('…');
    clipped
}

/// Sorts an answer: JSON that somebody has to look at, or a row of the table of errors.
pub(crate) fn judge(
    raw: &Raw<'_>,
    path: &str,
    about: &About<'_>,
    config: &Config,
) -> Result<Answer, Failure> {
    let parsed = serde_json::from_slice::<Value>(raw.body).ok();
    let json = raw.media_type.to_ascii_lowercase().contains("json");
    let body = parsed.as_ref().unwrap_or(&Value::Null);
    let engine_words = words(raw.status, body, config);
    let fail = |code| about.failure(code).with_engine(engine_words.clone());
    match raw.status {
        401 => return Err(fail(unauthenticated(config.auth, body))),
        403 if reason(body).is_some_and(|r| r.contains("license")) => {
            return Err(fail(Code::LicenseExpired));
        }
        403 if !is_engine_error(body) => return Err(fail(Code::GatewayForbids)),
        429 if body["error"]["type"] == "circuit_breaking_exception" => {
            return Err(fail(Code::CircuitBreaker));
        }
        429 => return Err(fail(Code::TooManyRequests)),
        502..=504 if !is_engine_error(body) => {
            let status = raw.status.to_string();
            return Err(about.failure_with(Code::GatewayError, &[("status", &status)]));
        }
        503 => return Err(fail(Code::ClusterStarting)),
        _ => {}
    }
    match parsed {
        Some(body) if json && body.is_object() => {
            let engine = grant::engine(raw.elastic, reason(&body));
            let request = format!("GET {path}");
            Ok(Answer { status: raw.status, body, engine, request, words: engine_words })
        }
        None if json => Err(about.failure(Code::AnswerNotJson)),
        _ => {
            let detail = foreign(raw);
            Err(about.failure_with(Code::NotElasticsearch, &[("detail", &detail)]))
        }
    }
}

/// Whether it is an error in the form of the engines.
fn is_engine_error(body: &Value) -> bool {
    body.get("error").is_some() && body.get("status").is_some()
}

fn unauthenticated(auth: Auth, body: &Value) -> Code {
    if auth == Auth::None {
        return Code::LoginRequired;
    }
    let reason = reason(body).unwrap_or_default();
    if reason.contains("expired") {
        return Code::LoginExpired;
    }
    match auth {
        Auth::Basic => Code::PasswordRefused,
        Auth::ApiKey => Code::ApiKeyRefused,
        Auth::None | Auth::Bearer => Code::TokenRefused,
    }
}

/// What an answer is that is not the engine's: a page with its title, or a media type.
fn foreign(raw: &Raw<'_>) -> String {
    let start = String::from_utf8_lossy(&raw.body[..raw.body.len().min(4_096)]).into_owned();
    let html = raw.media_type.contains("html") || start.trim_start().starts_with('<');
    let status = raw.status;
    if html {
        let title = start.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        let title: Option<String> = title.map(|t| t.trim().chars().take(80).collect());
        return match title.filter(|t| !t.is_empty()) {
            Some(title) => format!("a web page called “{title}” with status {status}"),
            None => format!("a web page with status {status}"),
        };
    }
    match raw.media_type.as_str() {
        "" => format!("of no media type, with status {status}"),
        media_type => format!("of type {media_type}, with status {status}"),
    }
}
