//! A graph that cannot be reached for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ariadne_domain::{EdgeId, LineageFilter, LineageLevel};
use ariadne_ports::{
    Applied, At, Error, ErrorKind, GraphEdge, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, Result, Walk, WalkRequest,
};
use async_trait::async_trait;

/// Passes everything on, or answers `Unavailable` while it is down.
#[derive(Debug)]
pub struct GraphOutage {
    inner: Arc<dyn LineageGraph>,
    down: AtomicBool,
}

impl GraphOutage {
    /// Over a graph that can be reached for now.
    pub fn over(inner: Arc<dyn LineageGraph>) -> Self {
        Self { inner, down: AtomicBool::new(false) }
    }

    /// From now on it cannot be reached.
    pub fn begin(&self) {
        self.down.store(true, Ordering::SeqCst);
    }

    /// From now on it can be reached again, with what it held before.
    pub fn end(&self) {
        self.down.store(false, Ordering::SeqCst);
    }

    fn reached(&self) -> Result<&dyn LineageGraph> {
        if self.down.load(Ordering::SeqCst) {
            let message = "The lineage graph cannot be reached.";
            return Err(Error::new(ErrorKind::Unavailable, "graph.reach", message));
        }
        Ok(self.inner.as_ref())
    }
}

#[async_trait]
impl LineageGraph for GraphOutage {
    async fn applied(&self) -> Result<Option<Applied>> {
        self.reached()?.applied().await
    }

    async fn apply(&self, steps: &[GraphStep]) -> Result<()> {
        self.reached()?.apply(steps).await
    }

    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()> {
        self.reached()?.reset(applied, rows).await
    }

    async fn walk(&self, request: &WalkRequest) -> Result<Walk> {
        self.reached()?.walk(request).await
    }

    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>> {
        self.reached()?.paths(request).await
    }

    async fn impact(&self, request: &WalkRequest) -> Result<Impact> {
        self.reached()?.impact(request).await
    }

    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        self.reached()?.cycles(level, filter, at).await
    }

    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>> {
        self.reached()?.neighbours(level, nodes, filter, at).await
    }

    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>> {
        self.reached()?.held_edges(after, limit).await
    }
}
