//! Sources, tables and columns.

use std::collections::{BTreeMap, HashSet};

use ariadne_domain::{
    Column, ColumnId, Identity, LineageFilter, ObjectName, Source, SourceId, Stored, Table,
    TableId, filter_text, fold, fold_prefix, search_words,
};
use ariadne_ports::{
    At, ColumnReader, Count, CursorKey, Facet, Page, PageRequest, Result, SourceFilter,
    SourceReader, TableFacets, TableFilter, TableHeading, TableOrder, TableReader,
};
use async_trait::async_trait;

use super::MemoryRepo;
use super::paging::{Direction, Entry, capped, page, time_key};
use super::state::State;

/// How much of a folded name orders tables.
const NAME_PREFIX: usize = 256;

/// Whether every word of `filter` is within one of the parts.
fn has_words<'a>(filter: Option<&str>, parts: impl IntoIterator<Item = Option<&'a str>>) -> bool {
    let text = filter_text(parts);
    search_words(filter.unwrap_or_default()).iter().all(|word| text.contains(word))
}

fn source_fits(source: &Source, filter: &SourceFilter) -> bool {
    has_words(filter.text.as_deref(), [Some(&*source.name), source.description.as_deref()])
        && (filter.kinds.is_empty() || filter.kinds.contains(&source.kind))
        && filter.active.is_none_or(|active| source.is_active == active)
}

fn table_fits(table: &Table, filter: &TableFilter) -> bool {
    let fetched_before = |before| table.introspected_at.is_some_and(|fetched| fetched < before);
    has_words(filter.text.as_deref(), [table.schema.as_deref(), Some(&*table.name)])
        && filter.source.is_none_or(|source| table.source == Some(source))
        && filter.bound.is_none_or(|bound| table.source.is_some() == bound)
        && (filter.kinds.is_empty() || filter.kinds.contains(&table.kind()))
        && filter.tags.iter().all(|tag| table.tags.contains(tag))
        && filter.owner.as_ref().is_none_or(|owner| table.owner.as_ref() == Some(owner))
        && filter.fetched_before.is_none_or(fetched_before)
        && filter.never_fetched.is_none_or(|never| table.introspected_at.is_none() == never)
}

fn column_fits(column: &Column, text: Option<&str>) -> bool {
    !column.overrides.hidden
        && has_words(text, [Some(&*column.path.to_string()), column.description()])
}

impl State {
    /// Tables at either end of an edge that a walk goes along unless told otherwise.
    fn with_lineage(&self, at: At) -> HashSet<TableId> {
        let walked = LineageFilter::default();
        let edges = self.edges.rows(at).map(|row| &row.value);
        let edges = edges.filter(|edge| walked.admits(&edge.state));
        edges.flat_map(|edge| [edge.from_table, edge.to_table]).collect()
    }

    fn tables_of(&self, at: At, filter: &TableFilter) -> Vec<&Stored<Table>> {
        let with_lineage = filter.has_lineage.map(|wanted| (wanted, self.with_lineage(at)));
        let by_lineage = |table: TableId| {
            with_lineage.as_ref().is_none_or(|(wanted, with)| with.contains(&table) == *wanted)
        };
        let rows = self.tables.rows(at).filter(|row| table_fits(&row.value, filter));
        rows.filter(|row| by_lineage(row.value.id)).collect()
    }
}

#[async_trait]
impl SourceReader for MemoryRepo {
    async fn sources(&self, at: At, ids: &[SourceId]) -> Result<Vec<Stored<Source>>> {
        let state = self.lock();
        Ok(state.sources.rows(at).filter(|row| ids.contains(&row.value.id)).cloned().collect())
    }

    async fn source_by_name(&self, name: &str) -> Result<Option<Stored<Source>>> {
        let state = self.lock();
        let mut rows = state.sources.rows(At::Head);
        Ok(rows.find(|row| fold(&row.value.name) == fold(name)).cloned())
    }

