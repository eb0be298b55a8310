//! Who sent a request.

use std::time::Duration;

use ariadne_domain::{
    Actor, ActorKind, ApiToken, AuditAction, Caller, Person, Role, Session, Timestamp, Value,
};
use ariadne_ports::{ErrorKind, Result, SecretHash};
use secrecy::SecretString;

use super::{Access, Core, Origin, actor_of, hash_secret, later, preset_actor, unauthenticated};

/// That something was used is written down once in this time.
const TO_THE_MINUTE: Duration = Duration::from_mins(1);

/// What a request shows to say who sent it.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The cookie of a session.
    Session(SecretString),
    /// A token.
    Token(SecretString),
}

/// Why it is looked up who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// He does something.
    Use,
    /// Something of his goes on.
    Glance,
}

impl Access {
    /// Who shows this; `Unauthenticated` with a sentence when it is nobody's or has ended.
    /// What ended through this process is seen at once, what ended through another server
    /// within the configured memory (a second).
    pub async fn authenticate(&self, credential: &Credential, origin: &Origin) -> Result<Caller> {
        self.look_up(credential, origin, Look::Use).await
    }

    /// Who showed this a while ago, when he still may; else as [`Access::authenticate`]. To
    /// ask is no use of it: a session that nothing else is done with ends as an unused one.
    pub async fn may_still(&self, credential: &Credential, origin: &Origin) -> Result<Caller> {
        self.look_up(credential, origin, Look::Glance).await
    }

    async fn look_up(
        &self,
        credential: &Credential,
        origin: &Origin,
        look: Look,
    ) -> Result<Caller> {
        let (Credential::Session(secret) | Credential::Token(secret)) = credential;
        let hash = hash_secret(secret);
        let now = self.core.now();
        // A session is no token and a token no session, remembered or not.
        let key = (matches!(credential, Credential::Token(_)), hash);
        if let Some(known) = self.core.cache.get(key, now) {
            return Ok(Caller { address: origin.address.clone(), ..known });
        }
        let generation = self.core.cache.generation();
        let (caller, until) = match credential {
            Credential::Session(_) => self.core.by_session(hash, now, origin, look).await?,
            Credential::Token(_) => self.core.by_token(hash, now, origin, look).await?,
        };
        if look == Look::Use {
            // a use that finds what a glance left there would not be noted
            self.core.cache.put(generation, key, &caller, until);
        }
        Ok(caller)
    }

    /// Hears when somebody's rights have changed or ended through this process, so that what
    /// goes on for long can ask again.
    pub fn changes(&self) -> tokio::sync::watch::Receiver<()> {
        self.core.cache.changes()
    }

    /// Notes that a request was refused for how it came.
    pub async fn note_refused(
        &self,
        caller: Option<&Caller>,
        kind: ErrorKind,
        origin: &Origin,
        reason: &'static str,
    ) {
        let actor = caller.map_or_else(Actor::nobody, |caller| caller.actor.clone());
        self.core.note_refusal(actor, AuditAction::Refused, kind.code(), origin, reason).await;
    }
}

impl Core {
    async fn refused(&self, actor: Actor, origin: &Origin, reason: &'static str) {
        let code = ErrorKind::Unauthenticated.code();
        self.note_refusal(actor, AuditAction::Refused, code, origin, reason).await;
    }

    async fn by_session(
        &self,
        hash: SecretHash,
        now: Timestamp,
        origin: &Origin,
        look: Look,
    ) -> Result<(Caller, Option<Timestamp>)> {
        let Some((session, person)) = self.ports.sessions.session(hash, now).await? else {
            self.refused(Actor::nobody(), origin, "unknown session").await;
            let message = "The session has ended. Sign in again.";
            return Err(unauthenticated("access.session", message));
        };
        if look == Look::Use && now >= later(session.last_seen, TO_THE_MINUTE) {
            let idle_until = later(now, self.options.session_idle);
            let touched = self.ports.sessions.touch_session(session.id, now, idle_until);
            if let Err(error) = touched.await {
                tracing::warn!(%error, "the use of a session was not noted");
            }
        }
        let until = Some(session.expires.min(session.idle_until));
        Ok((caller_of(&person, &session, origin), until))
    }

    async fn by_token(
        &self,
        hash: SecretHash,
        now: Timestamp,
        origin: &Origin,
        look: Look,
    ) -> Result<(Caller, Option<Timestamp>)> {
        const OPERATION: &str = "access.token";
        let address = origin.address.clone();
        if self.options.preset_token == Some(hash) {
            let (actor, role) = (preset_actor(), Role::Admin);
            if look == Look::Use {
                self.note_news(&actor, Value::object(), now, origin).await;
            }
            return Ok((Caller { actor, role, session: None, address }, None));
        }
        let Some((token, owner)) = self.ports.tokens.token(hash).await? else {
            self.refused(Actor::nobody(), origin, "unknown token").await;
            let message = "No such token. It may have been mistyped, or belong to another catalog.";
            return Err(unauthenticated(OPERATION, message));
        };
        let actor = Actor {
            id: token.id,
            name: format!("{} ({})", token.name, owner.name),
            kind: ActorKind::Token,
        };
        let (reason, message) = if token.revoked_at.is_some() {
            ("revoked token", format!("The token {} was revoked. Use another one.", token.name))
        } else if !token.is_alive(now) {
            ("expired token", format!("The token {} has expired. Make a new one.", token.name))
        } else if !owner.active {
            let message = format!("The token {} is of somebody who is not active.", token.name);
            ("token of an inactive person", message)
        } else {
            if look == Look::Use {
                self.note_use(&token, &actor, now, origin).await;
            }
            let role = token.role.min(owner.role);
            return Ok((Caller { actor, role, session: None, address }, token.expires));
        };
        self.refused(actor, origin, reason).await;
        Err(unauthenticated(OPERATION, message))
    }

    /// Writes down that a token is used; failing to do so does not stop its work.
    async fn note_use(&self, token: &ApiToken, actor: &Actor, now: Timestamp, origin: &Origin) {
        let details = Value::object().with("owner", token.owner.to_string());
        let news = self.note_news(actor, details, now, origin).await;
        let stale = token.last_used.is_none_or(|last| now >= later(last, TO_THE_MINUTE));
        if !news && !stale {
            return;
        }
        let noted = self.ports.tokens.note_use(token.id, now, origin.address.as_deref()).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a token was not noted");
        }
    }

    /// Writes the use of a token into the audit log when that was not done lately; answers
    /// whether it was news.
    async fn note_news(
        &self,
        actor: &Actor,
        details: Value,
        now: Timestamp,
        origin: &Origin,
    ) -> bool {
        let news = self.uses.is_news(actor.id, origin, now);
        if news {
            let noted = self.note(actor.clone(), AuditAction::TokenUsed, "OK", origin, details);
            if let Err(error) = noted.await {
                tracing::warn!(%error, "the use of a token was not noted");
            }
        }
        news
    }
}

/// A person in a session.
pub(super) fn caller_of(person: &Person, session: &Session, origin: &Origin) -> Caller {
    Caller {
        actor: actor_of(person),
        role: person.role,
        session: Some(session.id),
        address: origin.address.clone(),
    }
}
