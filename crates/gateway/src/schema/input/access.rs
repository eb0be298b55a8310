use ariadne_application as application;
use ariadne_application::domain::Timestamp;
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject};

use crate::schema::scalars::{DateTime, id_of};
use crate::schema::types::enums::{AuditAction, Role};

/// Which people. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PersonFilter {
    /// It is within the name or the name to sign in with.
    text: Option<String>,
    /// Active or not.
    is_active: Option<bool>,
}

impl From<PersonFilter> for application::PersonFilter {
    fn from(filter: PersonFilter) -> Self {
        Self { text: filter.text, active: filter.is_active }
    }
}

/// Which tokens. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct TokenFilter {
    /// Of this person.
    owner_id: Option<ID>,
    /// Neither revoked nor expired.
    #[graphql(default)]
    only_active: bool,
}

impl TokenFilter {
    /// What the use cases take.
    pub(crate) fn parse(self, now: Timestamp) -> Result<application::TokenFilter> {
        Ok(application::TokenFilter {
            owner: self.owner_id.map(|id| id_of(&id, "person")).transpose()?,
            alive_at: self.only_active.then_some(now),
        })
    }
}

/// Which lines of the audit log. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct AuditFilter {
    /// One of these.
    actions: Option<Vec<AuditAction>>,
    /// About this data source.
    source_id: Option<ID>,
    /// By the actor with this id.
    actor_id: Option<ID>,
    /// With this outcome: `OK`, `PASSED`, `WARNING`, `FAILED`, or the code of an error.
    outcome: Option<String>,
    /// From this time on.
    from: Option<DateTime>,
    /// Before this time.
    before: Option<DateTime>,
}

impl TryFrom<AuditFilter> for application::AuditFilter {
    type Error = Error;

    fn try_from(filter: AuditFilter) -> Result<Self> {
        Ok(Self {
            actions: filter.actions.unwrap_or_default().into_iter().map(Into::into).collect(),
            source: filter.source_id.map(|id| id_of(&id, "data source")).transpose()?,
            actor: filter.actor_id.map(|id| id_of(&id, "actor")).transpose()?,
            outcome: filter.outcome,
            from: filter.from.map(|at| at.0),
            before: filter.before.map(|at| at.0),
        })
    }
}

/// Somebody to invite.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InvitationInput {
    /// What he will be allowed to do.
    role: Role,
    /// His name to sign in with, such as his e-mail address; he chooses one when there is
    /// none. Who signs in through a provider of identities joins by his e-mail address.
    login: Option<String>,
    /// The display name that is proposed.
    name: Option<String>,
}

impl From<InvitationInput> for application::Invitation {
    fn from(input: InvitationInput) -> Self {
        Self { role: input.role.into(), login: input.login, name: input.name }
    }
}

/// What changes about a person; what is absent stays.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonPatch {
    /// The name to sign in with.
    login: Option<String>,
    /// The display name.
    name: Option<String>,
    /// What he may do.
    role: Option<Role>,
    /// False: he is signed out everywhere, cannot sign in, and his tokens do not work.
    is_active: Option<bool>,
}

impl From<PersonPatch> for application::PersonPatch {
    fn from(patch: PersonPatch) -> Self {
        Self {
            login: patch.login,
            name: patch.name,
            role: patch.role.map(Into::into),
            active: patch.is_active,
        }
    }
}

/// A token that somebody wants.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TokenInput {
    /// What it is for.
    name: String,
    /// What it may do; not more than oneself.
    role: Role,
    /// When it ends; absent: when it is revoked.
    expires_at: Option<DateTime>,
}

impl From<TokenInput> for application::TokenInput {
    fn from(input: TokenInput) -> Self {
        Self { name: input.name, role: input.role.into(), expires: input.expires_at.map(|at| at.0) }
    }
}
