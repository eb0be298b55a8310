//! The floor of lineage: the same walk over the same edges, made in the process itself,
//! written by serde and sent by a bare server, which has all names at hand.

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::sync::Arc;

use ariadne_domain::{Direction, LineageFilter, LineageLevel, LineageOrigin, SourceId, TableKind};
use ariadne_lineage_embedded::EmbeddedGraph;
use ariadne_ports::{
    Applied, At, GraphRow, GraphRows, Impact, LineageGraph as _, Node, TableFacet, Walk,
    WalkRequest,
};
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use serde_json::json;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Generator, parts};
use crate::edges::{Edges, Link};
use crate::lineage::{Ask, LIMIT, Want};
use crate::shape::Shape;

/// Rows handed to the graph at once.
const ROWS: usize = 20_000;

/// What an answer says of a table and its columns.
struct Named {
    name: String,
    schema: Option<String>,
    kind: TableKind,
    source: Option<SourceId>,
    columns: Vec<String>,
}

struct Floor {
    graph: EmbeddedGraph,
    names: Vec<Named>,
}

/// The rows of a catalog that a graph is loaded from.
struct Rows<I> {
    tables: std::vec::IntoIter<GraphRow>,
    links: I,
}

#[async_trait]
impl<I: Iterator<Item = Link> + Send> GraphRows for Rows<I> {
    async fn next(&mut self) -> ariadne_ports::Result<Option<Vec<GraphRow>>> {
        let mut rows: Vec<GraphRow> = self.tables.by_ref().take(ROWS).collect();
        rows.extend(self.links.by_ref().take(ROWS).map(|link| GraphRow::Edge {
            ends: link.ends(),
            state: link.state(),
            from_seq: 1,
            to_seq: None,
        }));
        Ok((!rows.is_empty()).then_some(rows))
    }
}

impl Floor {
    async fn load(generator: Generator) -> Outcome<Self> {
        let (mut names, mut tables) = (Vec::new(), Vec::new());
        for entry in generator.entries() {
            let (table, kind) = (entry.table.id, entry.table.kind());
            let facet = TableFacet { source: entry.table.source, kind };
            tables.push(GraphRow::Table { table, facet, from_seq: 1, to_seq: None });
            names.push(Named {
                name: entry.table.name,
                schema: entry.table.schema,
                kind,
                source: facet.source,
                columns: entry.columns.iter().map(|column| column.path.to_string()).collect(),
            });
        }
        let graph = EmbeddedGraph::new();
        let edges = Edges::new(generator);
        let mut rows = Rows { tables: tables.into_iter(), links: edges.all() };
        let applied = Applied { catalog: Uuid::nil(), epoch: 0, seq: 1 };
        graph.reset(applied, &mut rows).await?;
        Ok(Self { graph, names })
    }

    fn named(&self, node: Node) -> Option<(&Named, &str)> {
        let (table, part) = parts(node.id)?;
        let named = self.names.get(usize::try_from(table).ok()?)?;
        match usize::try_from(part).ok()?.checked_sub(1) {
            None => Some((named, &named.name)),
            Some(column) => Some((named, named.columns.get(column)?)),
        }
    }

    async fn answer(&self, body: &[u8]) -> Option<Vec<u8>> {
        let ask: Ask = serde_json::from_slice(body).ok()?;
        let level = LineageLevel::from_name(&ask.level)?;
        let node = |id: &Uuid| {
            let table = parts(*id).map(|(n, _)| crate::edges::table(n).table);
            table.map(|table| Node { id: *id, table })
        };
        let request = WalkRequest {
            level,
            of: ask.of.iter().map(node).collect::<Option<_>>()?,
            direction: Direction::from_name(&ask.direction)?,
            depth: ask.depth,
            filter: LineageFilter::default(),
            at: At::Head,
            max_nodes: LIMIT,
            max_edges: LIMIT * 10,
        };
        match ask.want {
            Want::Compact | Want::Totals => {
                let walk = self.graph.walk(&request).await.ok()?;
                let compact = (ask.want == Want::Compact).then_some(Compact {
                    floor: self,
                    walk: &walk,
                    level,
                });
                serde_json::to_vec(&Answer { data: Data { lineage: Lineage::new(compact, &walk) } })
            }
            Want::Count => {
                let impact = self.graph.impact(&request).await.ok()?;
                serde_json::to_vec(&json!({ "data": { "impact": { "tables": impact.nodes } } }))
            }
            Want::Grouped => {
                let impact = self.graph.impact(&request).await.ok()?;
                serde_json::to_vec(&json!({ "data": { "impact": grouped(&impact) } }))
            }
        }
        .ok()
    }
}

fn grouped(impact: &Impact) -> serde_json::Value {
    let by_depth: Vec<_> = impact
        .by_depth
        .iter()
        .map(|(depth, tables)| json!({ "depth": depth, "tables": tables }))
        .collect();
    let by_source: Vec<_> = impact
        .by_source
        .iter()
        .map(|(source, count)| {
            let source = source.map(|source| json!({ "id": Id(source.0) }));
            json!({ "source": source, "count": count })
        })
        .collect();
    json!({ "tables": impact.nodes, "byDepth": by_depth, "bySource": by_source })
}

