//! A lineage graph over a plain list of rows: slow, simple, and what real ones are
//! compared with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ariadne_domain::{EdgeId, LineageFilter, LineageLevel};
use ariadne_ports::{
    Applied, At, Error, ErrorKind, GraphEdge, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, Result, Walk, WalkRequest,
};
use async_trait::async_trait;

use crate::suites::graph::Reference;

/// Implements the port by the suite's reference.
#[derive(Debug, Default)]
pub struct MemoryGraph {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    applied: Option<Applied>,
    rows: Reference,
}

impl MemoryGraph {
    /// What a question sees; nobody is answered before the first load.
    fn asked(&self, operation: &'static str) -> Result<MutexGuard<'_, Held>> {
        let held = self.held();
        if held.applied.is_none() {
            let message = "The lineage graph was never loaded.";
            return Err(Error::new(ErrorKind::Unavailable, operation, message));
        }
        Ok(held)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // A panicking test thread leaves the rows as they were before or after a write.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl LineageGraph for MemoryGraph {
    async fn applied(&self) -> Result<Option<Applied>> {
        Ok(self.held().applied)
    }

    async fn apply(&self, steps: &[GraphStep]) -> Result<()> {
        let mut held = self.held();
        let applied = held.applied.map(|applied| applied.seq);
        let follows = |(step, seq): (&GraphStep, u64)| step.seq == seq;
        let next = applied.map(|seq| seq + 1).unwrap_or_default();
        if applied.is_none() || !steps.iter().zip(next..).all(follows) {
            let message = "The steps do not follow what was applied.";
            return Err(Error::new(ErrorKind::Conflict, "graph.apply", message));
        }
        held.rows.apply(steps);
        if let (Some(applied), Some(last)) = (&mut held.applied, steps.last()) {
            applied.seq = last.seq;
        }
        Ok(())
    }

    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()> {
        let mut all = Vec::new();
        while let Some(more) = rows.next().await? {
            all.extend(more);
        }
        *self.held() = Held { applied: Some(applied), rows: Reference::of(all, applied.seq) };
        Ok(())
    }

    async fn walk(&self, request: &WalkRequest) -> Result<Walk> {
        Ok(self.asked("graph.walk")?.rows.walk(request))
    }

    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>> {
        Ok(self.asked("graph.paths")?.rows.paths(request))
    }

    async fn impact(&self, request: &WalkRequest) -> Result<Impact> {
        Ok(self.asked("graph.impact")?.rows.impact(request))
    }

    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        Ok(self.asked("graph.cycles")?.rows.cycles(level, filter, at))
    }

    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>> {
        Ok(self.asked("graph.neighbours")?.rows.neighbours(level, nodes, filter, at))
    }

    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>> {
        let mut held = self.asked("graph.held_edges")?.rows.held_edges();
        held.retain(|edge| after.is_none_or(|after| edge.ends.id > after));
        held.truncate(limit);
        Ok(held)
    }
}
