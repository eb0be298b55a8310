//! Everybody's accounts.

use std::ops::Deref;

use ariadne_domain::{
    ActorId, AuditAction, LinkId, LinkPurpose, OneTimeLink, Person, Role, Session, Timestamp,
    Value, check_login, check_person_name,
};
use ariadne_ports::{Error, Page, PageRequest, PersonFilter, Result};

use super::external::changed;
use super::{MadeLink, Member};
use crate::read::check_texts;

/// What an administrator may do about people.
#[derive(Clone, Debug)]
pub struct AccessAdmin {
    pub(super) member: Member,
}

impl Deref for AccessAdmin {
    type Target = Member;
    fn deref(&self) -> &Member {
        &self.member
    }
}

/// Somebody to invite.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What he will be allowed to do.
    pub role: Role,
    /// His name to sign in with; he chooses one when there is none.
    pub login: Option<String>,
    /// The display name that is proposed.
    pub name: Option<String>,
}

/// What changes about a person; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct PersonPatch {
    /// The name to sign in with.
    pub login: Option<String>,
    /// The display name.
    pub name: Option<String>,
    /// What he may do.
    pub role: Option<Role>,
    /// Whether he may sign in.
    pub active: Option<bool>,
}

impl AccessAdmin {
    /// Now, for filters that look at what still works.
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// People by name.
    pub async fn people(&self, filter: &PersonFilter, page: &PageRequest) -> Result<Page<Person>> {
        let texts = [(&["filter", "text"][..], filter.text.as_deref())];
        check_texts("access.people", texts)?;
        self.core.ports.people.list_people(filter, page).await
    }

    /// The people with these ids; unknown ids are left out.
    pub async fn people_by_id(&self, ids: &[ActorId]) -> Result<Vec<Person>> {
        self.core.ports.people.people(ids).await
    }

    /// The living sessions of a person, newest first.
    pub async fn sessions_of(&self, person: ActorId) -> Result<Vec<Session>> {
        self.core.ports.sessions.sessions_of(person, self.core.now()).await
    }

    /// Makes a link by which somebody joins. `Conflict` when somebody signs in by his name
    /// already.
    #[tracing::instrument(skip_all)]
    pub async fn invite(&self, invitation: Invitation) -> Result<MadeLink> {
        let Invitation { role, login, name } = invitation;
        self.link(LinkPurpose::Invite { role, login, name }).await
    }

    /// Makes a link by which a person sets a new password. His sessions go on until he
    /// uses it. `Conflict` when he is not active.
    #[tracing::instrument(skip_all, fields(person = %person))]
    pub async fn reset_password(&self, person: ActorId) -> Result<MadeLink> {
        self.link(LinkPurpose::Reset { person }).await
    }

    async fn link(&self, purpose: LinkPurpose) -> Result<MadeLink> {
        self.core.refuse_link(&purpose).await?;
        let (actor, lifetime) = (self.caller.actor.clone(), self.core.options.link_lifetime);
        self.core.make_link(purpose, actor, lifetime, &self.origin).await
    }

    /// The links that still work, newest first.
    pub async fn links(&self) -> Result<Vec<OneTimeLink>> {
        self.core.ports.links.links(self.core.now()).await
    }

    /// Takes a link back.
    #[tracing::instrument(skip_all, fields(link = %id))]
    pub async fn withdraw_link(&self, id: LinkId) -> Result<()> {
        if !self.core.ports.links.withdraw_link(id).await? {
            let what = format!("link with the id {id}");
            return Err(Error::not_found("access.withdraw_link", what));
        }
        let details = Value::object().with("link", id.to_string());
        self.note(AuditAction::LinkWithdrawn, details).await
    }

    /// Changes a person. Who is made inactive is signed out everywhere, and his tokens
    /// stop working; a smaller role holds from now on, for his tokens too. One active
    /// administrator stays: else `Conflict`.
    #[tracing::instrument(skip_all, fields(person = %id))]
    pub async fn update_person(
        &self,
        id: ActorId,
        version: u32,
        patch: PersonPatch,
    ) -> Result<Person> {
        const OPERATION: &str = "access.update_person";
        let old = self.core.person(OPERATION, id).await?;
        let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
        let new = Person {
            login: trimmed(patch.login).unwrap_or_else(|| old.login.clone()),
            name: trimmed(patch.name).unwrap_or_else(|| old.name.clone()),
            role: patch.role.unwrap_or(old.role),
            active: patch.active.unwrap_or(old.active),
            version,
            ..old.clone()
        };
        let checks = [check_login("login", &new.login), check_person_name("name", &new.name)];
        let violations: Vec<_> = checks.into_iter().flatten().collect();
        if !violations.is_empty() {
            return Err(Error::validation(OPERATION, violations));
        }
        if new == old {
            return Ok(old);
        }
        let new = Person { updated_at: self.core.now(), ..new };
        let version = self.core.ports.people.update_person(&new).await?;
        self.core.cache.forget();
        let mut what = Vec::new();
        for (differs, word) in [
            (new.login != old.login, "login"),
            (new.name != old.name, "name"),
            (new.role != old.role, "role"),
            (new.active != old.active, "active"),
        ] {
            what.extend(differs.then_some(word));
        }
        self.note(AuditAction::PersonChanged, changed(&new, &what.join(", "))).await?;
        Ok(Person { version, ..new })
    }

    /// Ends every session of a person; answers how many.
    #[tracing::instrument(skip_all, fields(person = %person))]
    pub async fn sign_out_person(&self, person: ActorId) -> Result<u64> {
        self.core.person("access.sign_out_person", person).await?;
        self.end_all(person).await
    }
}
