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
}
