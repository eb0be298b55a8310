//! One operation, however it came in.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_application::ErrorKind;
use async_graphql::parser::types::OperationType;
use async_graphql::{Data, Executor, Request, Response as Answer};
use futures_util::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt};
use tracing::Span;

use super::answer::{complete, failure, outcome};
use super::observe::{PANIC_MESSAGE, panic_text};
use crate::RequestContext;

/// The schema ends an operation itself when its time is over; what it cannot end is
/// cut off this much later.
const GRACE: Duration = Duration::from_secs(1);

/// Executes operations within a time, counted and told to the current span.
#[derive(Clone)]
pub(super) struct Operations<E> {
    executor: E,
    time: Duration,
}

/// What a document asks for.
struct Asked {
    kind: &'static str,
    name: Option<String>,
}

/// Finds the operation that will be executed; parses the document once, for the
/// executor too. A document that does not parse is the executor's to refuse.
fn asked(request: &mut Request) -> Asked {
    let wanted = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else {
        return Asked { kind: "invalid", name: None };
    };
    let found = document.operations.iter().find(|(name, _)| match &wanted {
        Some(wanted) => name.is_some_and(|n| n.as_str() == wanted),
        None => true,
    });
    let Some((name, operation)) = found else { return Asked { kind: "invalid", name: None } };
    let kind = match operation.node.ty {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    };
    // A name is of letters, digits and underscores, but of any length.
    Asked { kind, name: name.map(|n| n.as_str().chars().take(100).collect()) }
}

/// Counts a subscription that is under way.
struct Running;

impl Running {
    fn start() -> Self {
        metrics::gauge!("ariadne_subscriptions").increment(1);
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        metrics::gauge!("ariadne_subscriptions").decrement(1);
    }
}

fn count(kind: &'static str, outcome: &'static str, started: Option<Instant>) {
    metrics::counter!(
        "ariadne_graphql_operations_total",
        "type" => kind,
        "outcome" => outcome
    )
    .increment(1);
    if let Some(started) = started {
        metrics::histogram!("ariadne_graphql_operation_seconds", "type" => kind)
            .record(started.elapsed());
    }
}

impl<E: Executor> Operations<E> {
    pub(super) fn new(executor: E, time: Duration) -> Self {
        Self { executor, time: time + GRACE }
    }

    /// Executes a query or a mutation.
    pub(super) async fn run(&self, mut request: Request, context: RequestContext) -> Answer {
        let asked = asked(&mut request);
        if let Some(name) = &asked.name {
            Span::current().record("operation", name.as_str());
        }
        let id = context.request_id.clone();
        let started = Instant::now();
        let executing = AssertUnwindSafe(self.executor.execute(request.data(context)));
        let mut answer = match tokio::time::timeout(self.time, executing.catch_unwind()).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => {
                tracing::error!(panic = panic_text(panic.as_ref()), "a panic");
                failure(ErrorKind::Internal, PANIC_MESSAGE, &id)
            }
            Err(_) => {
                let message =
                    "The operation took too long and was ended; a write may have been committed.";
                failure(ErrorKind::Timeout, message, &id)
            }
        };
        complete(&mut answer, &id);
        let outcome = outcome(&answer);
        Span::current().record("outcome", outcome);
        count(asked.kind, outcome, Some(started));
        answer
    }

    /// Executes any operation: a subscription answers until it ends or is dropped,
    /// the others once.
    pub(super) fn stream(
        &self,
        mut request: Request,
        context: RequestContext,
        data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Answer> {
        let asked = asked(&mut request);
        if asked.kind != "subscription" {
            let this = self.clone();
            return stream::once(async move { this.run(request, context).await }).boxed();
        }
        if let Some(name) = &asked.name {
            Span::current().record("operation", name.as_str());
        }
        let id = context.request_id.clone();
        let executor = self.executor.clone();
        let running = Running::start();
        let answers =
            stream::once(async move { executor.execute_stream(request.data(context), data) })
                .flatten();
        let mut counted = false;
        AssertUnwindSafe(answers)
            .catch_unwind()
            .map(move |answer| {
                let _running = &running;
                let mut answer = answer.unwrap_or_else(|panic| {
                    tracing::error!(panic = panic_text(panic.as_ref()), "a panic");
                    failure(ErrorKind::Internal, PANIC_MESSAGE, &id)
                });
                complete(&mut answer, &id);
                let outcome = outcome(&answer);
                // A subscription counts once, and once more if it then fails.
                if !counted || outcome != "OK" {
                    count("subscription", outcome, None);
                    counted = true;
                }
                answer
            })
            .boxed()
    }
}
