//! How the lines of a text end, and whether its last quotation mark is closed.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// What was seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    line: u64,
    after_cr: bool,
    first: Option<&'static str>,
    /// The line that ends otherwise than the first.
    pub(crate) mixed: Option<u64>,
    /// The line on which a text began that is still open.
    pub(crate) open: Option<u64>,
    in_field: bool,
}

/// Looks at a text that passes.
pub(crate) struct Lines<R> {
    inner: R,
    delimiter: u8,
    seen: Rc<Cell<Seen>>,
}

impl<R> Lines<R> {
    pub(crate) fn new(inner: R, delimiter: u8) -> Self {
        let seen = Seen { line: 1, ..Seen::default() };
        Self { inner, delimiter, seen: Rc::new(Cell::new(seen)) }
    }

    pub(crate) fn seen(&self) -> Rc<Cell<Seen>> {
        self.seen.clone()
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut seen = self.seen.get();
        for byte in &buffer[..read] {
            seen.take(*byte, self.delimiter);
        }
        self.seen.set(seen);
        Ok(read)
    }
}

impl Seen {
    fn take(&mut self, byte: u8, delimiter: u8) {
        if self.open.is_some() {
            match byte {
                b'"' => self.open = None,
                b'\n' => self.line += 1,
                _ => {}
            }
            return;
        }
        if self.after_cr {
            self.after_cr = false;
            self.end(if byte == b'\n' { "CR LF" } else { "CR" });
            if byte == b'\n' {
                return;
            }
        }
        match byte {
            b'\r' => self.after_cr = true,
            b'\n' => self.end("LF"),
            // The second of two marks within a text opens it again.
            b'"' => {
                if !self.in_field {
                    self.open = Some(self.line);
                }
            }
            byte if byte == delimiter => self.in_field = false,
            _ => self.in_field = true,
        }
    }

    fn end(&mut self, ending: &'static str) {
        self.in_field = false;
        if self.first.is_none() {
            self.first = Some(ending);
        } else if self.first != Some(ending) && self.mixed.is_none() {
            self.mixed = Some(self.line);
        }
        self.line += 1;
    }
}
