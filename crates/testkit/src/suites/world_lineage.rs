//! Lineage that a case draws.

use ariadne_domain::{
    Assertion, Changeset, Edge, EdgeDraft, EdgeId, EntityChange, EntityKind, EntityRef, NewClaim,
    Stored, TableId,
};
use ariadne_ports::At;

use super::World;
use super::world::one;
use crate::builders::{ClaimBuilder, table_edge};
use crate::random::inverse_of;

impl World<'_> {
    /// The steps that make an edge with this claim.
    pub fn new_edge(&self, edge: Edge, claim: ClaimBuilder) -> Vec<EntityChange> {
        let mut draft = EdgeDraft::new(edge);
        self.claim_in(&mut draft, claim.build());
        draft.into_changes()
    }

    /// Commits an edge with Ada's claim.
    pub async fn add_edge(&self, edge: Edge) -> Stored<Edge> {
        let id = edge.id;
        self.commit(self.new_edge(edge, ClaimBuilder::default())).await;
        self.edge(id).await
    }

    /// Commits an edge between two tables with Ada's claim.
    pub async fn join(&self, from: TableId, to: TableId) -> Stored<Edge> {
        self.add_edge(table_edge(self.id(), from, to)).await
    }

    /// Two new tables with an edge from the first to the second.
    pub async fn joined(&self, from: &str, to: &str) -> (TableId, TableId, Stored<Edge>) {
        let from = self.add_table(from).await.value.id;
        let to = self.add_table(to).await.value.id;
        (from, to, self.join(from, to).await)
    }

    /// A stored edge with all its claims, to be changed.
    pub async fn draft(&self, edge: EdgeId) -> EdgeDraft {
        EdgeDraft::stored(self.edge(edge).await, self.claims(edge).await)
    }

    /// Makes a claim at the world's time.
    pub fn claim_in(&self, draft: &mut EdgeDraft, claim: NewClaim) {
        draft.claim(claim, self.tick(), || self.ids.make()).expect("a claim that may be made");
    }

    /// Commits a claim about an edge that exists.
    pub async fn claim(&self, edge: EdgeId, claim: ClaimBuilder) -> Changeset {
        let mut draft = self.draft(edge).await;
        self.claim_in(&mut draft, claim.build());
        self.commit(draft.into_changes()).await
    }

    /// The steps that end an edge with all its claims.
    pub async fn end_of(&self, edge: EdgeId) -> Vec<EntityChange> {
        let mut draft = self.draft(edge).await;
        draft.end_with_its_nodes();
        draft.into_changes()
    }

    /// Commits the inverse of a changeset, lineage included.
    pub async fn undo(&self, changeset: &Changeset) -> Changeset {
        let inverse = inverse_of(self.backend, changeset.seq).await.expect("nothing blocks");
        let head = self.head().undoes(changeset.id).build();
        self.commit_as(head, inverse.changes).await.expect("committed").changeset
    }

    /// The steps that delete a table with its columns and all lineage of these.
    pub async fn deletion_with_lineage(&self, table: TableId) -> Vec<EntityChange> {
        let mut changes = self.deletion(table).await;
        let edges = self.backend.lineage.edges_of_tables(At::Head, &[table]).await;
        for edge in edges.expect("edges") {
            changes.extend(self.end_of(edge.value.id).await);
        }
        changes
    }

    /// The current row of an edge that exists.
    pub async fn edge(&self, id: EdgeId) -> Stored<Edge> {
        one(self.backend.lineage.edges(At::Head, &[id]).await)
    }

    /// The current claims of an edge, by time.
    pub async fn claims(&self, edge: EdgeId) -> Vec<Stored<Assertion>> {
        self.backend.lineage.assertions_of(At::Head, &[edge]).await.expect("assertions")
    }
}

/// Points at an edge.
pub fn edge_ref(id: EdgeId) -> EntityRef {
    EntityRef { kind: EntityKind::Edge, id: id.0 }
}
