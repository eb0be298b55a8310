use ariadne_application::domain;
use async_graphql::{Context, ID, Object, Result};

use super::Session;
use crate::schema::page::list_cost;
use crate::schema::scalars::DateTime;
use crate::schema::session::Session as _;
use crate::schema::types::enums::Role;

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub(crate) struct Person(pub(crate) domain::Person);

/// Somebody who can sign in. Nobody is ever deleted, because history names him.
#[Object]
impl Person {
    /// His id, as an actor of changesets too.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What he types to sign in; compared without regard to case.
    async fn login(&self) -> &str {
        &self.0.login
    }

    /// What others see.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What he may do.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// False: he cannot sign in, and his tokens do not work.
    async fn is_active(&self) -> bool {
        self.0.active
    }

    /// Whether he can sign in with a password.
    async fn has_password(&self) -> bool {
        self.0.has_password
    }

    /// The provider of identities that vouches for him; null when none does.
    async fn issuer(&self) -> Option<&str> {
        self.0.identity.as_ref().map(|identity| identity.issuer.as_str())
    }

    /// When he last signed in.
    async fn last_sign_in(&self) -> Option<DateTime> {
        self.0.last_sign_in.map(DateTime)
    }

    /// Where he is signed in now, newest first; for administrators, and for himself.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let member = ctx.member()?;
        let (own, current) = (member.caller().actor.id == self.0.id, member.caller().session);
        let found = if own {
            member.sessions().await?
        } else {
            ctx.access_admin()?.sessions_of(self.0.id).await?
        };
        Ok(found.into_iter().map(|session| Session::new(session, current)).collect())
    }

    /// Raised by every change; a change has to name it.
    async fn version(&self) -> u32 {
        self.0.version
    }

    /// When he was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When he was last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.updated_at)
    }
}
