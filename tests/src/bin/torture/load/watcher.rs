//! A client that listens to every change, over one socket after another.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::writer::Shift;
use crate::client::{HANG, TOKEN};
use crate::tally::Fault;

/// How long it listens before it looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(200);

const CHANGES: &str = "subscription($after: Long) { changes(after: $after) { seq message } }";

/// A socket of the API.
pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Everything that was heard.
#[derive(Debug, Default)]
pub(super) struct Watcher {
    /// The messages of changesets, by seq.
    pub(super) heard: BTreeMap<u64, String>,
    last: u64,
}

/// Opens a socket to a server at `host:port` and introduces itself.
pub(crate) async fn open(address: &str) -> Result<Socket, String> {
    let request = format!("ws://{address}/graphql").into_client_request();
    let mut request = request.map_err(|error| error.to_string())?;
    let headers = [
        ("sec-websocket-protocol", "graphql-transport-ws".to_owned()),
        ("authorization", format!("Bearer {TOKEN}")),
    ];
    for (name, value) in headers {
        let value = value.parse().map_err(|_| format!("{name} has an odd value"))?;
        request.headers_mut().insert(name, value);
    }
    let opened = tokio::time::timeout(HANG, connect_async(request)).await;
    let (mut socket, _) =
        opened.map_err(|_| "the upgrade hangs")?.map_err(|error| error.to_string())?;
    say(&mut socket, &json!({ "type": "connection_init" })).await?;
    Ok(socket)
}

/// Says something over a socket.
pub(crate) async fn say(socket: &mut Socket, what: &Value) -> Result<(), String> {
    socket.send(Message::text(what.to_string())).await.map_err(|error| error.to_string())
}

impl Watcher {
    /// Listens until it is stopped or the connection ends.
    pub(super) async fn run(mut self, shift: Shift) -> Self {
        let address = shift.client.url.trim_start_matches("http://").to_owned();
        // one that cannot be opened is one of a server that has been killed
        if let Ok(mut socket) = open(&address).await {
            let variables = json!({ "after": self.last });
            let payload = json!({ "query": CHANGES, "variables": variables });
            let subscribe = json!({ "type": "subscribe", "id": "a", "payload": payload });
            if say(&mut socket, &subscribe).await.is_ok() {
                self.listen(&mut socket, &shift).await;
            }
        }
        self
    }

    async fn listen(&mut self, socket: &mut Socket, shift: &Shift) {
        while !shift.stop.load(Ordering::Relaxed) {
            let Ok(heard) = tokio::time::timeout(LOOK, socket.next()).await else { continue };
            let Some(Ok(heard)) = heard else { return };
            let Message::Text(text) = heard else { continue };
            let said: Value = serde_json::from_str(&text).unwrap_or_default();
            match said["type"].as_str() {
                Some("next") => {
                    if !self.hear(&said["payload"], shift) {
                        return;
                    }
                }
                Some("connection_ack" | "ping" | "pong") => {}
                _ => {
                    let away = shift.lenient && text.contains("UNAVAILABLE");
                    let expected = away || text.contains("RESYNC");
                    if !expected {
                        shift.book.fault(Fault::Wrong, format!("a subscription hears {text}"));
                    }
                    return;
                }
            }
        }
    }

    /// Takes in a changeset; whether to go on listening.
    fn hear(&mut self, payload: &Value, shift: &Shift) -> bool {
        let changeset = &payload["data"]["changes"];
        let (Some(seq), Some(message)) = (changeset["seq"].as_u64(), changeset["message"].as_str())
        else {
            let code = &payload["errors"][0]["extensions"]["code"];
            let expected = *code == "RESYNC" || (shift.lenient && *code == "UNAVAILABLE");
            if !expected {
                shift.book.fault(Fault::Wrong, format!("a subscription hears {payload}"));
            }
            return false;
        };
        if seq != self.last + 1 {
            let gap = format!("a subscription hears changeset {seq} after {}", self.last);
            shift.book.fault(Fault::Lost, gap);
        }
        self.last = seq;
        self.heard.insert(seq, message.to_owned());
        true
    }
}
