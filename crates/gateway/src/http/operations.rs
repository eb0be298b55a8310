//! One operation, however it came in.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_application::ErrorKind;
use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection,
};
use async_graphql::{Data, Executor, Request, Response as Answer};
use futures_util::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt};
use tracing::Span;

use super::answer::{complete, failure, outcome};
use super::observe::{PANIC_MESSAGE, panic_text};
use crate::schema::{LIVE, check_text};
use crate::{Limits, RequestContext};

/// The schema ends an operation itself when its time is over; what it cannot end is
/// cut off this much later.
const GRACE: Duration = Duration::from_secs(1);

/// Executes operations within a time, counted and told to the current span.
#[derive(Clone)]
pub(super) struct Operations<E> {
    executor: E,
    limits: Limits,
}

/// What a document asks for.
struct Asked {
    kind: &'static str,
    name: Option<String>,
    /// Whether it calls a source, which may take longer than anything else.
    live: bool,
}

impl Asked {
    const INVALID: Self = Self { kind: "invalid", name: None, live: false };
}

/// Finds the operation that will be executed; parses the document once, for the
/// executor too. A document that does not parse, or must not be parsed, is the
/// executor's to refuse.
fn asked(request: &mut Request, limits: &Limits) -> Asked {
    if check_text(&request.query, limits).is_err() {
        return Asked::INVALID;
    }
    let wanted = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return Asked::INVALID };
    let found = document.operations.iter().find(|(name, _)| match &wanted {
        Some(wanted) => name.is_some_and(|n| n.as_str() == wanted),
        None => true,
    });
    let Some((name, operation)) = found else { return Asked::INVALID };
    let kind = match operation.node.ty {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    };
    // A name is of letters, digits and underscores, but of any length.
    let name = name.map(|n| n.as_str().chars().take(100).collect());
    Asked { kind, name, live: is_live(document, &operation.node) }
}

/// Whether one of the operation's own fields calls a source. The document is not
/// checked yet, so a fragment may contain itself.
fn is_live(document: &ExecutableDocument, operation: &OperationDefinition) -> bool {
    let mut sets = vec![&operation.selection_set.node];
    let mut fragments = HashSet::new();
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) if LIVE.contains(&field.node.name.node.as_str()) => {
                    return true;
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(inline) => sets.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = document.fragments.get(name).filter(|_| fragments.insert(name));
                    sets.extend(fragment.map(|found| &found.node.selection_set.node));
                }
            }
        }
    }
    false
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
    pub(super) fn new(executor: E, limits: Limits) -> Self {
        Self { executor, limits }
    }

    /// When an operation is cut off.
    fn time(&self, asked: &Asked) -> Duration {
        let time = if asked.live { self.limits.live_time } else { self.limits.time };
        time + GRACE
    }

    /// Executes a query or a mutation.
    pub(super) async fn run(&self, mut request: Request, context: RequestContext) -> Answer {
        let asked = asked(&mut request, &self.limits);
        if let Some(name) = &asked.name {
            Span::current().record("operation", name.as_str());
        }
        let id = context.request_id.clone();
        let started = Instant::now();
        let executing = AssertUnwindSafe(self.executor.execute(request.data(context)));
        let ending = tokio::time::timeout(self.time(&asked), executing.catch_unwind());
        let mut answer = match ending.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => {
                tracing::error!(panic = panic_text(panic.as_ref()), "a panic");
                failure(ErrorKind::Internal, PANIC_MESSAGE, &id)
            }
            Err(_) => {
                let message = if asked.kind == "mutation" {
                    "The operation took too long and was ended; a write may have been committed."
                } else {
                    "The operation took too long and was ended."
                };
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
        let asked = asked(&mut request, &self.limits);
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
