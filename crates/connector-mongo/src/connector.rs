//! The connector itself: each call has its own client, which ends with it.

use std::fmt;

use ariadne_domain::{TableName, TestReport};
use ariadne_ports::{
    Capabilities, Connector, Deadline, Fetch, FetchRequest, ProgressSink, Result, StepSink,
};
use async_trait::async_trait;

use crate::client::Client;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::{fetch, suggest, testing};

/// Reads a `MongoDB` server.
pub(crate) struct MongoConnector {
    settings: Settings,
}

impl MongoConnector {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// The deadline as a failure of its own.
    fn late(&self) -> (Failure, String) {
        (Failure::new(Reason::Deadline), self.settings.database.clone())
    }
}

impl fmt::Debug for MongoConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MongoConnector")
            .field("hosts", &self.settings.host_list())
            .field("database", &self.settings.database)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Connector for MongoConnector {
    fn capabilities(&self) -> Capabilities {
        Capabilities { samples: true, schemas: true }
    }

    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        testing::test(&self.settings, deadline, steps).await
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let settings = &self.settings;
        let working = async {
            let client = Client::new(settings, deadline)
                .await
                .map_err(|failure| (failure, settings.database.clone()))?;
            let fetched = fetch::fetch(&client, settings, request, deadline, progress).await;
            client.close().await;
            fetched
        };
        let outcome = tokio::time::timeout_at(deadline.instant().into(), working).await;
        outcome.unwrap_or_else(|_| Err(self.late())).map_err(|(failure, database)| {
            failure.into_error("mongo.fetch_table", settings, &database)
        })
    }

    async fn suggest(
        &self,
        text: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Vec<TableName>> {
        let settings = &self.settings;
        let working = async {
            let client = Client::new(settings, deadline).await?;
            let found = suggest::suggest(&client, &settings.database, text, limit, deadline).await;
            client.close().await;
            found
        };
        let outcome = tokio::time::timeout_at(deadline.instant().into(), working).await;
        outcome
            .unwrap_or_else(|_| Err(self.late().0))
            .map_err(|failure| failure.into_error("mongo.suggest", settings, &settings.database))
    }
}
