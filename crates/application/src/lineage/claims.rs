//! From inputs to claims on edges.

use std::collections::HashMap;

use ariadne_domain::{
    ActorKind, AssertionId, Claims, Confidence, Edge, EdgeDraft, EdgeId, EdgeState, LineageOrigin,
    LineageStatus, MAX_CLAIM_TEXT, NewClaim, Violation, check_text,
};
use ariadne_ports::{At, Error, Result};
use uuid::Uuid;

use super::nodes::Known;
use super::write::Written;
use crate::Editor;
use crate::tables::in_list;

/// A claim to make.
#[derive(Clone, Debug)]
pub struct LineageInput {
    /// The table or column that the data comes from.
    pub from: Uuid,
    /// The table or column that the data goes to.
    pub to: Uuid,
    /// Where the claim comes from; `MANUAL` for a person when `None`.
    pub origin: Option<LineageOrigin>,
    /// What is held; as the origin starts when `None`.
    pub status: Option<LineageStatus>,
    /// From 0 to 1.
    pub confidence: Option<f64>,
    /// How the data is changed on its way.
    pub transformation: Option<String>,
    /// The job, query or file that it was read from.
    pub process: Option<String>,
    /// Why.
    pub note: Option<String>,
}

impl Editor {
    /// The drafts of the inputs, and the place of each input's edge among them.
    pub(super) async fn claims(&self, input: &[LineageInput]) -> Result<(Written, Vec<usize>)> {
        let operation = "lineage.create";
        let known = self.known_nodes(At::Head, input.iter().flat_map(|i| [i.from, i.to])).await?;
        let (mut pairs, mut violations) = (Vec::with_capacity(input.len()), Vec::new());
        for (row, one) in input.iter().enumerate() {
            let found = ends(one, &known);
            let (ends, mut wrong) = match found {
                Ok(ends) => (Some(ends), Vec::new()),
                Err(wrong) => (None, wrong),
            };
            let (claim, more) = self.claim(one);
            wrong.extend(more);
            if let (Some(ends), Some(claim), true) = (ends, claim, wrong.is_empty()) {
                pairs.push((row, ends, claim));
            }
            violations.extend(wrong.into_iter().map(|v| in_list(v, row).below("input")));
        }
        let wanted: Vec<(Uuid, Uuid)> =
            pairs.iter().map(|(_, (from, to), _)| (from.node.id, to.node.id)).collect();
        let stored = self.core.ports.lineage.edges_between(&wanted).await?;
        let versions: HashMap<EdgeId, u32> =
            stored.iter().map(|edge| (edge.value.id, edge.version)).collect();
        let mut drafts = self.drafts(stored).await?;
        let mut by_pair: HashMap<(Uuid, Uuid), usize> = drafts
            .iter()
            .enumerate()
            .map(|(place, draft)| ((draft.edge().from, draft.edge().to), place))
            .collect();
        let now = self.core.ports.clock.now();
        let ids = &self.core.ports.ids;
        let mut places = Vec::with_capacity(pairs.len());
        for (row, (from, to), claim) in pairs {
            let place = *by_pair.entry((from.node.id, to.node.id)).or_insert_with(|| {
                drafts.push(EdgeDraft::new(new_edge(EdgeId(ids.next()), from, to)));
                drafts.len() - 1
            });
            places.push(place);
            let claimed = drafts[place].claim(claim, now, || AssertionId(ids.next()));
            if let Err(violation) = claimed {
                violations.push(in_list(violation, row).below("input"));
            }
        }
        if !violations.is_empty() {
            violations.sort_by_key(|violation| violation.row);
            return Err(Error::validation(operation, violations));
        }
        let mut written = Written::default();
        for draft in drafts {
            let stored = versions.get(&draft.edge().id).copied().unwrap_or_default();
            written.take(draft, stored);
        }
        Ok((written, places))
    }

    /// The claim of an input, and what is wrong with it.
    fn claim(&self, input: &LineageInput) -> (Option<NewClaim>, Vec<Violation>) {
        let mut violations =
            texts(input.transformation.as_deref(), input.process.as_deref(), input.note.as_deref());
        let confidence = input.confidence.map(confidence).transpose();
        let person = self.actor.kind == ActorKind::Person;
        let origin = input.origin.or(person.then_some(LineageOrigin::Manual));
        if origin.is_none() {
            let message = "Say where this claim comes from: IMPORT, OPENLINEAGE, SQL or INFERRED.";
            violations.push(Violation::new(["origin"], "REQUIRED", message));
        }
        match (origin, confidence) {
            (_, Err(violation)) => {
                violations.push(violation);
                (None, violations)
            }
            (None, _) => (None, violations),
            (Some(origin), Ok(confidence)) => {
                let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
                let claim = NewClaim {
                    origin,
                    status: input.status,
                    claimant: self.actor.clone(),
                    process: text(&input.process),
                    confidence,
                    transformation: text(&input.transformation),
                    note: text(&input.note),
                };
                (Some(claim), violations)
            }
        }
    }
}

fn new_edge(id: EdgeId, from: Known, to: Known) -> Edge {
    Edge {
        id,
        level: from.level,
        from: from.node.id,
        to: to.node.id,
        from_table: from.node.table,
        to_table: to.node.table,
        state: EdgeState { status: LineageStatus::Proposed, claims: Claims::default() },
    }
}

/// The ends of an input, or what is wrong with them.
fn ends(
    input: &LineageInput,
    known: &HashMap<Uuid, Known>,
) -> std::result::Result<(Known, Known), Vec<Violation>> {
    let missing = |field: &'static str, id: Uuid| {
        let message = format!("There is no table or column with the id {}.", id.as_hyphenated());
        Violation::new([field], "NOT_FOUND", message)
    };
    let invalid = |message: &str| vec![Violation::new(["to"], "INVALID", message)];
    match (known.get(&input.from), known.get(&input.to)) {
        (Some(from), Some(to)) if from == to => {
            Err(invalid("Lineage from something to itself says nothing."))
        }
        (Some(from), Some(to)) if from.level != to.level => {
            Err(invalid("Lineage runs between two tables or between two columns."))
        }
        (Some(from), Some(to)) => Ok((*from, *to)),
        (from, to) => {
            let from = from.is_none().then(|| missing("from", input.from));
            let to = to.is_none().then(|| missing("to", input.to));
            Err(from.into_iter().chain(to).collect())
        }
    }
}

pub(super) fn texts(
    transformation: Option<&str>,
    process: Option<&str>,
    note: Option<&str>,
) -> Vec<Violation> {
    let all = [("transformation", transformation), ("process", process), ("note", note)];
    let wrong =
        all.into_iter().filter_map(|(field, text)| check_text(field, text?, MAX_CLAIM_TEXT));
    wrong.collect()
}

/// A confidence, or what is wrong with it.
fn confidence(number: f64) -> std::result::Result<Confidence, Violation> {
    Confidence::new(number).ok_or_else(|| {
        Violation::new(
            ["confidence"],
            "INVALID",
            format!("A confidence is from 0 to 1, not {number}."),
        )
    })
}
