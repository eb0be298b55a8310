//! Live calls to sources: test, fetch, suggest.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{
    AuditId, Column, FetchId, FetchedTable, NameOrigin, Problem, Source, SourceId, SourceKind,
    StepStatus, Stored, TableDiff, TableId, TableName, TestReport, TestStep, Timestamp, Value,
    Violation, check_name, diff_fetched,
};
use ariadne_ports::{
    At, AuditAction, AuditEntry, Connector, ConnectorFactory, Deadline, Error, ErrorKind, Fetch,
    FetchRequest, Progress, ProgressSink, Result, SecretValues, StepSink, StoredFetch,
};

use crate::sources::{check_connection, normalised, rebound, secret_is_bound};
use crate::{Admin, Editor, Reader};

/// Grace on top of a connector's deadline before it is cut off from outside.
const GRACE: Duration = Duration::from_millis(500);

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

/// What to fetch.
#[derive(Clone, Debug)]
pub struct FetchInput {
    /// From where.
    pub source: SourceId,
    /// Schema or database as typed.
    pub schema: Option<String>,
    /// The name as typed; from the table when `None`.
    pub name: Option<String>,
    /// The table that this is a re-fetch of.
    pub table: Option<TableId>,
    /// How many documents to look at.
    pub sample_size: Option<u32>,
}

/// A fetch that can be accepted, with what accepting would change.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its id.
    pub id: FetchId,
    /// What was seen.
    pub fetched: FetchedTable,
    /// What it would change in the table, when it is a re-fetch.
    pub diff: Option<TableDiff>,
}

/// Hears no steps.
#[derive(Clone, Copy, Debug)]
pub struct NoSteps;

impl StepSink for NoSteps {
    fn step(&self, _: &TestStep) {}
}

/// Hears no progress.
#[derive(Clone, Copy, Debug)]
pub struct NoProgress;

impl ProgressSink for NoProgress {
    fn progress(&self, _: Progress) {}
}

/// How long a live call may take: what the source says, else the kind's default.
fn deadline(settings: &Value, name: &str, default: Duration) -> Deadline {
    let seconds = settings.get(name).and_then(Value::as_i64).and_then(|s| u64::try_from(s).ok());
    Deadline::after(seconds.filter(|s| (1..=300).contains(s)).map_or(default, Duration::from_secs))
}

impl Reader {
    fn permit(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        self.core.live.try_acquire().map_err(|_| {
            let problem = Problem::new(
                "TOO_MANY_LIVE_CALLS",
                "Too many live calls to data sources are under way.",
            )
            .with_remedy("Wait a moment and try again.");
            Error::of_source(ErrorKind::SourceBusy, "live.permit", problem)
        })
    }

