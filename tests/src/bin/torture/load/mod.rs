//! Clients that write, read and listen at the same time, and know what has to be there.
//!
//! - `model`: what a writer's part of the catalog has to be; `choice`: what it does next
//! - `writer`, `reader`, `watcher`: who they are
//! - `record`: what is there, compared with what they know

mod choice;
mod model;
mod reader;
mod record;
mod watcher;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;

pub(crate) use watcher::{open, say};

use crate::client::{Client, HANG};
use crate::server::Server;
use crate::tally::{Book, Fault};
use watcher::Watcher;
use writer::{Shift, Writer};

/// Writers at the same time, so that commits share transactions.
const WRITERS: usize = 6;
/// Readers beside them.
const READERS: usize = 2;
/// How often it is looked whether something has happened.
const LOOK: Duration = Duration::from_millis(5);

/// The clients, while nobody works.
pub(crate) struct Load {
    seed: u64,
    book: Book,
    /// Whether refusals for a while are as the scenario means it.
    lenient: bool,
    writers: Vec<Writer>,
    watcher: Watcher,
}

/// The clients at work.
pub(crate) struct Working {
    seed: u64,
    shift: Shift,
    writers: Vec<JoinHandle<Writer>>,
    readers: Vec<JoinHandle<()>>,
    watcher: JoinHandle<Watcher>,
}

impl Load {
    /// Clients of an empty catalog.
    pub(crate) fn new(seed: u64, book: &Book, lenient: bool) -> Self {
        let writers = (0..WRITERS).map(|number| Writer::new(number, seed)).collect();
        Self { seed, book: book.clone(), lenient, writers, watcher: Watcher::default() }
    }

    fn shift(&self, client: Client) -> Shift {
        let (stop, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        Shift { client, book: self.book.clone(), lenient: self.lenient, stop, answered }
    }

    /// Sets all of them to work.
    pub(crate) fn work(self, client: Client) -> Working {
        let shift = self.shift(client);
        let start = |writer: Writer| tokio::spawn(writer.run(shift.clone()));
        let writers = self.writers.into_iter().map(start).collect();
        let read = |number| tokio::spawn(reader::run(number, self.seed, shift.clone()));
        let readers = (0..READERS).map(read).collect();
        let watcher = tokio::spawn(self.watcher.run(shift.clone()));
        Working { seed: self.seed, shift, writers, readers, watcher }
    }

    /// How many writes were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        self.writers.iter().map(|writer| writer.log.len()).sum()
    }

    /// Compares what is there with what they know.
    pub(crate) async fn compare(&self, server: &Server, database: &str) -> Result<(), String> {
        let (writers, watcher) = (&self.writers, &self.watcher);
        record::compare(&server.client(), database, writers, watcher, &self.book).await
    }

    /// Sends again what was not answered, until it is: then it is there once.
    pub(crate) async fn settle(&mut self, server: &Server) -> Result<(), String> {
        let shift = self.shift(server.client());
        let settling = async {
            for writer in &mut self.writers {
                while writer.pending.is_some() {
                    if !writer.settle(&shift).await {
                        return Err(format!("{} is not answered", writer.name));
                    }
                }
            }
            Ok(())
        };
        tokio::time::timeout(HANG, settling).await.unwrap_or_else(|_| {
            self.book.fault(Fault::Hung, "what was not answered is not answered again");
            Ok(())
        })
    }
}

impl Working {
    /// Waits until so many more writes are acknowledged.
    pub(crate) async fn writes(&self, more: usize) -> Result<(), String> {
        let count = || self.shift.answered.load(Ordering::Relaxed);
        let wanted = count() + more;
        self.until(|| count() >= wanted).await
    }

    /// Waits until something is so.
    pub(crate) async fn until(&self, is_so: impl Fn() -> bool) -> Result<(), String> {
        let reached = async {
            while !is_so() && !self.writers.iter().all(JoinHandle::is_finished) {
                tokio::time::sleep(LOOK).await;
            }
        };
        if tokio::time::timeout(HANG, reached).await.is_err() {
            self.shift.book.fault(Fault::Hung, "writers do not come on");
        }
        if is_so() {
            Ok(())
        } else {
            Err("what the writers are to come to does not come".to_owned())
        }
    }

    /// Lets them end what they do, and waits until they have.
    pub(crate) async fn stop(self) -> Result<Load, String> {
        self.shift.stop.store(true, Ordering::Relaxed);
        self.end().await
    }

    /// Waits until they have ended by themselves, because nobody answers.
    pub(crate) async fn end(self) -> Result<Load, String> {
        let ended = async {
            let mut writers = Vec::new();
            for writer in self.writers {
                writers.push(writer.await.map_err(|error| error.to_string())?);
            }
            for reader in self.readers {
                reader.await.map_err(|error| error.to_string())?;
            }
            let watcher = self.watcher.await.map_err(|error| error.to_string())?;
            Ok::<_, String>((writers, watcher))
        };
        // a request that was sent at the last moment has its own time
        let ended = tokio::time::timeout(2 * HANG, ended).await;
        let (writers, watcher) = ended.map_err(|_| "the clients do not end")??;
        let Shift { book, lenient, .. } = self.shift;
        Ok(Load { seed: self.seed, book, lenient, writers, watcher })
    }
}
