//! One client's byte stream, with what was read ahead of need.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::wire;

/// A plain or an encrypted socket.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

pub(crate) struct Peer {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
}

impl Peer {
    pub(crate) fn new(stream: impl Stream + 'static) -> Self {
        Self { stream: Box::new(stream), buffer: Vec::new() }
    }

    /// Reads more bytes; false when the client has closed. Safe to cancel.
    async fn fill(&mut self) -> io::Result<bool> {
        Ok(self.stream.read_buf(&mut self.buffer).await? > 0)
    }

    /// The next whole frame, `None` when the client has closed.
    pub(crate) async fn frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let length = wire::frame_length(&self.buffer).map_err(io::Error::other)?;
            if let Some(length) = length.filter(|length| *length <= self.buffer.len()) {
                let rest = self.buffer.split_off(length);
                return Ok(Some(std::mem::replace(&mut self.buffer, rest)));
            }
            if !self.fill().await? {
                return Ok(None);
            }
        }
    }

    /// Waits until the client has sent something; false when it closed instead.
    pub(crate) async fn first_bytes(&mut self) -> io::Result<bool> {
        Ok(!self.buffer.is_empty() || self.fill().await?)
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Says nothing until the client closes.
    pub(crate) async fn stay_silent(&mut self) -> io::Result<()> {
        while self.fill().await? {
            self.buffer.clear();
        }
        Ok(())
    }

    /// Waits for `time`; false when the client closed meanwhile.
    pub(crate) async fn pause(&mut self, time: Duration) -> io::Result<bool> {
        let timer = tokio::time::sleep(time);
        tokio::pin!(timer);
        loop {
            tokio::select! {
                () = &mut timer => return Ok(true),
                more = self.fill() => if !more? {
                    return Ok(false);
                },
            }
        }
    }
}
