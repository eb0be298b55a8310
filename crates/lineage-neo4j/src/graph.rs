//! The port.

use std::sync::Arc;

use ariadne_domain::{EdgeId, LineageFilter, LineageLevel};
use ariadne_ports::{
    Applied, At, Error, GraphEdge, GraphRows, GraphStep, HeldEdge, Impact, LineageGraph,
    Neighbours, Node, PathsRequest, Result, Walk, WalkRequest,
};
use async_trait::async_trait;

use crate::client::Client;
use crate::config::Neo4jSettings;
use crate::error::not_loaded;
use crate::question::{Question, Towards};
use crate::schema::prepared;
use crate::shown::settled;
use crate::{apply, cycles, held, impact, load, paths, walk};

/// Lineage in a Neo4j database.
#[derive(Debug)]
pub struct Neo4jGraph {
    client: Arc<Client>,
}

impl Neo4jGraph {
    /// A graph on a server that need not be there yet: nothing is asked of it before the
    /// first call.
    pub fn new(settings: Neo4jSettings) -> Result<Self> {
        Ok(Self { client: Arc::new(Client::new(settings)?) })
    }

    /// Its connections, to be measured.
    pub fn connections(&self) -> Connections {
        Connections(self.client.clone())
    }
}

/// The connections of a graph.
#[derive(Clone, Debug)]
pub struct Connections(Arc<Client>);

impl Connections {
    /// How many are in use at this moment, and how many may be; who needs one more waits.
    pub fn used(&self) -> (usize, usize) {
        self.0.used()
    }
}

/// How often a question begins anew because the graph is loaded again and again.
const ATTEMPTS: usize = 5;

/// Asks until the graph was the same from the first query to the last.
macro_rules! ask {
    ($graph:ident, $operation:literal, $about:expr, $question:ident => $answer:expr) => {{
        for _ in 0..ATTEMPTS {
            let mut $question = Question::begin(&$graph.client, $operation, $about).await?;
            let answer = $answer.await;
            if let Some(answer) = $question.end(answer).await? {
                return Ok(answer);
            }
        }
        Err(not_loaded($operation))
    }};
}

/// Does what must not stop half way although its caller may: a transaction that is dropped
/// keeps its locks.
pub(crate) async fn uninterrupted<T: Send + 'static>(
    operation: &'static str,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    tokio::spawn(work).await.map_err(|error| Error::internal(operation, error))?
}

#[async_trait]
impl LineageGraph for Neo4jGraph {
    async fn applied(&self) -> Result<Option<Applied>> {
        prepared(&self.client).await?;
        let settled = settled(&self.client, "lineage.applied").await?;
        Ok(settled.map(|(applied, _)| applied))
    }

    async fn apply(&self, steps: &[GraphStep]) -> Result<()> {
        prepared(&self.client).await?;
        uninterrupted("lineage.apply", apply::apply(self.client.clone(), steps.to_vec())).await
    }

    async fn reset(&self, applied: Applied, rows: &mut dyn GraphRows) -> Result<()> {
        load::reset(&self.client, applied, rows).await
    }

    async fn walk(&self, request: &WalkRequest) -> Result<Walk> {
        let about = (request.level, &request.filter, request.at);
        ask!(self, "lineage.walk", about, question => walk::walk(&mut question, request))
    }

    async fn paths(&self, request: &PathsRequest) -> Result<Vec<Vec<GraphEdge>>> {
        let about = (request.level, &request.filter, request.at);
        ask!(self, "lineage.paths", about, question => paths::paths(&mut question, request))
    }

    async fn impact(&self, request: &WalkRequest) -> Result<Impact> {
        let about = (request.level, &request.filter, request.at);
        ask!(self, "lineage.impact", about, question => impact::impact(&mut question, request))
    }

    async fn cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        let about = (level, filter, at);
        ask!(self, "lineage.cycles", about, question => cycles::cycles(&mut question))
    }

    async fn neighbours(
        &self,
        level: LineageLevel,
        nodes: &[Node],
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Neighbours>> {
        let about = (level, filter, at);
        ask!(self, "lineage.neighbours", about, question => neighbours(&mut question, nodes))
    }

    async fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Result<Vec<HeldEdge>> {
        let all = LineageFilter::default();
        let about = (LineageLevel::Table, &all, At::Head);
        ask!(self, "lineage.held_edges", about, question =>
            held::held_edges(&mut question, after, limit))
    }
}

async fn neighbours(question: &mut Question<'_>, nodes: &[Node]) -> Result<Vec<Neighbours>> {
    let places: Vec<u32> = nodes.iter().map(|node| question.place(*node)).collect();
    let downstream = question.counts(Towards::Downstream, &places).await?;
    let upstream = question.counts(Towards::Upstream, &places).await?;
    let counts = places
        .iter()
        .map(|place| Neighbours { upstream: upstream[place], downstream: downstream[place] });
    Ok(counts.collect())
}
