//! The projection: the lineage graph follows the record.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ariadne_domain::{Edge, EntityChange, EntityKind, Table};
use ariadne_ports::{
    Applied, CatalogState, EdgeEnds, Error, ErrorKind, GraphRow, GraphRows, GraphStep,
    LineageReader, Node, Result, ScanFrom, TableFacet,
};
use async_trait::async_trait;
use tokio::time::Instant;

use crate::Catalog;
use crate::catalog::{Core, Ports};

/// Edges and tables of steps kept for a graph that cannot be reached; older ones are
/// read again.
const MAX_FRESH: usize = 200_000;
/// Rows read at once while a graph is loaded: what a page takes is kept by the allocator.
const ROWS: usize = 2_000;
/// How often it is looked whether the graph still shows what was applied.
const LOOK: Duration = Duration::from_secs(5);
/// How long a graph that does not answer is left alone.
const RETRY: Duration = Duration::from_secs(1);
/// Changesets applied at once while a graph catches up, and the edges and tables after
/// which they are no more: a graph on a server writes them in one transaction.
const BATCH: usize = 256;
const BATCH_ROWS: usize = 10_000;
/// How long a commit waits for the graph, and how much longer for each of its changes.
const PATIENCE: Duration = Duration::from_secs(2);
const PATIENCE_EACH: Duration = Duration::from_millis(1);

/// What one changeset means to the graph.
pub(crate) fn step_of(seq: u64, changes: &[EntityChange]) -> GraphStep {
    let mut step = GraphStep { seq, ..GraphStep::default() };
    add_to_step(&mut step, changes);
    step
}

/// Adds what more changes of a changeset mean to the graph.
pub(crate) fn add_to_step(step: &mut GraphStep, changes: &[EntityChange]) {
    for change in changes {
        match change {
            EntityChange::Edge(delta) => {
                let state = delta.after.as_ref().map(|edge| edge.state);
                let edge = delta.after.as_ref().or(delta.before.as_ref().map(|b| &b.value));
                step.edges.extend(edge.map(|edge| (ends_of(edge), state)));
            }
            EntityChange::Table(delta) => {
                let before = delta.before.as_ref().map(|b| &b.value);
                let (old, new) = (before.map(facet_of), delta.after.as_ref().map(facet_of));
                let table = delta.after.as_ref().or(before);
                if old != new {
                    step.tables.extend(table.map(|table| (table.id, new)));
                }
            }
            EntityChange::Source(_) | EntityChange::Column(_) | EntityChange::Assertion(_) => {}
        }
    }
}

/// What never changes of an edge, for a graph.
pub(crate) fn ends_of(edge: &Edge) -> EdgeEnds {
    EdgeEnds {
        id: edge.id,
        level: edge.level,
        from: Node { id: edge.from, table: edge.from_table },
        to: Node { id: edge.to, table: edge.to_table },
    }
}

fn facet_of(table: &Table) -> TableFacet {
    TableFacet { source: table.source, kind: table.kind() }
}

/// How much a step writes, nothing counted as one.
fn weight(step: &GraphStep) -> usize {
    (step.edges.len() + step.tables.len()).max(1)
}

/// Steps of this process's commits that are not applied yet.
#[derive(Default)]
struct Fresh {
    steps: BTreeMap<u64, GraphStep>,
    weight: usize,
}

/// Where the graph stands, as far as this process knows.
#[derive(Default)]
pub(crate) struct Projection {
    /// Held while the graph is written; what is known to be applied.
    applied: tokio::sync::Mutex<Option<Applied>>,
    /// The last changeset that this process knows the graph to show.
    shown: AtomicU64,
    /// Whether the graph did not answer, or not in time, and was not reached since: then
    /// commits leave it to whoever follows the record all the time.
    away: AtomicBool,
    fresh: Mutex<Fresh>,
}

impl Projection {
    fn fresh(&self) -> std::sync::MutexGuard<'_, Fresh> {
        // The map is whole after every statement, whoever panicked.
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what a commit of this process means to the graph.
    pub(crate) fn remember(&self, step: GraphStep) {
        let mut fresh = self.fresh();
        fresh.weight += weight(&step);
        fresh.steps.insert(step.seq, step);
        while fresh.weight > MAX_FRESH && fresh.steps.len() > 1 {
            fresh.drop_first();
        }
    }

