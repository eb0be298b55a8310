//! One connection, HTTP/1.1 or HTTP/2.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use ariadne_gateway::Peer;
use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::sleep_until;
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, Phase, UnderWay};
use super::wire::Wire;
use super::{ConnectionLimits, Place, Tls, tls};

/// Most requests that are under way on one HTTP/2 connection.
const STREAMS: u32 = 100;
/// How often an HTTP/2 client is asked whether it is still there, and how long it may take
/// to say so.
const PING: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(20));

/// Serves a connection to its end.
pub(super) async fn run(
    stream: TcpStream,
    address: IpAddr,
    place: Place,
    tls: Option<Tls>,
    limits: ConnectionLimits,
    router: Router,
    stop: CancellationToken,
) {
    let activity = Activity::new();
    let wire = Wire::new(stream, activity.clone(), limits.stall, place);
    let Some(tls) = tls else {
        let peer = Peer { address, secure: false };
        return serve(wire, peer, activity, limits, router, stop).await;
    };
    let shaken = tokio::select! {
        shaken = tokio::time::timeout(limits.handshake, tls::shake_hands(wire, &tls)) => shaken,
        () = stop.cancelled() => return,
    };
    match shaken {
        Ok(Ok(Some(stream))) => {
            let peer = Peer { address, secure: true };
            serve(stream, peer, activity, limits, router, stop).await;
        }
        Ok(Ok(None)) => tracing::debug!(%address, "a client does not speak TLS"),
        Ok(Err(error)) => tracing::debug!(%address, %error, "no TLS handshake"),
        Err(_) => tracing::debug!(%address, "a TLS handshake took too long"),
    }
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    activity: Activity,
    limits: ConnectionLimits,
    router: Router,
    stop: CancellationToken,
) {
    let mut phases = activity.phases();
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let under_way = activity.request(request.version());
        let answer = router.call(request);
        async move {
            let answer = answer.await?;
            Ok::<_, Infallible>(answer.map(|body| Answer { body, _under_way: under_way }))
        }
    });
    let builder = builder();
    let mut serving = pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let mut stopped = pin!(stop.cancelled());
    // When the client was told that the connection ends; it may take a while to agree.
    let mut closing = None;
    loop {
        let phase = phases.now();
        let end = match (phase, closing) {
            (Phase::Busy(since), _) => since + limits.busy,
            (Phase::Head(since), None) => since + limits.head,
            (Phase::Idle(since), None) => since + limits.idle,
            (Phase::Head(since) | Phase::Idle(since), Some(told)) => since.max(told) + limits.head,
        };
        tokio::select! {
            biased;
            ended = serving.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(address = %peer.address, error, "a connection broke");
                }
                return;
            }
            () = stopped.as_mut(), if closing.is_none() => {}
            () = phases.changed() => continue,
            () = sleep_until(end) => {
                if phases.now() != phase {
                    continue;
                }
                if closing.is_some() || !matches!(phase, Phase::Idle(_)) {
                    tracing::debug!(address = %peer.address, ?phase, "a connection took too long");
                    return;
                }
            }
        }
        closing = Some(tokio::time::Instant::now());
        serving.as_mut().graceful_shutdown();
    }
}

/// The extended CONNECT of HTTP/2 stays off: browsers then open sockets over HTTP/1.1,
/// which is how they are served.
fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // Its own time limit on headers would end idle connections too.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(None);
    let (interval, timeout) = PING;
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(interval)
        .keep_alive_timeout(timeout);
    builder
}

/// The body of an answer; its request is under way until it is dropped.
struct Answer {
    body: Body,
    _under_way: UnderWay,
}

impl hyper::body::Body for Answer {
    type Data = <Body as hyper::body::Body>::Data;
    type Error = <Body as hyper::body::Body>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
