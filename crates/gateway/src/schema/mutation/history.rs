use ariadne_application::domain::TableId;
use async_graphql::{Context, ID, Object, Result};

use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::UndoPayload;

/// Writes of history.
#[derive(Debug, Default)]
pub(crate) struct HistoryMutations;

/// Writes of history.
#[Object]
impl HistoryMutations {
    /// Takes a changeset back by a new one that commits its inverse; that can be undone
    /// too. CONFLICT names everything later that stands against it.
    async fn undo_changeset(
        &self,
        ctx: &Context<'_>,
        id: ID,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<UndoPayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&id, "changeset")?;
        Ok(ctx.editor()?.undo_changeset(&write, id).await?.into())
    }

    /// Brings back some of the tables that a changeset deleted, all of these or none, by a
    /// new changeset that can be undone too. Lineage that ended with them comes back where
    /// both its ends are there then. It counts as the undo of the changeset only when it
    /// brings back all of it. CONFLICT names everything later that stands against it.
    async fn restore_tables(
        &self,
        ctx: &Context<'_>,
        changeset: ID,
        tables: Vec<ID>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<UndoPayload> {
        let write = ctx.write(dry_run, message).await?;
        let id = id_of(&changeset, "changeset")?;
        let tables: Vec<TableId> = tables
            .iter()
            .map(|id| id_of(id, "table"))
            .collect::<std::result::Result<_, ariadne_application::Error>>()?;
        Ok(ctx.editor()?.restore_tables(&write, id, &tables).await?.into())
    }
}
