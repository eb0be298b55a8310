//! What a connection test found.

use std::time::Duration;

use crate::Problem;
use crate::names::names;

names! {
    /// How a step of a connection test ended.
    pub enum StepStatus {
        /// Done and fine.
        Passed = "PASSED",
        /// Done and not fine; what depends on it is skipped.
        Failed = "FAILED",
        /// Fine, but a person should look.
        Warning = "WARNING",
        /// Not done because a step that it depends on failed.
        Skipped = "SKIPPED",
    }
}

/// One step of a connection test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestStep {
    /// Stable lower-case name: `dns`, `tcp`, `tls`, `protocol`, `authentication`, …
    pub name: String,
    /// What the step checks, for people.
    pub title: String,
    /// How it ended.
    pub status: StepStatus,
    /// Time it took.
    pub elapsed: Duration,
    /// What was done or found.
    pub detail: Option<String>,
    /// Set when `Failed` or `Warning`.
    pub problem: Option<Problem>,
}

/// The ordered steps of a connection test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReport {
    /// Total time.
    pub elapsed: Duration,
    /// What the server says it is, when it got that far.
    pub server_version: Option<String>,
    /// In the order they were done.
    pub steps: Vec<TestStep>,
}

impl TestReport {
    /// `Failed` if any step failed, else `Warning` if any warned, else `Passed`.
    pub fn status(&self) -> StepStatus {
        let any = |wanted| self.steps.iter().any(|s| s.status == wanted);
        if any(StepStatus::Failed) {
            StepStatus::Failed
        } else if any(StepStatus::Warning) {
            StepStatus::Warning
        } else {
            StepStatus::Passed
        }
    }
}
