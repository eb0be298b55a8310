//! Sockets: graphql-transport-ws and nothing else.

use std::pin::pin;
use std::sync::Arc;

use ariadne_application::ErrorKind;
use async_graphql::{Data, Executor};
use async_graphql_axum::{GraphQLProtocol, GraphQLWebSocket};
use axum::extract::FromRequestParts;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::{Sink, SinkExt, Stream, StreamExt, sink, stream};
use tokio::sync::{mpsc, watch};
use tracing::Instrument;

use super::answer::{Format, refuse};
use super::door::Door;
use super::identity::Identity;
use super::observe::RequestId;
use super::session::Session;
use super::{App, SocketLimits};

const PROTOCOL: &str = "graphql-transport-ws";
/// Messages under way between the socket and the protocol; a slow reader holds back
/// what feeds it instead of filling memory.
const QUEUE: usize = 16;

/// Close codes of RFC 6455 and of the protocol.
const GOING_AWAY: u16 = 1001;
const TOO_BIG: u16 = 1009;
const INIT_TIMEOUT: u16 = 4408;
const UNAUTHORIZED: u16 = 4401;

fn offers_protocol(headers: &HeaderMap) -> bool {
    let offers = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|v| v.to_str().ok());
    offers.flat_map(|v| v.split(',')).any(|p| p.trim() == PROTOCOL)
}

/// Checks an upgrade and opens the socket.
pub(super) async fn upgrade<E: Executor>(
    app: Arc<App<E>>,
    id: RequestId,
    mut parts: Parts,
) -> Response {
    let format = Format::of(&parts.headers);
    let no = |status, kind, message: String| refuse(format, status, kind, message, &id);
    if !app.hosts.admits_origin(&parts) {
        let message = "Pages of other origins may not open a socket here.";
        return no(StatusCode::FORBIDDEN, ErrorKind::Forbidden, message.to_owned());
    }
    if !offers_protocol(&parts.headers) {
        let message = format!("Sockets speak {PROTOCOL}; offer it in Sec-WebSocket-Protocol.");
        return no(StatusCode::BAD_REQUEST, ErrorKind::Validation, message);
    }
    let identity = match Identity::of(&app, &parts).await {
        Ok(identity) => identity,
        Err(refusal) => return refusal.answer(format, &id),
    };
    let door = Arc::new(Door::new(app.access.clone(), identity, app.base_url(&parts)));
    let Ok(permit) = Arc::clone(&app.sockets).try_acquire_owned() else {
        let message = "Too many sockets are open; close some, or try again later.";
        return no(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Limit, message.to_owned());
    };
    // The older protocol may have been offered before ours.
    parts.headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(PROTOCOL));
    let protocol = GraphQLProtocol::from_request_parts(&mut parts, &()).await;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let (Ok(protocol), Ok(upgrade)) = (protocol, upgrade) else {
        let message = "This is no valid WebSocket handshake.";
        return no(StatusCode::BAD_REQUEST, ErrorKind::Validation, message.to_owned());
    };
    let limit = app.config.limits.body_bytes;
    let span = tracing::info_span!("socket", id = id.as_str());
    upgrade.protocols([PROTOCOL]).max_message_size(limit).max_frame_size(limit).on_upgrade(
        move |socket| {
            let tasks = app.config.tasks.clone();
            let serving = async move {
                metrics::gauge!("ariadne_websockets").increment(1);
                tracing::debug!("opened");
                serve(&app, id, door, socket, protocol).await;
                tracing::debug!("closed");
                metrics::gauge!("ariadne_websockets").decrement(1);
                drop(permit);
            };
            tasks.track_future(serving.instrument(span))
        },
    )
}

