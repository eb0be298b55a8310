//! A client that costs as little as a client can: one connection, kept alive, without
//! Nagle's delay, head and body in one write.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::Outcome;

/// A server that takes longer is not answering.
const PATIENCE: Duration = Duration::from_mins(1);
/// Read at once.
const CHUNK: usize = 256 * 1024;

/// The token that the product is started with and every request brings; the bare servers
/// take no notice of it.
pub(crate) const TOKEN: &str = "benchmark0123456789benchmark0123456789benchmark01";

/// One connection to a server.
pub(crate) struct Client {
    stream: TcpStream,
    host: String,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Client {
    pub(crate) fn connect(addr: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(addr)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, host: addr.to_string(), request: Vec::new(), answer: Vec::new() })
    }

    /// Sends a GraphQL request and reads the whole answer, without looking into it.
    pub(crate) fn post(&mut self, body: &str) -> Outcome<&[u8]> {
        self.send("", body)
    }

    /// The same of a server that has to have seen this changeset.
    pub(crate) fn post_seeing(&mut self, seq: u64, body: &str) -> Outcome<&[u8]> {
        self.send(&format!("ariadne-min-seq: {seq}\r\n"), body)
    }

    fn send(&mut self, header: &str, body: &str) -> Outcome<&[u8]> {
        self.request.clear();
        write!(
            self.request,
            "POST /graphql HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\n{header}content-length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        )?;
        self.stream.write_all(&self.request)?;
        self.answer.clear();
        let (start, end) = loop {
            self.read_some()?;
            if let Some(bounds) = bounds(&self.answer)? {
                break bounds;
            }
        };
        while self.answer.len() < end {
            self.read_some()?;
        }
        Ok(&self.answer[start..end])
    }

    fn read_some(&mut self) -> Outcome<()> {
        let filled = self.answer.len();
        self.answer.resize(filled + CHUNK, 0);
        let read = self.stream.read(&mut self.answer[filled..])?;
        self.answer.truncate(filled + read);
        if read == 0 {
            return Err("The server closed the connection.".into());
        }
        Ok(())
    }

    /// The answer's data; its errors are an error.
    pub(crate) fn data(&mut self, body: &str) -> Outcome<Value> {
        let answer: Value = serde_json::from_slice(self.post(body)?)?;
        match (answer.get("errors"), answer.get("data")) {
            (None, Some(data)) => Ok(data.clone()),
            _ => Err(format!("{body} was answered with {answer}").into()),
        }
    }
}

/// Where the body starts and ends, once the head is there.
fn bounds(answer: &[u8]) -> Outcome<Option<(usize, usize)>> {
    let Some(head) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&answer[..head])?;
    let length = text.lines().filter_map(|line| line.split_once(':')).find_map(|(name, value)| {
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let length = length.ok_or_else(|| format!("There is no length in {text}"))??;
    Ok(Some((head + 4, head + 4 + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_found_by_its_length() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(bounds(answer).expect("a head"), Some((38, 43)));
        assert_eq!(bounds(&answer[..20]).expect("no head yet"), None);
        assert!(bounds(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
