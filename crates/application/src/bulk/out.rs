//! Where the changes of a plan go while it is made: some at a time, never all of them.

use ariadne_domain::{Change, EntityChange};
use ariadne_ports::{ChangeBatches, Error, ErrorKind, GraphStep, Result};
use async_trait::async_trait;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::rows::KeptRows;
use crate::Reader;
use crate::lineage::{add_to_step, renamed};

/// Where they go.
#[derive(Debug)]
pub(super) enum Out {
    /// Nowhere: only their hash is wanted, or what is wrong.
    Nowhere,
    /// To the pages that people look at.
    Pages(KeptRows),
    /// Into the catalog.
    Catalog(Written),
}

impl Out {
    /// Whether what they are called is of use.
    pub(super) fn is_shown(&self) -> bool {
        matches!(self, Self::Pages(_))
    }

    /// Takes some.
    pub(super) async fn take(
        &mut self,
        reader: &Reader,
        changes: Vec<EntityChange>,
        described: Vec<Change>,
    ) -> Result<()> {
        match self {
            Self::Nowhere => Ok(()),
            Self::Pages(rows) => {
                for change in &described {
                    rows.add(reader, change).await?;
                }
                Ok(())
            }
            Self::Catalog(written) => written.take(changes).await,
        }
    }
}

/// Part of a commit on its way to the writer; `None` ends it.
type Batch = Result<Option<Vec<EntityChange>>>;

/// Changes on their way into the catalog, and what has to be known of them afterwards.
#[derive(Debug)]
pub(super) struct Written {
    sender: mpsc::Sender<Batch>,
    /// What they mean to the lineage graph.
    pub(super) step: GraphStep,
    /// Tables and columns that may have been called something else before.
    pub(super) renamed: Vec<Uuid>,
    /// How many there were.
    pub(super) count: usize,
}

impl Written {
    /// Nothing yet.
    pub(super) fn new(sender: mpsc::Sender<Batch>) -> Self {
        Self { sender, step: GraphStep::default(), renamed: Vec::new(), count: 0 }
    }

    async fn take(&mut self, changes: Vec<EntityChange>) -> Result<()> {
        self.count += changes.len();
        add_to_step(&mut self.step, &changes);
        self.renamed.extend(renamed(&changes));
        let sent = self.sender.send(Ok(Some(changes))).await;
        // Why is what the commit is answered with.
        sent.map_err(|_| Error::new(ErrorKind::Cancelled, "imports.write", "The commit ended."))
    }
}

/// The way to the writer: of what goes in here, little waits there.
pub(super) fn way() -> (mpsc::Sender<Batch>, Received) {
    let (sender, receiver) = mpsc::channel(1);
    (sender, Received(receiver))
}

/// What comes out of the way.
#[derive(Debug)]
pub(super) struct Received(mpsc::Receiver<Batch>);

#[async_trait]
impl ChangeBatches for Received {
    async fn next(&mut self) -> Batch {
        let broken = || Error::internal("imports.write", "the plan of an import broke off");
        self.0.recv().await.unwrap_or_else(|| Err(broken()))
    }
}
