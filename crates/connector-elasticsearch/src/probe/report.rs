//! The report of a test, step after step.

use std::time::Instant;

use ariadne_domain::{Problem, StepStatus, TestReport, TestStep};
use ariadne_ports::StepSink;

/// How a step ended.
pub(super) struct Outcome {
    status: StepStatus,
    detail: Option<String>,
    problem: Option<Problem>,
}

impl Outcome {
    pub(super) fn passed(detail: impl Into<String>) -> Self {
        Self { status: StepStatus::Passed, detail: Some(detail.into()), problem: None }
    }

    pub(super) fn skipped(detail: impl Into<String>) -> Self {
        Self { status: StepStatus::Skipped, detail: Some(detail.into()), problem: None }
    }

    pub(super) fn failed(problem: Problem) -> Self {
        Self { status: StepStatus::Failed, detail: None, problem: Some(problem) }
    }

    pub(super) fn warning(detail: impl Into<String>, problem: Problem) -> Self {
        Self { status: StepStatus::Warning, detail: Some(detail.into()), problem: Some(problem) }
    }

    /// The same with a detail.
    pub(super) fn with_detail(mut self, detail: String) -> Self {
        self.detail = Some(detail);
        self
    }

    /// The same as a warning; one that warns already keeps its own problem.
    pub(super) fn warn(mut self, problem: Problem) -> Self {
        self.status = StepStatus::Warning;
        self.problem.get_or_insert(problem);
        self
    }

    pub(super) fn is_failed(&self) -> bool {
        self.status == StepStatus::Failed
    }
}

/// Collects steps and tells them as they end.
pub(super) struct Report<'a> {
    planned: &'static [(&'static str, &'static str)],
    sink: &'a dyn StepSink,
    began: Instant,
    last: Instant,
    version: Option<String>,
    steps: Vec<TestStep>,
}

impl<'a> Report<'a> {
    /// An empty report of these steps.
    pub(super) fn new(
        planned: &'static [(&'static str, &'static str)],
        sink: &'a dyn StepSink,
    ) -> Self {
        let now = Instant::now();
        Self { planned, sink, began: now, last: now, version: None, steps: Vec::new() }
    }

    /// Says what the server says it is.
    pub(super) fn version(&mut self, version: Option<String>) {
        self.version = version;
    }

    /// Ends the next planned step; answers whether the test goes on.
    pub(super) fn step(&mut self, outcome: Outcome) -> bool {
        let goes_on = !outcome.is_failed();
        let now = Instant::now();
        let elapsed = now - self.last;
        self.last = now;
        if let Some((name, title)) = self.planned.get(self.steps.len()) {
            let step = TestStep {
                name: (*name).to_owned(),
                title: (*title).to_owned(),
                status: outcome.status,
                elapsed,
                detail: outcome.detail,
                problem: outcome.problem,
            };
            self.sink.step(&step);
            self.steps.push(step);
        }
        goes_on
    }

    /// The report; planned steps that were not done are skipped.
    pub(super) fn finish(mut self) -> TestReport {
        let failed = self
            .steps
            .iter()
            .rev()
            .find(|s| s.status == StepStatus::Failed)
            .map(|s| s.name.clone());
        let because = match failed {
            Some(name) => format!("Not done, because the step {name} failed."),
            None => "Not done.".to_owned(),
        };
        while self.steps.len() < self.planned.len() {
            self.step(Outcome::skipped(because.clone()));
        }
        TestReport {
            elapsed: self.began.elapsed(),
            server_version: self.version,
            steps: self.steps,
        }
    }
}
