//! The port.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ariadne_domain::{EdgeId, LineageFilter, LineageLevel};
use ariadne_ports::{
    Applied, At, Error, ErrorKind, GraphEdge, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, Result, Walk, WalkRequest,
};
use async_trait::async_trait;

use crate::build::Builder;
use crate::reach::Pool;
use crate::snapshot::Snapshot;
use crate::view::{Towards, View};
use crate::{cycles, impact, paths, walk};

/// Lineage in memory.
#[derive(Default)]
pub struct EmbeddedGraph {
    /// The lock is held to copy or to change the pointer, and for nothing else.
    current: RwLock<Option<Arc<Snapshot>>>,
    /// One writer at a time.
    writing: Mutex<()>,
    pool: Arc<Pool>,
}

impl fmt::Debug for EmbeddedGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let applied = self.current().map(|snapshot| snapshot.applied);
        f.debug_struct("EmbeddedGraph").field("applied", &applied).finish_non_exhaustive()
    }
}

impl EmbeddedGraph {
    /// A graph that was never loaded.
    pub fn new() -> Self {
        Self::default()
    }

    fn current(&self) -> Option<Arc<Snapshot>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn loaded(&self, operation: &'static str) -> Result<Arc<Snapshot>> {
        self.current().ok_or_else(|| {
            let message = "The lineage is still being loaded; try again in a moment.";
            Error::new(ErrorKind::Unavailable, operation, message)
        })
    }

    fn publish(&self, next: Snapshot) {
        let next = Some(Arc::new(next));
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let last = std::mem::replace(&mut *current, next);
        // What the last one alone held is freed without anybody waiting for it.
        drop(current);
        drop(last);
    }
}

/// Computes aside what may take long, so that other requests go on.
async fn aside<T: Send + 'static>(
    operation: &'static str,
    compute: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let computed = tokio::task::spawn_blocking(compute).await;
    computed.map_err(|error| Error::internal(operation, error))
}

#[async_trait]
impl LineageGraph for EmbeddedGraph {
    async fn applied(&self) -> Result<Option<Applied>> {
        Ok(self.current().map(|snapshot| snapshot.applied))
    }

    async fn apply(&self, steps: &[GraphStep]) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        match self.current() {
            _ if steps.is_empty() => Ok(()),
            Some(current) => {
                self.publish(current.after(steps)?);
                Ok(())
            }
            None => {
                let message = "The lineage graph was never loaded.";
                Err(Error::new(ErrorKind::Conflict, "lineage.apply", message))
            }
        }
    }

    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()> {
        let mut builder = Builder::new(applied);
        while let Some(rows) = rows.next().await? {
            for row in rows {
                builder.take(row);
            }
        }
        let built = aside("lineage.reset", move || builder.finish()).await??;
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.publish(built);
        Ok(())
    }

    async fn walk(&self, request: &WalkRequest) -> Result<Walk> {
        let snapshot = self.loaded("lineage.walk")?;
        let view = View::new(&snapshot, request.level, &request.filter, request.at);
        Ok(self.pool.with(|scratch| walk::walk(&view, request, scratch)))
    }

    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>> {
        let snapshot = self.loaded("lineage.paths")?;
        let view = View::new(&snapshot, request.level, &request.filter, request.at);
        if !self.pool.with(|scratch| paths::any(&view, request, scratch)) {
            return Ok(Vec::new());
        }
        let (pool, request) = (self.pool.clone(), request.clone());
        aside("lineage.paths", move || {
            let view = View::new(&snapshot, request.level, &request.filter, request.at);
            pool.with(|scratch| paths::paths(&view, &request, scratch))
        })
        .await
    }

    async fn impact(&self, request: &WalkRequest) -> Result<Impact> {
        let snapshot = self.loaded("lineage.impact")?;
        let view = View::new(&snapshot, request.level, &request.filter, request.at);
        Ok(self.pool.with(|scratch| impact::impact(&view, request, scratch)))
    }

    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        let snapshot = self.loaded("lineage.cycles")?;
        let filter = filter.clone();
        aside("lineage.cycles", move || cycles::cycles(&View::new(&snapshot, level, &filter, at)))
            .await
    }

    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>> {
        let snapshot = self.loaded("lineage.neighbours")?;
        let view = View::new(&snapshot, level, filter, at);
        let counts = nodes.iter().map(|node| {
            view.find(*node).map_or_else(Neighbours::default, |place| Neighbours {
                upstream: view.count(Towards::Upstream, place),
                downstream: view.count(Towards::Downstream, place),
            })
        });
        Ok(counts.collect())
    }

    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>> {
        Ok(self.loaded("lineage.held_edges")?.held_edges(after, limit))
    }
}