    async fn connector_of(
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

    async fn active_source(&self, operation: &'static str, id: SourceId) -> Result<Stored<Source>> {
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
        let deadline =
            deadline(&stored.value.settings, "fetchTimeoutSeconds", factory.fetch_deadline());
        bounded(deadline, connector.suggest(text, limit.clamp(1, 100), deadline)).await?
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
        let deadline = deadline(settings, "testTimeoutSeconds", factory.test_deadline());
        let report = bounded(deadline, connector.test(deadline, steps)).await?;
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

    async fn record(
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
            details,
            report,
        };
        self.core.ports.audit.append(&entry).await
    }

    /// Fetches one table live and keeps it for 24 hours. Unknown: `TableNotFound`
    /// with suggestions.
    #[tracing::instrument(skip_all, fields(source = %input.source))]
    pub async fn fetch_columns(
        &self,
        input: FetchInput,
        progress: &dyn ProgressSink,
    ) -> Result<Fetched> {
        let operation = "live.fetch_columns";
        let stored = self.active_source(operation, input.source).await?;
        let (request, table) = self.fetch_request(operation, &input).await?;
        let (connector, factory) = self.connector_of(&stored.value).await?;
        let permit = self.permit()?;
        let deadline =
            deadline(&stored.value.settings, "fetchTimeoutSeconds", factory.fetch_deadline());
        let answer =
            bounded(deadline, connector.fetch_table(&request, deadline, progress)).await.flatten();
        drop(permit);
        let at = self.core.ports.clock.now();
        let outcome = match &answer {
            Ok(Fetch::Found(_)) => StepStatus::Passed.as_str(),
            Ok(Fetch::NotFound(_)) => ErrorKind::TableNotFound.code(),
            Err(error) => error.kind().code(),
        };
        tracing::info!(outcome, "fetched");
        let details = Value::object()
            .with("schema", request.schema.clone())
            .with("name", request.name.as_str());
        self.record(AuditAction::Fetch, Some(input.source), outcome, details, None, at).await?;
        let fetched = match answer? {
            Fetch::Found(fetched) => *fetched,
            Fetch::NotFound(missing) => {
                let error = Error::of_source(ErrorKind::TableNotFound, operation, missing.problem);
                return Err(error.with_suggestions(missing.suggestions));
            }
        };
        self.keep(at, input.source, table, fetched).await
    }

    async fn keep(
        &self,
        at: Timestamp,
        source: SourceId,
        table: Option<TableId>,
        fetched: FetchedTable,
    ) -> Result<Fetched> {
        let id = FetchId(self.core.ports.ids.next());
        let lifetime =
            i64::try_from(self.core.options.fetch_lifetime.as_micros()).unwrap_or(i64::MAX);
        let stored = StoredFetch { id, at, source, table, fetched };
        self.core.ports.fetches.put(&stored, at.plus_micros(lifetime)).await?;
        let diff = match table {
            None => None,
            Some(table) => self.diff(table, &stored.fetched).await?,
        };
        Ok(Fetched { id, fetched: stored.fetched, diff })
    }

    async fn diff(&self, table: TableId, fetched: &FetchedTable) -> Result<Option<TableDiff>> {
        let Some(stored) = self.core.ports.tables.tables(At::Head, &[table]).await?.pop() else {
            return Ok(None);
        };
        let columns = self.core.ports.columns.columns_of_tables(At::Head, &[table]).await?;
        let columns: Vec<Column> = columns.into_iter().map(|c| c.value).collect();
        Ok(Some(diff_fetched(&stored.value, &columns, fetched)))
    }

    async fn fetch_request(
        &self,
        operation: &'static str,
        input: &FetchInput,
    ) -> Result<(FetchRequest, Option<TableId>)> {
        let mut schema = input.schema.clone().filter(|s| !s.is_empty());
        let mut name = input.name.clone();
        if let Some(id) = input.table {
            let found = self.core.ports.tables.tables(At::Head, &[id]).await?.pop();
            let table = found
                .ok_or_else(|| Error::not_found(operation, format!("table with the id {id}")))?
                .value;
            if name.is_none() {
                if table.source != Some(input.source) {
                    let message = "The table is not bound to this data source; bind it first, or give a name.";
                    return Err(Error::validation(
                        operation,
                        vec![Violation::new(["tableId"], "INVALID", message)],
                    ));
                }
                let external = table.external_name();
                name = Some(external.name);
                schema = schema.or(external.schema);
            }
        }
        let violations: Vec<Violation> = [
            check_name("name", name.as_deref().unwrap_or_default(), NameOrigin::Observed),
            schema.as_deref().and_then(|s| check_name("schema", s, NameOrigin::Observed)),
            input.sample_size.filter(|n| *n > 100_000).map(|_| {
                Violation::new(["sampleSize"], "INVALID", "At most 100,000 documents in a sample.")
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let name = name.unwrap_or_default();
        Ok((FetchRequest { schema, name, sample_size: input.sample_size }, input.table))
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
            if secret.is_empty() && stored.has_secret {
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

/// Cuts a call off a little after its deadline, in case a connector does not.
async fn bounded<T>(deadline: Deadline, call: impl Future<Output = T>) -> Result<T> {
    tokio::time::timeout(deadline.remaining() + GRACE, call).await.map_err(|_| {
        let problem = Problem::new("DEADLINE_PASSED", "The data source did not answer in time.")
            .with_cause("The call was still waiting when its deadline passed.")
            .with_remedy("Try again; if it keeps happening, test the connection.");
        Error::of_source(ErrorKind::Timeout, "live.bounded", problem)
    })
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
