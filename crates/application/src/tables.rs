//! Tables: created by hand or from a fetch.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    ColumnEdit, ColumnId, EditMode, FetchId, Identity, MAX_DESCRIPTION, Merge, NameOrigin,
    SourceId, Table, TableId, TableKind, Violation, check_name, check_tags, check_text,
    edit_columns, merge_fetched,
};
use ariadne_ports::{At, Error, Requirement, Result, StoredFetch};

use crate::bound::Binding;
use crate::write::Plan;
use crate::{Editor, Outcome, TableView, WriteContext};

/// Most tables that one call writes.
pub(crate) const MAX_TABLES: usize = 1_000;

/// A new table.
#[derive(Clone, Debug, Default)]
pub struct TableInput {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: Option<String>,
    /// Its kind; as observed, or `TABLE`, when `None`.
    pub kind: Option<TableKind>,
    /// The source it is bound to.
    pub source: Option<SourceId>,
    /// A fetch whose columns come in whole; it binds the table to its source.
    pub fetched: Option<FetchId>,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Columns; beside a fetch they patch its columns by path, or add.
    pub columns: Vec<ColumnEdit>,
    /// Beside a fetch: `columns` are all that the table shows, in their order.
    pub whole_columns: bool,
    /// Another table that is bound to the same object of the source is meant to be there.
    pub bound_twice: bool,
}

/// Puts a violation below position `row` of a list of inputs.
pub(crate) fn in_list(violation: Violation, row: usize) -> Violation {
    violation.below(row.to_string()).at_row(row)
}

impl Editor {
    /// Creates one table.
    pub async fn create_table(
        &self,
        context: &WriteContext,
        input: TableInput,
    ) -> Result<Outcome<TableView>> {
        one(self.create_once(context, vec![input], false).await?)
    }

    /// Creates tables, all in one changeset or none.
    pub async fn create_tables(
        &self,
        context: &WriteContext,
        inputs: Vec<TableInput>,
    ) -> Result<Outcome<Vec<TableView>>> {
        self.create_once(context, inputs, true).await
    }

    #[tracing::instrument(skip_all, fields(tables = inputs.len()))]
    async fn create_once(
        &self,
        context: &WriteContext,
        inputs: Vec<TableInput>,
        listed: bool,
    ) -> Result<Outcome<Vec<TableView>>> {
        let answer = |changeset, changes| self.same_tables(changeset, changes, None);
        self.once(context, answer, self.create_tables_now(context, inputs, listed)).await
    }

    async fn create_tables_now(
        &self,
        context: &WriteContext,
        inputs: Vec<TableInput>,
        listed: bool,
    ) -> Result<Outcome<Vec<TableView>>> {
        let operation = "tables.create";
        if inputs.len() > MAX_TABLES {
            let message =
                format!("At most {MAX_TABLES} tables at once; these are {}.", inputs.len());
            return Err(Error::validation(
                operation,
                vec![Violation::new(["input"], "TOO_MANY", message)],
            ));
        }
        let fetches = self.fetches_of(&inputs).await?;
        let named = inputs.iter().filter_map(|i| i.source);
        let sources: Vec<SourceId> = named.chain(fetches.values().map(|f| f.source)).collect();
        let sources = self.sources(At::Head, &sources).await?;
        let mut plan = Plan::default();
        let mut violations = Vec::new();
        let mut tables = Vec::new();
        let mut once_bound = Vec::new();
        for (row, input) in inputs.into_iter().enumerate() {
            let fetch = input.fetched.and_then(|id| fetches.get(&id));
            // A fetch is kept when its source is deleted, but nothing can be bound to it.
            let mut wanted = input.source.into_iter().chain(fetch.map(|f| f.source));
            if let Some(id) = wanted.find(|id| !sources.contains_key(id)) {
                return Err(Error::not_found(operation, format!("data source with the id {id}")));
            }
            let field = if fetch.is_some() { "fetched" } else { "name" };
            let once = !input.bound_twice;
            match self.new_table(input, fetch) {
                Ok(merge) => {
                    if once {
                        once_bound.push((tables.len(), field));
                    }
                    tables.push((row, merge));
                }
                Err(found) => violations
                    .extend(found.into_iter().map(|v| if listed { in_list(v, row) } else { v })),
            }
        }
        let mut taken: HashSet<Identity> = HashSet::new();
        let identities: Vec<Identity> = tables.iter().map(|(_, m)| m.table.identity()).collect();
        let existing = self.core.ports.tables.tables_by_identity(&identities).await?;
        let existing: HashSet<Identity> = existing.iter().map(|t| t.value.identity()).collect();
        for (row, merge) in &tables {
            let identity = merge.table.identity();
            if existing.contains(&identity) || !taken.insert(identity) {
                let violation = duplicate(&merge.table, "name");
                violations.push(if listed { in_list(violation, *row) } else { violation });
            }
        }
        if !violations.is_empty() {
            violations.sort_by_key(|violation| violation.row);
            return Err(Error::validation(operation, violations));
        }
        let binding = |(at, field): &(usize, &'static str)| {
            let (row, merge) = &tables[*at];
            Binding { table: &merge.table, field, row: listed.then_some(*row) }
        };
        self.bound_once(operation, &once_bound.iter().map(binding).collect::<Vec<_>>()).await?;
        let mut ids = Vec::new();
        for (_, merge) in tables {
            ids.push(merge.table.id);
            plan.requires.push(Requirement::TableNameFree(merge.table.identity()));
            plan.require_source(merge.table.source);
            plan.merge(None, Vec::new(), merge);
        }
        self.finish_tables(context, plan, &ids).await
    }

