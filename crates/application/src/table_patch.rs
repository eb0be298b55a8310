//! Changing what a table is called, is, and what people say of it.

use std::collections::HashSet;

use ariadne_domain::{
    Delta, EntityKind, Field, MAX_DESCRIPTION, NameOrigin, Stored, Table, TableId, TableKind,
    Violation, check_name, check_tags, check_text,
};
use ariadne_ports::{At, Error, Result};

use crate::tables::{MAX_TABLES, in_list, one};
use crate::write::Plan;
use crate::{Editor, Outcome, TableView, WriteContext};

/// Changes of a table.
#[derive(Clone, Debug, Default)]
pub struct TablePatch {
    /// The name.
    pub name: Field<String>,
    /// The schema.
    pub schema: Field<String>,
    /// The kind.
    pub kind: Field<TableKind>,
    /// The description.
    pub description: Field<String>,
    /// The tags, all of them.
    pub tags: Field<Vec<String>>,
    /// Who answers for it.
    pub owner: Field<String>,
}

impl Editor {
    /// Changes one table.
    pub async fn update_table(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        patch: TablePatch,
    ) -> Result<Outcome<TableView>> {
        one(self.update_once(context, vec![(id, version, patch)], false).await?)
    }

    /// Changes tables, all in one changeset or none.
    pub async fn update_tables(
        &self,
        context: &WriteContext,
        patches: Vec<(TableId, u32, TablePatch)>,
    ) -> Result<Outcome<Vec<TableView>>> {
        self.update_once(context, patches, true).await
    }

    #[tracing::instrument(skip_all, fields(tables = patches.len()))]
    async fn update_once(
        &self,
        context: &WriteContext,
        patches: Vec<(TableId, u32, TablePatch)>,
        listed: bool,
    ) -> Result<Outcome<Vec<TableView>>> {
        let ids: Vec<TableId> = patches.iter().map(|(id, ..)| *id).collect();
        let answer = |changeset, changes| self.same_tables(changeset, changes, Some(ids));
        self.once(context, answer, self.update_tables_now(context, patches, listed)).await
    }

    async fn update_tables_now(
        &self,
        context: &WriteContext,
        patches: Vec<(TableId, u32, TablePatch)>,
        listed: bool,
    ) -> Result<Outcome<Vec<TableView>>> {
        let operation = "tables.update";
        if patches.len() > MAX_TABLES {
            let message =
                format!("At most {MAX_TABLES} tables at once; these are {}.", patches.len());
            return Err(Error::validation(
                operation,
                vec![Violation::new(["patches"], "TOO_MANY", message)],
            ));
        }
        let ids: Vec<TableId> = patches.iter().map(|(id, ..)| *id).collect();
        let known = self.tables(At::Head, &ids).await?;
        let placed = |v: Violation, row: usize| if listed { in_list(v, row) } else { v };
        let mut violations = Vec::new();
        let mut seen = HashSet::new();
        let mut steps = Vec::new();
        for (row, (id, version, patch)) in patches.into_iter().enumerate() {
            let found = known.get(&id).cloned();
            let stored = self.at_version(operation, found, id, version).await?;
            let mut found = check_patch(&patch);
            if !seen.insert(id) {
                found.push(Violation::new(["id"], "DUPLICATE", "This table is in the list twice."));
            }
            violations.extend(found.into_iter().map(|v| placed(v, row)));
            let table = patched(stored.value.clone(), patch);
            steps.push((stored, table));
        }
        if violations.is_empty() {
            let taken = self.taken_names_of(&steps).await?;
            violations.extend(taken.into_iter().map(|(row, v)| placed(v, row)));
        }
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let mut plan = Plan::default();
        for (stored, table) in steps {
            if stored.value != table {
                plan.require_version(EntityKind::Table, stored.value.id.0, stored.version);
                plan.changes.push(Delta::updated(stored, table).into());
            }
        }
        self.finish_tables(context, plan, &ids).await
    }

    /// Steps that give a table a name that another one has, with their places.
    async fn taken_names_of(
        &self,
        steps: &[(Stored<Table>, Table)],
    ) -> Result<Vec<(usize, Violation)>> {
        let renamed: Vec<(usize, &Table)> = steps
            .iter()
            .enumerate()
            .filter(|(_, (old, new))| old.value.identity() != new.identity())
            .map(|(row, (_, new))| (row, new))
            .collect();
        let tables: Vec<&Table> = renamed.iter().map(|(_, table)| *table).collect();
        let pairs = self.collisions("name", &tables).await?;
        Ok(pairs.into_iter().map(|(place, violation)| (renamed[place].0, violation)).collect())
    }
}

pub(crate) fn check_patch(patch: &TablePatch) -> Vec<Violation> {
    let cleared = (patch.name == Field::Clear)
        .then(|| Violation::new(["name"], "REQUIRED", "A table needs a name."));
    let given = |field: &'static str, text: &Field<String>| {
        let text = text.value().filter(|t| !t.is_empty());
        text.and_then(|t| check_name(field, t, NameOrigin::Typed))
    };
    [
        cleared,
        patch.name.value().and_then(|n| check_name("name", n, NameOrigin::Typed)),
        given("schema", &patch.schema),
        given("owner", &patch.owner),
        patch.description.value().and_then(|d| check_text("description", d, MAX_DESCRIPTION)),
        patch.tags.value().and_then(|t| check_tags("tags", t)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn patched(mut table: Table, patch: TablePatch) -> Table {
    if let Field::Set(name) = patch.name {
        table.name = name;
    }
    patch.schema.apply(|v| table.schema = v.filter(|s| !s.is_empty()));
    patch.kind.apply(|v| table.set_kind(v));
    patch.description.apply(|v| table.set_description(v.filter(|d| !d.is_empty())));
    patch.tags.apply(|v| table.set_tags(v.unwrap_or_default()));
    patch.owner.apply(|v| table.owner = v.filter(|o| !o.is_empty()));
    table
}
