//! Connections by hand.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{HANG, TOKEN};

/// Connecting takes no longer, or nobody accepts.
const CONNECT: Duration = Duration::from_secs(10);
/// More of an answer is not read.
const ENOUGH: usize = 64 * 1024;

/// What came of a request.
#[derive(Debug)]
pub(super) enum Heard {
    /// The status of the answer; GraphQL's own refusals have 200, and their errors in the body.
    Status(u16),
    /// Such a refusal.
    Errors,
    /// The connection was closed without one.
    Closed,
    /// Neither.
    Nothing,
}

/// Opens a connection.
pub(super) async fn connect(address: &str) -> Result<TcpStream, String> {
    let opened = tokio::time::timeout(CONNECT, TcpStream::connect(address)).await;
    opened.map_err(|_| "nobody accepts".to_owned())?.map_err(|error| error.to_string())
}

/// The head of a request to the API, but for the last empty line.
pub(super) fn head(address: &str, length: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n{length}\r\n"
    )
}

/// Sends all of it, as far as anybody takes it, and waits for the status.
pub(super) async fn ask(address: &str, bytes: &[u8]) -> Result<Heard, String> {
    let (mut reading, mut writing) = connect(address).await?.into_split();
    let send = async {
        // whoever refuses early does not read to the end
        let _ = writing.write_all(bytes).await;
        let _ = writing.shutdown().await;
    };
    let mut answer = Vec::new();
    let hear = async {
        let mut some = vec![0; 4_096];
        loop {
            match reading.read(&mut some).await {
                Ok(0) | Err(_) => return,
                Ok(length) => answer.extend_from_slice(&some[..length]),
            }
            if answer.len() > ENOUGH || status(&answer).is_some_and(|status| status != 200) {
                return;
            }
        }
    };
    let both = async {
        tokio::pin!(send, hear);
        tokio::select! {
            () = &mut hear => {}
            () = &mut send => hear.await,
        }
    };
    let in_time = tokio::time::timeout(HANG, both).await.is_ok();
    let errors = b"\"errors\":";
    let errors = answer.windows(errors.len()).any(|bytes| bytes == errors);
    Ok(match (status(&answer), in_time) {
        (Some(200), _) if errors => Heard::Errors,
        (Some(status), _) => Heard::Status(status),
        (None, true) => Heard::Closed,
        (None, false) => Heard::Nothing,
    })
}

fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.split(|byte| *byte == b'\r').next().filter(|l| l.len() < answer.len())?;
    std::str::from_utf8(line).ok()?.split(' ').nth(1)?.parse().ok()
}
