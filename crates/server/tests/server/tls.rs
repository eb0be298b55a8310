//! TLS as clients see it.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use ariadne_server::{Running, start};
use futures_util::{SinkExt, StreamExt};
use hyper::Request;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::process::{self, ariadne, ended, ready, signal};
use crate::support::{bearer, config};
use crate::tls_files::{Made, make, write};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_secs(30);

async fn serving(made: &Made, handshake: Duration) -> (Running, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(folder.path());
    config.tls = Some(write(folder.path(), made));
    config.connections.handshake = handshake;
    config.allowed_hosts = vec!["catalog.example.org".to_owned()];
    (start(config).await.expect("starts"), folder)
}

fn certificate(made: &Made) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(made.certificate.as_bytes()).expect("PEM")
}

/// Connects as a client that trusts these certificates and offers these protocols.
async fn connect(
    address: &str,
    trusted: &[&Made],
    protocols: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    for made in trusted {
        roots.add(certificate(made)).expect("a certificate");
    }
    let mut client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.alpn_protocols = protocols.iter().map(|p| p.to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").expect("a name");
    let shaken = TlsConnector::from(Arc::new(client)).connect(name, stream);
    tokio::time::timeout(HANG, shaken).await.expect("in time")
}

/// Asks over HTTP/1.1 and answers what came, up to the body's end or the connection's.
async fn ask(stream: &mut TlsStream<TcpStream>, path: &str, host: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\nok\n") {
        let mut part = [0; 4096];
        let read = tokio::time::timeout(HANG, stream.read(&mut part)).await.expect("in time");
        let read = read.expect("readable");
        assert!(read > 0, "closed after {}", String::from_utf8_lossy(&answer));
        answer.extend(&part[..read]);
    }
    String::from_utf8(answer).expect("text")
}

