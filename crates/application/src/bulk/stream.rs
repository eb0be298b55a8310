//! A file that is written while it is read for, and taken part by part.

use std::io::{self, Write};

use ariadne_domain::Value;
use ariadne_formats::{ListWriter, Record, Writer};
use ariadne_ports::{Error, Result};
use futures_util::{Stream, StreamExt as _, stream};
use tokio::sync::mpsc;

/// Records on their way to the writer.
const WAITING: usize = 1_024;
/// Bytes of one part of the file, and parts on their way to whoever takes it.
const PART: usize = 64 * 1024;
const PARTS: usize = 16;

/// Makes a file of records.
pub(super) trait Writes<T>: Sized {
    fn write(&mut self, record: &T) -> io::Result<()>;
    fn finish(self) -> io::Result<Parts>;
}

impl Writes<Record> for Writer<Parts> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        Self::write(self, record)
    }

    fn finish(self) -> io::Result<Parts> {
        Self::finish(self)
    }
}

impl Writes<Vec<Value>> for ListWriter<Parts> {
    fn write(&mut self, record: &Vec<Value>) -> io::Result<()> {
        self.row(record)
    }

    fn finish(self) -> io::Result<Parts> {
        Self::finish(self)
    }
}

/// The file, part by part. An error that comes late breaks it off.
pub(super) fn file_of<T, S, R>(
    open: impl FnOnce(Parts) -> io::Result<S> + Send + 'static,
    read: impl FnOnce(mpsc::Sender<T>) -> R,
) -> impl Stream<Item = Result<Vec<u8>>> + Send + 'static
where
    T: Send + 'static,
    S: Writes<T>,
    R: Future<Output = Result<()>> + Send + 'static,
{
    let (records, mut taken) = mpsc::channel::<T>(WAITING);
    let (parts, received) = mpsc::channel::<Result<Vec<u8>>>(PARTS);
    let failing = parts.clone();
    let own = records.clone();
    let read = read(records);
    let reading = tokio::spawn(async move {
        if let Err(error) = read.await
            && !own.is_closed()
        {
            tracing::warn!(%error, "an export broke off");
            // Whoever does not listen any more misses nothing.
            failing.send(Err(error)).await.ok();
            return false;
        }
        true
    });
    let writing = tokio::task::spawn_blocking(move || {
        let wrote = || -> io::Result<S> {
            let mut writer = open(Parts::new(parts.clone()))?;
            while let Some(record) = taken.blocking_recv() {
                writer.write(&record)?;
            }
            Ok(writer)
        };
        let done = wrote();
        drop(taken);
        // A file is ended only when everything was read: one that breaks off must
        // not look whole.
        let whole = tokio::runtime::Handle::current().block_on(reading);
        let ended = done.and_then(|writer| match whole {
            Ok(true) => writer.finish()?.end(),
            // Why was told.
            Ok(false) => Ok(()),
            Err(panicked) => Err(io::Error::other(panicked)),
        });
        if let Err(error) = ended {
            let error = Error::internal("exports.write", error);
            // Whoever does not listen any more misses nothing.
            parts.blocking_send(Err(error)).ok();
        }
    });
    stream::unfold((received, Some(writing)), |(mut received, writing)| async move {
        if let Some(part) = received.recv().await {
            return Some((part, (received, writing)));
        }
        // A writer that panicked has told nobody.
        let panicked = writing?.await.err()?;
        Some((Err(Error::internal("exports.write", panicked)), (received, None)))
    })
    .fuse()
}

/// Hands a record on to the writer.
pub(super) async fn send<T>(records: &mpsc::Sender<T>, record: T) -> Result<()> {
    records.send(record).await.map_err(|_| {
        Error::new(crate::ErrorKind::Cancelled, "exports.write", "Nobody takes the file any more.")
    })
}

/// Collects what is written into parts and hands them on.
pub(super) struct Parts {
    part: Vec<u8>,
    sender: mpsc::Sender<Result<Vec<u8>>>,
}

impl Parts {
    fn new(sender: mpsc::Sender<Result<Vec<u8>>>) -> Self {
        Self { part: Vec::with_capacity(PART), sender }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(PART));
        self.sender.blocking_send(Ok(part)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    fn end(mut self) -> io::Result<()> {
        if self.part.is_empty() { Ok(()) } else { self.hand_on() }
    }
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.hand_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
