//! Fetching one table live.

use std::collections::HashMap;

use ariadne_domain::{
    AuditAction, Column, ColumnId, DiffKind, FetchId, FetchedTable, NameOrigin, Problem, SourceId,
    StepStatus, Table, TableDiff, TableId, Timestamp, Value, Violation, check_name, diff_fetched,
    fold,
};
use ariadne_ports::{
    At, Error, ErrorKind, Fetch, FetchRequest, Progress, ProgressSink, Result, SettingSpec,
    StoredFetch,
};

use crate::Editor;
use crate::live::{bounded, deadline};

/// What to fetch.
#[derive(Clone, Debug)]
pub struct FetchInput {
    /// From where.
    pub source: SourceId,
    /// Schema or database as typed.
    pub schema: Option<String>,
    /// The name as typed; from the table when `None`.
    pub name: Option<String>,
    /// The table that this is a re-fetch of.
    pub table: Option<TableId>,
    /// How many documents to look at.
    pub sample_size: Option<u32>,
}

/// A fetch that can be accepted, with what accepting would change.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its id.
    pub id: FetchId,
    /// What was seen.
    pub fetched: FetchedTable,
    /// What it would change in the table, when it is a re-fetch.
    pub diff: Option<TableDiff>,
    /// How many lineage edges each column that the diff would remove has.
    pub lineage_edges: HashMap<ColumnId, u64>,
}

/// Hears no progress.
#[derive(Clone, Copy, Debug)]
pub struct NoProgress;

impl ProgressSink for NoProgress {
    fn progress(&self, _: Progress) {}
}

impl Editor {
    /// Fetches one table live and keeps it for 24 hours. Unknown: `TableNotFound`
    /// with suggestions.
    #[tracing::instrument(skip_all, fields(source = %input.source))]
    pub async fn fetch_columns(
        &self,
        input: FetchInput,
        progress: &dyn ProgressSink,
    ) -> Result<Fetched> {
        let operation = "live.fetch_columns";
        let stored = self.active_source(operation, input.source).await?;
        let (request, table) = self.fetch_request(operation, &input).await?;
        let (connector, factory) = self.connector_of(&stored.value).await?;
        let permit = self.permit()?;
        let deadline = deadline(
            &stored.value.settings,
            SettingSpec::FETCH_TIMEOUT.name,
            factory.fetch_deadline(),
        );
        let answer =
            bounded(deadline, connector.fetch_table(&request, deadline, progress)).await.flatten();
        drop(permit);
        let at = self.core.ports.clock.now();
        let outcome = match &answer {
            Ok(Fetch::Found(_)) => StepStatus::Passed.as_str(),
            Ok(Fetch::NotFound(_)) => ErrorKind::TableNotFound.code(),
            Err(error) => error.kind().code(),
        };
        tracing::info!(outcome, "fetched");
        let details = Value::object()
            .with("schema", request.schema.clone())
            .with("name", request.name.as_str());
        self.record(AuditAction::Fetch, Some(input.source), outcome, details, None, at).await?;
        let mut fetched = match answer? {
            Fetch::Found(fetched) => *fetched,
            Fetch::NotFound(missing) => {
                let error = Error::of_source(ErrorKind::TableNotFound, operation, missing.problem);
                return Err(error.with_suggestions(missing.suggestions));
            }
        };
        fetched.warnings.extend(table.as_ref().and_then(|t| elsewhere(t, &fetched)));
        self.keep(at, input.source, table.map(|t| t.id), fetched).await
    }

    async fn keep(
        &self,
        at: Timestamp,
        source: SourceId,
        table: Option<TableId>,
        fetched: FetchedTable,
    ) -> Result<Fetched> {
        let id = FetchId(self.core.ports.ids.next());
        let lifetime =
            i64::try_from(self.core.options.fetch_lifetime.as_micros()).unwrap_or(i64::MAX);
        let stored = StoredFetch { id, at, source, table, fetched };
        self.core.ports.fetches.put(&stored, at.plus_micros(lifetime)).await?;
        let diff = match table {
            None => None,
            Some(table) => self.diff(table, &stored.fetched).await?,
        };
        let lineage_edges = self.edges_of_removed(diff.as_ref()).await?;
        Ok(Fetched { id, fetched: stored.fetched, diff, lineage_edges })
    }

