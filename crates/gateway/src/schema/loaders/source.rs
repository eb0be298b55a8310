use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::domain::{Source, SourceId, Stored};
use async_graphql::dataloader::Loader;

use super::Key;
use crate::schema::error::Shared;

/// Sources by id.
pub(crate) struct Sources(pub(super) Reader);

impl Loader<Key<SourceId>> for Sources {
    type Value = Stored<Source>;
    type Error = Shared;

    async fn load(
        &self,
        keys: &[Key<SourceId>],
    ) -> Result<HashMap<Key<SourceId>, Self::Value>, Shared> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.sources(Key::<SourceId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
