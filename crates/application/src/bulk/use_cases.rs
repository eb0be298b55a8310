//! What people and scripts do with imports.

use std::fs::File;
use std::io::{BufWriter, Seek as _};
use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{Change, JobId, Problem, SourceId, Violation, check_text};
use ariadne_formats::{CellFix, Format, annotate};
use ariadne_ports::{At, Error, ErrorKind, ImportPart, Page, PageRequest, Result};

use super::job::{ImportJob, ImportPhase, KIND};
use super::options::ImportOptions;
use super::plan::Meter;
use super::read::blocking;
use super::rows::ImportProblem;
use super::run::Task;
use crate::{Editor, IdempotencyKey};

/// Most cells that one import has corrected.
const MAX_FIXES: usize = 10_000;
/// After so long without a word, the server that worked on an import is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// So long the keeping of a file may take without a word, in microseconds.
const UPLOAD: i64 = 10 * 60 * 1_000_000;
/// How often another server's import is looked at while somebody waits for it.
const LOOK: Duration = Duration::from_millis(250);

impl Editor {
    /// Keeps a file and begins to plan its import, which goes on when the caller does not
    /// wait for it. Nothing is written to the catalog, unless `options.execute` says so
    /// and the plan has no error.
    pub async fn import_file(
        &self,
        file: File,
        name: Option<String>,
        options: ImportOptions,
    ) -> Result<ImportJob> {
        self.import_file_once(None, file, name, options).await
    }

    /// Does [`Editor::import_file`], once for a request that is sent again with its key.
    #[tracing::instrument(skip_all)]
    pub async fn import_file_once(
        &self,
        key: Option<&IdempotencyKey>,
        file: File,
        name: Option<String>,
        options: ImportOptions,
    ) -> Result<ImportJob> {
        if let Some(job) = self.begun_before(key).await? {
            return Ok(job);
        }
        self.check_options(&options).await?;
        let ports = &self.core.ports;
        let now = ports.clock.now();
        let lifetime = i64::try_from(self.core.options.fetch_lifetime.as_micros());
        let mut job = ImportJob {
            id: self.id_of_import(key),
            actor: self.actor.clone(),
            created_at: now,
            expires: now.plus_micros(lifetime.unwrap_or(i64::MAX / 2)),
            phase: ImportPhase::Planning,
            file_name: name.map(|name| name.chars().take(255).collect()),
            bytes: 0,
            format: None,
            options,
            plan_hash: None,
            processed: 0,
            total: None,
            rows_per_second: None,
            summary: None,
            changeset: None,
            problem: None,
            made: Vec::new(),
            plan: 0,
            beat: now.plus_micros(UPLOAD),
            version: 1,
        };
        self.remember(&mut job, key);
        if let Err(error) = ports.jobs.create(&job.to_job()).await {
            // A twin of this request may have been faster.
            return self.begun_before(key).await?.ok_or(error);
        }
        let handle = file.try_clone().map_err(|error| Error::internal("imports.file", error))?;
        job.bytes = match self.keep_file(job.id, handle).await {
            Ok(bytes) => bytes,
            Err(error) => {
                // Nobody waits for what will never be planned.
                job.phase = ImportPhase::Failed;
                job.problem = Some(Problem::new(error.kind().code(), error.to_string()));
                if let Err(lost) = ports.jobs.update(&job.to_job()).await {
                    tracing::warn!(import = %job.id, error = %lost, "not noted that an import failed");
                }
                return Err(error);
            }
        };
        job.beat = ports.clock.now();
        job.version = ports.jobs.update(&job.to_job()).await?;
        self.begin_work(job.clone(), Task::Plan(None));
        drop(file);
        Ok(job)
    }

