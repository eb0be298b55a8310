//! Clients that hold a connection and do not do their part.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::wire::{connect, head};
use crate::load::{open, say};
use crate::tally::{Book, Fault};

/// Clients of each kind in a round.
const CLIENTS: usize = 25;
/// How long the slow ones of a round go on.
const ROUND: Duration = Duration::from_secs(8);
/// A slow client says so much at a time, after so long.
const DRIP: Duration = Duration::from_millis(150);
/// Answers that are asked for at once and never read: more than sockets hold.
const UNREAD: usize = 60;

/// What a client does not do.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// It says its head byte by byte.
    SlowHead,
    /// It says its body byte by byte.
    SlowBody,
    /// Its body stops.
    HalfBody,
    /// It reads no answer.
    NeverReads,
    /// It resets the connection in the middle.
    Resets,
    /// It subscribes, and reads nothing.
    DeafSocket,
    /// It upgrades, and says nothing.
    DumbSocket,
}

const KINDS: [Kind; 7] = [
    Kind::SlowHead,
    Kind::SlowBody,
    Kind::HalfBody,
    Kind::NeverReads,
    Kind::Resets,
    Kind::DeafSocket,
    Kind::DumbSocket,
];

/// So many connections that say nothing.
pub(super) async fn idle(
    address: &str,
    number: usize,
    book: &Book,
) -> Result<Vec<TcpStream>, String> {
    let mut idle = Vec::new();
    for _ in 0..number {
        book.tried();
        idle.push(connect(address).await.map_err(|error| format!("an idle connection: {error}"))?);
    }
    Ok(idle)
}

/// Some clients of each kind at the same time.
pub(super) async fn round(address: &str, seed: u64, book: &Book) -> Result<(), String> {
    let mut clients = Vec::new();
    for number in 0..CLIENTS * KINDS.len() {
        let kind = KINDS[number % KINDS.len()];
        let random = StdRng::seed_from_u64(seed.wrapping_add(number as u64));
        book.tried();
        let (address, book) = (address.to_owned(), book.clone());
        clients.push(tokio::spawn(async move {
            // a connection that the server ends is an answer too; one that cannot be made is not
            if let Err(error) = misbehave(&address, kind, random).await {
                book.fault(Fault::Hung, format!("{kind:?}: {error}"));
            }
        }));
    }
    for client in clients {
        client.await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

async fn misbehave(address: &str, kind: Kind, mut random: StdRng) -> Result<(), String> {
    let body = r#"{"query":"{ tables(first: 100) { nodes { name } } }"}"#;
    let whole = format!("{}\r\n{body}", head(address, &format!("Content-Length: {}", body.len())));
    match kind {
        Kind::SlowHead => drip(&mut connect(address).await?, &whole, 0).await,
        Kind::SlowBody => {
            drip(&mut connect(address).await?, &whole, whole.len() - body.len()).await;
        }
        Kind::HalfBody => {
            let mut stream = connect(address).await?;
            let half = random.random_range(1..whole.len());
            // nobody may be listening any more
            let _ = stream.write_all(&whole.as_bytes()[..half]).await;
            tokio::time::sleep(ROUND).await;
        }
        Kind::NeverReads => {
            let mut stream = connect(address).await?;
            let page = format!("GET /schema.graphql HTTP/1.1\r\nHost: {address}\r\n\r\n");
            let asking = async {
                for _ in 0..UNREAD {
                    if stream.write_all(page.as_bytes()).await.is_err() {
                        return;
                    }
                }
            };
            let _ = tokio::time::timeout(ROUND, asking).await;
            tokio::time::sleep(ROUND).await;
        }
        Kind::Resets => {
            for _ in 0..10 {
                let mut stream = connect(address).await?;
                let part = random.random_range(1..=whole.len());
                let _ = stream.write_all(&whole.as_bytes()[..part]).await;
                tokio::time::sleep(Duration::from_millis(random.random_range(0..50))).await;
                stream.set_zero_linger().map_err(|error| error.to_string())?;
            }
        }
        Kind::DeafSocket => {
            let mut socket = open(address).await?;
            let query =
                "subscription { changes(after: 0) { seq changes(first: 50) { nodes { name } } } }";
            let subscribe =
                json!({ "type": "subscribe", "id": "a", "payload": { "query": query } });
            say(&mut socket, &subscribe).await?;
            tokio::time::sleep(ROUND).await;
        }
        Kind::DumbSocket => {
            let mut stream = connect(address).await?;
            let upgrade = format!(
                "GET /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
            );
            let _ = stream.write_all(upgrade.as_bytes()).await;
            tokio::time::sleep(ROUND).await;
        }
    }
    Ok(())
}

/// Says what comes behind the first bytes one byte at a time, until the round is over.
async fn drip(stream: &mut TcpStream, whole: &str, first: usize) {
    let (first, rest) = whole.as_bytes().split_at(first);
    let dripping = async {
        if stream.write_all(first).await.is_err() {
            return;
        }
        for byte in rest {
            if stream.write_all(std::slice::from_ref(byte)).await.is_err() {
                return;
            }
            tokio::time::sleep(DRIP).await;
        }
    };
    let _ = tokio::time::timeout(ROUND, dripping).await;
}
