//! Claiming, rewording, withdrawing and ending lineage.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    AssertionId, AssertionPatch, Edge, EdgeDraft, EdgeId, EntityKind, EntityRef, Field, Stored,
    Violation,
};
use ariadne_ports::{At, Error, ErrorKind, Result};
use uuid::Uuid;

use super::EdgeView;
use super::claims::{LineageInput, texts};
use super::reopened::flowing_anew;
use crate::write::Plan;
use crate::{Editor, Outcome, WriteContext};

/// Most edges, or claims, that one call writes.
pub(crate) const MAX_EDGES: usize = 100_000;
/// How often a write is computed anew when somebody else was faster.
const ATTEMPTS: usize = 20;

/// Computes a write anew while somebody else is faster, from what the record says by
/// then: claims add up, and who ends an edge or withdraws a claim names it whatever
/// others say of it meanwhile, so nobody has to be told.
macro_rules! again {
    ($editor:expr, $write:expr) => {{
        let mut attempt = 1;
        loop {
            match $write.await {
                Err(error) if outpaced(&error) && attempt < ATTEMPTS => {
                    attempt += 1;
                    $editor.catch_up().await?;
                }
                ended => break ended,
            }
        }
    }};
}

/// Whether the record has moved on since a write was computed: what it starts from was
/// changed, or the pair that it joins has an edge by now. A conflict with nothing is
/// none of them: the same request was faster.
fn outpaced(error: &Error) -> bool {
    let joined = |violation: &Violation| violation.code == "DUPLICATE";
    error.conflict_with().is_some() || error.violations().iter().any(joined)
}

/// Refuses more edges or claims than one call may write.
pub(super) fn at_most(operation: &'static str, what: &str, given: usize) -> Result<()> {
    if given <= MAX_EDGES {
        return Ok(());
    }
    let message = format!("At most {MAX_EDGES} {what} in one call; these are {given}.");
    Err(Error::new(ErrorKind::Limit, operation, message))
}

/// What a write about edges computed.
#[derive(Default)]
pub(super) struct Written {
    pub(super) plan: Plan,
    pub(super) views: Vec<EdgeView>,
    /// Edges that data did not flow along before: new ones, and rejected ones that come
    /// back.
    pub(super) new: Vec<Edge>,
}

impl Written {
    /// Takes over a draft that is done.
    pub(super) fn take(&mut self, draft: EdgeDraft, stored: u32) -> usize {
        let edge = draft.edge().clone();
        let assertions: Vec<_> = draft.assertions().cloned().collect();
        let changes = draft.into_changes();
        self.views.push(EdgeView::after(&edge, assertions.into_iter(), stored, &changes));
        self.new.extend(flowing_anew(&changes));
        self.plan.changes.extend(changes);
        self.views.len() - 1
    }
}

impl Editor {
    /// Makes claims, all or none. A claim about a pair that has an edge is added to
    /// it, or changes the claimant's own; the same claim again changes nothing.
    /// Answers the edge of each input, in order. An edge that closes a cycle is
    /// written with a warning that shows the cycle.
    #[tracing::instrument(skip_all, fields(edges = input.len()))]
    pub async fn create_lineage(
        &self,
        context: &WriteContext,
        input: Vec<LineageInput>,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let create = async {
            at_most("lineage.create", "edges", input.len())?;
            again!(self, self.create_now(context, &input))
        };
        // The same claim again changes nothing and is no change of the changeset, but
        // its edge was answered too.
        let answer = async |changeset, _| {
            let pairs: Vec<(Uuid, Uuid)> = input.iter().map(|one| (one.from, one.to)).collect();
            let stored = self.core.ports.lineage.edges_between(&pairs).await?;
            let views = self.views_of(stored).await?.into_iter();
            let views: HashMap<_, _> =
                views.map(|view| ((view.edge.from, view.edge.to), view)).collect();
            let value = pairs.iter().filter_map(|pair| views.get(pair).cloned()).collect();
            Ok(Outcome { value, changeset: Some(changeset), warnings: Vec::new() })
        };
        self.once(context, answer, create).await
    }

