use ariadne_application as application;
use async_graphql::{Object, SimpleObject};

use super::{ConnectionTest, FetchedTable, TestStep};
use crate::schema::scalars::Long;

/// News of a running connection test: steps as they end, then the result.
#[derive(Clone, Debug, Default, SimpleObject)]
pub(crate) struct TestEvent {
    /// A step that ended.
    pub(crate) step: Option<TestStep>,
    /// The whole test, last of all.
    pub(crate) result: Option<ConnectionTest>,
}

/// News of a running fetch: progress, then the result.
#[derive(Clone, Debug, Default, SimpleObject)]
pub(crate) struct FetchEvent {
    /// How far it is.
    pub(crate) progress: Option<FetchProgress>,
    /// What was fetched, last of all.
    pub(crate) result: Option<FetchedTable>,
}

/// How far a fetch is.
#[derive(Clone, Debug)]
pub(crate) struct FetchProgress(pub(crate) application::Progress);

/// How far a fetch is.
#[Object]
impl FetchProgress {
    /// What is being done.
    async fn phase(&self) -> &str {
        &self.0.phase
    }

    /// Units done, where they can be counted.
    async fn done(&self) -> Option<Long> {
        self.0.done.map(Long::of)
    }

    /// Units in all, where known.
    async fn total(&self) -> Option<Long> {
        self.0.total.map(Long::of)
    }
}
