//! The end of tables.

use std::collections::HashSet;

use ariadne_domain::{Delta, EntityKind, Stored, Table, TableId, Violation};
use ariadne_ports::{At, Error, Result};

use crate::replay::same;
use crate::tables::{MAX_TABLES, in_list};
use crate::write::Plan;
use crate::{Editor, Outcome, WriteContext};

impl Editor {
    /// Deletes a table with its columns.
    #[tracing::instrument(skip_all, fields(table = %id))]
    pub async fn delete_table(
        &self,
        context: &WriteContext,
        id: TableId,
        version: u32,
    ) -> Result<Outcome<TableId>> {
        let delete = async {
            let outcome = self.delete_now(context, &[(id, version)]).await?;
            Ok(outcome.map(|_| id))
        };
        self.once(context, |changeset, _| same(id, changeset), delete).await
    }

    /// Deletes tables with their columns, all in one changeset or none.
    #[tracing::instrument(skip_all, fields(tables = tables.len()))]
    pub async fn delete_tables(
        &self,
        context: &WriteContext,
        tables: &[(TableId, u32)],
    ) -> Result<Outcome<Vec<TableId>>> {
        let ids = || tables.iter().map(|(id, _)| *id).collect();
        let delete = self.delete_now(context, tables);
        self.once(context, |changeset, _| same(ids(), changeset), delete).await
    }

    async fn delete_now(
        &self,
        context: &WriteContext,
        tables: &[(TableId, u32)],
    ) -> Result<Outcome<Vec<TableId>>> {
        let operation = "tables.delete";
        if tables.len() > MAX_TABLES {
            let message =
                format!("At most {MAX_TABLES} tables at once; these are {}.", tables.len());
            let violation = Violation::new(["tables"], "TOO_MANY", message);
            return Err(Error::validation(operation, vec![violation]));
        }
        let ids: Vec<TableId> = tables.iter().map(|(id, _)| *id).collect();
        let mut known = self.tables(At::Head, &ids).await?;
        let mut plan = Plan::default();
        let (mut seen, mut twice, mut gone) = (HashSet::new(), Vec::new(), Vec::new());
        for (row, (id, version)) in tables.iter().enumerate() {
            if !seen.insert(*id) {
                let message = "This table is in the list twice.";
                twice.push(in_list(Violation::new(["id"], "DUPLICATE", message), row));
                continue;
            }
            let stored = self.at_version(operation, known.remove(id), *id, *version).await?;
            plan.require_version(EntityKind::Table, id.0, *version);
            gone.push(stored);
        }
        if !twice.is_empty() {
            return Err(Error::validation(operation, twice));
        }
        self.plan_deletion(&mut plan, gone).await?;
        let changeset = self.commit(context, &mut plan).await?;
        Ok(Outcome { value: ids, changeset, warnings: plan.warnings })
    }

    /// Plans the end of tables and all their columns.
    pub(crate) async fn plan_deletion(
        &self,
        plan: &mut Plan,
        tables: Vec<Stored<Table>>,
    ) -> Result<()> {
        let ids: Vec<TableId> = tables.iter().map(|t| t.value.id).collect();
        let columns = self.core.ports.columns.columns_of_tables(At::Head, &ids).await?;
        plan.changes.extend(tables.into_iter().map(|t| Delta::deleted(t).into()));
        plan.changes.extend(columns.into_iter().map(|c| Delta::deleted(c).into()));
        Ok(())
    }
}
