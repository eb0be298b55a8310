//! Somebody's own account.

use std::fmt;
use std::sync::Arc;

use ariadne_domain::{
    ActorId, ActorKind, AuditAction, Caller, Person, Session, SessionId, Value, check_password,
    check_person_name,
};
use ariadne_ports::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret as _, SecretString};

use super::external::changed;
use super::throttle::Keys;
use super::{Core, Origin};

/// What everybody may do who is signed in. A token is no person: it has no account to
/// look after, and cannot make itself another token.
#[derive(Clone)]
pub struct Member {
    pub(super) core: Arc<Core>,
    pub(super) caller: Caller,
    pub(super) origin: Origin,
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Member").field("caller", &self.caller).finish_non_exhaustive()
    }
}

impl Member {
    /// The id of the person who asks; `Forbidden` for a token.
    pub(super) fn person_alone(&self, operation: &'static str) -> Result<ActorId> {
        if self.caller.actor.kind == ActorKind::Person {
            return Ok(self.caller.actor.id);
        }
        let message = "A token may not do this. Sign in as a person.";
        Err(Error::new(ErrorKind::Forbidden, operation, message))
    }

    /// Who asks.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The person who asks; none for a token.
    pub async fn person(&self) -> Result<Option<Person>> {
        match self.caller.actor.kind {
            ActorKind::Person => {
                self.core.person("access.me", self.caller.actor.id).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// One's living sessions, newest first.
    pub async fn sessions(&self) -> Result<Vec<Session>> {
        let person = self.person_alone("access.sessions")?;
        self.core.ports.sessions.sessions_of(person, self.core.now()).await
    }

    /// Ends one of one's sessions.
    #[tracing::instrument(skip_all, fields(session = %id))]
    pub async fn end_session(&self, id: SessionId) -> Result<()> {
        const OPERATION: &str = "access.end_session";
        let person = self.person_alone(OPERATION)?;
        if !self.core.ports.sessions.close_session(person, id).await? {
            return Err(Error::not_found(OPERATION, format!("session with the id {id}")));
        }
        self.core.cache.forget();
        let details = Value::object().with("session", id.to_string());
        self.note(AuditAction::SignOut, details).await
    }

    /// Ends the session that the request came in.
    pub async fn sign_out(&self) -> Result<()> {
        const OPERATION: &str = "access.sign_out";
        self.person_alone(OPERATION)?;
        let Some(session) = self.caller.session else {
            let message = "The request came in no session.";
            return Err(Error::new(ErrorKind::Forbidden, OPERATION, message));
        };
        match self.end_session(session).await {
            // It ended by itself in this moment.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            ended => ended,
        }
    }

    /// Ends every session of one's own, this one too; answers how many.
    #[tracing::instrument(skip_all)]
    pub async fn sign_out_everywhere(&self) -> Result<u64> {
        let person = self.person_alone("access.sign_out_everywhere")?;
        self.end_all(person).await
    }

    pub(super) async fn end_all(&self, person: ActorId) -> Result<u64> {
        let ended = self.core.ports.sessions.close_sessions(person, None).await?;
        self.core.cache.forget();
        let details = Value::object().with("person", person.to_string()).with("everywhere", true);
        self.note(AuditAction::SignOut, details).await?;
        Ok(ended)
    }

    /// Changes one's display name; what was written before keeps the old one.
    #[tracing::instrument(skip_all)]
    pub async fn rename(&self, name: &str) -> Result<Person> {
        const OPERATION: &str = "access.rename";
        let id = self.person_alone(OPERATION)?;
        let name = name.trim();
        if let Some(violation) = check_person_name("name", name) {
            return Err(Error::validation(OPERATION, vec![violation]));
        }
        let person = self.core.person(OPERATION, id).await?;
        let person = Person { name: name.to_owned(), updated_at: self.core.now(), ..person };
        let version = self.core.ports.people.update_person(&person).await?;
        self.core.cache.forget();
        self.note(AuditAction::PersonChanged, changed(&person, "name")).await?;
        Ok(Person { version, ..person })
    }

    /// Changes one's password; every other session of one's own ends. Guessing the
    /// current one is made as slow as at a sign-in.
    #[tracing::instrument(skip_all)]
    pub async fn change_password(
        &self,
        current: &SecretString,
        new: &SecretString,
    ) -> Result<Person> {
        const OPERATION: &str = "access.change_password";
        let id = self.person_alone(OPERATION)?;
        let (core, origin) = (&self.core, &self.origin);
        let person = core.person(OPERATION, id).await?;
        let weak = check_password("new", new.expose_secret(), &person.login, &person.name);
        if let Some(violation) = weak {
            return Err(Error::validation(OPERATION, vec![violation]));
        }
        let keys = Keys::of(&person.login, origin);
        let _attempt = core.throttle(OPERATION, &keys).await?;
        let hash = core.ports.people.password(id).await?;
        if !core.ports.passwords.verify(current, hash.as_ref()).await? {
            core.failed(&keys).await?;
            let (actor, action) = (self.caller.actor.clone(), AuditAction::PasswordChanged);
            let outcome = ErrorKind::Validation.code();
            core.note_refusal(actor, action, outcome, origin, "wrong current password").await;
            let message = "This is not your current password.";
            let violation = ariadne_domain::Violation::new(["current"], "WRONG", message);
            return Err(Error::validation(OPERATION, vec![violation]));
        }
        core.succeeded(&keys).await?;
        let hash = core.ports.passwords.hash(new).await?;
        core.ports.people.set_password(id, &hash, self.caller.session, core.now()).await?;
        core.cache.forget();
        self.note(AuditAction::PasswordChanged, Value::object()).await?;
        core.person(OPERATION, id).await
    }

    pub(super) async fn note(&self, action: AuditAction, details: Value) -> Result<()> {
        self.core.note(self.caller.actor.clone(), action, "OK", &self.origin, details).await
    }
}
