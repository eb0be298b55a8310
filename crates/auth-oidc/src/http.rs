//! The HTTP client: bounded in time and size, and true to the hosts it was sent to.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};

/// How long one call may take, with everything.
const DEADLINE: Duration = Duration::from_secs(10);

/// The largest answer that is read. Descriptions and key sets have a few kilobytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How often a call is sent on to another page of the same host.
const MOST_REDIRECTS: usize = 3;

/// Why there is no answer. Shows no address with a query and no body.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It took too long.
    Late,
    /// No connection, or it broke.
    Broken(reqwest::Error),
    /// More than is read.
    Large,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late => write!(f, "it did not answer within {} seconds", DEADLINE.as_secs()),
            Self::Broken(error) if error.is_connect() => f.write_str("there is no connection"),
            Self::Broken(_) => f.write_str("the connection broke"),
            Self::Large => write!(f, "its answer is longer than {MOST_BYTES} bytes"),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(error) => Some(error),
            Self::Late | Self::Large => None,
        }
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::Late } else { Self::Broken(error.without_url()) }
    }
}

/// The client.
#[derive(Debug)]
pub(crate) struct Http(Client);

impl Http {
    pub(crate) fn new(authorities: Vec<Certificate>) -> Result<Self, reqwest::Error> {
        // Codes, secrets and tokens go where they were meant to go, or nowhere.
        let same_host = Policy::custom(|attempt| {
            let origin = attempt.previous().first().map(url::Url::origin);
            let stays = origin == Some(attempt.url().origin());
            if stays && attempt.previous().len() <= MOST_REDIRECTS {
                attempt.follow()
            } else {
                attempt.stop()
            }
        });
        let builder = Client::builder().timeout(DEADLINE).redirect(same_host);
        let add = |builder: reqwest::ClientBuilder, ca| builder.add_root_certificate(ca);
        authorities.into_iter().fold(builder, add).build().map(Self)
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, Fault> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if body.len() + piece.len() > MOST_BYTES {
                return Err(Fault::Large);
            }
            body.extend_from_slice(&piece);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Fault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// Answers one request after the other with these texts; its address.
    async fn server(answers: Vec<String>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                let mut request = [0; 4_096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        format!("http://{address}")
    }

    fn answer(head: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
    }

    async fn get(url: &str) -> Result<HttpResponse, Fault> {
        let request = openidconnect::http::Request::get(url).body(Vec::new()).expect("a request");
        Http::new(Vec::new()).expect("a client").call(request).await
    }

    #[tokio::test]
    async fn another_host_is_not_gone_to() {
        let other = server(vec![answer("200 OK", "taken")]).await;
        let url = server(vec![answer(&format!("302 Found\r\nlocation: {other}"), "")]).await;
        assert_eq!(get(&url).await.expect("answered").status(), 302);
        let stays = vec![answer("302 Found\r\nlocation: /there", ""), answer("200 OK", "there")];
        assert_eq!(get(&server(stays).await).await.expect("answered").body(), b"there");
    }

    #[tokio::test]
    async fn redirects_end() {
        let round = vec![answer("302 Found\r\nlocation: /again", ""); MOST_REDIRECTS + 2];
        assert_eq!(get(&server(round).await).await.expect("answered").status(), 302);
    }

    #[tokio::test]
    async fn long_answers_are_not_read() {
        let fits = server(vec![answer("200 OK", &"x".repeat(MOST_BYTES))]).await;
        assert_eq!(get(&fits).await.expect("answered").body().len(), MOST_BYTES);
        let long = server(vec![answer("200 OK", &"x".repeat(MOST_BYTES + 1))]).await;
        let fault = get(&long).await.expect_err("too long");
        assert!(matches!(fault, Fault::Large), "{fault}");
    }
}
