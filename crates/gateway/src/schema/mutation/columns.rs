use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{ColumnInput, ColumnPatch, edits};
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::TablePayload;

/// Writes of columns.
#[derive(Debug, Default)]
pub(crate) struct ColumnMutations;

/// Writes of columns.
#[Object]
impl ColumnMutations {
    /// Replaces a table's columns by this list: an input with an id is that column, one
    /// without is new, what is not listed goes (an observed column is hidden).
    async fn save_columns(
        &self,
        ctx: &Context<'_>,
        table_id: ID,
        version: u32,
        columns: Vec<ColumnInput>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&table_id, "table")?;
        let columns = edits(columns)?;
        Ok(ctx.editor()?.save_columns(&write, id, version, &columns).await?.into())
    }

    /// Changes some columns of a table.
    async fn update_columns(
        &self,
        ctx: &Context<'_>,
        table_id: ID,
        version: u32,
        patches: Vec<ColumnPatch>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&table_id, "table")?;
        let patches = edits(patches)?;
        Ok(ctx.editor()?.update_columns(&write, id, version, &patches).await?.into())
    }

    /// Accepts a fetch of a table: the entries of its diff with these ids, all when
    /// `accept` is null, none when it is empty. What people wrote stands.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the public field")]
    async fn apply_fetched(
        &self,
        ctx: &Context<'_>,
        table_id: ID,
        version: u32,
        fetched: ID,
        accept: Option<Vec<ID>>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<TablePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&table_id, "table")?;
        let fetched = id_of(&fetched, "fetch")?;
        let accept = accept.map(|ids| ids.into_iter().map(|id| id.0).collect());
        Ok(ctx.editor()?.apply_fetched(&write, id, version, fetched, accept).await?.into())
    }
}
