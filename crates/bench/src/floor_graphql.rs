//! The GraphQL floor: a bare schema that holds the very answers in memory, behind a
//! bare server. It parses and validates the same document, makes the same objects
//! and writes the same bytes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::net::Ipv4Addr;
use std::sync::Arc;

use async_graphql::{
    ComplexObject, EmptyMutation, EmptySubscription, ID, Object, Request, Schema, SimpleObject,
    Union,
};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::Outcome;

/// Everything that a bare server can answer.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// Pages of tables by their cursor.
    pub(crate) lists: Vec<(Option<String>, TablePage)>,
    /// Pages of hits by text and cursor.
    pub(crate) searches: Vec<((String, Option<String>), HitPage)>,
    /// Tables with their columns.
    pub(crate) tables: Vec<Table>,
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TablePage {
    nodes: Vec<Table>,
    page_info: PageInfo,
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub(crate) struct Table {
    id: String,
    kind: Option<String>,
    qualified_name: Option<String>,
    description: Option<String>,
    owner: Option<String>,
    updated_at: Option<String>,
    #[graphql(skip)]
    columns: Option<ColumnPage>,
}

#[ComplexObject]
impl Table {
    async fn columns(&self, first: Option<i32>) -> Option<&ColumnPage> {
        first.and(self.columns.as_ref())
    }
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ColumnPage {
    nodes: Vec<Column>,
    page_info: PageInfo,
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Column {
    id: String,
    name: String,
    data_type: String,
    logical_type: Option<String>,
    logical_kind: Option<String>,
    nullable: Option<bool>,
    primary_key: Option<u32>,
    description: Option<String>,
    ordinal: Option<u32>,
    tags: Option<Vec<String>>,
    table: Option<Box<Table>>,
}

#[derive(Serialize, Deserialize, SimpleObject)]
pub(crate) struct Source {
    id: String,
    name: String,
    description: Option<String>,
}

#[derive(Serialize, Deserialize, Union)]
#[serde(tag = "__typename")]
pub(crate) enum Hit {
    Table(Table),
    Column(Column),
    Source(Source),
}

#[derive(Serialize, Deserialize, SimpleObject)]
pub(crate) struct HitEdge {
    rank: u8,
    node: Hit,
}

#[derive(Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HitPage {
    edges: Vec<HitEdge>,
    page_info: PageInfo,
}

struct Query {
    lists: HashMap<Option<String>, TablePage>,
    searches: HashMap<(String, Option<String>), HitPage>,
    tables: HashMap<String, Table>,
}

impl From<Memory> for Query {
    fn from(memory: Memory) -> Self {
        Self {
            lists: memory.lists.into_iter().collect(),
            searches: memory.searches.into_iter().collect(),
            tables: memory.tables.into_iter().map(|table| (table.id.clone(), table)).collect(),
        }
    }
}

#[Object]
impl Query {
    async fn tables(&self, first: Option<i32>, after: Option<String>) -> Option<&TablePage> {
        first.and(self.lists.get(&after))
    }

    async fn search(
        &self,
        text: String,
        first: Option<i32>,
        after: Option<String>,
    ) -> Option<&HitPage> {
        first.and(self.searches.get(&(text, after)))
    }

    async fn table(&self, id: ID) -> Option<&Table> {
        self.tables.get(id.as_str())
    }
}

type Bare = Schema<Query, EmptyMutation, EmptySubscription>;

async fn answer(State(schema): State<Arc<Bare>>, body: Bytes) -> Result<Response, StatusCode> {
    let request: Request = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let answer = schema.execute(request).await;
    let text = serde_json::to_vec(&answer).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let response = Response::builder().header(CONTENT_TYPE, "application/json");
    response.body(Body::from(text)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Serves the answers of the file that is the second argument, until killed.
pub(crate) fn serve() -> Outcome<()> {
    let file = std::env::args().nth(2).ok_or("A file with answers is missing.")?;
    let memory: Memory = serde_json::from_reader(BufReader::new(File::open(file)?))?;
    let schema = Schema::new(Query::from(memory), EmptyMutation, EmptySubscription);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let mut out = std::io::stdout();
        writeln!(out, "http://{}/", listener.local_addr()?)?;
        out.flush()?;
        let listener = listener.tap_io(|stream| {
            // Without it the figures show the delay, and that is seen at once.
            let _ = stream.set_nodelay(true);
        });
        let router = Router::new().route("/graphql", post(answer)).with_state(Arc::new(schema));
        axum::serve(listener, router).await?;
        Ok(())
    })
}
