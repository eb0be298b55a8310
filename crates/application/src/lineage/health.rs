//! Whether the lineage graph shows what the record says.

use std::collections::HashMap;

use ariadne_domain::{EdgeId, EdgeState};
use ariadne_ports::{Applied, EdgeEnds, Error, ErrorKind, GraphRow, HeldEdge, Result, ScanFrom};

use crate::{Admin, Reader};

/// Edges that are compared at once.
const PAGE: usize = 20_000;
/// Most differences that are told.
const MAX_DIFFERENCES: usize = 100;

/// One edge of which the two say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineageDifference {
    /// Which.
    pub edge: EdgeId,
    /// What the record says; `None` when it has no such edge.
    pub record: Option<(EdgeEnds, EdgeState)>,
    /// What the graph says; `None` when it has no such edge.
    pub graph: Option<(EdgeEnds, EdgeState)>,
}

/// The record against the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageHealth {
    /// The record's newest changeset.
    pub seq: u64,
    /// The graph's; `None` when it was never loaded.
    pub applied: Option<Applied>,
    /// Edges of the record.
    pub record_edges: u64,
    /// Edges of the graph.
    pub graph_edges: u64,
    /// How many edges differ.
    pub differences: u64,
    /// The first of them, by id.
    pub examples: Vec<LineageDifference>,
}

impl LineageHealth {
    /// Whether the graph shows the newest changeset, and nothing else.
    pub fn in_sync(&self) -> bool {
        self.differences == 0 && self.applied.is_some_and(|applied| applied.seq == self.seq)
    }
}

impl Reader {
    /// Compares the graph, as it came to be, with the record edge by edge. Commits
    /// that come meanwhile are waited out: it is compared anew, a few times.
    pub async fn lineage_health(&self) -> Result<LineageHealth> {
        for _ in 0..5 {
            let head = self.core.ports.changesets.state().await?.seq;
            self.core.follow(head).await?;
            let health = self.compare(head).await?;
            if self.core.ports.changesets.state().await?.seq == head {
                return Ok(health);
            }
        }
        let message = "The catalog is written too fast to compare; try again in a quiet moment.";
        Err(Error::new(ErrorKind::Unavailable, "lineage.health", message))
    }

    async fn compare(&self, seq: u64) -> Result<LineageHealth> {
        let mut health = LineageHealth {
            seq,
            applied: self.core.ports.graph.applied().await?,
            record_edges: 0,
            graph_edges: 0,
            differences: 0,
            examples: Vec::new(),
        };
        let mut record = self.recorded_edges(seq).await?;
        health.record_edges = record.len() as u64;
        let mut after = None;
        let mut differing: Vec<LineageDifference> = Vec::new();
        loop {
            let page: Vec<HeldEdge> = self.core.ports.graph.held_edges(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.ends.id);
            health.graph_edges += page.len() as u64;
            for held in page {
                let (edge, graph) = (held.ends.id, Some((held.ends, held.state)));
                let record = record.remove(&edge);
                if record != graph {
                    differing.push(LineageDifference { edge, record, graph });
                }
            }
        }
        differing.extend(record.into_iter().map(|(edge, record)| LineageDifference {
            edge,
            record: Some(record),
            graph: None,
        }));
        health.differences = differing.len() as u64;
        differing.sort_by_key(|difference| difference.edge);
        differing.truncate(MAX_DIFFERENCES);
        health.examples = differing;
        Ok(health)
    }

    /// Every edge of the record as of `seq`.
    async fn recorded_edges(&self, seq: u64) -> Result<HashMap<EdgeId, (EdgeEnds, EdgeState)>> {
        let mut edges = HashMap::new();
        let mut from = ScanFrom::Edges(None);
        while from != ScanFrom::End {
            let (rows, next) = self.core.ports.lineage.graph_rows(seq, from, PAGE).await?;
            from = next;
            for row in rows {
                if let GraphRow::Edge { ends, state, to_seq: None, .. } = row {
                    edges.insert(ends.id, (ends, state));
                }
            }
        }
        Ok(edges)
    }
}

impl Admin {
    /// Loads the graph anew from the record and compares the two.
    #[tracing::instrument(skip_all)]
    pub async fn rebuild_lineage(&self) -> Result<LineageHealth> {
        self.core.reload().await?;
        self.lineage_health().await
    }
}