#[derive(Serialize)]
struct Answer<T> {
    data: T,
}

#[derive(Serialize)]
struct Data<'a> {
    lineage: Lineage<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lineage<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    compact: Option<Compact<'a>>,
    total_nodes: usize,
    total_edges: usize,
    truncated: bool,
}

impl<'a> Lineage<'a> {
    fn new(compact: Option<Compact<'a>>, walk: &Walk) -> Self {
        Self {
            compact,
            total_nodes: walk.total_nodes,
            total_edges: walk.total_edges,
            truncated: walk.truncated(),
        }
    }
}

/// An id in its one form.
struct Id(Uuid);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = Uuid::encode_buffer();
        serializer.serialize_str(self.0.as_hyphenated().encode_lower(&mut text))
    }
}

/// A list that is written without being made.
struct List<F>(F);

impl<I: IntoIterator<Item: Serialize>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A walk as parallel arrays.
#[derive(Clone, Copy)]
struct Compact<'a> {
    floor: &'a Floor,
    walk: &'a Walk,
    level: LineageLevel,
}

struct Nodes<'a>(Compact<'a>);

struct Arrows<'a>(&'a Walk);

impl Serialize for Compact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Compact", 2)?;
        object.serialize_field("nodes", &Nodes(*self))?;
        object.serialize_field("edges", &Arrows(self.walk))?;
        object.end()
    }
}

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Compact { floor, walk, level } = self.0;
        let named = || walk.nodes.iter().map(|node| floor.named(node.node));
        let tables = || named().map(|named| named.map(|(table, _)| table));
        let of_column = level == LineageLevel::Column;
        let mut object = serializer.serialize_struct("Nodes", 9)?;
        object.serialize_field("id", &List(|| walk.nodes.iter().map(|n| Id(n.node.id))))?;
        object.serialize_field("name", &List(|| named().map(|named| named.map(|(_, n)| n))))?;
        let schema = || tables().map(|table| table.and_then(|t| t.schema.as_deref()));
        object.serialize_field("schema", &List(schema))?;
        let kind = || tables().map(|table| table.map(|table| table.kind.as_str()));
        object.serialize_field("kind", &List(kind))?;
        let source = || tables().map(|table| table.and_then(|t| t.source).map(|s| Id(s.0)));
        object.serialize_field("source", &List(source))?;
        let table = || walk.nodes.iter().map(|n| of_column.then_some(Id(n.node.table.0)));
        object.serialize_field("table", &List(table))?;
        let depth = || {
            walk.nodes.iter().map(|node| match (node.up_depth, node.down_depth) {
                (Some(up), None) => -i64::from(up),
                (Some(up), Some(down)) if up < down => -i64::from(up),
                (_, down) => i64::from(down.unwrap_or_default()),
            })
        };
        object.serialize_field("depth", &List(depth))?;
        object.serialize_field("up", &List(|| walk.nodes.iter().map(|node| node.upstream)))?;
        object.serialize_field("down", &List(|| walk.nodes.iter().map(|node| node.downstream)))?;
        object.end()
    }
}

impl Serialize for Arrows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edges = &self.0.edges;
        let mut object = serializer.serialize_struct("Edges", 6)?;
        object.serialize_field("id", &List(|| edges.iter().map(|edge| Id(edge.id.0))))?;
        object.serialize_field("from", &List(|| edges.iter().map(|edge| edge.from)))?;
        object.serialize_field("to", &List(|| edges.iter().map(|edge| edge.to)))?;
        let status = || edges.iter().map(|edge| edge.state.status.as_str());
        object.serialize_field("status", &List(status))?;
        let origins = || {
            edges
                .iter()
                .map(|edge| List(move || edge.state.claims.origins().map(LineageOrigin::as_str)))
        };
        object.serialize_field("origins", &List(origins))?;
        object.serialize_field("derived", &List(|| edges.iter().map(|edge| edge.derived)))?;
        object.end()
    }
}

async fn answer(State(floor): State<Arc<Floor>>, body: Bytes) -> Result<Response, StatusCode> {
    let answer = floor.answer(&body).await.ok_or(StatusCode::BAD_REQUEST)?;
    let response = Response::builder().header(CONTENT_TYPE, "application/json");
    response.body(Body::from(answer)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Serves the catalog whose shape, seed and scale are the arguments, until killed.
pub(crate) fn serve() -> Outcome<()> {
    let mut arguments = std::env::args().skip(2);
    let mut next = || arguments.next().ok_or("Give a shape, a seed and a scale.");
    let shape = Shape::named(&next()?).ok_or("There is no such shape.")?;
    let generator = Generator::new(shape, next()?.parse()?, next()?.parse()?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let floor = Arc::new(Floor::load(generator).await?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let mut out = std::io::stdout();
        writeln!(out, "http://{}/", listener.local_addr()?)?;
        out.flush()?;
        let listener = listener.tap_io(|stream| {
            // Without it the figures show the delay, and that is seen at once.
            let _ = stream.set_nodelay(true);
        });
        let router = Router::new().route("/graphql", post(answer)).with_state(floor);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
