//! The characters of a text, piece by piece.

use std::io::{self, Read};

use granit_parser::{ErrorKind, InputIoError};

/// Characters of UTF-8 that is read as it is asked for.
pub(super) struct Chars<R> {
    inner: R,
    piece: String,
    at: usize,
    rest: Vec<u8>,
    ended: bool,
}

impl<R: Read> Chars<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, piece: String::new(), at: 0, rest: Vec::new(), ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.rest);
        let before = buffer.len();
        buffer.resize(before + (16 << 10), 0);
        let read = self.inner.read(&mut buffer[before..])?;
        buffer.truncate(before + read);
        self.ended = read == 0;
        let valid = match std::str::from_utf8(&buffer) {
            Ok(_) => buffer.len(),
            Err(error) if error.error_len().is_none() && !self.ended => error.valid_up_to(),
            Err(_) => return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8")),
        };
        self.rest = buffer.split_off(valid);
        self.piece = String::from_utf8(buffer).map_err(io::Error::other)?;
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Iterator for Chars<R> {
    type Item = Result<char, ErrorKind>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(c) = self.piece[self.at..].chars().next() {
                self.at += c.len_utf8();
                return Some(Ok(c));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.refill() {
                self.ended = true;
                return Some(Err(ErrorKind::InputIo { error: InputIoError::from_io(error) }));
            }
        }
    }
}
