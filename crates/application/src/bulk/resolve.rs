//! From what a row calls a table or column to the one that it means.
//!
//! Names are looked up inside the file first: of several tables that fit, those that the
//! file has a row for are meant, if there are any. What then fits more than one is
//! ambiguous, and told with all that fit.

use std::sync::atomic::{AtomicUsize, Ordering};

use ariadne_domain::{ColumnId, Field, Path, Segment, SourceId, TableId};
use ariadne_formats::{Place, Placed, Problem, Reference, ReferenceName, nearest};

use super::index::Index;
use crate::lineage::Known;

/// The fields that a reference stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub(super) id: &'static str,
    pub(super) source: &'static str,
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) dotted: &'static str,
}

/// The table of a column.
pub(super) const TABLE: Cells =
    Cells { id: "tableId", source: "source", table: "table", column: "path", dotted: "tableRef" };
/// Where lineage begins.
pub(super) const FROM: Cells = Cells {
    id: "fromId",
    source: "fromSource",
    table: "fromTable",
    column: "fromColumn",
    dotted: "from",
};
/// Where lineage ends.
pub(super) const TO: Cells =
    Cells { id: "toId", source: "toSource", table: "toTable", column: "toColumn", dotted: "to" };

/// Names that are compared in search of the nearest, in one plan: looking through all
/// of them costs time, and a file in which nothing fits needs no thousand guesses.
const GUESSES: usize = 2_000_000;
/// Tables of which whole names are made to look for one that is nearly so.
const TITLES: usize = 20_000;
/// Candidates that a message tells.
const TOLD: usize = 5;

/// Looks names up.
pub(super) struct Resolver<'a> {
    index: &'a Index,
    guesses: &'a AtomicUsize,
}

/// How many comparisons are left for guesses.
pub(super) fn guesses() -> AtomicUsize {
    AtomicUsize::new(GUESSES)
}

/// A thing, or what is wrong with its name.
type Found<T> = Result<T, Box<Problem>>;
/// What a dotted name may mean: a table, and what is left of the name for the column.
type Reading = (TableId, Option<Path>);

impl<'a> Resolver<'a> {
    pub(super) fn new(index: &'a Index, guesses: &'a AtomicUsize) -> Self {
        Self { index, guesses }
    }

    /// The source that a cell names; `Keep` and `Clear` stay.
    pub(super) fn source(
        &self,
        placed: &Placed,
        field: &'static str,
        name: &Field<String>,
    ) -> Found<Field<SourceId>> {
        Ok(match name {
            Field::Keep => Field::Keep,
            Field::Clear => Field::Clear,
            Field::Set(name) => match self.index.source_by_name(name) {
                Some(id) => Field::Set(id),
                None => return Err(self.unknown_source(placed.at(field), name)),
            },
        })
    }

    fn unknown_source(&self, place: Place, name: &str) -> Box<Problem> {
        let message =
            format!("There is no data source {name}, neither in this file nor in the catalog.");
        let suggestion =
            self.guess(name, self.index.sources.len(), || self.index.names_of_sources());
        let problem = Problem::error(place, "UNKNOWN_SOURCE", message);
        Box::new(problem.with_value(name).with_suggestion(suggestion))
    }

    fn guess<'n, I: Iterator<Item = &'n str>>(
        &self,
        wanted: &str,
        count: usize,
        names: impl FnOnce() -> I,
    ) -> Option<String> {
        let left = self.guesses.load(Ordering::Relaxed).checked_sub(count)?;
        self.guesses.store(left, Ordering::Relaxed);
        nearest(wanted, names()).map(str::to_owned)
    }

    /// The tables whose columns have to be known before a reference can be resolved.
    pub(super) fn candidates(&self, reference: &Reference) -> Vec<TableId> {
        match &reference.name {
            Some(ReferenceName::Cells { source, schema, table, column: Some(_) }) => {
                let Ok(source) = self.source_named(source) else { return Vec::new() };
                self.preferred(self.index.tables_called(&source, schema, table))
            }
            Some(ReferenceName::Dotted(path)) => {
                let readings = self.readings(path);
                readings.into_iter().filter(|(_, rest)| rest.is_some()).map(|(id, _)| id).collect()
            }
            _ => Vec::new(),
        }
    }

    fn source_named(&self, name: &Field<String>) -> Result<Field<SourceId>, ()> {
        Ok(match name {
            Field::Keep => Field::Keep,
            Field::Clear => Field::Clear,
            Field::Set(name) => Field::Set(self.index.source_by_name(name).ok_or(())?),
        })
    }

