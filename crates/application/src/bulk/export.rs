//! A catalog, or a part of it, as a file: read page by page while it is written.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Assertion, Column, ColumnId, Direction, Edge, Field, LineageLevel, Source, SourceId, Stored,
    Table, TableId,
};
use ariadne_formats::{Format, Record, Writer};
use ariadne_ports::{At, Error, Page, PageRequest, Result, SourceFilter, TableFilter, TableOrder};
use futures_util::Stream;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::records;
use super::stream::{file_of, send};
use crate::{LineageRequest, Reader};

/// Tables that are read at once, with all their columns.
const TABLES: usize = 100;

/// Which tables a file is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportScope {
    /// All of them, and all sources.
    #[default]
    All,
    /// Those of a source.
    Source(SourceId),
    /// These.
    Tables(Vec<TableId>),
    /// What lies near tables or columns in lineage.
    Lineage {
        /// From where.
        of: Vec<Uuid>,
        /// Which way.
        direction: Direction,
        /// How far; `None` is to the ends.
        depth: Option<u32>,
    },
}

/// What is exported.
#[derive(Clone, Debug, Default)]
pub struct ExportRequest {
    /// Which tables.
    pub scope: ExportScope,
    /// Which of all tables, or of a source's.
    pub filter: TableFilter,
    /// When.
    pub at: At,
    /// Whether tables carry all that fetches found out, hidden columns too, as a restore
    /// needs; else what counts of them.
    pub fetched: bool,
}

/// What a table is called, for references to it.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) source: Field<String>,
    pub(super) schema: Field<String>,
    pub(super) name: String,
}

type Sender = mpsc::Sender<Record>;

