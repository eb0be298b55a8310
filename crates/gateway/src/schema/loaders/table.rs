use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::domain::{Stored, Table, TableId};
use async_graphql::dataloader::Loader;

use super::Key;
use crate::schema::error::Shared;

/// Tables by id.
pub(crate) struct Tables(pub(super) Reader);

impl Loader<Key<TableId>> for Tables {
    type Value = Stored<Table>;
    type Error = Shared;

    async fn load(
        &self,
        keys: &[Key<TableId>],
    ) -> Result<HashMap<Key<TableId>, Self::Value>, Shared> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.tables(Key::<TableId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}
