//! Takes messages apart.
//!
//! A message may come in several packets that the client cut where it liked, so that reading
//! has no side effects: when bytes are missing, it starts again once more of them are there.

/// Why a message could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReadError {
    /// It goes on in the next packet.
    Short,
    /// It is not what a client sends.
    Wrong(String),
}

pub(crate) type Read<T> = Result<T, ReadError>;

/// Reads from the front of some bytes.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(ReadError::Short)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(crate) fn u8(&mut self) -> Read<u8> {
        Ok(self.take(1)?[0])
    }

    /// A number of as many bytes as its first byte says.
    pub(crate) fn ub(&mut self) -> Read<u64> {
        let length = self.u8()?;
        if length > 8 {
            return Err(ReadError::Wrong(format!("a number of {length} bytes")));
        }
        let bytes = self.take(usize::from(length))?;
        Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// As [`Self::ub`], for what counts things in memory.
    pub(crate) fn count(&mut self) -> Read<usize> {
        let number = self.ub()?;
        usize::try_from(number).map_err(|_| ReadError::Wrong(format!("a count of {number}")))
    }

    pub(crate) fn skip_ub(&mut self, times: usize) -> Read<()> {
        for _ in 0..times {
            self.ub()?;
        }
        Ok(())
    }

    pub(crate) fn skip(&mut self, bytes: usize) -> Read<()> {
        self.take(bytes).map(drop)
    }

    /// Bytes with their length before them, in chunks when they are many; `None` for NULL.
    pub(crate) fn clr(&mut self) -> Read<Option<Vec<u8>>> {
        match self.u8()? {
            0 | 0xff => Ok(None),
            0xfe => {
                let mut whole = Vec::new();
                loop {
                    let length = self.count()?;
                    if length == 0 {
                        return Ok(Some(whole));
                    }
                    whole.extend_from_slice(self.take(length)?);
                }
            }
            length => self.take(usize::from(length)).map(|bytes| Some(bytes.to_vec())),
        }
    }

    /// As [`Self::clr`], with the length once more before it.
    pub(crate) fn dalc(&mut self) -> Read<Option<Vec<u8>>> {
        if self.ub()? == 0 { Ok(None) } else { self.clr() }
    }

    /// Text of a [`Self::dalc`], empty for NULL.
    pub(crate) fn text(&mut self) -> Read<String> {
        let bytes = self.dalc()?.unwrap_or_default();
        String::from_utf8(bytes).map_err(|_| ReadError::Wrong("a text that is no UTF-8".to_owned()))
    }
}
