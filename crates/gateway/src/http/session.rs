//! The operations of one socket.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use ariadne_application::{ErrorKind, local_administrator};
use async_graphql::{Data, Executor, Request, Response as Answer};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Span;
use tracing::field::Empty;

use super::answer::failure;
use super::observe::{RequestId, millis};
use super::operations::Operations;
use crate::RequestContext;

/// Executes what comes over one socket: bounded in number, each with its own
/// request id and span.
#[derive(Clone)]
pub(super) struct Session<E> {
    operations: Operations<E>,
    connection: RequestId,
    started: Arc<AtomicU64>,
    slots: Arc<Semaphore>,
    most: usize,
}

impl<E: Executor> Session<E> {
    pub(super) fn new(operations: Operations<E>, connection: RequestId, most: usize) -> Self {
        let slots = Arc::new(Semaphore::new(most));
        Self { operations, connection, started: Arc::default(), slots, most }
    }

    fn context(&self) -> RequestContext {
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        RequestContext {
            actor: local_administrator(),
            request_id: format!("{}-{number}", self.connection.as_str()),
            idempotency_key: None,
            body_hash: [0; 32],
            min_seq: None,
            from_ui: false,
        }
    }
}

impl<E: Executor> Executor for Session<E> {
    async fn execute(&self, request: Request) -> Answer {
        self.operations.run(request, self.context()).await
    }

    fn execute_stream(
        &self,
        request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Answer> {
        let context = self.context();
        let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() else {
            let message = format!(
                "A connection has at most {} operations under way; end one first.",
                self.most
            );
            let answer = failure(ErrorKind::Limit, message, &context.request_id);
            return stream::once(async { answer }).boxed();
        };
        let span = tracing::info_span!(
            "operation",
            id = context.request_id,
            operation = Empty,
            outcome = Empty
        );
        let answers = span.in_scope(|| self.operations.stream(request, context, session_data));
        Operation { answers, span, started: Instant::now(), _slot: slot }.boxed()
    }
}

/// One operation under way: polled in its span, logged at its end.
struct Operation {
    answers: BoxStream<'static, Answer>,
    span: Span,
    started: Instant,
    _slot: OwnedSemaphorePermit,
}

impl Stream for Operation {
    type Item = Answer;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Answer>> {
        let this = self.get_mut();
        this.span.in_scope(|| this.answers.poll_next_unpin(context))
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        let elapsed_ms = millis(self.started);
        self.span.in_scope(|| tracing::info!(elapsed_ms, "ended"));
    }
}
