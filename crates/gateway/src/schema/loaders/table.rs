use std::collections::HashMap;

use ariadne_application::domain::{Stored, Table, TableId};
use ariadne_application::{Reader, Result};

use super::{Key, Load};

/// Tables by id.
pub(crate) struct Tables(pub(super) Reader);

impl Load for Tables {
    type Key = Key<TableId>;
    type Value = Stored<Table>;

    async fn load(&self, keys: &[Key<TableId>]) -> Result<HashMap<Key<TableId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.tables(Key::<TableId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
