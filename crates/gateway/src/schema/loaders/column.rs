use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::domain::{Column, ColumnId, Stored};
use async_graphql::dataloader::Loader;

use super::Key;
use crate::schema::error::Shared;

/// Columns by id.
pub(crate) struct Columns(pub(super) Reader);

impl Loader<Key<ColumnId>> for Columns {
    type Value = Stored<Column>;
    type Error = Shared;

    async fn load(
        &self,
        keys: &[Key<ColumnId>],
    ) -> Result<HashMap<Key<ColumnId>, Self::Value>, Shared> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.columns(Key::<ColumnId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
