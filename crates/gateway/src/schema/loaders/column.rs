use std::collections::HashMap;

use ariadne_application::domain::{Column, ColumnId, Stored};
use ariadne_application::{Reader, Result};

use super::{Key, Load};

/// Columns of keys by id, hidden ones included.
pub(crate) struct Columns(pub(super) Reader);

impl Load for Columns {
    type Key = Key<ColumnId>;
    type Value = Stored<Column>;

    async fn load(&self, keys: &[Key<ColumnId>]) -> Result<HashMap<Key<ColumnId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.columns_of_keys(Key::<ColumnId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
