//! The work on an import: plan it, plan it again and commit, say how far it is.
//!
//! Work goes on beside the request that began it. The server that works says so every
//! second; an import of whose server nothing was heard for a while has failed, unless its
//! changeset, whose id was kept before it was written, turns out to be there.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ariadne_domain::{Changeset, ChangesetId, JobId, Problem};
use ariadne_formats::{Limits, Place, ReadOptions, Report};
use ariadne_ports::{Error, ErrorKind, ImportPart, Result};
use tokio::sync::{Notify, watch};

use super::document::Document;
use super::job::{ImportJob, ImportPhase};
use super::options::ImportOptions;
use super::out::{self, Out, Written};
use super::plan::{ImportPlan, Meter};
use super::read;
use super::rows::{ImportProblem, KeptRows};
use crate::Editor;

/// How often a server says that it works on an import.
const BEAT: Duration = Duration::from_secs(1);
/// How often a commit is tried when the catalog moves but the plan stays the same.
const ATTEMPTS: usize = 5;

/// What this server works on.
#[derive(Debug, Default)]
pub(crate) struct Running(Mutex<HashMap<JobId, Work>>);

#[derive(Clone, Debug)]
struct Work {
    meter: Arc<Meter>,
    /// Closed when it is done.
    done: watch::Receiver<()>,
}

impl Running {
    fn work(&self, id: JobId) -> Option<Work> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Whether this server works on it.
    pub(super) fn has(&self, id: JobId) -> bool {
        self.work(id).is_some()
    }

    /// Asks this server's work to stop.
    pub(super) fn stop(&self, id: JobId) {
        if let Some(work) = self.work(id) {
            work.meter.stop();
        }
    }

    /// Waits until this server's work is done.
    pub(super) async fn wait(&self, id: JobId, at_most: Duration) {
        if let Some(mut work) = self.work(id) {
            // It is closed, never changed: an error is what is waited for.
            let _ = tokio::time::timeout(at_most, work.done.changed()).await;
        }
    }
}

/// What is to be done.
pub(super) enum Task {
    /// Plan, from a file that is at hand or from the kept one.
    Plan(Option<File>),
    /// Plan again and commit when the plan is still this one.
    Execute(String),
}

/// A file that was read.
struct Reading {
    document: Document,
    report: Report,
    file: File,
}

/// One server's work on one import.
struct Worker {
    editor: Editor,
    job: ImportJob,
    meter: Arc<Meter>,
    began: Instant,
    /// Whether somebody else has changed the job: it is his then.
    lost: bool,
}

impl Editor {
    /// Begins to work on an import that is kept as running.
    pub(super) fn begin_work(&self, job: ImportJob, task: Task) {
        let meter = Arc::new(Meter::default());
        let (done, waiting) = watch::channel(());
        let id = job.id;
        let work = Work { meter: Arc::clone(&meter), done: waiting };
        let running = &self.core.imports.0;
        running.lock().unwrap_or_else(PoisonError::into_inner).insert(id, work);
        let editor = self.clone();
        let worker =
            Worker { editor: editor.clone(), job, meter, began: Instant::now(), lost: false };
        tokio::spawn(async move {
            worker.run(task).await;
            let running = &editor.core.imports.0;
            running.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            drop(done);
        });
    }

    /// Reads the file.
    async fn read_import(
        &self,
        job: &ImportJob,
        file: Option<File>,
        meter: &Arc<Meter>,
    ) -> Result<Reading> {
        meter.begin(0);
        let file = match file {
            Some(file) => file,
            None => self.kept_file(job.id).await?,
        };
        let options = ReadOptions {
            name: job.file_name.clone(),
            format: job.options.format,
            limits: Limits { rows: self.core.options.import_rows, ..Limits::default() },
            fixes: self.kept_fixes(job.id).await?,
            ..ReadOptions::default()
        };
        let (document, report, file) = read::records(file, options, Arc::clone(meter)).await?;
        meter.advance(0)?;
        Ok(Reading { document, report, file })
    }

    /// Reads the kept file and computes the plan of now; answers them with the file.
    pub(super) async fn read_again(
        &self,
        job: &ImportJob,
        meter: &Arc<Meter>,
    ) -> Result<(ImportPlan, Report, File)> {
        let mut reading = self.read_import(job, None, meter).await?;
        let plan = self.planned(&mut reading, &job.options, meter, Out::Nowhere).await?.0;
        Ok((plan, reading.report, reading.file))
    }

    async fn planned(
        &self,
        reading: &mut Reading,
        options: &ImportOptions,
        meter: &Meter,
        out: Out,
    ) -> Result<(ImportPlan, Out)> {
        let problems = reading.report.problems.clone();
        let (mut plan, out) =
            self.plan_import(&mut reading.document, problems, options, meter, out).await?;
        plan.problems.sort(&reading.report.sheets);
        Ok((plan, out))
    }

