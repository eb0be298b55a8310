//! A name server, for drivers that find their hosts by SRV and TXT records.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

const TXT: u16 = 16;
const SRV: u16 = 33;

/// What stands before the question in a message.
const HEADER: usize = 12;

/// A record that the name server knows.
#[derive(Debug, Clone)]
pub struct DnsRecord {
    kind: u16,
    data: Vec<u8>,
}

impl DnsRecord {
    /// A host and a port. The labels of the host must have at most 63 bytes.
    pub fn srv(target: &str, port: u16) -> Self {
        // priority and weight, which MongoDB's clients do not look at
        let mut data = vec![0; 4];
        data.extend(port.to_be_bytes());
        for label in target.split('.') {
            push_text(&mut data, label);
        }
        data.push(0);
        Self { kind: SRV, data }
    }

    /// A text in pieces of at most 255 bytes.
    pub fn txt<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Self {
        let mut data = Vec::new();
        for piece in pieces {
            push_text(&mut data, piece);
        }
        Self { kind: TXT, data }
    }
}

/// Appends a text behind its length, and of a longer one as much as a length can tell.
fn push_text(data: &mut Vec<u8>, text: &str) {
    let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
    data.push(length);
    data.extend(&text.as_bytes()[..usize::from(length)]);
}

/// Answers SRV and TXT questions over UDP on a loopback port until it is dropped. It knows
/// nothing but its own records: whatever else it is asked does not exist.
#[derive(Debug)]
pub struct NameServer {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl NameServer {
    /// Starts one that knows these records by these names.
    pub async fn start(
        records: impl IntoIterator<Item = (impl Into<String>, DnsRecord)>,
    ) -> io::Result<Self> {
        let records: Arc<[(String, DnsRecord)]> =
            records.into_iter().map(|(name, record)| (name.into(), record)).collect();
        let socket = UdpSocket::bind(("127.0.0.1", 0)).await?;
        let address = socket.local_addr()?;
        let task = tokio::spawn(async move {
            let mut heard = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut heard).await {
                let Some(answer) = answer(&heard[..length], &records) else { continue };
                if socket.send_to(&answer, from).await.is_err() {
                    return;
                }
            }
        });
        Ok(Self { address, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The answer to a message; `None` when it is no question.
fn answer(message: &[u8], records: &[(String, DnsRecord)]) -> Option<Vec<u8>> {
    let id = message.get(..2)?;
    let (name, kind, end) = question(message)?;
    let of_name: Vec<&DnsRecord> =
        records.iter().filter(|(known, _)| *known == name).map(|(_, record)| record).collect();
    let found: Vec<&DnsRecord> = of_name.iter().copied().filter(|r| r.kind == kind).collect();
    // a response with authority, to a question that wanted recursion; 3: there is no such name
    let flags: u16 = 0x8580 | if of_name.is_empty() { 3 } else { 0 };
    let mut answer = id.to_vec();
    let count = u16::try_from(found.len()).ok()?;
    for number in [flags, 1, count, 0, 0] {
        answer.extend(number.to_be_bytes());
    }
    answer.extend(&message[HEADER..end]);
    for record in found {
        // the name of the question, the class of the internet, for a minute
        answer.extend([0xC0, 0x0C]);
        answer.extend(kind.to_be_bytes());
        answer.extend([0, 1, 0, 0, 0, 60]);
        answer.extend(u16::try_from(record.data.len()).ok()?.to_be_bytes());
        answer.extend(&record.data);
    }
    Some(answer)
}

/// The name in small letters, the kind, and where the question ends.
fn question(message: &[u8]) -> Option<(String, u16, usize)> {
    let mut at = HEADER;
    let mut labels: Vec<String> = Vec::new();
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        let label = message.get(at..at + length)?;
        labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
        at += length;
    }
    let kind = message.get(at..at + 2)?;
    message.get(at + 2..at + 4)?;
    Some((labels.join("."), u16::from_be_bytes([kind[0], kind[1]]), at + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question for `a.B`, written by hand.
    fn asked(kind: u8) -> Vec<u8> {
        let mut message = vec![0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        message.extend([1, b'a', 1, b'B', 0, 0, kind, 0, 1]);
        message
    }

    #[test]
    fn a_record_is_written_byte_by_byte() {
        let records = [
            ("a.b".to_owned(), DnsRecord::txt(["x=", "y"])),
            ("a.b".to_owned(), DnsRecord::srv("h.b", 258)),
        ];
        let mut expected = vec![0xAB, 0xCD, 0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
        expected.extend([1, b'a', 1, b'B', 0, 0, 33, 0, 1]);
        expected.extend([0xC0, 0x0C, 0, 33, 0, 1, 0, 0, 0, 60, 0, 11]);
        expected.extend([0, 0, 0, 0, 1, 2, 1, b'h', 1, b'b', 0]);
        assert_eq!(answer(&asked(33), &records).unwrap(), expected);
        let text = answer(&asked(16), &records).unwrap();
        assert_eq!(text[text.len() - 5..], [2, b'x', b'=', 1, b'y']);
    }

    #[test]
    fn no_such_name_and_no_such_record_differ() {
        let records = [("a.b".to_owned(), DnsRecord::txt(["x"]))];
        let of_name = answer(&asked(33), &records).unwrap();
        assert_eq!(of_name[2..8], [0x85, 0x80, 0, 1, 0, 0]);
        assert_eq!(answer(&asked(33), &[]).unwrap()[2..8], [0x85, 0x83, 0, 1, 0, 0]);
        assert_eq!(answer(&asked(33)[..15], &records), None, "half a question");
        assert_eq!(answer(&[], &records), None);
    }
}
