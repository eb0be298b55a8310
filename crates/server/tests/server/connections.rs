//! Connections: slow ones, silent ones, many of them, and the end of all.

use std::time::Duration;

use ariadne_server::{Config, Running, start};
use hyper::Request;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::{TOKEN, config, metrics};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(200);

async fn serving(change: impl FnOnce(&mut Config)) -> (Running, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(folder.path());
    change(&mut config);
    (start(config).await.expect("starts"), folder)
}

async fn connect(server: &Running) -> TcpStream {
    TcpStream::connect(server.addr()).await.expect("connects")
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n")
}

/// Sends a request and reads the answer, which is as short as a probe's.
async fn probe(stream: &mut TcpStream) {
    stream.write_all(get("/healthz").as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\nok\n") {
        let mut part = [0; 4096];
        let read = tokio::time::timeout(HANG, stream.read(&mut part)).await.expect("in time");
        let read = read.expect("readable");
        assert!(read > 0, "closed after {}", String::from_utf8_lossy(&answer));
        answer.extend(&part[..read]);
    }
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
}

/// Reads to the connection's end, which the server makes.
async fn ended(stream: &mut TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    // A reset is an end too.
    let _ = tokio::time::timeout(HANG, stream.read_to_end(&mut rest)).await.expect("in time");
    rest
}

#[tokio::test]
async fn who_sends_no_headers_in_time_is_closed() {
    let (server, _folder) = serving(|config| config.connections.head = SHORT).await;
    for begun in ["", "GET /healthz HTTP/1.1\r\nhost: loc", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut slow = connect(&server).await;
        slow.write_all(begun.as_bytes()).await.expect("sent");
        ended(&mut slow).await;
    }
    // A second request has no more time than the first.
    let mut second = connect(&server).await;
    probe(&mut second).await;
    second.write_all(b"GET /healthz HT").await.expect("sent");
    assert!(ended(&mut second).await.is_empty());
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_connection_without_requests_is_closed() {
    let (server, _folder) = serving(|config| config.connections.idle = SHORT).await;
    let mut idle = connect(&server).await;
    probe(&mut idle).await;
    assert!(ended(&mut idle).await.is_empty());
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn who_takes_no_answers_is_closed() {
    let (server, _folder) = serving(|config| config.connections.stall = SHORT).await;
    let small = TcpSocket::new_v4().expect("a socket");
    small.set_recv_buffer_size(4096).expect("set");
    let mut deaf = small.connect(server.addr()).await.expect("connects");
    // More answers than the system keeps for somebody who reads none.
    let many = get("/schema.graphql").repeat(500);
    let sent = async {
        loop {
            if deaf.write_all(many.as_bytes()).await.is_err() {
                return;
            }
        }
    };
    tokio::time::timeout(HANG, sent).await.expect("the server closes");
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_thousand_idle_connections_are_in_nobodys_way() {
    let (server, _folder) = serving(|_| ()).await;
    let mut idle = Vec::new();
    for _ in 0..1_000 {
        idle.push(connect(&server).await);
    }
    for connection in idle.iter_mut().take(100) {
        probe(connection).await;
    }
    let metrics = metrics(&server).await.expect("answered");
    let metrics = metrics.text().await.expect("text");
    let open = metrics.lines().find_map(|line| line.strip_prefix("ariadne_connections "));
    let open: f64 = open.expect("a gauge").parse().expect("a number");
    assert!(open >= 1_000.0, "{open}");
    drop(idle);
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn further_connections_wait_for_a_place() {
    let (server, _folder) = serving(|config| config.connections.connections = 2).await;
    let (mut first, mut second) = (connect(&server).await, connect(&server).await);
    probe(&mut first).await;
    probe(&mut second).await;
    let mut third = connect(&server).await;
    third.write_all(get("/healthz").as_bytes()).await.expect("sent");
    probe(&mut first).await;
    probe(&mut second).await;
    let early = third.try_read(&mut [0; 16]).expect_err("not answered yet");
    assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
    drop(first);
    let mut begin = [0; 12];
    let read = tokio::time::timeout(HANG, third.read_exact(&mut begin)).await.expect("in time");
    read.expect("answered");
    assert_eq!(&begin, b"HTTP/1.1 200");
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_end() {
    let (server, _folder) = serving(|_| ()).await;
    let address = server.addr();
    let (mut busy, mut idle) = (connect(&server).await, connect(&server).await);
    probe(&mut idle).await;
    let body = r#"{"query":"{ server { version } }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    busy.write_all(head.as_bytes()).await.expect("sent");
    // The handler waits for the body now.
    let mut go_on = [0; 25];
    let read = tokio::time::timeout(HANG, busy.read_exact(&mut go_on)).await.expect("in time");
    read.expect("the server goes on");
    let finish = async {
        ended(&mut idle).await;
        busy.write_all(body.as_bytes()).await.expect("sent");
        String::from_utf8(ended(&mut busy).await).expect("text")
    };
    let (stopped, answer) = tokio::join!(server.shutdown(), finish);
    stopped.expect("stops");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"version\""), "{answer}");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn http2_is_spoken_without_tls_too() {
    let (server, _folder) = serving(|config| config.connections.idle = SHORT).await;
    let stream = TokioIo::new(connect(&server).await);
    let (mut client, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), stream).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    for _ in 0..3 {
        let request = Request::get("http://localhost/healthz").body(String::new());
        let answer = client.send_request(request.expect("a request")).await.expect("answered");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.version(), hyper::Version::HTTP_2);
    }
    // The server says goodbye to an idle one.
    let ended = tokio::time::timeout(HANG, connection).await.expect("in time");
    ended.expect("no panic").expect("a goodbye");
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn who_opens_no_window_for_the_answer_is_closed() {
    let (server, _folder) = serving(|config| {
        config.connections.busy = SHORT;
        config.limits.time = SHORT;
        config.limits.live_time = SHORT;
    })
    .await;
    let stream = TokioIo::new(connect(&server).await);
    let mut http2 = hyper::client::conn::http2::Builder::new(TokioExecutor::new());
    http2.initial_stream_window_size(0);
    let (mut client, connection) = http2.handshake(stream).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    let request = Request::get("http://localhost/healthz").body(String::new());
    let answer = client.send_request(request.expect("a request")).await.expect("begins");
    assert_eq!(answer.status(), 200);
    // Cut off or closed: its body does not come.
    let _ = tokio::time::timeout(HANG, connection).await.expect("the server ends it");
    drop(answer);
    server.shutdown().await.expect("stops");
}
