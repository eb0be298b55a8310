//! Puts messages together.

/// The most bytes of a value that need no chunks.
const LONGEST_SHORT: usize = 252;
/// The most bytes in a chunk.
const CHUNK: usize = 32_767;

/// Appends to a message.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub(crate) fn u8(&mut self, byte: u8) -> &mut Self {
        self.raw(&[byte])
    }

    pub(crate) fn zeros(&mut self, count: usize) -> &mut Self {
        self.bytes.resize(self.bytes.len() + count, 0);
        self
    }

    pub(crate) fn u16(&mut self, number: u16) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    pub(crate) fn u16_little(&mut self, number: u16) -> &mut Self {
        self.raw(&number.to_le_bytes())
    }

    pub(crate) fn u32(&mut self, number: u32) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    /// A number in as few bytes as it needs, with their count before them.
    pub(crate) fn ub(&mut self, number: impl Into<u64>) -> &mut Self {
        let bytes = number.into().to_be_bytes();
        let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
        let used = &bytes[first..];
        let count = u8::try_from(used.len()).expect("at most 8 bytes");
        self.u8(count).raw(used)
    }

    /// As [`Self::ub`], for what counts things in memory.
    pub(crate) fn count(&mut self, count: usize) -> &mut Self {
        self.ub(u64::try_from(count).expect("memory is addressed by 64 bits"))
    }

    /// Bytes with their length before them, in chunks when they are many; none for NULL.
    pub(crate) fn clr(&mut self, bytes: &[u8]) -> &mut Self {
        if bytes.len() <= LONGEST_SHORT {
            let length = u8::try_from(bytes.len()).expect("at most 252 bytes");
            return self.u8(length).raw(bytes);
        }
        self.u8(0xfe);
        for chunk in bytes.chunks(CHUNK) {
            self.count(chunk.len()).raw(chunk);
        }
        self.ub(0_u8)
    }

    /// As [`Self::clr`], with the length once more before it.
    pub(crate) fn dalc(&mut self, bytes: &[u8]) -> &mut Self {
        self.count(bytes.len());
        if bytes.is_empty() { self } else { self.clr(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::reader::{ReadError, Reader};
    use super::*;

    fn sizes() -> impl Strategy<Value = usize> {
        prop_oneof![0_usize..300, 32_700_usize..32_800, 65_500_usize..65_600]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(number in any::<u64>(), size in sizes(), byte in any::<u8>()) {
            let value = vec![byte; size];
            let mut writer = Writer::new();
            writer.ub(number).clr(&value).dalc(&value).u16(7);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            let expected = (size > 0).then_some(value);
            prop_assert_eq!(reader.ub(), Ok(number));
            prop_assert_eq!(reader.clr(), Ok(expected.clone()));
            prop_assert_eq!(reader.dalc(), Ok(expected));
            prop_assert_eq!(reader.take(2), Ok(&[0, 7][..]));
            prop_assert_eq!(reader.take(1), Err(ReadError::Short));
        }

        #[test]
        fn a_message_cut_anywhere_is_short(number in any::<u64>(), size in 0_usize..600) {
            let mut writer = Writer::new();
            writer.ub(number).clr(&vec![1; size]);
            let bytes = writer.into_bytes();
            for cut in 0..bytes.len() {
                let mut reader = Reader::new(&bytes[..cut]);
                let read = reader.ub().and_then(|_| reader.clr());
                prop_assert_eq!(read, Err(ReadError::Short));
            }
        }
    }

    #[test]
    fn numbers_take_as_few_bytes_as_they_need() {
        for (number, bytes) in [
            (0_u64, vec![0]),
            (1, vec![1, 1]),
            (256, vec![2, 1, 0]),
            (u64::MAX, vec![8, 255, 255, 255, 255, 255, 255, 255, 255]),
        ] {
            let mut writer = Writer::new();
            writer.ub(number);
            assert_eq!(writer.into_bytes(), bytes);
        }
    }
}
