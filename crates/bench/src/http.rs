//! A client that costs as little as a client can: one connection, kept alive, without
//! Nagle's delay, head and body in one write.

use std::io::{BufRead, BufReader, Read, Write};
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

    /// Sends a GraphQL request that brings a file, and reads the whole answer.
    pub(crate) fn upload(&mut self, operation: &str, name: &str, file: &[u8]) -> Outcome<&[u8]> {
        const EDGE: &str = "benchmark-part";
        let mut body = Vec::with_capacity(file.len() + 1_024);
        let map = r#"{"0":["variables.file"]}"#;
        for (part, text) in [("operations", operation), ("map", map)] {
            write!(
                body,
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{part}\"\r\n\r\n{text}\r\n"
            )?;
        }
        write!(
            body,
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"0\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )?;
        body.extend_from_slice(file);
        write!(body, "\r\n--{EDGE}--\r\n")?;
        self.request.clear();
        write!(
            self.request,
            "POST /graphql HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {TOKEN}\r\nariadne-request: 1\r\n\
             content-type: multipart/form-data; boundary={EDGE}\r\ncontent-length: {}\r\n\r\n",
            self.host,
            body.len()
        )?;
        self.stream.write_all(&self.request)?;
        self.stream.write_all(&body)?;
        self.answered()
    }

    /// Asks for a file and hands on its bytes as they come, with the last of the
    /// connection; answers how many there were.
    pub(crate) fn download(mut self, path: &str, out: &mut dyn Write) -> Outcome<u64> {
        write!(
            self.stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {TOKEN}\r\nconnection: close\r\n\r\n",
            self.host
        )?;
        let mut answer = BufReader::with_capacity(CHUNK, self.stream);
        let mut line = String::new();
        let mut chunked = false;
        while line != "\r\n" {
            line.clear();
            if answer.read_line(&mut line)? == 0 {
                return Err("The server closed the connection.".into());
            }
            if line.starts_with("HTTP/1.1 ") && !line.starts_with("HTTP/1.1 200") {
                return Err(format!("{path} was answered with {line}").into());
            }
            chunked |= line.to_ascii_lowercase().trim() == "transfer-encoding: chunked";
        }
        if !chunked {
            return Ok(std::io::copy(&mut answer, out)?);
        }
        let mut all = 0;
        loop {
            line.clear();
            answer.read_line(&mut line)?;
            let length = u64::from_str_radix(line.trim(), 16)?;
            let copied = std::io::copy(&mut answer.by_ref().take(length), out)?;
            if copied < length {
                return Err("The file broke off.".into());
            }
            all += copied;
            line.clear();
            answer.read_line(&mut line)?;
            if length == 0 {
                return Ok(all);
            }
        }
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
        self.answered()
    }

    /// Reads the whole answer.
    fn answered(&mut self) -> Outcome<&[u8]> {
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