    async fn create_now(
        &self,
        context: &WriteContext,
        input: &[LineageInput],
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let (written, places) = self.claims(input).await?;
        let mut outcome = self.finish(context, written).await?;
        let views = std::mem::take(&mut outcome.value);
        Ok(outcome.map(|_| places.iter().map(|at| views[*at].clone()).collect()))
    }

    /// Changes the words of one's own claim. `version` is the edge's.
    #[tracing::instrument(skip_all, fields(assertion = %id))]
    pub async fn update_assertion(
        &self,
        context: &WriteContext,
        id: AssertionId,
        version: u32,
        patch: AssertionPatch,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let operation = "lineage.update_assertion";
        let update = async {
            let text = |field: &Field<String>| field.value().cloned();
            let (transformation, process, note) =
                (text(&patch.transformation), text(&patch.process), text(&patch.note));
            let wrong = texts(transformation.as_deref(), process.as_deref(), note.as_deref());
            if !wrong.is_empty() {
                let below = wrong.into_iter().map(|violation| violation.below("patch"));
                return Err(Error::validation(operation, below.collect()));
            }
            let found = self.core.ports.lineage.assertions(At::Head, &[id]).await?.pop();
            let claim = found
                .ok_or_else(|| Error::not_found(operation, format!("claim with the id {id}")))?;
            let edges = self.core.ports.lineage.edges(At::Head, &[claim.value.edge]).await?;
            let edge = edges.into_iter().next().ok_or_else(|| {
                Error::not_found(operation, format!("claim with the id {id} any more"))
            })?;
            if edge.version != version {
                let entity = EntityRef { kind: EntityKind::Edge, id: edge.value.id.0 };
                let name = ariadne_domain::Entity::label(&edge.value);
                return Err(self.changed(operation, entity, name, edge.version, edge.seq).await?);
            }
            let mut written = Written::default();
            for mut draft in self.drafts(vec![edge]).await? {
                draft
                    .reword(id, &self.actor, &patch, self.core.ports.clock.now())
                    .map_err(|violation| Error::validation(operation, vec![violation]))?;
                written.take(draft, version);
            }
            self.finish(context, written).await
        };
        self.once(context, |changeset, changes| self.same_edges(changeset, changes, None), update)
            .await
    }

    /// Withdraws claims, at most 100,000; an edge without any ends. Answers the edges
    /// that are left.
    #[tracing::instrument(skip_all, fields(assertions = ids.len()))]
    pub async fn withdraw_assertions(
        &self,
        context: &WriteContext,
        ids: &[AssertionId],
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let withdraw = async {
            at_most("lineage.withdraw", "claims", ids.len())?;
            again!(self, self.withdraw_now(context, ids))
        };
        let answer = |changeset, changes| self.same_edges(changeset, changes, None);
        self.once(context, answer, withdraw).await
    }

    async fn withdraw_now(
        &self,
        context: &WriteContext,
        ids: &[AssertionId],
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let operation = "lineage.withdraw";
        let found = self.core.ports.lineage.assertions(At::Head, ids).await?;
        let of: HashMap<AssertionId, EdgeId> =
            found.iter().map(|claim| (claim.value.id, claim.value.edge)).collect();
        let mut edges: Vec<EdgeId> = of.values().copied().collect();
        edges.sort_unstable();
        edges.dedup();
        let stored = self.core.ports.lineage.edges(At::Head, &edges).await?;
        let (mut drafts, versions) = self.by_id(stored).await?;
        let mut violations = Vec::new();
        for (row, id) in ids.iter().enumerate() {
            let draft = of.get(id).and_then(|edge| drafts.get_mut(edge));
            let withdrawn = match draft {
                Some(draft) => draft.withdraw(*id, &self.actor),
                None => Err(unknown("claim", id.0)),
            };
            violations.extend(withdrawn.err().map(|violation| at_row(violation, row)));
        }
        self.done(context, operation, violations, edges, (drafts, versions)).await
    }

