//! Running work with its news, as a stream.

use std::pin::Pin;
use std::task::{Context, Poll};

use ariadne_application::domain::TestStep;
use ariadne_application::{Progress, ProgressSink, StepSink};
use async_graphql::futures_util::Stream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// What a stream of running work yields.
#[derive(Debug, PartialEq)]
pub(crate) enum Live<E, T> {
    /// Something happened.
    News(E),
    /// It ended.
    Done(T),
}

/// Hears news and passes it on. There are a few of them for each piece of work, so
/// they are kept until the reader takes them.
pub(crate) struct NewsSink<E>(UnboundedSender<E>);

impl StepSink for NewsSink<TestStep> {
    fn step(&self, step: &TestStep) {
        // Nobody listens any more: the work is about to be dropped.
        let _ = self.0.send(step.clone());
    }
}

impl ProgressSink for NewsSink<Progress> {
    fn progress(&self, progress: Progress) {
        let _ = self.0.send(progress);
    }
}

/// News of work, in order, then its result. The work runs whether or not somebody
/// reads, and ends when the stream is dropped.
pub(crate) struct LiveStream<E, T> {
    news: UnboundedReceiver<E>,
    work: Option<JoinHandle<T>>,
    done: Option<Result<T, tokio::task::JoinError>>,
}

impl<E, T: Send + 'static> LiveStream<E, T> {
    /// Starts the work.
    pub(crate) fn start<F>(work: impl FnOnce(NewsSink<E>) -> F) -> Self
    where
        F: Future<Output = T> + Send + 'static,
    {
        let (sender, news) = unbounded_channel();
        let work = tokio::spawn(work(NewsSink(sender)));
        Self { news, work: Some(work), done: None }
    }
}

impl<E, T> Unpin for LiveStream<E, T> {}

impl<E, T> Stream for LiveStream<E, T> {
    type Item = Live<E, Result<T, tokio::task::JoinError>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(work) = &mut self.work
            && let Poll::Ready(done) = Pin::new(work).poll(cx)
        {
            self.work = None;
            self.done = Some(done);
        }
        // Whatever was heard before the end comes before it.
        if let Poll::Ready(Some(news)) = self.news.poll_recv(cx) {
            return Poll::Ready(Some(Live::News(news)));
        }
        match (self.done.take(), &self.work) {
            (Some(done), _) => Poll::Ready(Some(Live::Done(done))),
            (None, Some(_)) => Poll::Pending,
            (None, None) => Poll::Ready(None),
        }
    }
}

impl<E, T> Drop for LiveStream<E, T> {
    fn drop(&mut self) {
        if let Some(work) = &self.work {
            work.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::futures_util::StreamExt as _;

    fn progress(done: u64) -> Progress {
        Progress { phase: "reading".to_owned(), done: Some(done), total: None }
    }

    #[tokio::test]
    async fn news_come_in_order_and_before_the_end() {
        let stream = LiveStream::start(|sink| async move {
            sink.progress(progress(1));
            tokio::task::yield_now().await;
            sink.progress(progress(2));
            "ended"
        });
        let seen: Vec<_> = stream.collect().await;
        assert_eq!(seen.len(), 3);
        assert!(matches!(&seen[0], Live::News(p) if *p == progress(1)));
        assert!(matches!(&seen[1], Live::News(p) if *p == progress(2)));
        assert!(matches!(&seen[2], Live::Done(Ok("ended"))));
    }

    #[tokio::test]
    async fn dropping_the_stream_drops_the_work() {
        let (alive, gone) = tokio::sync::oneshot::channel::<()>();
        let stream = LiveStream::<Progress, ()>::start(|_sink| async move {
            let _alive = alive;
            std::future::pending::<()>().await;
        });
        drop(stream);
        assert!(gone.await.is_err(), "the work's own end of the channel is dropped");
    }
}
