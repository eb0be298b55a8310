//! Which tables are bound to an object of a source, and that two are by choice alone.

use std::collections::HashMap;

use ariadne_domain::{
    Called, Delta, EntityChange, EntityKind, EntityRef, Naming, ObjectName, Problem, SourceId,
    Stored, Table, TableId, Violation,
};
use ariadne_ports::{At, Error, ErrorKind, Result};

use crate::tables::in_list;
use crate::{Editor, Reader};

/// Most names that are looked up at once.
const MAX_NAMES: usize = 100;

/// What has the object that a table would be bound to.
pub(crate) enum Holder {
    /// A table of the catalog.
    Stored(Box<Stored<Table>>),
    /// Another of those that are asked about, by its place.
    Asked(usize),
}

impl Reader {
    /// The tables that are bound to these objects of a source, whatever the catalog calls
    /// them; the names are read as the source reads what is typed. At most 100 names.
    pub async fn bound_tables(
        &self,
        source: SourceId,
        names: &[ObjectName],
    ) -> Result<Vec<Stored<Table>>> {
        let operation = "catalog.bound_tables";
        if names.len() > MAX_NAMES {
            let message = format!("At most {MAX_NAMES} names at once; these are {}.", names.len());
            let violation = Violation::new(["names"], "TOO_MANY", message);
            return Err(Error::validation(operation, vec![violation]));
        }
        let found = self.core.ports.sources.sources(At::Head, &[source]).await?.pop();
        let source = found.ok_or_else(|| {
            Error::not_found(operation, format!("data source with the id {source}"))
        })?;
        let naming = Naming::of(&source.value);
        let names: Vec<Called> = names.iter().cloned().map(Called::typed).collect();
        let mut found = self.maybe_bound(source.value.id, &naming, &names).await?;
        found.retain(|table| {
            let called = Called::of(&table.value);
            names.iter().any(|name| naming.same(name, &called))
        });
        found.sort_by_key(|table| table.value.id);
        Ok(found)
    }

    /// The tables of a source among which those with these names are.
    async fn maybe_bound(
        &self,
        source: SourceId,
        naming: &Naming,
        names: &[Called],
    ) -> Result<Vec<Stored<Table>>> {
        let spellings: Vec<ObjectName> =
            names.iter().flat_map(|name| naming.spellings(name)).collect();
        self.core.ports.tables.tables_by_external(source, &spellings).await
    }

    /// Those of `tables` that would be bound to an object which another table is bound to,
    /// each by its place and with the first such. They are as they are to become.
    pub(crate) async fn bound_twice(&self, tables: &[&Table]) -> Result<Vec<(usize, Holder)>> {
        let mut by_source: HashMap<SourceId, Vec<usize>> = HashMap::new();
        for (place, table) in tables.iter().enumerate() {
            if let Some(source) = table.source {
                by_source.entry(source).or_default().push(place);
            }
        }
        let ids: Vec<SourceId> = by_source.keys().copied().collect();
        let mine: HashMap<TableId, usize> =
            tables.iter().enumerate().map(|(place, table)| (table.id, place)).collect();
        let mut twice = Vec::new();
        for (id, source) in self.sources(At::Head, &ids).await? {
            let naming = Naming::of(&source.value);
            let places = &by_source[&id];
            let called: Vec<Called> = places.iter().map(|at| Called::of(tables[*at])).collect();
            let stored = self.maybe_bound(id, &naming, &called).await?;
            let mut before: HashMap<_, usize> = HashMap::with_capacity(called.len());
            for (nth, called_here) in called.iter().enumerate() {
                let other = stored.iter().find(|other| {
                    !mine.contains_key(&other.value.id)
                        && naming.same(called_here, &Called::of(&other.value))
                });
                let first = *before.entry(naming.key(called_here)).or_insert(places[nth]);
                let holder = match other {
                    Some(other) => Some(Holder::Stored(Box::new(other.clone()))),
                    None => (first != places[nth]).then_some(Holder::Asked(first)),
                };
                twice.extend(holder.map(|holder| (places[nth], holder)));
            }
        }
        twice.sort_by_key(|(place, _)| *place);
        Ok(twice)
    }
}

