//! Reading who may use the catalog, and what was done.

use ariadne_application::domain::ActorId;
use async_graphql::{Context, ID, Object, Result};

use super::input::{AuditFilter, PersonFilter, TokenFilter};
use super::page::{Connection, Total, list_cost, page_cost, page_of};
use super::scalars::{Secret, id_or_none};
use super::session::Session as _;
use super::types::access::{
    ApiToken, AuditEntry, KnownLink, Me, OneTimeLink, Person, SignInOptions,
};

/// Reading access.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccessQuery;

/// Reading access.
#[Object]
impl AccessQuery {
    /// Who asks; null when nobody is signed in.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn me(&self, ctx: &Context<'_>) -> Result<Option<Me>> {
        Ok(ctx.request()?.caller.clone().map(Me))
    }

    /// The ways to sign in. Open to everybody.
    async fn sign_in_options(&self, ctx: &Context<'_>) -> Result<SignInOptions> {
        let access = ctx.access()?;
        Ok(SignInOptions {
            provider: access.provider_title().map(str::to_owned),
            is_first_run: !access.has_admin().await?,
        })
    }

    /// What a one-time link is for; `UNAUTHENTICATED` when it does not work. Open to
    /// everybody who has the link's secret, the part of its address behind `#`.
    async fn one_time_link(&self, ctx: &Context<'_>, secret: Secret) -> Result<KnownLink> {
        Ok(ctx.visitor()?.link(&secret.0).await?.into())
    }

    /// People by name.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn people(
        &self,
        ctx: &Context<'_>,
        filter: Option<PersonFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Person>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.unwrap_or_default().into();
        let found = ctx.access_admin()?.people(&filter, &page).await?;
        Ok(Connection::new(found.map(Person), Total::People(filter)))
    }

    /// One person; null when the id is unknown.
    async fn person(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Person>> {
        let admin = ctx.access_admin()?;
        let Some(id) = id_or_none::<ActorId>(&id) else { return Ok(None) };
        Ok(admin.people_by_id(&[id]).await?.pop().map(Person))
    }

    /// Everybody's tokens, newest first. One's own are at `me`.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        filter: Option<TokenFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<ApiToken>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let admin = ctx.access_admin()?;
        let filter = filter.unwrap_or_default().parse(admin.now())?;
        let found = admin.all_tokens(&filter, &page).await?;
        Ok(Connection::new(found.map(ApiToken), Total::Tokens(filter)))
    }

    /// The one-time links that still work, newest first; at most 1,000.
    #[graphql(complexity = "list_cost(50, child_complexity)")]
    async fn one_time_links(&self, ctx: &Context<'_>) -> Result<Vec<OneTimeLink>> {
        Ok(ctx.access_admin()?.links().await?.into_iter().map(OneTimeLink).collect())
    }

    /// The audit log, newest first: what was done beside changesets (which `changesets`
    /// has). As a file: `/export/audit.csv`.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<AuditEntry>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = filter.unwrap_or_default().try_into()?;
        let found = ctx.access_admin()?.audit(&filter, &page).await?;
        Ok(Connection::new(found.map(AuditEntry), Total::Audit(filter)))
    }
}
