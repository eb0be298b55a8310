use ariadne_application::csrf_token;
use ariadne_application::domain::Caller;
use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::{ApiToken, Person};
use crate::schema::page::{Connection, Total, page_cost, page_of};
use crate::schema::scalars::Json;
use crate::schema::session::Session as _;
use crate::schema::types::enums::{ActorKind, Role};

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Me(pub(crate) Caller);

/// Who asks: a person in a session, or a script by its token.
#[Object]
impl Me {
    /// His id as an actor.
    async fn id(&self) -> ID {
        self.0.actor.id.to_string().into()
    }

    /// His name.
    async fn name(&self) -> &str {
        &self.0.actor.name
    }

    /// A person or a token.
    async fn kind(&self) -> ActorKind {
        self.0.actor.kind.into()
    }

    /// What he may do.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// The person; null for a token.
    async fn person(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        Ok(ctx.member_as(&self.0)?.person().await?.map(Person))
    }

    /// What a page has to send as `Ariadne-Csrf` with the requests of this session; null
    /// for a token, which is sent with no cookie.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn csrf_token(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if self.0.session.is_none() {
            return Ok(None);
        }
        let browser = ctx.request()?.browser.as_ref();
        Ok(browser.and_then(crate::Browser::newest).as_ref().map(csrf_token))
    }

    /// What was saved under this name with `saveSetting`; null when nothing was. A token
    /// is no person and has no settings: `FORBIDDEN`.
    async fn setting(&self, ctx: &Context<'_>, name: String) -> Result<Option<Json>> {
        Ok(ctx.member_as(&self.0)?.setting(&name).await?.map(Json))
    }

    /// What his settings are called, those that were saved longest ago first.
    async fn setting_names(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(ctx.member_as(&self.0)?.setting_names().await?)
    }

    /// His tokens, newest first. `onlyActive` leaves revoked and expired ones out.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = true)] only_active: bool,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<ApiToken>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let found = ctx.member_as(&self.0)?.tokens(only_active, &page).await?;
        Ok(Connection::new(found.map(ApiToken), Total::OwnTokens(only_active)))
    }
}

/// The ways to sign in.
#[derive(SimpleObject)]
pub(crate) struct SignInOptions {
    /// What the provider of identities is called, when one is configured: a sign-in with it
    /// begins at `/auth/oidc`.
    pub(crate) provider: Option<String>,
    /// Whether nobody can administer the catalog yet: the first administrator comes by the
    /// link that the server printed when it started.
    pub(crate) is_first_run: bool,
}
