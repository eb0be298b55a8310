//! Columns: edited by hand, accepted from a fetch.

use std::collections::{BTreeSet, HashMap};

use ariadne_domain::{
    Called, ChangesetOrigin, Column, ColumnEdit, ColumnId, EditMode, FetchId, Naming, Path, Stored,
    Table, TableId, Violation, diff_fetched, edit_columns, merge_fetched,
};
use ariadne_ports::{At, Error, ErrorKind, Result, StoredFetch};

use crate::bound::Binding;
use crate::tables::one;
use crate::write::Plan;
use crate::{Editor, Outcome, TableView, WriteContext};

impl Editor {
    /// Replaces a table's columns by the list: an edit with an id is that column,
    /// one without is new, what is not listed goes.
    pub async fn save_columns(
        &self,
        context: &WriteContext,
        table: TableId,
        version: u32,
        columns: &[ColumnEdit],
    ) -> Result<Outcome<TableView>> {
        self.edit(context, table, version, columns, EditMode::Whole).await
    }

    /// Changes some columns of a table.
    pub async fn update_columns(
        &self,
        context: &WriteContext,
        table: TableId,
        version: u32,
        patches: &[ColumnEdit],
    ) -> Result<Outcome<TableView>> {
        self.edit(context, table, version, patches, EditMode::Some).await
    }

    #[tracing::instrument(skip_all, fields(table = %id, edits = edits.len()))]
    async fn edit(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        edits: &[ColumnEdit],
        mode: EditMode,
    ) -> Result<Outcome<TableView>> {
        let answer = |changeset, changes| self.same_tables(changeset, changes, Some(vec![id]));
        let edit = self.edit_now(context, id, version, edits, mode);
        one(self.once(context, answer, edit).await?)
    }

    async fn edit_now(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        edits: &[ColumnEdit],
        mode: EditMode,
    ) -> Result<Outcome<Vec<TableView>>> {
        let operation = "columns.edit";
        let (stored, columns) = self.with_columns(operation, id, version).await?;
        let current: Vec<Column> = columns.iter().map(|c| c.value.clone()).collect();
        let new_id = || ColumnId(self.core.ports.ids.next());
        let merge = edit_columns(&stored.value, &current, edits, mode, new_id)
            .map_err(|violations| Error::validation(operation, violations))?;
        let mut plan = Plan::default();
        plan.merge(Some(stored), columns, merge);
        self.finish_tables(context, plan, &[id]).await
    }

    /// Accepts a fetch: `accept` lists ids of the diff's entries, `None` means all
    /// and an empty list means none. An id that is not in the diff, and a column
    /// whose path a person gave to another one, is `Validation` at `accept`. A fetch of
    /// another object than the table is bound to, which another table is bound to, is
    /// `Conflict` naming that one: bind the table there first, if both are meant.
    #[tracing::instrument(skip_all, fields(table = %id, fetch = %fetched))]
    pub async fn apply_fetched(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        fetched: FetchId,
        accept: Option<Vec<String>>,
    ) -> Result<Outcome<TableView>> {
        let answer = |changeset, changes| self.same_tables(changeset, changes, Some(vec![id]));
        let apply = self.apply_fetched_now(context, id, version, fetched, accept);
        one(self.once(context, answer, apply).await?)
    }

