//! The work on an import: plan it, plan it again and commit, say how far it is.
//!
//! Work goes on beside the request that began it. The server that works says so every
//! second; an import of whose server nothing was heard for a while has failed, unless its
//! changeset, whose id was kept before it was written, turns out to be there.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ariadne_domain::{ChangesetId, EntityChange, JobId, Problem};
use ariadne_formats::{Limits, Place, Problems, ReadOptions, Report};
use ariadne_ports::{Error, ErrorKind, ImportPart, Result};
use tokio::sync::{Notify, watch};

use super::job::{ImportJob, ImportPhase};
use super::plan::{ImportPlan, Meter};
use super::read;
use super::rows::ImportProblem;
use crate::{Editor, WriteContext};

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

    /// Reads the file and computes the plan.
    async fn read_and_plan(
        &self,
        job: &ImportJob,
        file: Option<File>,
        meter: &Arc<Meter>,
    ) -> Result<(ImportPlan, Report, File)> {
        meter.begin(0);
        let file = match file {
            Some(file) => file,
            None => self.kept_file(job.id).await?,
        };
        let options = ReadOptions {
            // What the caller says that it is stands over what its name says.
            name: match job.options.format {
                Some(format) => Some(format!("import.{}", format.extension())),
                None => job.file_name.clone(),
            },
            limits: Limits { rows: self.core.options.import_rows, ..Limits::default() },
            fixes: self.kept_fixes(job.id).await?,
            ..ReadOptions::default()
        };
        let (document, mut report, file) = read::records(file, options, Arc::clone(meter)).await?;
        meter.advance(0)?;
        let problems = std::mem::replace(&mut report.problems, Problems::new(0));
        let plan = self.plan_import(&document, problems, &job.options, meter).await?;
        Ok((plan, report, file))
    }

    /// Reads the kept file and computes the plan of now; answers them with the file.
    pub(super) async fn read_again(
        &self,
        job: &ImportJob,
        meter: &Arc<Meter>,
    ) -> Result<(ImportPlan, Report, File)> {
        self.read_and_plan(job, None, meter).await
    }
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
            self.keep().await.ok();
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

    async fn planned(&mut self, file: Option<File>) -> Result<ImportPlan> {
        self.began = Instant::now();
        let (editor, job) = (self.editor.clone(), self.job.clone());
        let meter = Arc::clone(&self.meter);
        let (plan, report, _) = self.beating(editor.read_and_plan(&job, file, &meter)).await?;
        self.job.format = report.format;
        Ok(plan)
    }

    async fn plan(&mut self, file: Option<File>) -> Result<()> {
        let plan = self.planned(file).await?;
        let execute = self.job.options.execute && plan.summary.errors == 0;
        self.show(&plan).await?;
        if execute {
            let hash = plan.hash.clone();
            self.job.phase = ImportPhase::Executing;
            self.keep().await?;
            return self.commit(plan, &hash).await;
        }
        self.job.phase = ImportPhase::Planned;
        self.keep().await
    }

    async fn execute(&mut self, hash: &str) -> Result<()> {
        let plan = self.planned(None).await?;
        self.commit(plan, hash).await
    }

    /// Commits a plan that is still the one that was looked at; else shows the new one.
    async fn commit(&mut self, mut plan: ImportPlan, hash: &str) -> Result<()> {
        let context =
            WriteContext { message: self.job.options.message.clone(), ..WriteContext::default() };
        let mut attempt = 1;
        loop {
            if plan.hash != hash || plan.summary.errors > 0 {
                self.show(&plan).await?;
                self.job.phase = ImportPhase::Planned;
                self.job.problem = Some(moved());
                return self.keep().await;
            }
            // From here on it is too late to cancel: whoever did was faster.
            let id = ChangesetId(self.editor.core.ports.ids.next());
            self.job.phase = ImportPhase::Committing;
            self.job.changeset = Some(id);
            self.keep().await?;
            plan.plan.id = Some(id);
            let (editor, mut steps) = (self.editor.clone(), plan.plan);
            let committed = self.beating(editor.commit(&context, &mut steps)).await;
            match committed {
                Ok(changeset) => {
                    self.job.changeset = changeset.map(|changeset| changeset.id);
                    self.job.phase = ImportPhase::Done;
                    self.job.summary = Some(plan.summary);
                    self.job.problem = None;
                    return self.keep().await;
                }
                Err(error) if is_outpaced(&error) && attempt < ATTEMPTS => {
                    attempt += 1;
                    self.job.phase = ImportPhase::Executing;
                    self.job.changeset = None;
                    self.keep().await?;
                    self.editor.catch_up().await?;
                    plan = self.planned(None).await?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Keeps the lists of a plan and points the import to them.
    async fn show(&mut self, plan: &ImportPlan) -> Result<()> {
        let number = self.job.plan + 1;
        let (changes, problems) = (ImportPart::Changes(number), ImportPart::Problems(number));
        let job = self.job.id;
        let editor = self.editor.clone();
        let described = plan.plan.changes.iter().filter_map(|change| {
            let mut described = change.describe()?;
            if let EntityChange::Edge(delta) = change {
                let edge = delta.before.as_ref().map(|b| &b.value).or(delta.after.as_ref());
                let name = edge.and_then(|edge| plan.names.get(&edge.id));
                described.name = name.cloned().unwrap_or(described.name);
            }
            Some(described)
        });
        let told = plan.problems.kept().iter().map(ImportProblem::from);
        let keep = async {
            editor.keep_rows(job, changes, described).await?;
            editor.keep_rows(job, problems, told).await
        };
        self.beating(keep).await?;
        let old = self.job.plan;
        self.job.plan = number;
        self.job.plan_hash = Some(plan.hash.clone());
        self.job.summary = Some(plan.summary);
        self.keep().await?;
        let dropped = [ImportPart::Changes(old), ImportPart::Problems(old)];
        self.editor.core.ports.imports.drop_parts(job, &dropped).await
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
