//! How the steps of a test are told: in their order, each once, and all of them.

use std::time::{Duration, Instant};

use ariadne_domain::{Problem, StepStatus, TestReport, TestStep};
use ariadne_ports::{Deadline, StepSink};

use crate::config::{Driver, Settings};
use crate::error::Failure;
use crate::sql;

/// Every step that a test of these settings has, in order, with its title.
fn plan(settings: &Settings) -> Vec<(&'static str, String)> {
    let mut steps = Vec::new();
    if settings.driver == Driver::Oci {
        steps.push(("driver", "Load Oracle's client library".to_owned()));
    }
    steps.extend([("dns", "Look up the host".to_owned()), ("tcp", "Connect".to_owned())]);
    if settings.tls.is_some() && settings.driver == Driver::Thin {
        steps.push(("tls", "Agree on TLS".to_owned()));
    }
    steps.extend([
        ("listener", format!("Ask the listener for the {}", settings.target.told())),
        ("protocol", "Agree on the protocol".to_owned()),
        ("authentication", "Log in".to_owned()),
        ("version", "Ask for the server's version".to_owned()),
    ]);
    let views = sql::TRIED.iter().map(|(s, _)| (s.view, format!("Read {}", s.view.to_uppercase())));
    steps.extend(views);
    steps.push(("object", "Read one table or view".to_owned()));
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

impl<'a> Run<'a> {
    pub(super) fn new(settings: &'a Settings, deadline: Deadline, sink: &'a dyn StepSink) -> Self {
        let started = Instant::now();
        Self {
            settings,
            deadline,
            sink,
            plan: plan(settings),
            steps: Vec::new(),
            started,
            began: started,
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

    pub(super) fn end(&mut self, ended: Ended) {
        match ended {
            Ended::Passed(detail) => self.report(StepStatus::Passed, Some(detail), None),
            Ended::Warned(detail, problem) => {
                self.report(StepStatus::Warning, Some(detail), Some(problem));
            }
        }
    }

    /// Reports the steps before `name` as not done, for this reason.
    pub(super) fn skip_to(&mut self, name: &str, why: &str) {
        while self.plan.get(self.steps.len()).is_some_and(|(next, _)| *next != name) {
            self.report(StepStatus::Skipped, Some(why.to_owned()), None);
        }
    }

    pub(super) fn fail(&mut self, failure: &Failure) -> Gate {
        let problem = failure.problem(self.settings);
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
