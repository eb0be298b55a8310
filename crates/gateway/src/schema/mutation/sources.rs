use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{SourceInput, SourcePatch};
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::enums::OnSourceDelete;
use crate::schema::types::{DeletePayload, SourcePayload};

/// Writes of data sources.
#[derive(Debug, Default)]
pub(crate) struct SourceMutations;

/// Writes of data sources.
#[Object]
impl SourceMutations {
    /// Registers a data source. Nothing is contacted.
    async fn create_source(
        &self,
        ctx: &Context<'_>,
        input: SourceInput,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<SourcePayload> {
        let write = ctx.write(dry_run, message).await?;
        Ok(ctx.admin()?.create_source(&write, input.try_into()?).await?.into())
    }

    /// Changes a data source. `version` is the one that was read: CONFLICT names who
    /// changed it since.
    async fn update_source(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        patch: SourcePatch,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<SourcePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "data source")?;
        Ok(ctx.admin()?.update_source(&write, id, version, patch.try_into()?).await?.into())
    }

    /// Deletes a data source and its secret. Its tables stay without a source (in
    /// `intoSchema`, when given), or are deleted too.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    async fn delete_source(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        #[graphql(default_with = "OnSourceDelete::Detach")] tables: OnSourceDelete,
        into_schema: Option<String>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<DeletePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "data source")?;
        let admin = ctx.admin()?;
        let deleted = admin.delete_source(&write, id, version, tables.into(), into_schema).await?;
        Ok(DeletePayload::of(deleted))
    }
}
