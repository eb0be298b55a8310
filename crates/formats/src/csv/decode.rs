//! A text of any encoding as UTF-8.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder};

use super::Encoded;

/// Decodes while it is read.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    raw_from: usize,
    raw_to: usize,
    skip: usize,
    ended: bool,
    finished: bool,
    malformed: Rc<Cell<bool>>,
    spare: Vec<u8>,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R, encoded: Encoded) -> Self {
        Self {
            inner,
            decoder: encoded.encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 32 << 10].into_boxed_slice(),
            raw_from: 0,
            raw_to: 0,
            skip: encoded.bom,
            ended: false,
            finished: false,
            malformed: Rc::default(),
            spare: Vec::new(),
        }
    }

    /// Whether bytes were met that the encoding does not know: U+FFFD stands for them.
    pub(crate) fn malformed(&self) -> Rc<Cell<bool>> {
        self.malformed.clone()
    }

    fn refill(&mut self) -> io::Result<()> {
        while self.raw_from == self.raw_to && !self.ended {
            let read = self.inner.read(&mut self.raw)?;
            self.ended = read == 0;
            let skipped = self.skip.min(read);
            self.skip -= skipped;
            (self.raw_from, self.raw_to) = (skipped, read);
        }
        Ok(())
    }

    fn decode(&mut self, into: &mut [u8]) -> usize {
        let raw = &self.raw[self.raw_from..self.raw_to];
        let (result, read, written, errors) = self.decoder.decode_to_utf8(raw, into, self.ended);
        self.raw_from += read;
        self.finished = self.ended && result == CoderResult::InputEmpty;
        if errors {
            self.malformed.set(true);
        }
        written
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.spare.is_empty() {
                let taken = self.spare.len().min(buffer.len());
                buffer[..taken].copy_from_slice(&self.spare[..taken]);
                self.spare.drain(..taken);
                return Ok(taken);
            }
            if self.finished {
                return Ok(0);
            }
            self.refill()?;
            // A decoder needs room for a whole character.
            if buffer.len() < 16 {
                let mut small = [0; 64];
                let written = self.decode(&mut small);
                self.spare.extend_from_slice(&small[..written]);
                continue;
            }
            let written = self.decode(buffer);
            if written > 0 || buffer.is_empty() {
                return Ok(written);
            }
        }
    }
}
