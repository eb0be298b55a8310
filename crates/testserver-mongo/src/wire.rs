//! Framing: `OP_MSG`, and the `OP_QUERY` / `OP_REPLY` pair that some drivers open with.

use std::fmt;

use mongodb::bson::{Bson, Document};

const OP_REPLY: i32 = 1;
const OP_QUERY: i32 = 2004;
const OP_MSG: i32 = 2013;
const HEADER: usize = 16;
/// The largest message that the real server takes, in bytes.
pub(crate) const MAX_MESSAGE: usize = 48_000_000;

const CHECKSUM_PRESENT: u32 = 1;
const MORE_TO_COME: u32 = 1 << 1;
/// The flag bits 0 to 15 are required: a server that does not know one must refuse the message.
const UNKNOWN_REQUIRED: u32 = 0xffff & !(CHECKSUM_PRESENT | MORE_TO_COME);

/// Bytes that are no message of the protocol; the connection ends, as with the real server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WireError(pub(crate) &'static str);

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for WireError {}

/// The operation code in which a request came, and so its reply goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Msg,
    Query,
}

/// One command as it came over the wire.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Request {
    pub(crate) id: i32,
    pub(crate) dialect: Dialect,
    pub(crate) database: String,
    /// The command; document sequences are arrays in it.
    pub(crate) body: Document,
    /// False for a message with `moreToCome`, which must get no answer.
    pub(crate) wants_reply: bool,
}

/// The length of the frame at the start of `buffer`; `None` while too few bytes are there.
pub(crate) fn frame_length(buffer: &[u8]) -> Result<Option<usize>, WireError> {
    let Some(first) = buffer.first_chunk::<4>() else {
        return Ok(None);
    };
    match usize::try_from(i32::from_le_bytes(*first)) {
        Ok(length) if (HEADER..=MAX_MESSAGE).contains(&length) => Ok(Some(length)),
        _ => Err(WireError("the message length is out of range")),
    }
}

/// Reads one whole frame, header included.
pub(crate) fn parse(frame: &[u8]) -> Result<Request, WireError> {
    let mut reader = Reader { rest: frame };
    let length = reader.int()?;
    if usize::try_from(length) != Ok(frame.len()) {
        return Err(WireError("the message length does not match"));
    }
    let id = reader.int()?;
    let _response_to = reader.int()?;
    match reader.int()? {
        OP_MSG => parse_msg(id, frame, reader),
        OP_QUERY => parse_query(id, reader),
        _ => Err(WireError("unknown operation code")),
    }
}

fn parse_msg(id: i32, frame: &[u8], mut reader: Reader<'_>) -> Result<Request, WireError> {
    let flags = reader.int()?.cast_unsigned();
    if flags & UNKNOWN_REQUIRED != 0 {
        return Err(WireError("unknown required flag"));
    }
    if flags & CHECKSUM_PRESENT != 0 {
        let Some((rest, sum)) = reader.rest.split_last_chunk::<4>() else {
            return Err(WireError("the checksum is missing"));
        };
        if crc32c(&frame[..frame.len() - 4]) != u32::from_le_bytes(*sum) {
            return Err(WireError("the checksum does not match"));
        }
        reader.rest = rest;
    }
    let mut body = None;
    let mut sequences = Vec::new();
    while !reader.rest.is_empty() {
        match reader.take(1)?[0] {
            0 if body.is_none() => body = Some(reader.document()?),
            0 => return Err(WireError("a second body")),
            1 => sequences.push(reader.sequence()?),
            _ => return Err(WireError("unknown section kind")),
        }
    }
    let mut body = body.ok_or(WireError("no body"))?;
    for (name, documents) in sequences {
        if body.contains_key(&name) {
            return Err(WireError("a document sequence repeats a field of the body"));
        }
        body.insert(name, documents);
    }
    let database = body.get_str("$db").map_err(|_| WireError("no $db"))?.to_owned();
    Ok(Request {
        id,
        dialect: Dialect::Msg,
        database,
        body,
        wants_reply: flags & MORE_TO_COME == 0,
    })
}

