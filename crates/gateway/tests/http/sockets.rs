//! Subscriptions as a browser has them.

use std::net::SocketAddr;
use std::time::Duration;

use ariadne_gateway::{HttpConfig, router};
use async_graphql::futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{BEARER, catalog, config, gateway};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_secs(20);

async fn serve(config: HttpConfig) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("bound");
    let app = router(gateway(config, catalog()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    addr
}

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

async fn connect(
    addr: SocketAddr,
    protocol: &str,
    origin: Option<&str>,
) -> Result<Client, (u16, Value)> {
    let mut request = format!("ws://{addr}/graphql").into_client_request().expect("a request");
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", protocol.parse().expect("a header"));
    headers.insert("authorization", BEARER.parse().expect("a header"));
    if let Some(origin) = origin {
        headers.insert("origin", origin.parse().expect("a header"));
    }
    match connect_async(request).await {
        Ok((socket, response)) => {
            assert_eq!(response.headers()["sec-websocket-protocol"], "graphql-transport-ws");
            Ok(Client(socket))
        }
        Err(Error::Http(response)) => {
            let body = response.body().as_deref().unwrap_or_default();
            Err((response.status().as_u16(), serde_json::from_slice(body).unwrap_or_default()))
        }
        Err(error) => panic!("{error}"),
    }
}

impl Client {
    async fn open(addr: SocketAddr) -> Self {
        let mut client = connect(addr, "graphql-transport-ws", None).await.expect("admitted");
        client.say(json!({"type": "connection_init"})).await;
        assert_eq!(client.hear().await, json!({"type": "connection_ack"}));
        client
    }

    async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("open");
    }

    async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({"query": query, "variables": variables});
        self.say(json!({"type": "subscribe", "id": id, "payload": payload})).await;
    }

    async fn next(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(HANG, self.0.next()).await.expect("not hanging");
        next.and_then(Result::ok)
    }

    /// The next message of the protocol.
    async fn hear(&mut self) -> Value {
        loop {
            match self.next().await {
                Some(Message::Text(text)) => return serde_json::from_str(&text).expect("JSON"),
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                other => panic!("not a message: {other:?}"),
            }
        }
    }

    /// The code that the server closes with.
    async fn closed(&mut self) -> Option<u16> {
        while let Some(message) = self.next().await {
            if let Message::Close(frame) = message {
                return frame.map(|f| f.code.into());
            }
        }
        None
    }
}

fn next(id: &str, data: &Value) -> Value {
    json!({"type": "next", "id": id, "payload": {"data": data}})
}

#[tokio::test]
async fn a_subscription_runs_to_its_end() {
    let mut client = Client::open(serve(config()).await).await;
    let query = "subscription Count($on: Boolean!) { count(to: 2) @include(if: $on) }";
    client.subscribe("a", query, json!({"on": true})).await;
    assert_eq!(client.hear().await, next("a", &json!({"count": 1})));
    assert_eq!(client.hear().await, next("a", &json!({"count": 2})));
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "a"}));
    client.say(json!({"type": "ping"})).await;
    assert_eq!(client.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_query_is_answered_once_and_with_its_own_id() {
    let mut client = Client::open(serve(config()).await).await;
    client.subscribe("q", "{ context }", json!({})).await;
    let heard = client.hear().await;
    let context = &heard["payload"]["data"]["context"];
    assert_eq!(context[0], "made-1-1");
    assert_eq!(context[1], "");
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "q"}));
    client.subscribe("w", "{ wrong }", json!({})).await;
    let extensions = client.hear().await["payload"]["errors"][0]["extensions"].clone();
    assert_eq!(extensions["code"], "VALIDATION");
    assert_eq!(extensions["requestId"], "made-1-2");
}

#[tokio::test]
async fn only_own_pages_and_our_protocol() {
    let addr = serve(config()).await;
    let ours = "graphql-transport-ws";
    let own = format!("http://{addr}");
    assert!(connect(addr, ours, Some(&own)).await.is_ok());
    assert!(connect(addr, ours, Some("https://catalog.example.org")).await.is_ok());
    assert!(connect(addr, "graphql-ws, graphql-transport-ws", Some(&own)).await.is_ok());
    for origin in ["https://evil.example", "null", "http://localhost:1"] {
        let (status, body) = connect(addr, ours, Some(origin)).await.err().expect("refused");
        assert_eq!(status, 403, "{origin}");
        assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN");
    }
    let (status, body) = connect(addr, "graphql-ws", None).await.err().expect("refused");
    assert_eq!(status, 400);
    assert_eq!(body["errors"][0]["extensions"]["code"], "VALIDATION");
}

#[tokio::test]
async fn pages_of_named_origins_open_sockets() {
    let mut config = config();
    config.cors_origins = vec!["https://app.example".to_owned()];
    let addr = serve(config).await;
    let ours = "graphql-transport-ws";
    assert!(connect(addr, ours, Some("https://app.example")).await.is_ok());
    for origin in ["http://app.example", "https://app.example:8443"] {
        let (status, _) = connect(addr, ours, Some(origin)).await.err().expect("refused");
        assert_eq!(status, 403, "{origin}");
    }
}

