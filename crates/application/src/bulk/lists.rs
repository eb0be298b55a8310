//! What a search found and what a change affects, as files.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Column, ColumnId, EntityKind, Source, SourceId, Stored, Table, TableId, Value,
};
use ariadne_formats::{Format, ListWriter};
use ariadne_ports::{At, PageRequest, Result, SearchHit, WalkNode};
use futures_util::Stream;
use tokio::sync::mpsc;

use super::stream::{file_of, send};
use crate::{LineageRequest, Reader};

/// Rows that are read at once.
const ROWS: usize = 500;

/// The headers of what is affected.
const IMPACT: &[&str] = &[
    "distance",
    "what",
    "source",
    "schema",
    "table",
    "column",
    "kind",
    "dataType",
    "owner",
    "tags",
    "description",
    "id",
];
/// The headers of what was found.
const FOUND: &[&str] = &[
    "match",
    "what",
    "source",
    "schema",
    "table",
    "column",
    "kind",
    "dataType",
    "owner",
    "tags",
    "description",
    "id",
];

/// How well a hit fits, by its rank.
const MATCHES: [&str; 5] = ["EXACT", "PREFIX", "WORD", "NAME", "TEXT"];

/// A source, a table or a column of which a row is written.
#[derive(Clone, Copy)]
enum Wanted {
    Source(SourceId),
    Table(TableId),
    Column(ColumnId, TableId),
}

/// What rows are of, loaded for some of them at once.
struct Loaded {
    sources: HashMap<SourceId, Stored<Source>>,
    tables: HashMap<TableId, Stored<Table>>,
    columns: HashMap<ColumnId, Stored<Column>>,
}

impl Reader {
    /// What changes when tables or columns do (or what they rely on), nearest first: all of
    /// it, part by part.
    ///
    /// # Errors
    /// `NotFound` for an unknown id. An error that comes late breaks the file off.
    #[tracing::instrument(skip_all, fields(format = format.as_str()))]
    pub async fn export_impact(
        &self,
        request: LineageRequest,
        format: Format,
    ) -> Result<impl Stream<Item = Result<Vec<u8>>> + Send + 'static + use<>> {
        let (mut nodes, ..) = self.affected(&request).await?;
        nodes.sort_by_key(|node| (node.depth(), node.node.id));
        let reader = self.clone();
        let open = move |parts| ListWriter::new(format, "impact", IMPACT, parts);
        Ok(file_of(open, async move |rows| reader.impact_rows(request.at, &nodes, &rows).await))
    }

    async fn impact_rows(
        &self,
        at: At,
        nodes: &[WalkNode],
        rows: &mpsc::Sender<Vec<Value>>,
    ) -> Result<()> {
        for nodes in nodes.chunks(ROWS) {
            let wanted = |node: &WalkNode| {
                if node.node.id == node.node.table.0 {
                    Wanted::Table(node.node.table)
                } else {
                    Wanted::Column(ColumnId(node.node.id), node.node.table)
                }
            };
            let wanted: Vec<Wanted> = nodes.iter().map(wanted).collect();
            let loaded = self.load(at, &wanted).await?;
            for (node, wanted) in nodes.iter().zip(wanted) {
                if let Some(row) = loaded.row(wanted, node.depth().into()) {
                    send(rows, row).await?;
                }
            }
        }
        Ok(())
    }

    /// What a search finds now, best first: all of it, part by part.
    ///
    /// # Errors
    /// `Validation` for a text that cannot be searched. An error that comes late breaks
    /// the file off.
    #[tracing::instrument(skip_all, fields(format = format.as_str()))]
    pub async fn export_search(
        &self,
        text: String,
        format: Format,
    ) -> Result<impl Stream<Item = Result<Vec<u8>>> + Send + 'static + use<>> {
        // What is wrong with the text is told before a file begins.
        self.search(&text, &PageRequest::first(1)).await?;
        let reader = self.clone();
        let open = move |parts| ListWriter::new(format, "found", FOUND, parts);
        Ok(file_of(open, async move |rows| reader.search_rows(&text, &rows).await))
    }

    async fn search_rows(&self, text: &str, rows: &mpsc::Sender<Vec<Value>>) -> Result<()> {
        let mut page = PageRequest::first(ROWS);
        loop {
            let found = self.search(text, &page).await?;
            page.after = found.items.last().map(|(_, cursor)| cursor.clone());
            let more = found.has_next;
            let hits = found.into_items();
            let wanted: Vec<Option<Wanted>> = hits.iter().map(wanted).collect();
            let known: Vec<Wanted> = wanted.iter().copied().flatten().collect();
            let loaded = self.load(At::Head, &known).await?;
            for (hit, wanted) in hits.iter().zip(wanted) {
                let rank = MATCHES.get(usize::from(hit.rank)).copied();
                // What was deleted since the search looked is left out.
                let row = wanted.and_then(|wanted| loaded.row(wanted, rank.into()));
                if let Some(row) = row {
                    send(rows, row).await?;
                }
            }
            if !more {
                return Ok(());
            }
        }
    }

    async fn load(&self, at: At, wanted: &[Wanted]) -> Result<Loaded> {
        let (mut sources, mut tables, mut columns) =
            (HashSet::new(), HashSet::new(), HashSet::new());
        for one in wanted {
            match *one {
                Wanted::Source(id) => {
                    sources.insert(id);
                }
                Wanted::Table(id) => {
                    tables.insert(id);
                }
                Wanted::Column(id, table) => {
                    columns.insert(id);
                    tables.insert(table);
                }
            }
        }
        let tables = self.tables(at, &Vec::from_iter(tables)).await?;
        sources.extend(tables.values().filter_map(|table| table.value.source));
        Ok(Loaded {
            tables,
            sources: self.sources(at, &Vec::from_iter(sources)).await?,
            columns: self.columns(at, &Vec::from_iter(columns)).await?,
        })
    }
}

