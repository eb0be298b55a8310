//! People and their passwords.

use std::fmt::Debug;

use ariadne_domain::{ActorId, ExternalIdentity, Person, Timestamp};
use async_trait::async_trait;

use super::PasswordHash;
use crate::{Page, PageRequest, Result};

/// Which people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFilter {
    /// Whose folded login or name holds this text, folded.
    pub text: Option<String>,
    /// Active ones, or inactive ones.
    pub active: Option<bool>,
}

/// Keeps people.
///
/// - What was put is read back equal, but for `has_password`, which says whether
///   `password` answers one.
/// - Logins are unique when folded, identities as they are: another person with one that
///   is taken is a `Conflict` whose violation names the field (`login` or `identity`), and
///   changes nothing.
/// - `update_person` is a compare-and-set on `version`: `Conflict` when it is another, with
///   a violation `CHANGED` at `version`; `NotFound` when there is no such person; the stored version is then one higher. It
///   leaves the password and `last_sign_in` alone.
/// - After an update there is an active administrator if there was one before: else
///   `Conflict` with a violation `LAST_ADMIN` at `active`, or at `role` when the person
///   stays active, and nothing is changed, however many servers try at once.
/// - A person who is made inactive has no session any more when the call returns.
/// - `set_password` ends every session of the person but `keep` in the same transaction,
///   withdraws his open reset links, raises his version, and makes `now` the time of his
///   last change.
#[async_trait]
pub trait PeopleStore: Send + Sync + Debug {
    /// The people with these ids, in any order; unknown ids are left out.
    async fn people(&self, ids: &[ActorId]) -> Result<Vec<Person>>;

    /// The person who signs in by this name, compared folded.
    async fn person_by_login(&self, login: &str) -> Result<Option<Person>>;

    /// The person whom a provider of identities knows so.
    async fn person_by_identity(&self, identity: &ExternalIdentity) -> Result<Option<Person>>;

    /// People by folded display name (a bounded prefix of it) in byte order, then id.
    async fn list_people(&self, filter: &PersonFilter, page: &PageRequest) -> Result<Page<Person>>;

    /// Whether there is an active administrator.
    async fn has_admin(&self) -> Result<bool>;

    /// The hash of a person's password.
    async fn password(&self, person: ActorId) -> Result<Option<PasswordHash>>;

    /// Keeps a new person.
    async fn create_person(&self, person: &Person, password: Option<&PasswordHash>) -> Result<()>;

    /// Replaces the person whose version is `person.version`; answers the new version.
    async fn update_person(&self, person: &Person) -> Result<u32>;

    /// Sets a password; `NotFound` when there is no such person.
    async fn set_password(
        &self,
        person: ActorId,
        password: &PasswordHash,
        keep: Option<ariadne_domain::SessionId>,
        now: Timestamp,
    ) -> Result<()>;
}
