//! An import as it is kept: where it is, what was asked, what came of it.

use ariadne_domain::{Actor, ChangesetId, JobId, Problem, SourceId, Timestamp, Value};
use ariadne_formats::Format;
use ariadne_ports::{Job, JobStatus};

use super::once::Made;
use super::options::{Counts, ImportOptions, ImportSummary, OnExisting};

/// The kind of these jobs.
pub(super) const KIND: &str = "import";

/// Where an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportPhase {
    /// The file is read and compared with the catalog.
    Planning,
    /// The plan waits for somebody to look at it.
    Planned,
    /// The plan is made again, to see whether it still holds.
    Executing,
    /// The changeset is being written.
    Committing,
    /// The changeset is written.
    Done,
    /// Nothing was written; the problem says why.
    Failed,
    /// Somebody stopped it; nothing was written.
    Cancelled,
}

impl ImportPhase {
    const NAMES: [(Self, &'static str); 7] = [
        (Self::Planning, "PLANNING"),
        (Self::Planned, "PLANNED"),
        (Self::Executing, "EXECUTING"),
        (Self::Committing, "COMMITTING"),
        (Self::Done, "DONE"),
        (Self::Failed, "FAILED"),
        (Self::Cancelled, "CANCELLED"),
    ];

    /// The public spelling.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(one, _)| *one == self).map_or("FAILED", |(_, name)| name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, one)| *one == name).map(|(one, _)| *one)
    }

    /// Whether a server works on it.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Planning | Self::Executing | Self::Committing)
    }

    fn status(self) -> JobStatus {
        match self {
            Self::Planning | Self::Executing | Self::Committing => JobStatus::Running,
            Self::Planned => JobStatus::Queued,
            Self::Done => JobStatus::Done,
            Self::Failed => JobStatus::Failed,
            Self::Cancelled => JobStatus::Cancelled,
        }
    }
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportJob {
    /// Its id.
    pub id: JobId,
    /// Who imports.
    pub actor: Actor,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// When it is dropped, with its file and plan.
    pub expires: Timestamp,
    /// Where it is.
    pub phase: ImportPhase,
    /// What the file is called.
    pub file_name: Option<String>,
    /// How long the file is, in bytes.
    pub bytes: u64,
    /// What the file turned out to be.
    pub format: Option<Format>,
    /// What was asked.
    pub options: ImportOptions,
    /// Of the plan that can be executed; `None` before there is one.
    pub plan_hash: Option<String>,
    /// Rows done of what is going on, or was last.
    pub processed: u64,
    /// Rows in the file, once they are known.
    pub total: Option<u64>,
    /// Rows a second of what is going on, or was last.
    pub rows_per_second: Option<u64>,
    /// What the plan amounts to.
    pub summary: Option<ImportSummary>,
    /// What was written.
    pub changeset: Option<ChangesetId>,
    /// Why it failed, or why a plan that was to be executed was not.
    pub problem: Option<Problem>,
    /// The requests with a key that were made of it, the one that began it first.
    pub(super) made: Vec<Made>,
    /// The number of the plan that is shown; 0 before there is one.
    pub(super) plan: u32,
    /// When the server that works on it last said so.
    pub(super) beat: Timestamp,
    pub(super) version: u32,
}

impl ImportJob {
    pub(super) fn to_job(&self) -> Job {
        let options = &self.options;
        let state = Value::object()
            .with("phase", self.phase.as_str())
            .with("fileName", self.file_name.clone())
            .with("bytes", self.bytes)
            .with("format", self.format.map(Format::as_str))
            .with("asked", options.format.map(Format::as_str))
            .with("execute", options.execute)
            .with("onExisting", options.on_existing.as_str())
            .with("wholeTruthFor", options.whole_truth_for.map(|id| id.to_string()))
            .with("keepClaims", options.keep_claims)
            .with("message", options.message.clone())
            .with("planHash", self.plan_hash.clone())
            .with("processed", self.processed)
            .with("total", self.total)
            .with("rowsPerSecond", self.rows_per_second)
            .with("summary", self.summary.as_ref().map(summary_to_value))
            .with("changeset", self.changeset.map(|id| id.to_string()))
            .with("problem", self.problem.as_ref().map(problem_to_value))
            .with("plan", self.plan)
            .with("made", Value::Array(self.made.iter().map(Made::to_value).collect()))
            .with("beat", self.beat.0);
        Job {
            id: self.id,
            kind: KIND.to_owned(),
            actor: self.actor.clone(),
            created_at: self.created_at,
            status: self.phase.status(),
            version: self.version,
            state,
            expires: self.expires,
        }
    }

