use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::domain::TableId;
use async_graphql::dataloader::Loader;

use super::Key;
use crate::schema::error::Shared;

/// Numbers of visible columns by table.
pub(crate) struct ColumnCounts(pub(super) Reader);

impl Loader<Key<TableId>> for ColumnCounts {
    type Value = u64;
    type Error = Shared;

    async fn load(
        &self,
        keys: &[Key<TableId>],
    ) -> Result<HashMap<Key<TableId>, Self::Value>, Shared> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.count_columns(Key::<TableId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