    async fn check_options(&self, options: &ImportOptions) -> Result<()> {
        let operation = "imports.options";
        if options.keep_claims && !self.admin {
            let message =
                "Only an administrator keeps the origins and claimants that a file tells.";
            return Err(Error::new(ErrorKind::Forbidden, operation, message));
        }
        let message = options.message.as_deref().and_then(|m| check_text("message", m, 2_000));
        if let Some(violation) = message {
            return Err(Error::validation(operation, vec![violation]));
        }
        if let Some(source) = options.whole_truth_for {
            self.known(operation, source).await?;
        }
        Ok(())
    }

    async fn known(&self, operation: &'static str, source: SourceId) -> Result<()> {
        self.known_source(operation, source).await.map(|_| ())
    }

    /// The import of this id; `None` when there is none, when it has expired, and when it
    /// is somebody else's and the caller no administrator.
    pub async fn import_job(&self, id: JobId) -> Result<Option<ImportJob>> {
        let found = self.core.ports.jobs.job(id, self.core.ports.clock.now()).await?;
        let Some(job) = found.and_then(ImportJob::of) else { return Ok(None) };
        if job.actor.id != self.actor.id && !self.admin {
            return Ok(None);
        }
        self.reap(job).await.map(Some)
    }

    /// The imports of one's own that are kept, newest first.
    pub async fn imports(&self, page: &PageRequest) -> Result<Page<ImportJob>> {
        let (ports, now) = (&self.core.ports, self.core.ports.clock.now());
        let found = ports.jobs.jobs_of(KIND, self.actor.id, now, page).await?;
        let mut items = Vec::with_capacity(found.items.len());
        for (job, cursor) in found.items {
            let Some(job) = ImportJob::of(job) else { continue };
            items.push((self.reap(job).await?, cursor));
        }
        Ok(Page { items, has_next: found.has_next })
    }

    async fn the_import(&self, operation: &'static str, id: JobId) -> Result<ImportJob> {
        let found = self.import_job(id).await?;
        found.ok_or_else(|| Error::not_found(operation, format!("import with the id {id}")))
    }

    /// Ends an import whose server is gone.
    async fn reap(&self, mut job: ImportJob) -> Result<ImportJob> {
        let silent = self.core.ports.clock.now().0.saturating_sub(job.beat.0);
        let gone = u128::try_from(silent).unwrap_or_default() > SILENCE.as_micros();
        if !job.phase.is_running() || !gone || self.core.imports.has(job.id) {
            return Ok(job);
        }
        let written = match job.changeset {
            Some(id) => self.core.ports.changesets.changesets(&[id]).await?.pop(),
            None => None,
        };
        if written.is_some() {
            job.phase = ImportPhase::Done;
        } else {
            job.phase = ImportPhase::Failed;
            job.changeset = None;
            let title = "The server that worked on this import has ended; nothing was imported.";
            let remedy = "Plan it again, or upload the file anew.";
            job.problem = Some(Problem::new("INTERRUPTED", title).with_remedy(remedy));
        }
        match self.core.ports.jobs.update(&job.to_job()).await {
            Ok(version) => Ok(ImportJob { version, ..job }),
            // Somebody else has seen it too, or the server is there after all.
            Err(error) if error.kind() == ErrorKind::Conflict => {
                let found = self.core.ports.jobs.job(job.id, self.core.ports.clock.now()).await?;
                Ok(found.and_then(ImportJob::of).unwrap_or(job))
            }
            Err(error) => Err(error),
        }
    }

    /// Waits at most so long until nobody works on an import, and answers it.
    pub async fn wait_for_import(&self, id: JobId, at_most: Duration) -> Result<ImportJob> {
        let operation = "imports.wait";
        let until = tokio::time::Instant::now() + at_most;
        loop {
            self.core.imports.wait(id, at_most).await;
            let job = self.the_import(operation, id).await?;
            let left = until.saturating_duration_since(tokio::time::Instant::now());
            if !job.phase.is_running() || left.is_zero() {
                return Ok(job);
            }
            tokio::time::sleep(LOOK.min(left)).await;
        }
    }

