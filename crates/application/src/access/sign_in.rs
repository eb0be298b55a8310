//! Signing in by password.

use ariadne_domain::{
    Actor, ActorId, AuditAction, Caller, MAX_LOGIN, MAX_PASSWORD, Person, Session, SessionId, Value,
};
use ariadne_ports::{Result, SecretHash};
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use super::authenticate::caller_of;
use super::secrets::new_secret;
use super::throttle::Keys;
use super::{Core, Origin, Visitor, actor_of, later, unauthenticated};

/// The longest text that is kept of what a browser calls itself, in characters.
const MAX_USER_AGENT: usize = 300;

/// What somebody types.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// His name to sign in with.
    pub login: String,
    /// His password.
    pub password: SecretString,
    /// The secret of a session that the browser still has, which the new one replaces.
    pub replaces: Option<SecretString>,
}

/// A session that was just opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The cookie's value.
    pub secret: SecretString,
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub person: Person,
    /// He as the caller of what follows.
    pub caller: Caller,
}

impl Visitor {
    /// Signs in. An unknown name, a wrong password, a person without a password and one
    /// who is not active are told apart neither by the answer (`Unauthenticated`) nor by
    /// its time; too many failures are `Limit`.
    #[tracing::instrument(skip_all)]
    pub async fn sign_in(&self, input: SignIn) -> Result<NewSession> {
        const OPERATION: &str = "access.sign_in";
        let (core, origin) = (&self.core, &self.origin);
        // Nobody has so long a name: it is cut, because comparing it costs by its length.
        let length = input.login.char_indices().nth(MAX_LOGIN + 1).map(|(at, _)| at);
        let login = &input.login[..length.unwrap_or(input.login.len())];
        let keys = Keys::of(login, origin);
        let person = core.ports.people.person_by_login(login).await?;
        let attempt = match core.throttle(OPERATION, &keys).await {
            Ok(attempt) => attempt,
            Err(error) => {
                let actor = person.as_ref().map_or_else(Actor::nobody, actor_of);
                let outcome = error.kind().code();
                let (action, reason) = (AuditAction::SignIn, "too many attempts");
                core.note_refusal(actor, action, outcome, origin, reason).await;
                return Err(error);
            }
        };
        // Asked for even when nobody is found, so that both take the same way.
        let id = person.as_ref().map_or(ActorId(Uuid::nil()), |person| person.id);
        let hash = core.ports.people.password(id).await?;
        let hash = hash.filter(|_| person.as_ref().is_some_and(|person| person.active));
        let sane = input.password.expose_secret().chars().count() <= MAX_PASSWORD;
        let right = sane && core.ports.passwords.verify(&input.password, hash.as_ref()).await?;
        let (Some(person), Some(hash), true) = (person.as_ref(), hash, right) else {
            // Too long a password is no guess, and cost too little to write it down.
            if sane {
                core.failed(&keys).await?;
            }
            let actor = person.as_ref().map_or_else(Actor::nobody, actor_of);
            let (action, outcome) = (AuditAction::SignIn, "UNAUTHENTICATED");
            core.note_refusal(actor, action, outcome, origin, "wrong name or password").await;
            return Err(unauthenticated(OPERATION, "Name or password is wrong."));
        };
        // It may have been replaced while this one waited for its turn: who knows no more than
        // the old one does not get in beside whoever replaced it.
        if core.ports.people.password(person.id).await?.as_ref() != Some(&hash) {
            return Err(unauthenticated(OPERATION, "Name or password is wrong."));
        }
        core.succeeded(&keys).await?;
        drop(attempt);
        if core.ports.passwords.is_outdated(&hash) {
            let hash = core.ports.passwords.hash(&input.password).await?;
            core.ports.people.set_password(person.id, &hash, None, core.now()).await?;
        }
        core.open_session(person, input.replaces.as_ref(), origin, "password").await
    }
}

impl Core {
    /// Opens a session with a secret of its own, whatever the browser had before.
    pub(super) async fn open_session(
        &self,
        person: &Person,
        replaces: Option<&SecretString>,
        origin: &Origin,
        by: &'static str,
    ) -> Result<NewSession> {
        let now = self.now();
        let (secret, hash) = new_secret()?;
        let agent = origin.user_agent.as_deref();
        let session = Session {
            id: SessionId(self.ports.ids.next()),
            person: person.id,
            created_at: now,
            last_seen: now,
            expires: later(now, self.options.session_lifetime),
            idle_until: later(now, self.options.session_idle),
            address: origin.address.clone(),
            user_agent: agent.map(|agent| agent.chars().take(MAX_USER_AGENT).collect()),
        };
        self.ports.sessions.open_session(&session, hash).await?;
        if let Some(old) = replaces {
            self.close_by_secret(super::hash_secret(old)).await?;
        }
        let details = Value::object().with("by", by).with("session", session.id.to_string());
        self.note(actor_of(person), AuditAction::SignIn, "OK", origin, details).await?;
        let person = Person { last_sign_in: Some(now), ..person.clone() };
        let caller = caller_of(&person, &session, origin);
        Ok(NewSession { secret, session, person, caller })
    }

    /// Ends the session with this secret, if there is one.
    async fn close_by_secret(&self, secret: SecretHash) -> Result<()> {
        if let Some((old, person)) = self.ports.sessions.session(secret, self.now()).await? {
            self.ports.sessions.close_session(person.id, old.id).await?;
            self.cache.forget();
        }
        Ok(())
    }
}
