//! Who sent a request.

use ariadne_application::domain::Caller;
use ariadne_application::{Credential, Error, ErrorKind, Origin, csrf_token};
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use super::App;
use super::client::Client;
use super::cookies::Cookies;
use super::hosts::host_of;
use super::refusal::Refusal;

/// Shows that a page could read what this server sent.
const CSRF: &str = "ariadne-csrf";

/// Who sent a request, and from where.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// Who; nobody when it is not known.
    pub(super) caller: Option<Caller>,
    /// Why the session that the browser showed is not good any more.
    pub(super) refusal: Option<String>,
    /// What it showed.
    pub(super) credential: Option<Credential>,
    /// From where.
    pub(super) origin: Origin,
    /// The browser's cookies.
    pub(super) cookies: Cookies,
}

/// Where a request came from.
pub(super) fn origin_of(parts: &Parts) -> Origin {
    let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    let address = Client::of(&parts.extensions).address.to_string();
    Origin { address: Some(address), user_agent: agent.map(str::to_owned) }
}

/// The token of an `Authorization` header; the sentence about one that is none.
pub(super) fn bearer(header: &str) -> Result<SecretString, Refusal> {
    let (scheme, token) = header.trim().split_once(' ').unwrap_or((header, ""));
    let token = token.trim();
    if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() {
        return Ok(SecretString::from(token.to_owned()));
    }
    let message = "Send a token as Authorization: Bearer, followed by the token.";
    Err(Refusal(StatusCode::UNAUTHORIZED, ErrorKind::Unauthenticated, message.to_owned()))
}

fn token_of(headers: &HeaderMap) -> Result<Option<SecretString>, Refusal> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(None) };
    bearer(header.to_str().unwrap_or_default()).map(Some)
}

impl Identity {
    /// Finds out who sent a request: by its token, else by its session's cookie. A token
    /// that is not good is refused; a session that has ended makes a request nobody's, so
    /// that one can sign in anew.
    pub(super) async fn of<E>(app: &App<E>, parts: &Parts) -> Result<Self, Refusal> {
        let host = host_of(parts);
        let cookies = Cookies::new(app.secures_cookies(parts), host.as_ref());
        let origin = origin_of(parts);
        let mut identity = Self { caller: None, refusal: None, credential: None, origin, cookies };
        let credential = match token_of(&parts.headers)? {
            Some(token) => Credential::Token(token),
            None => match identity.cookies.session(&parts.headers) {
                Some(session) => Credential::Session(session),
                None => return Ok(identity),
            },
        };
        match app.access.authenticate(&credential, &identity.origin).await {
            Ok(caller) => identity.caller = Some(caller),
            Err(error) if ended(&error, &credential) => identity.refusal = Some(error.to_string()),
            Err(error) => return Err(error.into()),
        }
        identity.credential = Some(credential);
        Ok(identity)
    }

    /// The secret of the session that the browser showed.
    pub(super) fn session(&self) -> Option<&SecretString> {
        match &self.credential {
            Some(Credential::Session(secret)) => Some(secret),
            _ => None,
        }
    }

    /// Who sent the request; a refusal when nobody is known.
    pub(super) fn known(&self) -> Result<&Caller, Refusal> {
        self.caller.as_ref().ok_or_else(|| {
            let message = self.refusal.as_deref().unwrap_or(
                "Nobody is signed in. Sign in in the browser, or send a token as Authorization: Bearer.",
            );
            Refusal(StatusCode::UNAUTHORIZED, ErrorKind::Unauthenticated, message.to_owned())
        })
    }

    /// Refuses a request in a session that does not show that a page of ours sent it: a
    /// foreign page can make a browser send a cookie along.
    pub(super) async fn check_csrf<E>(
        &self,
        app: &App<E>,
        headers: &HeaderMap,
    ) -> Result<(), Refusal> {
        let (Some(caller), Some(secret)) = (&self.caller, self.session()) else { return Ok(()) };
        let shown = headers.get(CSRF).map(HeaderValue::as_bytes).unwrap_or_default();
        // Hashes are compared, so that the time tells nothing about the text.
        if Sha256::digest(shown) == Sha256::digest(csrf_token(secret)) {
            return Ok(());
        }
        let (kind, reason) = (ErrorKind::Forbidden, "no Ariadne-Csrf");
        app.access.note_refused(Some(caller), kind, &self.origin, reason).await;
        let message = "A request with a session's cookie has to bring the header Ariadne-Csrf with the value of the cookie whose name begins with ariadne_csrf, to show that a page of this server sent it. Scripts use a token instead.";
        Err(Refusal(StatusCode::FORBIDDEN, kind, message.to_owned()))
    }
}

fn ended(error: &Error, credential: &Credential) -> bool {
    error.kind() == ErrorKind::Unauthenticated && matches!(credential, Credential::Session(_))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_token_is_a_bearers() {
        let token = |header: &str| bearer(header).map(|token| token.expose_secret().to_owned());
        assert_eq!(token("Bearer abc").expect("a token"), "abc");
        assert_eq!(token("bearer  abc ").expect("a token"), "abc");
        for bad in ["", "Bearer", "Bearer ", "Basic YTpi", "abc"] {
            assert_eq!(token(bad).expect_err("no token").0, StatusCode::UNAUTHORIZED, "{bad}");
        }
    }
}
