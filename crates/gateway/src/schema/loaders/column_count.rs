use std::collections::HashMap;

use ariadne_application::domain::TableId;
use ariadne_application::{Reader, Result};

use super::{Key, Load};

/// Numbers of visible columns by table.
pub(crate) struct ColumnCounts(pub(super) Reader);

impl Load for ColumnCounts {
    type Key = Key<TableId>;
    type Value = u64;

    async fn load(&self, keys: &[Key<TableId>]) -> Result<HashMap<Key<TableId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.count_columns(Key::<TableId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
