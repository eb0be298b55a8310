//! As much of the wire protocol as a connection test needs: one command, one answer.
//!
//! The driver hides what a peer that is not `MongoDB` said, and the version of a server
//! that is too old for it; a test has to tell both.

use mongodb::bson::{Document, RawDocument};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// `OP_MSG`, the one message kind since `MongoDB` 3.6.
const OP_MSG: i32 = 2013;

/// Answers to a greeting are small; more is not believed.
const MAX_ANSWER: usize = 1_048_576;

/// Why there was no answer.
#[derive(Debug)]
pub(crate) enum WireError {
    Io(std::io::Error),
    /// The peer speaks something else; a sentence about it.
    Foreign(String),
    /// The peer answered with a TLS alert.
    TlsAlert,
    /// The message is of this protocol but cannot be read.
    Damaged,
}

impl From<std::io::Error> for WireError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Sends a command and reads the answer.
pub(crate) async fn ask<S>(
    stream: &mut S,
    id: i32,
    command: &Document,
) -> Result<Document, WireError>
where
    S: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    let body = command.to_vec().map_err(|_| WireError::Damaged)?;
    let length = i32::try_from(16 + 4 + 1 + body.len()).map_err(|_| WireError::Damaged)?;
    let mut message = Vec::with_capacity(21 + body.len());
    for number in [length, id, 0, OP_MSG, 0] {
        message.extend_from_slice(&number.to_le_bytes());
    }
    message.push(0);
    message.extend_from_slice(&body);
    stream.write_all(&message).await?;
    stream.flush().await?;

    let mut header = [0_u8; 16];
    read_header(stream, &mut header).await?;
    let number = |at: usize| {
        i32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    let length = usize::try_from(number(0)).unwrap_or(0);
    if number(12) != OP_MSG || number(8) != id || !(21..=MAX_ANSWER).contains(&length) {
        return Err(foreign(&header));
    }
    let mut rest = vec![0_u8; length - 16];
    stream.read_exact(&mut rest).await?;
    // flags, then one section of kind 0
    if rest[4] != 0 {
        return Err(WireError::Damaged);
    }
    let end =
        5 + rest.get(5..9).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let bytes = rest.get(5..end).ok_or(WireError::Damaged)?;
    let raw = RawDocument::from_bytes(bytes).map_err(|_| WireError::Damaged)?;
    Document::try_from(raw).map_err(|_| WireError::Damaged)
}

/// Reads the header; a peer that hangs up earlier may have said something telling.
async fn read_header<S: AsyncRead + Unpin + ?Sized>(
    stream: &mut S,
    header: &mut [u8; 16],
) -> Result<(), WireError> {
    let mut filled = 0;
    while filled < header.len() {
        let read = stream.read(&mut header[filled..]).await;
        match read {
            Ok(0) | Err(_) if is_alert(&header[..filled]) => return Err(WireError::TlsAlert),
            Ok(0) | Err(_) if filled > 0 => return Err(foreign(&header[..filled])),
            Ok(0) => return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()),
            Ok(count) => filled += count,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A record of TLS with an alert in it.
fn is_alert(bytes: &[u8]) -> bool {
    matches!(bytes, [0x15, 0x03, ..])
}

fn foreign(bytes: &[u8]) -> WireError {
    if is_alert(bytes) {
        return WireError::TlsAlert;
    }
    WireError::Foreign(if bytes.starts_with(b"HTTP/") {
        "It answers as an HTTP server.".to_owned()
    } else if bytes.starts_with(b"SSH-") {
        "It answers as an SSH server.".to_owned()
    } else {
        let start: Vec<String> = bytes.iter().take(8).map(|b| format!("{b:02x}")).collect();
        format!("Its answer begins with the bytes {}.", start.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    async fn answered(answer: &[u8]) -> Result<Document, WireError> {
        let (mut client, mut server) = tokio::io::duplex(65_536);
        server.write_all(answer).await.unwrap();
        server.shutdown().await.unwrap();
        ask(&mut client, 7, &doc! { "isMaster": 1 }).await
    }

    fn reply(length: i32, document: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for number in [length, 1, 7, OP_MSG, 0] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(0);
        bytes.extend_from_slice(document);
        bytes
    }

    #[tokio::test]
    async fn answers_are_read() {
        let document = doc! { "ok": 1.0 };
        let body = document.to_vec().unwrap();
        let length = i32::try_from(21 + body.len()).unwrap();
        assert_eq!(answered(&reply(length, &body)).await.unwrap(), document);
    }

    #[tokio::test]
    async fn peers_of_another_kind_are_told() {
        let foreign = |result: Result<Document, WireError>| match result {
            Err(WireError::Foreign(text)) => text,
            other => panic!("{other:?}"),
        };
        assert!(foreign(answered(b"HTTP/1.1 400 Bad Request\r\n\r\n").await).contains("HTTP"));
        assert!(foreign(answered(b"HTTP/").await).contains("HTTP"));
        assert!(foreign(answered(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n").await).contains("SSH"));
        assert!(foreign(answered(&[0xff; 40]).await).contains("ff ff ff ff"));
        assert!(matches!(answered(&[0x15, 3, 3, 0, 2, 2, 40]).await, Err(WireError::TlsAlert)));
        assert!(matches!(answered(b"").await, Err(WireError::Io(_))));
    }

    #[tokio::test]
    async fn damage_is_no_panic() {
        let huge = reply(i32::MAX, &[]);
        assert!(matches!(answered(&huge).await, Err(WireError::Foreign(_))));
        let negative = reply(-5, &[]);
        assert!(matches!(answered(&negative).await, Err(WireError::Foreign(_))));
        let no_bson = reply(25, &[0xff, 0xff, 0xff, 0xff]);
        assert!(matches!(answered(&no_bson).await, Err(WireError::Damaged)));
        let cut = reply(500, &[5, 0, 0, 0, 0]);
        assert!(matches!(answered(&cut).await, Err(WireError::Io(_))));
        let short = reply(21, &[]);
        assert!(matches!(answered(&short).await, Err(WireError::Damaged)));
    }
}
