//! Connections of the proxy: breaking them, TLS, and handing them to the HTTP server.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll};

use axum::Router;
use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::{Break, State, Tls, handler};
use crate::certificates::Authority;

/// Neither the beginning of an HTTP answer nor of a TLS record.
const GARBAGE: &[u8] = b"\x00\x07\xfe\xed\xfa\xceno protocol that you know\r\n\r\n\x00\x01\x02";

/// The certificate of this kind, from `authority` or (an unknown issuer) from another one of the same name.
pub(super) fn acceptor(tls: Tls, authority: &Authority) -> TlsAcceptor {
    const HERE: [&str; 2] = ["localhost", "127.0.0.1"];
    let leaf = match tls {
        Tls::Valid => authority.issue(&HERE),
        Tls::Expired => authority.issue_expired(&HERE),
        Tls::WrongHost => authority.issue(&["elsewhere.example"]),
        Tls::UnknownIssuer => Authority::new("Ariadne tests: a stranger").issue(&HERE),
    };
    TlsAcceptor::from(leaf.server_config())
}

/// Accepts connections until the runtime ends.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    acceptor: Option<TlsAcceptor>,
    state: Arc<State>,
) {
    listener.set_nonblocking(true).expect("a bound socket can be switched");
    let address = listener.local_addr().expect("a bound socket has an address");
    let listener = tokio::net::TcpListener::from_std(listener)
        .expect("this runs on a runtime with input and output");
    let (sender, receiver) = mpsc::channel(16);
    let app = Router::new().fallback(handler::answer).with_state(Arc::clone(&state));
    tokio::spawn(async move { axum::serve(Accepted { receiver, address }, app).await });
    // an error here is a client that left before it was accepted
    loop {
        if let Ok((stream, peer)) = listener.accept().await {
            state.connections.fetch_add(1, Ordering::SeqCst);
            let broken = state.rules.read().unwrap_or_else(PoisonError::into_inner).broken;
            tokio::spawn(open(stream, peer, broken, acceptor.clone(), sender.clone()));
        }
    }
}

/// A task per connection: a handshake that hangs must not keep the others waiting.
async fn open(
    mut stream: TcpStream,
    peer: SocketAddr,
    broken: Option<Break>,
    acceptor: Option<TlsAcceptor>,
    sender: mpsc::Sender<(Stream, SocketAddr)>,
) {
    if let Some(how) = broken {
        // errors are the client's business: he may have left
        let _ = break_off(&mut stream, how).await;
        return;
    }
    let stream = match acceptor {
        None => Stream::Plain(stream),
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Stream::Tls(Box::new(stream)),
            Err(_) => return, // the client did not like the certificate, which is what such a test is about
        },
    };
    let _ = sender.send((stream, peer)).await;
}

async fn break_off(stream: &mut TcpStream, how: Break) -> io::Result<()> {
    let mut heard = [0; 1024];
    match how {
        // to its end: until the client leaves
        Break::Silence => while stream.read(&mut heard).await? > 0 {},
        Break::Garbage => {
            if stream.read(&mut heard).await? > 0 {
                stream.write_all(GARBAGE).await?;
                stream.shutdown().await?;
                while stream.read(&mut heard).await? > 0 {}
            }
        }
        Break::Close => {
            let _how_much = stream.read(&mut heard).await?;
        }
    }
    Ok(())
}

/// The connections that got through, as the HTTP server wants them.
struct Accepted {
    receiver: mpsc::Receiver<(Stream, SocketAddr)>,
    address: SocketAddr,
}

impl Listener for Accepted {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        match self.receiver.recv().await {
            Some(accepted) => accepted,
            None => std::future::pending().await, // the accepting loop never ends before the runtime does
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
