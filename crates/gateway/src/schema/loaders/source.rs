use std::collections::HashMap;

use ariadne_application::domain::{Source, SourceId, Stored};
use ariadne_application::{Reader, Result};

use super::{Key, Load};

/// Sources by id.
pub(crate) struct Sources(pub(super) Reader);

impl Load for Sources {
    type Key = Key<SourceId>;
    type Value = Stored<Source>;

    async fn load(&self, keys: &[Key<SourceId>]) -> Result<HashMap<Key<SourceId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.sources(Key::<SourceId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
