//! How the steps of a test are told: in their order, each once, and all of them.

use std::future::Future;
use std::time::{Duration, Instant};

use ariadne_domain::{Problem, StepStatus, TestReport, TestStep};
use ariadne_ports::{Deadline, StepSink};
use futures_util::future::join_all;

use crate::config::Settings;
use crate::error::{Failure, Reason};

/// Every step that a test of these settings has, in order, with its title.
fn plan(settings: &Settings) -> Vec<(&'static str, String)> {
    let mut steps = vec![("dns", "Look up the host".to_owned()), ("tcp", "Connect".to_owned())];
    if settings.tls {
        steps.push(("tls", "Agree on TLS".to_owned()));
    }
    steps.extend([
        ("protocol", "Speak MongoDB's protocol".to_owned()),
        ("authentication", "Log in".to_owned()),
        ("version", "Ask for the server's version".to_owned()),
        ("privileges", format!("List the collections of {}", settings.database)),
        ("read", "Read a document".to_owned()),
    ]);
    steps
}

/// How a step ended, if not with a failure.
pub(super) enum Ended {
    Passed(String),
    Warned(String, Problem),
}

/// The step failed and has been reported.
pub(super) struct Gate;

pub(super) struct Run<'a> {
    pub(super) settings: &'a Settings,
    pub(super) deadline: Deadline,
    sink: &'a dyn StepSink,
    plan: Vec<(&'static str, String)>,
    steps: Vec<TestStep>,
    /// When the test began, and when the step that is running did.
    started: Instant,
    began: Instant,
    pub(super) server_version: Option<String>,
}

/// The hosts with which something went well, and the first that it did not.
pub(super) struct Sifted<T> {
    pub(super) good: Vec<T>,
    pub(super) bad: Option<Failure>,
}

impl<'a> Run<'a> {
    /// A test whose first step began at `began`.
    pub(super) fn new(
        settings: &'a Settings,
        deadline: Deadline,
        sink: &'a dyn StepSink,
        began: Instant,
    ) -> Self {
        Self {
            settings,
            deadline,
            sink,
            plan: plan(settings),
            steps: Vec::new(),
            started: began,
            began,
            server_version: None,
        }
    }

    /// The report; steps that were not reached are skipped.
    pub(super) fn into_report(mut self) -> TestReport {
        self.skip_rest();
        TestReport {
            elapsed: self.started.elapsed(),
            server_version: self.server_version,
            steps: self.steps,
        }
    }

    /// What a single operation may take: half of what is left.
    pub(super) fn within(&self) -> Duration {
        self.deadline.remaining() / 2
    }

    /// Does the same for each host; fails when all fail.
    pub(super) async fn each<T>(
        &mut self,
        work: impl Iterator<Item = impl Future<Output = Result<T, Failure>>>,
    ) -> Result<Sifted<T>, Gate> {
        let mut sifted = Sifted { good: Vec::new(), bad: None };
        for outcome in join_all(work).await {
            match outcome {
                Ok(good) => sifted.good.push(good),
                Err(failure) if sifted.bad.is_none() => sifted.bad = Some(failure),
                Err(_) => {}
            }
        }
        match (&sifted.good.is_empty(), sifted.bad.take()) {
            (true, failure) => {
                Err(self.fail(&failure.unwrap_or_else(|| Failure::new(Reason::Silent))))
            }
            (false, bad) => Ok(Sifted { bad, ..sifted }),
        }
    }

    /// Ends a step that went well on at least one host.
    pub(super) fn pass<T>(&mut self, found: Sifted<T>, detail: String) -> Vec<T> {
        self.end(match &found.bad {
            None => Ended::Passed(detail),
            Some(failure) => {
                let told = failure.problem(self.settings, &self.settings.database);
                let title = format!("Not every host can be used. {}", told.title);
                Ended::Warned(detail, Problem { title, ..told })
            }
        });
        found.good
    }

    pub(super) fn end(&mut self, ended: Ended) {
        match ended {
            Ended::Passed(detail) => self.report(StepStatus::Passed, Some(detail), None),
            Ended::Warned(detail, problem) => {
                self.report(StepStatus::Warning, Some(detail), Some(problem));
            }
        }
    }

    pub(super) fn fail(&mut self, failure: &Failure) -> Gate {
        let problem = failure.problem(self.settings, &self.settings.database);
        self.report(StepStatus::Failed, None, Some(problem));
        Gate
    }

    fn report(&mut self, status: StepStatus, detail: Option<String>, problem: Option<Problem>) {
        let Some((name, title)) = self.plan.get(self.steps.len()).cloned() else { return };
        let elapsed =
            if status == StepStatus::Skipped { Duration::ZERO } else { self.began.elapsed() };
        let step = TestStep { name: name.to_owned(), title, status, elapsed, detail, problem };
        self.sink.step(&step);
        self.steps.push(step);
        self.began = Instant::now();
    }

    /// Reports what was not done because of what failed.
    fn skip_rest(&mut self) {
        let failed =
            self.steps.iter().find(|s| s.status == StepStatus::Failed).map(|s| s.title.clone());
        while self.steps.len() < self.plan.len() {
            let detail =
                failed.as_ref().map(|title| format!("Not done, because \"{title}\" failed."));
            self.report(StepStatus::Skipped, detail, None);
        }
    }
}
