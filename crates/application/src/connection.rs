//! Testing connections: of stored sources, and of settings before they are saved.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ariadne_domain::{
    AuditAction, SourceId, SourceKind, StepStatus, TestReport, TestStep, Timestamp, Value,
    Violation,
};
use ariadne_ports::{
    Connector, ConnectorFactory, Error, Result, SecretValues, SettingSpec, StepSink,
};

use crate::live::{bounded, deadline};
use crate::sources::{check_connection, normalised, rebound, secret_is_bound};
use crate::{Admin, Editor};

/// A test with its time.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionTest {
    /// When it was made.
    pub tested_at: Timestamp,
    /// What it found.
    pub report: TestReport,
}

/// Settings to test before they are saved.
#[derive(Clone, Debug)]
pub struct ConnectionInput {
    /// The engine.
    pub kind: SourceKind,
    /// Settings that are not secret.
    pub settings: Value,
    /// Settings that are; empty to borrow a stored source's.
    pub secret: SecretValues,
}

/// Hears no steps.
#[derive(Clone, Copy, Debug)]
pub struct NoSteps;

impl StepSink for NoSteps {
    fn step(&self, _: &TestStep) {}
}

/// Passes steps on and keeps them, for the report of a test that is cut off.
struct Kept<'a> {
    steps: Mutex<Vec<TestStep>>,
    listener: &'a dyn StepSink,
}

impl StepSink for Kept<'_> {
    fn step(&self, step: &TestStep) {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(step.clone());
        self.listener.step(step);
    }
}

impl Kept<'_> {
    /// The report of a test that went on past its deadline.
    fn cut_off(self, error: &Error, elapsed: Duration) -> TestReport {
        let last = TestStep {
            name: "deadline".to_owned(),
            title: "Answer in time".to_owned(),
            status: StepStatus::Failed,
            elapsed,
            detail: None,
            problem: error.problem().cloned(),
        };
        self.listener.step(&last);
        let mut steps = self.steps.into_inner().unwrap_or_else(PoisonError::into_inner);
        steps.push(last);
        TestReport { elapsed, server_version: None, steps }
    }
}

impl Editor {
    /// Tests a stored source; allowed when it is not active.
    #[tracing::instrument(skip_all, fields(source = %id))]
    pub async fn test_source(&self, id: SourceId, steps: &dyn StepSink) -> Result<ConnectionTest> {
        let stored = self.known_source("live.test_source", id).await?;
        let (connector, factory) = self.connector_of(&stored.value).await?;
        self.test(connector, factory.as_ref(), &stored.value.settings, Some(id), steps).await
    }

    async fn test(
        &self,
        connector: Arc<dyn Connector>,
        factory: &dyn ConnectorFactory,
        settings: &Value,
        source: Option<SourceId>,
        steps: &dyn StepSink,
    ) -> Result<ConnectionTest> {
        let _permit = self.permit()?;
        let deadline = deadline(settings, SettingSpec::TEST_TIMEOUT.name, factory.test_deadline());
        let started = Instant::now();
        let kept = Kept { steps: Mutex::default(), listener: steps };
        let report = match bounded(deadline, connector.test(deadline, &kept)).await {
            Ok(report) => report,
            Err(error) => kept.cut_off(&error, started.elapsed()),
        };
        let tested_at = self.core.ports.clock.now();
        let outcome = report.status();
        tracing::info!(status = outcome.as_str(), elapsed_ms = millis(report.elapsed), "tested");
        let failed = report.steps.iter().find(|s| s.status == StepStatus::Failed);
        let details = Value::object()
            .with("kind", factory.kind().as_str())
            .with("elapsedMs", millis(report.elapsed))
            .with("failedStep", failed.map(|s| s.name.clone()));
        self.record(
            AuditAction::Test,
            source,
            outcome.as_str(),
            details,
            Some(report.clone()),
            tested_at,
        )
        .await?;
        Ok(ConnectionTest { tested_at, report })
    }
}

impl Admin {
    /// Tests settings before they are saved. With `lender` and no secret given, the
    /// stored secret of that source is used, as long as every setting that binds it
    /// is unchanged; else `Validation` at `secret`.
    #[tracing::instrument(skip_all, fields(kind = %input.kind))]
    pub async fn test_connection(
        &self,
        input: ConnectionInput,
        lender: Option<SourceId>,
        steps: &dyn StepSink,
    ) -> Result<ConnectionTest> {
        let operation = "live.test_connection";
        let factory = self.known_factory(input.kind)?;
        let mut secret = input.secret;
        if let Some(id) = lender {
            let stored = self.known_source(operation, id).await?.value;
            if stored.kind != input.kind {
                let message =
                    format!("The data source {} is of kind {}.", stored.name, stored.kind);
                return Err(Error::validation(
                    operation,
                    vec![Violation::new(["kind"], "INVALID", message)],
                ));
            }
            if secret.is_empty() && stored.has_secret() {
                let labels = rebound(factory.as_ref(), &stored.settings, &input.settings);
                if !labels.is_empty() {
                    return Err(Error::validation(operation, vec![secret_is_bound(&labels)]));
                }
                secret = self.open_secret(&stored).await?;
            }
        }
        let violations = check_connection(factory.as_ref(), &input.settings, &secret);
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let settings = normalised(factory.as_ref(), &input.settings);
        let connector = factory.connector(&settings, &secret)?;
        // A test of settings that are not stored says nothing about the stored source.
        self.test(connector, factory.as_ref(), &settings, None, steps).await
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
