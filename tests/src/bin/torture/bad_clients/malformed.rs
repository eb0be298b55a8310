//! Requests that are none, and some that are too much. Each is refused, or the connection is
//! closed; none is answered as the server's own fault, and none is left waiting.

use rand::Rng;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::wire::{Heard, ask, head};
use crate::tally::{Book, Fault};

const GOOD: &str = r#"{"query":"{ server { seq } }"}"#;

/// All of them once, and as many noisy ones.
pub(super) async fn round(address: &str, seed: u64, book: &Book) -> Result<(), String> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut requests = requests(address);
    for _ in 0..requests.len() {
        requests.push(("noise", noise(&mut random, address)));
    }
    for (name, bytes) in requests {
        book.tried();
        let shown = || {
            let start: String = String::from_utf8_lossy(&bytes).chars().take(200).collect();
            format!("{name}: {start:?}")
        };
        match ask(address, &bytes).await? {
            Heard::Status(status @ 500..) if status != 505 => {
                book.fault(Fault::Wrong, format!("{} is answered {status}", shown()));
            }
            Heard::Status(400..) | Heard::Errors | Heard::Closed => book.refused(),
            // noise may leave a request as it was
            Heard::Status(_) if name == "noise" => {}
            Heard::Status(status) => {
                book.fault(Fault::Wrong, format!("{} is answered {status}", shown()));
            }
            Heard::Nothing => book.fault(Fault::Hung, shown()),
        }
    }
    Ok(())
}

/// A request with this body.
fn with(address: &str, body: &[u8]) -> Vec<u8> {
    let head = head(address, &format!("Content-Length: {}", body.len()));
    [head.as_bytes(), b"\r\n", body].concat()
}

fn requests(address: &str) -> Vec<(&'static str, Vec<u8>)> {
    let headed = |length: &str, rest: &[u8]| [head(address, length).as_bytes(), rest].concat();
    let line = |line: &str| format!("{line}\r\nHost: {address}\r\n\r\n").into_bytes();
    let long = "x".repeat(11 * 1024 * 1024);
    let chunks =
        format!("\r\n{}0\r\n\r\n", format!("10000\r\n{}\r\n", "y".repeat(0x1_0000)).repeat(200));
    vec![
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello".to_vec()),
        ("nothing but ends of lines", b"\r\n".repeat(5_000)),
        ("no version", b"GET /graphql\r\n\r\n".to_vec()),
        ("another version", line("GET / HTTP/9.9")),
        ("no such method", line("BREW /graphql HTTP/1.1")),
        ("a target with spaces", line("GET /graph ql HTTP/1.1")),
        ("a target of 1 MB", line(&format!("GET /{} HTTP/1.1", "a".repeat(1_000_000)))),
        ("a target that is no UTF-8", b"GET /\xff\xfe HTTP/1.1\r\n\r\n".to_vec()),
        ("a target that goes up", line("GET /graphiql/../../../etc/passwd HTTP/1.1")),
        ("an encoded target that goes up", line("GET /graphiql/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1")),
        ("no host", b"POST /graphql HTTP/1.1\r\nContent-Length: 0\r\n\r\n".to_vec()),
        ("two hosts", line("GET /graphql HTTP/1.1\r\nHost: elsewhere")),
        ("a foreign host", b"GET /graphql HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n".to_vec()),
        ("a header of 1 MB", line(&format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(1_000_000)))),
        ("10,000 headers", line(&format!("GET / HTTP/1.1\r\n{}X: y", "A: b\r\n".repeat(10_000)))),
        ("a header without a name", line("GET /graphql HTTP/1.1\r\n: x")),
        ("a header with a NUL", line("GET /graphql HTTP/1.1\r\nX: a\0b")),
        ("a folded header", line("GET /graphql HTTP/1.1\r\nX: a\r\n b")),
        ("two lengths", headed("Content-Length: 5\r\nContent-Length: 6", b"\r\nhello!")),
        ("a negative length", headed("Content-Length: -5", b"\r\nhello")),
        ("an endless length", headed("Content-Length: 99999999999999999999999", b"\r\n{}")),
        ("a length and chunks", headed("Content-Length: 5\r\nTransfer-Encoding: chunked", b"\r\n0\r\n\r\n")),
        ("no size of a chunk", headed("Transfer-Encoding: chunked", b"\r\nzz\r\nhello\r\n0\r\n\r\n")),
        ("an endless chunk", headed("Transfer-Encoding: chunked", b"\r\nffffffffffffffffff\r\nhello")),
        ("a body of 11 MB", with(address, format!("{{\"query\":\"{long}\"}}").as_bytes())),
        ("chunks of 13 MB", headed("Transfer-Encoding: chunked", chunks.as_bytes())),
        ("a body that ends early", headed("Content-Length: 5000", b"\r\n{\"query\":")),
        ("no body", with(address, b"")),
        ("no JSON", with(address, b"query { server { seq } }")),
        ("JSON that is cut", with(address, &GOOD.as_bytes()[..15])),
        ("no UTF-8", with(address, b"{\"query\":\"\xff\xfe\"}")),
        ("half a surrogate", with(address, br#"{"query":"{ tableByName(name: \"\ud800\") { id } }"}"#)),
        ("another shape", with(address, br#"{"query":["a"],"variables":7}"#)),
        ("a batch", with(address, format!("[{GOOD},{GOOD}]").as_bytes())),
        ("deep JSON", with(address, format!("{{\"query\":\"{{a}}\",\"variables\":{{\"a\":{}", "[".repeat(500_000)).as_bytes())),
        ("deep objects", with(address, format!("{{\"variables\":{}", "{\"a\":".repeat(500_000)).as_bytes())),
        ("a deep document", with(address, format!("{{\"query\":\"{}\"}}", "{a".repeat(500_000)).as_bytes())),
        ("deep values", with(address, format!("{{\"query\":\"{{a(b:{}\"}}", "[".repeat(900_000)).as_bytes())),
        ("an odd key", headed(&format!("Idempotency-Key: {}\r\nContent-Length: {}", "k".repeat(5_000), GOOD.len()), format!("\r\n{GOOD}").as_bytes())),
        ("an odd seq", headed(&format!("Ariadne-Min-Seq: many\r\nContent-Length: {}", GOOD.len()), format!("\r\n{GOOD}").as_bytes())),
        ("a seq that is far away", headed(&format!("Ariadne-Min-Seq: 18446744073709551615\r\nContent-Length: {}", GOOD.len()), format!("\r\n{GOOD}").as_bytes())),
        ("another type", format!("POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{GOOD}", GOOD.len()).into_bytes()),
        ("half an upgrade", line("GET /graphql HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket")),
        ("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()),
    ]
}

/// A good request with some bytes changed.
fn noise(random: &mut StdRng, address: &str) -> Vec<u8> {
    let mut bytes = with(address, GOOD.as_bytes());
    for _ in 0..random.random_range(1..6) {
        let at = random.random_range(0..bytes.len());
        match random.random_range(0..3) {
            0 => bytes[at] = random.random(),
            1 => {
                bytes.remove(at);
            }
            _ => bytes.insert(at, *b"\r\n\0: {\"".choose(random).unwrap_or(&b'x')),
        }
    }
    bytes
}