    fn preferred(&self, mut tables: Vec<TableId>) -> Vec<TableId> {
        let in_file = |id: &TableId| self.index.tables.get(id).is_some_and(|table| table.in_file);
        if tables.iter().any(in_file) {
            tables.retain(in_file);
        }
        tables
    }

    /// The table of a column's row.
    pub(super) fn table(&self, placed: &Placed, reference: &Reference) -> Found<TableId> {
        let found = self.end(placed, reference, TABLE, false)?;
        Ok(found.node.table)
    }

    /// The table or column at one end of lineage. The columns of
    /// [`Resolver::candidates`] have to be loaded.
    pub(super) fn node(
        &self,
        placed: &Placed,
        reference: &Reference,
        cells: Cells,
    ) -> Found<Known> {
        self.end(placed, reference, cells, true)
    }

    fn end(
        &self,
        placed: &Placed,
        reference: &Reference,
        cells: Cells,
        columns: bool,
    ) -> Found<Known> {
        if let Some(id) = reference.id {
            let known = self.index.known(id).filter(|k| columns || k.node.id == k.node.table.0);
            match (known, &reference.name) {
                (Some(known), _) => return Ok(known),
                (None, Some(_)) => {}
                (None, None) => {
                    let what = if columns { "table or column" } else { "table" };
                    let message = format!("There is no {what} with this id; name it instead.");
                    let problem = Problem::error(placed.at(cells.id), "NOT_FOUND", message);
                    return Err(Box::new(problem.with_value(&id.as_hyphenated().to_string())));
                }
            }
        }
        match &reference.name {
            Some(ReferenceName::Cells { source, schema, table, column }) => {
                let source = self.source(placed, cells.source, source)?;
                let found = self.preferred(self.index.tables_called(&source, schema, table));
                let table = self.only_table(placed, cells, &found, table)?;
                match column.as_ref().filter(|_| columns) {
                    None => Ok(Known::table(table)),
                    Some(path) => self.column(placed.at(cells.column), table, path),
                }
            }
            Some(ReferenceName::Dotted(path)) => self.dotted(placed, path, cells, columns),
            None => {
                let message = "Name the table, or give its id.";
                Err(Box::new(Problem::error(placed.at(cells.table), "REQUIRED", message)))
            }
        }
    }

    fn only_table(
        &self,
        placed: &Placed,
        cells: Cells,
        found: &[TableId],
        name: &str,
    ) -> Found<TableId> {
        match found {
            [one] => Ok(*one),
            [] => Err(self.unknown_table(placed.at(cells.table), name)),
            many => {
                let titles = many.iter().map(|id| self.index.title(*id));
                let message = "Name its source and schema too, or give its id.";
                Err(ambiguous(placed.at(cells.table), name, titles, message))
            }
        }
    }

    fn unknown_table(&self, place: Place, name: &str) -> Box<Problem> {
        let suggestion = self.guess(name, self.index.tables.len(), || self.index.table_names());
        // The name alone may be right, and what is said beside it wrong.
        let elsewhere = self.index.tables_called(&Field::Keep, &Field::Keep, name);
        let message = match elsewhere.as_slice() {
            [] => format!("There is no table {name}, neither in this file nor in the catalog."),
            some => format!(
                "There is no table {name} there; there is {}.",
                told(some.iter().map(|id| self.index.title(*id)))
            ),
        };
        let suggestion = match elsewhere.first() {
            Some(id) => Some(self.index.title(*id)),
            None => suggestion,
        };
        let problem = Problem::error(place, "UNKNOWN_TABLE", message);
        Box::new(problem.with_value(name).with_suggestion(suggestion))
    }

    fn column(&self, place: Place, table: TableId, path: &Path) -> Found<Known> {
        if let Some(id) = self.index.column(table, path) {
            return Ok(Known::column(id, table));
        }
        let printed = path.to_string();
        let count = self.index.paths(table).count();
        let suggestion = self.guess(&printed, count, || self.index.paths(table));
        let message = format!("The table {} has no column {printed}.", self.index.title(table));
        let problem = Problem::error(place, "UNKNOWN_COLUMN", message);
        Err(Box::new(problem.with_value(&printed).with_suggestion(suggestion)))
    }

