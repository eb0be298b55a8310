use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{InvitationInput, PersonPatch};
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::access::{MadeLink, Person};

/// People, for administrators. None of it is a changeset; all of it stands in the audit
/// log.
#[derive(Debug, Default)]
pub(crate) struct PeopleMutations;

/// People, for administrators.
#[Object]
impl PeopleMutations {
    /// Makes a link by which somebody joins, to be sent to him; it works once.
    async fn invite_person(&self, ctx: &Context<'_>, input: InvitationInput) -> Result<MadeLink> {
        let made = ctx.access_admin()?.invite(input.into()).await?;
        Ok(MadeLink::new(&ctx.request()?.base_url, made))
    }

    /// Makes a link by which a person sets a new password, to be sent to him; it works
    /// once. Until then everything stays as it is.
    async fn reset_password(&self, ctx: &Context<'_>, person_id: ID) -> Result<MadeLink> {
        let admin = ctx.access_admin()?;
        let made = admin.reset_password(id_of(&person_id, "person")?).await?;
        Ok(MadeLink::new(&ctx.request()?.base_url, made))
    }

    /// Takes a one-time link back; answers its id.
    async fn withdraw_link(&self, ctx: &Context<'_>, id: ID) -> Result<ID> {
        let admin = ctx.access_admin()?;
        admin.withdraw_link(id_of(&id, "link")?).await?;
        Ok(id)
    }

    /// Changes a person. One active administrator stays.
    async fn update_person(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        patch: PersonPatch,
    ) -> Result<Person> {
        let admin = ctx.access_admin()?;
        let id = id_of(&id, "person")?;
        Ok(Person(admin.update_person(id, version, patch.into()).await?))
    }
}
