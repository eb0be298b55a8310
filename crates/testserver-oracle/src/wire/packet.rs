//! Packets, the frames in which everything travels.

use std::io;

/// What a packet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Connect = 1,
    Accept = 2,
    Refuse = 4,
    Redirect = 5,
    Data = 6,
    Resend = 11,
    Marker = 12,
}

/// What a marker says.
pub(crate) const BREAK: u8 = 1;
pub(crate) const RESET: u8 = 2;
pub(crate) const INTERRUPT: u8 = 3;

const HEADER: usize = 8;
/// The flag of a data packet that is the last of a response.
const END_OF_RESPONSE: u16 = 0x2000;
/// Nothing that clients of this server send is larger.
const LARGEST: usize = 1 << 22;

/// One packet without its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) body: Vec<u8>,
}

impl Packet {
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kind == kind as u8
    }

    /// What a marker says.
    pub(crate) fn marker(&self) -> Option<u8> {
        self.is(Kind::Marker).then(|| self.body.get(2).copied().unwrap_or_default())
    }

    /// The part of a message that a data packet holds.
    pub(crate) fn payload(&self) -> &[u8] {
        self.body.get(2..).unwrap_or_default()
    }
}

/// How packets look on a connection: before the server has accepted it, their length is 16 bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Framing {
    pub(crate) large: bool,
    /// The most bytes in a packet that the server sends.
    pub(crate) sdu: usize,
}

impl Framing {
    /// Takes a packet from the front of the bytes; `None` when it is not all there.
    pub(crate) fn take(self, buffer: &mut Vec<u8>) -> io::Result<Option<Packet>> {
        let Some(header) = buffer.get(..HEADER) else {
            return Ok(None);
        };
        let short = usize::from(u16::from_be_bytes([header[0], header[1]]));
        let length = if self.large {
            short << 16 | usize::from(u16::from_be_bytes([header[2], header[3]]))
        } else {
            short
        };
        let (kind, flags) = (header[4], header[5]);
        if !(HEADER..=LARGEST).contains(&length) {
            let message = format!("a packet of {length} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        if buffer.len() < length {
            return Ok(None);
        }
        let rest = buffer.split_off(length);
        let body = std::mem::replace(buffer, rest).split_off(HEADER);
        Ok(Some(Packet { kind, flags, body }))
    }

    /// One packet.
    pub(crate) fn packet(self, kind: Kind, body: &[u8]) -> Vec<u8> {
        let length = HEADER + body.len();
        let mut bytes = if self.large {
            let length = u32::try_from(length).expect("packets are no longer than the SDU");
            length.to_be_bytes().to_vec()
        } else {
            let length = u16::try_from(length).expect("packets are no longer than the SDU");
            [length.to_be_bytes(), [0, 0]].concat()
        };
        bytes.extend_from_slice(&[kind as u8, 0, 0, 0]);
        bytes.extend_from_slice(body);
        bytes
    }

    pub(crate) fn marker(self, marker: u8) -> Vec<u8> {
        self.packet(Kind::Marker, &[1, 0, marker])
    }

    /// A message in as many data packets as it needs.
    pub(crate) fn message(self, message: &[u8], end_of_response: bool) -> Vec<u8> {
        let room = self.sdu - HEADER - 2;
        let mut chunks = message.chunks(room).peekable();
        let mut bytes = Vec::with_capacity(message.len() + 64);
        while let Some(chunk) = chunks.next() {
            let last = end_of_response && chunks.peek().is_none();
            let flags: u16 = if last { END_OF_RESPONSE } else { 0 };
            let body = [&flags.to_be_bytes(), chunk].concat();
            bytes.extend_from_slice(&self.packet(Kind::Data, &body));
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(body: &[u8]) -> Packet {
        Packet { kind: Kind::Data as u8, flags: 0, body: body.to_vec() }
    }

    #[test]
    fn packets_split_at_every_byte_come_out_whole() {
        for large in [false, true] {
            let framing = Framing { large, sdu: 512 };
            let first = framing.packet(Kind::Data, &[0, 0, 1, 2, 3]);
            let second = framing.marker(BREAK);
            let bytes = [first, second].concat();
            for cut in 0..=bytes.len() {
                let mut buffer = bytes[..cut].to_vec();
                let mut packets = Vec::new();
                while let Some(packet) = framing.take(&mut buffer).unwrap() {
                    packets.push(packet);
                }
                buffer.extend_from_slice(&bytes[cut..]);
                while let Some(packet) = framing.take(&mut buffer).unwrap() {
                    packets.push(packet);
                }
                assert!(buffer.is_empty());
                assert_eq!(packets.len(), 2);
                assert_eq!(packets[0], data(&[0, 0, 1, 2, 3]));
                assert_eq!(packets[1].marker(), Some(BREAK));
            }
        }
    }

    #[test]
    fn a_long_message_spans_packets_and_the_last_one_says_so() {
        let framing = Framing { large: true, sdu: 512 };
        let message: Vec<u8> = (0..1200_u32).map(|number| number.to_le_bytes()[0]).collect();
        let mut bytes = framing.message(&message, true);
        let mut together = Vec::new();
        let mut flags = Vec::new();
        while let Some(packet) = framing.take(&mut bytes).unwrap() {
            assert!(packet.body.len() + HEADER <= 512);
            flags.push(packet.body[0]);
            together.extend_from_slice(packet.payload());
        }
        assert_eq!(together, message);
        assert_eq!(flags, [0, 0, 0x20]);
    }

    #[test]
    fn nonsense_is_refused() {
        let framing = Framing { large: true, sdu: 512 };
        assert!(framing.take(&mut b"GET / HTTP/1.1\r\n".to_vec()).is_err());
        assert!(framing.take(&mut vec![0, 0, 0, 3, 6, 0, 0, 0]).is_err());
    }
}
