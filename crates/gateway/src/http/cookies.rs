//! The cookies of a session.
//!
//! Browsers keep cookies by host and not by port, so that two servers on one machine would
//! overwrite each other's: the names hold the port that the browser names. Over TLS they
//! begin with `__Host-`, which no other host of the domain and no plain connection can set.

use ariadne_application::csrf_token;
use ariadne_application::domain::Timestamp;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, Expiration, SameSite, time::OffsetDateTime};
use secrecy::{ExposeSecret as _, SecretString};

use crate::SessionChange;

/// Longest time that a sign-in at a provider of identities may take.
const BEGUN_LIVES: cookie::time::Duration = cookie::time::Duration::minutes(10);

/// The names and attributes of the cookies for one browser.
#[derive(Clone, Debug)]
pub(super) struct Cookies {
    secure: bool,
    port: Option<u16>,
}

impl Cookies {
    /// For a client that calls this server `host`.
    pub(super) fn new(secure: bool, host: Option<&Authority>) -> Self {
        Self { secure, port: host.and_then(Authority::port_u16) }
    }

    fn name(&self, what: &str) -> String {
        let prefix = if self.secure { "__Host-" } else { "" };
        let port = self.port.map(|port| format!("_{port}")).unwrap_or_default();
        format!("{prefix}ariadne_{what}{port}")
    }

    fn value(&self, headers: &HeaderMap, what: &str) -> Option<SecretString> {
        let name = self.name(what);
        let sent = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies = sent.flat_map(Cookie::split_parse).flatten();
        let found = cookies.find(|cookie| cookie.name() == name)?;
        Some(SecretString::from(found.value().to_owned()))
    }

    /// The secret of the session that the browser has.
    pub(super) fn session(&self, headers: &HeaderMap) -> Option<SecretString> {
        self.value(headers, "session")
    }

    /// What the browser keeps of a sign-in at a provider that it began.
    pub(super) fn begun(&self, headers: &HeaderMap) -> Option<SecretString> {
        self.value(headers, "begun")
    }

    fn put(&self, headers: &mut HeaderMap, what: &str, value: &str, life: Life) {
        let mut cookie = Cookie::new(self.name(what), value.to_owned());
        cookie.set_path("/");
        cookie.set_secure(self.secure);
        cookie.set_same_site(SameSite::Lax);
        // A page of ours has to read what it sends back in a header.
        cookie.set_http_only(what != "csrf");
        match life {
            Life::Until(end) => {
                let seconds = end.0.div_euclid(1_000_000);
                cookie.set_expires(OffsetDateTime::from_unix_timestamp(seconds).ok());
            }
            Life::Short => cookie.set_max_age(BEGUN_LIVES),
            Life::Over => {
                cookie.set_expires(Expiration::from(OffsetDateTime::UNIX_EPOCH));
                cookie.set_max_age(cookie::time::Duration::ZERO);
            }
        }
        if let Ok(mut value) = HeaderValue::from_str(&cookie.encoded().to_string()) {
            value.set_sensitive(true);
            headers.append(SET_COOKIE, value);
        }
    }

    /// Tells the browser what becomes of its session.
    pub(super) fn change(&self, headers: &mut HeaderMap, change: &SessionChange) {
        match change {
            SessionChange::Opened { secret, expires } => {
                let life = Life::Until(*expires);
                self.put(headers, "session", secret.expose_secret(), life);
                self.put(headers, "csrf", &csrf_token(secret), life);
            }
            SessionChange::Closed => {
                self.put(headers, "session", "", Life::Over);
                self.put(headers, "csrf", "", Life::Over);
            }
        }
    }

    /// Has the browser keep a sign-in that began, for a few minutes.
    pub(super) fn begin(&self, headers: &mut HeaderMap, kept: &str) {
        self.put(headers, "begun", kept, Life::Short);
    }

    /// Has the browser forget it.
    pub(super) fn end(&self, headers: &mut HeaderMap) {
        self.put(headers, "begun", "", Life::Over);
    }
}

/// How long a browser keeps a cookie.
#[derive(Clone, Copy)]
enum Life {
    Until(Timestamp),
    Short,
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(secure: bool, host: &str) -> Vec<String> {
        let mut headers = HeaderMap::new();
        let change = SessionChange::Opened {
            secret: SecretString::from("s3cret"),
            expires: Timestamp(1_800_000_000_000_000),
        };
        Cookies::new(secure, host.parse().ok().as_ref()).change(&mut headers, &change);
        let values = headers.get_all(SET_COOKIE).iter();
        values.map(|value| value.to_str().expect("text").to_owned()).collect()
    }

    #[test]
    fn a_session_is_out_of_reach_of_scripts_and_other_sites() {
        let plain = told(false, "127.0.0.1:8080");
        assert!(
            plain[0].starts_with("ariadne_session_8080=s3cret; HttpOnly; SameSite=Lax; Path=/")
        );
        assert!(plain[1].starts_with("ariadne_csrf_8080=") && !plain[1].contains("HttpOnly"));
        assert!(!plain.concat().contains("Secure") && !plain[1].contains("s3cret"));
        let secure = told(true, "catalog.example.org");
        assert!(
            secure[0].starts_with(
                "__Host-ariadne_session=s3cret; HttpOnly; SameSite=Lax; Secure; Path=/"
            )
        );
        assert!(!secure.concat().contains("Domain"));
    }

    #[test]
    fn a_browser_shows_the_session_of_this_server() {
        let cookies = Cookies::new(false, "localhost:8080".parse().ok().as_ref());
        let mut headers = HeaderMap::new();
        let sent =
            HeaderValue::from_static("ariadne_session_9000=other; ariadne_session_8080=mine");
        headers.insert(COOKIE, sent);
        let found = cookies.session(&headers).expect("a session");
        assert_eq!(found.expose_secret(), "mine");
        assert!(cookies.begun(&headers).is_none());
    }
}
