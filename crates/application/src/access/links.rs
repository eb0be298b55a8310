//! One-time links: the first administrator, invitations, resets.

use std::time::Duration;

use ariadne_domain::{
    Actor, ActorId, ActorKind, AuditAction, LinkId, LinkPurpose, OneTimeLink, Person, Role,
    Timestamp, Value, Violation, check_login, check_password, check_person_name,
};
use ariadne_ports::{Error, ErrorKind, Redemption, Result};
use secrecy::{ExposeSecret as _, SecretString};

use super::secrets::new_secret;
use super::{
    Access, Core, NewSession, Origin, Visitor, actor_of, hash_secret, later, preset_actor,
    unauthenticated,
};

/// How long the link of the first start works; a restart makes another one.
const FIRST_LIFETIME: Duration = Duration::from_hours(24);

/// A link that was just made.
#[derive(Clone, Debug)]
pub struct MadeLink {
    /// Its secret, shown once.
    pub secret: SecretString,
    /// The link.
    pub link: OneTimeLink,
}

/// What somebody who has a link may know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The name to sign in with, when it is settled.
    pub login: Option<String>,
    /// The display name that is proposed, or whose password is reset.
    pub name: Option<String>,
    /// Until when it works.
    pub expires: Timestamp,
}

/// What somebody types who uses a link.
#[derive(Clone, Debug)]
pub struct JoinInput {
    /// The link's secret.
    pub link: SecretString,
    /// The name to sign in with; the link's own when it settles one.
    pub login: Option<String>,
    /// The display name; for a new person.
    pub name: Option<String>,
    /// The new password.
    pub password: SecretString,
    /// The secret of a session that the browser still has, which the new one replaces.
    pub replaces: Option<SecretString>,
}

impl Access {
    /// The link by which the first administrator is made; none when there is one. Older
    /// ones stop working.
    pub async fn first_run(&self) -> Result<Option<MadeLink>> {
        if self.has_admin().await? {
            return Ok(None);
        }
        let (purpose, origin) = (LinkPurpose::FirstAdmin, Origin::default());
        self.core.make_link(purpose, Actor::server(), FIRST_LIFETIME, &origin).await.map(Some)
    }

    /// A link for somebody whom the operator lets in at the console; refused like an
    /// administrator's.
    pub async fn link_from_console(&self, purpose: LinkPurpose) -> Result<MadeLink> {
        self.core.refuse_link(&purpose).await?;
        let lifetime = self.core.options.link_lifetime;
        self.core.make_link(purpose, Actor::server(), lifetime, &Origin::default()).await
    }

    /// The person who signs in by this name.
    pub async fn person_by_login(&self, login: &str) -> Result<Option<Person>> {
        self.core.ports.people.person_by_login(login).await
    }
}

impl Core {
    /// Refuses a link that nobody could use: an invitation by a name to sign in with that
    /// is malformed or taken, a reset for somebody who is not there or not active.
    pub(super) async fn refuse_link(&self, purpose: &LinkPurpose) -> Result<()> {
        const OPERATION: &str = "access.make_link";
        let conflict = |message| Err(Error::new(ErrorKind::Conflict, OPERATION, message));
        match purpose {
            LinkPurpose::FirstAdmin => Ok(()),
            LinkPurpose::Invite { login, name, .. } => {
                let checks = [
                    login.as_deref().and_then(|login| check_login("login", login)),
                    name.as_deref().and_then(|name| check_person_name("name", name)),
                ];
                let violations: Vec<_> = checks.into_iter().flatten().collect();
                if !violations.is_empty() {
                    return Err(Error::validation(OPERATION, violations));
                }
                let Some(login) = login else { return Ok(()) };
                match self.ports.people.person_by_login(login).await? {
                    None => Ok(()),
                    Some(person) => conflict(format!(
                        "{} signs in by this name already. Change that person, or reset the password.",
                        person.name
                    )),
                }
            }
            LinkPurpose::Reset { person } => {
                let person = self.person(OPERATION, *person).await?;
                if person.active {
                    return Ok(());
                }
                conflict(format!("{} is not active. Activate the account first.", person.name))
            }
        }
    }

    pub(super) async fn make_link(
        &self,
        purpose: LinkPurpose,
        created_by: Actor,
        lifetime: Duration,
        origin: &Origin,
    ) -> Result<MadeLink> {
        let (secret, hash) = new_secret()?;
        let created_at = self.now();
        let link = OneTimeLink {
            id: LinkId(self.ports.ids.next()),
            purpose,
            created_by,
            created_at,
            expires: later(created_at, lifetime),
        };
        self.ports.links.create_link(&link, hash).await?;
        let (actor, details) = (link.created_by.clone(), described(&link));
        self.note(actor, AuditAction::LinkMade, "OK", origin, details).await?;
        Ok(MadeLink { secret, link })
    }
}

impl Core {
    /// Whether a link is still meant: a reset is while its person is active, and any link
    /// while whoever made it is an administrator. Else somebody who is put out could come
    /// back by a link that he made before.
    pub(super) async fn stands(&self, link: &OneTimeLink) -> Result<bool> {
        if let LinkPurpose::Reset { person } = &link.purpose
            && !self.person("access.link", *person).await?.active
        {
            return Ok(false);
        }
        let maker = &link.created_by;
        let owner = match maker.kind {
            ActorKind::Person => maker.id,
            ActorKind::Token if maker.id != preset_actor().id => {
                match self.ports.tokens.tokens(&[maker.id]).await?.pop() {
                    Some(token) if token.revoked_at.is_none() => token.owner,
                    _ => return Ok(false),
                }
            }
            // The operator, at the console or by the token that he presets.
            _ => return Ok(true),
        };
        let owner = self.ports.people.people(&[owner]).await?.pop();
        Ok(owner.is_some_and(|owner| owner.active && owner.role == Role::Admin))
    }
}

