//! The operations of one socket.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use ariadne_application::ErrorKind;
use async_graphql::{Data, Executor, Request, Response as Answer};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Span;
use tracing::field::Empty;

use super::answer::failure;
use super::door::Door;
use super::observe::{RequestId, millis};
use super::operations::Operations;
use crate::RequestContext;

/// Executes what comes over one socket: bounded in number, each with its own
/// request id and span.
#[derive(Clone)]
pub(super) struct Session<E> {
    operations: Operations<E>,
    door: Arc<Door>,
    connection: RequestId,
    started: Arc<AtomicU64>,
    slots: Arc<Semaphore>,
    most: usize,
}

impl<E: Executor> Session<E> {
    pub(super) fn new(
        operations: Operations<E>,
        door: Arc<Door>,
        connection: RequestId,
        most: usize,
    ) -> Self {
        let slots = Arc::new(Semaphore::new(most));
        Self { operations, door, connection, started: Arc::default(), slots, most }
    }

    fn request_id(&self) -> String {
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{}-{number}", self.connection.as_str())
    }

    /// Asks anew who speaks: he may have signed out since the last operation.
    async fn context(&self, request_id: String) -> RequestContext {
        let (caller, refusal) = match self.door.caller().await {
            Ok(caller) => (Some(caller), None),
            Err(error) => (None, Some(error.to_string())),
        };
        RequestContext {
            caller,
            refusal,
            origin: self.door.origin().clone(),
            base_url: self.door.base_url().to_owned(),
            browser: None,
            request_id,
            idempotency_key: None,
            body_hash: [0; 32],
            min_seq: None,
            from_ui: false,
        }
    }
}

impl<E: Executor> Executor for Session<E> {
    async fn execute(&self, request: Request) -> Answer {
        let context = self.context(self.request_id()).await;
        self.operations.run(request, context).await
    }

    fn execute_stream(
        &self,
        request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Answer> {
        let request_id = self.request_id();
        let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() else {
            let message = format!(
                "A connection has at most {} operations under way; end one first.",
                self.most
            );
            let answer = failure(ErrorKind::Limit, message, &request_id);
            return stream::once(async { answer }).boxed();
        };
        let span =
            tracing::info_span!("operation", id = request_id, operation = Empty, outcome = Empty);
        let this = self.clone();
        let answers = stream::once(async move {
            let context = this.context(request_id).await;
            this.operations.stream(request, context, session_data)
        });
        let answers = answers.flatten().boxed();
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
