//! A graph that cannot be reached for a while.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ariadne_domain::{EdgeId, LineageFilter, LineageLevel};
use ariadne_ports::{
    Applied, At, Error, ErrorKind, GraphEdge, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, Result, Walk, WalkRequest,
};
use async_trait::async_trait;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// How a graph answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Up,
    Down,
    Silent,
}

/// Passes everything on, answers `Unavailable` while it is down, or nothing at all.
pub struct GraphOutage {
    inner: Arc<dyn LineageGraph>,
    mood: Mutex<Mood>,
    first: Mutex<Option<Work>>,
    resets: AtomicUsize,
}

impl fmt::Debug for GraphOutage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphOutage").field("mood", &self.mood).finish_non_exhaustive()
    }
}

impl GraphOutage {
    /// Over a graph that can be reached for now.
    pub fn over(inner: Arc<dyn LineageGraph>) -> Self {
        let (mood, first) = (Mutex::new(Mood::Up), Mutex::new(None));
        Self { inner, mood, first, resets: AtomicUsize::new(0) }
    }

    fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }

    /// From now on it cannot be reached.
    pub fn begin(&self) {
        self.set(Mood::Down);
    }

    /// From now on it takes every call and answers none.
    pub fn hang(&self) {
        self.set(Mood::Silent);
    }

    /// From now on it can be reached again, with what it held before.
    pub fn end(&self) {
        self.set(Mood::Up);
    }

    /// The next call waits for this before it is passed on.
    pub fn first(&self, work: impl Future<Output = ()> + Send + 'static) {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::pin(work));
    }

    /// How often it was loaded anew.
    pub fn resets(&self) -> usize {
        self.resets.load(Ordering::SeqCst)
    }

    async fn reached(&self) -> Result<&dyn LineageGraph> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(first) = first {
            first.await;
        }
        let mood = *self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        match mood {
            Mood::Up => Ok(self.inner.as_ref()),
            Mood::Silent => std::future::pending().await,
            Mood::Down => {
                let message = "The lineage graph cannot be reached.";
                Err(Error::new(ErrorKind::Unavailable, "graph.reach", message))
            }
        }
    }
}

#[async_trait]
impl LineageGraph for GraphOutage {
    async fn applied(&self) -> Result<Option<Applied>> {
        self.reached().await?.applied().await
    }

    async fn apply(&self, steps: &[GraphStep]) -> Result<()> {
        self.reached().await?.apply(steps).await
    }

    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()> {
        self.resets.fetch_add(1, Ordering::SeqCst);
        self.reached().await?.reset(applied, rows).await
    }

    async fn walk(&self, request: &WalkRequest) -> Result<Walk> {
        self.reached().await?.walk(request).await
    }

    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>> {
        self.reached().await?.paths(request).await
    }

    async fn impact(&self, request: &WalkRequest) -> Result<Impact> {
        self.reached().await?.impact(request).await
    }

    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        self.reached().await?.cycles(level, filter, at).await
    }

    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>> {
        self.reached().await?.neighbours(level, nodes, filter, at).await
    }

    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>> {
        self.reached().await?.held_edges(after, limit).await
    }
}
