//! Reading a bounded body.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, EXPECT};
use futures_util::{Stream, StreamExt};

/// How much of a refused body is still read, and for how long. A client that sends
/// before it listens would otherwise see a reset connection and not the answer.
const DRAIN_BYTES: usize = 64 * 1024 * 1024;
const DRAIN_TIME: Duration = Duration::from_secs(5);

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is longer than the limit.
    TooLong,
    /// It did not come in time.
    TooSlow,
    /// The connection broke off.
    Broken,
}

/// Reads a body of at most `limit` bytes, however its length is told.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    time: Duration,
) -> Result<Vec<u8>, Unread> {
    let told = headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let mut chunks = body.into_data_stream();
    if told.is_some_and(|told| told > limit as u64) {
        // A client that asks before it sends has to see the refusal first.
        if !headers.contains_key(EXPECT) {
            drain(&mut chunks).await;
        }
        return Err(Unread::TooLong);
    }
    let read = tokio::time::timeout(time, collect(&mut chunks, limit));
    let result = read.await.unwrap_or(Err(Unread::TooSlow));
    if result == Err(Unread::TooLong) {
        drain(&mut chunks).await;
    }
    result
}

async fn collect<S, X>(chunks: &mut S, limit: usize) -> Result<Vec<u8>, Unread>
where
    S: Stream<Item = Result<Bytes, X>> + Unpin,
{
    let mut whole = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Unread::Broken)?;
        if whole.len() + chunk.len() > limit {
            return Err(Unread::TooLong);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole)
}

async fn drain<S, X>(chunks: &mut S)
where
    S: Stream<Item = Result<Bytes, X>> + Unpin,
{
    let mut left = DRAIN_BYTES;
    let reading = async {
        while let Some(Ok(chunk)) = chunks.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    };
    // The answer is the same whether the rest came or not.
    let _ = tokio::time::timeout(DRAIN_TIME, reading).await;
}
