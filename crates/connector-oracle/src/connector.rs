//! The connector itself: each call has its own session, which ends with it.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use ariadne_domain::{TableName, TestReport};
use ariadne_ports::{
    Capabilities, Connector, Deadline, Error, Fetch, FetchRequest, ProgressSink, Result, StepSink,
};
use async_trait::async_trait;

use crate::config::{Driver, Settings};
use crate::error::{Failure, Reason};
use crate::readings::Asked;
use crate::relay::Line;
use crate::session::{Connecting, Session};
use crate::threads::{Place, Threads};
use crate::{dial, fetch, suggest, testing, tls};

/// Reads an Oracle database.
pub(crate) struct OracleConnector {
    threads: Threads,
    settings: Arc<Settings>,
}

impl OracleConnector {
    pub(crate) fn new(threads: Threads, settings: Settings) -> Self {
        Self { threads, settings: Arc::new(settings) }
    }

    /// A session for one call.
    async fn session(&self, deadline: Deadline) -> std::result::Result<Session, Failure> {
        let settings = &self.settings;
        if settings.password.is_none() {
            return Err(Failure::new(Reason::PasswordMissing));
        }
        let place = enter(&self.threads, settings, deadline).await?;
        let within = deadline.remaining() / 2;
        let host = settings.host.to_string();
        let addresses = dial::addresses(&host, settings.port, within).await?;
        let line = match settings.driver {
            Driver::Oci => None,
            Driver::Thin => {
                let at = settings.place();
                let stream = dial::connect(&at, &addresses, within).await?;
                Some(match &settings.tls {
                    None => Line::Plain(stream),
                    Some(tls) => {
                        Line::Tls(Box::new(tls::handshake(tls, &host, &at, stream, within).await?))
                    }
                })
            }
        };
        Connecting::start(settings, place, line, deadline).await?.session().await
    }

    async fn bounded<T>(
        &self,
        operation: &'static str,
        deadline: Deadline,
        working: impl Future<Output = std::result::Result<T, Failure>>,
    ) -> Result<T> {
        let outcome = tokio::time::timeout_at(deadline.instant().into(), working).await;
        let outcome = outcome.unwrap_or_else(|_| Err(Failure::new(Reason::Deadline)));
        outcome.map_err(|failure| self.error(operation, failure))
    }

    fn error(&self, operation: &'static str, failure: Failure) -> Error {
        failure.into_error(operation, &self.settings)
    }
}

/// Waits for the right to one more connection to this source.
pub(crate) async fn enter(
    threads: &Threads,
    settings: &Settings,
    deadline: Deadline,
) -> std::result::Result<Place, Failure> {
    if deadline.is_past() {
        return Err(Failure::new(Reason::Deadline));
    }
    let source = format!("{} {} {}", settings.place(), settings.target.told(), settings.username);
    threads.enter(&source, deadline).await
}

impl fmt::Debug for OracleConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OracleConnector")
            .field("place", &self.settings.place())
            .field("target", &self.settings.target)
            .field("driver", &self.settings.driver)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Connector for OracleConnector {
    fn capabilities(&self) -> Capabilities {
        Capabilities { samples: false, schemas: true }
    }

    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        testing::test(&self.threads, &self.settings, deadline, steps).await
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let started = Instant::now();
        let operation = "oracle.fetch_table";
        // what no name is costs no connection
        let asked = Asked::read(request).map_err(|failure| self.error(operation, failure))?;
        let working = async {
            let session = self.session(deadline).await?;
            let fetched =
                fetch::fetch(&session, &self.settings, request, &asked, started, progress).await;
            session.close().await;
            fetched
        };
        self.bounded(operation, deadline, working).await
    }

    async fn suggest(
        &self,
        text: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Vec<TableName>> {
        let working = async {
            let session = self.session(deadline).await?;
            let found = suggest::suggest(&session, &self.settings, text, limit).await;
            session.close().await;
            found
        };
        self.bounded("oracle.suggest", deadline, working).await
    }
}
