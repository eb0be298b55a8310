//! Tables in a file: found or new, patched field by field, with their columns.

use std::collections::HashMap;

use ariadne_domain::{Column, Field, Merge, Stored, Table, TableId};
use ariadne_formats::{ColumnRecord, Placed, Problem, RecordKind, Reference, TableRecord};
use ariadne_ports::{At, Result};

use super::columns::reorder;
use super::described::given;
use super::document::{self, Document, whereabouts};
use super::index::Heading;
use super::options::OnExisting;
use super::plan::Planner;
use crate::lineage::Known;
use crate::write::Plan;

/// Tables that are planned at once, with all their columns, and the rows after which they
/// are no more.
const BATCH: usize = 200;
const ROWS: usize = 2_000;

/// A table that the file says something of.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) id: TableId,
    pub(super) new: bool,
    /// Whether it gets another name, schema or source.
    renamed: bool,
    /// Its row, by place among the rows of tables.
    row: Option<u32>,
}

/// The rows of a table and of its columns.
#[derive(Debug, Default)]
pub(super) struct Rows {
    row: Option<Placed>,
    /// In the order of the file.
    pub(super) columns: Vec<Placed>,
}

/// Which table, by place among those worked on, each row of a column is of.
type OfTable = Vec<(u32, u32)>;

/// What the catalog has of a table that is worked on.
pub(super) type Before = (Option<Stored<Table>>, Vec<Stored<Column>>);

