//! Whether the lineage graph shows what the record says.

use ariadne_domain::{EdgeId, EdgeState};
use ariadne_ports::{Applied, EdgeEnds, Error, ErrorKind, GraphRow, HeldEdge, Result, ScanFrom};

use crate::{Admin, Reader};

/// Edges that are compared at once.
const PAGE: usize = 5_000;
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
    /// Compares the graph, as it came to be, with the record edge by edge, in the state
    /// of now; what edges were earlier, and what the graph knows of tables, is not
    /// compared. Commits that come meanwhile are waited out: it is compared anew, a few
    /// times.
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
        // Both come by id, so that neither is held whole.
        let mut record = Recorded { reader: self, seq, from: ScanFrom::Edges(None), page: none() };
        let mut graph = Held { reader: self, after: None, page: none() };
        let (mut said, mut held) = (record.next().await?, graph.next().await?);
        while let Some(edge) = said.iter().chain(&held).map(|(ends, _)| ends.id).min() {
            let of_edge = |one: &mut Option<Said>| one.take_if(|(ends, _)| ends.id == edge);
            let (recorded, shown) = (of_edge(&mut said), of_edge(&mut held));
            if recorded.is_some() {
                health.record_edges += 1;
                said = record.next().await?;
            }
            if shown.is_some() {
                health.graph_edges += 1;
                held = graph.next().await?;
            }
            if recorded != shown {
                health.differences += 1;
                if health.examples.len() < MAX_DIFFERENCES {
                    let (record, graph) = (recorded, shown);
                    health.examples.push(LineageDifference { edge, record, graph });
                }
            }
        }
        Ok(health)
    }
}

/// What is said of an edge.
type Said = (EdgeEnds, EdgeState);

fn none() -> std::vec::IntoIter<Said> {
    Vec::new().into_iter()
}

/// The edges of the record as of a changeset, by id.
struct Recorded<'r> {
    reader: &'r Reader,
    seq: u64,
    from: ScanFrom,
    page: std::vec::IntoIter<Said>,
}

impl Recorded<'_> {
    async fn next(&mut self) -> Result<Option<Said>> {
        loop {
            if let Some(said) = self.page.next() {
                return Ok(Some(said));
            }
            if self.from == ScanFrom::End {
                return Ok(None);
            }
            let lineage = &self.reader.core.ports.lineage;
            let (rows, next) = lineage.graph_rows(self.seq, self.from, PAGE).await?;
            self.from = next;
            let now = |row| match row {
                GraphRow::Edge { ends, state, to_seq: None, .. } => Some((ends, state)),
                _ => None,
            };
            self.page = rows.into_iter().filter_map(now).collect::<Vec<_>>().into_iter();
        }
    }
}

/// The edges that the graph holds, by id.
struct Held<'r> {
    reader: &'r Reader,
    after: Option<EdgeId>,
    page: std::vec::IntoIter<Said>,
}

impl Held<'_> {
    async fn next(&mut self) -> Result<Option<Said>> {
        if let Some(said) = self.page.next() {
            return Ok(Some(said));
        }
        let page = self.reader.core.ports.graph.held_edges(self.after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.after = Some(last.ends.id);
        let said = |held: HeldEdge| (held.ends, held.state);
        self.page = page.into_iter().map(said).collect::<Vec<_>>().into_iter();
        Ok(self.page.next())
    }
}

impl Admin {
    /// Loads the graph anew from the record and compares the two. The load goes on when
    /// nobody waits for it any more.
    #[tracing::instrument(skip_all)]
    pub async fn rebuild_lineage(&self) -> Result<LineageHealth> {
        let core = std::sync::Arc::clone(&self.core);
        let loaded = tokio::spawn(async move { core.reload().await }).await;
        loaded.map_err(|error| Error::internal("lineage.rebuild", error))??;
        self.lineage_health().await
    }
}
