//! Signing in by somebody whom a provider of identities vouches for.

use ariadne_domain::{
    Actor, ActorId, AuditAction, LinkPurpose, MAX_PERSON_NAME, Person, Role, Value, check_login,
};
use ariadne_ports::{Begun, Error, ErrorKind, ExternalPerson, IdentityProvider, Result, Returned};
use secrecy::SecretString;

use super::{Core, NewSession, Visitor, actor_of, unauthenticated};

const OPERATION: &str = "access.external";

impl Visitor {
    fn provider(&self) -> Result<&dyn IdentityProvider> {
        self.core.ports.provider.as_deref().ok_or_else(|| {
            let message = "This server has no provider of identities. Sign in with a password.";
            Error::new(ErrorKind::NotFound, OPERATION, message)
        })
    }

    /// Begins a sign-in that comes back to `redirect`.
    pub async fn begin_external(&self, redirect: &str) -> Result<Begun> {
        self.provider()?.begin(redirect).await
    }

    /// Ends it: who the provider says it is gets a session if he is known here, was
    /// invited by his verified e-mail address, or the operator lets everybody in whom the
    /// provider knows. Else `Unauthenticated`.
    #[tracing::instrument(skip_all)]
    pub async fn finish_external(
        &self,
        returned: &Returned,
        replaces: Option<&SecretString>,
    ) -> Result<NewSession> {
        let signed_in = async {
            let external = self.provider()?.finish(returned).await?;
            let person = self.core.known_external(&external).await?;
            self.core.open_session(&person, replaces, &self.origin, "provider").await
        };
        let result = signed_in.await;
        if let Err(error) = &result
            && error.kind() == ErrorKind::Unauthenticated
        {
            let (nobody, action) = (Actor::nobody(), AuditAction::SignIn);
            let (outcome, reason) = (error.kind().code(), "provider of identities");
            self.core.note_refusal(nobody, action, outcome, &self.origin, reason).await;
        }
        result
    }
}

impl Core {
    async fn known_external(&self, external: &ExternalPerson) -> Result<Person> {
        if let Some(person) = self.ports.people.person_by_identity(&external.identity).await? {
            return active(person);
        }
        let email = external.verified_email.as_deref();
        if let Some(email) = email {
            if let Some(person) = self.ports.people.person_by_login(email).await?
                && is_address(&person.login, email)
            {
                return self.link_identity(active(person)?, external).await;
            }
            if let Some(person) = self.invited(email, external).await? {
                return Ok(person);
            }
        }
        let Some(role) = self.options.external_role else {
            let who = email.or(external.name.as_deref()).unwrap_or("This account");
            let message = format!(
                "{who} is not known to this catalog. Ask an administrator for an invitation."
            );
            return Err(unauthenticated(OPERATION, message));
        };
        self.join(external, role).await
    }

    /// A person who is known by his e-mail address is known by his identity from now on.
    async fn link_identity(&self, person: Person, external: &ExternalPerson) -> Result<Person> {
        if person.identity.is_some() {
            let message = format!(
                "{} is another person at the provider of identities than before. Ask an administrator.",
                person.login
            );
            return Err(unauthenticated(OPERATION, message));
        }
        let linked =
            Person { identity: Some(external.identity.clone()), updated_at: self.now(), ..person };
        let version = self.ports.people.update_person(&linked).await?;
        let details = changed(&linked, "known to the provider of identities");
        let origin = super::Origin::default();
        let action = AuditAction::PersonChanged;
        self.note(actor_of(&linked), action, "OK", &origin, details).await?;
        Ok(Person { version, ..linked })
    }

    /// Joins by an open invitation of this e-mail address.
    async fn invited(&self, email: &str, external: &ExternalPerson) -> Result<Option<Person>> {
        for link in self.ports.links.links(self.now()).await? {
            let LinkPurpose::Invite { role, login: Some(login), .. } = &link.purpose else {
                continue;
            };
            // Whoever takes the invitation back joins by it: only one can.
            if is_address(login, email)
                && self.stands(&link).await?
                && self.ports.links.withdraw_link(link.id).await?
            {
                return Ok(Some(self.join(external, *role).await?));
            }
        }
        Ok(None)
    }

    async fn join(&self, external: &ExternalPerson, role: Role) -> Result<Person> {
        let email = external.verified_email.clone();
        let login = email.filter(|email| check_login("login", email).is_none());
        let login = login.unwrap_or_else(|| external.identity.subject.clone());
        let name = external.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let name: String = name
            .unwrap_or(&login)
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_PERSON_NAME)
            .collect();
        let now = self.now();
        let person = Person {
            id: ActorId(self.ports.ids.next()),
            login,
            name,
            role,
            active: true,
            has_password: false,
            identity: Some(external.identity.clone()),
            version: 1,
            created_at: now,
            updated_at: now,
            last_sign_in: None,
        };
        self.ports.people.create_person(&person, None).await?;
        let details = changed(&person, "joined through the provider of identities");
        let origin = super::Origin::default();
        let action = AuditAction::PersonChanged;
        self.note(actor_of(&person), action, "OK", &origin, details).await?;
        Ok(person)
    }
}

/// Whether a name to sign in with is this e-mail address. Names are compared by what they
/// look like, which makes one of several addresses; those may be different people's.
fn is_address(login: &str, email: &str) -> bool {
    login.eq_ignore_ascii_case(email)
}

fn active(person: Person) -> Result<Person> {
    if person.active {
        return Ok(person);
    }
    let message = format!("{} is not active any more. Ask an administrator.", person.name);
    Err(unauthenticated(OPERATION, message))
}

/// What the audit log says about a person.
pub(super) fn changed(person: &Person, what: &str) -> Value {
    Value::object()
        .with("person", person.id.to_string())
        .with("login", person.login.as_str())
        .with("role", person.role.as_str())
        .with("active", person.active)
        .with("what", what)
}
