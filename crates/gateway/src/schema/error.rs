//! Failures as GraphQL errors: one table of codes, everything that is wrong at
//! once, the chain of causes in the log and never in the answer.
//!
//! Resolvers pass errors on as they are; [`finish_all`] turns them into what a client
//! sees, in one place, with the id of the request.

use std::any::TypeId;
use std::collections::HashSet;
use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, OnceLock};

use ariadne_application::domain::{Actor, Blocker, Problem, TableName, Violation};
use ariadne_application::{ConflictWith, Error, ErrorKind};
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest, NextRequest, NextSubscribe,
};
use async_graphql::futures_util::StreamExt;
use async_graphql::futures_util::stream::BoxStream;
use async_graphql::{
    ErrorExtensionValues, Request, Response, ServerError, ServerResult, Value as GraphqlValue,
};
use serde_json::{Value, json};

use super::scalars::DateTime;
use crate::RequestContext;

/// The context key under which a failure of kind `Limit` says that the client has
/// to load everything again; its value is the newest seq.
const RESYNC: &str = "resync";

/// An error that several callers get, as those of one batch do.
#[derive(Clone, Debug)]
pub(crate) struct Shared(pub(crate) Arc<Error>);

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Error> for Shared {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

/// An error of an extension, which has no resolver to pass it on.
pub(crate) fn server_error(error: Error) -> ServerError {
    let mut server = ServerError::new(error.to_string(), None);
    server.source = Some(Arc::new(error));
    server
}

/// [`finish_all`] for the events of a subscription.
pub(crate) struct Errors;

impl ExtensionFactory for Errors {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(RequestErrors::default())
    }
}

#[derive(Default)]
struct RequestErrors {
    request_id: Arc<OnceLock<String>>,
}

#[async_graphql::async_trait::async_trait]
impl Extension for RequestErrors {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let response = next.run(ctx).await;
        finish_all(response, id_of(&self.request_id))
    }

    fn subscribe<'s>(
        &self,
        ctx: &ExtensionContext<'_>,
        stream: BoxStream<'s, Response>,
        next: NextSubscribe<'_>,
    ) -> BoxStream<'s, Response> {
        let request_id = Arc::clone(&self.request_id);
        next.run(ctx, stream).map(move |response| finish_all(response, id_of(&request_id))).boxed()
    }

    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let own = request.data.get(&TypeId::of::<RequestContext>());
        let context = own.and_then(|data| data.downcast_ref::<RequestContext>());
        if let Some(context) = context.or_else(|| ctx.data_opt::<RequestContext>()) {
            // Set once: an extension belongs to one request.
            let _ = self.request_id.set(context.request_id.clone());
        }
        next.run(ctx, request).await
    }
}

fn id_of(request_id: &OnceLock<String>) -> &str {
    request_id.get().map_or("", String::as_str)
}

/// What the client sees of an answer's errors. What several fields share is logged once.
pub(crate) fn finish_all(mut response: Response, request_id: &str) -> Response {
    let mut logged = HashSet::new();
    let finished = |error| finish(error, request_id, &mut logged);
    response.errors = response.errors.into_iter().map(finished).collect();
    response
}

/// What the client sees of an error; those in `logged` are not logged again.
fn finish(
    mut error: ServerError,
    request_id: &str,
    logged: &mut HashSet<*const Error>,
) -> ServerError {
    let extensions = match error.source.take() {
        Some(source) => {
            let shared = source.downcast_ref::<Shared>().map(|shared| &shared.0);
            let is_new = shared.is_none_or(|shared| logged.insert(Arc::as_ptr(shared)));
            let known = shared.map(Arc::as_ref).or_else(|| source.downcast_ref::<Error>());
            if let Some(known) = known {
                if is_new {
                    log(known, request_id);
                }
                error.message = known.to_string();
                of_error(known, request_id)
            } else {
                tracing::error!(request_id, cause = error.message, "request failed unexpectedly");
                let unknown = Error::internal("gateway.finish", error.message.clone());
                error.message = unknown.to_string();
                of_error(&unknown, request_id)
            }
        }
        None => of_query(&mut error, request_id),
    };
    error.extensions = Some(extensions);
    error
}

/// Logs a failure with everything that the client is not told.
fn log(error: &Error, request_id: &str) {
    let operation = error.operation();
    let code = error.kind().code();
    let context = format!("{:?}", error.context());
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(next) = cause {
        causes.push(next.to_string());
        cause = next.source();
    }
    let causes = causes.join(": ");
    match error.kind() {
        ErrorKind::Internal => {
            tracing::error!(request_id, operation, code, %error, context, causes, "request failed");
        }
        ErrorKind::Unavailable | ErrorKind::Timeout => {
            tracing::warn!(request_id, operation, code, %error, context, causes, "request failed");
        }
        _ => tracing::debug!(request_id, operation, code, %error, context, causes, "refused"),
    }
}