#[tokio::test]
async fn operations_on_one_socket_are_bounded() {
    let mut config = config();
    config.sockets.subscriptions = 2;
    let mut client = Client::open(serve(config).await).await;
    for id in ["a", "b"] {
        client.subscribe(id, "subscription { forever }", json!({})).await;
        assert_eq!(client.hear().await, next(id, &json!({"forever": 0})));
    }
    client.subscribe("c", "subscription { forever }", json!({})).await;
    let refused = client.hear().await;
    assert_eq!(refused["payload"]["errors"][0]["extensions"]["code"], "LIMIT");
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "c"}));

    client.say(json!({"type": "complete", "id": "a"})).await;
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "a"}));
    client.subscribe("d", "subscription { forever }", json!({})).await;
    assert_eq!(client.hear().await, next("d", &json!({"forever": 0})));
}

#[tokio::test]
async fn sockets_are_bounded() {
    let mut config = config();
    config.sockets.connections = 1;
    let addr = serve(config).await;
    let _first = Client::open(addr).await;
    let (status, body) = connect(addr, "graphql-transport-ws", None).await.err().expect("refused");
    assert_eq!(status, 503);
    assert_eq!(body["errors"][0]["extensions"]["code"], "LIMIT");
}

#[tokio::test]
async fn a_panic_ends_one_operation_only() {
    let mut client = Client::open(serve(config()).await).await;
    client.subscribe("a", "subscription { breaks }", json!({})).await;
    assert_eq!(client.hear().await, next("a", &json!({"breaks": 1})));
    let broken = client.hear().await;
    assert_eq!(broken["payload"]["errors"][0]["extensions"]["code"], "INTERNAL");
    assert!(!broken.to_string().contains("on purpose"));
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "a"}));
    client.subscribe("b", "subscription { count(to: 1) }", json!({})).await;
    assert_eq!(client.hear().await, next("b", &json!({"count": 1})));
}

#[tokio::test]
async fn who_does_not_introduce_himself_is_closed() {
    let mut config = config();
    config.sockets.init = Duration::from_millis(50);
    let addr = serve(config).await;
    let mut silent = connect(addr, "graphql-transport-ws", None).await.expect("admitted");
    assert_eq!(silent.closed().await, Some(4408));
}

#[tokio::test]
async fn a_socket_that_is_not_heard_is_closed() {
    let mut config = config();
    config.sockets.ping = Duration::from_millis(10);
    config.sockets.idle = Duration::from_millis(100);
    let addr = serve(config).await;
    // This client answers pings only while it is polled, and it is not.
    let client = Client::open(addr).await;
    let MaybeTlsStream::Plain(tcp) = client.0.get_ref() else { panic!("no TLS here") };
    // Pings pile up unread; the end of the connection is what comes after them.
    let mut seen = [0; 4096];
    let ended = async {
        loop {
            tcp.readable().await.expect("open");
            match tcp.try_read(&mut seen) {
                Ok(0) => break,
                Err(e) if e.kind() != std::io::ErrorKind::WouldBlock => break,
                _ => {}
            }
        }
    };
    tokio::time::timeout(HANG, ended).await.expect("closed by the server");
}

#[tokio::test]
async fn who_answers_pings_stays() {
    let mut config = config();
    config.sockets.ping = Duration::from_millis(10);
    config.sockets.idle = Duration::from_secs(5);
    let mut client = Client::open(serve(config).await).await;
    for _ in 0..5 {
        assert!(matches!(client.next().await, Some(Message::Ping(_))));
    }
    client.subscribe("a", "subscription { count(to: 1) }", json!({})).await;
    assert_eq!(client.hear().await, next("a", &json!({"count": 1})));
}

#[tokio::test]
async fn a_shutdown_closes_sockets() {
    let config = config();
    let (shutdown, tasks) = (config.shutdown.clone(), config.tasks.clone());
    let mut client = Client::open(serve(config).await).await;
    client.subscribe("a", "subscription { forever }", json!({})).await;
    assert_eq!(client.hear().await, next("a", &json!({"forever": 0})));
    assert_eq!(tasks.len(), 1);
    shutdown.cancel();
    assert_eq!(client.closed().await, Some(1001));
    tasks.close();
    tokio::time::timeout(HANG, tasks.wait()).await.expect("the socket's task ends");
}

#[tokio::test]
async fn a_client_that_leaves_leaves_nothing_behind() {
    let config = config();
    let tasks = config.tasks.clone();
    let addr = serve(config).await;
    for goodbye in [true, false] {
        let mut client = Client::open(addr).await;
        client.subscribe("a", "subscription { forever }", json!({})).await;
        assert_eq!(client.hear().await, next("a", &json!({"forever": 0})));
        if goodbye {
            client.0.close(None).await.expect("open");
        }
    }
    tasks.close();
    tokio::time::timeout(HANG, tasks.wait()).await.expect("both tasks end");
}

#[tokio::test]
async fn a_message_is_bounded() {
    let mut client = Client::open(serve(config()).await).await;
    let query = " ".repeat(70_000);
    let payload = json!({"query": query});
    let long = json!({"type": "subscribe", "id": "a", "payload": payload}).to_string();
    // The server may close before everything is sent.
    let _ = client.0.send(Message::text(long)).await;
    assert_eq!(client.closed().await, Some(1009));
}

#[tokio::test]
async fn the_handshake_comes_first() {
    let addr = serve(config()).await;
    let mut client = connect(addr, "graphql-transport-ws", None).await.expect("admitted");
    client.subscribe("a", "subscription { forever }", json!({})).await;
    assert!(client.closed().await.is_some());
}