/// What the audit log says about a link.
pub(super) fn described(link: &OneTimeLink) -> Value {
    let value =
        Value::object().with("link", link.id.to_string()).with("purpose", link.purpose.as_str());
    match &link.purpose {
        LinkPurpose::FirstAdmin => value,
        LinkPurpose::Invite { role, login, .. } => {
            value.with("role", role.as_str()).with("login", login.clone())
        }
        LinkPurpose::Reset { person } => value.with("person", person.to_string()),
    }
}

impl Visitor {
    async fn open_link(&self, secret: &SecretString) -> Result<OneTimeLink> {
        let (core, hash) = (&self.core, hash_secret(secret));
        if let Some(link) = core.ports.links.link(hash, core.now()).await?
            && core.stands(&link).await?
        {
            return Ok(link);
        }
        Err(self.dead_link().await)
    }

    async fn dead_link(&self) -> Error {
        let (action, code) = (AuditAction::LinkUsed, ErrorKind::Unauthenticated.code());
        let nobody = Actor::nobody();
        self.core.note_refusal(nobody, action, code, &self.origin, "dead link").await;
        let message = "This link does not work: it was used already, was taken back, or has expired, or whoever made it is no administrator any more. Ask whoever sent it for a new one; the link of a first start comes anew with each start of the server.";
        unauthenticated("access.link", message)
    }

    /// What a link is for; `Unauthenticated` when it does not work.
    pub async fn link(&self, secret: &SecretString) -> Result<KnownLink> {
        let OneTimeLink { purpose, expires, .. } = self.open_link(secret).await?;
        let (login, name) = match &purpose {
            LinkPurpose::FirstAdmin => (None, None),
            LinkPurpose::Invite { login, name, .. } => (login.clone(), name.clone()),
            LinkPurpose::Reset { person } => {
                let person = self.core.person("access.link", *person).await?;
                (Some(person.login), Some(person.name))
            }
        };
        Ok(KnownLink { purpose, login, name, expires })
    }

    /// Uses a link: somebody joins, or gets a new password, and is signed in.
    #[tracing::instrument(skip_all)]
    pub async fn redeem(&self, input: JoinInput) -> Result<NewSession> {
        const OPERATION: &str = "access.redeem";
        let core = &self.core;
        let link = self.open_link(&input.link).await?;
        let mut person = match &link.purpose {
            LinkPurpose::FirstAdmin => self.newcomer(&input, Role::Admin, None),
            LinkPurpose::Invite { role, login, .. } => {
                self.newcomer(&input, *role, login.as_deref())
            }
            LinkPurpose::Reset { person } => core.person(OPERATION, *person).await?,
        };
        let password = input.password.expose_secret();
        let violations = [
            self.own_address(&link.purpose, &person.login),
            check_login("login", &person.login),
            check_person_name("name", &person.name),
            check_password("password", password, &person.login, &person.name),
        ];
        let violations: Vec<_> = violations.into_iter().flatten().collect();
        if !violations.is_empty() {
            return Err(Error::validation(OPERATION, violations));
        }
        let hash = core.ports.passwords.hash(&input.password).await?;
        let how = match &link.purpose {
            LinkPurpose::Reset { person } => Redemption::Reset(*person, hash),
            _ => Redemption::Join(Box::new(person.clone()), hash),
        };
        match core.ports.links.redeem(hash_secret(&input.link), &how, core.now()).await {
            Ok(()) => {}
            // Somebody was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(self.dead_link().await);
            }
            Err(error) => return Err(error),
        }
        person.has_password = true;
        core.cache.forget();
        let (actor, details) = (actor_of(&person), described(&link));
        core.note(actor, AuditAction::LinkUsed, "OK", &self.origin, details).await?;
        core.open_session(&person, input.replaces.as_ref(), &self.origin, "link").await
    }

    /// Whom a provider of identities vouches for is known by his e-mail address, so that
    /// nobody may take another's: with a provider it is the invitation that names it.
    fn own_address(&self, purpose: &LinkPurpose, login: &str) -> Option<Violation> {
        let chosen = matches!(purpose, LinkPurpose::Invite { login: None, .. });
        if !chosen || self.core.ports.provider.is_none() || !login.contains('@') {
            return None;
        }
        let message = "An e-mail address has to be named by the invitation. Ask for one that names yours, or take another name.";
        Some(Violation::new(["login"], "INVALID", message))
    }

    fn newcomer(&self, input: &JoinInput, role: Role, login: Option<&str>) -> Person {
        let typed = input.login.as_deref().map(str::trim);
        let login = login.or(typed).unwrap_or_default();
        let name = input.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let now = self.core.now();
        Person {
            id: ActorId(self.core.ports.ids.next()),
            login: login.to_owned(),
            name: name.unwrap_or(login).to_owned(),
            role,
            active: true,
            has_password: true,
            identity: None,
            version: 1,
            created_at: now,
            updated_at: now,
            last_sign_in: None,
        }
    }
}
