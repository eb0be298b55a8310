//! What a connection is doing, so that it is ended when it does nothing for too long.

use hyper::Version;
use tokio::sync::watch;
use tokio::time::Instant;

/// So few bytes may be what HTTP/2 sends by itself, such as pings.
const CHATTER: usize = 256;

/// What a connection is doing, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The client is to send the headers of a request.
    Head(Instant),
    /// Requests are being answered; since the last of them came or ended, or the client
    /// took something.
    Busy(Instant),
    /// Nothing, until the next request.
    Idle(Instant),
}

#[derive(Debug)]
struct State {
    requests: usize,
    phase: Phase,
    /// HTTP/2, where bytes come without a request too.
    multiplexed: bool,
}

/// Shared by everything that serves one connection.
#[derive(Clone, Debug)]
pub(super) struct Activity(watch::Sender<State>);

/// A request under way; dropped when its answer is written or given up.
#[derive(Debug)]
pub(super) struct UnderWay(Activity);

/// Hears of every change.
pub(super) struct Phases(watch::Receiver<State>);

impl Activity {
    /// A new connection: its client wants something.
    pub(super) fn new() -> Self {
        let phase = Phase::Head(Instant::now());
        Self(watch::Sender::new(State { requests: 0, phase, multiplexed: false }))
    }

    /// Bytes arrived.
    pub(super) fn heard(&self) {
        self.0.send_if_modified(|state| {
            let begins = matches!(state.phase, Phase::Idle(_)) && !state.multiplexed;
            if begins {
                state.phase = Phase::Head(Instant::now());
            }
            begins
        });
    }

    /// Bytes were taken by the client: an answer is on its way, perhaps the last part of one
    /// that is no longer under way here. Nobody is told; whoever waits for the time to run
    /// out looks again.
    pub(super) fn sent(&self, bytes: usize) {
        if bytes > CHATTER {
            self.0.send_if_modified(|state| {
                if let Phase::Idle(since) | Phase::Busy(since) = &mut state.phase {
                    *since = Instant::now();
                }
                false
            });
        }
    }

    /// The headers of a request arrived.
    pub(super) fn request(&self, version: Version) -> UnderWay {
        self.0.send_if_modified(|state| {
            state.requests += 1;
            state.multiplexed = version == Version::HTTP_2;
            state.phase = Phase::Busy(Instant::now());
            state.requests == 1
        });
        UnderWay(self.clone())
    }

    pub(super) fn phases(&self) -> Phases {
        Phases(self.0.subscribe())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.send_if_modified(|state| {
            state.requests -= 1;
            let (last, now) = (state.requests == 0, Instant::now());
            state.phase = if last { Phase::Idle(now) } else { Phase::Busy(now) };
            last
        });
    }
}

impl Phases {
    pub(super) fn now(&mut self) -> Phase {
        self.0.borrow_and_update().phase
    }

    /// Waits until it is another one than [`Self::now`] answered.
    pub(super) async fn changed(&mut self) {
        if self.0.changed().await.is_err() {
            // Nothing can change any more.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_connection_goes_from_request_to_request() {
        let activity = Activity::new();
        let mut phases = activity.phases();
        let born = Instant::now();
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        activity.heard();
        assert_eq!(phases.now(), Phase::Head(born), "bytes win no time");
        let first = activity.request(Version::HTTP_11);
        let begun = Phase::Busy(Instant::now());
        assert_eq!(phases.now(), begun);
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        activity.heard();
        assert_eq!(phases.now(), begun, "a body");
        activity.sent(16_384);
        assert_eq!(phases.now(), Phase::Busy(Instant::now()), "an answer");
        drop(first);
        assert_eq!(phases.now(), Phase::Idle(Instant::now()));
        activity.heard();
        assert_eq!(phases.now(), Phase::Head(Instant::now()));
    }

    #[tokio::test(start_paused = true)]
    async fn frames_of_http2_are_no_requests() {
        let activity = Activity::new();
        let mut phases = activity.phases();
        let (first, second) =
            (activity.request(Version::HTTP_2), activity.request(Version::HTTP_2));
        drop(first);
        assert_eq!(phases.now(), Phase::Busy(Instant::now()), "one is left");
        drop(second);
        let idle = Instant::now();
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        activity.heard();
        activity.sent(17);
        assert_eq!(phases.now(), Phase::Idle(idle));
        activity.sent(16_384);
        assert_eq!(phases.now(), Phase::Idle(Instant::now()), "the last answer is on its way");
    }
}
