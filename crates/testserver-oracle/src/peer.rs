//! One client's byte stream, taken apart into packets and messages.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::wire::packet::{BREAK, Framing, INTERRUPT, Kind, Packet, RESET};
use crate::wire::reader::{Read, ReadError};

/// The flag of an empty data packet with which a client leaves.
const END_OF_FILE: u8 = 0x40;

/// A plain or an encrypted socket.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// What arrives from a client.
#[derive(Debug)]
pub(crate) enum Incoming<T> {
    Message(T),
    /// With what it says.
    Marker(u8),
    /// The client has left.
    End,
}

/// How a wait ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    Over,
    Cancelled,
    Left,
}

pub(crate) struct Peer {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
    pub(crate) framing: Framing,
}

impl Peer {
    pub(crate) fn new(stream: impl Stream + 'static) -> Self {
        let framing = Framing { large: false, sdu: 512 };
        Self { stream: Box::new(stream), buffer: Vec::new(), framing }
    }

    /// Reads more bytes; false when the client has closed. Safe to cancel.
    async fn fill(&mut self) -> io::Result<bool> {
        Ok(self.stream.read_buf(&mut self.buffer).await? > 0)
    }

    /// The next whole packet, `None` when the client has closed. Safe to cancel.
    pub(crate) async fn packet(&mut self) -> io::Result<Option<Packet>> {
        loop {
            if let Some(packet) = self.framing.take(&mut self.buffer)? {
                return Ok(Some(packet));
            }
            if !self.fill().await? {
                return Ok(None);
            }
        }
    }

    /// The next message, of however many packets; `parse` is asked after each of them.
    pub(crate) async fn message<T>(
        &mut self,
        parse: impl Fn(&[u8]) -> Read<T>,
    ) -> io::Result<Incoming<T>> {
        let mut bytes = Vec::new();
        loop {
            let Some(packet) = self.packet().await? else {
                return Ok(Incoming::End);
            };
            if let Some(marker) = packet.marker() {
                return Ok(Incoming::Marker(marker));
            }
            if !packet.is(Kind::Data) {
                let message = format!("a packet of kind {} in a session", packet.kind);
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            if packet.payload().is_empty() && packet.body.get(1) == Some(&END_OF_FILE) {
                return Ok(Incoming::End);
            }
            bytes.extend_from_slice(packet.payload());
            match parse(&bytes) {
                Ok(message) => return Ok(Incoming::Message(message)),
                Err(ReadError::Short) => {}
                Err(ReadError::Wrong(message)) => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                }
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

    pub(crate) async fn send_packet(&mut self, kind: Kind, body: &[u8]) -> io::Result<()> {
        let bytes = self.framing.packet(kind, body);
        self.send(&bytes).await
    }

    /// Announces an error: a BREAK, which the client acknowledges with a RESET, and a RESET.
    /// What the client had sent before its RESET is void. False when it left instead.
    pub(crate) async fn shake_hands(&mut self) -> io::Result<bool> {
        self.send(&self.framing.marker(BREAK)).await?;
        loop {
            match self.packet().await? {
                None => return Ok(false),
                Some(packet) if packet.marker() == Some(RESET) => break,
                Some(_) => {}
            }
        }
        self.send(&self.framing.marker(RESET)).await?;
        Ok(true)
    }

    /// Closes in a way that what was sent arrives: a socket that is dropped with bytes unread
    /// takes back what the client has not read yet.
    pub(crate) async fn hang_up(&mut self) -> io::Result<()> {
        self.stream.shutdown().await?;
        self.stay_silent().await
    }

    /// Says nothing until the client closes.
    pub(crate) async fn stay_silent(&mut self) -> io::Result<()> {
        while self.fill().await? {
            self.buffer.clear();
        }
        Ok(())
    }

    /// Waits for `time`, or until the client cancels or leaves.
    pub(crate) async fn pause(&mut self, time: Duration) -> io::Result<Pause> {
        let timer = tokio::time::sleep(time);
        tokio::pin!(timer);
        loop {
            tokio::select! {
                () = &mut timer => return Ok(Pause::Over),
                packet = self.packet() => match packet? {
                    None => return Ok(Pause::Left),
                    Some(packet) if matches!(packet.marker(), Some(BREAK | INTERRUPT)) => {
                        return Ok(Pause::Cancelled);
                    }
                    Some(_) => {}
                },
            }
        }
    }
}
