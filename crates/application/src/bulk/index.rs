//! What the catalog and the file call their things: names to ids, in memory.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Column, ColumnId, Field, Path, Source, SourceId, Stored, TableId, fold};
use ariadne_ports::{At, PageRequest, Result, SourceFilter};
use uuid::Uuid;

use super::paths::Paths;
use crate::Reader;
use crate::lineage::Known;

/// Headings read at once.
const PAGE: usize = 2_000;
/// Tables whose columns are read at once.
const TABLES: usize = 200;

/// What a table is called.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub(super) source: Option<SourceId>,
    pub(super) schema: Option<String>,
    pub(super) name: String,
    /// Whether the file has a row for it.
    pub(super) in_file: bool,
}

/// What a source is called.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    /// The stored source; `None` when the file brings it.
    pub(super) stored: Option<Stored<Source>>,
}

/// Names to ids, of the catalog and of the file.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) sources: HashMap<SourceId, Named>,
    source_names: HashMap<String, SourceId>,
    pub(super) tables: HashMap<TableId, Heading>,
    names: HashMap<String, Vec<TableId>>,
    columns: HashMap<TableId, Paths>,
    /// Ids that the file tells and that mean something here.
    ids: HashMap<Uuid, Known>,
}

impl Index {
    /// What the catalog calls its sources and tables now.
    pub(super) async fn load(reader: &Reader) -> Result<Self> {
        let mut index = Self::default();
        let mut page = PageRequest::first(500);
        loop {
            let ports = &reader.core.ports;
            let found = ports.sources.list_sources(&SourceFilter::default(), &page).await?;
            let more = found.has_next;
            page.after = found.items.last().map(|(_, cursor)| cursor.clone());
            for stored in found.into_items() {
                let name = stored.value.name.clone();
                index.put_source(stored.value.id, Named { name, stored: Some(stored) });
            }
            if !more {
                break;
            }
        }
        let mut last = None;
        loop {
            let found = reader.core.ports.tables.table_headings(last, PAGE).await?;
            let Some(heading) = found.last() else { break };
            last = Some(heading.id);
            for one in found {
                let heading = Heading {
                    source: one.source,
                    schema: one.schema,
                    name: one.name,
                    in_file: false,
                };
                index.put_table(one.id, heading);
            }
        }
        Ok(index)
    }

    /// Takes a source, or what it is called from now on.
    pub(super) fn put_source(&mut self, id: SourceId, named: Named) {
        if let Some(old) = self.sources.get(&id) {
            self.source_names.remove(&fold(&old.name));
        }
        self.source_names.insert(fold(&named.name), id);
        self.sources.insert(id, named);
    }

    /// The source of this name, without regard to case.
    pub(super) fn source_by_name(&self, name: &str) -> Option<SourceId> {
        self.source_names.get(&fold(name)).copied()
    }

    /// What a source is called.
    pub(super) fn source_name(&self, id: SourceId) -> &str {
        self.sources.get(&id).map_or("", |named| named.name.as_str())
    }

    /// Takes a table, or what it is called from now on.
    pub(super) fn put_table(&mut self, id: TableId, heading: Heading) {
        if let Some(old) = self.tables.get(&id).filter(|old| old.name != heading.name)
            && let Some(same) = self.names.get_mut(&old.name)
        {
            same.retain(|other| *other != id);
        }
        let same = self.names.entry(heading.name.clone()).or_default();
        if !same.contains(&id) {
            same.push(id);
        }
        self.tables.insert(id, heading);
    }

    /// The tables of this name; of any source or schema where that is kept open.
    pub(super) fn tables_called(
        &self,
        source: &Field<SourceId>,
        schema: &Field<String>,
        name: &str,
    ) -> Vec<TableId> {
        let fits = |id: &&TableId| {
            let heading = &self.tables[*id];
            let in_source = match source {
                Field::Keep => true,
                Field::Clear => heading.source.is_none(),
                Field::Set(source) => heading.source == Some(*source),
            };
            let in_schema = match schema {
                Field::Keep => true,
                Field::Clear => heading.schema.is_none(),
                Field::Set(schema) => heading.schema.as_ref() == Some(schema),
            };
            in_source && in_schema
        };
        self.names.get(name).into_iter().flatten().filter(fits).copied().collect()
    }

