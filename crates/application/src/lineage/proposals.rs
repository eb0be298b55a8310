//! Lineage that waits for somebody's decision.

use ariadne_domain::{Edge, Stored, Violation};
use ariadne_ports::{Count, Error, Page, PageRequest, ProposalFilter, Result};

use crate::Reader;
use crate::read::COUNT_CAP;

/// Most data sources or tables that a filter names.
const MAX_IDS: usize = 500;

/// Refuses more ids than one statement asks for.
fn check(filter: &ProposalFilter) -> Result<()> {
    let lists = [("sourceIds", filter.sources.len()), ("tableIds", filter.tables.len())];
    let wrong = lists.into_iter().filter(|(_, given)| *given > MAX_IDS).map(|(field, given)| {
        let message = format!("At most {MAX_IDS} ids; these are {given}.");
        Violation::new(["filter", field], "TOO_MANY", message)
    });
    let wrong: Vec<Violation> = wrong.collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::validation("lineage.proposals", wrong)) }
}

impl Reader {
    /// A page of the edges that are PROPOSED now, the surest first, the newest first among
    /// equals. It is read from the record, so that it is there while the graph is not.
    pub async fn list_proposals(
        &self,
        filter: &ProposalFilter,
        page: &PageRequest,
    ) -> Result<Page<Stored<Edge>>> {
        check(filter)?;
        self.core.ports.lineage.list_proposals(filter, page).await
    }

    /// How many edges wait.
    pub async fn count_proposals(&self, filter: &ProposalFilter) -> Result<Count> {
        check(filter)?;
        self.core.ports.lineage.count_proposals(filter, COUNT_CAP).await
    }
}