async fn serve<E: Executor>(
    app: &App<E>,
    id: RequestId,
    door: Arc<Door>,
    socket: WebSocket,
    protocol: GraphQLProtocol,
) {
    let limits = app.config.sockets;
    let (sink, source) = socket.split();
    let (to_client, from_protocol) = mpsc::channel(QUEUE);
    let (to_protocol, from_client) = mpsc::channel(QUEUE);
    let (heard, hearing) = watch::channel(());
    let (introduced, introduction) = watch::channel(false);

    let session = Session::new(app.operations.clone(), Arc::clone(&door), id, limits.subscriptions);
    let farewell = to_client.clone();
    // They must not keep the writer waiting for more.
    let (shown_out, turned_away) = (to_client.downgrade(), to_client.downgrade());
    let entering = Arc::clone(&door);
    // Boxed and not pinned here, so that they end with the protocol.
    let outgoing = Box::pin(sink::unfold(to_client, |to, message: Message| async move {
        to.send(message).await.map(|()| to)
    }));
    let incoming =
        Box::pin(stream::unfold(from_client, |mut from: mpsc::Receiver<Message>| async {
            from.recv().await.map(|message| (Ok(message), from))
        }));
    let speaking = GraphQLWebSocket::new_with_pair(outgoing, incoming, session, protocol)
        .on_connection_init(move |payload| async move {
            // Nobody listens any more when the socket is being closed.
            let _ = introduced.send(true);
            if let Err(error) = entering.introduce(&payload).await {
                say(&turned_away, close(UNAUTHORIZED, &error.to_string())).await;
                return Err(error.to_string().into());
            }
            Ok(Data::default())
        })
        .serve();
    let reading = read(source, to_protocol, farewell, heard);
    let writing = write(sink, from_protocol, introduction, &app.config.shutdown, limits);
    tokio::select! {
        () = writing => {}
        // The writer ends when the protocol has, after the last message.
        () = async { tokio::join!(reading, speaking); std::future::pending().await } => {}
        () = show_out(&door, shown_out) => {}
        () = silence(hearing, limits) => tracing::debug!("not heard for too long"),
    }
}

/// Closes the socket of somebody who may not speak any more. The writer ends it then.
async fn show_out(door: &Door, farewell: mpsc::WeakSender<Message>) {
    let why = door.closes().await;
    say(&farewell, close(UNAUTHORIZED, &why)).await;
    std::future::pending::<()>().await;
}

/// Says a last word, when the socket is still open.
async fn say(to: &mpsc::WeakSender<Message>, message: Message) {
    if let Some(to) = to.upgrade() {
        let _ = to.send(message).await;
    }
}

/// Passes messages on until the client ends.
async fn read(
    mut source: impl Stream<Item = Result<Message, axum::Error>> + Unpin,
    to: mpsc::Sender<Message>,
    farewell: mpsc::Sender<Message>,
    heard: watch::Sender<()>,
) {
    while let Some(message) = source.next().await {
        let Ok(message) = message else {
            // Nobody may be left to hear it.
            let _ = farewell.send(close(TOO_BIG, "The message is too long or malformed.")).await;
            break;
        };
        heard.send_replace(());
        if matches!(message, Message::Close(_)) || to.send(message).await.is_err() {
            break;
        }
    }
    drop((to, farewell));
    // Silence is no longer a fault once the client has ended.
    heard.closed().await;
}

/// Writes what the protocol says, pings, and closes at a shutdown or when the client
/// does not introduce itself.
async fn write(
    mut sink: impl Sink<Message> + Unpin,
    mut from: mpsc::Receiver<Message>,
    introduction: watch::Receiver<bool>,
    shutdown: &tokio_util::sync::CancellationToken,
    limits: SocketLimits,
) {
    let mut pings = tokio::time::interval(limits.ping);
    pings.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    pings.tick().await;
    let patience = tokio::time::sleep(limits.init);
    let mut patience = pin!(patience);
    let mut waiting = true;
    loop {
        let message = tokio::select! {
            message = from.recv() => message,
            _ = pings.tick() => Some(Message::Ping(axum::body::Bytes::new())),
            () = shutdown.cancelled() => Some(close(GOING_AWAY, "The server goes down.")),
            () = &mut patience, if waiting => {
                waiting = false;
                if *introduction.borrow() {
                    continue;
                }
                Some(close(INIT_TIMEOUT, "Connection initialisation timeout"))
            }
        };
        let Some(message) = message else { break };
        let last = matches!(message, Message::Close(_));
        if sink.send(message).await.is_err() || last {
            break;
        }
    }
    // The client may be gone already.
    let _ = sink.close().await;
}

fn close(code: u16, reason: &str) -> Message {
    // A control frame has 125 bytes, the code takes two of them.
    let end = reason.floor_char_boundary(123);
    Message::Close(Some(CloseFrame { code, reason: reason[..end].into() }))
}

/// Ends when nothing was heard for too long.
async fn silence(mut hearing: watch::Receiver<()>, limits: SocketLimits) {
    while let Ok(heard) = tokio::time::timeout(limits.idle, hearing.changed()).await {
        if heard.is_err() {
            return std::future::pending().await;
        }
    }
}
