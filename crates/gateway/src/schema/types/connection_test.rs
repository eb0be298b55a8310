use ariadne_application as application;
use ariadne_application::domain;
use async_graphql::Object;

use super::enums::StepStatus;
use super::{Problem, millis};
use crate::schema::page::list_cost;
use crate::schema::scalars::DateTime;

/// What a connection test found.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionTest(pub(crate) application::ConnectionTest);

/// What a connection test found.
#[Object]
impl ConnectionTest {
    /// FAILED if any step failed, else WARNING if any warned, else PASSED.
    async fn status(&self) -> StepStatus {
        self.0.report.status().into()
    }

    /// When it was made.
    async fn tested_at(&self) -> DateTime {
        DateTime(self.0.tested_at)
    }

    /// How long it took, in milliseconds.
    async fn elapsed_ms(&self) -> i32 {
        millis(self.0.report.elapsed)
    }

    /// What the server says it is, when the test got that far.
    async fn server_version(&self) -> Option<&str> {
        self.0.report.server_version.as_deref()
    }

    /// The steps in the order they were done.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn steps(&self) -> Vec<TestStep> {
        self.0.report.steps.iter().cloned().map(TestStep).collect()
    }
}

/// One step of a connection test.
#[derive(Clone, Debug)]
pub(crate) struct TestStep(pub(crate) domain::TestStep);

/// One step of a connection test.
#[Object]
impl TestStep {
    /// A stable name: `dns`, `tcp`, `tls`, `protocol`, `authentication`, …
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What the step checks.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// How it ended.
    async fn status(&self) -> StepStatus {
        self.0.status.into()
    }

    /// How long it took, in milliseconds.
    async fn elapsed_ms(&self) -> i32 {
        millis(self.0.elapsed)
    }

    /// What was done or found.
    async fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// What is wrong and what to do, when it failed or warned.
    async fn problem(&self) -> Option<Problem> {
        self.0.problem.clone().map(Problem)
    }
}
