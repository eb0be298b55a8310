//! What fetches found out, out of a catalog and back into one that has nothing of it: people's
//! words are planned over it as they are over what was fetched here.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Column, ColumnId, ColumnObserved, Field, Key, KeyFacts, NameOrigin, Path, Table, TableObserved,
    Value, check_path,
};
use ariadne_formats::{Fetched, FetchedColumn, FetchedFacts, Placed, Problem, TableRecord};

use super::plan::Planner;

/// What fetches found out of a table and its columns; `None` when that is nothing.
pub(super) fn fetched(table: &Table, columns: &[Column]) -> Option<Value> {
    let paths: HashMap<ColumnId, &Path> = columns.iter().map(|c| (c.id, &c.path)).collect();
    let facts = table.observed.as_ref().map(|observed| FetchedFacts {
        kind: observed.kind,
        comment: observed.comment.clone(),
        definition: observed.definition.clone(),
        row_count: observed.row_count,
        properties: observed.properties.clone(),
        keys: facts_of(&observed.keys, &paths),
    });
    let is_found = |column: &Column| column.observed.is_some() || column.overrides.hidden;
    // A table that nothing was fetched of, and nothing hidden, its rows tell whole.
    if facts.is_none() && !columns.iter().any(is_found) {
        return None;
    }
    let column = |column: &Column| FetchedColumn {
        path: column.path.clone(),
        place: column.ordinal,
        facts: column.observed.as_ref().map(|o| (o.facts.clone(), o.ordinal)),
        words: column.overrides.clone(),
        tags: column.tags.clone(),
    };
    let columns = columns.iter().map(column).collect();
    Some(Fetched { table: facts, columns }.to_value())
}

/// Keys by the paths of their columns; those over columns that are gone are left out.
pub(super) fn facts_of(keys: &[Key], paths: &HashMap<ColumnId, &Path>) -> Vec<KeyFacts> {
    let facts = |key: &Key| {
        let columns = key.columns.iter().map(|id| paths.get(id).map(|path| (*path).clone()));
        Some(KeyFacts {
            kind: key.kind,
            name: key.name.clone(),
            columns: columns.collect::<Option<Vec<Path>>>()?,
            references: key.references.clone(),
            enabled: key.enabled,
        })
    };
    keys.iter().filter_map(facts).collect()
}

impl Planner<'_> {
    /// Gives a new table what the file tells of fetches, where a restore was asked for;
    /// answers its columns as they were fetched.
    pub(super) fn restored(
        &mut self,
        placed: &Placed,
        record: &TableRecord,
        table: &mut Table,
    ) -> Vec<Column> {
        let Some(value) = record.fetched.value().filter(|_| self.options.keep_claims) else {
            return Vec::new();
        };
        let read = Fetched::of(value).filter(|fetched| has_good_paths(&fetched.columns));
        let Some(fetched) = read else {
            let message = "This is not what an export wrote here; leave the field out, and fetch the table again.";
            self.problems.push(Problem::error(placed.at("fetched"), "INVALID", message));
            return Vec::new();
        };
        let columns: Vec<Column> =
            fetched.columns.into_iter().map(|column| self.column_of(table, column)).collect();
        let ids: HashMap<&Path, ColumnId> = columns.iter().map(|c| (&c.path, c.id)).collect();
        let keys = |keys: &[KeyFacts]| keys.iter().filter_map(|key| key_of(key, &ids)).collect();
        table.introspected_at = record.introspected_at.value().copied();
        table.observed = fetched.table.map(|facts| TableObserved {
            kind: facts.kind,
            comment: facts.comment,
            definition: facts.definition,
            row_count: facts.row_count,
            properties: facts.properties,
            keys: keys(&facts.keys),
        });
        // Columns' rows are compared with the keys that count.
        match &record.keys {
            Field::Keep => {}
            Field::Clear => table.set_keys(Vec::new()),
            Field::Set(counting) => table.set_keys(keys(counting)),
        }
        columns
    }

    fn column_of(&mut self, table: &Table, fetched: FetchedColumn) -> Column {
        let observed = fetched.facts.map(|(facts, ordinal)| ColumnObserved { facts, ordinal });
        let mut column = Column {
            id: ColumnId(self.made.make()),
            table: table.id,
            path: fetched.path,
            ordinal: fetched.place,
            observed,
            overrides: fetched.words,
            tags: Vec::new(),
        };
        column.set_tags(fetched.tags);
        column
    }
}

/// Whether each path may be one, and none is there twice.
fn has_good_paths(columns: &[FetchedColumn]) -> bool {
    let mut seen = HashSet::new();
    columns.iter().all(|column| {
        seen.insert(&column.path)
            && check_path("path", &column.path, NameOrigin::Observed).is_none()
    })
}

fn key_of(facts: &KeyFacts, ids: &HashMap<&Path, ColumnId>) -> Option<Key> {
    let columns = facts.columns.iter().map(|path| ids.get(path).copied());
    Some(Key {
        kind: facts.kind,
        name: facts.name.clone(),
        columns: columns.collect::<Option<_>>()?,
        references: facts.references.clone(),
        enabled: facts.enabled,
    })
}
