use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::ConnectionTest;
use ariadne_application::domain::SourceId;
use async_graphql::dataloader::Loader;

use crate::schema::error::Shared;

/// The newest test by source.
pub(crate) struct LatestTests(pub(super) Reader);

impl Loader<SourceId> for LatestTests {
    type Value = ConnectionTest;
    type Error = Shared;

    async fn load(&self, keys: &[SourceId]) -> Result<HashMap<SourceId, Self::Value>, Shared> {
        Ok(self.0.latest_tests(keys).await?)
    }
}
