//! The feed of changesets.

use std::sync::Arc;

use ariadne_domain::Changeset;
use ariadne_ports::{Error, ErrorKind, Result};
use futures_util::stream::{self, Stream};

use crate::Reader;

/// A reader further behind than this has to load the catalog again.
const MAX_BEHIND: u64 = 10_000;
/// Changesets read at once.
const BATCH: usize = 256;

impl Reader {
    /// Waits until the record has reached `seq`, at most `patience`; answers whether
    /// it has. Lets a reader behind a proxy read what it just wrote elsewhere.
    pub async fn wait_for(&self, seq: u64, patience: std::time::Duration) -> Result<bool> {
        let deadline = tokio::time::Instant::now() + patience;
        let mut committed = self.core.committed.subscribe();
        loop {
            if self.core.ports.changesets.state().await?.seq >= seq {
                return Ok(true);
            }
            let now = tokio::time::Instant::now();
            if now >= deadline {
                return Ok(false);
            }
            let wake = deadline.min(now + self.core.options.feed_interval);
            let _ = tokio::time::timeout_at(wake, committed.changed()).await;
        }
    }

    /// Changesets after `after` (from now on when `None`), in order, as they are
    /// committed by any server. A reader that is more than 10,000 behind, at the
    /// start or later, or ahead of the catalog, ends with `Limit` ("resync").
    pub async fn feed(
        &self,
        after: Option<u64>,
    ) -> Result<impl Stream<Item = Result<Arc<Changeset>>> + Send + 'static> {
        let head = self.core.ports.changesets.state().await?.seq;
        let start = after.unwrap_or(head);
        // A reader ahead of the record has seen another one (it was restored).
        if head.saturating_sub(start) > MAX_BEHIND || start > head {
            return Err(resync(head));
        }
        let state = Feed {
            reader: self.clone(),
            committed: self.core.committed.subscribe(),
            last: start,
            pending: std::collections::VecDeque::new(),
            ended: false,
        };
        Ok(stream::unfold(state, Feed::next))
    }
}

fn resync(head: u64) -> Error {
    let message = format!(
        "Too far from the catalog, which is at changeset {head}: load it again and follow from there."
    );
    Error::new(ErrorKind::Limit, "feed", message).with_context("resync", head)
}

struct Feed {
    reader: Reader,
    committed: tokio::sync::watch::Receiver<u64>,
    last: u64,
    pending: std::collections::VecDeque<Changeset>,
    ended: bool,
}

impl Feed {
    async fn next(mut self) -> Option<(Result<Arc<Changeset>>, Self)> {
        if self.ended {
            return None;
        }
        loop {
            if let Some(changeset) = self.pending.pop_front() {
                self.last = changeset.seq;
                return Some((Ok(Arc::new(changeset)), self));
            }
            match self.batch().await {
                Err(error) => {
                    self.ended = true;
                    return Some((Err(error), self));
                }
                Ok(changesets) if changesets.is_empty() => {
                    // Woken by a commit of this process, or after the interval to
                    // look for those of others.
                    let interval = self.reader.core.options.feed_interval;
                    let _ = tokio::time::timeout(interval, self.committed.changed()).await;
                }
                Ok(changesets) => self.pending.extend(changesets),
            }
        }
    }

    /// The next changesets; refused when the record has run away.
    async fn batch(&self) -> Result<Vec<Changeset>> {
        let record = &self.reader.core.ports.changesets;
        let batch = record.changesets_after(self.last, BATCH).await?;
        if batch.len() == BATCH {
            let head = record.state().await?.seq;
            if head.saturating_sub(self.last) > MAX_BEHIND {
                return Err(resync(head));
            }
        }
        Ok(batch)
    }
}
