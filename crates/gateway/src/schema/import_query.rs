use ariadne_application::domain::JobId;
use async_graphql::{Context, ID, Object, Result};

use super::page::{Connection, Total, page_cost, page_of};
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

    /// One's own imports of the last 24 hours, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn imports(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<ImportJob>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let found = ctx.editor()?.imports(&page).await?;
        Ok(Connection::new(found.map(ImportJob), Total::Imports))
    }
}
