use std::collections::HashMap;

use ariadne_application::domain::{ColumnId, EntityKind, SourceId, TableId};
use ariadne_application::{At, Page, Reader, SearchHit};
use async_graphql::{Context, Object, Result, SimpleObject, Union};

use super::{Column, Source, Table};
use crate::schema::page::{PageInfo, Total, TotalCount, count_cost, encode_cursor, page_info};

/// Something that a search found.
#[derive(Clone, Debug, Union)]
pub(crate) enum SearchResult {
    /// A table.
    Table(Table),
    /// A column.
    Column(Column),
    /// A data source.
    Source(Source),
}

/// A found thing with its cursor.
#[derive(SimpleObject)]
pub(crate) struct SearchEdge {
    /// Continues behind this item when given as `after`.
    cursor: String,
    /// What was found.
    node: SearchResult,
    /// How well it fits: 0 exact name, 1 prefix of the name, 2 start of a word of the
    /// name, 3 within the name, 4 within a path or description only.
    rank: u8,
}

/// A page of what a search found, best first.
pub(crate) struct SearchConnection {
    page: Page<(SearchResult, u8)>,
    text: String,
}

impl SearchConnection {
    /// Loads what was found, in one call for each kind.
    pub(crate) async fn load(
        reader: &Reader,
        text: String,
        hits: Page<SearchHit>,
    ) -> ariadne_application::Result<Self> {
        let at = At::Head;
        let of = |kind| hits.items.iter().filter(move |(hit, _)| hit.entity.kind == kind);
        let sources: Vec<_> =
            of(EntityKind::Source).map(|(hit, _)| SourceId(hit.entity.id)).collect();
        let columns: Vec<_> =
            of(EntityKind::Column).map(|(hit, _)| ColumnId(hit.entity.id)).collect();
        let mut tables: Vec<_> =
            of(EntityKind::Table).map(|(hit, _)| TableId(hit.entity.id)).collect();
        tables.extend(hits.items.iter().filter_map(|(hit, _)| hit.table));
        tables.sort();
        tables.dedup();
        let mut sources =
            if sources.is_empty() { HashMap::new() } else { reader.sources(at, &sources).await? };
        let mut columns =
            if columns.is_empty() { HashMap::new() } else { reader.columns(at, &columns).await? };
        let tables =
            if tables.is_empty() { HashMap::new() } else { reader.tables(at, &tables).await? };
        let table = |id: TableId| tables.get(&id).cloned().map(|stored| Table::new(at, stored));
        // What was deleted since the search looked is left out.
        let items = hits.items.into_iter().filter_map(|(hit, cursor)| {
            let id = hit.entity.id;
            let node = match hit.entity.kind {
                EntityKind::Source => {
                    SearchResult::Source(Source::new(at, sources.remove(&SourceId(id))?))
                }
                EntityKind::Table => SearchResult::Table(table(TableId(id))?),
                EntityKind::Column => {
                    let column = columns.remove(&ColumnId(id))?.value;
                    let table = table(column.table);
                    SearchResult::Column(Column::new(at, column, table))
                }
                EntityKind::Edge | EntityKind::Assertion => return None,
            };
            Some(((node, hit.rank), cursor))
        });
        let page = Page { items: items.collect(), has_next: hits.has_next };
        Ok(Self { page, text })
    }
}

/// A page of what a search found, best first.
#[Object]
impl SearchConnection {
    /// What was found.
    async fn nodes(&self) -> Vec<SearchResult> {
        self.page.items.iter().map(|((node, _), _)| node.clone()).collect()
    }

    /// What was found, each with its cursor and rank.
    async fn edges(&self) -> Vec<SearchEdge> {
        let items = self.page.items.iter();
        items
            .map(|((node, rank), cursor)| SearchEdge {
                cursor: encode_cursor(cursor),
                node: node.clone(),
                rank: *rank,
            })
            .collect()
    }

    /// Where the page ends.
    async fn page_info(&self) -> PageInfo {
        page_info(&self.page)
    }

    /// How many there are; counted only when asked for.
    #[graphql(complexity = "count_cost(child_complexity)")]
    async fn total_count(&self, ctx: &Context<'_>) -> Result<TotalCount> {
        Total::Hits(self.text.clone()).count(ctx).await
    }
}
