//! A client of the GraphQL API, in the session that was registered for its server.

use serde_json::{Value, json};

/// Talks to one server.
#[derive(Clone, Debug)]
pub struct Api {
    /// `http://127.0.0.1:port`
    pub url: String,
    client: reqwest::Client,
}

/// What a request failed with: the first error.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The public code.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// Everything else.
    pub extensions: Value,
}

impl Api {
    /// A client of the server at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), client: reqwest::Client::new() }
    }

    /// Sends a request and answers its whole body.
    pub async fn send(&self, query: &str, variables: Value, headers: &[(&str, &str)]) -> Value {
        let mut request = self
            .client
            .post(format!("{}/graphql", self.url))
            .headers(crate::sessions::headers(&self.url))
            .json(&json!({ "query": query, "variables": variables }));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.expect("the server answers");
        response.json().await.expect("the answer is JSON")
    }

    /// The data of a request that must succeed.
    pub async fn run(&self, query: &str, variables: Value) -> Value {
        let answer = self.send(query, variables, &[]).await;
        assert!(answer.get("errors").is_none(), "{query}\nfailed: {answer:#}");
        answer["data"].clone()
    }

    /// The failure of a request that must fail.
    pub async fn fail(&self, query: &str, variables: Value) -> Failure {
        let answer = self.send(query, variables, &[]).await;
        let error = &answer["errors"][0];
        assert!(error.is_object(), "{query}\nsucceeded: {answer:#}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Failure {
            code: text(&error["extensions"]["code"]),
            message: text(&error["message"]),
            extensions: error["extensions"].clone(),
        }
    }
}
