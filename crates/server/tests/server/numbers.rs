//! Numbers in variables, as they were written: over HTTP and over a socket. Requests
//! and answers are texts here, because a JSON library would not keep the spelling.

use ariadne_server::Running;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{TOKEN, bearer, running};

/// How a request gets to the server.
enum Way {
    Post(reqwest::Client, String),
    Socket(Box<WebSocketStream<MaybeTlsStream<TcpStream>>>),
}

impl Way {
    fn post(server: &Running) -> Self {
        Self::Post(reqwest::Client::new(), server.url("/graphql"))
    }

    async fn socket(server: &Running) -> Self {
        let address = format!("ws://{}/graphql", server.addr());
        let mut request = address.into_client_request().expect("a request");
        let protocol = "graphql-transport-ws".parse().expect("a header");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        request.headers_mut().insert("authorization", bearer());
        let (mut socket, _) = connect_async(request).await.expect("admitted");
        socket.send(Message::text(r#"{"type":"connection_init"}"#)).await.expect("open");
        let heard = socket.next().await.expect("open").expect("a message");
        assert!(heard.to_text().expect("text").contains("connection_ack"));
        Self::Socket(Box::new(socket))
    }

    /// The text of the answer to a document with the text of its variables.
    async fn ask(&mut self, query: &str, variables: &str) -> String {
        let query = serde_json::to_string(query).expect("text");
        let request = format!(r#"{{"query":{query},"variables":{variables}}}"#);
        match self {
            Self::Post(client, url) => {
                let sending = client
                    .post(&*url)
                    .header("content-type", "application/json")
                    .bearer_auth(TOKEN);
                sending.body(request).send().await.expect("answered").text().await.expect("text")
            }
            Self::Socket(socket) => {
                let message = format!(r#"{{"type":"subscribe","id":"a","payload":{request}}}"#);
                socket.send(Message::text(message)).await.expect("open");
                let mut answer = None;
                loop {
                    let heard = socket.next().await.expect("open").expect("a message");
                    let Message::Text(text) = heard else { continue };
                    if text.contains(r#""type":"complete""#) {
                        return answer.expect("an answer before the end");
                    }
                    if text.contains(r#""type":"error""#) {
                        return text.to_string();
                    }
                    answer = Some(text.to_string());
                }
            }
        }
    }
}

/// A word of the answers that tells how a request ended.
fn outcome(answer: &str) -> &str {
    let Some((_, behind)) = answer.split_once(r#""code":""#) else { return "OK" };
    behind.split_once('"').map_or(behind, |(code, _)| code)
}

const LIST: &str = "query($first: Int) { tables(first: $first) { nodes { name } } }";
const AS_OF: &str = "query($at: AsOf) { tables(first: 1, asOf: $at) { nodes { name } } }";
const CREATE: &str = "mutation($input: TableInput!) { createTable(input: $input, dryRun: true) { table { columns { nodes { primaryKey properties } } } } }";
const BY_ID: &str = "query($id: ID!) { table(id: $id) { name } }";

/// Documents with the texts of their variables, and how each ends.
const ENDS: &[(&str, &str, &str)] = &[
    (LIST, r#"{"first":1}"#, "OK"),
    (LIST, r#"{"first":500}"#, "OK"),
    (LIST, r#"{"first":null}"#, "OK"),
    (LIST, r#"{"first":501}"#, "VALIDATION"),
    (LIST, r#"{"first":-1}"#, "VALIDATION"),
    (LIST, r#"{"first":1.5}"#, "VALIDATION"),
    (LIST, r#"{"first":1e2}"#, "VALIDATION"),
    (LIST, r#"{"first":"1"}"#, "VALIDATION"),
    (LIST, r#"{"first":2147483648}"#, "VALIDATION"),
    (LIST, r#"{"first":123456789012345678901234567890}"#, "VALIDATION"),
    (AS_OF, r#"{"at":{"seq":0}}"#, "OK"),
    // The largest seq that can be asked for is a number; that many changesets are not there.
    (AS_OF, r#"{"at":{"seq":9007199254740991}}"#, "NOT_FOUND"),
    (AS_OF, r#"{"at":{"seq":9007199254740992}}"#, "VALIDATION"),
    (AS_OF, r#"{"at":{"seq":-1}}"#, "VALIDATION"),
    (AS_OF, r#"{"at":{"seq":0.5}}"#, "VALIDATION"),
    (AS_OF, r#"{"at":{"seq":1e400}}"#, "VALIDATION"),
    (BY_ID, r#"{"id":7}"#, "OK"),
    (
        CREATE,
        r#"{"input":{"name":"t","columns":[{"path":["a"],"dataType":"x","primaryKey":1}]}}"#,
        "OK",
    ),
    (
        CREATE,
        r#"{"input":{"name":"t","columns":[{"path":["a"],"dataType":"x","primaryKey":-1}]}}"#,
        "VALIDATION",
    ),
    (
        CREATE,
        r#"{"input":{"name":"t","columns":[{"path":["a"],"dataType":"x","primaryKey":1.0e0}]}}"#,
        "VALIDATION",
    ),
];

#[tokio::test]
async fn numbers_mean_the_same_over_http_and_sockets() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    for mut way in [Way::post(&server), Way::socket(&server).await] {
        for (query, variables, end) in ENDS {
            let answer = way.ask(query, variables).await;
            assert_eq!(outcome(&answer), *end, "{variables}: {answer}");
        }
    }
    server.shutdown().await.expect("stops");
}

/// What a person writes into properties comes back digit by digit; only an exponent
/// has one spelling.
#[tokio::test]
async fn numbers_in_properties_keep_their_spelling() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let spelled = r#"{"int":0,"negative":-7,"price":1.50,"exponent":1E3,"tiny":1.0e-400,"long":9007199254740993,"huge":123456789012345678901234567890,"precise":0.1234567890123456789,"list":[1,2.0,{"in":3e+2}]}"#;
    let told = spelled.replace("1E3", "1e+3");
    let variables = format!(
        r#"{{"input":{{"name":"t","columns":[{{"path":["a"],"dataType":"x","properties":{spelled}}}]}}}}"#
    );
    let create = "mutation($input: TableInput!) { createTable(input: $input) { table { columns { nodes { properties } } } } }";
    for (mut way, name) in [(Way::post(&server), "t"), (Way::socket(&server).await, "u")] {
        let variables = variables.replace(r#""name":"t""#, &format!(r#""name":"{name}""#));
        let answer = way.ask(create, &variables).await;
        assert!(answer.contains(&told), "{answer}");
        let stored = "query($name: String!) { tableByName(name: $name) { columns { nodes { properties } } } }";
        let answer = way.ask(stored, &format!(r#"{{"name":"{name}"}}"#)).await;
        assert!(answer.contains(&told), "{answer}");
    }
    server.shutdown().await.expect("stops");
}

/// The argument of a subscription is a number, too.
#[tokio::test]
async fn a_subscription_takes_a_long() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = running(folder.path()).await;
    let create =
        "mutation($input: TableInput!) { createTable(input: $input) { changeset { seq } } }";
    let created = Way::post(&server).ask(create, r#"{"input":{"name":"t"}}"#).await;
    assert!(created.contains(r#"{"seq":1}"#), "{created}");
    let follow = "subscription($after: Long) { changes(after: $after) { seq } }";
    for (after, heard) in [
        ("0", r#""changes":{"seq":1}"#),
        ("-1", "VALIDATION"),
        ("0.5", "VALIDATION"),
        ("9007199254740992", "VALIDATION"),
    ] {
        let Way::Socket(mut socket) = Way::socket(&server).await else { unreachable!() };
        let query = serde_json::to_string(follow).expect("text");
        let message = format!(
            r#"{{"type":"subscribe","id":"a","payload":{{"query":{query},"variables":{{"after":{after}}}}}}}"#
        );
        socket.send(Message::text(message)).await.expect("open");
        let first = socket.next().await.expect("open").expect("a message");
        let text = first.to_text().expect("text");
        assert!(text.contains(heard), "{after}: {text}");
    }
    server.shutdown().await.expect("stops");
}
