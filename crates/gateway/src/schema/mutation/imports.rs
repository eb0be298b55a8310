use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::time::Duration;

use ariadne_application as application;
use ariadne_application::domain::JobId;
use ariadne_application::{Editor, Error, IdempotencyKey};
use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{CatalogInput, CellFix, ImportOptions};
use crate::schema::scalars::{Upload, id_of};
use crate::schema::session::Session as _;
use crate::schema::types::ImportJob;

/// How long an answer waits for work that an earlier call began.
const WAIT: Duration = Duration::from_secs(20);

/// Bringing files in.
#[derive(Debug, Default)]
pub(crate) struct ImportMutations;

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("gateway.import", error)
}

async fn begun(
    ctx: &Context<'_>,
    editor: &Editor,
    file: File,
    name: Option<String>,
    options: ImportOptions,
) -> Result<ImportJob> {
    let wait = options.wait()?;
    let key = key(ctx).await?;
    let job = editor.import_file_once(key.as_ref(), file, name, options.try_into()?).await?;
    Ok(ImportJob(editor.wait_for_import(job.id, wait).await?))
}

/// Names this request, so that sending it again does its work once.
async fn key(ctx: &Context<'_>) -> Result<Option<IdempotencyKey>> {
    Ok(ctx.write(None, None).await?.idempotency)
}

/// Bringing files in.
#[Object]
impl ImportMutations {
    /// Plans the import of a file, which comes as multipart/form-data (the GraphQL
    /// multipart request, with the header `Ariadne-Request: 1`). Nothing is written,
    /// unless `options.execute` says so and the plan has no error.
    async fn import_file(
        &self,
        ctx: &Context<'_>,
        file: Upload,
        options: Option<ImportOptions>,
    ) -> Result<ImportJob> {
        let editor = ctx.editor()?;
        let upload = file.value(ctx)?;
        let name = Some(upload.filename).filter(|name| !name.is_empty());
        begun(ctx, &editor, upload.content, name, options.unwrap_or_default()).await
    }

    /// Plans an import as scripts give it: what a JSON file may hold, as typed input.
    async fn import_catalog(
        &self,
        ctx: &Context<'_>,
        input: CatalogInput,
        options: Option<ImportOptions>,
    ) -> Result<ImportJob> {
        // It is checked; what is absent in it shows only in what was sent.
        let _ = input;
        let editor = ctx.editor()?;
        let arguments = ctx.field().arguments()?;
        let sent = arguments.into_iter().find(|(name, _)| name == "input");
        let document = sent.map(|(_, value)| value).unwrap_or_default();
        let text = serde_json::to_vec(&document).map_err(broken)?;
        let write = move || {
            let mut file = tempfile::tempfile()?;
            file.write_all(&text)?;
            file.rewind()?;
            Ok::<_, std::io::Error>(file)
        };
        let file = tokio::task::spawn_blocking(write).await.map_err(broken)?.map_err(broken)?;
        let options = options.unwrap_or_default().of_document();
        begun(ctx, &editor, file, Some("catalog.json".to_owned()), options).await
    }

    /// Plans an import again, with cells that were corrected; they add to those of before.
    /// In the row of the header a correction says what a header means: a field's name or
    /// one of its aliases, or null to leave the column out.
    async fn replan_import(
        &self,
        ctx: &Context<'_>,
        id: ID,
        fixes: Vec<CellFix>,
    ) -> Result<ImportJob> {
        let id: JobId = id_of(&id, "import")?;
        let editor = ctx.editor()?;
        let fixes: Vec<application::formats::CellFix> = fixes.into_iter().map(Into::into).collect();
        editor.replan_import_once(key(ctx).await?.as_ref(), id, fixes).await?;
        Ok(ImportJob(editor.wait_for_import(id, WAIT).await?))
    }

    /// Commits the plan with this hash as one changeset. When the catalog has changed so
    /// that the plan would differ, nothing is written: the import is PLANNED anew, and its
    /// `problem` says so.
    async fn execute_import(
        &self,
        ctx: &Context<'_>,
        id: ID,
        plan_hash: String,
    ) -> Result<ImportJob> {
        let id: JobId = id_of(&id, "import")?;
        let editor = ctx.editor()?;
        editor.execute_import_once(key(ctx).await?.as_ref(), id, &plan_hash).await?;
        Ok(ImportJob(editor.wait_for_import(id, WAIT).await?))
    }

    /// Stops an import; nothing of it is written. CONFLICT when it is being written.
    async fn cancel_import(&self, ctx: &Context<'_>, id: ID) -> Result<ImportJob> {
        let id: JobId = id_of(&id, "import")?;
        Ok(ImportJob(ctx.editor()?.cancel_import(id).await?))
    }
}
