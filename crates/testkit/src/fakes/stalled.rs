//! A search that never answers.

use ariadne_ports::{Count, Page, PageRequest, Result, SearchHit, SearchReader};
use async_trait::async_trait;

/// Keeps whoever searches waiting until he gives up.
#[derive(Debug)]
pub struct StalledSearch;

#[async_trait]
impl SearchReader for StalledSearch {
    async fn search(&self, _text: &str, _page: &PageRequest) -> Result<Page<SearchHit>> {
        std::future::pending().await
    }

    async fn count_hits(&self, _text: &str, _cap: u64) -> Result<Count> {
        std::future::pending().await
    }
}