impl Planner<'_> {
    /// Plans the tables with their columns. Those that get another name come first, all at
    /// once: what they were called others may be called then.
    pub(super) async fn tables(&mut self, document: &mut Document) -> Result<()> {
        let mut works: Vec<Work> = Vec::new();
        let mut standing: HashMap<TableId, usize> = HashMap::new();
        for at in 0..document.count(RecordKind::Table) {
            let placed = document.nth(RecordKind::Table, at)?;
            let Some(record) = document::table(&placed) else { continue };
            self.table_row(document, at, &placed, record, &mut works, &mut standing)?;
        }
        self.told_twice(document, &works)?;
        let of_table = self.columns_by_table(document, &mut works, &mut standing).await?;
        drop(standing);
        let mut order: Vec<u32> = (0..number_of(works.len())).collect();
        order.sort_by_key(|at| !works[*at as usize].renamed);
        let renamed = works.iter().filter(|work| work.renamed).count();
        let columns = |at: u32| {
            let from = of_table.partition_point(|(of, _)| *of < at);
            &of_table[from..from + of_table[from..].partition_point(|(of, _)| *of == at)]
        };
        let mut done = 0;
        while done < order.len() {
            let mut batch: Vec<(&Work, Rows)> = Vec::new();
            let mut rows = 0;
            while done < order.len()
                && (done < renamed || (batch.len() < BATCH && rows < ROWS))
                && (done != renamed || batch.is_empty())
            {
                let work = &works[order[done] as usize];
                let row = work.row.map(|at| document.nth(RecordKind::Table, at as usize));
                let columns = columns(order[done]).iter();
                let columns = columns.map(|(_, at)| document.nth(RecordKind::Column, *at as usize));
                let columns = columns.collect::<Result<Vec<_>>>()?;
                rows += columns.len() + 1;
                batch.push((work, Rows { row: row.transpose()?, columns }));
                done += 1;
            }
            self.batch(batch).await?;
        }
        Ok(())
    }

    /// Plans some tables.
    async fn batch(&mut self, batch: Vec<(&Work, Rows)>) -> Result<()> {
        let known = batch.iter().filter(|(work, _)| !work.new).map(|(work, _)| work.id);
        let mut before = self.before(known.collect()).await?;
        let mut told = 0;
        for (work, rows) in &batch {
            // A new one has nothing before.
            let stored = before.remove(&work.id).unwrap_or_default();
            told += rows.columns.len() + usize::from(rows.row.is_some());
            self.table(work, rows, stored);
        }
        self.meter.advance(told as u64)?;
        let place =
            |(work, rows): &(&Work, Rows)| Some((work.id, rows.row.as_ref()?.at("externalName")));
        let places = batch.iter().filter_map(place).collect();
        drop(batch);
        self.bound_twice(&places).await?;
        self.emit().await
    }

    /// Finds or makes the table of a row.
    fn table_row(
        &mut self,
        document: &mut Document,
        row: usize,
        placed: &Placed,
        record: &TableRecord,
        works: &mut Vec<Work>,
        standing: &mut HashMap<TableId, usize>,
    ) -> Result<()> {
        let source = match self.resolver().source(placed, "source", &record.source) {
            Ok(source) => source,
            Err(problem) => {
                self.problems.push(*problem);
                return Ok(());
            }
        };
        let by_id = record.id.filter(|id| self.index.tables.contains_key(id));
        let found = match by_id {
            Some(id) => vec![id],
            None => self.index.tables_called(&source, &record.schema, &record.name),
        };
        let id = match found.as_slice() {
            [] => None,
            [one] => Some(*one),
            many => {
                let titles: Vec<String> = many.iter().map(|id| self.index.title(*id)).collect();
                let message = format!(
                    "{} may be {}. Say its source and schema too, or give its id.",
                    record.name,
                    titles.join(", ")
                );
                let problem = Problem::error(placed.at("name"), "AMBIGUOUS", message);
                self.problems.push(problem.with_value(&record.name));
                return Ok(());
            }
        };
        let place = id.and_then(|id| standing.get(&id).copied());
        if let Some(first) = place.and_then(|at| works[at].row) {
            let first = document.nth(RecordKind::Table, first as usize)?;
            let same = document::table(&first).is_some_and(|one| one == record);
            self.repeats(placed, "name", &whereabouts(&first), same);
            return Ok(());
        }
        let new = id.is_none();
        let id = id.unwrap_or_else(|| TableId(self.made.make()));
        let before = self.index.tables.get(&id).cloned();
        let heading = Heading {
            source: given(&source, before.as_ref().and_then(|b| b.source)),
            schema: given(&record.schema, before.as_ref().and_then(|b| b.schema.clone())),
            name: record.name.clone(),
            in_file: true,
        };
        // What is left alone keeps its name.
        let heading = match before {
            Some(before) if self.on_existing() != OnExisting::Update => {
                Heading { in_file: true, ..before }
            }
            _ => heading,
        };
        let renamed = self.index.tables.get(&id).is_some_and(|before| {
            let was = (before.source, &before.schema, &before.name);
            was != (heading.source, &heading.schema, &heading.name)
        });
        self.index.put_table(id, heading);
        if let Some(told) = record.id.filter(|told| *told != id) {
            self.index.put_id(told.0, Known::table(id));
        }
        standing.insert(id, works.len());
        works.push(Work { id, new, renamed, row: Some(number_of(row)) });
        Ok(())
    }

    /// Tells tables that would get a name that another one has.
    fn told_twice(&mut self, document: &mut Document, works: &[Work]) -> Result<()> {
        for work in works {
            let Some(heading) = self.index.tables.get(&work.id) else { continue };
            let source = heading.source.map_or(Field::Clear, Field::Set);
            let schema = heading.schema.clone().map_or(Field::Clear, Field::Set);
            let same = self.index.tables_called(&source, &schema, &heading.name);
            if let (true, Some(row)) = (same.len() > 1, work.row) {
                let message = format!(
                    "There would be {} tables {}; rename one of them.",
                    same.len(),
                    self.index.title(work.id)
                );
                let place = document.nth(RecordKind::Table, row as usize)?.at("name");
                self.problems.push(Problem::error(place, "DUPLICATE", message));
            }
        }
        Ok(())
    }

    /// Gives each row of a column to its table; answers them by table.
    async fn columns_by_table(
        &mut self,
        document: &mut Document,
        works: &mut Vec<Work>,
        standing: &mut HashMap<TableId, usize>,
    ) -> Result<OfTable> {
        let count = document.count(RecordKind::Column);
        let mut of_table = Vec::with_capacity(count);
        // Those that an id alone names, which has to be looked up.
        let mut alone = Vec::new();
        for at in 0..count {
            let placed = document.nth(RecordKind::Column, at)?;
            let Some(record) = document::column(&placed) else { continue };
            let unnamed = record.table == Reference::default();
            match record.id.filter(|id| unnamed && self.index.known(id.0).is_none()) {
                Some(id) => alone.push((at, id.0)),
                None => of_table.extend(self.column_row(at, &placed, record, works, standing)),
            }
        }
        self.index.load_ids(self.editor, alone.iter().map(|(_, id)| *id)).await?;
        for (at, _) in alone {
            let placed = document.nth(RecordKind::Column, at)?;
            let Some(record) = document::column(&placed) else { continue };
            of_table.extend(self.column_row(at, &placed, record, works, standing));
        }
        of_table.sort_unstable();
        Ok(of_table)
    }

    /// The table that the row of a column is of.
    fn column_row(
        &mut self,
        at: usize,
        placed: &Placed,
        record: &ColumnRecord,
        works: &mut Vec<Work>,
        standing: &mut HashMap<TableId, usize>,
    ) -> Option<(u32, u32)> {
        let by_id = record.id.filter(|_| record.table == Reference::default());
        let table = match by_id.and_then(|id| self.index.known(id.0)) {
            Some(known) => Ok(known.node.table),
            None => self.resolver().table(placed, &record.table),
        };
        match table {
            Ok(id) => {
                let of = *standing.entry(id).or_insert_with(|| {
                    works.push(Work { id, new: false, renamed: false, row: None });
                    works.len() - 1
                });
                Some((number_of(of), number_of(at)))
            }
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    /// What the catalog has of these tables.
    async fn before(&self, known: Vec<TableId>) -> Result<HashMap<TableId, Before>> {
        let ports = &self.editor.core.ports;
        let mut before: HashMap<TableId, Before> = HashMap::new();
        if known.is_empty() {
            return Ok(before);
        }
        for stored in ports.tables.tables(At::Head, &known).await? {
            before.insert(stored.value.id, (Some(stored), Vec::new()));
        }
        for column in ports.columns.columns_of_tables(At::Head, &known).await? {
            before.entry(column.value.table).or_default().1.push(column);
        }
        Ok(before)
    }

    /// Plans one table with its columns.
    fn table(&mut self, work: &Work, rows: &Rows, (stored, columns): Before) {
        let row = rows.row.as_ref();
        let record = row.zip(row.and_then(document::table));
        let before = stored.as_ref().map(|stored| stored.value.clone());
        let Some(heading) = self.index.tables.get(&work.id).cloned() else { return };
        let mut table = before
            .clone()
            .unwrap_or_else(|| Table::new(work.id, heading.schema.clone(), heading.name.clone()));
        let leave = before.is_some() && self.on_existing() == OnExisting::Skip;
        let mut current: Vec<Column> = columns.iter().map(|column| column.value.clone()).collect();
        let mut restored = false;
        if let (None, Some((placed, record))) = (&before, record) {
            current = self.restored(placed, record, &mut table);
            restored = table.observed.is_some() || !current.is_empty();
        }
        if let Some((placed, record)) = record {
            let known = if restored { Some(&table) } else { before.as_ref() };
            self.facts(placed, record, known);
            let mut wanted = self.described(placed, record, table.clone(), &heading);
            if wanted != table && leave {
                self.summary.tables.skipped += 1;
                wanted = table;
            }
            table = wanted;
        }
        let mut told = Vec::new();
        let merge = self.columns(work, &rows.columns, &table, &current, &mut told);
        let mut merge = merge.unwrap_or_else(|| Merge {
            table,
            columns: current.clone(),
            removed: Vec::new(),
            warnings: Vec::new(),
        });
        if !leave {
            reorder(&rows.columns, &mut merge.columns);
        }
        if restored {
            self.summary.columns.created += current.len() as u64;
        } else {
            self.count(&current, &merge.columns, &told);
        }
        if let Some((placed, record)) = record
            && !leave
        {
            self.keys(placed, record, &mut merge);
            self.primary_keys(&rows.columns, record, &merge);
        }
        self.index.put_columns(work.id, &merge.columns);
        self.take(row, work, stored, columns, merge);
    }

    /// Takes over what becomes of a table, and counts it.
    fn take(
        &mut self,
        row: Option<&Placed>,
        work: &Work,
        stored: Option<Stored<Table>>,
        columns: Vec<Stored<Column>>,
        merge: Merge,
    ) {
        let existed = stored.is_some();
        let own = stored.as_ref().is_none_or(|stored| stored.value != merge.table);
        if existed && own && self.on_existing() == OnExisting::Fail {
            let title = format!("The table {}", self.index.title(work.id));
            if let Some(placed) = row {
                self.exists(placed, &title);
            }
        }
        let counts = &mut self.summary.tables;
        match (existed, own, row) {
            (false, ..) => counts.created += 1,
            (true, true, _) => counts.updated += 1,
            (true, false, Some(_)) => counts.unchanged += 1,
            (true, false, None) => {}
        }
        let mut plan = Plan::default();
        plan.merge(stored, columns, merge);
        // That rows are as they were and names are free every commit looks for itself.
        self.changes.append(&mut plan.changes);
    }
}

/// A place in a list: a file has at most 2^32 rows.
fn number_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