    /// Plans once more and commits what is planned while that goes on. `None`, and nothing
    /// is written, when the plan turns out to be another one.
    async fn write_import(
        &self,
        reading: &mut Reading,
        options: &ImportOptions,
        meter: &Meter,
        (hash, id): (&str, ChangesetId),
    ) -> Result<Option<Changeset>> {
        let (sender, received) = out::way();
        let planning = async {
            let out = Out::Catalog(Written::new(sender.clone()));
            let planned = self.planned(reading, options, meter, out).await;
            let same = planned
                .as_ref()
                .is_ok_and(|(plan, _)| plan.hash == hash && plan.summary.errors == 0);
            // When the commit has failed before, why is what that is answered with.
            let failed_before = sender.is_closed();
            let end = if same { Ok(None) } else { Err(other_plan()) };
            // Nobody takes it when the commit has ended before.
            sender.send(end).await.ok();
            match planned {
                Err(error) if !failed_before => Err(error),
                Ok((_, Out::Catalog(written))) => Ok((same, Some(written))),
                _ => Ok((same, None)),
            }
        };
        let committing = self.commit_import(id, options.message.clone(), Box::new(received));
        let (planned, committed) = tokio::join!(planning, committing);
        let (same, written) = planned?;
        match committed {
            Ok(changeset) => {
                if let Some(written) = written {
                    let Written { step, renamed, count, .. } = written;
                    self.follow_commit(changeset.seq, step, renamed, count).await;
                }
                Ok(Some(changeset))
            }
            Err(_) if !same && written.is_some() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// What a commit is told that must not be.
fn other_plan() -> Error {
    Error::new(ErrorKind::Conflict, "imports.write", "The plan is another one by now.")
}

impl Worker {
    async fn run(mut self, task: Task) {
        let ended = match task {
            Task::Plan(file) => self.plan(file).await,
            Task::Execute(hash) => self.execute(&hash).await,
        };
        if let Err(error) = ended
            && !self.lost
        {
            tracing::warn!(import = %self.job.id, %error, "an import failed");
            let cancelled = error.kind() == ErrorKind::Cancelled;
            self.job.phase = if cancelled { ImportPhase::Cancelled } else { ImportPhase::Failed };
            self.job.changeset = None;
            let mut problem = Problem::new(error.kind().code(), error.to_string());
            if let Some(first) = error.violations().first() {
                problem.cause = Some(first.message.clone());
            }
            self.job.problem = (!cancelled).then_some(problem);
            if let Err(lost) = self.keep().await {
                tracing::warn!(import = %self.job.id, error = %lost, "not noted that an import failed");
            }
        }
    }

    /// Keeps where the import is. When somebody else has changed it meanwhile, the work
    /// is his and this one stops.
    async fn keep(&mut self) -> Result<()> {
        let (done, total) = self.meter.read();
        self.job.processed = done;
        self.job.total = (total > 0).then_some(total);
        let millis = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.job.rows_per_second = done.saturating_mul(1_000).checked_div(millis);
        self.job.beat = self.editor.core.ports.clock.now();
        match self.editor.core.ports.jobs.update(&self.job.to_job()).await {
            Ok(version) => {
                self.job.version = version;
                Ok(())
            }
            Err(error) => {
                if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::NotFound) {
                    self.lost = true;
                    self.meter.stop();
                }
                Err(error)
            }
        }
    }

    /// Does the work, and says every second that it goes on. Both are awaited at the same
    /// time: work that is halfway through a write may hold what the saying waits for.
    async fn beating<T>(&mut self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let done = Notify::new();
        let work = async {
            let result = work.await;
            done.notify_one();
            result
        };
        let beats = async {
            let mut ticks = tokio::time::interval(BEAT);
            ticks.tick().await;
            loop {
                tokio::select! {
                    () = done.notified() => return,
                    _ = ticks.tick() => {}
                }
                if let Err(error) = self.keep().await {
                    tracing::debug!(%error, "an import could not say that it goes on");
                }
            }
        };
        tokio::join!(work, beats).0
    }

    async fn read(&mut self, file: Option<File>) -> Result<Reading> {
        self.began = Instant::now();
        let (editor, job) = (self.editor.clone(), self.job.clone());
        let meter = Arc::clone(&self.meter);
        let reading = self.beating(editor.read_import(&job, file, &meter)).await?;
        self.job.format = reading.report.format;
        Ok(reading)
    }

    async fn plan(&mut self, file: Option<File>) -> Result<()> {
        let mut reading = self.read(file).await?;
        let plan = self.show(&mut reading).await?;
        if self.job.options.execute && plan.summary.errors == 0 {
            let hash = plan.hash;
            self.job.phase = ImportPhase::Executing;
            self.keep().await?;
            return self.commit(reading, &hash).await;
        }
        self.job.phase = ImportPhase::Planned;
        self.keep().await
    }

    async fn execute(&mut self, hash: &str) -> Result<()> {
        let reading = self.read(None).await?;
        self.commit(reading, hash).await
    }

    /// Commits a plan that is still the one that was looked at; else shows the new one.
    async fn commit(&mut self, mut reading: Reading, hash: &str) -> Result<()> {
        let (editor, meter) = (self.editor.clone(), Arc::clone(&self.meter));
        let options = self.job.options.clone();
        let mut attempt = 1;
        loop {
            let nothing = self.job.summary.is_some_and(|summary| summary.changes == 0);
            let written = if nothing {
                let planning = editor.planned(&mut reading, &options, &meter, Out::Nowhere);
                let (plan, _) = self.beating(planning).await?;
                Ok((plan.hash == hash && plan.summary.errors == 0).then_some(None))
            } else {
                // From here on it is too late to cancel: whoever did was faster.
                let id = ChangesetId(editor.core.ports.ids.next());
                self.job.phase = ImportPhase::Committing;
                self.job.changeset = Some(id);
                self.keep().await?;
                let writing = editor.write_import(&mut reading, &options, &meter, (hash, id));
                self.beating(writing).await.map(|changeset| changeset.map(Some))
            };
            match written {
                Ok(Some(changeset)) => {
                    self.job.changeset = changeset.map(|changeset| changeset.id);
                    self.job.phase = ImportPhase::Done;
                    self.job.problem = None;
                    return self.keep().await;
                }
                Ok(None) => {
                    self.job.phase = ImportPhase::Executing;
                    self.job.changeset = None;
                    self.keep().await?;
                    self.show(&mut reading).await?;
                    self.job.phase = ImportPhase::Planned;
                    self.job.problem = Some(moved());
                    return self.keep().await;
                }
                Err(error) if is_outpaced(&error) && attempt < ATTEMPTS => {
                    attempt += 1;
                    self.job.phase = ImportPhase::Executing;
                    self.job.changeset = None;
                    self.keep().await?;
                    editor.catch_up().await?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Plans, keeps the lists of the plan while they are made, and points the import to
    /// them.
    async fn show(&mut self, reading: &mut Reading) -> Result<ImportPlan> {
        let number = self.job.plan + 1;
        let (changes, problems) = (ImportPart::Changes(number), ImportPart::Problems(number));
        let (editor, meter) = (self.editor.clone(), Arc::clone(&self.meter));
        let (job, options) = (self.job.id, self.job.options.clone());
        let planning = async {
            // A plan that broke off may have left some.
            editor.core.ports.imports.drop_parts(job, &[changes, problems]).await?;
            let out = Out::Pages(KeptRows::new(job, changes));
            let (plan, out) = editor.planned(reading, &options, &meter, out).await?;
            if let Out::Pages(mut rows) = out {
                rows.finish(&editor).await?;
            }
            let told = plan.problems.kept().iter().map(ImportProblem::from);
            editor.keep_rows(job, problems, told).await?;
            Ok(plan)
        };
        let plan = self.beating(planning).await?;
        let old = self.job.plan;
        self.job.plan = number;
        self.job.plan_hash = Some(plan.hash.clone());
        self.job.summary = Some(plan.summary);
        self.keep().await?;
        let dropped = [ImportPart::Changes(old), ImportPart::Problems(old)];
        self.editor.core.ports.imports.drop_parts(job, &dropped).await?;
        Ok(plan)
    }
}

/// Whether the catalog has moved since a plan was computed.
fn is_outpaced(error: &Error) -> bool {
    let duplicate = error.violations().iter().any(|violation| violation.code == "DUPLICATE");
    error.conflict_with().is_some() || duplicate
}

fn moved() -> Problem {
    let title = "The catalog has changed since this was planned, so nothing was imported.";
    Problem::new("CONFLICT", title)
        .with_cause("The same file would change something else by now.")
        .with_remedy("Look at the new plan, and execute that.")
}

/// A warning of the catalog as a problem of the file.
pub(super) fn warning(problem: &Problem) -> ariadne_formats::Problem {
    let code = match problem.code.as_str() {
        "CYCLE" => "CYCLE",
        "CYCLE_UNKNOWN" => "CYCLE_UNKNOWN",
        _ => "WARNING",
    };
    let parts = [Some(&problem.title), problem.cause.as_ref(), problem.remedy.as_ref()];
    let message: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    ariadne_formats::Problem::warning(Place::file(), code, message.join(" "))
}
