//! Talking to a source.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ariadne_domain::{
    FetchedTable, Problem, SourceKind, TableName, TestReport, TestStep, Value, Violation,
};
use async_trait::async_trait;

use crate::{Result, SecretValues, SettingSpec};

/// The point after which nobody waits any more.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// The deadline `after` from now.
    pub fn after(after: Duration) -> Self {
        Self(Instant::now() + after)
    }

    /// Time that is left; zero when passed.
    pub fn remaining(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// Whether it has passed.
    pub fn is_past(&self) -> bool {
        self.remaining().is_zero()
    }

    /// The instant itself.
    pub fn instant(&self) -> Instant {
        self.0
    }
}

/// What a connector can do; suites run the cases that apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// It can look at documents to learn types or presence.
    pub samples: bool,
    /// Its names have a schema or database part.
    pub schemas: bool,
}

/// What to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchRequest {
    /// Schema or database, as typed; `None` for the source's own.
    pub schema: Option<String>,
    /// The name as typed.
    pub name: String,
    /// How many documents to look at; `None` for the connector's default, zero for none.
    pub sample_size: Option<u32>,
}

/// What a fetch found.
#[derive(Clone, Debug, PartialEq)]
pub enum Fetch {
    /// The table.
    Found(Box<FetchedTable>),
    /// No such table, as far as one can see.
    NotFound(NotFound),
}

/// Why a table was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// Whether it is known not to exist.
    pub visibility: Visibility,
    /// What happened, why, and what to do (the exact grant or role when rights may be missing).
    pub problem: Problem,
    /// Names that may have been meant, best first, at most 10.
    pub suggestions: Vec<TableName>,
}

/// How much "not found" says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It does not exist.
    Missing,
    /// It may exist but not be visible to this login.
    MissingOrHidden,
}

/// Hears each step of a test as it ends.
pub trait StepSink: Send + Sync {
    /// A step ended.
    fn step(&self, step: &TestStep);
}

/// How far a fetch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, in a few words for a person.
    pub phase: String,
    /// Units done, where they can be counted.
    pub done: Option<u64>,
    /// Units in all, where known.
    pub total: Option<u64>,
}

/// Hears the progress of a fetch.
pub trait ProgressSink: Send + Sync {
    /// Something was done.
    fn progress(&self, progress: Progress);
}

/// Reads one source.
///
/// - It only reads: no statement that writes is ever sent.
/// - It answers within the deadline (plus scheduling), with `Timeout` when it
///   could not; a silent or half-open server never makes it wait longer.
/// - Dropping a future cancels: connections are closed, no task stays behind.
/// - Fetching one table sends a number of statements that does not depend on what
///   else the source holds.
/// - A failure has the kind that fits (`SourceUnreachable`, `SourceTlsFailed`,
///   `SourceAuthFailed`, `SourcePermissionDenied`, `SourceUnsupported`,
///   `SourceBusy`, `Timeout`) and a problem with title, cause and remedy.
/// - Partial rights give a partial answer with a warning per missing part.
/// - Neither answers, problems, errors nor `Debug` show a secret.
#[async_trait]
pub trait Connector: Send + Sync + Debug {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// Tests the connection step by step. Each step is reported to `steps` as it
    /// ends, in the order of the report. A failed gate skips what depends on it;
    /// failure is in the report, so this does not fail.
    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport;

    /// Fetches one table: exact, or with a warning for what could not be seen. The
    /// same objects give the same answer. Absence is [`Fetch::NotFound`], not an error.
    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch>;

    /// Names that contain or resemble `text`, best first, at most `limit`; an empty
    /// `text` lists some. Bounded work whatever the source holds.
    async fn suggest(&self, text: &str, limit: usize, deadline: Deadline)
    -> Result<Vec<TableName>>;
}

/// Makes connectors of one kind from settings.
///
/// - `settings` and `check` do no I/O.
/// - `check` reports everything that is wrong, at paths `["settings", name]` or
///   `["secret", name]`; free-form connection strings are not accepted, so that
///   nothing can be smuggled in.
/// - `connector` with settings that `check` passes does no I/O and does not fail
///   because of them.
pub trait ConnectorFactory: Send + Sync + Debug {
    /// The kind.
    fn kind(&self) -> SourceKind;

    /// What a person calls the kind.
    fn title(&self) -> &'static str;

    /// The settings, in the order of a form.
    fn settings(&self) -> &'static [SettingSpec];

    /// What is wrong with the values, beyond [`check_settings`](crate::check_settings).
    /// It is asked about an object that failed there too, so that everything wrong is
    /// told at once: a value of the wrong type counts as absent.
    fn check(&self, settings: &Value, secret: &SecretValues) -> Vec<Violation>;

    /// A connector for these settings. It connects only when used.
    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>>;

    /// How long a fetch may take by default.
    fn fetch_deadline(&self) -> Duration {
        Duration::from_secs(10)
    }

    /// How long a test may take by default.
    fn test_deadline(&self) -> Duration {
        Duration::from_secs(8)
    }
}