    /// Ends edges, at most 100,000, with all their claims, those that somebody makes at
    /// the same moment included. A machine ends only what it alone claims.
    #[tracing::instrument(skip_all, fields(edges = ids.len()))]
    pub async fn delete_lineage(
        &self,
        context: &WriteContext,
        ids: &[EdgeId],
    ) -> Result<Outcome<Vec<EdgeId>>> {
        let end = |draft: &mut EdgeDraft| draft.end(&self.actor);
        let delete = async { again!(self, self.each_edge(context, "lineage.delete", ids, end)) };
        let answer = |changeset, changes| self.same_edges(changeset, changes, Some(ids));
        let outcome = self.once(context, answer, delete).await?;
        Ok(outcome.map(|_| ids.to_vec()))
    }

    /// Reads what others have changed by now, before a write is computed anew: what is
    /// kept in memory of tables and columns that are gone would let it fail again.
    pub(crate) async fn catch_up(&self) -> Result<()> {
        let head = self.core.ports.changesets.state().await?.seq;
        self.core.follow_labels(head).await
    }

    /// Applies a rule to each of these edges, each once, and commits what comes of it.
    pub(super) async fn each_edge(
        &self,
        context: &WriteContext,
        operation: &'static str,
        ids: &[EdgeId],
        mut rule: impl FnMut(&mut EdgeDraft) -> std::result::Result<(), Violation>,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        at_most(operation, "edges", ids.len())?;
        let stored = self.core.ports.lineage.edges(At::Head, ids).await?;
        let (mut drafts, versions) = self.by_id(stored).await?;
        let (mut violations, mut order) = (Vec::new(), Vec::new());
        let mut seen = HashSet::with_capacity(ids.len());
        for (row, id) in ids.iter().enumerate() {
            let done = match drafts.get_mut(id) {
                Some(_) if !seen.insert(*id) => Ok(()),
                Some(draft) => {
                    order.push(*id);
                    rule(draft)
                }
                None => Err(unknown("lineage edge", id.0)),
            };
            violations.extend(done.err().map(|violation| at_row(violation, row)));
        }
        self.done(context, operation, violations, order, (drafts, versions)).await
    }

    async fn by_id(
        &self,
        stored: Vec<Stored<Edge>>,
    ) -> Result<(HashMap<EdgeId, EdgeDraft>, HashMap<EdgeId, u32>)> {
        let versions = stored.iter().map(|edge| (edge.value.id, edge.version)).collect();
        let drafts = self.drafts(stored).await?;
        Ok((drafts.into_iter().map(|draft| (draft.edge().id, draft)).collect(), versions))
    }

    async fn done(
        &self,
        context: &WriteContext,
        operation: &'static str,
        violations: Vec<Violation>,
        order: Vec<EdgeId>,
        (mut drafts, versions): (HashMap<EdgeId, EdgeDraft>, HashMap<EdgeId, u32>),
    ) -> Result<Outcome<Vec<EdgeView>>> {
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let mut written = Written::default();
        for id in order {
            let Some(draft) = drafts.remove(&id) else { continue };
            written.take(draft, versions.get(&id).copied().unwrap_or_default());
        }
        self.finish(context, written).await
    }

    /// Commits what was computed, and warns of cycles that new edges close.
    async fn finish(
        &self,
        context: &WriteContext,
        written: Written,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let Written { mut plan, views, mut new } = written;
        new.extend(self.derived_again(&plan.changes).await?);
        let changeset = self.commit(context, &mut plan).await?;
        let mut warnings = plan.warnings;
        warnings.extend(self.warn_of_cycles(&new, context.dry_run, &|_| None).await);
        let left = views.into_iter().filter(|view| !view.assertions.is_empty());
        Ok(Outcome { value: left.collect(), changeset, warnings })
    }
}

/// An id that is none of an edge or claim; derived edges have ids of version 5.
fn unknown(what: &str, id: Uuid) -> Violation {
    if id.get_version_num() == 5 {
        let message = "This edge follows from column edges; assert it first (createLineage).";
        return Violation::new(["ids"], "DERIVED", message);
    }
    let message = format!("There is no {what} with the id {}.", id.as_hyphenated());
    Violation::new(["ids"], "NOT_FOUND", message)
}

fn at_row(violation: Violation, row: usize) -> Violation {
    let mut violation = violation;
    if violation.path.first().is_some_and(|first| first == "ids") {
        violation.path.push(row.to_string());
    }
    violation.at_row(row)
}
