//! What the transport knows about a request.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ariadne_application::domain::{Caller, Timestamp, Violation};
use ariadne_application::{Catalog, Error, ErrorKind, MinSeq, NewSession, Origin, Reader, Result};
use secrecy::SecretString;

/// Who asks and how, put into every GraphQL request by the transport and read by
/// the resolvers.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// Who asks; nobody when it is not known.
    pub caller: Option<Caller>,
    /// Why nobody is known, when the request showed something that is not good any more.
    pub refusal: Option<String>,
    /// Where the request came from.
    pub origin: Origin,
    /// What addresses of this server begin with for the client: `https://catalog.example`.
    pub base_url: String,
    /// The browser's side of a session; none on a WebSocket.
    pub browser: Option<Browser>,
    /// Names the request in the log and in errors.
    pub request_id: String,
    /// The client's `Idempotency-Key`, as sent; none on a WebSocket.
    pub idempotency_key: Option<String>,
    /// SHA-256 of the request's body.
    pub body_hash: [u8; 32],
    /// What the client's `Ariadne-Min-Seq` names; none on a WebSocket.
    pub min_seq: Option<MinSeq>,
    /// Whether the web app asks.
    pub from_ui: bool,
}

impl RequestContext {
    /// Who asks; `Unauthenticated` when nobody is known.
    pub(crate) fn caller(&self) -> Result<&Caller> {
        self.caller.as_ref().ok_or_else(|| {
            let message = self.refusal.as_deref().unwrap_or(
                "Nobody is signed in. Sign in in the browser, or send a token as Authorization: Bearer.",
            );
            Error::new(ErrorKind::Unauthenticated, "gateway.caller", message)
        })
    }

    /// The catalog for whoever asks, seen as far as the request has to see it.
    pub(crate) fn reader(&self, catalog: &Catalog) -> Result<Reader> {
        Ok(catalog.reader(self.caller()?).seeing(self.min_seq))
    }
}

/// What becomes of the session that the browser keeps.
#[derive(Clone, Debug)]
pub enum SessionChange {
    /// It has a new one from now on.
    Opened {
        /// The cookie's value.
        secret: SecretString,
        /// When it ends.
        expires: Timestamp,
    },
    /// It has none any more.
    Closed,
}

/// The browser's side of a session: the cookie that it sent, and what its answer will
/// tell it to keep instead.
#[derive(Clone, Default)]
pub struct Browser {
    /// The secret of the session that the browser has.
    pub session: Option<SecretString>,
    /// Where it has to sign in instead, because it would drop the cookie of this answer.
    instead: Option<String>,
    change: Arc<Mutex<Option<SessionChange>>>,
}

impl Browser {
    /// A browser that sent this session's cookie.
    pub fn with(session: Option<SecretString>) -> Self {
        Self { session, instead: None, change: Arc::default() }
    }

    /// The same; it has to sign in at another address when there is one.
    #[must_use]
    pub fn signing_in_at(self, instead: Option<String>) -> Self {
        Self { instead, ..self }
    }

    /// Refuses what would open a session whose cookie the browser would drop: `Validation`
    /// with the code `NOT_SECURE`, naming the address to use.
    pub(crate) fn keeps_sessions(&self) -> Result<()> {
        let Some(address) = &self.instead else { return Ok(()) };
        let message = format!(
            "This page came over plain http, where browsers keep no session of this catalog. \
             Open {address} and sign in there."
        );
        let violation = Violation::new(Vec::<String>::new(), "NOT_SECURE", message);
        Err(Error::validation("gateway.account", vec![violation]))
    }

    fn set(&self, change: SessionChange) {
        *self.change.lock().unwrap_or_else(PoisonError::into_inner) = Some(change);
    }

    /// Has the answer bring a new session.
    pub(crate) fn opened(&self, session: &NewSession) {
        let (secret, expires) = (session.secret.clone(), session.session.expires);
        self.set(SessionChange::Opened { secret, expires });
    }

    /// Has the answer end the session.
    pub(crate) fn closed(&self) {
        self.set(SessionChange::Closed);
    }

    /// The secret of the session that the browser has after this answer.
    pub(crate) fn newest(&self) -> Option<SecretString> {
        match self.change() {
            Some(SessionChange::Opened { secret, .. }) => Some(secret),
            Some(SessionChange::Closed) => None,
            None => self.session.clone(),
        }
    }

    /// What the answer has to tell the browser.
    pub fn change(&self) -> Option<SessionChange> {
        self.change.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Without the secret.
impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_session = self.session.is_some();
        f.debug_struct("Browser").field("has_session", &has_session).finish_non_exhaustive()
    }
}
