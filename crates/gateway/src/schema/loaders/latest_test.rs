use std::collections::HashMap;

use ariadne_application::domain::SourceId;
use ariadne_application::{ConnectionTest, Reader, Result};

use super::Load;

/// The newest test by source.
pub(crate) struct LatestTests(pub(super) Reader);

impl Load for LatestTests {
    type Key = SourceId;
    type Value = ConnectionTest;

    async fn load(&self, keys: &[SourceId]) -> Result<HashMap<SourceId, Self::Value>> {
        self.0.latest_tests(keys).await
    }
}
