//! The port: a factory of connectors, and a connector.

use std::sync::Arc;

use ariadne_domain::{SourceKind, TableName, TestReport, Value, Violation};
use ariadne_ports::{
    Capabilities, Connector, ConnectorFactory, Deadline, Error, ErrorKind, Fetch, FetchRequest,
    ProgressSink, Result, SecretValues, SettingSpec, StepSink,
};
use async_trait::async_trait;

use crate::client::Client;
use crate::config::{SETTINGS, parse};
use crate::{fetch, probe, suggest};

/// Makes connectors to Elasticsearch and `OpenSearch`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ElasticsearchFactory;

impl ConnectorFactory for ElasticsearchFactory {
    fn kind(&self) -> SourceKind {
        SourceKind::Elasticsearch
    }

    fn title(&self) -> &'static str {
        "Elasticsearch and OpenSearch"
    }

    fn settings(&self) -> &'static [SettingSpec] {
        SETTINGS
    }

    fn check(&self, settings: &Value, secret: &SecretValues) -> Vec<Violation> {
        parse(settings, secret).err().unwrap_or_default()
    }

    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>> {
        const OPERATION: &str = "connector-elasticsearch.connector";
        let config =
            parse(settings, secret).map_err(|wrong| Error::validation(OPERATION, wrong))?;
        let client = Client::new(config).map_err(|reason| Error::internal(OPERATION, reason))?;
        Ok(Arc::new(ElasticsearchConnector { client }))
    }
}

/// Reads one cluster.
#[derive(Debug)]
struct ElasticsearchConnector {
    client: Client,
}

#[async_trait]
impl Connector for ElasticsearchConnector {
    fn capabilities(&self) -> Capabilities {
        Capabilities { samples: true, schemas: false }
    }

    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        probe::test(&self.client, deadline, steps).await
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        const OPERATION: &str = "connector-elasticsearch.fetch_table";
        if request.schema.as_deref().is_some_and(|schema| !schema.is_empty()) {
            let wrong = Violation::new(
                ["schema"],
                "INVALID",
                "Elasticsearch has no schemas: leave it empty.",
            );
            return Err(Error::validation(OPERATION, vec![wrong]));
        }
        // boxed, because the futures of its requests are large together
        let fetched = Box::pin(fetch::fetch(&self.client, request, deadline, progress));
        bounded(deadline, OPERATION, fetched).await
    }

    async fn suggest(
        &self,
        text: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Vec<TableName>> {
        const OPERATION: &str = "connector-elasticsearch.suggest";
        let session = self.client.session(deadline);
        bounded(deadline, OPERATION, suggest::suggest(&session, text, limit)).await
    }
}

/// Every request ends by the deadline on its own; this guards what is done between them.
async fn bounded<T>(
    deadline: Deadline,
    operation: &'static str,
    work: impl Future<Output = std::result::Result<T, crate::error::Failure>>,
) -> Result<T> {
    match tokio::time::timeout_at((deadline.instant() + GRACE).into(), work).await {
        Ok(done) => done.map_err(|failure| failure.into_error(operation)),
        Err(_) => Err(Error::new(
            ErrorKind::Timeout,
            operation,
            "The source did not answer within the deadline.",
        )),
    }
}

/// Time for a request's own time-out to be told with its cause.
const GRACE: std::time::Duration = std::time::Duration::from_millis(250);