/// What a hit is of.
fn wanted(hit: &SearchHit) -> Option<Wanted> {
    let id = hit.entity.id;
    match hit.entity.kind {
        EntityKind::Source => Some(Wanted::Source(SourceId(id))),
        EntityKind::Table => Some(Wanted::Table(TableId(id))),
        EntityKind::Column => Some(Wanted::Column(ColumnId(id), hit.table?)),
        EntityKind::Edge | EntityKind::Assertion => None,
    }
}

fn text(text: Option<&str>) -> Value {
    text.into()
}

fn tags(tags: &[String]) -> Value {
    match tags {
        [] => Value::Null,
        tags => Value::Array(tags.iter().map(|tag| tag.as_str().into()).collect()),
    }
}

impl Loaded {
    /// The row of one of them; `None` when it is gone.
    fn row(&self, wanted: Wanted, first: Value) -> Option<Vec<Value>> {
        Some(match wanted {
            Wanted::Source(id) => {
                let source = &self.sources.get(&id)?.value;
                let mut row = vec![first, "SOURCE".into(), source.name.as_str().into()];
                row.extend([Value::Null, Value::Null, Value::Null, source.kind.as_str().into()]);
                row.extend([Value::Null, Value::Null, Value::Null]);
                row.extend([text(source.description.as_deref()), id.to_string().into()]);
                row
            }
            Wanted::Table(id) => {
                let table = &self.tables.get(&id)?.value;
                let mut row = self.begin(first, "TABLE", table);
                row.extend([Value::Null, table.kind().as_str().into(), Value::Null]);
                row.extend([text(table.owner.as_deref()), tags(&table.tags)]);
                row.extend([text(table.description()), id.to_string().into()]);
                row
            }
            Wanted::Column(id, table) => {
                let table = &self.tables.get(&table)?.value;
                let column = &self.columns.get(&id)?.value;
                let mut row = self.begin(first, "COLUMN", table);
                row.extend([column.path.to_string().into(), table.kind().as_str().into()]);
                row.extend([column.data_type().into(), text(table.owner.as_deref())]);
                row.extend([tags(&column.tags), text(column.description()), id.to_string().into()]);
                row
            }
        })
    }

    /// What a row says of its table.
    fn begin(&self, first: Value, what: &str, table: &Table) -> Vec<Value> {
        let source = table.source.and_then(|id| self.sources.get(&id));
        let source = source.map(|source| source.value.name.as_str());
        vec![
            first,
            what.into(),
            text(source),
            text(table.schema.as_deref()),
            table.name.as_str().into(),
        ]
    }
}
