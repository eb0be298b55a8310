use ariadne_application as application;
use ariadne_application::domain::ChangesetId;
use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::enums::{FileFormat, JobStatus, OnExisting, Severity};
use super::{Actor, Change, Changeset, Problem};
use crate::schema::page::{Connection, Total, page_cost, page_of};
use crate::schema::scalars::{DateTime, Long};
use crate::schema::session::Session as _;

/// An import.
#[derive(Clone, Debug)]
pub(crate) struct ImportJob(pub(crate) application::ImportJob);

/// A file on its way into the catalog: uploaded, planned, looked at, executed. It is kept
/// for 24 hours, and any server goes on with it.
#[Object]
impl ImportJob {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Where it is.
    async fn status(&self) -> JobStatus {
        self.0.phase.into()
    }

    /// Who imports.
    async fn actor(&self) -> Actor {
        Actor(self.0.actor.clone())
    }

    /// When it was uploaded.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it is dropped, with its file and plan.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.expires)
    }

    /// What the file is called.
    async fn file_name(&self) -> Option<&str> {
        self.0.file_name.as_deref()
    }

    /// How long the file is, in bytes.
    async fn bytes(&self) -> Long {
        Long::of(self.0.bytes)
    }

    /// What the file turned out to be; null when that could not be told.
    async fn format(&self) -> Option<FileFormat> {
        self.0.format.map(Into::into)
    }

    /// What happens to what is in the catalog and differs, as it was asked.
    async fn on_existing(&self) -> OnExisting {
        self.0.options.on_existing.into()
    }

    /// Names the plan, for `executeImport`; null before there is one.
    async fn plan_hash(&self) -> Option<&str> {
        self.0.plan_hash.as_deref()
    }

    /// Rows done of what is going on, or was last.
    async fn processed(&self) -> Long {
        Long::of(self.0.processed)
    }

    /// Rows in the file, once they are known.
    async fn total(&self) -> Option<Long> {
        self.0.total.map(Long::of)
    }

    /// Rows a second of what is going on, or was last.
    async fn rows_per_second(&self) -> Option<Long> {
        self.0.rows_per_second.map(Long::of)
    }

    /// What the plan amounts to; null before there is one.
    async fn summary(&self) -> Option<ImportSummary> {
        self.0.summary.as_ref().map(Into::into)
    }

    /// Why it failed, or why a plan that was to be executed was not.
    async fn problem(&self) -> Option<Problem> {
        self.0.problem.clone().map(Problem)
    }

    /// What the plan would change, in the order of the file.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Change>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let found = ctx.editor()?.import_changes(&self.0, &page).await?;
        let count = self.0.summary.map_or(0, |summary| summary.changes);
        Ok(Connection::new(found.map(Change), known(count)))
    }

    /// What is wrong with the file, all of it, in the order of the file. At most 10,000
    /// are kept; the others are counted.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn problems(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<ImportProblem>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let found = ctx.editor()?.import_problems(&self.0, &page).await?;
        let count = self.0.summary.map_or(0, |summary| {
            let all = summary.errors + summary.warnings + summary.notes;
            all.saturating_sub(summary.problems_dropped)
        });
        Ok(Connection::new(found.map(ImportProblem), known(count)))
    }

    /// What was written; null before it is done and when nothing changed.
    async fn changeset(&self, ctx: &Context<'_>) -> Result<Option<Changeset>> {
        let done = self.0.phase == application::ImportPhase::Done;
        let Some(id) = self.0.changeset.filter(|_| done) else { return Ok(None) };
        let id: ChangesetId = id;
        Ok(ctx.loaders()?.changesets.one(id).await?.map(Changeset))
    }

    /// Where the file can be downloaded with its problems written into it.
    #[expect(clippy::unused_async, reason = "the library takes asynchronous functions only")]
    async fn annotated_url(&self, ctx: &Context<'_>) -> Result<String> {
        let base = &ctx.request()?.base_url;
        Ok(format!("{base}/export/import/{}", self.0.id))
    }
}

fn known(count: u64) -> Total {
    Total::Known(usize::try_from(count).unwrap_or(usize::MAX))
}

/// What becomes of the records of one kind.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct ImportCounts {
    /// Not there before.
    created: Long,
    /// There, and changed.
    updated: Long,
    /// There, and as the file says.
    unchanged: Long,
    /// There, different, and left alone as asked.
    skipped: Long,
    /// Ended because the file is the whole truth and does not tell them.
    ended: Long,
}

impl From<application::Counts> for ImportCounts {
    fn from(counts: application::Counts) -> Self {
        Self {
            created: Long::of(counts.created),
            updated: Long::of(counts.updated),
            unchanged: Long::of(counts.unchanged),
            skipped: Long::of(counts.skipped),
            ended: Long::of(counts.ended),
        }
    }
}

/// What a plan amounts to.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ImportSummary {
    /// Data sources.
    sources: ImportCounts,
    /// Tables.
    tables: ImportCounts,
    /// Columns.
    columns: ImportCounts,
    /// Claims of lineage.
    lineage: ImportCounts,
    /// Changes that can be read in pages.
    changes: Long,
    /// What must be mended before the plan can be executed.
    errors: Long,
    /// What looks wrong or is left out.
    warnings: Long,
    /// What is worth knowing.
    notes: Long,
    /// Problems that are counted but not kept.
    problems_dropped: Long,
}

impl From<&application::ImportSummary> for ImportSummary {
    fn from(summary: &application::ImportSummary) -> Self {
        Self {
            sources: summary.sources.into(),
            tables: summary.tables.into(),
            columns: summary.columns.into(),
            lineage: summary.lineage.into(),
            changes: Long::of(summary.changes),
            errors: Long::of(summary.errors),
            warnings: Long::of(summary.warnings),
            notes: Long::of(summary.notes),
            problems_dropped: Long::of(summary.problems_dropped),
        }
    }
}

/// Something wrong with a file.
#[derive(Clone, Debug)]
pub(crate) struct ImportProblem(pub(crate) application::ImportProblem);

/// Something wrong with a file, told at its cell.
#[Object]
impl ImportProblem {
    /// How bad it is.
    async fn severity(&self) -> Severity {
        Severity::of(&self.0.severity)
    }

    /// The sheet, the file of an archive, or the list of a document; null for the whole
    /// file and for a CSV file that came alone.
    async fn sheet(&self) -> Option<&str> {
        self.0.sheet.as_deref()
    }

    /// The row, as a spreadsheet counts it (the header is row 1); in a document the
    /// position in the list from 1.
    async fn row(&self) -> Option<i32> {
        self.0.row.map(|row| i32::try_from(row).unwrap_or(i32::MAX))
    }

    /// The header or key, as the file spells it.
    async fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// A stable upper-case word that scripts match on.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// What is wrong and what to do, in a sentence.
    async fn message(&self) -> &str {
        &self.0.message
    }

    /// What stands there.
    async fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// What could stand there instead.
    async fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }
}
