use std::collections::HashMap;

use ariadne_application::{ChangeCount, Reader, Result};

use super::Load;

/// What changesets did, in numbers, by seq.
pub(crate) struct ChangeCounts(pub(super) Reader);

impl Load for ChangeCounts {
    type Key = u64;
    type Value = Vec<ChangeCount>;

    async fn load(&self, seqs: &[u64]) -> Result<HashMap<u64, Self::Value>> {
        self.0.count_changes(seqs).await
    }
}
