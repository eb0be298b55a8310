use ariadne_application::BindInput;
use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{TableInput, TablePatch, TablePatchById, TableVersion};
use crate::schema::page::list_cost;
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::{DeletePayload, TablePayload, TablesPayload};

/// Writes of tables.
#[derive(Debug, Default)]
pub(crate) struct TableMutations;

/// Writes of tables.
#[Object]
impl TableMutations {
    /// Creates a table, by hand or from a fetch.
    async fn create_table(
        &self,
        ctx: &Context<'_>,
        input: TableInput,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        Ok(ctx.editor()?.create_table(&write, input.try_into()?).await?.into())
    }

    /// Creates tables, all in one changeset or none; at most 1,000.
    #[graphql(complexity = "list_cost(input.len(), child_complexity)")]
    async fn create_tables(
        &self,
        ctx: &Context<'_>,
        input: Vec<TableInput>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablesPayload> {
        let write = ctx.write(dry_run, message).await?;
        let inputs = input.into_iter().map(TryInto::try_into);
        let inputs = inputs.collect::<ariadne_application::Result<_>>()?;
        Ok(ctx.editor()?.create_tables(&write, inputs).await?.into())
    }

    /// Changes a table. `version` is the one that was read: CONFLICT names who changed
    /// it since.
    async fn update_table(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        patch: TablePatch,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "table")?;
        Ok(ctx.editor()?.update_table(&write, id, version, patch.into()).await?.into())
    }

    /// Changes tables, all in one changeset or none; at most 1,000.
    #[graphql(complexity = "list_cost(patches.len(), child_complexity)")]
    async fn update_tables(
        &self,
        ctx: &Context<'_>,
        patches: Vec<TablePatchById>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablesPayload> {
        let write = ctx.write(dry_run, message).await?;
        let patches = patches.into_iter().map(TryInto::try_into);
        let patches = patches.collect::<ariadne_application::Result<_>>()?;
        Ok(ctx.editor()?.update_tables(&write, patches).await?.into())
    }

    /// Binds a table to a data source, or unbinds it when `sourceId` is null. Columns
    /// and texts stay. The names are what the source calls it, when that is not what
    /// the catalog does. That another table is bound to the same object is CONFLICT,
    /// naming the other, unless `boundTwice` says that it is meant.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    async fn bind_table(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        source_id: Option<ID>,
        external_schema: Option<String>,
        external_name: Option<String>,
        #[graphql(default_with = "Some(false)")] bound_twice: Option<bool>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "table")?;
        let source = source_id.map(|id| id_of(&id, "data source")).transpose()?;
        let bound_twice = bound_twice.unwrap_or(false);
        let input = BindInput { source, external_schema, external_name, bound_twice };
        Ok(ctx.editor()?.bind_table(&write, id, version, input).await?.into())
    }

    /// Deletes a table with its columns.
    async fn delete_table(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<DeletePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "table")?;
        Ok(DeletePayload::of(ctx.editor()?.delete_table(&write, id, version).await?))
    }

    /// Deletes tables with their columns, all in one changeset or none; at most 1,000.
    async fn delete_tables(
        &self,
        ctx: &Context<'_>,
        tables: Vec<TableVersion>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<DeletePayload> {
        let write = ctx.write(dry_run, message).await?;
        let tables = tables.into_iter().map(TryInto::try_into);
        let tables: Vec<_> = tables.collect::<ariadne_application::Result<_>>()?;
        Ok(DeletePayload::of_many(ctx.editor()?.delete_tables(&write, &tables).await?))
    }
}