/// The extensions of a failure of a use case.
fn of_error(error: &Error, request_id: &str) -> ErrorExtensionValues {
    let resync = error.context().iter().find(|(key, _)| *key == RESYNC).map(|(_, head)| head);
    let code = match (error.kind(), resync) {
        (ErrorKind::Limit, Some(_)) => "RESYNC",
        (kind, _) => kind.code(),
    };
    let mut members = Members::new(code, error.is_temporary(), request_id);
    if let Some(head) = resync.and_then(|head| head.parse::<u64>().ok()) {
        members.set("head", json!(head));
    }
    if !error.violations().is_empty() {
        members.set("problems", error.violations().iter().map(problem).collect());
    }
    match (error.conflict_with(), error.blockers()) {
        (None, []) => {}
        (with, blockers) => members.set("conflict", conflict(with, blockers)),
    }
    if let Some(problem) = error.problem() {
        members.set("source", source(problem));
    }
    if !error.suggestions().is_empty() {
        members.set("suggestions", error.suggestions().iter().map(suggestion).collect());
    }
    members.0
}

/// The extensions of an error in the request itself: bad syntax, unknown fields,
/// values of a wrong type. The library's messages may quote the value, and a value
/// may be a secret put in the wrong place: that part is cut off.
fn of_query(error: &mut ServerError, request_id: &str) -> ErrorExtensionValues {
    for quoted in [", found ", " does not contain the value "] {
        if let Some(at) = error.message.find(quoted) {
            error.message.truncate(at);
            error.message.push_str(if quoted.starts_with(',') {
                "."
            } else {
                " does not contain this value."
            });
        }
    }
    let mut members = Members::new(ErrorKind::Validation.code(), false, request_id);
    let path = argument_path(&error.message);
    let problem = json!({ "path": path, "code": "INVALID", "message": error.message, "row": null });
    members.set("problems", json!([problem]));
    members.0
}

/// The place of `Invalid value for argument "input.name", …`, else nothing.
fn argument_path(message: &str) -> Vec<&str> {
    let place = message.strip_prefix("Invalid value for argument \"");
    let place = place.and_then(|rest| rest.split_once('"')).map(|(place, _)| place);
    place.map(|place| place.split('.').collect()).unwrap_or_default()
}

/// What a client finds under `extensions`.
struct Members(ErrorExtensionValues);

impl Members {
    fn new(code: &str, temporary: bool, request_id: &str) -> Self {
        let mut members = Self(ErrorExtensionValues::default());
        members.set("code", json!(code));
        members.set("temporary", json!(temporary));
        members.set("requestId", json!(request_id));
        members
    }

    fn set(&mut self, name: &str, value: Value) {
        self.0.set(name, GraphqlValue::from_json(value).unwrap_or_default());
    }
}

fn problem(violation: &Violation) -> Value {
    json!({
        "path": violation.path,
        "code": violation.code,
        "message": violation.message,
        "row": violation.row,
    })
}

fn actor(actor: &Actor) -> Value {
    json!({ "id": actor.id.to_string(), "name": actor.name, "kind": actor.kind.as_str() })
}

fn conflict(with: Option<&ConflictWith>, blockers: &[Blocker]) -> Value {
    let mut conflict = match with {
        Some(with) => json!({
            "entity": with.entity.kind.as_str(),
            "id": with.entity.id.to_string(),
            "name": with.name,
            "version": with.version,
            "seq": with.seq,
            "actor": with.actor.as_ref().map(actor),
            "at": with.at.map(|at| DateTime(at).to_string()),
        }),
        None => json!({}),
    };
    conflict["blockers"] = blockers.iter().map(blocker).collect();
    conflict
}

fn blocker(blocker: &Blocker) -> Value {
    let changeset = blocker.changeset.as_ref();
    json!({
        "reason": blocker.reason.as_str(),
        "entity": blocker.entity.kind.as_str(),
        "id": blocker.entity.id.to_string(),
        "name": blocker.name,
        "field": blocker.field,
        "changesetId": changeset.map(|c| c.id.to_string()),
        "seq": changeset.map(|c| c.seq),
        "actor": changeset.map(|c| actor(&c.actor)),
        "at": changeset.map(|c| DateTime(c.at).to_string()),
    })
}

fn source(problem: &Problem) -> Value {
    json!({
        "code": problem.code,
        "title": problem.title,
        "cause": problem.cause,
        "remedy": problem.remedy,
        "engineCode": problem.engine_code,
        "engineMessage": problem.engine_message,
    })
}

fn suggestion(name: &TableName) -> Value {
    let kind = name.kind.map(ariadne_application::domain::TableKind::as_str);
    json!({ "schema": name.schema, "name": name.name, "kind": kind })
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
