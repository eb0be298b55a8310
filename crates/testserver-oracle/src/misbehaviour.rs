//! How faults look on the wire.

use std::io;

use crate::fault::Effect;
use crate::peer::{Pause, Peer};

/// A length of no packet, a kind of no packet.
const GARBAGE: &[u8] = &[0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed, 0xfa, 0xce, 0x00, 0xff, 0x7f, 0x80];

/// What a common web server says to bytes that are not HTTP.
const BAD_REQUEST: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Connection: close\r\nContent-Length: 15\r\n\r\n400 Bad Request";

/// Whether the server goes on with an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Answer,
    /// The client has cancelled while it waited.
    Cancelled,
    Stop,
}

/// The part of a fault that comes before any answer to bytes that have been read.
pub(crate) async fn before_answer(peer: &mut Peer, effect: Option<&Effect>) -> io::Result<Verdict> {
    Ok(match effect {
        Some(Effect::Silence) => {
            peer.stay_silent().await?;
            Verdict::Stop
        }
        Some(Effect::Http) => {
            peer.send(BAD_REQUEST).await?;
            peer.hang_up().await?;
            Verdict::Stop
        }
        Some(Effect::Garbage) => {
            peer.send(GARBAGE).await?;
            peer.hang_up().await?;
            Verdict::Stop
        }
        Some(Effect::Close) => Verdict::Stop,
        Some(Effect::Slow(time)) => match peer.pause(*time).await? {
            Pause::Over => Verdict::Answer,
            Pause::Cancelled => Verdict::Cancelled,
            Pause::Left => Verdict::Stop,
        },
        Some(Effect::SilenceMidAnswer | Effect::CloseMidAnswer | Effect::Error { .. }) | None => {
            Verdict::Answer
        }
    })
}

/// A fault that strikes before the client has said anything; true when there is none.
pub(crate) async fn on_connection(peer: &mut Peer, effect: Option<&Effect>) -> io::Result<bool> {
    let answers = matches!(effect, Some(Effect::Http | Effect::Garbage));
    if answers && !peer.first_bytes().await? {
        return Ok(false);
    }
    Ok(before_answer(peer, effect).await? == Verdict::Answer)
}

/// Sends an answer, or the first half of it; false when the connection is to end.
pub(crate) async fn deliver(
    peer: &mut Peer,
    bytes: &[u8],
    effect: Option<&Effect>,
) -> io::Result<bool> {
    let half = &bytes[..bytes.len() / 2];
    match effect {
        Some(Effect::SilenceMidAnswer) => {
            peer.send(half).await?;
            peer.stay_silent().await?;
            Ok(false)
        }
        Some(Effect::CloseMidAnswer) => {
            peer.send(half).await?;
            peer.hang_up().await?;
            Ok(false)
        }
        _ => {
            peer.send(bytes).await?;
            Ok(true)
        }
    }
}