    async fn list_sources(
        &self,
        filter: &SourceFilter,
        request: &PageRequest,
    ) -> Result<Page<Stored<Source>>> {
        let state = self.lock();
        let rows = state.sources.rows(At::Head).filter(|row| source_fits(&row.value, filter));
        let entries = rows.map(|row| Entry {
            keys: vec![CursorKey::Text(fold(&row.value.name))],
            id: row.value.id.0,
            item: row.clone(),
        });
        let scope = format!("sources {filter:?}");
        page("memory.list_sources", &scope, Direction::Ascending, entries.collect(), request)
    }

    async fn count_sources(&self, filter: &SourceFilter, cap: u64) -> Result<Count> {
        let state = self.lock();
        let rows = state.sources.rows(At::Head).filter(|row| source_fits(&row.value, filter));
        Ok(capped(rows.count(), cap))
    }
}

#[async_trait]
impl TableReader for MemoryRepo {
    async fn tables(&self, at: At, ids: &[TableId]) -> Result<Vec<Stored<Table>>> {
        let state = self.lock();
        Ok(state.tables.rows(at).filter(|row| ids.contains(&row.value.id)).cloned().collect())
    }

    async fn tables_by_identity(&self, identities: &[Identity]) -> Result<Vec<Stored<Table>>> {
        let state = self.lock();
        let rows = state.tables.rows(At::Head);
        Ok(rows.filter(|row| identities.contains(&row.value.identity())).cloned().collect())
    }

    async fn tables_by_name(
        &self,
        source: Option<Option<SourceId>>,
        schema: Option<Option<&str>>,
        name: &str,
        limit: usize,
    ) -> Result<Vec<Stored<Table>>> {
        let state = self.lock();
        let fits = |row: &&Stored<Table>| {
            row.value.name == name
                && source.is_none_or(|source| row.value.source == source)
                && schema.is_none_or(|schema| row.value.schema.as_deref() == schema)
        };
        Ok(state.tables.rows(At::Head).filter(fits).take(limit).cloned().collect())
    }