    /// The edges that would end with each column that a diff removes.
    async fn edges_of_removed(&self, diff: Option<&TableDiff>) -> Result<HashMap<ColumnId, u64>> {
        let entries = diff.map(|diff| diff.entries.as_slice()).unwrap_or_default();
        let removed = entries.iter().filter(|entry| entry.kind == DiffKind::Removed);
        let mut edges: HashMap<ColumnId, u64> =
            removed.filter_map(|entry| entry.column).map(|column| (column, 0)).collect();
        if edges.is_empty() {
            return Ok(edges);
        }
        let nodes: Vec<_> = edges.keys().map(|column| column.0).collect();
        for edge in self.core.ports.lineage.edges_of(At::Head, &nodes).await? {
            for end in [edge.value.from, edge.value.to] {
                if let Some(count) = edges.get_mut(&ColumnId(end)) {
                    *count += 1;
                }
            }
        }
        Ok(edges)
    }

    async fn diff(&self, table: TableId, fetched: &FetchedTable) -> Result<Option<TableDiff>> {
        let Some(stored) = self.core.ports.tables.tables(At::Head, &[table]).await?.pop() else {
            return Ok(None);
        };
        let columns = self.core.ports.columns.columns_of_tables(At::Head, &[table]).await?;
        let columns: Vec<Column> = columns.into_iter().map(|c| c.value).collect();
        Ok(Some(diff_fetched(&stored.value, &columns, fetched)))
    }

    async fn fetch_request(
        &self,
        operation: &'static str,
        input: &FetchInput,
    ) -> Result<(FetchRequest, Option<Table>)> {
        let mut schema = input.schema.clone().filter(|s| !s.is_empty());
        // typed blanks are a name left out: what is really called so is fetched by its table
        let blank = |name: &String| name.trim().is_empty();
        let mut name = input.name.clone().map(|n| if blank(&n) { String::new() } else { n });
        let mut known = None;
        if let Some(id) = input.table {
            let found = self.core.ports.tables.tables(At::Head, &[id]).await?.pop();
            let table = found
                .ok_or_else(|| Error::not_found(operation, format!("table with the id {id}")))?
                .value;
            if name.is_none() {
                if table.source != Some(input.source) {
                    let message = "The table is not bound to this data source; bind it first, or give a name.";
                    return Err(Error::validation(
                        operation,
                        vec![Violation::new(["tableId"], "INVALID", message)],
                    ));
                }
                let external = table.external_name();
                name = Some(external.name);
                schema = schema.or(external.schema);
            }
            known = Some(table);
        }
        let violations: Vec<Violation> = [
            check_name("name", name.as_deref().unwrap_or_default(), NameOrigin::Observed),
            schema.as_deref().and_then(|s| check_name("schema", s, NameOrigin::Observed)),
            input.sample_size.filter(|n| *n > 100_000).map(|_| {
                Violation::new(["sampleSize"], "INVALID", "At most 100,000 documents in a sample.")
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let name = name.unwrap_or_default();
        Ok((FetchRequest { schema, name, sample_size: input.sample_size }, known))
    }
}

/// A warning when a table that was fetched before now comes from another object of its
/// source: a synonym was pointed elsewhere, a table made that hides it, another name
/// asked for.
fn elsewhere(table: &Table, fetched: &FetchedTable) -> Option<Problem> {
    table.introspected_at?;
    let bound = table.external.as_ref()?;
    let seen = &fetched.facts.external;
    let differs = |one: &str, other: &str| fold(one) != fold(other);
    let schemas = bound.schema.as_deref().zip(seen.schema.as_deref());
    let is_elsewhere = differs(&bound.name, &seen.name)
        || schemas.is_some_and(|(bound, seen)| differs(bound, seen));
    is_elsewhere.then(|| {
        let (bound, seen) = (bound.to_string(), seen.to_string());
        let title = format!("These columns are those of {seen}, not of {bound}.");
        let cause = format!("The table is bound to {bound}; its name leads to {seen} now.");
        let remedy = format!(
            "Accept nothing of this fetch if {bound} is meant, and look into the source for what \
             that name stands for; if {seen} is meant, accepting binds the table to it."
        );
        Problem::new("RESOLVED_ELSEWHERE", title).with_cause(cause).with_remedy(remedy)
    })
}
