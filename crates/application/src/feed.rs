//! The feed of changesets.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::Changeset;
use ariadne_ports::{Error, ErrorKind, LineageGraph, Result};
use futures_util::stream::{self, Stream};
use tokio::time::Instant;

use crate::Reader;

/// A reader further behind than this has to load the catalog again.
const MAX_BEHIND: u64 = 10_000;
/// Changesets read at once.
const BATCH: usize = 256;

/// A changeset that a reader has to see, and until when it waits for it: who writes
/// through one server reads it through another.
#[derive(Clone, Copy, Debug)]
pub struct MinSeq {
    seq: u64,
    until: Instant,
}

impl MinSeq {
    /// Changeset `seq`, waited for at most `patience` from now on.
    pub fn within(seq: u64, patience: Duration) -> Self {
        Self { seq, until: Instant::now() + patience }
    }

    /// The changeset.
    pub fn seq(&self) -> u64 {
        self.seq
    }
}

impl Reader {
    /// Asks the lineage graph only once it shows this changeset; what is asked of the
    /// record alone does not wait for the graph.
    #[must_use]
    pub fn seeing(self, min_seq: Option<MinSeq>) -> Self {
        Self { min_seq, ..self }
    }

    /// Waits until the record has reached the changeset; answers whether it has. What
    /// this process keeps of the record shows it too then.
    pub async fn wait_for(&self, min_seq: MinSeq) -> Result<bool> {
        let mut committed = self.core.committed.subscribe();
        loop {
            if self.core.ports.changesets.state().await?.seq >= min_seq.seq {
                self.core.follow_labels(min_seq.seq).await?;
                return Ok(true);
            }
            let now = Instant::now();
            if now >= min_seq.until {
                return Ok(false);
            }
            let wake = min_seq.until.min(now + self.core.options.feed_interval);
            let _ = tokio::time::timeout_at(wake, committed.changed()).await;
        }
    }

    /// The lineage graph, once it shows what this reader has to see.
    pub(crate) async fn graph(&self) -> Result<&dyn LineageGraph> {
        let Some(min_seq) = self.min_seq else { return Ok(self.core.ports.graph.as_ref()) };
        let shown = async {
            let recorded = self.wait_for(min_seq).await?;
            if recorded {
                self.core.follow_labels(min_seq.seq).await?;
                self.core.follow(min_seq.seq).await?;
            }
            Ok(recorded)
        };
        // What takes too long ends with the request; the next one goes on from there.
        if tokio::time::timeout_at(min_seq.until, shown).await.unwrap_or(Ok(false))? {
            return Ok(self.core.ports.graph.as_ref());
        }
        let message = format!(
            "The lineage graph does not show changeset {} yet; try again in a moment.",
            min_seq.seq
        );
        Err(Error::new(ErrorKind::Unavailable, "lineage.wait", message))
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