    async fn apply_fetched_now(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        fetched: FetchId,
        accept: Option<Vec<String>>,
    ) -> Result<Outcome<Vec<TableView>>> {
        let operation = "columns.apply_fetched";
        let (stored, columns) = self.with_columns(operation, id, version).await?;
        let fetch = self.stored_fetch(fetched).await?;
        belongs(operation, &stored.value, &fetch)?;
        let current: Vec<Column> = columns.iter().map(|c| c.value.clone()).collect();
        let accept: Option<BTreeSet<String>> = accept.map(|ids| ids.into_iter().collect());
        if let Some(ids) = &accept {
            let diff = diff_fetched(&stored.value, &current, &fetch.fetched);
            let known: BTreeSet<&str> = diff.entries.iter().map(|e| e.id.as_str()).collect();
            let unknown: Vec<Violation> = ids
                .iter()
                .filter(|id| !known.contains(id.as_str()))
                .map(|id| {
                    Violation::new(["accept"], "NOT_FOUND", format!("The diff has no entry {id}."))
                })
                .collect();
            if !unknown.is_empty() {
                return Err(Error::validation(operation, unknown));
            }
            if ids.is_empty() {
                return self.finish_tables(context, Plan::default(), &[id]).await;
            }
        }
        let new_id = || ColumnId(self.core.ports.ids.next());
        let mut merge = merge_fetched(
            &stored.value,
            &current,
            &fetch.fetched,
            accept.as_ref(),
            fetch.at,
            new_id,
        );
        // A binding may leave the schema to the source's settings, or name a synonym. Once
        // columns were accepted it is to this object, whatever those say later.
        merge.table.external = Some(fetch.fetched.facts.external.clone());
        let taken = taken_paths(&merge.columns);
        if !taken.is_empty() {
            return Err(Error::validation(operation, taken));
        }
        // Who bound it to this object in so many words was told then.
        let was = Called::of(&stored.value);
        let source = self.known_source(operation, fetch.source).await?;
        if !Naming::of(&source.value).same(&was, &Called::of(&merge.table)) {
            let binding = Binding { table: &merge.table, field: "fetched", row: None };
            self.bound_once(operation, &[binding]).await?;
        }
        let mut plan = Plan { origin: Some(ChangesetOrigin::Fetch), ..Plan::default() };
        plan.require_source(Some(fetch.source));
        plan.merge(Some(stored), columns, merge);
        self.finish_tables(context, plan, &[id]).await
    }

    pub(crate) async fn with_columns(
        &self,
        operation: &'static str,
        id: TableId,
        version: u32,
    ) -> Result<(Stored<Table>, Vec<Stored<Column>>)> {
        let stored = self.table_at(operation, id, version).await?;
        let columns = self.core.ports.columns.columns_of_tables(At::Head, &[id]).await?;
        Ok((stored, columns))
    }
}

/// Paths that two columns would have: a person called one as the source calls
/// another, and neither may be overwritten.
fn taken_paths(columns: &[Column]) -> Vec<Violation> {
    let mut first: HashMap<&Path, &Column> = HashMap::new();
    let mut violations = Vec::new();
    for column in columns {
        if first.insert(&column.path, column).is_some() {
            let path = &column.path;
            let message = format!(
                "The source has a column {path}, but another column was given that path here. \
                 Rename that one first, or accept without this column."
            );
            violations.push(Violation::new(["accept"], "DUPLICATE", message));
        }
    }
    violations
}

/// Refuses a fetch of another source or another table, and one that is older than
/// the last accepted one: its facts would go back in time.
fn belongs(operation: &'static str, table: &Table, fetch: &StoredFetch) -> Result<()> {
    let invalid = |message: String| {
        Err(Error::validation(operation, vec![Violation::new(["fetched"], "INVALID", message)]))
    };
    if table.source != Some(fetch.source) {
        return invalid(
            "The table is not bound to the data source of this fetch; bind it first.".to_owned(),
        );
    }
    let seen = &fetch.fetched.facts.external;
    let bound = table.external_name();
    let same = bound.name == seen.name && (bound.schema.is_none() || bound.schema == seen.schema);
    if fetch.table.map_or(!same, |id| id != table.id) {
        return invalid(format!(
            "These columns were fetched for another table ({}); fetch this one's.",
            seen.name
        ));
    }
    if table.introspected_at.is_some_and(|last| fetch.at < last) {
        let message = "A newer fetch of this table was accepted already; fetch the columns again.";
        return Err(Error::new(ErrorKind::Conflict, operation, message));
    }
    Ok(())
}
