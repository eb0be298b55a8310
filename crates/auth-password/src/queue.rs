//! Only a few at once.

use std::sync::Arc;

use ariadne_ports::Result;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::failed;

/// Lets a few callers work at once, on threads that may block; the others wait in line.
#[derive(Debug)]
pub(crate) struct Queue(Arc<Semaphore>);

impl Queue {
    pub(crate) fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once.min(Semaphore::MAX_PERMITS))))
    }

    /// Does the work when it is its turn.
    ///
    /// A caller that gives up while he waits leaves the line. One that gives up later leaves
    /// a thread behind that works on: his place is free when it ends and not before, so that
    /// whoever hangs up early cannot start more than the others.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = Arc::clone(&self.0).acquire_owned().await.map_err(failed)?;
        let working = spawn_blocking(move || {
            let _place = place;
            work()
        });
        working.await.map_err(failed)?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use futures_util::FutureExt;
    use futures_util::future::BoxFuture;
    use tokio::sync::oneshot;

    use super::*;

    /// Work that says when it starts and ends when it is told to.
    fn gated() -> (impl FnOnce() -> Result<()> + Send, oneshot::Receiver<()>, Sender<()>) {
        let (starts, started) = oneshot::channel();
        let (end, ends): (Sender<()>, Receiver<()>) = channel();
        let work = move || {
            let _ = starts.send(());
            let _ = ends.recv();
            Ok(())
        };
        (work, started, end)
    }

    /// Polls once; true when it is done.
    fn is_done(future: &mut BoxFuture<'_, Result<()>>) -> bool {
        future.as_mut().now_or_never().is_some()
    }

    #[tokio::test]
    async fn the_third_of_two_waits() {
        let queue = Queue::new(2);
        let (first, first_started, end_first) = gated();
        let (second, second_started, end_second) = gated();
        let mut first = queue.run(first).boxed();
        let mut second = queue.run(second).boxed();
        assert!(!is_done(&mut first) && !is_done(&mut second));
        first_started.await.expect("started");
        second_started.await.expect("started");
        let (third, mut third_started, end_third) = gated();
        let mut third = queue.run(third).boxed();
        assert!(!is_done(&mut third));
        assert_eq!(queue.0.available_permits(), 0);
        assert!(third_started.try_recv().is_err(), "a third works beside two");
        end_first.send(()).expect("the first works");
        first.await.expect("done");
        assert!(!is_done(&mut third));
        third_started.await.expect("started");
        for end in [end_second, end_third] {
            end.send(()).expect("it works");
        }
        second.await.expect("done");
        third.await.expect("done");
        assert_eq!(queue.0.available_permits(), 2);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_keeps_its_place() {
        let queue = Queue::new(1);
        let (first, first_started, end_first) = gated();
        let mut given_up = queue.run(first).boxed();
        assert!(!is_done(&mut given_up));
        first_started.await.expect("started");
        drop(given_up);
        assert_eq!(queue.0.available_permits(), 0, "its thread still works");
        let mut next = queue.run(|| Ok(())).boxed();
        assert!(!is_done(&mut next));
        end_first.send(()).expect("it works");
        next.await.expect("its turn came");
    }

    #[tokio::test]
    async fn who_gives_up_in_the_line_takes_no_place() {
        let queue = Queue::new(1);
        let (first, first_started, end_first) = gated();
        let mut first = queue.run(first).boxed();
        assert!(!is_done(&mut first));
        first_started.await.expect("started");
        let mut given_up = queue.run(|| panic!("nobody wants it any more")).boxed();
        assert!(!is_done(&mut given_up));
        drop(given_up);
        end_first.send(()).expect("it works");
        first.await.expect("done");
        queue.run(|| Ok(())).await.expect("done");
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let queue = Queue::new(1);
        let error = queue.run::<()>(|| panic!("a fault of ours")).await.expect_err("failed");
        assert_eq!(error.kind(), ariadne_ports::ErrorKind::Internal);
        queue.run(|| Ok(())).await.expect("done");
    }
}
