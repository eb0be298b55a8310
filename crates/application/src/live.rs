//! Live calls to sources: what they share, and suggestions.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{
    AuditAction, AuditId, Problem, Source, SourceId, Stored, TableName, TestReport, Timestamp,
    Value, Violation,
};
use ariadne_ports::{
    AuditEntry, Connector, ConnectorFactory, Deadline, Error, ErrorKind, Result, SettingSpec,
};

use crate::sources::check_connection;
use crate::{Editor, Reader};

/// Grace on top of a connector's deadline before it is cut off from outside.
const GRACE: Duration = Duration::from_millis(500);

/// How long a live call may take: what the source says, else the kind's default.
pub(crate) fn deadline(settings: &Value, name: &str, default: Duration) -> Deadline {
    let seconds = settings.get(name).and_then(Value::as_i64).and_then(|s| u64::try_from(s).ok());
    Deadline::after(seconds.filter(|s| (1..=300).contains(s)).map_or(default, Duration::from_secs))
}

impl Reader {
    pub(crate) fn permit(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        self.core.live.try_acquire().map_err(|_| {
            let problem = Problem::new(
                "TOO_MANY_LIVE_CALLS",
                "Too many live calls to data sources are under way.",
            )
            .with_remedy("Wait a moment and try again.");
            Error::of_source(ErrorKind::SourceBusy, "live.permit", problem)
        })
    }

    pub(crate) async fn connector_of(
        &self,
        source: &Source,
    ) -> Result<(Arc<dyn Connector>, Arc<dyn ConnectorFactory>)> {
        let factory = self.known_factory(source.kind)?;
        let secret = self.open_secret(source).await?;
        let violations = check_connection(factory.as_ref(), &source.settings, &secret);
        if !violations.is_empty() {
            return Err(Error::validation("live.connector", violations));
        }
        Ok((factory.connector(&source.settings, &secret)?, Arc::clone(factory)))
    }

    pub(crate) async fn active_source(
        &self,
        operation: &'static str,
        id: SourceId,
    ) -> Result<Stored<Source>> {
        let stored = self.known_source(operation, id).await?;
        if stored.value.is_active {
            return Ok(stored);
        }
        let message =
            format!("The data source {} is not active; activate it first.", stored.value.name);
        Err(Error::validation(operation, vec![Violation::new(["sourceId"], "INACTIVE", message)]))
    }

    /// Live names from a source that contain or resemble `text`.
    #[tracing::instrument(skip_all, fields(source = %source))]
    pub async fn suggest_tables(
        &self,
        source: SourceId,
        text: &str,
        limit: usize,
    ) -> Result<Vec<TableName>> {
        let stored = self.active_source("live.suggest", source).await?;
        if let Some(violation) = ariadne_domain::check_text("text", text, 1_024) {
            return Err(Error::validation("live.suggest", vec![violation]));
        }
        let (connector, factory) = self.connector_of(&stored.value).await?;
        let _permit = self.permit()?;
        let deadline = deadline(
            &stored.value.settings,
            SettingSpec::FETCH_TIMEOUT.name,
            factory.fetch_deadline(),
        );
        bounded(deadline, connector.suggest(text, limit.clamp(1, 100), deadline)).await?
    }
}

impl Editor {
    /// Writes a live call to the audit log.
    pub(crate) async fn record(
        &self,
        action: AuditAction,
        source: Option<SourceId>,
        outcome: &str,
        details: Value,
        report: Option<TestReport>,
        at: Timestamp,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.core.ports.ids.next()),
            at,
            actor: self.actor.clone(),
            action,
            source,
            outcome: outcome.to_owned(),
            address: self.address.clone(),
            details,
            report,
        };
        self.core.ports.audit.append(&entry).await
    }
}

/// Cuts a call off a little after its deadline, in case a connector does not.
pub(crate) async fn bounded<T>(deadline: Deadline, call: impl Future<Output = T>) -> Result<T> {
    tokio::time::timeout(deadline.remaining() + GRACE, call).await.map_err(|_| {
        let problem = Problem::new("DEADLINE_PASSED", "The data source did not answer in time.")
            .with_cause("The call was still waiting when its deadline passed.")
            .with_remedy("Try again; if it keeps happening, test the connection.");
        Error::of_source(ErrorKind::Timeout, "live.bounded", problem)
    })
}
