use std::collections::HashMap;

use ariadne_application::Reader;
use ariadne_application::domain::{Changeset, ChangesetId};
use async_graphql::dataloader::Loader;

use crate::schema::error::Shared;

/// Changesets by id.
pub(crate) struct Changesets(pub(super) Reader);

impl Loader<ChangesetId> for Changesets {
    type Value = Changeset;
    type Error = Shared;

    async fn load(&self, keys: &[ChangesetId]) -> Result<HashMap<ChangesetId, Self::Value>, Shared> {
        Ok(self.0.changesets(keys).await?)
    }
}
