//! Reviewing lineage.

use ariadne_domain::{AssertionId, EdgeDraft, EdgeId, LineageStatus, MAX_CLAIM_TEXT, check_text};
use ariadne_ports::{Error, Result};

use super::EdgeView;
use crate::{Editor, Outcome, WriteContext};

/// A decision on edges.
#[derive(Clone, Debug)]
pub struct ReviewInput {
    /// The edges.
    pub ids: Vec<EdgeId>,
    /// `PROPOSED` takes the reviewer's decision back.
    pub decision: LineageStatus,
    /// Why.
    pub note: Option<String>,
}

impl Editor {
    /// Writes the reviewer's decision as his own claim on each edge, all or none; at most
    /// 100,000.
    #[tracing::instrument(skip_all, fields(edges = input.ids.len(), decision = %input.decision))]
    pub async fn review_lineage(
        &self,
        context: &WriteContext,
        input: ReviewInput,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let operation = "lineage.review";
        let note = input.note.as_deref().filter(|note| !note.is_empty());
        let review = async {
            if let Some(wrong) = note.and_then(|note| check_text("note", note, MAX_CLAIM_TEXT)) {
                return Err(Error::validation(operation, vec![wrong]));
            }
            let now = self.core.ports.clock.now();
            let decide = |draft: &mut EdgeDraft| {
                let id = || AssertionId(self.core.ports.ids.next());
                draft.review(&self.actor, input.decision, note, now, id).map_err(|mut wrong| {
                    if wrong.path.first().is_some_and(|first| first == "decision") {
                        wrong.path = vec!["ids".to_owned()];
                    }
                    wrong
                })
            };
            self.each_edge(context, operation, &input.ids, decide).await
        };
        let answer = |changeset, changes| self.same_edges(changeset, changes, Some(&input.ids));
        self.once(context, answer, review).await
    }
}