    async fn tables_by_external(
        &self,
        source: SourceId,
        names: &[ObjectName],
    ) -> Result<Vec<Stored<Table>>> {
        let alike = |one: &ObjectName, other: &ObjectName| {
            let schemas = (one.schema.as_deref(), other.schema.as_deref());
            one.name.eq_ignore_ascii_case(&other.name)
                && match schemas {
                    (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
                    (one, other) => one == other,
                }
        };
        let fits = |row: &&Stored<Table>| {
            let table = &row.value;
            table.source == Some(source)
                && match &table.external {
                    Some(external) => names.iter().any(|name| alike(name, external)),
                    None => names.contains(&table.external_name()),
                }
        };
        Ok(self.lock().tables.rows(At::Head).filter(fits).cloned().collect())
    }

    async fn list_tables(
        &self,
        at: At,
        filter: &TableFilter,
        order: TableOrder,
        request: &PageRequest,
    ) -> Result<Page<Stored<Table>>> {
        let state = self.lock();
        let (direction, key): (_, fn(&Stored<Table>) -> CursorKey) = match order {
            TableOrder::Name => (Direction::Ascending, |row| {
                CursorKey::Text(fold_prefix(&row.value.name, NAME_PREFIX))
            }),
            TableOrder::UpdatedNewest => {
                (Direction::KeysDescending, |row| time_key(Some(row.updated_at)))
            }
            TableOrder::FetchedNewest => {
                (Direction::KeysDescending, |row| time_key(row.value.introspected_at))
            }
        };
        let entries = state.tables_of(at, filter).into_iter().map(|row| Entry {
            keys: vec![key(row)],
            id: row.value.id.0,
            item: row.clone(),
        });
        let scope = format!("tables {order:?} {filter:?}");
        page("memory.list_tables", &scope, direction, entries.collect(), request)
    }

    async fn count_tables(&self, at: At, filter: &TableFilter, cap: u64) -> Result<Count> {
        Ok(capped(self.lock().tables_of(at, filter).len(), cap))
    }

    async fn table_facets(&self, filter: &TableFilter) -> Result<TableFacets> {
        let state = self.lock();
        let tables: Vec<&Table> =
            state.tables_of(At::Head, filter).into_iter().map(|row| &row.value).collect();
        let sources = facet(tables.iter().map(|t| (t.source.is_none(), t.source)));
        let kinds = facet(tables.iter().map(|t| (t.kind().as_str(), t.kind())));
        Ok(TableFacets {
            tags: facet(tables.iter().flat_map(|t| &t.tags).map(|t| (t.clone(), t.clone()))),
            owners: facet(tables.iter().filter_map(|t| t.owner.clone()).map(|o| (o.clone(), o))),
            sources,
            kinds,
        })
    }

    async fn table_headings(
        &self,
        after: Option<TableId>,
        limit: usize,
    ) -> Result<Vec<TableHeading>> {
        let state = self.lock();
        let behind = |row: &&Stored<Table>| Some(row.value.id) > after;
        let mut found: Vec<TableHeading> = state
            .tables
            .rows(At::Head)
            .filter(behind)
            .map(|row| TableHeading {
                id: row.value.id,
                schema: row.value.schema.clone(),
                name: row.value.name.clone(),
                kind: row.value.kind(),
                source: row.value.source,
            })
            .collect();
        found.sort_by_key(|heading| heading.id);
        found.truncate(limit);
        Ok(found)
    }

    async fn tables_of_source(&self, source: SourceId) -> Result<Vec<Stored<Table>>> {
        let filter = TableFilter { source: Some(source), ..TableFilter::default() };
        Ok(self.lock().tables_of(At::Head, &filter).into_iter().cloned().collect())
    }
}

/// Counts values, given with what orders them between equal counts.
fn facet<K: Ord, T: Ord>(values: impl Iterator<Item = (K, T)>) -> Vec<Facet<T>> {
    let mut counts: BTreeMap<(K, T), u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut facets: Vec<Facet<T>> =
        counts.into_iter().map(|((_, value), count)| Facet { value, count }).collect();
    // Stable: what was in the order of values stays so between equal counts.
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    facets.truncate(100);
    facets
}

#[async_trait]
impl ColumnReader for MemoryRepo {
    async fn columns(&self, at: At, ids: &[ColumnId]) -> Result<Vec<Stored<Column>>> {
        let state = self.lock();
        Ok(state.columns.rows(at).filter(|row| ids.contains(&row.value.id)).cloned().collect())
    }

    async fn columns_of_tables(&self, at: At, tables: &[TableId]) -> Result<Vec<Stored<Column>>> {
        let state = self.lock();
        let rows = state.columns.rows(at).filter(|row| tables.contains(&row.value.table));
        let mut rows: Vec<Stored<Column>> = rows.cloned().collect();
        rows.sort_by_key(|row| (row.value.table, row.value.ordinal, row.value.id));
        Ok(rows)
    }

    async fn list_columns(
        &self,
        at: At,
        table: TableId,
        text: Option<&str>,
        request: &PageRequest,
    ) -> Result<Page<Stored<Column>>> {
        let state = self.lock();
        let rows = state.columns.rows(at).filter(|row| row.value.table == table);
        let entries = rows.filter(|row| column_fits(&row.value, text)).map(|row| Entry {
            keys: vec![CursorKey::Int(i64::from(row.value.ordinal))],
            id: row.value.id.0,
            item: row.clone(),
        });
        let scope = format!("columns {table} {text:?}");
        page("memory.list_columns", &scope, Direction::Ascending, entries.collect(), request)
    }

    async fn count_columns(&self, at: At, tables: &[TableId]) -> Result<Vec<(TableId, u64)>> {
        let state = self.lock();
        let mut counts: BTreeMap<TableId, u64> = BTreeMap::new();
        for row in state.columns.rows(at) {
            if tables.contains(&row.value.table) && !row.value.overrides.hidden {
                *counts.entry(row.value.table).or_default() += 1;
            }
        }
        Ok(counts.into_iter().collect())
    }
}
