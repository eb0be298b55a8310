//! Clients that write without a pause, until nobody answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ariadne_tests::sessions;
use serde_json::{Value, json};
use tokio::sync::Notify;

const CREATE: &str = "mutation($input: [TableInput!]!, $message: String!) {
  createTables(input: $input, message: $message) { changeset { seq } } }";

/// One request: two tables with three columns each, under the name as the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request(pub(super) String);

impl Request {
    /// What its tables are called.
    pub(super) fn tables(&self) -> [String; 2] {
        [format!("{} orders", self.0), format!("{} items", self.0)]
    }
}

/// Sends a mutation under its key; what it answered, or `None` when there was no answer.
pub(super) async fn post(
    client: &reqwest::Client,
    server: &str,
    key: &str,
    (query, variables): (&str, Value),
) -> Option<Value> {
    let sent = client
        .post(format!("{server}/graphql"))
        .headers(sessions::headers(server))
        .header("Idempotency-Key", key)
        .json(&json!({ "query": query, "variables": variables }))
        .send();
    let mut answer: Value = sent.await.ok()?.json().await.ok()?;
    assert!(answer.get("errors").is_none(), "{key} was refused: {answer:#}");
    Some(answer["data"].take())
}

/// Sends a request; the seq of its changeset, or `None` when there was no answer.
pub(super) async fn send(server: &str, request: &Request) -> Option<u64> {
    let columns: Vec<Value> = ["id", "name", "price"]
        .iter()
        .map(|name| json!({ "path": [name], "dataType": "VARCHAR2(50 CHAR)" }))
        .collect();
    let input: Vec<Value> =
        request.tables().iter().map(|name| json!({ "name": name, "columns": columns })).collect();
    let variables = json!({ "input": input, "message": request.0 });
    let client = reqwest::Client::new();
    let answer = post(&client, server, &request.0, (CREATE, variables)).await?;
    let seq = answer["createTables"]["changeset"]["seq"].as_u64();
    Some(seq.unwrap_or_else(|| panic!("no changeset: {answer:#}")))
}

/// The load of one round.
pub(super) struct Load {
    server: String,
    round: usize,
    wanted: usize,
    answers: AtomicUsize,
    enough: Notify,
}

impl Load {
    /// Against `server`; `wanted` answers are enough.
    pub(super) fn new(server: &str, round: usize, wanted: usize) -> Self {
        let answers = AtomicUsize::new(0);
        Self { server: server.to_owned(), round, wanted, answers, enough: Notify::new() }
    }

    /// Waits for as many answers as are wanted.
    pub(super) async fn answered_enough(&self) {
        self.enough.notified().await;
    }

    /// Sends until nobody answers: what was answered, and the one request that was not.
    pub(super) async fn run(self: Arc<Self>, client: usize) -> (Vec<(Request, u64)>, Request) {
        let mut answered = Vec::new();
        loop {
            let request = Request(format!("r{}c{client}n{}", self.round, answered.len()));
            let Some(seq) = send(&self.server, &request).await else {
                return (answered, request);
            };
            answered.push((request, seq));
            if self.answers.fetch_add(1, Ordering::SeqCst) + 1 == self.wanted {
                self.enough.notify_one();
            }
        }
    }
}
