//! A running server, as commands talk to it.

use std::path::PathBuf;

use ariadne_ports::{Error, ErrorKind, Result};
use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::cli::own_server;

/// The server to talk to.
#[derive(Debug, Args)]
pub(in crate::cli) struct At {
    /// What the server's addresses begin with
    #[arg(
        long = "server",
        env = "ARIADNE_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL"
    )]
    url: String,
    /// File with the server's certificate, when that is not of a public authority
    #[arg(long, env = "ARIADNE_TLS_CERTIFICATE", value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
}

/// A client of the server with a token.
pub(super) struct Client {
    pub(super) http: reqwest::Client,
    pub(super) base: String,
    token: Option<SecretString>,
}

impl Client {
    pub(super) fn of(at: &At, token: Option<SecretString>) -> Result<Self> {
        let (http, _) = own_server::client(at.tls_certificate.as_deref())?;
        Ok(Self { http, base: at.url.trim_end_matches('/').to_owned(), token })
    }

    fn with_token(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token.expose_secret()),
            None => request,
        }
    }

    pub(super) async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response> {
        let sent = self.with_token(request).send().await;
        sent.map_err(|error| {
            let message = format!(
                "No Ariadne server answers at {}. Start it, or give its address with --server.",
                self.base
            );
            Error::new(ErrorKind::Unavailable, "server.bulk", message).with_source(error)
        })
    }

    pub(super) async fn answer(&self, response: reqwest::Response) -> Result<Value> {
        let answer: Value = response.json().await.map_err(|error| {
            let message = format!("What answers at {} is not Ariadne.", self.base);
            Error::new(ErrorKind::Unavailable, "server.bulk", message).with_source(error)
        })?;
        match answer["errors"].get(0) {
            None => Ok(answer["data"].clone()),
            Some(error) => Err(refused(error)),
        }
    }

    pub(super) async fn ask(&self, query: &str, variables: Value) -> Result<Value> {
        let request = self.http.post(format!("{}/graphql", self.base));
        let body = json!({ "query": query, "variables": variables });
        self.answer(self.send(request.json(&body)).await?).await
    }
}

/// What the server refused, with what to do about it here.
pub(super) fn refused(error: &Value) -> Error {
    let message = error["message"].as_str().unwrap_or("The server gave no reason.");
    let code = error["extensions"]["code"].as_str().unwrap_or_default();
    if code == ErrorKind::Unauthenticated.code() {
        let message = format!("{message} This command takes the token from ARIADNE_TOKEN.");
        return Error::new(ErrorKind::Unauthenticated, "server.bulk", message);
    }
    Error::new(ErrorKind::Unavailable, "server.bulk", message)
}