#[tokio::test]
async fn both_versions_of_http_are_spoken() {
    let made = make();
    let (server, _folder) = serving(&made, HANG).await;
    assert!(server.url("/").starts_with("https://"));
    let address = server.addr().to_string();
    let mut first = connect(&address, &[&made], &[b"http/1.1"]).await.expect("trusted");
    assert_eq!(first.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    let answer = ask(&mut first, "/healthz", "catalog.example.org").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000\r\n"), "{answer}");
    let local = ask(&mut first, "/healthz", "localhost").await;
    assert!(!local.contains("strict-transport-security"), "{local}");

    let second = connect(&address, &[&made], &[b"h2", b"http/1.1"]).await.expect("trusted");
    assert_eq!(second.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let stream = TokioIo::new(second);
    let (mut client, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), stream).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    let request = Request::get("https://localhost/readyz").body(String::new());
    let answer = client.send_request(request.expect("a request")).await.expect("answered");
    assert_eq!((answer.status().as_u16(), answer.version()), (200, hyper::Version::HTTP_2));

    // Who trusts somebody else does not talk to us.
    assert!(connect(&address, &[&make()], &[]).await.is_err());
    server.shutdown().await.expect("stops");
    let goodbye = tokio::time::timeout(HANG, connection).await.expect("in time");
    goodbye.expect("no panic").expect("a goodbye");
}

#[tokio::test]
async fn sockets_are_opened_over_tls() {
    let made = make();
    let (server, _folder) = serving(&made, HANG).await;
    let address = server.addr().to_string();
    let stream = connect(&address, &[&made], &[b"http/1.1"]).await.expect("trusted");
    let mut request = "wss://localhost/graphql".into_client_request().expect("a request");
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", "graphql-transport-ws".parse().expect("a header"));
    headers.insert("origin", "https://localhost".parse().expect("a header"));
    headers.insert("authorization", bearer());
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.expect("admitted");
    socket.send(Message::text(r#"{"type":"connection_init"}"#)).await.expect("open");
    let heard = tokio::time::timeout(HANG, socket.next()).await.expect("in time");
    let heard = heard.expect("open").expect("a message");
    assert!(heard.to_text().expect("text").contains("connection_ack"));
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn who_does_not_speak_tls_is_not_left_waiting() {
    let (server, _folder) = serving(&make(), Duration::from_millis(200)).await;
    let talk = async |said: &[u8]| {
        let mut stream = TcpStream::connect(server.addr()).await.expect("connects");
        stream.write_all(said).await.expect("sent");
        let mut answer = String::new();
        // A reset is an end too.
        let read = tokio::time::timeout(HANG, stream.read_to_string(&mut answer)).await;
        let _ = read.expect("the server ends it");
        answer
    };
    let plain = talk(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert!(plain.starts_with("HTTP/1.1 400") && plain.contains("https://"), "{plain}");
    assert_eq!(talk(b"").await, "", "a silent one");
    assert_eq!(talk(&[0x16, 3, 1]).await, "", "one that begins a handshake");
    assert_eq!(talk(b"\x00\x01\x02").await, "");
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn the_command_line_knows_its_server_by_the_certificate() {
    let (server, folder) = serving(&make(), HANG).await;
    let address = server.addr().to_string();
    let verify = ["lineage", "verify", "--listen", &address, "--tls-certificate"];
    let own = process::run(folder.path(), &[&verify[..], &["certificate.pem"]].concat()).await;
    assert_eq!(own.code, Some(0), "{}", own.err);
    fs::write(folder.path().join("other.pem"), make().certificate).expect("written");
    let other = process::run(folder.path(), &[&verify[..], &["other.pem"]].concat()).await;
    assert_eq!(other.code, Some(1), "{}", other.out);
    assert!(other.err.contains("--tls-certificate"), "{}", other.err);

    // So is it when it is watched: by flag, variable or file, at its address or a page.
    let told = |ended: &process::Ended| (ended.code, ended.out == "The server is ready.\n");
    let page = server.url("/readyz");
    assert!(page.starts_with("https://"), "{page}");
    let by_address = ["healthcheck", "--listen", &address, "--tls-certificate"];
    let by_page = ["healthcheck", "--url", &page, "--tls-certificate"];
    for watch in [by_address, by_page] {
        let own = process::run(folder.path(), &[&watch[..], &["certificate.pem"]].concat()).await;
        assert_eq!(told(&own), (Some(0), true), "{}", own.err);
        let other = process::run(folder.path(), &[&watch[..], &["other.pem"]].concat()).await;
        assert_eq!(told(&other), (Some(1), false), "{}", other.out);
        assert!(other.err.contains("No server answers at https://"), "{}", other.err);
    }
    let variables = [("ARIADNE_TLS_CERTIFICATE", "certificate.pem"), ("ARIADNE_LISTEN", &address)];
    let own = process::run_with(folder.path(), &["healthcheck"], &variables).await;
    assert_eq!(told(&own), (Some(0), true), "{}", own.err);
    let file = format!("tls-certificate = \"certificate.pem\"\nlisten = \"{address}\"\n");
    fs::write(folder.path().join("a.toml"), file).expect("written");
    let own = process::run(folder.path(), &["healthcheck", "--config", "a.toml"]).await;
    assert_eq!(told(&own), (Some(0), true), "{}", own.err);
    server.shutdown().await.expect("stops");
}

#[tokio::test]
async fn a_hangup_reads_the_certificate_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (make(), make());
    let files = write(folder.path(), &old);
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "d", "--log-format", "json"];
    let mut command = ariadne(folder.path(), &arguments);
    command.env("ARIADNE_TLS_CERTIFICATE", "certificate.pem").env("ARIADNE_TLS_KEY", "key.pem");
    let mut child = command.spawn().expect("starts");
    let url = ready(&mut child).await;
    let address = url.strip_prefix("https://").expect("HTTPS").to_owned();
    let mut log = BufReader::new(child.stderr.take().expect("piped")).lines();
    let mut logged = async |words: &str| {
        let found = async {
            while let Some(line) = log.next_line().await.expect("readable") {
                if line.contains(words) {
                    return line;
                }
            }
            panic!("the log ended without {words}")
        };
        tokio::time::timeout(HANG, found).await.expect("in time")
    };
    let shown = async || {
        let stream = connect(&address, &[&old, &new], &[]).await.expect("trusted");
        let (_, session) = stream.get_ref();
        session.peer_certificates().expect("shown")[0].clone().into_owned()
    };

    let mut open = connect(&address, &[&old], &[]).await.expect("trusted");
    ask(&mut open, "/healthz", "localhost").await;
    assert_eq!(shown().await, certificate(&old));
    write(folder.path(), &new);
    signal(&child, "HUP").await;
    logged("were read again").await;
    assert_eq!(shown().await, certificate(&new));
    ask(&mut open, "/healthz", "localhost").await;

    fs::write(&files.key, &old.key).expect("written");
    signal(&child, "HUP").await;
    let why = logged("the one before stays in use").await;
    assert!(why.contains("does not belong to the certificate"), "{why}");
    assert_eq!(shown().await, certificate(&new));
    ask(&mut open, "/healthz", "localhost").await;
    signal(&child, "TERM").await;
    assert_eq!(ended(child).await.code, Some(0));
}
