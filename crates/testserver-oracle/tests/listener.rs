//! What the listener says to a client that speaks to it in bytes, however they are cut.

use std::io;

use ariadne_testserver_oracle::{Fault, Moment, Profile, TestServer, TestServerBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const REFUSE: u8 = 4;
const ACCEPT: u8 = 2;
const REDIRECT: u8 = 5;
const DATA: u8 = 6;
const RESEND: u8 = 11;

/// A CONNECT packet with these connect data, in one packet when they are short.
fn connect(data: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for number in [319_u16, 300, 1, 8192, 8192, 0x4f98, 0, 1] {
        body.extend_from_slice(&number.to_be_bytes());
    }
    body.extend_from_slice(&u16::try_from(data.len()).expect("they are short").to_be_bytes());
    body.extend_from_slice(&74_u16.to_be_bytes());
    body.resize(50, 0);
    for number in [8192_u32, 8192, 0, 0] {
        body.extend_from_slice(&number.to_be_bytes());
    }
    let inline = data.len() <= 230;
    if inline {
        body.extend_from_slice(data.as_bytes());
    }
    let mut bytes = packet(1, &body);
    if !inline {
        bytes.extend_from_slice(&packet(DATA, &[&[0, 0], data.as_bytes()].concat()));
    }
    bytes
}

fn packet(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 8).expect("it is short").to_be_bytes();
    [&length[..], &[0, 0, kind, 0, 0, 0], body].concat()
}

fn service(name: &str) -> String {
    format!("(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME={name})(CID=(PROGRAM=p))))")
}

/// The next packet: its kind and its body.
async fn answer(stream: &mut TcpStream) -> io::Result<(u8, Vec<u8>)> {
    let mut header = [0; 8];
    stream.read_exact(&mut header).await?;
    let length = usize::from(u16::from_be_bytes([header[0], header[1]]));
    let mut body = vec![0; length - 8];
    stream.read_exact(&mut body).await?;
    Ok((header[4], body))
}

async fn start(builder: TestServerBuilder) -> (TestServer, TcpStream) {
    let server = builder.start().await.expect("a port is free");
    let stream = TcpStream::connect(("127.0.0.1", server.port())).await.expect("it listens");
    (server, stream)
}

async fn asked(builder: TestServerBuilder, data: &str) -> (u8, String) {
    let (_server, mut stream) = start(builder).await;
    stream.write_all(&connect(data)).await.expect("it reads");
    let (kind, body) = answer(&mut stream).await.expect("it answers");
    (kind, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn who_asks_for_what_is_not_there_is_refused_with_its_number() {
    for (data, code) in [
        (service("nosuch"), "(ERR=12514)"),
        ("(DESCRIPTION=(CONNECT_DATA=(SID=nosuch)))".to_owned(), "(ERR=12505)"),
        ("(DESCRIPTION=(CONNECT_DATA=))".to_owned(), "(ERR=12504)"),
    ] {
        let (kind, text) = asked(TestServer::builder(), &data).await;
        assert_eq!(kind, REFUSE, "{data}");
        assert!(text.contains(code), "{data}: {text}");
    }
    let (kind, text) = asked(TestServer::builder().refuse(12528), &service("freepdb1")).await;
    assert_eq!((kind, text.contains("(ERR=12528)")), (REFUSE, true));
    let fault = Fault::error(Moment::Listener, 12526, "restricted");
    let (kind, text) = asked(TestServer::builder().fault(fault), &service("freepdb1")).await;
    assert_eq!((kind, text.contains("(ERR=12526)")), (REFUSE, true));
}

#[tokio::test]
async fn names_are_compared_without_regard_to_case_and_may_be_long() {
    let long = "x".repeat(200);
    for name in ["FreePDB1", long.as_str()] {
        let builder = TestServer::builder().services(["freepdb1", long.as_str()]);
        let (kind, _) = asked(builder, &service(name)).await;
        assert_eq!(kind, ACCEPT, "{name}");
    }
}

#[tokio::test]
async fn a_packet_that_comes_byte_by_byte_is_read() {
    let (_server, mut stream) = start(TestServer::builder()).await;
    for byte in connect(&service("freepdb1")) {
        stream.write_all(&[byte]).await.unwrap();
        stream.flush().await.unwrap();
    }
    assert_eq!(answer(&mut stream).await.unwrap().0, ACCEPT);
}

#[tokio::test]
async fn accepting_tells_what_the_server_can() {
    for (builder, native, features) in [
        (TestServer::builder(), 0x04, 0_u32),
        (TestServer::builder().profile(Profile::V23), 0x04, 0x1200_0000),
        (TestServer::builder().native_encryption_required(), 0x10, 0),
    ] {
        let (_server, mut stream) = start(builder.sdu(1024)).await;
        stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
        let (kind, body) = answer(&mut stream).await.unwrap();
        assert_eq!((kind, body.len()), (ACCEPT, 37));
        assert_eq!(body[14], native);
        assert_eq!(body[24..28], 1024_u32.to_be_bytes());
        assert_eq!(body[33..37], features.to_be_bytes());
    }
}

#[tokio::test]
async fn a_listener_may_ask_again_or_send_elsewhere() {
    let (_server, mut stream) = start(TestServer::builder().resend(true)).await;
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    assert_eq!(answer(&mut stream).await.unwrap(), (RESEND, Vec::new()));
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    assert_eq!(answer(&mut stream).await.unwrap().0, ACCEPT);

    let (server, mut stream) = start(TestServer::builder().redirect(true)).await;
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    let (kind, length) = answer(&mut stream).await.unwrap();
    let (more, body) = answer(&mut stream).await.unwrap();
    assert_eq!((kind, more), (REDIRECT, DATA));
    assert_eq!(usize::from(u16::from_be_bytes([length[0], length[1]])), body.len() - 2);
    assert!(String::from_utf8_lossy(&body).contains(&format!("(PORT={})", server.port())));
    assert_eq!(answer(&mut stream).await.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
}

#[tokio::test]
async fn faults_strike_before_anything_is_said() {
    let (_server, mut stream) = start(TestServer::builder().fault(Fault::http())).await;
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 400"), "{text}");

    let fault = Fault::cut_mid_answer(Moment::Listener);
    let (_server, mut stream) = start(TestServer::builder().fault(fault)).await;
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len(), 22, "half of 45");

    let (server, mut stream) = start(TestServer::builder().fault(Fault::silent())).await;
    stream.write_all(&connect(&service("freepdb1"))).await.unwrap();
    server.connections_accepted(1).await;
    server.disconnect_all();
    assert_eq!(stream.read(&mut [0; 1]).await.unwrap_or(0), 0, "it was silent to its end");
    server.connections_down_to(0).await;
}

#[tokio::test]
async fn what_is_no_oracle_client_is_hung_up_on() {
    let (server, mut stream) = start(TestServer::builder()).await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    // A length of thousands of bytes was announced: the server waits for them.
    stream.shutdown().await.unwrap();
    assert_eq!(stream.read(&mut [0; 1]).await.unwrap(), 0);
    server.connections_down_to(0).await;
}