    /// Reads [`ImportJob::to_job`]; `None` for a job of another kind.
    pub(super) fn of(job: Job) -> Option<Self> {
        if job.kind != KIND {
            return None;
        }
        let state = &job.state;
        let text = |key: &str| state.get(key).and_then(Value::as_str).map(str::to_owned);
        let number = |key: &str| u64::try_from(state.get(key)?.as_i64()?).ok();
        let flag = |key: &str| state.get(key).and_then(Value::as_bool).unwrap_or_default();
        let phase = text("phase").and_then(|name| ImportPhase::from_name(&name))?;
        let ended = matches!(job.status, JobStatus::Failed) && phase.is_running();
        let options = ImportOptions {
            format: text("asked").and_then(|name| Format::from_name(&name)),
            execute: flag("execute"),
            on_existing: text("onExisting").and_then(|n| OnExisting::from_name(&n))?,
            whole_truth_for: text("wholeTruthFor").and_then(|id| id.parse::<SourceId>().ok()),
            keep_claims: flag("keepClaims"),
            message: text("message"),
        };
        Some(Self {
            id: job.id,
            actor: job.actor,
            created_at: job.created_at,
            expires: job.expires,
            // A restore ends what was going on when the backup was made.
            phase: if ended { ImportPhase::Failed } else { phase },
            file_name: text("fileName"),
            bytes: number("bytes").unwrap_or_default(),
            format: text("format").and_then(|name| Format::from_name(&name)),
            options,
            plan_hash: text("planHash"),
            processed: number("processed").unwrap_or_default(),
            total: number("total"),
            rows_per_second: number("rowsPerSecond"),
            summary: state.get("summary").and_then(summary_from_value),
            changeset: text("changeset").and_then(|id| id.parse().ok()),
            problem: state.get("problem").and_then(problem_from_value),
            made: state
                .get("made")
                .and_then(Value::as_array)
                .unwrap_or_default()
                .iter()
                .filter_map(Made::of)
                .collect(),
            plan: number("plan").and_then(|plan| u32::try_from(plan).ok()).unwrap_or_default(),
            beat: Timestamp(state.get("beat").and_then(Value::as_i64).unwrap_or_default()),
            version: job.version,
        })
    }
}

fn counts_to_value(counts: &Counts) -> Value {
    Value::object()
        .with("created", counts.created)
        .with("updated", counts.updated)
        .with("unchanged", counts.unchanged)
        .with("skipped", counts.skipped)
        .with("ended", counts.ended)
}

fn number(value: &Value, key: &str) -> u64 {
    let number = value.get(key).and_then(Value::as_i64).unwrap_or_default();
    u64::try_from(number).unwrap_or_default()
}

fn counts_from_value(value: &Value) -> Counts {
    Counts {
        created: number(value, "created"),
        updated: number(value, "updated"),
        unchanged: number(value, "unchanged"),
        skipped: number(value, "skipped"),
        ended: number(value, "ended"),
    }
}

fn summary_to_value(summary: &ImportSummary) -> Value {
    Value::object()
        .with("sources", counts_to_value(&summary.sources))
        .with("tables", counts_to_value(&summary.tables))
        .with("columns", counts_to_value(&summary.columns))
        .with("lineage", counts_to_value(&summary.lineage))
        .with("changes", summary.changes)
        .with("errors", summary.errors)
        .with("warnings", summary.warnings)
        .with("notes", summary.notes)
        .with("problemsDropped", summary.problems_dropped)
}

fn summary_from_value(value: &Value) -> Option<ImportSummary> {
    Some(ImportSummary {
        sources: counts_from_value(value.get("sources")?),
        tables: counts_from_value(value.get("tables")?),
        columns: counts_from_value(value.get("columns")?),
        lineage: counts_from_value(value.get("lineage")?),
        changes: number(value, "changes"),
        errors: number(value, "errors"),
        warnings: number(value, "warnings"),
        notes: number(value, "notes"),
        problems_dropped: number(value, "problemsDropped"),
    })
}

fn problem_to_value(problem: &Problem) -> Value {
    Value::object()
        .with("code", problem.code.as_str())
        .with("title", problem.title.as_str())
        .with("cause", problem.cause.clone())
        .with("remedy", problem.remedy.clone())
}

fn problem_from_value(value: &Value) -> Option<Problem> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut problem = Problem::new(text("code")?, text("title")?);
    problem.cause = text("cause");
    problem.remedy = text("remedy");
    Some(problem)
}