    /// Every name of a table.
    pub(super) fn table_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter(|(_, ids)| !ids.is_empty()).map(|(name, _)| name.as_str())
    }

    /// Every name of a source.
    pub(super) fn names_of_sources(&self) -> impl Iterator<Item = &str> {
        self.sources.values().map(|named| named.name.as_str())
    }

    /// `source.schema.name`, for people.
    pub(super) fn title(&self, id: TableId) -> String {
        let Some(heading) = self.tables.get(&id) else { return id.to_string() };
        let source = heading.source.map(|id| self.source_name(id));
        let parts = [source, heading.schema.as_deref(), Some(heading.name.as_str())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(".")
    }

    /// Takes the visible columns of a table.
    pub(super) fn put_columns<'a>(
        &mut self,
        table: TableId,
        columns: impl IntoIterator<Item = &'a Column>,
    ) {
        self.columns.insert(table, Paths::of(columns));
    }

    /// Whether the table's columns were loaded.
    pub(super) fn has_columns(&self, table: TableId) -> bool {
        self.columns.contains_key(&table)
    }

    /// The column at a path; `None` also when the table's columns were not loaded.
    pub(super) fn column(&self, table: TableId, path: &Path) -> Option<ColumnId> {
        self.columns.get(&table)?.column(&path.to_string())
    }

    /// The paths of a table's columns, as they are printed.
    pub(super) fn paths(&self, table: TableId) -> impl Iterator<Item = &str> {
        self.columns.get(&table).into_iter().flat_map(Paths::all)
    }

    /// The path of a column, as it is printed.
    pub(super) fn path(&self, table: TableId, column: ColumnId) -> Option<&str> {
        self.columns.get(&table)?.path(column)
    }

    /// What history calls a table or a column: `shop.orders`, `shop.orders: customer.id`.
    pub(super) fn label(&self, id: Uuid, table: TableId) -> Option<String> {
        let heading = self.tables.get(&table)?;
        let name = match &heading.schema {
            Some(schema) => format!("{schema}.{}", heading.name),
            None => heading.name.clone(),
        };
        if id == table.0 {
            return Some(name);
        }
        Some(format!("{name}: {}", self.path(table, ColumnId(id))?))
    }

    /// Loads the columns of these tables, unless they are known.
    pub(super) async fn load_columns(
        &mut self,
        reader: &Reader,
        tables: impl IntoIterator<Item = TableId>,
    ) -> Result<()> {
        let missing: HashSet<TableId> =
            tables.into_iter().filter(|id| !self.columns.contains_key(id)).collect();
        let missing: Vec<TableId> = missing.into_iter().collect();
        for tables in missing.chunks(TABLES) {
            let found = reader.core.ports.columns.columns_of_tables(At::Head, tables).await?;
            let mut of: HashMap<TableId, Vec<Column>> = HashMap::new();
            for column in found {
                of.entry(column.value.table).or_default().push(column.value);
            }
            for table in tables {
                self.put_columns(*table, of.get(table).map_or(&[][..], Vec::as_slice));
            }
        }
        Ok(())
    }

    /// What an id of the file means here.
    pub(super) fn put_id(&mut self, id: Uuid, known: Known) {
        self.ids.insert(id, known);
    }

    /// The table or column of an id.
    pub(super) fn known(&self, id: Uuid) -> Option<Known> {
        let table = self.tables.contains_key(&TableId(id)).then(|| Known::table(TableId(id)));
        table.or_else(|| self.ids.get(&id).copied())
    }

    /// Loads what these ids are, of columns that the catalog has.
    pub(super) async fn load_ids(
        &mut self,
        reader: &Reader,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<()> {
        let missing: HashSet<Uuid> =
            ids.into_iter().filter(|id| self.known(*id).is_none()).collect();
        let missing: Vec<ColumnId> = missing.into_iter().map(ColumnId).collect();
        for ids in missing.chunks(PAGE) {
            let found = reader.core.ports.columns.columns(At::Head, ids).await?;
            for column in found.into_iter().map(|c| c.value).filter(|c| !c.overrides.hidden) {
                self.put_id(column.id.0, Known::column(column.id, column.table));
            }
        }
        Ok(())
    }
}
