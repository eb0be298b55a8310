//! A request that is refused before it is executed.

use ariadne_application::{Error, ErrorKind};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::answer::{Format, refuse};
use super::observe::RequestId;

/// A refusal without its format and id.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) ErrorKind, pub(super) String);

impl Refusal {
    /// The request itself is wrong.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, ErrorKind::Validation, message.into())
    }

    /// As an answer.
    pub(super) fn answer(self, format: Format, id: &RequestId) -> Response {
        let Self(status, kind, message) = self;
        let mut response = refuse(format, status, kind, message, id);
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"Ariadne\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// A failure of a use case.
impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
            ErrorKind::Forbidden => StatusCode::FORBIDDEN,
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Validation | ErrorKind::Ambiguous => StatusCode::BAD_REQUEST,
            ErrorKind::Limit => StatusCode::TOO_MANY_REQUESTS,
            ErrorKind::Unavailable | ErrorKind::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::warn!(error = ?error, "refused");
        }
        // What is wrong with an address stands in no form: the sentence tells all of it.
        let wrong = error.violations().iter();
        let wrong: Vec<_> =
            wrong.map(|wrong| format!("{}: {}", wrong.path.join("."), wrong.message)).collect();
        let message = if wrong.is_empty() { error.to_string() } else { wrong.join(" ") };
        Self(status, error.kind(), message)
    }
}
