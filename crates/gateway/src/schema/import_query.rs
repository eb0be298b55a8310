use ariadne_application::domain::JobId;
use async_graphql::{Context, ID, Object, Result};

use super::scalars::id_or_none;
use super::session::Session as _;
use super::types::ImportJob;

/// Looking at imports.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ImportQuery;

/// Looking at imports.
#[Object]
impl ImportQuery {
    /// An import of one's own, for administrators anybody's; null when there is none, and
    /// 24 hours after its upload.
    async fn import_job(&self, ctx: &Context<'_>, id: ID) -> Result<Option<ImportJob>> {
        let editor = ctx.editor()?;
        let Some(id) = id_or_none::<JobId>(&id) else { return Ok(None) };
        Ok(editor.import_job(id).await?.map(ImportJob))
    }
}
