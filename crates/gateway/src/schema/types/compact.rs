use std::collections::HashSet;

use ariadne_application::domain::{LineageLevel, LineageOrigin};
use ariadne_application::{At, Node, Reader, Walk};
use async_graphql::{InputValueError, InputValueResult, Result, Scalar, ScalarType, Value};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// A walk as parallel arrays, encoded once: a canvas of tens of thousands of nodes
/// costs no object for each of them.
pub(crate) struct Compact(Box<RawValue>);

/// Parallel arrays as a JSON object, described where it is answered.
#[Scalar(name = "CompactLineage")]
impl ScalarType for Compact {
    fn parse(_: Value) -> InputValueResult<Self> {
        Err(InputValueError::custom("it is only answered"))
    }

    fn to_value(&self) -> Value {
        async_graphql::to_value(&self.0).unwrap_or_default()
    }
}

/// An id in its one form.
struct Id(Uuid);

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.as_hyphenated())
    }
}

#[derive(Default, Serialize)]
struct Nodes<'a> {
    id: Vec<Id>,
    name: Vec<&'a str>,
    schema: Vec<Option<&'a str>>,
    kind: Vec<&'static str>,
    source: Vec<Option<Id>>,
    table: Vec<Option<Id>>,
    depth: Vec<i64>,
    up: Vec<u32>,
    down: Vec<u32>,
}

#[derive(Default, Serialize)]
struct Edges {
    id: Vec<Id>,
    from: Vec<u32>,
    to: Vec<u32>,
    status: Vec<&'static str>,
    origins: Vec<Vec<&'static str>>,
    derived: Vec<bool>,
}

/// The tables of columns, each once, in the order in which they are first met.
#[derive(Default, Serialize)]
struct Tables<'a> {
    id: Vec<Id>,
    name: Vec<&'a str>,
}

#[derive(Serialize)]
struct Arrays<'a> {
    nodes: Nodes<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Tables<'a>>,
    edges: Edges,
}

/// Encodes a walk; what its tables and columns are called is mostly in memory.
pub(crate) async fn compact(
    reader: &Reader,
    at: At,
    level: LineageLevel,
    walk: &Walk,
) -> Result<Compact> {
    let of_walk: Vec<Node> = walk.nodes.iter().map(|node| node.node).collect();
    let labels = reader.shown_labels(at, &of_walk).await?;
    let mut nodes = Nodes::default();
    let mut tables = (level == LineageLevel::Column).then(Tables::default);
    let mut met = HashSet::new();
    for (node, label) in walk.nodes.iter().zip(&labels) {
        let (id, of) = (node.node.id, node.node.table);
        let table = label.as_ref().map(|label| &label.table);
        let column = label.as_ref().and_then(|label| label.column.as_deref());
        if let (Some(tables), Some(table)) = (&mut tables, table)
            && met.insert(of)
        {
            tables.id.push(Id(of.0));
            tables.name.push(&table.name);
        }
        nodes.id.push(Id(id));
        nodes.name.push(column.or(table.map(|table| &*table.name)).unwrap_or_default());
        nodes.schema.push(table.and_then(|table| table.schema.as_deref()));
        nodes.kind.push(table.map_or("OTHER", |table| table.kind.as_str()));
        nodes.source.push(table.and_then(|table| table.source).map(|source| Id(source.0)));
        nodes.table.push((level == LineageLevel::Column).then_some(Id(of.0)));
        nodes.depth.push(match (node.up_depth, node.down_depth) {
            (Some(up), None) => -i64::from(up),
            (Some(up), Some(down)) if up < down => -i64::from(up),
            (_, down) => i64::from(down.unwrap_or_default()),
        });
        nodes.up.push(node.upstream);
        nodes.down.push(node.downstream);
    }
    let mut edges = Edges::default();
    for edge in &walk.edges {
        edges.id.push(Id(edge.id.0));
        edges.from.push(edge.from);
        edges.to.push(edge.to);
        edges.status.push(edge.state.status.as_str());
        edges.origins.push(edge.state.claims.origins().map(LineageOrigin::as_str).collect());
        edges.derived.push(edge.derived);
    }
    let raw = serde_json::value::to_raw_value(&Arrays { nodes, tables, edges });
    Ok(Compact(
        raw.map_err(|error| ariadne_application::Error::internal("gateway.compact", error))?,
    ))
}
