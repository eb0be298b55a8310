//! What claims add up to.

use super::{Assertion, Claims, EdgeState, LineageStatus};

/// What the assertions of an edge add up to: the newest person's decision wins
/// (between equal times the later id); else it is approved if any claim is; else
/// proposed.
pub fn settle<'a>(assertions: impl IntoIterator<Item = &'a Assertion> + Clone) -> EdgeState {
    let decision = assertions
        .clone()
        .into_iter()
        .filter(|assertion| assertion.decides())
        .max_by_key(|assertion| (assertion.at, assertion.id))
        .map(|assertion| assertion.status);
    let approved = |assertion: &Assertion| assertion.status == LineageStatus::Approved;
    let status = decision.unwrap_or_else(|| {
        if assertions.clone().into_iter().any(approved) {
            LineageStatus::Approved
        } else {
            LineageStatus::Proposed
        }
    });
    EdgeState { status, claims: Claims::of(assertions) }
}

/// What is held between two tables: their own edge, when there is one, and what the
/// column edges between them imply. `None` when neither says anything.
///
/// Column edges imply the table edge while one of them is not rejected; its status is
/// the strongest of theirs. A rejected own edge hides what they imply; otherwise
/// the stronger status counts and the claims are those of all.
pub fn pair_state(
    own: Option<&EdgeState>,
    columns: impl IntoIterator<Item = EdgeState>,
) -> Option<EdgeState> {
    if let Some(own) = own
        && own.status == LineageStatus::Rejected
    {
        return Some(*own);
    }
    columns
        .into_iter()
        .filter(|state| state.status != LineageStatus::Rejected)
        .chain(own.copied())
        .reduce(|a, b| EdgeState { status: a.status.max(b.status), claims: a.claims.and(b.claims) })
}