    /// Takes the steps right behind `seq` that are at hand, at most [`BATCH`] with about
    /// [`BATCH_ROWS`] rows. What is not applied after all is remembered again.
    fn at_hand(&self, seq: u64) -> Vec<GraphStep> {
        let mut fresh = self.fresh();
        while fresh.steps.first_key_value().is_some_and(|(first, _)| *first <= seq) {
            fresh.drop_first();
        }
        let next = fresh.steps.iter().zip(seq + 1..).take_while(|((at, _), wanted)| *at == wanted);
        let mut rows = 0;
        let room = |step: &&GraphStep| {
            let fits = rows == 0 || rows + weight(step) <= BATCH_ROWS;
            rows += weight(step);
            fits
        };
        let taken = next.take(BATCH).map(|((_, step), _)| step).take_while(room).count();
        (0..taken).filter_map(|_| fresh.drop_first()).collect()
    }
}

impl Fresh {
    fn drop_first(&mut self) -> Option<GraphStep> {
        let (_, step) = self.steps.pop_first()?;
        self.weight -= weight(&step);
        Some(step)
    }
}

impl Core {
    /// Brings the graph at least to changeset `seq`. One of an earlier epoch, or ahead of
    /// the record, is loaded anew; one of another catalog is left to it (`Unavailable`).
    pub(crate) async fn follow(&self, seq: u64) -> Result<()> {
        let followed = self.follow_to(seq).await;
        self.projection.away.store(followed.is_err(), Ordering::Relaxed);
        followed
    }

    /// The same for a commit, which is written already: it waits no longer than its size
    /// allows, and not at all for a graph that is away. What it leaves, whoever follows
    /// the record all the time brings.
    pub(crate) async fn follow_a_while(&self, seq: u64, changes: usize) {
        if self.projection.away.load(Ordering::Relaxed) {
            return;
        }
        let each = PATIENCE_EACH.saturating_mul(u32::try_from(changes).unwrap_or(u32::MAX));
        match tokio::time::timeout(PATIENCE.saturating_add(each), self.follow(seq)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, seq, "the lineage graph did not follow"),
            Err(_) => {
                self.projection.away.store(true, Ordering::Relaxed);
                tracing::warn!(seq, "the lineage graph did not follow in time");
            }
        }
    }

    async fn follow_to(&self, seq: u64) -> Result<()> {
        let mut applied = self.projection.applied.lock().await;
        if applied.is_some_and(|applied| applied.seq >= seq) {
            return Ok(());
        }
        if applied.is_none() {
            *applied = Some(self.join().await?);
        }
        while let Some(at) = *applied
            && at.seq < seq
        {
            let steps = match self.projection.at_hand(at.seq) {
                steps if steps.is_empty() => self.recorded_steps(at.seq).await?,
                steps => steps,
            };
            let Some(last) = steps.last().map(|step| step.seq) else { break };
            match self.ports.graph.apply(&steps).await {
                Ok(()) => {
                    *applied = Some(Applied { seq: last, ..at });
                    self.projection.shown.store(last, Ordering::Relaxed);
                }
                Err(error) => {
                    for step in steps {
                        self.projection.remember(step);
                    }
                    // Another server was faster, or nobody knows how far it came: look.
                    *applied = None;
                    if error.kind() != ErrorKind::Conflict {
                        return Err(error);
                    }
                    *applied = Some(self.join().await?);
                }
            }
        }
        Ok(())
    }

    /// Looks where the graph stands, since what keeps it may have lost it.
    async fn look(&self) -> Result<()> {
        let mut applied = self.projection.applied.lock().await;
        *applied = None;
        *applied = Some(self.join().await?);
        Ok(())
    }

    /// Where the graph stands; one that does not show the record of this catalog is loaded
    /// anew.
    async fn join(&self) -> Result<Applied> {
        // In this order: what another server applies was committed before, so a graph that
        // is ahead of a record that was read later is none of this record.
        let found = self.ports.graph.applied().await?;
        let state = self.ports.changesets.state().await?;
        let applied = match found {
            Some(applied) if shows(&applied, &state) => applied,
            Some(other) if other.catalog != state.catalog => return Err(foreign(&other)),
            _ => self.load(&state).await?,
        };
        self.projection.shown.store(applied.seq, Ordering::Relaxed);
        Ok(applied)
    }

    async fn load(&self, state: &CatalogState) -> Result<Applied> {
        let applied = Applied { catalog: state.catalog, epoch: state.epoch, seq: state.seq };
        let mut rows = Recorded::new(&self.ports, state.seq);
        self.ports.graph.reset(applied, &mut rows).await?;
        tracing::info!(seq = state.seq, rows = rows.handed, "lineage graph loaded");
        Ok(applied)
    }

    /// Loads the graph anew, whatever it holds.
    pub(crate) async fn reload(&self) -> Result<()> {
        let mut applied = self.projection.applied.lock().await;
        *applied = None;
        let state = self.ports.changesets.state().await?;
        *applied = Some(self.load(&state).await?);
        Ok(())
    }

    /// The steps of the next changesets, from the record.
    async fn recorded_steps(&self, after: u64) -> Result<Vec<GraphStep>> {
        let record = &self.ports.changesets;
        let (mut steps, mut rows) = (Vec::new(), 0);
        for changeset in record.changesets_after(after, BATCH).await? {
            let shown = [EntityKind::Table, EntityKind::Edge];
            let changes = record.changes_among(changeset.seq, &shown).await?;
            let step = step_of(changeset.seq, &changes);
            rows += weight(&step);
            steps.push(step);
            if rows >= BATCH_ROWS {
                break;
            }
        }
        Ok(steps)
    }
}

