//! The client of all scenarios, which expects nothing of the server.

use std::time::Duration;

use serde_json::{Value, json};

/// Whoever is not answered within this time is not answered at all: the server gives up a
/// request after half of it.
pub(crate) const HANG: Duration = Duration::from_mins(1);

/// The variable that gives a server the token of its administrator.
pub(crate) const TOKEN_VARIABLE: &str = "ARIADNE_ADMIN_TOKEN";
/// The token that every server of a run is started with and every request brings.
pub(crate) const TOKEN: &str = "torture0123456789torture0123456789torture0123456789torture012345";

/// What became of a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Its data, without any error.
    Data(Value),
    /// Its first error.
    Refused {
        /// The public code; empty when there is none.
        code: String,
        /// The whole answer.
        answer: Value,
    },
    /// Something else than a GraphQL answer.
    Strange(String),
    /// The connection could not be made or broke.
    Gone(String),
    /// Nothing came.
    Hung,
}

/// Talks to one server.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// `http://127.0.0.1:port`
    pub(crate) url: String,
    http: reqwest::Client,
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        // a proxy of the environment is no way to a server on this machine
        let http = reqwest::Client::builder().no_proxy().timeout(HANG).build();
        Self { url: url.to_owned(), http: http.expect("a client needs nothing from outside") }
    }

    /// Sends a request; `headers` stand beside the token.
    pub(crate) async fn send(
        &self,
        query: &str,
        variables: &Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.http.post(format!("{}/graphql", self.url)).bearer_auth(TOKEN);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = request.json(&json!({ "query": query, "variables": variables })).send().await;
        let read = async { sent?.text().await };
        let text = match read.await {
            Ok(text) => text,
            Err(error) if error.is_timeout() => return Answer::Hung,
            Err(error) => return Answer::Gone(format!("{error:?}")),
        };
        let Ok(mut answer) = serde_json::from_str::<Value>(&text) else {
            return Answer::Strange(text);
        };
        let error = &answer["errors"][0];
        if error.is_object() {
            let code = error["extensions"]["code"].as_str().unwrap_or_default().to_owned();
            return Answer::Refused { code, answer };
        }
        match answer.get_mut("data") {
            Some(data) => Answer::Data(data.take()),
            None => Answer::Strange(text),
        }
    }

    /// The data of a request that has to succeed.
    pub(crate) async fn run(&self, query: &str, variables: &Value) -> Result<Value, String> {
        match self.send(query, variables, &[]).await {
            Answer::Data(data) => Ok(data),
            other => Err(format!("{query}\nis answered {other:?}")),
        }
    }

    /// The text of a page.
    pub(crate) async fn text(&self, path: &str) -> Result<String, String> {
        let sent = self.http.get(format!("{}{path}", self.url)).bearer_auth(TOKEN).send();
        let read = async { sent.await?.text().await };
        read.await.map_err(|error| format!("{path}: {error:?}"))
    }

    /// The status of a page.
    pub(crate) async fn page(&self, path: &str) -> Result<u16, String> {
        let sent = self.http.get(format!("{}{path}", self.url)).bearer_auth(TOKEN).send().await;
        sent.map(|answer| answer.status().as_u16()).map_err(|error| format!("{path}: {error:?}"))
    }
}
