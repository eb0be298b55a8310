use ariadne_application as application;
use async_graphql::{ID, Object};

use crate::schema::scalars::{DateTime, Long};

/// What serves this API.
pub(crate) struct ServerInfo(pub(crate) application::ServerInfo);

/// What serves this API, and where its catalog stands.
#[Object]
impl ServerInfo {
    /// Version of the program.
    async fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    /// Id of the catalog, made with its database.
    async fn catalog(&self) -> ID {
        self.0.catalog.to_string().into()
    }

    /// Seq of the last changeset; 0 in an empty catalog.
    async fn seq(&self) -> Long {
        Long::of(self.0.seq)
    }

    /// Time of the last changeset; null in an empty catalog.
    async fn at(&self) -> Option<DateTime> {
        (self.0.seq > 0).then_some(DateTime(self.0.at))
    }
}