fn parse_query(id: i32, mut reader: Reader<'_>) -> Result<Request, WireError> {
    let _flags = reader.int()?;
    let namespace = reader.cstring()?;
    let database = namespace
        .strip_suffix(".$cmd")
        .ok_or(WireError("an OP_QUERY that is not a command"))?
        .to_owned();
    let _skip = reader.int()?;
    let _limit = reader.int()?;
    let mut body = reader.document()?;
    // Read preferences wrap the command of an OP_QUERY.
    if let Some(Bson::Document(inner)) = body.remove("$query") {
        body = inner;
    }
    Ok(Request { id, dialect: Dialect::Query, database, body, wants_reply: true })
}

/// One reply frame that carries `body` to the request `response_to`.
pub(crate) fn encode_reply(
    dialect: Dialect,
    id: i32,
    response_to: i32,
    body: &Document,
) -> Result<Vec<u8>, WireError> {
    let body = body.to_vec().map_err(|_| WireError("the reply is no BSON"))?;
    let mut payload = Vec::with_capacity(body.len() + 20);
    let code = match dialect {
        Dialect::Msg => {
            // flag bits, then one section of kind 0
            payload.extend_from_slice(&[0; 5]);
            OP_MSG
        }
        Dialect::Query => {
            // AwaitCapable, no cursor, from the start, one document
            payload.extend_from_slice(&8_i32.to_le_bytes());
            payload.extend_from_slice(&[0; 12]);
            payload.extend_from_slice(&1_i32.to_le_bytes());
            OP_REPLY
        }
    };
    payload.extend_from_slice(&body);
    frame(code, id, response_to, &payload)
}

/// A frame whose header is right and whose document is not BSON.
pub(crate) fn encode_broken_reply(response_to: i32) -> Result<Vec<u8>, WireError> {
    let mut payload = vec![0; 5];
    payload.extend_from_slice(&24_i32.to_le_bytes());
    payload.extend_from_slice(&[0x7e; 20]);
    frame(OP_MSG, 0, response_to, &payload)
}

fn frame(code: i32, id: i32, response_to: i32, payload: &[u8]) -> Result<Vec<u8>, WireError> {
    let length = HEADER + payload.len();
    let length = i32::try_from(length).map_err(|_| WireError("the reply is too large"))?;
    let mut frame = Vec::with_capacity(HEADER + payload.len());
    for field in [length, id, response_to, code] {
        frame.extend_from_slice(&field.to_le_bytes());
    }
    frame.extend_from_slice(payload);
    Ok(frame)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) =
            self.rest.split_at_checked(count).ok_or(WireError("the message ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn int(&mut self) -> Result<i32, WireError> {
        let (taken, rest) =
            self.rest.split_first_chunk::<4>().ok_or(WireError("the message ends too early"))?;
        self.rest = rest;
        Ok(i32::from_le_bytes(*taken))
    }

    fn cstring(&mut self) -> Result<String, WireError> {
        let end = self
            .rest
            .iter()
            .position(|byte| *byte == 0)
            .ok_or(WireError("a name without an end"))?;
        let name = self.take(end)?;
        self.take(1)?;
        String::from_utf8(name.to_vec()).map_err(|_| WireError("a name that is not UTF-8"))
    }

    fn document(&mut self) -> Result<Document, WireError> {
        let length = self
            .rest
            .first_chunk::<4>()
            .and_then(|bytes| usize::try_from(i32::from_le_bytes(*bytes)).ok())
            .ok_or(WireError("a document without a length"))?;
        let bytes = self.take(length)?;
        Document::from_reader(bytes).map_err(|_| WireError("a document that is not BSON"))
    }

    fn sequence(&mut self) -> Result<(String, Vec<Bson>), WireError> {
        let length = usize::try_from(self.int()?).map_err(|_| WireError("a negative length"))?;
        let bytes = self.take(length.checked_sub(4).ok_or(WireError("a section without room"))?)?;
        let mut section = Reader { rest: bytes };
        let name = section.cstring()?;
        let mut documents = Vec::new();
        while !section.rest.is_empty() {
            documents.push(Bson::Document(section.document()?));
        }
        Ok((name, documents))
    }
}

/// CRC-32C (Castagnoli), the checksum of `OP_MSG`.
fn crc32c(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0x82f6_3b78;
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (POLYNOMIAL * (sum & 1)))
    })
}

#[cfg(test)]
mod tests;
