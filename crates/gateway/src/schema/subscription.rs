//! What is told as it happens.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application as application;
use ariadne_application::domain::{
    Changeset as ChangesetValue, JobId, TestStep as TestStepValue, Violation,
};
use ariadne_application::{Editor, Error, ErrorKind, Progress, Reader, Result as AppResult};
use async_graphql::futures_util::{Stream, StreamExt as _, stream};
use async_graphql::{Context, ID, Result, Subscription};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::input::{ConnectionInput, FetchColumnsInput};
use super::live::{Live, LiveStream};
use super::scalars::{Long, id_of};
use super::session::Session as _;
use super::types::events::FetchProgress;
use super::types::{
    Changeset, ConnectionTest, FetchEvent, FetchedTable, ImportJob, TestEvent, TestStep,
};

/// A reader that falls so many changesets behind is told to load everything again.
const MAX_BEHIND: u64 = 256;
/// As is one that is still so far behind when he reads what was there at his start.
const MAX_REPLAY: u64 = 10_000;
/// Changesets that wait for the reader.
const WAITING: usize = 16;

/// What can be followed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subscription;

/// Following.
#[Subscription]
impl Subscription {
    /// Changesets in order as they are committed; with `after` first those behind that
    /// seq. Who is more than 10,000 behind at the start, or does not read, gets the error
    /// RESYNC with the newest seq as `head`: load everything again and follow from there.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        after: Option<Long>,
    ) -> Result<impl Stream<Item = Result<Changeset>>> {
        let after = after.map(|after| {
            after.unsigned().ok_or_else(|| {
                let violation = Violation::new(["after"], "INVALID", "A seq is not negative.");
                Error::validation("gateway.changes", vec![violation])
            })
        });
        let reader = ctx.reader()?;
        let start = reader.server().await?.seq;
        let feed = reader.feed(after.transpose()?).await?;
        let (sender, receiver) = channel(WAITING);
        let pump = tokio::spawn(pump(reader, start, feed, sender));
        Ok(changesets(receiver, AbortOnDrop(pump)))
    }

    /// Tests settings before they are saved: each step as it ends, then the result.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn test_connection(
        &self,
        ctx: &Context<'_>,
        input: ConnectionInput,
        source_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<TestEvent>>> {
        let lender = source_id.map(|id| id_of(&id, "data source")).transpose()?;
        let input = input.try_into()?;
        let admin = ctx.admin()?;
        let stream = LiveStream::<TestStepValue, _>::start(|steps| async move {
            admin.test_connection(input, lender, &steps).await
        });
        Ok(stream.map(|live| match live {
            Live::News(step) => Ok(TestEvent { step: Some(TestStep(step)), result: None }),
            Live::Done(test) => {
                let test = ended(test)?;
                Ok(TestEvent { step: None, result: Some(ConnectionTest(test)) })
            }
        }))
    }

    /// How far an import is, whenever that changes, until nobody works on it any more.
    async fn import_progress(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Result<impl Stream<Item = Result<ImportJob>>> {
        let id: JobId = id_of(&id, "import")?;
        let editor = ctx.editor()?;
        if editor.import_job(id).await?.is_none() {
            return Err(
                Error::not_found("gateway.import", format!("import with the id {id}")).into()
            );
        }
        Ok(stream::unfold(Following::Begins(editor, id), follow))
    }

    /// Reads one table live from its data source: progress, then the result, which is
    /// kept for 24 hours. Unsubscribing cancels.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn fetch_columns(
        &self,
        ctx: &Context<'_>,
        input: FetchColumnsInput,
    ) -> Result<impl Stream<Item = Result<FetchEvent>>> {
        let input = input.try_into()?;
        let editor = ctx.editor()?;
        let stream = LiveStream::<Progress, _>::start(|progress| async move {
            editor.fetch_columns(input, &progress).await
        });
        Ok(stream.map(|live| match live {
            Live::News(progress) => {
                Ok(FetchEvent { progress: Some(FetchProgress(progress)), result: None })
            }
            Live::Done(fetched) => {
                let fetched = ended(fetched)?;
                Ok(FetchEvent { progress: None, result: Some(FetchedTable::from(fetched)) })
            }
        }))
    }
}

/// How often an import is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Where somebody who follows an import is.
enum Following {
    Begins(Editor, JobId),
    Behind(Editor, Box<application::ImportJob>),
    Ended,
}

/// The next state of an import that differs from the last one.
async fn follow(at: Following) -> Option<(Result<ImportJob>, Following)> {
    let (editor, id, last) = match at {
        Following::Begins(editor, id) => (editor, id, None),
        Following::Behind(editor, last) => (editor, last.id, Some(last)),
        Following::Ended => return None,
    };
    loop {
        match editor.import_job(id).await {
            Ok(Some(job)) if last.as_deref() != Some(&job) => {
                let next = if job.phase.is_running() {
                    Following::Behind(editor, Box::new(job.clone()))
                } else {
                    Following::Ended
                };
                return Some((Ok(ImportJob(job)), next));
            }
            Ok(Some(_)) => tokio::time::sleep(LOOK).await,
            Ok(None) => return None,
            Err(error) => return Some((Err(error.into()), Following::Ended)),
        }
    }
}

/// The result of work that may have panicked.
fn ended<T>(result: std::result::Result<AppResult<T>, tokio::task::JoinError>) -> AppResult<T> {
    result.unwrap_or_else(|error| Err(Error::internal("gateway.live", error)))
}

/// Ends a task with whoever follows it.
struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What the pump gave, until it ends; the pump ends with the stream.
fn changesets(
    receiver: Receiver<AppResult<Arc<ChangesetValue>>>,
    pump: AbortOnDrop,
) -> impl Stream<Item = Result<Changeset>> {
    stream::unfold((receiver, pump), |(mut receiver, pump)| async move {
        let item = receiver.recv().await?;
        let item = item.map(|changeset| Changeset((*changeset).clone())).map_err(Into::into);
        Some((item, (receiver, pump)))
    })
}

/// Hands changesets to the reader as he takes them. The feed is read on demand, so a
/// slow reader costs nothing; but once he has caught up with the catalog he may not
/// fall far behind again.
async fn pump(
    reader: Reader,
    start: u64,
    feed: impl Stream<Item = AppResult<Arc<ChangesetValue>>> + Send,
    sender: Sender<AppResult<Arc<ChangesetValue>>>,
) {
    let mut feed = std::pin::pin!(feed);
    while let Some(item) = feed.next().await {
        let item = match sender.try_send(item) {
            Ok(()) => continue,
            Err(TrySendError::Closed(_)) => return,
            Err(TrySendError::Full(item)) => item,
        };
        let Ok(permit) = sender.reserve().await else { return };
        let Ok(seq) = item.as_ref().map(|changeset| changeset.seq) else {
            permit.send(item);
            return;
        };
        let head = reader.server().await.map_or(seq, |server| server.seq);
        let behind = head.saturating_sub(seq);
        let caught_up = seq > start;
        if behind > MAX_REPLAY || (caught_up && behind >= MAX_BEHIND) {
            let message = format!(
                "{behind} changesets lie unread, and the catalog is at {head}: load it again and follow from there."
            );
            let error = Error::new(ErrorKind::Limit, "gateway.changes", message);
            permit.send(Err(error.with_context("resync", head)));
            return;
        }
        permit.send(item);
    }
}