impl Reader {
    /// The file, part by part. An error that comes late breaks it off.
    #[tracing::instrument(skip_all, fields(format = format.as_str()))]
    pub async fn export(
        &self,
        request: ExportRequest,
        format: Format,
    ) -> Result<impl Stream<Item = Result<Vec<u8>>> + Send + 'static + use<>> {
        // All pages are of one state, whatever is committed meanwhile.
        let seq = self.core.ports.changesets.state().await?.seq;
        let at = match request.at {
            At::Head => At::Seq(seq),
            At::Seq(asked) => At::Seq(asked.min(seq)),
        };
        let request = ExportRequest { at, ..request };
        if let ExportScope::Source(id) = request.scope {
            self.known_source("exports.scope", id).await?;
        }
        let chosen = self.chosen(&request).await?;
        let open = move |parts| Writer::new(format, parts);
        let reader = self.clone();
        Ok(file_of(open, async move |records| {
            reader.export_records(&request, chosen, &records).await
        }))
    }

    /// The tables of a scope that names them; `None` when they are listed.
    async fn chosen(&self, request: &ExportRequest) -> Result<Option<Vec<TableId>>> {
        Ok(match &request.scope {
            ExportScope::All | ExportScope::Source(_) => None,
            ExportScope::Tables(ids) => Some(ids.clone()),
            ExportScope::Lineage { of, direction, depth } => {
                let mut tables = HashSet::new();
                for level in LineageLevel::ALL {
                    let walk = self
                        .lineage(&LineageRequest {
                            of: of.clone(),
                            level: *level,
                            direction: *direction,
                            depth: *depth,
                            filter: ariadne_domain::LineageFilter::default(),
                            at: request.at,
                            limit: Some(100_000),
                        })
                        .await?;
                    if walk.truncated() {
                        let message = "More than 100,000 tables or columns are near this in lineage; export fewer, or all.";
                        return Err(Error::new(crate::ErrorKind::Limit, "exports.scope", message));
                    }
                    tables.extend(walk.nodes.iter().map(|node| node.node.table));
                }
                let mut tables: Vec<TableId> = tables.into_iter().collect();
                tables.sort_unstable();
                Some(tables)
            }
        })
    }

    async fn export_records(
        &self,
        request: &ExportRequest,
        chosen: Option<Vec<TableId>>,
        records: &Sender,
    ) -> Result<()> {
        let sources = self.export_sources(request, chosen.as_deref(), records).await?;
        let ids = self.export_tables(request, chosen, &sources, records).await?;
        self.export_lineage(request.at, &ids, &sources, records).await
    }

    /// Writes the sources: all of them, or those of the chosen tables.
    async fn export_sources(
        &self,
        request: &ExportRequest,
        chosen: Option<&[TableId]>,
        records: &Sender,
    ) -> Result<HashMap<SourceId, String>> {
        let wanted: Option<HashSet<SourceId>> = match (&request.scope, chosen) {
            (ExportScope::Source(id), _) => Some(HashSet::from([*id])),
            (_, Some(ids)) => {
                let mut wanted = HashSet::new();
                for ids in ids.chunks(1_000) {
                    let tables = self.tables(request.at, ids).await?;
                    wanted.extend(tables.values().filter_map(|table| table.value.source));
                }
                Some(wanted)
            }
            _ => None,
        };
        let ids = self.all_sources().await?;
        let found = self.core.ports.sources.sources(request.at, &ids).await?;
        let mut found: Vec<Stored<Source>> = found;
        found.sort_by(|one, other| {
            (one.value.name.as_str(), one.value.id)
                .cmp(&(other.value.name.as_str(), other.value.id))
        });
        let mut names = HashMap::new();
        for stored in found {
            let source = stored.value;
            names.insert(source.id, source.name.clone());
            if wanted.as_ref().is_none_or(|wanted| wanted.contains(&source.id)) {
                send(records, records::source(source)).await?;
            }
        }
        Ok(names)
    }

    /// Ids of the sources there are.
    async fn all_sources(&self) -> Result<Vec<SourceId>> {
        let mut ids = Vec::new();
        let mut page = PageRequest::first(500);
        loop {
            let filter = SourceFilter::default();
            let found = self.core.ports.sources.list_sources(&filter, &page).await?;
            page.after = found.items.last().map(|(_, cursor)| cursor.clone());
            let more = found.has_next;
            ids.extend(found.into_items().into_iter().map(|source| source.value.id));
            if !more {
                return Ok(ids);
            }
        }
    }

    /// Writes the tables with their columns; answers their ids in the same order.
    async fn export_tables(
        &self,
        request: &ExportRequest,
        chosen: Option<Vec<TableId>>,
        sources: &HashMap<SourceId, String>,
        records: &Sender,
    ) -> Result<Vec<TableId>> {
        let mut filter = request.filter.clone();
        if let ExportScope::Source(id) = request.scope {
            filter.source = Some(id);
        }
        let mut ids = Vec::new();
        let mut page = PageRequest::first(TABLES);
        let mut chosen = chosen.map(Vec::into_iter);
        loop {
            let (tables, more) = if let Some(chosen) = &mut chosen {
                let some: Vec<TableId> = chosen.by_ref().take(TABLES).collect();
                let mut found = self.tables(request.at, &some).await?;
                let tables: Vec<_> = some.iter().filter_map(|id| found.remove(id)).collect();
                (tables, !some.is_empty())
            } else {
                let found: Page<Stored<Table>> =
                    self.list_tables(request.at, &filter, TableOrder::Name, &page).await?;
                page.after = found.items.last().map(|(_, cursor)| cursor.clone());
                let more = found.has_next;
                (found.into_items(), more)
            };
            let some: Vec<TableId> = tables.iter().map(|table| table.value.id).collect();
            let mut columns = self.columns_of_tables(request.at, &some).await?;
            for stored in tables {
                let table = stored.value;
                let mut columns: Vec<Column> = columns
                    .remove(&table.id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|column| column.value)
                    .collect();
                columns.sort_by_key(|column| (column.ordinal, column.id));
                let title = title_of(&table, sources);
                send(records, records::table(&table, &columns, &title, request.fetched)).await?;
                for column in columns.iter().filter(|column| !column.overrides.hidden) {
                    send(records, records::column(column, &table, &title)).await?;
                }
                ids.push(table.id);
            }
            if !more {
                return Ok(ids);
            }
        }
    }

    /// Writes the claims of edges that begin or end at one of these tables or at a column
    /// of one.
    async fn export_lineage(
        &self,
        at: At,
        tables: &[TableId],
        sources: &HashMap<SourceId, String>,
        records: &Sender,
    ) -> Result<()> {
        let exported: HashSet<TableId> = tables.iter().copied().collect();
        for some in tables.chunks(TABLES) {
            let mine: HashSet<TableId> = some.iter().copied().collect();
            let found = self.core.ports.lineage.edges_of_tables(at, some).await?;
            // An edge is written where it begins, or else where it ends.
            let mut edges: Vec<Edge> = found
                .into_iter()
                .map(|edge| edge.value)
                .filter(|edge| {
                    mine.contains(&edge.from_table) || !exported.contains(&edge.from_table)
                })
                .collect();
            edges.sort_unstable_by_key(|edge| edge.id);
            for edges in edges.chunks(1_000) {
                self.export_edges(at, edges, sources, records).await?;
            }
        }
        Ok(())
    }

    async fn export_edges(
        &self,
        at: At,
        edges: &[Edge],
        sources: &HashMap<SourceId, String>,
        records: &Sender,
    ) -> Result<()> {
        let ids: Vec<_> = edges.iter().map(|edge| edge.id).collect();
        let mut claims: HashMap<_, Vec<Assertion>> = HashMap::new();
        for claim in self.core.ports.lineage.assertions_of(at, &ids).await? {
            claims.entry(claim.value.edge).or_default().push(claim.value);
        }
        let tables: HashSet<TableId> =
            edges.iter().flat_map(|edge| [edge.from_table, edge.to_table]).collect();
        let tables: Vec<TableId> = tables.into_iter().collect();
        let tables = self.tables(at, &tables).await?;
        let titles: HashMap<TableId, Title> =
            tables.into_iter().map(|(id, table)| (id, title_of(&table.value, sources))).collect();
        let ends = edges.iter().filter(|edge| edge.level == LineageLevel::Column);
        let columns: HashSet<ColumnId> =
            ends.flat_map(|edge| [ColumnId(edge.from), ColumnId(edge.to)]).collect();
        let columns: Vec<ColumnId> = columns.into_iter().collect();
        let columns = self.columns_of_keys(at, &columns).await?;
        for edge in edges {
            let end = |id: Uuid, table: TableId| {
                let path = columns.get(&ColumnId(id)).map(|column| column.value.path.clone());
                records::end(id, titles.get(&table), path)
            };
            let (from, to) = (end(edge.from, edge.from_table), end(edge.to, edge.to_table));
            for claim in claims.remove(&edge.id).unwrap_or_default() {
                send(records, records::claim(&claim, from.clone(), to.clone())).await?;
            }
        }
        Ok(())
    }
}

fn title_of(table: &Table, sources: &HashMap<SourceId, String>) -> Title {
    let set = |text: Option<String>| text.map_or(Field::Clear, Field::Set);
    Title {
        source: set(table.source.and_then(|id| sources.get(&id).cloned())),
        schema: set(table.schema.clone()),
        name: table.name.clone(),
    }
}
