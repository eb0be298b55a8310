use std::collections::HashMap;

use ariadne_application::domain::{Changeset, ChangesetId};
use ariadne_application::{Reader, Result};

use super::Load;

/// Changesets by id.
pub(crate) struct Changesets(pub(super) Reader);

impl Load for Changesets {
    type Key = ChangesetId;
    type Value = Changeset;

    async fn load(&self, keys: &[ChangesetId]) -> Result<HashMap<ChangesetId, Self::Value>> {
        self.0.changesets(keys).await
    }
}
