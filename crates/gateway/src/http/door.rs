//! Who speaks over a socket.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ariadne_application::domain::Caller;
use ariadne_application::{Access, Credential, Error, ErrorKind, Origin, Result};
use serde_json::Value;

use super::identity::{Identity, bearer};

/// How often it is asked whether somebody may still speak whom another server may have
/// shown out; this one shows out at once.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Knows who speaks over a socket, and asks again whether he still may.
#[derive(Debug)]
pub(super) struct Door {
    access: Access,
    origin: Origin,
    base_url: String,
    credential: Mutex<Option<Credential>>,
}

impl Door {
    pub(super) fn new(access: Access, identity: Identity, base_url: String) -> Self {
        let Identity { caller, credential, origin, .. } = identity;
        // A session that has ended is as good as none.
        let credential = Mutex::new(credential.filter(|_| caller.is_some()));
        Self { access, origin, base_url, credential }
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    fn credential(&self) -> Option<Credential> {
        self.credential.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Who asks for something now; `Unauthenticated` when he may not any more.
    pub(super) async fn caller(&self) -> Result<Caller> {
        if let Some(credential) = self.credential() {
            return self.access.authenticate(&credential, &self.origin).await;
        }
        let message = "Nobody is signed in: bring a session's cookie, or a token as `authorization` in connection_init's payload.";
        Err(Error::new(ErrorKind::Unauthenticated, "gateway.socket", message))
    }

    /// Takes the token that a client introduces itself with, which a browser cannot send as
    /// a header, and looks who it is.
    pub(super) async fn introduce(&self, payload: &Value) -> Result<Caller> {
        let named = ["authorization", "Authorization"].iter().find_map(|name| payload.get(name));
        if let Some(header) = named {
            let token = bearer(header.as_str().unwrap_or_default()).map_err(|refusal| {
                Error::new(ErrorKind::Unauthenticated, "gateway.socket", refusal.2)
            })?;
            let mut credential = self.credential.lock().unwrap_or_else(PoisonError::into_inner);
            *credential = Some(Credential::Token(token));
        }
        self.caller().await
    }

    /// Ends when whoever speaks may not any more; a database that does not answer says
    /// nothing about that.
    pub(super) async fn closes(&self) -> String {
        let mut changes = self.access.changes();
        loop {
            // Another server does not tell; a timeout is the time to ask.
            let _ = tokio::time::timeout(LOOK_EVERY, changes.changed()).await;
            let Some(credential) = self.credential() else { continue };
            // an open socket alone keeps no session from idling
            match self.access.may_still(&credential, &self.origin).await {
                Err(error) if error.kind() == ErrorKind::Unauthenticated => {
                    return error.to_string();
                }
                _ => {}
            }
        }
    }
}