    /// Plans again, with cells that were corrected; they add to those of before, and a
    /// cell that is corrected anew has the newest value.
    pub async fn replan_import(&self, id: JobId, fixes: Vec<CellFix>) -> Result<ImportJob> {
        self.replan_import_once(None, id, fixes).await
    }

    /// Does [`Editor::replan_import`], once for a request that is sent again with its key.
    #[tracing::instrument(skip_all, fields(import = %id, fixes = fixes.len()))]
    pub async fn replan_import_once(
        &self,
        key: Option<&IdempotencyKey>,
        id: JobId,
        fixes: Vec<CellFix>,
    ) -> Result<ImportJob> {
        let operation = "imports.replan";
        let mut job = self.the_import(operation, id).await?;
        if self.was_made(&job, key)? {
            return Ok(job);
        }
        idle(operation, &job)?;
        let mut all = self.kept_fixes(id).await?;
        let cell = |fix: &CellFix| (fix.sheet.clone(), fix.row, fix.column.clone());
        let anew: std::collections::HashSet<_> = fixes.iter().map(cell).collect();
        all.retain(|fix| !anew.contains(&cell(fix)));
        all.extend(fixes);
        if all.len() > MAX_FIXES {
            let message = format!(
                "At most {MAX_FIXES} cells of a file are corrected here; these are {}. Correct the file and upload it again.",
                all.len()
            );
            return Err(Error::new(ErrorKind::Limit, operation, message));
        }
        let before = job.clone();
        self.remember(&mut job, key);
        self.take(&mut job, ImportPhase::Planning).await?;
        if let Err(error) = self.keep_fixes(id, &all).await {
            // As if nothing had been asked: it may be asked again, with the same key too.
            let undone = ImportJob { version: job.version, ..before };
            if let Err(lost) = self.core.ports.jobs.update(&undone.to_job()).await {
                tracing::warn!(import = %id, error = %lost, "not noted that corrections were not kept");
            }
            return Err(error);
        }
        self.begin_work(job.clone(), Task::Plan(None));
        Ok(job)
    }

    /// Commits the plan with this hash as one changeset. When the catalog has moved so
    /// that the plan would differ, nothing is written: the import is planned anew and its
    /// problem says so.
    pub async fn execute_import(&self, id: JobId, plan_hash: &str) -> Result<ImportJob> {
        self.execute_import_once(None, id, plan_hash).await
    }

    /// Does [`Editor::execute_import`], once for a request that is sent again with its key.
    #[tracing::instrument(skip_all, fields(import = %id))]
    pub async fn execute_import_once(
        &self,
        key: Option<&IdempotencyKey>,
        id: JobId,
        plan_hash: &str,
    ) -> Result<ImportJob> {
        let operation = "imports.execute";
        let mut job = self.the_import(operation, id).await?;
        if self.was_made(&job, key)? {
            return Ok(job);
        }
        if job.phase == ImportPhase::Done && job.plan_hash.as_deref() == Some(plan_hash) {
            return Ok(job);
        }
        idle(operation, &job)?;
        if job.phase != ImportPhase::Planned || job.plan_hash.as_deref() != Some(plan_hash) {
            let message =
                "This is not the plan that the import has now; look at that, and execute it.";
            return Err(Error::new(ErrorKind::Conflict, operation, message));
        }
        let errors = job.summary.map_or(0, |summary| summary.errors);
        if errors > 0 {
            let message = format!("The plan has {errors} error(s); mend them and plan again.");
            let violation = Violation::new(["planHash"], "INVALID", message);
            return Err(Error::validation(operation, vec![violation]));
        }
        self.remember(&mut job, key);
        self.take(&mut job, ImportPhase::Executing).await?;
        self.begin_work(job.clone(), Task::Execute(plan_hash.to_owned()));
        Ok(job)
    }

