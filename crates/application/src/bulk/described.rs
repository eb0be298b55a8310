//! What the row of a table says of it: its texts, its name at the source, its keys.

use std::collections::HashMap;

use ariadne_domain::{ColumnId, Field, Merge, ObjectName, Table, Violation};
use ariadne_formats::{Placed, Problem, TableRecord};

use super::columns::kept_facts;
use super::index::Heading;
use super::plan::Planner;
use crate::TablePatch;
use crate::table_patch::{check_patch, patched};

impl Planner<'_> {
    /// The table as its row describes it.
    pub(super) fn described(
        &mut self,
        placed: &Placed,
        record: &TableRecord,
        table: Table,
        heading: &Heading,
    ) -> Table {
        let patch = patch_of(record, &table, heading);
        self.violations(placed, check_patch(&patch));
        let mut wanted = patched(table, patch);
        let bound = wanted.source.is_some() && wanted.source == heading.source;
        wanted.source = heading.source;
        let told = record.external_name.value().or(record.external_schema.value());
        if bound && wanted.external.is_none() && told.is_none() {
            // It is called at its source as it is here, and stays so.
        } else if wanted.source.is_some() {
            let name = wanted.external.clone().unwrap_or_else(|| wanted.external_name());
            wanted.external = Some(ObjectName {
                schema: given(&record.external_schema, name.schema),
                name: given(&record.external_name, Some(name.name))
                    .unwrap_or_else(|| wanted.name.clone()),
            });
        } else {
            wanted.external = None;
            if let Some(told) = told {
                let message = "A table without a data source has no name there; this is left out.";
                let problem = Problem::warning(placed.at("externalName"), "LEFT_OUT", message);
                self.problems.push(problem.with_value(told));
            }
        }
        wanted
    }

    /// Tells what only a fetch finds out, where the file says otherwise than the catalog.
    pub(super) fn facts(&mut self, placed: &Placed, record: &TableRecord, before: Option<&Table>) {
        let observed = before.and_then(|table| table.observed.as_ref());
        let told = [
            (
                "definition",
                kept_facts(&record.definition, observed.and_then(|o| o.definition.as_ref())),
            ),
            (
                "rowCount",
                kept_facts(&record.row_count, observed.and_then(|o| o.row_count.as_ref())),
            ),
            (
                "introspectedAt",
                kept_facts(
                    &record.introspected_at,
                    before.and_then(|t| t.introspected_at.as_ref()),
                ),
            ),
            (
                "properties",
                kept_facts(
                    &record.properties,
                    observed.map(|o| &o.properties).filter(|p| !p.is_blank()),
                ),
            ),
        ];
        let others: Vec<&str> =
            told.iter().filter(|(_, same)| !same).map(|(field, _)| *field).collect();
        if let Some(first) = others.first() {
            let message = format!(
                "What a fetch finds out is not taken from a file: {} is left out.",
                others.join(", ")
            );
            self.problems.push(Problem::new(
                ariadne_formats::Severity::Info,
                placed.at(first),
                "FETCHED_ONLY",
                message,
            ));
        }
    }

    /// Sets the keys that a row tells.
    pub(super) fn keys(&mut self, placed: &Placed, record: &TableRecord, merge: &mut Merge) {
        let keys = match &record.keys {
            Field::Keep => return,
            Field::Clear => &Vec::new(),
            Field::Set(keys) => keys,
        };
        let by_path: HashMap<_, ColumnId> = merge
            .columns
            .iter()
            .filter(|column| !column.overrides.hidden)
            .map(|column| (&column.path, column.id))
            .collect();
        let mut wanted = Vec::new();
        let mut violations = Vec::new();
        for key in keys {
            let mut columns = Vec::new();
            for path in &key.columns {
                if let Some(id) = by_path.get(path) {
                    columns.push(*id);
                } else {
                    let message = format!("The table has no column {path} for this key.");
                    violations.push(Violation::new(["keys"], "UNKNOWN_COLUMN", message));
                }
            }
            wanted.push(ariadne_domain::Key {
                kind: key.kind,
                name: key.name.clone(),
                columns,
                references: key.references.clone(),
                enabled: key.enabled,
            });
        }
        let wrong = !violations.is_empty();
        self.violations(placed, violations);
        if !wrong && merge.table.keys() != wanted {
            merge.table.set_keys(wanted);
        }
    }
}

/// What a field says, where `current` is what stays.
pub(super) fn given<T: Clone>(field: &Field<T>, current: Option<T>) -> Option<T> {
    match field {
        Field::Keep => current,
        Field::Clear => None,
        Field::Set(value) => Some(value.clone()),
    }
}

/// What a field changes: nothing when it says what is so already.
pub(super) fn changing<T: Clone + PartialEq>(field: &Field<T>, current: Option<&T>) -> Field<T> {
    match field {
        Field::Set(value) if Some(value) != current => Field::Set(value.clone()),
        Field::Clear if current.is_some() => Field::Clear,
        _ => Field::Keep,
    }
}

fn patch_of(record: &TableRecord, table: &Table, heading: &Heading) -> TablePatch {
    let text = |field: &Field<String>, current: Option<&str>| {
        changing(field, current.map(str::to_owned).as_ref())
    };
    let schema = heading.schema.clone().map_or(Field::Clear, Field::Set);
    let mut tags = record.tags.clone();
    if let Field::Set(tags) = &mut tags {
        tags.sort();
        tags.dedup();
    }
    TablePatch {
        name: changing(&Field::Set(heading.name.clone()), Some(&table.name)),
        schema: changing(&schema, table.schema.as_ref()),
        kind: changing(&record.kind, Some(&table.kind())),
        description: text(&record.description, table.description()),
        tags: match tags {
            Field::Clear if table.tags.is_empty() => Field::Keep,
            other => changing(&other, Some(&table.tags)),
        },
        owner: changing(&record.owner, table.owner.as_ref()),
    }
}
