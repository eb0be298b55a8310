//! People and one-time links, which bring them in.

use ariadne_domain::{
    ActorId, ExternalIdentity, LinkId, LinkPurpose, OneTimeLink, Person, Role, SessionId,
    Timestamp, Violation, fold, fold_prefix,
};
use ariadne_ports::{
    CursorKey, Error, ErrorKind, LinkStore, Page, PageRequest, PasswordHash, PeopleStore,
    PersonFilter, Redemption, Result, SecretHash,
};
use async_trait::async_trait;

use super::MemoryRepo;
use super::paging::{Direction, Entry, page};
use super::state::State;

fn conflict(operation: &'static str, message: &str) -> Error {
    Error::new(ErrorKind::Conflict, operation, message)
}

impl State {
    fn has_admin(&self) -> bool {
        self.people.values().any(|person| person.active && person.role == Role::Admin)
    }

    /// Refuses a login or an identity that another person has.
    fn check_free(&self, operation: &'static str, person: &Person) -> Result<()> {
        let mut others = self.people.values().filter(|other| other.id != person.id);
        let login = fold(&person.login);
        let taken = others.find_map(|other| {
            if fold(&other.login) == login {
                return Some("login");
            }
            let same = person.identity.is_some() && other.identity == person.identity;
            same.then_some("identity")
        });
        match taken {
            None => Ok(()),
            Some(field) => Err(conflict(operation, "Somebody else has it.").with_violations(vec![
                Violation::new([field], "DUPLICATE", "Somebody else has it."),
            ])),
        }
    }

    fn join(
        &mut self,
        operation: &'static str,
        person: &Person,
        password: Option<&PasswordHash>,
    ) -> Result<()> {
        if self.people.contains_key(&person.id) {
            return Err(Error::internal(operation, format!("{} is there", person.id)));
        }
        self.check_free(operation, person)?;
        let person = Person { has_password: password.is_some(), ..person.clone() };
        self.passwords.extend(password.map(|password| (person.id, password.clone())));
        self.people.insert(person.id, person);
        Ok(())
    }

    pub(super) fn end_sessions(&mut self, person: ActorId, keep: Option<SessionId>) -> u64 {
        let before = self.sessions.len();
        self.sessions.retain(|(_, session)| session.person != person || Some(session.id) == keep);
        (before - self.sessions.len()) as u64
    }

    fn withdraw_resets(&mut self, person: ActorId) {
        self.links.retain(|(_, link)| link.purpose != LinkPurpose::Reset { person });
    }

    fn change_password(
        &mut self,
        operation: &'static str,
        id: ActorId,
        password: &PasswordHash,
        keep: Option<SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        let Some(person) = self.people.get_mut(&id) else {
            return Err(Error::not_found(operation, format!("person {id}")));
        };
        person.has_password = true;
        person.version += 1;
        person.updated_at = now;
        self.passwords.insert(id, password.clone());
        self.end_sessions(id, keep);
        self.withdraw_resets(id);
        Ok(())
    }
}

#[async_trait]
impl PeopleStore for MemoryRepo {
    async fn people(&self, ids: &[ActorId]) -> Result<Vec<Person>> {
        let state = self.lock();
        Ok(state.people.values().filter(|person| ids.contains(&person.id)).cloned().collect())
    }

    async fn person_by_login(&self, login: &str) -> Result<Option<Person>> {
        let login = fold(login);
        let state = self.lock();
        Ok(state.people.values().find(|person| fold(&person.login) == login).cloned())
    }

    async fn person_by_identity(&self, identity: &ExternalIdentity) -> Result<Option<Person>> {
        let state = self.lock();
        let has = |person: &&Person| person.identity.as_ref() == Some(identity);
        Ok(state.people.values().find(has).cloned())
    }

    async fn list_people(
        &self,
        filter: &PersonFilter,
        request: &PageRequest,
    ) -> Result<Page<Person>> {
        const NAME_PREFIX: usize = 256;
        let text = filter.text.as_deref().map(fold);
        let state = self.lock();
        let fits = |person: &&Person| {
            let holds = |text: &String| {
                fold(&person.login).contains(text) || fold(&person.name).contains(text)
            };
            text.as_ref().is_none_or(holds)
                && filter.active.is_none_or(|active| person.active == active)
        };
        let entries = state.people.values().filter(fits).map(|person| Entry {
            keys: vec![CursorKey::Text(fold_prefix(&person.name, NAME_PREFIX))],
            id: person.id.0,
            item: person.clone(),
        });
        let scope = format!("people {filter:?}");
        page("memory.people", &scope, Direction::Ascending, entries.collect(), request)
    }

    async fn has_admin(&self) -> Result<bool> {
        Ok(self.lock().has_admin())
    }