    /// Stops an import; nothing of it is written. `Conflict` when it is being written.
    #[tracing::instrument(skip_all, fields(import = %id))]
    pub async fn cancel_import(&self, id: JobId) -> Result<ImportJob> {
        let operation = "imports.cancel";
        for _ in 0..ATTEMPTS {
            let mut job = self.the_import(operation, id).await?;
            match job.phase {
                ImportPhase::Cancelled | ImportPhase::Failed => return Ok(job),
                ImportPhase::Done | ImportPhase::Committing => {
                    let message = "The import is written already; undo its changeset instead.";
                    return Err(Error::new(ErrorKind::Conflict, operation, message));
                }
                _ => {}
            }
            job.phase = ImportPhase::Cancelled;
            match self.core.ports.jobs.update(&job.to_job()).await {
                Ok(version) => {
                    self.core.imports.stop(id);
                    return Ok(ImportJob { version, ..job });
                }
                // Whoever works on it has just said how far it is.
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        let message = "The import moves on too fast to be stopped; try again.";
        Err(Error::new(ErrorKind::Unavailable, operation, message))
    }

    /// Marks an import as worked on, unless somebody else was faster.
    async fn take(&self, job: &mut ImportJob, phase: ImportPhase) -> Result<()> {
        job.phase = phase;
        job.problem = None;
        job.beat = self.core.ports.clock.now();
        job.version = self.core.ports.jobs.update(&job.to_job()).await?;
        Ok(())
    }

    /// What the plan of an import would change, in the order of the file.
    pub async fn import_changes(
        &self,
        job: &ImportJob,
        page: &PageRequest,
    ) -> Result<Page<Change>> {
        let mut page = self.kept_rows(job.id, ImportPart::Changes(job.plan), page).await?;
        self.name_edges_now(At::Head, &mut page).await?;
        Ok(page)
    }

    /// What is wrong with the file of an import, in the order of the file.
    pub async fn import_problems(
        &self,
        job: &ImportJob,
        page: &PageRequest,
    ) -> Result<Page<ImportProblem>> {
        self.kept_rows(job.id, ImportPart::Problems(job.plan), page).await
    }

    /// The file of an import with its problems written into it, its name and what it is;
    /// `None` when there is no such import. `Validation` for a file that cannot carry them.
    #[tracing::instrument(skip_all, fields(import = %id))]
    pub async fn annotated_import(&self, id: JobId) -> Result<Option<(String, Format, File)>> {
        let operation = "imports.annotate";
        let Some(job) = self.import_job(id).await? else { return Ok(None) };
        let Some(format) = job.format else {
            let message = "This is no file that can be read, so that its problems cannot be written into it; read them with importJob.";
            let violation = Violation::new(["id"], "UNSUPPORTED", message);
            return Err(Error::validation(operation, vec![violation]));
        };
        let meter = Arc::new(Meter::default());
        let (plan, mut report, mut file) = self.read_again(&job, &meter).await?;
        report.problems = plan.problems;
        let write = move || {
            let out = tempfile::tempfile()?;
            let mut handle = out.try_clone()?;
            annotate(&mut file, &report, BufWriter::new(out))?;
            handle.rewind()?;
            Ok::<File, std::io::Error>(handle)
        };
        let file = blocking(write).await?.map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => {
                let message = "The document is no object, and has no place for its problems; read them with importJob.";
                Error::validation(operation, vec![Violation::new(["id"], "UNSUPPORTED", message)])
            }
            _ => Error::internal(operation, error),
        })?;
        let name = job.file_name.unwrap_or_else(|| format!("import.{}", format.extension()));
        Ok(Some((name, format, file)))
    }
}

/// How often a cancellation is tried.
const ATTEMPTS: usize = 10;

/// Refuses what cannot be done while somebody works on the import or once it is written.
fn idle(operation: &'static str, job: &ImportJob) -> Result<()> {
    let message = match job.phase {
        phase if phase.is_running() => "The import is being worked on; wait until that is done.",
        ImportPhase::Done => "The import is done; undo its changeset, or upload the file anew.",
        _ => return Ok(()),
    };
    Err(Error::new(ErrorKind::Conflict, operation, message))
}
