//! The team's containers as plain processes: two servers on one PostgreSQL and one Neo4j
//! behind a real proxy with the configuration of `deploy`.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use ariadne_tests::api::Api;
use ariadne_tests::process::{Process, Setting};
use ariadne_tests::{services, sessions};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::process::{Child, Command};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::lineage::text;

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);
/// Writes through the proxy, which takes turns.
const WRITES: usize = 12;

const CREATE: &str = "mutation($name: String!) {
    createTable(input: { name: $name }) { table { id } changeset { seq } } }";
const NAMES: &str = "{ tables(first: 100) { nodes { name } } }";

/// The proxy.
struct Proxy {
    url: String,
    _child: Child,
}

impl Proxy {
    /// With the configuration of `deploy`, but for the addresses.
    async fn start(folder: &Path, servers: [&Process; 2]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.expect("a free port").port();
        let given = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/nginx.conf");
        let mut text = std::fs::read_to_string(given).expect("the configuration");
        let folder = folder.display();
        let address = |server: &Process| server.url.trim_start_matches("http://").to_owned();
        for (container, process) in [
            ("ariadne-1:8080", address(servers[0])),
            ("ariadne-2:8080", address(servers[1])),
            ("listen 8080;", format!("listen 127.0.0.1:{port};")),
            ("/tmp/", format!("{folder}/")),
        ] {
            assert!(text.contains(container), "{container} is not in {given}");
            text = text.replace(container, &process);
        }
        let file = PathBuf::from(format!("{folder}/nginx.conf"));
        std::fs::write(&file, text).expect("writes");
        let mut command = Command::new("/usr/sbin/nginx");
        // one process, which ends when it is killed and leaves nobody behind
        command.args(["-g", "daemon off; master_process off;", "-e", "stderr", "-c"]).arg(&file);
        let child = command.stdin(Stdio::null()).kill_on_drop(true).spawn();
        let child = child.unwrap_or_else(|error| match error.kind() {
            ErrorKind::NotFound => {
                panic!("nginx is missing; run scripts/setup as root: {error}")
            }
            _ => panic!("nginx: {error}"),
        });
        let proxy = Self { url: format!("http://127.0.0.1:{port}"), _child: child };
        let answers = async {
            while reqwest::get(format!("{}/healthz", proxy.url)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(HANG, answers).await.expect("the proxy answers");
        proxy
    }
}

fn names(answer: &Value) -> Vec<String> {
    let nodes = answer["tables"]["nodes"].as_array().expect("tables").iter();
    nodes.map(|node| text(&node["name"])).collect()
}

/// Creates a table and answers its id and changeset.
async fn create(api: &Api, name: &str) -> (String, u64) {
    let made = api.run(CREATE, json!({ "name": name })).await;
    let made = &made["createTable"];
    (text(&made["table"]["id"]), made["changeset"]["seq"].as_u64().expect("a seq"))
}

/// What a request answers that names the changeset it wants to see.
async fn since(api: &Api, seq: u64, query: &str) -> Value {
    let seq = seq.to_string();
    let answer = api.send(query, json!({}), &[("Ariadne-Min-Seq", seq.as_str())]).await;
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"].clone()
}

/// Hears the next changesets over a socket through the proxy.
async fn hears(proxy: &Proxy, api: &Api) {
    let url = format!("{}/graphql", proxy.url.replacen("http", "ws", 1));
    let mut request = url.into_client_request().expect("a request");
    let protocol = "graphql-transport-ws".parse().expect("a header");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    request.headers_mut().extend(sessions::headers(&proxy.url));
    let (mut socket, _) = connect_async(request).await.expect("the proxy passes it on");
    let say = |text: Value| Message::text(text.to_string());
    socket.send(say(json!({ "type": "connection_init" }))).await.expect("open");
    let (_, seq) = create(api, "before listening").await;
    let query = format!("subscription {{ changes(after: {seq}) {{ seq }} }}");
    let payload = json!({ "query": query });
    let subscribe = json!({ "type": "subscribe", "id": "a", "payload": payload });
    socket.send(say(subscribe)).await.expect("open");
    for n in 1..=4 {
        create(api, &format!("heard {n}")).await;
        let next = async {
            loop {
                let heard = socket.next().await.expect("open").expect("a message");
                let Message::Text(heard) = heard else { continue };
                let said: Value = serde_json::from_str(&heard).expect("JSON");
                if said["type"] == "next" {
                    return said["payload"]["data"]["changes"]["seq"].as_u64();
                }
                assert_eq!(said["type"], "connection_ack", "{said}");
            }
        };
        let heard = tokio::time::timeout(HANG, next).await.expect("in time");
        assert_eq!(heard, Some(seq + n));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_behind_a_proxy() {
    let folders = [(); 3].map(|()| tempfile::tempdir().expect("a folder"));
    let database = services::postgres().await.create_database("team").await;
    let neo4j = services::neo4j().await;
    let mut first = Setting { database, ..Setting::sqlite(folders[0].path()) }.on_neo4j(neo4j);
    let mut second = first.clone();
    second.folder = folders[1].path().to_owned();
    second.log = second.folder.join("ariadne.log");
    let key = first.folder.join("secret.key").display().to_string();
    second.environment.push(("ARIADNE_KEY_FILE", key));
    let trusted = ("ARIADNE_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    first.environment.push(trusted.clone());
    second.environment.push(trusted);
    let servers = [Process::start(&first).await, Process::start(&second).await];
    let proxy = Proxy::start(folders[2].path(), [&servers[0], &servers[1]]).await;
    sessions::register(&proxy.url, None, &first.database).await;
    let through = Api::new(proxy.url.as_str());
    let direct = [Api::new(servers[0].url.as_str()), Api::new(servers[1].url.as_str())];

    // What is written is read at once, whichever server answers.
    let mut made = Vec::new();
    for n in 0..WRITES {
        let (id, seq) = create(&through, &format!("t{n}")).await;
        made.push(id);
        for _ in 0..2 {
            let seen = names(&since(&through, seq, NAMES).await);
            assert!(seen.contains(&format!("t{n}")), "{seq}: {seen:?}");
        }
    }
    let edges: Vec<Value> =
        made.windows(2).map(|pair| json!({ "from": pair[0], "to": pair[1] })).collect();
    let draw =
        "mutation($input: [LineageInput!]!) { createLineage(input: $input) { changeset { seq } } }";
    let drawn = through.run(draw, json!({ "input": edges })).await;
    let seq = drawn["createLineage"]["changeset"]["seq"].as_u64().expect("a seq");
    let walk = format!(
        "{{ lineage(of: [\"{}\"], direction: DOWNSTREAM, depth: null) {{ totalNodes }} }}",
        made[0]
    );
    for api in direct.iter().chain([&through]) {
        assert_eq!(names(&since(api, seq, NAMES).await).len(), WRITES);
        assert_eq!(since(api, seq, &walk).await["lineage"]["totalNodes"], WRITES);
    }
    for server in &servers {
        let asked = reqwest::Client::new().get(format!("{}/metrics", server.url));
        let asked = asked.headers(sessions::headers(&server.url)).send().await.expect("answered");
        let metrics = asked.text().await.expect("text");
        assert!(metrics.contains("ariadne"), "the proxy takes turns, and this one has answered");
    }
    hears(&proxy, &through).await;

    // One is killed: whoever asks the proxy does not notice, but for what was under way.
    let [first, second] = servers;
    first.kill().await;
    for n in 0..WRITES {
        let (_, seq) = create(&through, &format!("alone {n}")).await;
        let seen = names(&since(&through, seq, NAMES).await);
        assert!(seen.contains(&format!("alone {n}")), "{seq}: {seen:?}");
    }
    second.kill().await;
}