    async fn password(&self, person: ActorId) -> Result<Option<PasswordHash>> {
        Ok(self.lock().passwords.get(&person).cloned())
    }

    async fn create_person(&self, person: &Person, password: Option<&PasswordHash>) -> Result<()> {
        self.lock().join("memory.create_person", person, password)
    }

    async fn update_person(&self, person: &Person) -> Result<u32> {
        const OPERATION: &str = "memory.update_person";
        let mut state = self.lock();
        let Some(stored) = state.people.get(&person.id).cloned() else {
            return Err(Error::not_found(OPERATION, format!("person {}", person.id)));
        };
        if stored.version != person.version {
            let message = "The person was changed in the meantime.";
            return Err(conflict(OPERATION, message).with_violations(vec![Violation::new(
                ["version"],
                "CHANGED",
                message,
            )]));
        }
        state.check_free(OPERATION, person)?;
        let had_admin = state.has_admin();
        let after = Person {
            version: person.version + 1,
            has_password: stored.has_password,
            last_sign_in: stored.last_sign_in,
            ..person.clone()
        };
        state.people.insert(person.id, after);
        if had_admin && !state.has_admin() {
            state.people.insert(stored.id, stored);
            let message = "This is the last active administrator.";
            let field = if person.active { "role" } else { "active" };
            return Err(conflict(OPERATION, message).with_violations(vec![Violation::new(
                [field],
                "LAST_ADMIN",
                message,
            )]));
        }
        if !person.active {
            state.end_sessions(person.id, None);
        }
        Ok(person.version + 1)
    }

    async fn set_password(
        &self,
        person: ActorId,
        password: &PasswordHash,
        keep: Option<SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        self.lock().change_password("memory.set_password", person, password, keep, now)
    }
}

#[async_trait]
impl LinkStore for MemoryRepo {
    async fn create_link(&self, link: &OneTimeLink, secret: SecretHash) -> Result<()> {
        let mut state = self.lock();
        let taken =
            |(hash, other): &(SecretHash, OneTimeLink)| *hash == secret || other.id == link.id;
        if state.links.iter().any(taken) {
            return Err(Error::internal("memory.create_link", format!("{} is there", link.id)));
        }
        state.links.retain(|(_, other)| other.expires > link.created_at);
        match &link.purpose {
            LinkPurpose::FirstAdmin => {
                state.links.retain(|(_, other)| other.purpose != LinkPurpose::FirstAdmin);
            }
            LinkPurpose::Reset { person } => state.withdraw_resets(*person),
            LinkPurpose::Invite { .. } => {}
        }
        state.links.push((secret, link.clone()));
        Ok(())
    }

    async fn link(&self, secret: SecretHash, now: Timestamp) -> Result<Option<OneTimeLink>> {
        let state = self.lock();
        let mut links = state.links.iter();
        let found = links.find(|(hash, link)| *hash == secret && link.expires > now);
        Ok(found.map(|(_, link)| link.clone()))
    }

    async fn links(&self, now: Timestamp) -> Result<Vec<OneTimeLink>> {
        let state = self.lock();
        let mut links: Vec<OneTimeLink> =
            state.links.iter().map(|(_, link)| link.clone()).filter(|l| l.expires > now).collect();
        links.sort_by_key(|link| std::cmp::Reverse((link.created_at, link.id)));
        links.truncate(1_000);
        Ok(links)
    }

    async fn redeem(&self, secret: SecretHash, how: &Redemption, now: Timestamp) -> Result<()> {
        const OPERATION: &str = "memory.redeem";
        let gone = || Error::not_found(OPERATION, "link like this that still works");
        let mut state = self.lock();
        let found = state.links.iter().find(|(hash, link)| *hash == secret && link.expires > now);
        let link = found.map(|(_, link)| link.clone()).ok_or_else(gone)?;
        match (&link.purpose, how) {
            (LinkPurpose::FirstAdmin, Redemption::Join(..)) if state.has_admin() => {
                return Err(conflict(OPERATION, "There is an administrator already."));
            }
            (
                LinkPurpose::FirstAdmin | LinkPurpose::Invite { .. },
                Redemption::Join(person, password),
            ) => state.join(OPERATION, person, Some(password))?,
            (LinkPurpose::Reset { person }, Redemption::Reset(whose, password))
                if person == whose =>
            {
                state.change_password(OPERATION, *whose, password, None, now)?;
            }
            _ => return Err(gone()),
        }
        state.links.retain(|(_, other)| other.id != link.id);
        Ok(())
    }

    async fn withdraw_link(&self, id: LinkId) -> Result<bool> {
        let mut state = self.lock();
        let before = state.links.len();
        state.links.retain(|(_, link)| link.id != id);
        Ok(state.links.len() < before)
    }
}