    async fn fetches_of(&self, inputs: &[TableInput]) -> Result<HashMap<FetchId, StoredFetch>> {
        let ids: Vec<FetchId> = inputs.iter().filter_map(|i| i.fetched).collect();
        let fetches = self.stored_fetches(&ids).await?;
        Ok(fetches.into_iter().map(|fetch| (fetch.id, fetch)).collect())
    }

    /// A table from its input, with everything that is wrong.
    fn new_table(
        &self,
        input: TableInput,
        fetched: Option<&StoredFetch>,
    ) -> std::result::Result<Merge, Vec<Violation>> {
        let schema = input.schema.filter(|s| !s.is_empty());
        let origin =
            |observed: bool| if observed { NameOrigin::Observed } else { NameOrigin::Typed };
        let external = fetched.map(|f| &f.fetched.facts.external);
        let name_origin = origin(external.is_some_and(|e| e.name == input.name));
        let schema_origin = origin(external.is_some_and(|e| e.schema == schema));
        let mut violations: Vec<Violation> = [
            check_name("name", &input.name, name_origin),
            schema.as_deref().and_then(|s| check_name("schema", s, schema_origin)),
            input
                .description
                .as_deref()
                .and_then(|d| check_text("description", d, MAX_DESCRIPTION)),
            input
                .owner
                .as_deref()
                .filter(|o| !o.is_empty())
                .and_then(|o| check_name("owner", o, NameOrigin::Typed)),
            check_tags("tags", &input.tags),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let (Some(source), Some(fetch)) = (input.source, fetched)
            && source != fetch.source
        {
            let message = "The fetched columns come from another data source.";
            violations.push(Violation::new(["sourceId"], "INVALID", message));
        }
        let mut table = Table::new(TableId(self.core.ports.ids.next()), schema, input.name);
        table.source = fetched.map(|f| f.source).or(input.source);
        // What the source calls it stays when a person gives it another name here.
        table.external = match (external, table.source) {
            (Some(external), _) => Some(external.clone()),
            (None, Some(_)) => Some(table.external_name()),
            (None, None) => None,
        };
        table.owner = input.owner.filter(|o| !o.is_empty());
        table.set_tags(input.tags);
        let new_id = || ColumnId(self.core.ports.ids.next());
        let whole = fetched.is_some() && input.whole_columns;
        let (merge, mode) = match fetched {
            None => (
                Merge { table, columns: Vec::new(), removed: Vec::new(), warnings: Vec::new() },
                EditMode::Whole,
            ),
            Some(fetch) => (
                merge_fetched(&table, &[], &fetch.fetched, None, fetch.at, new_id),
                if whole { EditMode::WholeByPath } else { EditMode::ByPath },
            ),
        };
        let edited = if input.columns.is_empty() && !whole {
            Ok(merge)
        } else {
            edit_columns(&merge.table, &merge.columns, &input.columns, mode, new_id)
        };
        match edited {
            Ok(mut merge) if violations.is_empty() => {
                merge.table.set_kind(input.kind);
                merge.table.set_description(input.description.filter(|d| !d.is_empty()));
                Ok(merge)
            }
            Ok(_) => Err(violations),
            Err(found) => {
                violations.extend(found);
                Err(violations)
            }
        }
    }

    /// Tables whose identity another table has, or two of them share: for each its
    /// place in `tables` and a violation at `field` naming the pair.
    pub(crate) async fn collisions(
        &self,
        field: &str,
        tables: &[&Table],
    ) -> Result<Vec<(usize, Violation)>> {
        let mine: HashSet<TableId> = tables.iter().map(|t| t.id).collect();
        let identities: Vec<Identity> = tables.iter().map(|t| t.identity()).collect();
        let mut holders: HashMap<Identity, TableId> = HashMap::new();
        for other in self.core.ports.tables.tables_by_identity(&identities).await? {
            // A table that moves away in the same changeset frees its name.
            if !mine.contains(&other.value.id) {
                holders.insert(other.value.identity(), other.value.id);
            }
        }
        let mut pairs = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            if let Some(other) =
                holders.insert(table.identity(), table.id).filter(|o| *o != table.id)
            {
                let mut violation = duplicate(table, field);
                violation.message =
                    format!("{} The pair: {} and {other}.", violation.message, table.id);
                pairs.push((place, violation));
            }
        }
        Ok(pairs)
    }
}

pub(crate) fn one(outcome: Outcome<Vec<TableView>>) -> Result<Outcome<TableView>> {
    let Outcome { mut value, changeset, warnings } = outcome;
    let value = value.pop().ok_or_else(|| Error::not_found("tables.one", "such table any more"))?;
    Ok(Outcome { value, changeset, warnings })
}

fn duplicate(table: &Table, field: &str) -> Violation {
    let place = match table.source {
        Some(_) => "in this data source",
        None => "among the tables without a data source",
    };
    let remedy = match field {
        "sourceId" => "Rename one of the two first, or move it to another schema.",
        "intoSchema" => "Name another schema to move the tables into, or rename one first.",
        _ => "Use another name or schema, or update the table that is there.",
    };
    let name = table.qualified_name();
    let message = format!("There is a table {name} {place} already. {remedy}");
    Violation::new([field], "DUPLICATE", message)
}
