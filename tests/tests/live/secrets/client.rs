//! A client that looks at every byte that it is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ariadne_tests::sessions;
use serde_json::{Value, json};

use super::canaries::Canaries;

/// Talks to a server and fails at the first answer that shows a canary.
pub(super) struct Client {
    url: String,
    http: reqwest::Client,
    canaries: Arc<Canaries>,
    sent: AtomicUsize,
}

impl Client {
    pub(super) fn new(url: &str, canaries: Arc<Canaries>) -> Self {
        Self {
            url: url.to_owned(),
            http: reqwest::Client::new(),
            canaries,
            sent: AtomicUsize::new(0),
        }
    }

    /// Sends a request; its whole answer as text.
    async fn send(&self, what: &str, request: reqwest::RequestBuilder) -> String {
        let request = request.headers(sessions::headers(&self.url));
        let response = request.send().await.expect("the server answers");
        let headers = format!("{:?}", response.headers());
        let text = response.text().await.expect("a whole answer");
        for shown in [&headers, &text] {
            assert_eq!(self.canaries.found_in(shown), None, "{what} is answered {shown}");
        }
        text
    }

    /// The answer to a page.
    pub(super) async fn get(&self, path: &str) -> String {
        self.send(path, self.http.get(format!("{}{path}", self.url))).await
    }

    /// The answer to a body that need not be a GraphQL request.
    pub(super) async fn post(&self, content_type: &str, body: String) -> String {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let request = self
            .http
            .post(format!("{}/graphql", self.url))
            .header("content-type", content_type)
            // so that what is kept of a request for its repetition can be looked into
            .header("Idempotency-Key", format!("request {number}"))
            .body(body.clone());
        self.send(&body, request).await
    }

    /// The answer to a GraphQL request, be it data or errors.
    pub(super) async fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let text = self.post("application/json", body).await;
        serde_json::from_str(&text).expect("the answer is JSON")
    }

    /// The data of a request that must succeed.
    pub(super) async fn run(&self, query: &str, variables: Value) -> Value {
        let answer = self.ask(query, variables).await;
        assert!(answer.get("errors").is_none(), "{query}\nfailed: {answer:#}");
        answer["data"].clone()
    }

    /// The code of the first error of a request that must fail.
    pub(super) async fn fail(&self, query: &str, variables: Value) -> String {
        let answer = self.ask(query, variables).await;
        let code = &answer["errors"][0]["extensions"]["code"];
        code.as_str().unwrap_or_else(|| panic!("{query}\nhas no code: {answer:#}")).to_owned()
    }
}