/// Two catalogs that took turns at loading one graph would each show the other's.
fn foreign(other: &Applied) -> Error {
    let message = "The lineage graph is that of another catalog. Give this one a name of its own (--lineage-name), or take the graph over with `ariadne lineage rebuild` when the other catalog is no more.";
    Error::new(ErrorKind::Unavailable, "lineage.join", message)
        .with_context("catalog", other.catalog)
}

fn shows(applied: &Applied, state: &CatalogState) -> bool {
    (applied.catalog, applied.epoch) == (state.catalog, state.epoch) && applied.seq <= state.seq
}

/// The record's rows for a graph, as of one changeset.
struct Recorded {
    lineage: Arc<dyn LineageReader>,
    seq: u64,
    from: ScanFrom,
    handed: usize,
}

impl Recorded {
    fn new(ports: &Ports, seq: u64) -> Self {
        let lineage = Arc::clone(&ports.lineage);
        Self { lineage, seq, from: ScanFrom::Tables(None), handed: 0 }
    }
}

#[async_trait]
impl GraphRows for Recorded {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        if self.from == ScanFrom::End {
            return Ok(None);
        }
        let (rows, next) = self.lineage.graph_rows(self.seq, self.from, ROWS).await?;
        self.from = next;
        self.handed += rows.len();
        Ok(Some(rows))
    }
}

impl Catalog {
    /// Lets the graph follow the record for as long as the future is polled: commits of
    /// other servers, and all that a graph missed while it could not be reached.
    pub async fn follow_lineage(&self) {
        let mut committed = self.core().committed.subscribe();
        let (mut failing, mut named, mut looked) = (false, false, Instant::now());
        loop {
            let followed = async {
                let head = self.core().ports.changesets.state().await?.seq;
                self.core().follow_labels(head).await?;
                if !named {
                    self.core().load_labels().await?;
                    named = true;
                }
                if looked.elapsed() >= LOOK {
                    self.core().look().await?;
                    looked = Instant::now();
                }
                self.core().follow(head).await
            };
            match followed.await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!("the lineage graph follows the record again");
                }
                Ok(()) => {}
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "the lineage graph does not follow the record");
                    }
                    failing = true;
                }
            }
            let options = &self.core().options;
            let interval =
                if failing { RETRY.max(options.feed_interval) } else { options.feed_interval };
            let _ = tokio::time::timeout(interval, committed.changed()).await;
        }
    }

    /// How many changesets the graph is behind the record, as far as this process knows.
    pub async fn lineage_lag(&self) -> Result<u64> {
        let head = self.core().ports.changesets.state().await?.seq;
        Ok(head.saturating_sub(self.core().projection.shown.load(Ordering::Relaxed)))
    }

    /// Whether the graph did not answer when it was last asked.
    pub fn lineage_is_away(&self) -> bool {
        self.core().projection.away.load(Ordering::Relaxed)
    }

    /// Brings the graph to the record's newest changeset, as a server does at its start.
    pub async fn prepare_lineage(&self) -> Result<()> {
        let head = self.core().ports.changesets.state().await?.seq;
        self.core().follow(head.max(1)).await
    }
}
