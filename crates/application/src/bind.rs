//! Binding a table to a source, and unbinding it.

use ariadne_domain::{
    Delta, EntityKind, NameOrigin, ObjectName, SourceId, Table, TableId, Violation, check_name,
};
use ariadne_ports::{Error, Result};

use crate::bound::Binding;
use crate::tables::one;
use crate::write::Plan;
use crate::{Editor, Outcome, TableView, WriteContext};

/// Where a table lives.
#[derive(Clone, Debug, Default)]
pub struct BindInput {
    /// The source; `None` unbinds.
    pub source: Option<SourceId>,
    /// What the source calls its schema; the table's own when `None`.
    pub external_schema: Option<String>,
    /// What the source calls it; the table's own name when `None`.
    pub external_name: Option<String>,
    /// Another table that is bound to the same object of the source is meant to be there.
    pub bound_twice: bool,
}

impl Editor {
    /// Binds a table to a source or unbinds it. Columns, texts and lineage stay. A
    /// table that would then collide with another is `Validation` naming the pair, and
    /// one that would be bound to what another table is bound to is `Conflict` naming the
    /// other, unless both are meant.
    #[tracing::instrument(skip_all, fields(table = %id))]
    pub async fn bind_table(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        input: BindInput,
    ) -> Result<Outcome<TableView>> {
        let answer = |changeset, changes| self.same_tables(changeset, changes, Some(vec![id]));
        let bind = self.bind(context, id, version, input);
        one(self.once(context, answer, bind).await?)
    }

    async fn bind(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
        input: BindInput,
    ) -> Result<Outcome<Vec<TableView>>> {
        let operation = "tables.bind";
        let stored = self.table_at(operation, id, version).await?;
        let named = input.external_name.is_some() || input.external_schema.is_some();
        let mut violations: Vec<Violation> = [
            input
                .external_name
                .as_deref()
                .and_then(|n| check_name("externalName", n, NameOrigin::Observed)),
            input
                .external_schema
                .as_deref()
                .filter(|s| !s.is_empty())
                .and_then(|s| check_name("externalSchema", s, NameOrigin::Observed)),
            (input.source.is_none() && named).then(|| {
                Violation::new(
                    ["sourceId"],
                    "REQUIRED",
                    "Say which data source these names belong to.",
                )
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let field = if input.external_name.is_some() { "externalName" } else { "sourceId" };
        let mut table = stored.value.clone();
        table.source = input.source;
        table.external = match input.source {
            None => None,
            Some(source) => {
                self.known_source(operation, source).await?;
                let schema = input.external_schema.or_else(|| stored.value.schema.clone());
                Some(ObjectName {
                    schema: schema.filter(|s| !s.is_empty()),
                    name: input.external_name.unwrap_or_else(|| stored.value.name.clone()),
                })
            }
        };
        if violations.is_empty() {
            let pairs = self.collisions("sourceId", &[&table]).await?;
            violations.extend(pairs.into_iter().map(|(_, violation)| violation));
        }
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let is_moved =
            (table.source, &table.external) != (stored.value.source, &stored.value.external);
        if is_moved && !input.bound_twice {
            // What is bound anew is called as it was typed, whatever was fetched before.
            let typed = Table { introspected_at: None, ..table.clone() };
            let binding = Binding { table: &typed, field, row: None };
            self.bound_once(operation, &[binding]).await?;
        }
        let mut plan = Plan::default();
        plan.require_version(EntityKind::Table, id.0, version);
        plan.require_source(table.source);
        plan.changes.push(Delta::updated(stored, table).into());
        self.finish_tables(context, plan, &[id]).await
    }
}