    /// Every way to read a dotted name as an existing table and a column of it: its first
    /// parts are a source, a schema, both or none, and a name may hold dots itself.
    fn readings(&self, path: &Path) -> Vec<Reading> {
        let segments = path.segments();
        let key = |at: usize| match segments.get(at) {
            Some(Segment::Key(key)) => Some(key.as_str()),
            _ => None,
        };
        let mut readings = Vec::new();
        for before in 0..=2 {
            let mut name = String::new();
            for last in before..segments.len() {
                let Some(part) = key(last) else { break };
                if last > before {
                    name.push('.');
                }
                name.push_str(part);
                let rest = &segments[last + 1..];
                let rest = (!rest.is_empty()).then(|| Path::new(rest.iter().cloned()));
                for id in self.index.tables_called(&Field::Keep, &Field::Keep, &name) {
                    if self.stands_before(id, before, key(0), key(1)) {
                        readings.push((id, rest.clone()));
                    }
                }
            }
        }
        readings
    }

    /// Whether the first `count` parts of a dotted name are the source and schema of a table.
    fn stands_before(
        &self,
        id: TableId,
        count: usize,
        first: Option<&str>,
        second: Option<&str>,
    ) -> bool {
        let heading = &self.index.tables[&id];
        let source = |name: Option<&str>| {
            name.is_some_and(|name| {
                heading.source.is_some() && self.index.source_by_name(name) == heading.source
            })
        };
        let schema = |name: Option<&str>| name.is_some() && name == heading.schema.as_deref();
        match count {
            0 => true,
            1 => source(first) || schema(first),
            _ => source(first) && schema(second),
        }
    }

    fn dotted(&self, placed: &Placed, path: &Path, cells: Cells, columns: bool) -> Found<Known> {
        let own = placed.at(cells.dotted);
        let place = if own.column.is_some() { own } else { placed.at(cells.table) };
        let readings = self.readings(path);
        let node = |(table, rest): &Reading| match rest {
            None => Some(Known::table(*table)),
            Some(rest) => {
                let id = self.index.column(*table, rest).filter(|_| columns)?;
                Some(Known::column(id, *table))
            }
        };
        let mut found: Vec<Known> = readings.iter().filter_map(node).collect();
        let in_file =
            |k: &Known| self.index.tables.get(&k.node.table).is_some_and(|table| table.in_file);
        if found.iter().any(in_file) {
            found.retain(in_file);
        }
        found.sort_unstable_by_key(|known| known.node);
        found.dedup();
        let printed = path.to_string();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(match readings.iter().find(|(_, rest)| rest.is_some()).filter(|_| columns) {
                Some((table, Some(rest))) => {
                    return self.column(place, *table, rest);
                }
                _ => self.unknown_dotted(place, path),
            }),
            many => {
                let titles = many.iter().map(|known| self.title(*known));
                let message = "Name the parts in cells of their own, or give its id.";
                Err(ambiguous(place, &printed, titles, message))
            }
        }
    }

    /// A dotted name that fits nothing: one that is nearly so is offered, or else a table
    /// that is called nearly as its last part.
    fn unknown_dotted(&self, place: Place, path: &Path) -> Box<Problem> {
        let printed = path.to_string();
        let titles: Vec<String> = match self.index.tables.len() {
            few if few <= TITLES => {
                self.index.tables.keys().map(|id| self.index.title(*id)).collect()
            }
            _ => Vec::new(),
        };
        let near = self.guess(&printed, titles.len(), || titles.iter().map(String::as_str));
        let mut problem = self.unknown_table(place, &printed);
        let last = path.segments().iter().rev().find_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Element | Segment::MapValue => None,
        });
        let near = near
            .or_else(|| self.guess(last?, self.index.tables.len(), || self.index.table_names()));
        problem.suggestion = near.or(problem.suggestion);
        problem
    }

    fn title(&self, known: Known) -> String {
        let table = known.node.table;
        let column = self.index.path(table, ColumnId(known.node.id));
        match column {
            Some(path) => format!("the column {path} of {}", self.index.title(table)),
            None => format!("the table {}", self.index.title(table)),
        }
    }
}

fn told(titles: impl Iterator<Item = String>) -> String {
    let mut titles: Vec<String> = titles.collect();
    titles.sort();
    let more = titles.len().saturating_sub(TOLD);
    titles.truncate(TOLD);
    let list = titles.join(", ");
    if more > 0 { format!("{list} and {more} more") } else { list }
}

fn ambiguous(
    place: Place,
    name: &str,
    titles: impl Iterator<Item = String>,
    remedy: &str,
) -> Box<Problem> {
    let message = format!("{name} may be {}. {remedy}", told(titles));
    Box::new(Problem::error(place, "AMBIGUOUS", message).with_value(name))
}
