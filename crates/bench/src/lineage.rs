//! What the product is asked about lineage, and what its answers are read as.

use ariadne_domain::{Direction, LineageLevel};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// Most nodes that an answer may have.
pub(crate) const LIMIT: usize = 100_000;
/// The same where each node is an object.
const OBJECTS: usize = 2_000;

const COMPACT: &str = "query($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, \
    $depth: Int, $limit: Int) { lineage(of: $of, level: $level, direction: $direction, \
    depth: $depth, limit: $limit) { compact totalNodes totalEdges truncated } }";

const TOTALS: &str = "query($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, \
    $depth: Int, $limit: Int) { lineage(of: $of, level: $level, direction: $direction, \
    depth: $depth, limit: $limit) { totalNodes totalEdges truncated } }";

const TYPED: &str = "query($of: [ID!]!, $depth: Int, $limit: Int) { lineage(of: $of, \
    depth: $depth, limit: $limit) { nodes { id depth table { id name schema kind } } \
    edges { id from to status } totalNodes totalEdges } }";

const COUNT: &str = "query($of: [ID!]!) { impact(of: $of) { tables } }";

const GROUPED: &str = "query($of: [ID!]!) { impact(of: $of) { tables \
    byDepth { depth tables } bySource { source { id } count } } }";

const PATHS: &str = "query($from: ID!, $to: ID!, $max: Int) { \
    lineagePaths(from: $from, to: $to, max: $max) { nodes { id } edges { id } } }";

/// A question about what is up or down from somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) of: Vec<Uuid>,
    pub(crate) level: LineageLevel,
    pub(crate) direction: Direction,
    /// `None` is to the ends.
    pub(crate) depth: Option<u32>,
}

impl Question {
    /// Everything downstream of tables.
    pub(crate) fn downstream(of: Vec<Uuid>) -> Self {
        Self { of, level: LineageLevel::Table, direction: Direction::Downstream, depth: None }
    }

    fn body(&self, query: &str) -> String {
        let variables = json!({
            "of": self.of,
            "level": self.level.as_str(),
            "direction": self.direction.as_str(),
            "depth": self.depth,
            "limit": LIMIT,
        });
        json!({ "query": query, "variables": variables }).to_string()
    }

    /// All of it as parallel arrays.
    pub(crate) fn compact(&self) -> String {
        self.body(COMPACT)
    }

    /// How much there is.
    pub(crate) fn totals(&self) -> String {
        self.body(TOTALS)
    }

    /// Each node and edge as an object; between tables in both directions.
    pub(crate) fn typed(&self) -> String {
        let variables = json!({ "of": self.of, "depth": self.depth, "limit": OBJECTS });
        json!({ "query": TYPED, "variables": variables }).to_string()
    }

    /// How many tables are affected.
    pub(crate) fn count(&self) -> String {
        json!({ "query": COUNT, "variables": { "of": self.of } }).to_string()
    }

    /// The same by distance and by source.
    pub(crate) fn grouped(&self) -> String {
        json!({ "query": GROUPED, "variables": { "of": self.of } }).to_string()
    }

    /// The same question for the bare server.
    pub(crate) fn bare(&self, want: Want) -> String {
        let ask = Ask {
            want,
            of: self.of.clone(),
            level: self.level.as_str().to_owned(),
            direction: self.direction.as_str().to_owned(),
            depth: self.depth,
        };
        json!(ask).to_string()
    }
}

/// Ways from a table to another.
pub(crate) fn paths(from: Uuid, to: Uuid, max: usize) -> String {
    let variables = json!({ "from": from, "to": to, "max": max });
    json!({ "query": PATHS, "variables": variables }).to_string()
}

/// What the bare server shall answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
pub(crate) enum Want {
    /// As [`Question::compact`].
    Compact,
    /// As [`Question::totals`].
    Totals,
    /// As [`Question::count`].
    Count,
    /// As [`Question::grouped`].
    Grouped,
}

/// What the bare server is asked.
#[derive(Debug, serde::Serialize, Deserialize)]
pub(crate) struct Ask {
    pub(crate) want: Want,
    pub(crate) of: Vec<Uuid>,
    pub(crate) level: String,
    pub(crate) direction: String,
    pub(crate) depth: Option<u32>,
}

/// The product's answer to [`Question::compact`], as far as it is checked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answered {
    pub(crate) compact: Arrays,
    pub(crate) total_nodes: usize,
    pub(crate) total_edges: usize,
    pub(crate) truncated: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Arrays {
    pub(crate) nodes: Nodes,
    pub(crate) edges: Edges,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Nodes {
    pub(crate) id: Vec<Uuid>,
    pub(crate) depth: Vec<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Edges {
    pub(crate) from: Vec<usize>,
    pub(crate) to: Vec<usize>,
}

/// An answer of GraphQL around it.
#[derive(Debug, Deserialize)]
struct Envelope<T> {
    data: T,
}

#[derive(Debug, Deserialize)]
struct Lineage {
    lineage: Answered,
}

impl Answered {
    /// Reads the body of an answer.
    pub(crate) fn read(body: &[u8]) -> crate::Outcome<Self> {
        let read = serde_json::from_slice::<Envelope<Lineage>>(body);
        let read = read.map_err(|error| {
            let start = String::from_utf8_lossy(&body[..body.len().min(500)]).into_owned();
            format!("The product's answer is none about lineage ({error}): {start}")
        })?;
        Ok(read.data.lineage)
    }
}