/// A table that is about to be bound.
pub(crate) struct Binding<'a> {
    pub(crate) table: &'a Table,
    /// The field of the input that binds it.
    pub(crate) field: &'static str,
    /// Its place in a list of inputs.
    pub(crate) row: Option<usize>,
}

impl Editor {
    /// Refuses to bind a table to what another one is bound to: `Conflict` naming the
    /// other, with a violation of code `BOUND_TWICE` for each. Whoever means it says so and
    /// does not ask.
    pub(crate) async fn bound_once(
        &self,
        operation: &'static str,
        bindings: &[Binding<'_>],
    ) -> Result<()> {
        let tables: Vec<&Table> = bindings.iter().map(|binding| binding.table).collect();
        let twice = self.bound_twice(&tables).await?;
        let Some((_, first)) = twice.first() else { return Ok(()) };
        let mut error = match first {
            Holder::Stored(other) => {
                let entity = EntityRef { kind: EntityKind::Table, id: other.value.id.0 };
                let name = other.value.qualified_name();
                self.changed(operation, entity, name, other.version, other.seq).await?
            }
            Holder::Asked(_) => Error::new(ErrorKind::Conflict, operation, String::new()),
        };
        let violation = |(place, holder): &(usize, Holder)| {
            let Binding { table, field, row } = &bindings[*place];
            let violation =
                Violation::new([*field], "BOUND_TWICE", refused(table, holder, bindings));
            match row {
                Some(row) => in_list(violation, *row),
                None => violation,
            }
        };
        let violations: Vec<Violation> = twice.iter().map(violation).collect();
        error = match violations.as_slice() {
            [one] => error.with_message(one.message.clone()),
            many => error.with_message(format!(
                "{} tables would be bound to what others are bound to. {}",
                many.len(),
                many[0].message
            )),
        };
        Err(error.with_violations(violations))
    }

    /// Warns of tables that come back bound to what another one was bound to meanwhile.
    pub(crate) async fn warn_of_bound_twice(&self, tables: &[&Table]) -> Result<Vec<Problem>> {
        let twice = self.bound_twice(tables).await?;
        let warnings = twice.iter().filter_map(|(place, holder)| match holder {
            Holder::Stored(other) => Some(warning(tables[*place], &other.value.qualified_name())),
            // They were so together.
            Holder::Asked(_) => None,
        });
        Ok(warnings.collect())
    }
}

/// The tables that changes bind to another object than they were bound to.
pub(crate) fn bound_anew(changes: &[EntityChange]) -> Vec<&Table> {
    let tables = changes.iter().filter_map(|change| {
        let EntityChange::Table(Delta { before, after: Some(after) }) = change else { return None };
        let was = before.as_ref().map(|b| (b.value.source, b.value.external_name()));
        (was != Some((after.source, after.external_name()))).then_some(after)
    });
    tables.collect()
}

fn refused(table: &Table, holder: &Holder, bindings: &[Binding<'_>]) -> String {
    let object = table.external_name();
    match holder {
        Holder::Stored(other) => format!(
            "{object} is in the catalog already, as the table {}. Use that one; two tables of \
             one object need `boundTwice: true`.",
            other.value.qualified_name()
        ),
        Holder::Asked(first) => format!(
            "{object} is also what {} of the same request is bound to. Leave one of the two out; \
             two tables of one object need `boundTwice: true`.",
            bindings[*first].table.qualified_name()
        ),
    }
}

/// The warning that two tables are bound to one object.
pub(crate) fn warning(table: &Table, other: &str) -> Problem {
    let title = format!(
        "{} is in the catalog twice then: as {} and as {other}.",
        table.external_name(),
        table.qualified_name()
    );
    Problem::new("BOUND_TWICE", title)
        .with_cause("Both are bound to the same object of one data source.")
        .with_remedy("Delete one of the two, or bind it elsewhere, unless both are meant.")
}
