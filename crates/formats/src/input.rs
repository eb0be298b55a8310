//! Bytes on their way to a parser: never more at once than one record may have.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How many bytes were read since the last record was done.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    used: Rc<Cell<u64>>,
    most: u64,
}

impl Budget {
    pub(crate) fn new(most: u64) -> Self {
        Self { used: Rc::default(), most }
    }

    /// A record is done.
    pub(crate) fn reset(&self) {
        self.used.set(0);
    }

    /// Whether reading ended because a record was too large.
    pub(crate) fn is_spent(&self) -> bool {
        self.used.get() > self.most
    }

    fn spend(&self, bytes: u64) -> io::Result<()> {
        self.used.set(self.used.get().saturating_add(bytes));
        if self.is_spent() { Err(io::Error::other("the record is too large")) } else { Ok(()) }
    }
}

/// A reader that stops when the budget is spent.
pub(crate) struct Bounded<R> {
    inner: R,
    budget: Budget,
}

impl<R> Bounded<R> {
    pub(crate) fn new(inner: R, budget: Budget) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.spend(read as u64)?;
        Ok(read)
    }
}
