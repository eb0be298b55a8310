//! Records that wait in a temporary file, so that a catalog of any size can be looked
//! through more than once, and in another order than the file's, without being held.

mod packed;

use std::collections::HashMap;
use std::fs::File;
use std::hash::Hash;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use self::packed::Packed;
use crate::record::{Placed, Record};
use crate::{ColumnPlace, Place, RecordKind};

/// Bytes that are written and read at once.
const BLOCK: usize = 64 << 10;

/// Keeps records with their places. In memory it holds where each begins, eight bytes a
/// record, and once what a sheet and its columns are called.
#[derive(Debug)]
pub struct Spool {
    file: File,
    /// What is not in the file yet.
    unwritten: Vec<u8>,
    /// Where each record begins; where the next one will.
    begins: Vec<u64>,
    sheets: Shared<str>,
    layouts: Shared<[Option<ColumnPlace>]>,
    numbers: [Vec<u32>; RecordKind::ALL.len()],
    /// What was read last, and where in the file that stands.
    block: Vec<u8>,
    block_at: u64,
}

impl Spool {
    /// An empty one, in a temporary file that goes with it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            unwritten: Vec::with_capacity(BLOCK),
            begins: vec![0],
            sheets: Shared::new(),
            layouts: Shared::new(),
            numbers: Default::default(),
            block: Vec::new(),
            block_at: 0,
        })
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.begins.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numbers of the records of a kind, in the order in which they came.
    pub fn of_kind(&self, kind: RecordKind) -> &[u32] {
        &self.numbers[kind as usize]
    }

    /// Takes a record.
    ///
    /// # Errors
    /// What the file system says; `InvalidInput` for more than 2^32 records.
    pub fn push(&mut self, placed: &Placed) -> io::Result<()> {
        let number = u32::try_from(self.len())
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "too many records"))?;
        let before = self.unwritten.len();
        let Placed { record, place, faulty, layout } = placed;
        let sheet = place.sheet.as_ref().map(|sheet| self.sheets.number(sheet));
        let layout = self.layouts.number(layout);
        let to = &mut self.unwritten;
        sheet.put(to);
        place.row.put(to);
        place.line.put(to);
        faulty.put(to);
        layout.put(to);
        record.put(to);
        let length = (self.unwritten.len() - before) as u64;
        let end = self.begins.last().copied().unwrap_or_default() + length;
        self.begins.push(end);
        self.numbers[record.kind() as usize].push(number);
        if self.unwritten.len() >= BLOCK {
            self.file.write_all(&self.unwritten)?;
            self.unwritten.clear();
        }
        Ok(())
    }

    /// Ends the writing: from now on records are read.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(&mut self) -> io::Result<()> {
        self.file.write_all(&self.unwritten)?;
        self.unwritten = Vec::new();
        self.begins.shrink_to_fit();
        self.numbers.iter_mut().for_each(Vec::shrink_to_fit);
        Ok(())
    }

    /// The record of this number, of one that is finished.
    ///
    /// # Errors
    /// What the file system says; `InvalidData` when there is no such record.
    pub fn get(&mut self, number: u32) -> io::Result<Placed> {
        let at = number as usize;
        let (Some(from), Some(to)) = (self.begins.get(at), self.begins.get(at + 1)) else {
            return Err(torn());
        };
        let (from, to) = (*from, *to);
        let end_of_block = self.block_at + self.block.len() as u64;
        if from < self.block_at || to > end_of_block {
            let wanted = usize::try_from(to - from).map_err(io::Error::other)?.max(BLOCK);
            self.block.clear();
            self.block_at = from;
            self.file.seek(SeekFrom::Start(from))?;
            (&mut self.file).take(wanted as u64).read_to_end(&mut self.block)?;
        }
        let range = |at: u64| usize::try_from(at - self.block_at).map_err(io::Error::other);
        let bytes = self.block.get(range(from)?..range(to)?).ok_or_else(torn)?;
        self.unpack(bytes).ok_or_else(torn)
    }

    fn unpack(&self, mut bytes: &[u8]) -> Option<Placed> {
        let from = &mut bytes;
        let sheet: Option<u32> = Packed::take(from)?;
        let sheet = match sheet {
            Some(sheet) => Some(self.sheets.get(sheet)?),
            None => None,
        };
        let row: Option<u64> = Packed::take(from)?;
        let line: Option<u64> = Packed::take(from)?;
        let faulty = bool::take(from)?;
        let layout = self.layouts.get(u32::take(from)?)?;
        let record = Record::take(from)?;
        Some(Placed { record, place: Place { sheet, row, line, column: None }, faulty, layout })
    }
}

fn torn() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a record that waited does not read back")
}

/// What very many records have in common, each once.
#[derive(Debug)]
struct Shared<T: ?Sized> {
    all: Vec<Arc<T>>,
    numbers: HashMap<Arc<T>, u32>,
}

impl<T: ?Sized + Eq + Hash> Shared<T> {
    fn new() -> Self {
        Self { all: Vec::new(), numbers: HashMap::new() }
    }

    /// The number of this one; the last new one is most often meant again.
    fn number(&mut self, one: &Arc<T>) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if self.all.last().is_some_and(|last| Arc::ptr_eq(last, one)) {
            return next - 1;
        }
        *self.numbers.entry(Arc::clone(one)).or_insert_with(|| {
            self.all.push(Arc::clone(one));
            next
        })
    }

    fn get(&self, number: u32) -> Option<Arc<T>> {
        self.all.get(number as usize).cloned()
    }
}

#[cfg(test)]
mod tests;
