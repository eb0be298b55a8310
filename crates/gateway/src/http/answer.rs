//! The one shape of refusals, and how answers are written.

use std::collections::BTreeMap;

use ariadne_application::ErrorKind;
use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::Body;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::observe::RequestId;

const JSON: &str = "application/json";
const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

/// The media type that an answer is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `application/json`: a document that was executed is 200, errors or not.
    Json,
    /// `application/graphql-response+json`: a document that was not executed is 400.
    GraphqlResponse,
}

impl Format {
    /// What the `Accept` header prefers; JSON when it says nothing.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut json = 0.0_f32;
        let mut graphql = 0.0_f32;
        let accept = headers.get_all(ACCEPT).iter().filter_map(|v| v.to_str().ok());
        for range in accept.flat_map(|v| v.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next().unwrap_or_default();
            let quality = parts.find_map(|p| p.strip_prefix("q="));
            let quality = quality.map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            if media.eq_ignore_ascii_case(GRAPHQL_RESPONSE) {
                graphql = graphql.max(quality);
            } else if media.eq_ignore_ascii_case(JSON) {
                json = json.max(quality);
            }
        }
        if graphql > 0.0 && graphql >= json { Self::GraphqlResponse } else { Self::Json }
    }

    fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }
}

/// An error of the shape that every answer has.
pub(super) fn error(kind: ErrorKind, message: impl Into<String>, id: &str) -> ServerError {
    let mut error = ServerError::new(message, None);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", kind.code());
    extensions.set("temporary", kind.is_temporary());
    extensions.set("requestId", id);
    extensions.set("problems", Value::List(Vec::new()));
    error
}

/// An answer that is one error.
pub(super) fn failure(kind: ErrorKind, message: impl Into<String>, id: &str) -> Answer {
    Answer::from_errors(vec![error(kind, message, id)])
}

/// Gives every error a code and the request's id. Errors that the GraphQL engine
/// itself makes (an unknown field, a missing variable) bring none: they are about
/// the document.
pub(super) fn complete(answer: &mut Answer, id: &str) {
    for error in &mut answer.errors {
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_none() {
            extensions.set("code", ErrorKind::Validation.code());
            extensions.set("temporary", false);
            extensions.set("problems", Value::List(Vec::new()));
        }
        if extensions.get("requestId").is_none() {
            extensions.set("requestId", id);
        }
    }
}

/// The code of the first error, `OK` without one. Always one of the public codes,
/// so that it can be a metric's label.
pub(super) fn outcome(answer: &Answer) -> &'static str {
    let Some(error) = answer.errors.first() else { return "OK" };
    let code = error.extensions.as_ref().and_then(|e| e.get("code"));
    let Some(Value::String(code)) = code else { return ErrorKind::Internal.code() };
    if code == "RESYNC" {
        return "RESYNC";
    }
    let known = ErrorKind::CODES.iter().map(|(_, known)| *known).find(|known| known == code);
    known.unwrap_or_else(|| ErrorKind::Internal.code())
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// Writes an answer. `refused` is the status of a request that never came to be
/// executed.
pub(super) fn write(format: Format, refused: Option<StatusCode>, answer: &Answer) -> Response {
    // A document that failed before execution has no `data` at all.
    let unexecuted = answer.is_err()
        && answer.data == Value::Null
        && answer.errors.iter().all(|e| e.path.is_empty());
    let status = match (refused, format) {
        (Some(status), _) => status,
        (None, Format::GraphqlResponse) if unexecuted => StatusCode::BAD_REQUEST,
        (None, _) => StatusCode::OK,
    };
    let document = Document {
        data: (!unexecuted).then_some(&answer.data),
        errors: &answer.errors,
        extensions: &answer.extensions,
    };
    let text = serde_json::to_vec(&document).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer could not be written");
        br#"{"errors":[{"message":"An internal error; the log has more.","extensions":{"code":"INTERNAL","temporary":false,"problems":[]}}]}"#
            .to_vec()
    });
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, format.content_type());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend(answer.http_headers.clone());
    response
}

/// A refusal: a status, a code and a sentence.
pub(super) fn refuse(
    format: Format,
    status: StatusCode,
    kind: ErrorKind,
    message: impl Into<String>,
    id: &RequestId,
) -> Response {
    write(format, Some(status), &failure(kind, message, id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(accept: &'static str) -> Format {
        Format::of(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]))
    }

    #[test]
    fn accept_decides_the_format() {
        assert_eq!(Format::of(&HeaderMap::new()), Format::Json);
        assert_eq!(format("*/*"), Format::Json);
        assert_eq!(format("application/json"), Format::Json);
        assert_eq!(format("application/graphql-response+json"), Format::GraphqlResponse);
        assert_eq!(
            format("application/graphql-response+json, application/json;q=0.9"),
            Format::GraphqlResponse
        );
        assert_eq!(
            format("application/json, application/graphql-response+json;q=0.9"),
            Format::Json
        );
        assert_eq!(format("application/graphql-response+json;q=0"), Format::Json);
    }

    #[test]
    fn an_engine_error_is_about_the_document() {
        let mut answer = Answer::from_errors(vec![ServerError::new("Unknown field", None)]);
        complete(&mut answer, "r1");
        assert_eq!(outcome(&answer), "VALIDATION");
        let extensions = answer.errors[0].extensions.clone().expect("set");
        assert_eq!(extensions.get("requestId"), Some(&Value::from("r1")));
    }
}
