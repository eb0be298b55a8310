//! The bytes of one connection: noticed as they come, and not sent without an end to who
//! takes none.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::Place;
use super::activity::Activity;

/// When a silent peer is first asked whether it is still there, how often after that, and
/// how often in vain: a peer that went without a word is noticed within two minutes.
const KEEP_ALIVE: (Duration, Duration, u32) = (Duration::from_mins(1), Duration::from_secs(15), 4);

/// A connection.
pub(super) struct Wire {
    stream: TcpStream,
    activity: Activity,
    stall: Duration,
    /// Runs while the peer takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Held until the connection is closed, by whoever has it then.
    _place: Place,
}

impl Wire {
    pub(super) fn new(
        stream: TcpStream,
        activity: Activity,
        stall: Duration,
        place: Place,
    ) -> Self {
        // Answers are written whole, so there is nothing to wait for.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with Nagle's algorithm");
        }
        let (first, interval, retries) = KEEP_ALIVE;
        let probes =
            TcpKeepalive::new().with_time(first).with_interval(interval).with_retries(retries);
        if let Err(error) = SockRef::from(&stream).set_tcp_keepalive(&probes) {
            tracing::debug!(%error, "a connection stays without TCP keep-alive");
        }
        Self { stream, activity, stall, stalled: None, _place: place }
    }

    /// The first byte that the peer sends, which stays to be read; none when it sends none.
    pub(super) async fn first_byte(&self) -> io::Result<Option<u8>> {
        let mut first = [0];
        let seen = self.stream.peek(&mut first).await?;
        Ok((seen > 0).then_some(first[0]))
    }

    /// Passes the result of a write on, and ends the connection when the peer takes nothing
    /// for too long.
    fn unless_stalled(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = result {
            self.stalled = None;
            if let Ok(taken) = result {
                self.activity.sent(taken);
            }
            return Poll::Ready(result);
        }
        let stall = self.stall;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(stall)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the peer takes nothing")))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.activity.heard();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_stalled(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.unless_stalled(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
