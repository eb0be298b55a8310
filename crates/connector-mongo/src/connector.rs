//! The connector itself: each call has its own client, which ends with it.

use std::fmt;

use ariadne_domain::{TableName, TestReport};
use ariadne_ports::{
    Capabilities, Connector, Deadline, Error, Fetch, FetchRequest, ProgressSink, Result, StepSink,
};
use async_trait::async_trait;

use crate::client::Client;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::srv::NameServers;
use crate::{fetch, suggest, testing};

/// Reads a `MongoDB` server.
pub(crate) struct MongoConnector {
    names: NameServers,
    settings: Settings,
}

impl MongoConnector {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { names: NameServers::default(), settings }
    }

    /// One that asks other name servers than those of the system.
    #[cfg(test)]
    pub(crate) fn asking(names: NameServers, settings: Settings) -> Self {
        Self { names, settings }
    }

    /// A failure before anything was read.
    fn early(&self, operation: &'static str, failure: Failure) -> Error {
        failure.into_error(operation, &self.settings, &self.settings.database)
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
        testing::test(&self.names, &self.settings, deadline, steps).await
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        progress: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let early = |failure| self.early("mongo.fetch_table", failure);
        let working = async {
            let settings = &*self.names.settle(&self.settings, deadline).await.map_err(early)?;
            let client = Client::new(settings, deadline).await.map_err(early)?;
            let fetched = fetch::fetch(&client, settings, request, deadline, progress).await;
            client.close().await;
            fetched.map_err(|(failure, database)| {
                failure.into_error("mongo.fetch_table", settings, &database)
            })
        };
        tokio::time::timeout_at(deadline.instant().into(), working)
            .await
            .unwrap_or_else(|_| Err(early(Failure::new(Reason::Deadline))))
    }

    async fn suggest(
        &self,
        text: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Vec<TableName>> {
        let early = |failure| self.early("mongo.suggest", failure);
        let working = async {
            let settings = &*self.names.settle(&self.settings, deadline).await.map_err(early)?;
            let client = Client::new(settings, deadline).await.map_err(early)?;
            let found = suggest::suggest(&client, &settings.database, text, limit, deadline).await;
            client.close().await;
            found.map_err(|failure| {
                failure.into_error("mongo.suggest", settings, &settings.database)
            })
        };
        tokio::time::timeout_at(deadline.instant().into(), working)
            .await
            .unwrap_or_else(|_| Err(early(Failure::new(Reason::Deadline))))
    }
}
